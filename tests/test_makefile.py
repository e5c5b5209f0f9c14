"""The commands of the README: every one is explained, JupyterLab keeps its locks, and an install that stops is done again.

No test here installs anything: a script stands in for Python, and writes down how it was called.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text()

pytestmark = [
    pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed here; the README says how to do without"),
    pytest.mark.skipif(os.name == "nt", reason="the Makefile is for Linux and macOS; the README has the lines for Windows"),
]

PYTHON = """#!/bin/sh
echo "$*" >> calls
case "$*" in
  "-c "*) exit %(old)d ;;
  "--version") echo "Python 3.9.2" ;;
  "-m venv --clear .venv") rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python; exit %(venv)d ;;
  "-m pip"*) test ! -e no-network ;;
esac
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    fake_python(tmp_path)
    return tmp_path


def fake_python(folder, old=0, venv=0):
    path = folder / "python"
    path.write_text(PYTHON % {"old": old, "venv": venv})
    path.chmod(0o755)


def make(folder, *arguments, **variables):
    """Runs make as a learner would, even when these tests are run by make."""
    inherited = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON")}
    command = ["make", *arguments, *([] if "-n" in arguments else ["PYTHON=./python"])]
    return subprocess.run(command, cwd=folder, env=inherited | variables, capture_output=True, text=True)


def calls(folder):
    """How Python was called since the last look."""
    path = folder / "calls"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return lines


def test_help_is_what_make_says_and_has_a_line_for_every_target(folder):
    told = make(folder, "help").stdout
    targets = set(re.findall(r"^([a-z][\w-]*):", MAKEFILE, re.MULTILINE))
    assert len(targets) >= 8
    assert {line.split()[1] for line in told.splitlines()} == targets
    assert all(len(line.split()) > 4 for line in told.splitlines())
    assert make(folder).stdout == told


def test_jupyterlab_keeps_its_own_host_and_token(folder):
    commands = make(folder, "-n", "lab").stdout
    (line,) = [line for line in commands.splitlines() if "jupyterlab" in line]
    assert line.endswith(" my_work")
    assert set(re.findall(r"--[\w.-]+", line)) <= {"--no-browser", "--allow-root"}
    for word in ("token", "password", "--ip", "0.0.0.0", "allow_origin", "disable_check_xsrf"):
        assert word not in commands.lower()
    assert ("--allow-root" in line) == (os.geteuid() == 0)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS always counts as having a screen")
@pytest.mark.parametrize(("display", "wayland", "screen"), [("", "", False), (":0", "", True), ("", "wayland-0", True)])
def test_a_browser_is_opened_where_there_is_a_screen(folder, display, wayland, screen):
    told = make(folder, "-n", "lab", DISPLAY=display, WAYLAND_DISPLAY=wayland).stdout
    assert ("--no-browser" not in told) == screen
    assert ("no screen" not in told) == screen


def test_lab_installs_once_copies_the_chapters_and_opens_them(folder):
    assert make(folder, "lab").returncode == 0
    _, venv, install, copy, lab = calls(folder)
    assert venv == "-m venv --clear .venv"
    assert install.endswith("-e .[lab]")
    assert copy == "tools/workspace.py"
    assert lab.startswith("-m jupyterlab") and lab.endswith("my_work")
    assert make(folder, "lab").returncode == 0
    assert calls(folder) == [copy, lab]


def test_a_changed_pyproject_is_installed_again(folder):
    make(folder, "install")
    calls(folder)
    later = (folder / ".venv" / "lab.stamp").stat().st_mtime + 10
    os.utime(folder / "pyproject.toml", (later, later))
    make(folder, "install")
    assert any("pip install" in call for call in calls(folder))


def test_test_has_an_install_of_its_own_one_thread_and_passes_arguments_on(folder):
    make(folder, "install")
    calls(folder)
    told = make(folder, "test", "PYTEST_ARGS=-k 'one or two'")
    install, tests = calls(folder)
    assert install.endswith("-e .[test]")
    assert tests == "-m pytest -n 2 --dist loadscope tests -k one or two"
    assert "OMP_NUM_THREADS=1 " in told.stdout


def test_the_comparison_of_speed_installs_the_libraries_that_it_compares(folder):
    make(folder, "bench")
    *_, install, bench = calls(folder)
    assert install.endswith("-e .[bench]")
    assert bench == "-m benchmarks.speed"
    make(folder, "bench-slider")
    assert calls(folder)[-1] == "benchmarks/slider_latency.py"


def test_an_install_that_stops_leaves_no_stamp_and_is_done_again(folder):
    (folder / "no-network").touch()
    stopped = make(folder, "lab")
    assert stopped.returncode != 0 and "The install stopped" in stopped.stdout
    assert not list(folder.glob(".venv/*.stamp"))
    assert not any("jupyterlab" in call for call in calls(folder))
    (folder / "no-network").unlink()
    assert make(folder, "lab").returncode == 0
    assert any("pip install" in call for call in calls(folder))


def test_a_virtual_environment_that_could_not_be_made_is_not_left_behind(folder):
    fake_python(folder, venv=1)
    assert make(folder, "lab").returncode != 0
    assert not (folder / ".venv").exists()


def test_a_virtual_environment_whose_python_is_gone_is_made_again(folder):
    make(folder, "install")
    calls(folder)
    (folder / ".venv" / "bin" / "python").unlink()
    (folder / ".venv" / "bin" / "python").symlink_to("python-that-was-removed")
    assert make(folder, "install").returncode == 0
    _, venv, install, _ = calls(folder)
    assert venv.startswith("-m venv") and "pip install" in install


def test_a_python_that_is_too_old_is_refused_in_words(folder):
    fake_python(folder, old=1)
    refused = make(folder, "lab")
    assert refused.returncode != 0
    assert "needs Python 3.11 or newer" in refused.stdout and "3.9.2" in refused.stdout
    assert "make lab PYTHON=" in refused.stdout
    assert not (folder / ".venv").exists()


def test_the_check_of_the_version_lets_this_python_through():
    check = re.search(r"-c '(.*?)'", MAKEFILE).group(1)
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0
    older = check.replace("sys.version_info", "(3, 10, 9)")
    assert subprocess.run([sys.executable, "-c", older]).returncode == 1


def test_reset_passes_the_chapter_on(folder):
    make(folder, "reset", "CHAPTER=2")
    assert calls(folder)[-1] == "tools/workspace.py --reset 2"


def test_one_chapter_or_all_are_built(folder):
    make(folder, "notebooks", "CHAPTER=2")
    make(folder, "notebooks")
    assert calls(folder)[-2:] == ["tools/build_notebooks.py 2", "tools/build_notebooks.py"]


def test_clean_removes_caches_and_never_the_learners_work(folder):
    kept = [folder / "my_work" / name for name in ("02.ipynb", "__pycache__/x", ".ipynb_checkpoints/02.ipynb")]
    caches = (".venv/x", ".pytest_cache/x", "course_lib/__pycache__/x", "notebooks/.ipynb_checkpoints/x")
    gone = [folder / name for name in caches]
    for path in kept + gone:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert make(folder, "clean").returncode == 0
    assert all(path.exists() for path in kept)
    assert not any(path.parent.exists() for path in gone)
