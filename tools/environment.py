"""Writes from pyproject.toml, the one place where they are said, what other tools need to know of the same packages and address.

`--check` only names the files that do not agree. `--resolve` also chooses the newest versions for requirements.txt, which needs
the network and uv.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
NAME = "neural-networks-workbook"
CONTAINER_PYTHON = "3.12"
GENERATED = "# Written by tools/environment.py from pyproject.toml.\n"


class Refused(Exception):
    """What is wrong, with the name of the file."""


def load_project():
    """The [project] table of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def needed(project):
    """What a learner needs: the direct dependencies and those of the lab extra."""
    return project["dependencies"] + project["optional-dependencies"]["lab"]


def conda(project, python, pip=()):
    """A conda environment as text; pip: lines for pip to install at the end."""
    packages = [f"python{python}", *needed(project), *(["pip"] if pip else [])]
    lines = [f"name: {NAME}", "channels:", "  - conda-forge", "dependencies:", *(f"  - {package}" for package in packages)]
    if pip:
        lines += ["  - pip:", *(f"      - {line}" for line in pip)]
    return GENERATED + "\n".join(lines) + "\n"


def learner_environment(project, text):
    """environment.yml, for conda on the learner's machine."""
    return conda(project, project["requires-python"], ["-e ."])


def binder_environment(project, text):
    """binder/environment.yml; course_lib itself is installed by binder/postBuild, which runs where the repository is."""
    return conda(project, f"={CONTAINER_PYTHON}")


def devcontainer(project, text):
    """.devcontainer/devcontainer.json, for Codespaces and editors that know containers."""
    settings = {
        "name": NAME,
        "image": f"mcr.microsoft.com/devcontainers/python:{CONTAINER_PYTHON}",
        "postCreateCommand": "make install",
        "forwardPorts": [8888],
        "portsAttributes": {"8888": {"label": "JupyterLab (make lab)"}},
    }
    return json.dumps(settings, indent=2) + "\n"


def repository(project):
    """The address of the project on GitHub."""
    address = project["urls"]["Repository"].removesuffix("/").removesuffix(".git")
    parts = urlsplit(address)
    if parts.netloc != "github.com" or parts.path.count("/") != 2:
        raise Refused(f"pyproject.toml: Repository should be https://github.com/OWNER/REPO, and is {address}")
    return address


def binder(project, notebook=""):
    """The address that opens the learner's copies on Binder, or one of them."""
    path = urlsplit(repository(project)).path
    return f"https://mybinder.org/v2/gh{path}/HEAD?urlpath=lab/tree/my_work{notebook and '/' + notebook}"


def colab(project, notebook=""):
    """The address that opens the notebooks in Colab, or one of them."""
    path = urlsplit(repository(project)).path
    return f"https://colab.research.google.com/github{path}{notebook and '/blob/HEAD/notebooks/' + notebook}"


def badges(project):
    """The lines of the README that lead to the tests, the course in the browser, Binder and Colab."""
    tests = f"{repository(project)}/actions/workflows/test.yml"
    owner, name = urlsplit(repository(project)).path.strip("/").split("/")
    lite = f"https://{owner}.github.io/{name}/lite/lab/index.html?path=01_introduction.ipynb"
    return f"""[![Tests]({tests}/badge.svg)]({tests})
[![Open in the browser](https://jupyterlite.rtfd.io/en/latest/_static/badge.svg)]({lite})
[![Open in Binder](https://mybinder.org/badge_logo.svg)]({binder(project)})
[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab(project)})

In Colab, run `%pip install -q git+{repository(project)}` in a cell of its own first.
"""


def readme(project, text):
    """README.md with its badges between the two markers."""
    opening, closing = "<!-- badges -->\n", "<!-- /badges -->"
    pattern = re.escape(opening) + ".*?" + re.escape(closing)
    if not re.search(pattern, text, re.DOTALL):
        raise Refused(f"README.md: the lines {opening.strip()} and {closing} are missing")
    return re.sub(pattern, lambda match: opening + badges(project) + closing, text, count=1, flags=re.DOTALL)


FILES = {
    "environment.yml": learner_environment,
    "binder/environment.yml": binder_environment,
    ".devcontainer/devcontainer.json": devcontainer,
    "README.md": readme,
}


def current(name):
    """The text of a file, or nothing where there is no file."""
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def save(name, text):
    """Writes a file with its folder, with the same line ends on every system."""
    (ROOT / name).parent.mkdir(exist_ok=True)
    (ROOT / name).write_text(text, encoding="utf-8", newline="\n")


def requirement_problems(project):
    """What requirements.txt lacks, or holds in a version that pyproject.toml does not allow."""
    chosen = [Requirement(line) for line in current("requirements.txt").splitlines() if line]
    for wanted in map(Requirement, needed(project)):
        same = [r for r in chosen if canonicalize_name(r.name) == canonicalize_name(wanted.name)]
        if not same:
            yield f"requirements.txt lacks {wanted}: make requirements"
        for pin in same:
            if not all(wanted.specifier.contains(version.version, prereleases=True) for version in pin.specifier):
                yield f"requirements.txt has {pin}, and pyproject.toml wants {wanted}: make requirements"


def problems(project):
    """One sentence for each file that does not agree with pyproject.toml."""
    for name, make in FILES.items():
        if make(project, current(name)) != current(name):
            yield f"{name} does not agree with pyproject.toml: make environment"
    yield from requirement_problems(project)


def resolve(project):
    """The newest versions that fit together, for every system and every Python that the course supports."""
    lowest = re.search(r"\d+\.\d+", project["requires-python"]).group()
    options = ["--extra", "lab", "--universal", "--python-version", lowest]
    quiet = ["--quiet", "--no-header", "--no-annotate"]
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *options, *quiet]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        raise Refused(f"requirements.txt stays as it was, because uv stopped:\n{result.stderr.strip()}")
    return result.stdout


def write(project, with_versions):
    """Writes each file that does not agree, and says which."""
    wanted = {name: make(project, current(name)) for name, make in FILES.items()}
    if with_versions:
        wanted["requirements.txt"] = resolve(project)
    changed = {name: text for name, text in wanted.items() if text != current(name)}
    for name, text in changed.items():
        save(name, text)
        print(f"{name}: written.")
    if not changed:
        print(f"Nothing to change: {', '.join(wanted)} agree with pyproject.toml.")


def run(check, with_versions):
    """Writes or checks every file."""
    project = load_project()
    if not check:
        write(project, with_versions)
    found = list(problems(project))
    if found:
        raise Refused("\n".join(found))


def main(arguments=None):
    """The command line; returns 0, or 1 with a sentence for each file that does not agree."""
    parser = argparse.ArgumentParser(description="Write the environment files and the README's badges from pyproject.toml.")
    parser.add_argument("--check", action="store_true", help="write nothing, only name the files that do not agree")
    parser.add_argument("--resolve", action="store_true", help="also choose the newest versions for requirements.txt")
    chosen = parser.parse_args(arguments)
    try:
        run(chosen.check, chosen.resolve)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
