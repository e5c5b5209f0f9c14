"""The table of a class: pages and progress files become rows, and what is none of them is named."""

import csv
import sys
from io import StringIO
from pathlib import Path

import pytest

from course_lib import progress

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import class_table  # noqa: E402


@pytest.fixture
def hand_in(tmp_path, monkeypatch):
    """Does exercises as a learner, and hands in a page or the file itself."""
    folder = tmp_path / "handed_in"

    def done(learner, attempts, page=True):
        home = folder / learner.strip("<=/")
        home.mkdir(parents=True)
        monkeypatch.setenv("COURSE_PROGRESS", str(home / "progress.json"))
        for name, passed in attempts:
            progress.record(name, passed)
        if page:
            progress.export({2: ["sigmoid"]}, home / "my_progress.html", learner)
            (home / "progress.json").unlink()

    done.folder = folder
    return done


def rows(told):
    return list(csv.DictReader(StringIO(told)))


def test_a_class_becomes_one_table(hand_in, capsys):
    hand_in("Grace", [("relu", True), ("sigmoid", False), ("sigmoid", False)], page=False)
    hand_in("Ada", [("sigmoid", False), ("sigmoid", True), ("of_an_older_course", True)])
    assert class_table.main([hand_in.folder]) == 0
    ada, grace = rows(capsys.readouterr().out)
    assert (ada["learner"], ada["solved"], ada["sigmoid"], ada["relu"]) == ("Ada", "1", "2", "")
    assert (grace["learner"], grace["solved"], grace["sigmoid"], grace["relu"]) == ("Grace", "1", "-2", "1")
    assert "of_an_older_course" not in ada


def test_what_is_no_progress_is_named_and_the_rest_is_kept(hand_in, capsys):
    hand_in("Ada", [("sigmoid", True)])
    for name, text in (("essay.html", "<p>Hello</p>"), ("list.json", "[1]"), ("wrong.html", progress.DATA + '{}">')):
        (hand_in.folder / name).write_text(text)
    assert class_table.main([hand_in.folder]) == 1
    told = capsys.readouterr()
    assert len(rows(told.out)) == 1 and all(name in told.err for name in ("essay.html", "list.json", "wrong.html"))


def test_an_empty_folder_says_what_to_name(tmp_path, capsys):
    assert class_table.main([tmp_path]) == 1
    assert "Nothing was handed in there" in capsys.readouterr().err


def test_names_do_no_harm(hand_in, capsys):
    hand_in("</script><b>", [("sigmoid", True)])
    hand_in("=1+1", [("sigmoid", True)])
    assert class_table.main([hand_in.folder]) == 0
    assert {row["learner"] for row in rows(capsys.readouterr().out)} == {"</script><b>", "'=1+1"}
