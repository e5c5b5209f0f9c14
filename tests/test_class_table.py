"""The table of a class: pages and progress files become rows, and what is none of them is named."""

import csv
import os
import subprocess
import sys
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest

from course_lib import progress

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import class_table  # noqa: E402


@pytest.fixture
def hand_in(tmp_path, monkeypatch):
    """Does exercises as a learner, and hands in a page or the file itself; the learner's folder may have another name."""
    folder = tmp_path / "handed_in"

    def done(learner, attempts, page="my_progress.html", home=None):
        home = folder / (learner.strip("<=+-@/") if home is None else home)
        home.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv("COURSE_PROGRESS", str(home / "progress.json"))
        for name, passed in attempts:
            progress.record(name, passed)
        if page:
            progress.export({2: ["sigmoid"]}, home / page, learner)
            (home / "progress.json").unlink()

    done.folder = folder
    return done


def collected(folder, capsys):
    """The exit status, the rows by learner, and what was told beside them."""
    status = class_table.main([str(folder)])
    out, told = capsys.readouterr()
    return status, {row["learner"]: row for row in csv.DictReader(StringIO(out.removeprefix("\ufeff")))}, told


def test_a_class_becomes_one_table(hand_in, capsys):
    hand_in("Grace", [("relu", True), ("sigmoid", False), ("sigmoid", False)], page="")
    hand_in("Ada", [("sigmoid", False), ("sigmoid", True), ("of_an_older_course", True)])
    status, rows, told = collected(hand_in.folder, capsys)
    assert status == 0 and list(rows) == ["Ada", "Grace"] and told == "Learners in the table: 2.\n"
    ada, grace = rows.values()
    assert (ada["solved"], ada["sigmoid"], ada["relu"]) == ("1", "2", "")
    assert (grace["solved"], grace["sigmoid"], grace["relu"]) == ("1", "-2", "1")
    assert "of_an_older_course" not in ada


def test_who_hands_in_twice_has_one_row_with_the_furthest_of_each_exercise(hand_in, capsys):
    hand_in("Ada", [("relu", False), ("sigmoid", False), ("sigmoid", False), ("tanh", True)], page="first.html")
    hand_in("ada ", [("relu", False), ("relu", False), ("sigmoid", True)], page="second.html", home="late")
    status, rows, told = collected(hand_in.folder, capsys)
    assert status == 0 and list(rows) == ["Ada"]
    assert [rows["Ada"][name] for name in ("solved", "relu", "sigmoid", "tanh")] == ["2", "-2", "1", "1"]
    assert told.startswith("Ada handed in 2 files, which make one row") and "Ada/first.html, late/second.html" in told


@pytest.fixture
def at(monkeypatch):
    """Sets the clock, to so many minutes past nine."""

    def set_clock(minute):
        class Clock(datetime):
            @classmethod
            def now(cls):
                return datetime(2026, 3, 2, 9, minute)

        monkeypatch.setattr(progress, "datetime", Clock)

    return set_clock


def test_two_learners_of_one_name_have_a_row_each(hand_in, at, capsys):
    at(1)
    hand_in("Ada", [("sigmoid", True), ("relu", True)], home="", page="ada.html")
    at(2)
    hand_in("ADA", [("tanh", False), ("sigmoid", False), ("sigmoid", True)], home="late", page="ada.html")
    status, rows, told = collected(hand_in.folder, capsys)
    assert status == 0 and list(rows) == ["Ada (ada.html)", "ADA (late/ada.html)"]
    assert [[row[name] for name in ("solved", "sigmoid", "relu", "tanh")] for row in rows.values()] == [["2", "1", "1", ""], ["1", "2", "", "-1"]]
    assert told == (
        "Ada is the name of several learners, or of one who began anew: the same exercise was solved at different times. "
        "Their rows: Ada (ada.html); ADA (late/ada.html)\nLearners in the table: 2.\n"
    )


def test_what_each_of_two_learners_of_one_name_hands_in_later_goes_to_their_own_row(hand_in, at, capsys):
    for page, minute, tries in (("a.html", 1, 1), ("b.html", 2, 1), ("c.html", 2, 4), ("d.html", 1, 7)):
        at(minute)
        hand_in("Ada", [("sigmoid", True)] + [("tanh", False)] * tries, home="", page=page)
    hand_in("Ada", [("relu", False)], home="", page="e.html")  # nothing is solved in it, so that it may be anybody's
    status, rows, told = collected(hand_in.folder, capsys)
    assert status == 0 and {name: row["tanh"] for name, row in rows.items()} == {"Ada (a.html)": "-7", "Ada (b.html)": "-4", "Ada (e.html)": ""}
    for first, later in ("ad", "bc"):
        assert f"Ada ({first}.html) handed in 2 files, which make one row, with the furthest of each exercise: {first}.html, {later}.html\n" in told
    assert "Ada is the name of several learners" in told


def test_files_that_meet_in_a_third_are_of_one_learner():
    files = [("Ada", Path(name), {e: {"attempts": 1, "passed": when} for e, when in done.items()})
             for name, done in (("a", {"relu": "1"}), ("b", {"tanh": "1"}), ("c", {"relu": "2"}), ("d", {"tanh": "1", "relu": "1"}))]
    assert [[str(path) for _, path, _ in learner] for learner in class_table.by_learner(files)] == [["a", "b", "d"], ["c"]]


def test_a_page_and_the_file_in_one_folder_are_of_one_learner(hand_in, capsys):
    hand_in("Ada Lovelace", [("sigmoid", True)], home="ada")
    hand_in("", [("relu", True)], page="", home="ada")
    status, rows, told = collected(hand_in.folder, capsys)
    assert status == 0 and list(rows) == ["Ada Lovelace"] and rows["Ada Lovelace"]["solved"] == "2" and "2 files" in told


def test_files_that_name_nobody_are_told_apart_by_their_folders_or_their_own_names(hand_in, capsys):
    for home in ("ada", "bob/my_work"):
        hand_in("", [("sigmoid", True)], home=home)
    hand_in("", [("sigmoid", True)], page="Grace.html", home="")
    hand_in("", [("sigmoid", True)], page="", home="ada/.ipynb_checkpoints")
    assert collected(hand_in.folder, capsys)[:1] == (0,)
    assert list(collected(hand_in.folder, capsys)[1]) == ["ada", "bob/my_work", "Grace"]


@pytest.mark.parametrize("name", ["progress.json", "progress (2).json", "my_progress.html"])
def test_a_loose_file_that_names_nobody_is_left_out_in_words(hand_in, capsys, name):
    hand_in("Ada", [("sigmoid", True)])
    hand_in("", [("relu", True)], page="my_progress.html" if name.endswith("html") else "", home="")
    if name.endswith("json"):
        (hand_in.folder / "progress.json").rename(hand_in.folder / name)
    status, rows, told = collected(hand_in.folder, capsys)
    assert status == 1 and list(rows) == ["Ada"]
    assert f"{name} is left out: it names no learner. Put it into a folder that has the learner's name." in told


def test_what_is_no_progress_is_named_and_the_rest_is_kept(hand_in, capsys):
    hand_in("Ada", [("sigmoid", True)])
    for name, text in (("essay.html", "<p>Hello</p>"), ("list.json", "[1]"), ("wrong.html", progress.DATA + '{}">')):
        (hand_in.folder / name).write_text(text)
    status, rows, told = collected(hand_in.folder, capsys)
    assert status == 1 and len(rows) == 1
    assert all(f"{name} is left out: it is no page of export_progress" in told for name in ("essay.html", "list.json", "wrong.html"))


def test_an_empty_folder_is_told(tmp_path, capsys):
    assert collected(tmp_path, capsys) == (1, {}, f"Nothing was handed in, in {tmp_path}.\nLearners in the table: 0.\n")


@pytest.mark.parametrize(("arguments", "status", "told"), [(["--help"], 0, "class_table.py FOLDER > class.csv"), ([], 2, "FOLDER"), (["nowhere"], 2, "nowhere is no folder")])
def test_the_command_line_is_that_of_any_tool(capsys, arguments, status, told):
    with pytest.raises(SystemExit) as ended:
        class_table.main(arguments)
    out, err = capsys.readouterr()
    assert ended.value.code == status and "usage: " in out + err and told in out + err


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_no_name_is_a_formula(hand_in, capsys, name):
    hand_in(name, [("sigmoid", False)], home="somebody")
    _, rows, _ = collected(hand_in.folder, capsys)
    assert list(rows) == [f"'{name.strip()}"] and rows[f"'{name.strip()}"]["sigmoid"] == "-1"


def test_names_stay_as_they_are_in_utf_8_that_excel_knows(hand_in):
    names = {"</script><b>", "Žofie Ångström", "李雷", 'Ada "the first", Countess'}
    for place, name in enumerate(names):
        hand_in(name, [("sigmoid", True)], home=str(place))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, str(ROOT / "tools" / "class_table.py"), str(hand_in.folder)]
    out = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    assert out.startswith(b"\xef\xbb\xbflearner,solved,") and b"\r" not in out
    assert {row["learner"] for row in csv.DictReader(StringIO(out.decode("utf-8-sig")))} == names
