"""Everything written from pyproject.toml agrees with it, and a change there that was not carried over is named."""

import importlib.util
import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["environment.yml", "binder/environment.yml", ".devcontainer/devcontainer.json", "requirements.txt", "README.md"]


@pytest.fixture
def copy(tmp_path):
    for name in ["pyproject.toml", "tools/environment.py", *NAMES]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(folder, *arguments):
    spec = importlib.util.spec_from_file_location("environment_under_test", folder / "tools" / "environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main(list(arguments))


def change(folder, name, old, new):
    """Replaces what matches the pattern, which has to be there once."""
    text, number = re.subn(old, new, (folder / name).read_text(encoding="utf-8"))
    assert number == 1
    (folder / name).write_text(text, encoding="utf-8")


def named(message):
    """The file that each line is about."""
    return {re.match(r"\S+", line).group().rstrip(":") for line in message.splitlines()}


def test_every_file_agrees_with_pyproject(capsys):
    assert run(ROOT, "--check") == 0, capsys.readouterr().err


CONDA = {"environment.yml", "binder/environment.yml"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"numpy>=[^"]*"', '"numpy>=2.0.1"', CONDA),
        ('"numpy>=[^"]*"', '"numpy>=99"', CONDA | {"requirements.txt"}),
        ('"numpy>=[^"]*"', '"numpy>=2.0.1,<2.0.2"', CONDA | {"requirements.txt"}),
        ("\ndependencies = \\[", '\ndependencies = ["rich>=13",', CONDA | {"requirements.txt"}),
        ("\nlab = \\[", '\nlab = ["rich", ', CONDA | {"requirements.txt"}),
        ("\ntest = \\[", '\ntest = ["rich", ', set()),
        ('requires-python = "[^"]*"', 'requires-python = ">=3.12"', {"environment.yml"}),
        ('Repository = "[^"]*"', 'Repository = "https://github.com/someone/course"', {"README.md"}),
        ('Repository = "[^"]*"', 'Repository = "https://example.org/someone/course"', {"pyproject.toml"}),
    ],
)
def test_a_change_that_was_not_carried_over_is_named(copy, capsys, old, new, expected):
    change(copy, "pyproject.toml", old, new)
    assert run(copy, "--check") == bool(expected)
    assert named(capsys.readouterr().err) == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_missing_is_named(copy, capsys, name):
    (copy / name).unlink()
    assert run(copy, "--check") == 1
    assert named(capsys.readouterr().err) == {name}


def test_writing_mends_what_check_refuses_and_says_what_it_wrote(copy, capsys):
    change(copy, "pyproject.toml", '"numpy>=[^"]*"', '"numpy>=2.0.1"')
    (copy / ".devcontainer" / "devcontainer.json").unlink()
    assert run(copy) == 0
    assert capsys.readouterr().out.splitlines() == [f"{name}: written." for name in ("environment.yml", "binder/environment.yml", ".devcontainer/devcontainer.json")]
    assert run(copy, "--check") == 0
    assert run(copy) == 0
    assert capsys.readouterr().out.startswith("Nothing to change: environment.yml, ")
    assert "numpy>=2.0.1" in (copy / "environment.yml").read_text()


def test_requirements_name_versions_and_nothing_of_the_machine_that_chose_them():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert len(lines) > 50
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [\w<>=!.'() ]+)?", line), line


def test_conda_reads_the_environments():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = [*project["dependencies"], *project["optional-dependencies"]["lab"]]
    learner, binder = (yaml.safe_load((ROOT / name).read_text()) for name in ("environment.yml", "binder/environment.yml"))
    assert learner["name"] == "neural-networks-workbook"
    assert learner["channels"] == binder["channels"] == ["conda-forge"]
    assert learner["dependencies"] == [f"python{project['requires-python']}", *packages, "pip", {"pip": ["-e ."]}]
    assert binder["dependencies"] == ["python=3.12", *packages]


def test_the_server_takes_large_uploads_and_keeps_the_rest_of_its_settings():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    held = {target.removeprefix("etc/jupyter/"): json.loads((ROOT / source).read_text()) for source, target in build["targets"]["wheel"]["shared-data"].items()}
    assert held == {
        "jupyter_server_config.json": {"ServerApp": {"tornado_settings": {"websocket_max_message_size": 100 * 2**20}}},
        "labconfig/default_setting_overrides.json": {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}},
    }


def test_binder_installs_the_library_and_copies_the_chapters():
    script = (ROOT / "binder" / "postBuild").read_text()
    assert script.startswith("#!") and "pip install" in script and "tools/workspace.py" in script
    assert os.name == "nt" or os.access(ROOT / "binder" / "postBuild", os.X_OK)


def test_the_container_installs_and_shows_the_port():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    assert container["forwardPorts"] == [8888]
    target = container["postCreateCommand"].removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_badges_follow_the_repository_and_leave_the_rest_of_the_readme_alone(copy):
    change(copy, "pyproject.toml", 'Repository = "[^"]*"', 'Repository = "https://github.com/someone/course"')
    before = (copy / "README.md").read_text(encoding="utf-8")
    assert run(copy) == 0
    after = (copy / "README.md").read_text(encoding="utf-8")
    block = re.search("<!-- badges -->\n(.*)<!-- /badges -->", after, re.DOTALL).group(1)
    for address in (
        "https://github.com/someone/course/actions/workflows/test.yml/badge.svg",
        "https://someone.github.io/course/lite/lab/index.html?path=01_introduction.ipynb",
        "https://mybinder.org/v2/gh/someone/course/HEAD?urlpath=lab/tree/my_work",
        "https://colab.research.google.com/github/someone/course)",
        "`%pip install -q git+https://github.com/someone/course`",
    ):
        assert address in block
    assert "OWNER" not in block
    assert after.split("<!-- /badges -->")[1] == before.split("<!-- /badges -->")[1]


def test_an_address_that_cannot_be_changes_no_file(copy, capsys):
    change(copy, "pyproject.toml", 'Repository = "[^"]*"', 'Repository = "https://example.org/someone/course"')
    change(copy, "pyproject.toml", '"numpy>=[^"]*"', '"numpy>=2.0.1"')
    before = [(copy / name).read_bytes() for name in NAMES]
    assert run(copy) == 1
    assert [(copy / name).read_bytes() for name in NAMES] == before
    assert capsys.readouterr().out == ""


def test_a_readme_without_the_markers_is_named(copy, capsys):
    change(copy, "README.md", "<!-- /badges -->", "")
    assert run(copy) == 1
    assert "README.md" in capsys.readouterr().err


def test_the_workflow_starts_from_the_oldest_python_that_is_promised():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text())["jobs"]
    assert project["requires-python"] == f">={jobs['test']['strategy']['matrix']['python'][0]}"
    oldest = [step for step in jobs["oldest"]["steps"] if "setup-python" in step.get("uses", "")]
    assert project["requires-python"] == f">={oldest[0]['with']['python-version']}"
