"""The learner's copies of the chapters: brought up to date, never overwritten, whole after a crash.

Each test has a course of its own: tools/workspace.py copied beside a folder of small chapters.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "tools" / "workspace.py"
ONE, TWO = "01_introduction.ipynb", "02_logistic_regression.ipynb"
BESIDE = "02_logistic_regression (new version).ipynb"
needs_kill = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")

KILLED = """
import os, signal, sys
sys.path.insert(0, "tools")
import workspace

replace, calls = os.replace, []

def last_breath(source, target):
    calls.append(target)
    if len(calls) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)

os.replace = last_breath
workspace.main(sys.argv[2:])
"""


@pytest.fixture
def course(tmp_path):
    (tmp_path / "tools").mkdir()
    shutil.copy(SOURCE, tmp_path / "tools")
    publish(tmp_path, "first")
    return tmp_path


def publish(course, text):
    """A version of the course."""
    (course / "notebooks").mkdir(exist_ok=True)
    for name in (ONE, TWO):
        (course / "notebooks" / name).write_text(f"{name}: {text}")


def workspace(course):
    """The module, as it is imported beside this course."""
    spec = importlib.util.spec_from_file_location("workspace_under_test", course / "tools" / "workspace.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(course, *arguments):
    return workspace(course).main(list(arguments))


def write(course, text, name=TWO):
    (course / "my_work" / name).write_text(text)


def files(course):
    """What a learner sees in my_work/: name and text."""
    return {path.name: path.read_text() for path in (course / "my_work").iterdir() if not path.name.startswith(".")}


def fresh(text):
    return {ONE: f"{ONE}: {text}", TWO: f"{TWO}: {text}"}


# Copies and updates


def test_pages_beside_the_chapters_are_kept_up_to_date_too(course):
    page = course / "notebooks" / "glossary.md"
    page.write_text("one")
    assert run(course) == 0
    page.write_text("two")
    assert run(course) == 0
    assert files(course) == fresh("first") | {"glossary.md": "two"}
    (course / "my_work" / "glossary.md").write_text("mine")
    page.write_text("three")
    assert run(course) == 0
    assert files(course) == fresh("first") | {"glossary.md": "mine", "glossary (new version).md": "three"}


def test_the_first_run_copies_and_the_second_changes_nothing(course, capsys):
    assert run(course) == 0
    assert files(course) == fresh("first")
    assert "copied" in capsys.readouterr().out
    state = (course / "my_work" / ".course.json").stat().st_mtime_ns
    assert run(course) == 0
    assert files(course) == fresh("first")
    assert capsys.readouterr().out == ""
    assert (course / "my_work" / ".course.json").stat().st_mtime_ns == state


def test_an_update_replaces_what_the_learner_left_alone(course, capsys):
    run(course)
    publish(course, "second")
    run(course)
    assert files(course) == fresh("second")
    assert f"{TWO}: updated" in capsys.readouterr().out


def test_an_update_stands_beside_what_the_learner_changed_and_is_offered_once(course, capsys):
    run(course)
    write(course, "my answer")
    assert run(course) == 0
    assert files(course) == fresh("first") | {TWO: "my answer"}
    publish(course, "second")
    capsys.readouterr()
    run(course)
    assert files(course) == fresh("second") | {TWO: "my answer", BESIDE: f"{TWO}: second"}
    (line,) = [line for line in capsys.readouterr().out.splitlines() if TWO in line]
    assert BESIDE in line
    (course / "my_work" / BESIDE).unlink()
    run(course)
    assert BESIDE not in files(course)
    assert capsys.readouterr().out == ""


def test_a_new_version_that_the_learner_changed_is_theirs_too(course):
    run(course)
    write(course, "my answer")
    for text in ("second", "third"):
        publish(course, text)
        run(course)
    assert files(course) == fresh("third") | {TWO: "my answer", BESIDE: f"{TWO}: third"}
    write(course, "my second answer", BESIDE)
    publish(course, "fourth")
    run(course)
    kept = {TWO: "my answer", BESIDE: "my second answer"}
    assert files(course) == fresh("fourth") | kept | {"02_logistic_regression (new version 2).ipynb": f"{TWO}: fourth"}


def test_a_deleted_chapter_comes_back(course):
    run(course)
    (course / "my_work" / TWO).unlink()
    run(course)
    assert files(course) == fresh("first")


def test_a_file_that_was_there_before_the_first_run_is_the_learners(course):
    (course / "my_work").mkdir()
    write(course, "from elsewhere")
    run(course)
    assert files(course) == fresh("first") | {TWO: "from elsewhere", BESIDE: f"{TWO}: first"}


def test_a_change_at_the_last_moment_is_seen(course, monkeypatch):
    run(course)
    publish(course, "second")
    module = workspace(course)
    saves = iter(["not yet", "not yet", "saved just now"])

    def save_meanwhile(descriptor):
        if next(saves, None) == "saved just now":
            write(course, "saved just now")

    monkeypatch.setattr(module, "sync_folder", lambda folder: None)
    monkeypatch.setattr(module.os, "fsync", save_meanwhile)  # of chapter 1, of the state, of chapter 2
    module.main([])
    assert files(course) == fresh("second") | {TWO: "saved just now", BESIDE: f"{TWO}: second"}


@pytest.mark.parametrize("damage", [b"", b'{"02_logi', b"\xff\xfe\x00", b"[1]", b"null", b'{"%s": 1}' % TWO.encode()])
def test_a_damaged_state_file_overwrites_nothing(course, capsys, damage):
    run(course)
    publish(course, "second")
    (course / "my_work" / ".course.json").write_bytes(damage)
    assert run(course) == 0
    assert files(course)[TWO] == f"{TWO}: first"
    assert files(course)[BESIDE] == f"{TWO}: second"
    assert "damaged" in capsys.readouterr().out
    assert set(json.loads((course / "my_work" / ".course.json").read_text())) > {ONE, TWO}


# A fresh copy of one chapter


@pytest.mark.parametrize("wanted", ["2", "02", "02_logistic_regression", TWO])
def test_reset_keeps_the_learners_file_under_its_date(course, capsys, wanted):
    run(course)
    write(course, "my answer")
    write(course, "my introduction", ONE)
    module = workspace(course)
    assert module.main(["--reset", wanted]) == 0
    (backup,) = set(files(course)) - {ONE, TWO}
    datetime.strptime(backup, "02_logistic_regression %Y-%m-%d %H%M.ipynb")
    assert files(course) == {ONE: "my introduction", TWO: f"{TWO}: first", backup: "my answer"}
    assert backup in capsys.readouterr().out


def test_no_backup_takes_the_place_of_another(course):
    run(course)
    answers = [f"answer {k}" for k in range(4)]
    for answer in answers:
        write(course, answer)
        run(course, "--reset", "2")
    assert sorted(set(files(course).values()) - set(fresh("first").values())) == answers


def test_a_chapter_that_was_reset_is_updated_again(course):
    run(course)
    write(course, "my answer")
    run(course, "--reset", "2")
    publish(course, "second")
    run(course)
    assert files(course)[TWO] == f"{TWO}: second"


def test_reset_of_a_fresh_chapter_leaves_no_backup(course, capsys):
    for _ in range(2):
        assert run(course, "--reset", "2") == 0
    assert files(course) == {TWO: f"{TWO}: first"}
    assert "already" in capsys.readouterr().out


# Requests that make no sense, and files that cannot be written


@pytest.mark.parametrize("wanted", ["7", "", "logistic"])
def test_an_unknown_chapter_is_told_which_there_are(course, capsys, wanted):
    assert run(course, "--reset", wanted) == 2
    message = capsys.readouterr().err
    assert "01_introduction, 02_logistic_regression" in message
    assert not (course / "my_work").exists()


def test_no_chapters_at_all_is_said(course, capsys):
    shutil.rmtree(course / "notebooks")
    assert run(course) == 2
    assert "make notebooks" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root, and anyone on Windows, may write there anyway")
def test_no_permission_is_one_sentence(course, capsys):
    (course / "my_work").mkdir(mode=0o500)
    assert run(course) == 1
    assert "permission" in capsys.readouterr().err.lower()


@pytest.mark.parametrize(
    ("error", "word"), [(PermissionError(13, "no", "there"), "permission"), (OSError(28, "disk full"), "disk full")]
)
@pytest.mark.parametrize("arguments", [[], ["--reset", "2"]])
def test_a_write_that_fails_is_one_sentence_and_loses_nothing(course, capsys, monkeypatch, error, word, arguments):
    run(course)
    write(course, "my answer")
    publish(course, "second")
    capsys.readouterr()
    module = workspace(course)

    def fail(descriptor):
        raise error

    monkeypatch.setattr(module.os, "fsync", fail)
    assert module.main(arguments) == 1
    message = capsys.readouterr().err
    assert word in message.lower() and message.count("\n") == 1
    assert files(course) == fresh("first") | {TWO: "my answer"}
    assert not list((course / "my_work").glob(".*.tmp"))


# Crashes and company


@needs_kill
@pytest.mark.parametrize("arguments", [[], ["--reset", "2"]])
@pytest.mark.parametrize("moment", [1, 2, 3, 4])
def test_a_kill_at_any_write_loses_nothing_and_the_next_run_heals(course, moment, arguments):
    run(course)
    write(course, "my answer")
    publish(course, "second")
    command = [sys.executable, "-c", KILLED, str(moment), *arguments]
    killed = subprocess.run(command, cwd=course, capture_output=True, text=True)
    writes = 2 if arguments else 4  # reset: the chapter and the state; update: that for each of the two chapters
    assert killed.returncode == (-9 if moment <= writes else 0), killed.stderr
    assert "my answer" in files(course).values()
    assert bool(list((course / "my_work").glob(".*.tmp"))) == (moment <= writes)
    run(course)
    assert "my answer" in files(course).values()
    assert f"{TWO}: second" in files(course).values()
    assert files(course)[ONE] == f"{ONE}: second"
    assert not list((course / "my_work").glob(".*.tmp"))


def test_several_processes_at_once_lose_nothing(course):
    run(course)
    write(course, "my answer")
    publish(course, "second")
    command = [sys.executable, "tools/workspace.py"]
    jobs = [command, [*command, "--reset", "2"], command, [*command, "--reset", "2"]]
    running = [subprocess.Popen(job, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for job in jobs]
    for process in running:
        assert process.communicate(timeout=60)[1] == b""
        assert process.returncode == 0
    assert list(files(course).values()).count("my answer") == 1
    assert fresh("second").items() <= files(course).items()


def test_a_second_process_waits_for_the_first(course):
    module = workspace(course)
    with module.workspace():
        other = subprocess.Popen([sys.executable, "tools/workspace.py"], cwd=course, stdout=subprocess.DEVNULL)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=0.7)
        assert files(course) == {}
    assert other.wait(timeout=60) == 0
    assert files(course) == fresh("first")
