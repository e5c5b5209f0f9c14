"""The progress file: two writers at once, crashes, damage, a folder that cannot be written; nothing is lost or raised."""

import json
import os
import subprocess
import sys

import pytest

from course_lib import progress

CHAPTERS = {2: ["sigmoid", "logistic_cost"]}


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    place = tmp_path / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS", str(place))
    return place


def test_passed_stays_passed_and_attempts_are_counted(file):
    for passed in (False, True, False):
        progress.record("sigmoid", passed)
    entry = json.loads(file.read_text())["sigmoid"]
    assert entry["attempts"] == 3 and entry["passed"]


def test_without_the_variable_the_file_is_in_the_working_folder(tmp_path, monkeypatch):
    code = "import os\nfrom course_lib import progress\nos.chdir('/')\nprint(progress.path())"
    monkeypatch.delenv("COURSE_PROGRESS")
    told = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": os.getcwd()}, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(tmp_path / "progress.json")


def test_the_learner_sees_one_file_only(file):
    progress.record("sigmoid", True)
    assert [path.name for path in file.parent.iterdir() if not path.name.startswith(".")] == ["progress.json"]


def test_two_notebooks_at_once_lose_nothing(file):
    code = "from course_lib import progress\nfor i in range(40): progress.record('e{}', i == 39)"
    running = [subprocess.Popen([sys.executable, "-c", code.format(n)]) for n in (1, 2)]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    done = progress.load()
    assert done["e1"]["attempts"] == done["e2"]["attempts"] == 40
    assert done["e1"]["passed"] and done["e2"]["passed"]


def test_a_crash_in_the_middle_of_writing_leaves_the_old_file_whole(file):
    progress.record("sigmoid", True)
    code = (
        "import os\nfrom course_lib import progress\n"
        "os.replace = lambda *_: os._exit(9)\nprogress.record('sigmoid', False)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 9
    assert progress.load()["sigmoid"]["attempts"] == 1
    progress.record("sigmoid", False)
    assert progress.load()["sigmoid"]["attempts"] == 2


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"sigmoid": 3}', '{"sigmoid": {"attempts": "x", "passed": null}}'])
def test_a_damaged_file_is_put_aside_not_lost(file, text):
    file.write_text(text)
    with pytest.warns(UserWarning, match="kept as progress-damaged"):
        progress.record("sigmoid", True)
    assert progress.load()["sigmoid"]["attempts"] == 1
    (aside,) = file.parent.glob("progress-damaged-*.json")
    assert aside.read_text() == text


def test_a_place_that_cannot_be_written_is_told_not_raised(tmp_path, monkeypatch):
    (tmp_path / "not_a_folder").write_text("")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "not_a_folder" / "progress.json"))
    with pytest.warns(UserWarning, match="could not be saved"):
        progress.record("sigmoid", True)


def test_the_table_counts_and_names(file):
    progress.record("sigmoid", True)
    page = progress.show(CHAPTERS)
    assert "Chapter 2: 1 of 2  █░" in page.text
    assert "✓ sigmoid" in page.text and "· logistic_cost: not tried yet" in page.text
    assert "<progress value='1' max='2'>" in page.html


def test_the_exported_page_stands_alone_and_is_safe(tmp_path):
    progress.record("sigmoid", True)
    page = progress.export(CHAPTERS, tmp_path / "mine.html", learner="<b>Ada</b>").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "&lt;b&gt;Ada&lt;/b&gt;" in page and "sigmoid" in page
    assert os.listdir(tmp_path).count("mine.html") == 1
