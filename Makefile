# Everything a learner or an author runs. GNU make 3.81 (macOS) is enough; `make help` tells what there is.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
PROXY := .venv/node_modules/.bin/configurable-http-proxy
NO_SCREEN := $(shell test "$$(uname)" = Darwin || test -n "$$DISPLAY$$WAYLAND_DISPLAY" || echo yes)
# Of the core, the labs and the exercises; none needs a browser or a notebook.
CORE_TESTS = $(wildcard $(patsubst %,tests/test_%.py,activations blocks checks datasets engine exercises gradient_check losses network passes \
	search training training_own_code training_state *lab*))
LAB_FLAGS := $(if $(NO_SCREEN),--no-browser) $(if $(filter 0,$(shell id -u)),--allow-root)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help lab class install test test-oldest mutants proofs bench bench-slider bench-search bench-class notebooks pages site test-site reset environment requirements clean

help: ## tell what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

lab: install ## install what is missing, copy the chapters to my_work/, open JupyterLab there
	@$(if $(NO_SCREEN),echo "There is no screen here. Open the address that JupyterLab prints below in your browser.",:)
	$(VENV_PYTHON) -m jupyterlab $(LAB_FLAGS) my_work

class: .venv/class.stamp $(PROXY) ## JupyterHub for a class on this machine (needs npm; tools/class/ says what can be set)
	$(VENV_PYTHON) -m jupyterhub --config tools/class/jupyterhub_config.py

install: .venv/lab.stamp ## the same without opening JupyterLab
	$(VENV_PYTHON) tools/workspace.py

test: .venv/test.stamp ## install what the tests need, run them all (PYTEST_ARGS="-k names" to choose)
	OMP_NUM_THREADS=1 $(VENV_PYTHON) -m pytest -n 2 --dist loadscope tests $(PYTEST_ARGS)

test-oldest: .venv-oldest/check.stamp ## the tests of core, labs and exercises on the oldest versions that pyproject.toml promises
	OMP_NUM_THREADS=1 .venv-oldest/bin/python -m pytest -n 2 --dist loadscope $(CORE_TESTS) $(PYTEST_ARGS)

mutants: .venv/mutants.stamp ## change the core in thousands of small ways: does a test notice? (half an hour)
	OMP_NUM_THREADS=1 nice $(VENV_PYTHON) -m mutmut run
	$(VENV_PYTHON) tools/survivors.py

proofs: .venv/test.stamp ## print what each exercise's check refuses and lets through
	OMP_NUM_THREADS=1 $(VENV_PYTHON) tests/proofs.py

bench: .venv/bench.stamp ## train beside scikit-learn, PyTorch and JAX, write benchmarks/RESULTS.md
	$(VENV_PYTHON) -m benchmarks.speed

bench-slider: .venv/test.stamp ## measure how long a slider takes to reach the screen (needs Chromium or Chrome)
	OMP_NUM_THREADS=1 $(VENV_PYTHON) benchmarks/slider_latency.py

bench-search: .venv/test.stamp ## measure a search of 200 points: stacked or not, one process or two
	OMP_NUM_THREADS=1 $(VENV_PYTHON) benchmarks/search_speed.py

bench-class: .venv/test.stamp .venv/class.stamp $(PROXY) ## measure a class of 1, 5 and 10 at once, and write benchmarks/CLASS.md (5 minutes)
	OMP_NUM_THREADS=1 $(VENV_PYTHON) benchmarks/class.py

notebooks: .venv/test.stamp ## build the chapters from notebooks/source/, or one of them (CHAPTER=2)
	$(VENV_PYTHON) tools/build_notebooks.py $(if $(CHAPTER),"$(CHAPTER)")

pages: .venv/pages.stamp ## build build/site/: the chapters to read, the reference, the pages for instructors
	$(VENV_PYTHON) -m sphinx -W --keep-going -q -d build/doctrees docs build/site

site: pages .venv/site.stamp ## the same with the course live in a browser, nothing installed (PYODIDE=folder or archive; else it is downloaded)
	$(VENV_PYTHON) tools/lite.py $(if $(PYODIDE),--pyodide "$(PYODIDE)")

test-site: .venv/test.stamp ## try build/site/ in a real browser, after make site
	TEST_SITE=1 OMP_NUM_THREADS=1 $(VENV_PYTHON) -m pytest -s tests/test_site.py $(PYTEST_ARGS)

reset: $(VENV_PYTHON) ## a fresh copy of one chapter (CHAPTER=2); yours is kept beside it, with the date
	@$(VENV_PYTHON) tools/workspace.py --reset "$(CHAPTER)"

environment: .venv/lab.stamp ## write environment.yml, the Binder and container files and the badges from pyproject.toml
	$(VENV_PYTHON) tools/environment.py

requirements: .venv/lab.stamp ## choose the newest versions for requirements.txt (needs the network)
	$(VENV_PYTHON) -m pip install --quiet uv
	$(VENV_PYTHON) tools/environment.py --resolve

clean: ## remove .venv, build/ and caches; my_work/ stays
	rm -rf .venv .venv-oldest mutants build docs/chapters .pytest_cache .hypothesis
	find . -name my_work -prune -o -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# The stamp is written last, so that an install which stops is done again.
$(addprefix .venv/,$(addsuffix .stamp,bench class lab mutants pages site test)): .venv/%.stamp: pyproject.toml $(VENV_PYTHON)
	@echo "Installing into .venv. The first time this takes a few minutes."
	@$(VENV_PYTHON) -m pip install --disable-pip-version-check $(if $(wildcard $@),--quiet) -e '.[$*]' || \
		{ echo "The install stopped. Run make again; if it stops in the same way, run 'make clean' first."; exit 1; }
	@touch $@

$(PROXY): $(VENV_PYTHON)
	npm install --no-fund --prefix .venv configurable-http-proxy

.venv-oldest/check.stamp: pyproject.toml $(VENV_PYTHON)
	$(VENV_PYTHON) -m pip install --disable-pip-version-check --quiet uv
	$(VENV_PYTHON) -m uv venv --quiet --clear --python 3.11 .venv-oldest
	$(VENV_PYTHON) -m uv pip install --python .venv-oldest --resolution lowest-direct -e '.[check]'
	@touch $@

$(VENV_PYTHON):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This course needs Python 3.11 or newer, and $(PYTHON) is: $$($(PYTHON) --version 2>&1)."; \
		echo "If a newer one is installed, name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }
