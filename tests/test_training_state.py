"""What the training lab keeps and takes: state strings, code, and points of one's own."""

import base64
import json
import zlib

import ipywidgets as widgets
import numpy as np
import pytest
from lab_tools import click, named, parts
from lab_tools import words as on_screen
from training_tools import agrees, same

from course_lib import datasets
from course_lib.labs import TrainingLab, points, run, run_text

SMALL = dict(m=40, layers=(2, 3, 1), seed=1)
MINE = "x1,x2,label\n0.5,0.1,1\n-0.5,0.2,0\n0.25,-1,1\n-0.75,0.3,0\n0.9,0.9,1\n-1,-1,0"


def plain(lab):
    lab.tick(30)


def changed(lab):
    lab.set(learning_rate=3.3).tick(13)
    lab.set(activation="relu", l2=0.01)
    lab.tick(1)
    lab.set(batch_size=4, momentum=0.9, loss="squared error").tick(37)
    lab.set(momentum=0.3)


def rewound(lab):
    lab.set(batch_size=16, momentum=0.9).tick(40)
    lab.rewind(17)
    lab.set(learning_rate=0.1).tick(9)
    lab.rewind(20)
    lab.tick(4)
    lab.rewind(22)


def forked(lab):
    lab.set(momentum=0.5).tick(10)
    lab.fork(learning_rate=2.0).tick(10)
    lab.fork(batch_size=4)
    lab.tick(7)


def own(lab):
    lab.use_points(MINE)
    lab.set(batch_size=1).tick(11)
    lab.add_point(0.123456, -0.3, 1)
    lab.set(layers=(2, 5, 1)).tick(3)


def diverged(lab):
    lab.set(layers=(2, 4, 4, 1), activation="linear", learning_rate=1e4, initialization="large").tick(100)
    lab.set(learning_rate=1e-8).tick(3)


def by_hand(lab):
    lab.set(scale=0.37, layers=(2, 1), test=0.5, noise=0.05).tick(3)


def told(lab):
    lab.set(dataset="yours")
    lab.tick(3)


JOURNEYS = [plain, changed, rewound, forked, own, diverged, by_hand, told]


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_state_string_rebuilds_the_run_bit_for_bit(journey):
    lab = TrainingLab(**SMALL)
    journey(lab)
    again = TrainingLab.from_state(f"  {lab.state()}\n", show=())
    assert again.record.step == lab.record.step and same(again.record.params, lab.record.params)
    assert repr(again.record[2:]) == repr(lab.record[2:])  # where NaN is like NaN
    assert again.settings == lab.settings and again.shown == () and again.state() == lab.state()
    for each in (lab, again):
        each.tick(6)  # and it goes on in the same way
        assert each.error == ""
    assert same(again.record.params, lab.record.params)
    agrees(again)


@pytest.mark.parametrize("journey", [plain, changed, rewound, forked, by_hand, diverged])
def test_the_code_repeats_the_run(journey):
    lab = TrainingLab(**SMALL)
    journey(lab)
    names = {}
    exec(lab.code(), names)  # noqa: S102
    assert same(names["params"], lab.record.params) and same(names["snapshot"].params, lab.record.params)
    assert np.array_equal(names["train_set"].X, lab.data[0].X)


def test_the_code_at_the_start_and_for_your_points():
    lab, names = TrainingLab("xor", **SMALL), {}
    exec(lab.code(), names)  # noqa: S102
    assert same(names["params"], lab.record.params)
    lab.use_points(MINE)
    lab.tick(5)
    names = {"your_points": lab.points}
    exec(lab.code(), names)  # noqa: S102
    assert same(names["params"], lab.record.params)


def string(content):
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(content).encode())).decode()


def content():
    lab = TrainingLab(**SMALL)
    changed(lab)
    return json.loads(zlib.decompress(base64.urlsafe_b64decode(lab.state())))


def spoiled(place, value):
    made = content()
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return string(made)


NONE = "not a state string"
BAD = [
    ("", NONE), ("hello", NONE), ("ü", NONE), (None, NONE), (5, NONE), (string(5), NONE), (string([]), NONE),
    (string({}), NONE), (string([1]), NONE),
    (string([1, 2, 3, 4, 5, 6]), NONE), (string([1, [], [], 0, {}, None]), NONE),
    (base64.b64encode(zlib.compress(b"[" * 10**5)).decode(), NONE),
    (base64.b64encode(zlib.compress(b" " * 10**7 + b"[1]")).decode(), NONE),
    (string([2, {}, [], 0, {}, None]), "version 2; this lab reads version 1"),
]  # fmt: skip
SPOILED = [
    ([1, "learning_rate"], 1e9, "learning_rate is 1000000000.0"), ([1, "learning_rate"], None, "learning_rate is None"),
    ([1, "learning_rate"], [1], "learning_rate"),
    ([1, "learning_rate"], float("nan"), "learning_rate is nan"), ([1, "layers"], 5, "layers is 5"),
    ([1, "layers"], [2, 10**6, 1], "layers"),
    ([1, "activation"], ["tanh", "tanh"], "2 names"), ([1, "activation"], [["tanh"]], "activation"),
    ([1, "activation"], {"a": 1}, "activation"),
    ([1, "dataset"], "faces", "dataset"), ([1, "dataset"], "yours", NONE), ([1, "m"], 10**400, "m is 1000"),
    ([1, "speed"], 1, NONE), ([1, "seed"], True, "seed"),
    ([2], 7, NONE), ([2], [[1]], NONE), ([2], [7], NONE), ([2], [[3, []]], NONE), ([2, 0, 0], -1, NONE), ([2, 0, 0], 2.5, NONE),
    ([2, 0, 0], "3", NONE),
    ([2, 0, 0], 15, NONE), ([2, 0, 0], True, NONE), ([2, 0, 1, "momentum"], 1.0, "momentum"), ([2, 0, 1, "pace"], 10, NONE),
    ([2, 1, 1], {}, NONE),
    ([3], None, NONE), ([4], [], NONE), ([4], 0, NONE), ([3], 3, NONE), ([3], -5, NONE),
    ([3], 5_000_000, "asks for 5000000 steps; at most 1000000"), ([3], 10**30, "at most 1000000"), ([4], {}, NONE),
    ([4, "loss"], "none", "loss"), ([4, "activation"], [], "0 names"),
]  # fmt: skip
ROWS = [
    (None, NONE), (5, NONE), ([5], NONE), ([[1, 2]], "row 1 has 2 columns"), ([[1, 2, "x"]], "'x' is not"),
    ([[1, 2, [3]]], "not a number"),
    ([[float("inf"), 0, 1]], "row 1: 'inf' is not"), ([[10**400, 0, 1]], "not a number"),
        ([[0, 0, 1]] * 3, "0 points with label 0"),
]  # fmt: skip,


@pytest.mark.parametrize("text, words", [*BAD, *((spoiled(place, value), words) for place, value, words in SPOILED)])
def test_a_bad_state_string_is_refused_and_changes_nothing(text, words):
    lab = TrainingLab("moons", **SMALL)
    lab.tick(3)
    before, settings, runs = lab.record, dict(lab.settings), list(lab.runs)
    with pytest.raises(ValueError, match=words):
        lab.load_state(text)
    assert lab.record is before and lab.settings == settings and lab.runs == runs and lab._own is None


@pytest.mark.parametrize("rows, words", ROWS)
def test_a_state_string_with_bad_points_is_refused(rows, words):
    made = content()
    made[1]["dataset"], made[5] = "yours", rows
    with pytest.raises(ValueError, match=words):
        TrainingLab().load_state(string(made))


def test_state_and_code_have_an_end(monkeypatch):
    monkeypatch.setattr(run, "MOST_LEGS", 5)
    lab = TrainingLab(**SMALL)
    for step in range(20):
        lab.set(learning_rate=0.1 + step).tick(1)
        assert len(lab.run.events) <= 6
        if step == 4:
            assert TrainingLab.from_state(lab.state()).record.cost == lab.record.cost
    for ask in (lab.state, lab.code):
        with pytest.raises(ValueError, match="changed more than 5 times"):
            ask()
    lab.rewind(5)
    assert TrainingLab.from_state(lab.state()).record.cost == lab.record.cost
    monkeypatch.setattr(run_text, "MOST_STEPS", 4)
    with pytest.raises(ValueError, match="at most 4 steps; this run took 5"):
        lab.state()


def test_the_page_that_keeps_and_shares():
    lab, other = TrainingLab(**SMALL), TrainingLab(**SMALL)
    changed(lab)
    click(lab, "Show")
    shown = [part.value for part in parts(lab.face) if getattr(part, "description", "") == "state"]
    texts = [part.value for part in parts(lab.face) if type(part).__name__ == "HTML"]
    assert shown == [lab.state()] and any(f"steps={lab.record.step - 14}" in text for text in texts)
    assert other.face
    (field,) = [part for part in parts(other.face) if getattr(part, "description", "") == "state"]
    field.value = shown[0]
    click(other, "Load")
    assert same(other.record.params, lab.record.params) and other.error == ""
    agrees(other)
    field.value = "nonsense"
    click(other, "Load")
    assert NONE in other.error and NONE in other._alarm.value and other.record.step == lab.record.step


@pytest.mark.parametrize("separator", [",", ";", "\t", " , "])
@pytest.mark.parametrize("head", ["", "x1,x2,label\n", '"x","y","class"\n\n', "\n"])
def test_points_from_csv(separator, head):
    rows = ("0.12346", "-2", "0"), ('"1e2"', "+.5", "1"), ("3", "4", "1.0"), ("0", "0", "0")
    X, Y = points.from_csv(head.replace(",", separator) + "\n".join(map(separator.join, rows)) + "\r\n\n")
    assert X.T.tolist() == [[0.1235, -2], [100, 0.5], [3, 4], [0, 0]] and Y.tolist() == [[0, 1, 1, 0]]


GOOD = ["0,0,0", "1,1,1", "0,1,0", "1,0,1"]
BAD_ROWS = [
    ("1,2", "line 3 has 2 columns"), ("1,2,0,5", "line 3 has 4 columns"), ("abc,2,0", "line 3: 'abc' is not a number"),
    ("1,,0", "line 3: '' is not a number"),
    ("nan,2,0", "line 3: 'nan' is not a number"), ("1,inf,0", "line 3: 'inf'"),
    ("1,2,2", "line 3: the label is 2; it must be 0 or 1"), ("1,2,-1", "label is -1"),
    ("1,2,0.5", "label is 0.5"), ("1,1001,0", "line 3: a coordinate is beyond ±1000"), ("-1e300,1,0", "beyond"),
    ("1,2,yes", "'yes'"), ("<html>", "1 columns"),
]  # fmt: skip


@pytest.mark.parametrize("row, words", BAD_ROWS)
@pytest.mark.parametrize("first", [False, True])
def test_a_bad_row_is_named_and_nothing_is_lost(row, words, first):
    lab = TrainingLab(**SMALL)
    lab.use_points(MINE)
    lab.tick(4)
    record, data = lab.record, lab.data
    lines = ["a,b,c", row, *GOOD] if first else [*GOOD[:2], row, *GOOD[2:]]
    with pytest.raises(ValueError, match=words.replace("line 3", "line 2") if first else words):
        lab.use_points("\n".join(lines))
    assert lab.record is record and lab.data is data and lab.settings["dataset"] == "yours" and lab._own.m == 6


@pytest.mark.parametrize("row, words", [("nan,2,0", "line 1: 'nan'"), ("abc,2,0", "line 1: 'abc'"), ("x,y,1", "line 1: 'x'")])
def test_a_bad_first_row_is_not_taken_for_names(row, words):
    with pytest.raises(ValueError, match=words):
        points.from_csv("\n".join([row, *GOOD]))


@pytest.mark.parametrize(
    "text, words",
    [("", "0 points with label 0 and 0 with label 1: at least two"), ("x1,x2,label", "0 points"),
    ("0,0,0\n1,1,1", "1 points with label 0"),
     ("0,0,1\n1,1,1\n2,2,1", "0 points with label 0 and 3"), ("0,0,0\n0,0,1\n" * 2501, "5002 points; at most 5000")],
)  # fmt: skip
def test_too_few_or_too_many_points(text, words):
    with pytest.raises(ValueError, match=words):
        points.from_csv(text)


def test_points_through_the_page():
    lab = TrainingLab(**SMALL)
    assert lab.face
    (text,) = [part for part in parts(lab.face) if type(part).__name__ == "Textarea"]
    text.value = MINE
    click(lab, "Use these points")
    assert lab.settings["dataset"] == "yours" == lab._inputs["dataset"].value and lab._own.m == 6 and "on yours" in on_screen(lab)
    click(lab, "Add 1")
    assert lab._own.m == 7 and lab._own.Y[0, -1] == 1 and lab._own.X[:, -1].tolist() == [0, 0]
    text.value = "1,2"
    click(lab, "Use these points")
    assert "line 1 has 2 columns" in lab.error and lab._own.m == 7
    lab._uploaded(({"content": memoryview(b"\xef\xbb\xbf" + MINE[12:].encode())},))  # with the mark that Excel writes
    assert lab._own.m == 6
    lab._uploaded({"a.csv": {"content": b"0,0,0\n1,1,1\n" * 2}})  # ipywidgets 7
    assert lab._own.m == 4
    lab.safely(lambda: lab._uploaded(({"content": b"\x89PNG\r\n\x00\xff"},)))
    assert "line 2 has 1 columns" in lab.error and lab._own.m == 4


def test_a_point_is_added_to_those_on_screen():
    lab = TrainingLab("xor", **SMALL)
    before = datasets.xor(m=40, noise=0.1, rng=1)
    lab.add_point(0.5, 0.25, 1)
    assert lab.settings["dataset"] == "yours" and lab._own.m == 41 and lab.record.step == 0
    np.testing.assert_allclose(lab._own.X[:, :-1], before.X, atol=5.1e-5)
    bad = {(0, 0, 2): "new point: the label is 2", (np.nan, 0, 1): "'nan' is not", (None, 0, 1): "'None'", (1e9, 0, 1): "beyond"}
    for new, words in bad.items():
        with pytest.raises(ValueError, match=words):
            lab.add_point(*new)
    assert lab._own.m == 41
    lab.set(dataset="moons")
    assert lab.set(dataset="yours")._own.m == 41


def test_points_are_drawn_with_a_cross():
    lab = TrainingLab(**SMALL)
    (tabs,) = [part for part in parts(lab.face) if type(part).__name__ == "Tab"]
    plain = lab.png()
    assert "cross" not in on_screen(lab)
    tabs.selected_index = 3
    assert "The cross is at (0.00, 0.00)." in on_screen(lab) and lab.png() != plain
    right, up = (named(lab, widgets.FloatSlider, label) for label in ("right, x₁", "up, x₂"))
    right.value, up.value = 1.0, -0.5
    assert "The cross is at (1.00, -0.50)." in on_screen(lab)
    click(lab, "Clear")
    assert lab.points.Y.tolist() == [[0, 0, 1, 1]]
    named(lab, widgets.Dropdown, "draw").value = 10
    click(lab, "Add 1")
    X, Y = lab.points
    assert Y.sum() == 12 and 0 < np.abs(X[:, 4:] - [[1.0], [-0.5]]).max() < 0.5
    click(lab, "Remove")
    assert lab.points.m == 13 and lab.error == ""
    agrees(lab)
    tabs.selected_index = 0
    assert "cross" not in on_screen(lab)


def test_the_nearest_point_is_taken_away_and_two_of_a_label_stay():
    lab = TrainingLab(**SMALL)
    lab.use_points("0,0,0\n1,0,0\n0,1,1\n1,1,1\n1.2,1.1,1")
    lab.remove_point(5, 5)
    assert lab.points.X.T.tolist() == [[0, 0], [1, 0], [0, 1], [1, 1]]
    with pytest.raises(ValueError, match="2 points with label 0 and 1 with label 1: at least two of each"):
        lab.remove_point(5, 5)
    with pytest.raises(ValueError, match="count is 0"):
        lab.add_point(0, 0, 1, count=0)
    assert lab.points.m == 4


def test_yours_begins_with_what_is_on_screen():
    lab = TrainingLab("spirals", **SMALL)
    lab.set(dataset="yours")
    assert sorted(lab._own.X[0]) == sorted(datasets.spirals(m=40, noise=0.1, rng=1).X[0].round(4))
    assert TrainingLab("yours").data[0].m == 300


def test_a_data_set_with_bad_labels_is_refused():
    with pytest.raises(ValueError, match="row 1: the label is -1"):
        TrainingLab(datasets.Dataset(np.zeros((2, 4)), [[-1, 1, -1, 1]], "signs"))
