"""The search lab as a learner meets it: controls, points that arrive, one test, and a log that can be taken away."""

import csv
import io
from ast import literal_eval

import ipywidgets as widgets
import numpy as np
import pytest
from lab_tools import click, named, player, turn, words

from course_lib import search
from course_lib.exercises import chapter5 as c5
from course_lib.labs import SearchLab, TrainingLab
from course_lib.labs.experiment_log import csv_text, save
from course_lib.labs.searches import DATA, drawn, parts
from course_lib.labs.spans import Span
from course_lib.views.search import AXES, BELOW, LINE, TOP, path

pytestmark = pytest.mark.filterwarnings("error", "ignore::DeprecationWarning")  # one library speaks to another

SMALL = {"points": 8, "steps": 100}
@pytest.fixture
def done():
    lab = SearchLab(**SMALL)
    lab.search()
    return lab


def picture(lab):
    assert lab.face
    return lab._image.value


def timeless(records):
    return [{name: value for name, value in record.items() if name != "seconds"} for record in records]


@pytest.mark.parametrize("knob, value", [("sort", "learning rate"), ("row", 2), ("data", "spirals"), ("l2", (1e-4, 1.0))])
def test_a_turn_begins_a_new_search_unless_it_only_looks(knob, value, done):
    turn(done, knob, value)
    assert done.settings[knob] == value == done._inputs[knob].value and len(done.records) == 8
    looks_only = knob in ("sort", "row")
    assert len(done.searches) == (1 if looks_only else 2) and (looks_only or "0 of " in words(done))


def test_a_bad_setting_begins_no_search(done):
    with pytest.raises(ValueError, match="depth"):
        done.set(seed=1, depth=(0, 2))
    assert len(done.searches) == 1 and done.settings["seed"] == 0


def test_the_same_search_gives_the_same_records(done):
    other = SearchLab(**SMALL)
    other.search()
    assert timeless(other.records) == timeless(done.records)


# The search


@pytest.mark.parametrize("way", ["grid", "random"])
def test_the_records_are_those_of_a_plain_search(way):
    lab = SearchLab(way=way, **SMALL)
    lab.search()
    training, validation, _ = parts("moons")
    plain = list(search.run(drawn(lab.settings), training, validation, steps=100))
    tags = {"search": 1, "data": "moons", "way": way, "learning_rate_scale": "log"}
    assert timeless(lab.records) == [tags | record for record in timeless(plain)]


def test_stop_and_go_on_gives_the_same_records(done):
    lab = SearchLab(**SMALL)
    play = player(lab)
    lab.search(points=2)
    assert 2 <= len(lab.records) < 8 and f"{len(lab.records)} of 8 points done" in words(lab)
    turn(lab, "sort", "units")
    play.playing = True
    for _ in range(500):
        play.value += 1
        play.playing, _ = False, turn(lab, "row", 1)
        play.playing = lab.searches[-1].left > 0
        if not play.playing:
            break
    assert timeless(lab.records) == timeless(done.records)
    assert lab.set(sort="validation cost").describe() == done.describe()


def test_an_interrupted_search_goes_on(done):
    lab = SearchLab(**SMALL)
    stream = lab._stream

    def interrupted():
        for _ in range(20):
            yield next(stream)
        raise KeyboardInterrupt

    lab._stream = interrupted()
    with pytest.raises(KeyboardInterrupt):
        lab.search()
    assert 0 < len(lab.records) < 8
    lab.search()
    assert timeless(lab.records) == timeless(done.records)
    for bad in (0, 2.5, "all"):
        with pytest.raises(ValueError, match="points"):
            lab.search(bad)


def test_play_stops_by_itself_and_tells_what_is_left():
    lab = SearchLab(**SMALL)
    bar, left = (next(part for row in lab.face.children for part in getattr(row, "children", ()) if isinstance(part, kind))
                 for kind in (widgets.IntProgress, widgets.Label))  # fmt: skip
    assert (bar.value, bar.max, left.value) == (0, 8, "0 of 8 points done")
    lab.search(points=3)
    assert bar.value == len(lab.records) and left.value.startswith(f"{bar.value} of 8 points done, about ") and left.value.endswith(" s left")
    play = player(lab)
    play.playing = True
    for _ in range(500):
        if not play.playing:
            break
        play.value += 1
    assert not play.playing and bar.value == 8 and left.value == "8 of 8 points done" and "8 of 8 points done" in words(lab)
    before = timeless(lab.records)
    play.value += 1
    click(lab, "To the end")
    assert timeless(lab.records) == before and lab.error == ""


def test_a_turned_control_pauses():
    lab = SearchLab(points=40, steps=1600)  # one tick is over long before it is
    play = player(lab)
    play.playing = True
    play.value += 1
    turn(lab, "row", 1)
    turn(lab, "sort", "L2")
    assert play.playing
    turn(lab, "seed", 4)
    assert not play.playing and lab.searches[-1].settings["seed"] == 4 and "0 of 40 points done" in words(lab)


def test_points_lie_in_the_space_and_within_the_budget():
    s = SearchLab(points=40, learning_rate=(0.01, 1), depth=(2, 3), units=(3, 5), l2=(0.001, 0.001)).settings
    for way, scale in (("random", "log"), ("random", "linear"), ("grid", "log"), ("grid", "linear")):
        points = drawn(s | {"way": way, "scale": scale})
        assert (len(points) == 40 if way == "random" else 20 < len(points) <= 40)
        for point in points:
            assert 0.01 <= point["learning_rate"] <= 1 and point["l2"] == 0.001 and point["hidden"] in ("tanh", "relu")
            assert 2 <= len(point["layers"]) <= 3 and set(point["layers"]) <= {3, 4, 5}
    rates = {scale: [point["learning_rate"] for point in drawn(s | {"points": 96, "scale": scale})] for scale in ("log", "linear")}
    assert np.mean(np.array(rates["log"]) < 0.1) == pytest.approx(0.5, abs=0.15)
    assert np.mean(np.array(rates["linear"]) < 0.1) == pytest.approx(0.09, abs=0.08)


def test_the_largest_choices_leave_room_for_a_grid():
    assert len(drawn(SearchLab(way="grid", points=8, depth=(1, 4)).settings)) == 8


# What is shown


def test_the_chosen_row_is_marked_in_the_table_and_thick_among_the_lines(done):
    done.set(row=3)
    done.png()
    view, record = done._canvas.view, done.table[2]
    assert view._chosen.get_ydata() == pytest.approx(path(record)) and view._chosen.get_linewidth() == 3
    assert [cell.get_text() for cell in view._cells[2]][:3] == ["3", "1", str(record["point"])]
    assert view._frame.get_y() == TOP + 2 * LINE and view._frame.get_visible()
    assert f"point {record['point']} of search 1" in done.describe()


@pytest.mark.parametrize(
    "sort, key",
    [
        ("validation cost", lambda r: r["validation_cost"]),
        ("validation accuracy", lambda r: -r["validation_accuracy"]),
        ("learning rate", lambda r: r["learning_rate"]),
        ("hidden layers", lambda r: len(r["layers"])),
        ("units", lambda r: r["layers"][0]),
        ("L2", lambda r: r["l2"]),
    ],
)
def test_the_table_is_sorted(done, sort, key):
    keys = [key(record) for record in done.set(sort=sort).table]
    assert keys == sorted(keys) and len(keys) == 8


def test_a_long_table_moves_with_the_row():
    lab = SearchLab(points=20, steps=100)
    lab.search()
    for row, first, mark in ((1, 1, 0), (12, 5, 7), (7, 5, 2), (20, 13, 7), (2, 2, 0)):
        turn(lab, "row", row)
        now = lab.snapshot()
        assert (now.rows[0][0], now.mark, now.rows[now.mark][0]) == (str(first), mark, str(row))
    turn(lab, "row", 25)
    assert lab.settings["row"] == 20 == lab._inputs["row"].value == lab._inputs["row"].max


def test_searches_are_kept_and_compared(done):
    done.set(way="grid").search()
    done.set(scale="linear")
    assert [one.number for one in done.searches] == [1, 2, 3] and len(done.records) == 16
    done.set(way="random")  # the third had not begun
    assert [one.number for one in done.searches] == [1, 2, 3] and done.searches[-1].settings["way"] == "random"
    done.search()
    best = [min(r["validation_cost"] for r in done.records if r["search"] == number) for number in (1, 2, 3)]
    ways = ("random, log α", "grid, log α", "random, linear α")
    told = "; ".join(f"{i + 1} ({way}, 8 points) best {J:.4f}" for i, (way, J) in enumerate(zip(ways, best)))
    assert f"Validation cost by search: {told}." in done.describe()
    done.png()
    curves = done._canvas.view._curves
    assert [curve.get_ydata()[-1] for curve in curves[:3]] == best[::-1] and len(curves[3].get_xdata()) == 0
    for curve in curves[:3]:
        assert list(curve.get_xdata()) == list(range(1, 9)) and (np.diff(curve.get_ydata()) <= 0).all()
    done.set(data="digits_odd")
    assert done.table == [] and done.chosen is None and len(done.records) == 24  # other data cannot be compared


def test_diverged_points_are_shown_as_such():
    lab = SearchLab(points=8, steps=100, learning_rate=(50, 100), l2=(0.5, 1), activation="relu")
    lab.search()
    lost = [r for r in lab.records if r["status"] == "diverged"]
    assert lost and f"{len(lost)} diverged" in words(lab)
    assert lab.table[-1]["status"] == "diverged"
    turn(lab, "row", 8)
    assert "which diverged" in words(lab) and lab.snapshot().rows[-1][7:11] == ("diverged", lab.snapshot().rows[-1][8], "—", "—")
    assert path(lost[0])[-2:] == [BELOW, BELOW]
    lab.png()
    assert len(lab._canvas.view._lost.get_segments()) == len(lost)
    click(lab, "Open the test set")
    assert "diverged: choose one that did not" in lab.error and "The test set is closed." in words(lab)
    lab.set(sort="validation accuracy")
    assert lab.table[-1]["status"] == "diverged"


def test_a_search_of_which_nothing_is_left():
    lab = SearchLab(points=8, steps=100, learning_rate=(100, 100), l2=(1, 1), activation="relu")
    lab.search()
    assert "8 diverged" in lab.describe() and lab.png()
    assert "none good" in lab.set(seed=1).describe()


def test_axes():
    assert AXES["learning_rate"].place(1e-4) == 0 and AXES["learning_rate"].place(0.1) == pytest.approx(0.5)
    assert AXES["validation_cost"].place(1) == 0 and AXES["validation_cost"].place(1e-9) == 1
    assert AXES["validation_accuracy"].place(0.7) == pytest.approx(0.5)


# The test set


def test_the_test_set_is_opened_once(done):
    click(done, "Open the test set")
    chosen, (training, _, test) = done.chosen, parts("moons")
    final = search.final_test(search.table(done.records)[0], training, test)
    assert chosen["test_cost"] == final["test_cost"] and chosen["test_accuracy"] == final["test_accuracy"]
    apart = f"{final['test_cost'] - chosen['validation_cost']:+.4f}".replace("-", "−")
    told = f"Test set opened once, for point {chosen['point']} of search 1: cost {final['test_cost']:.4f}, gap to validation {apart};"
    assert told in words(done) and done.error == ""
    assert done._canvas.view._test.get_ydata() == [AXES["validation_cost"].place(final["test_cost"])]
    turn(done, "row", 2)
    before, shown = done.records, picture(done)
    click(done, "Open the test set")
    assert f"has been opened, for point {chosen['point']} of search 1" in done.error and done.error.split()[0] in done._alarm.value
    assert done.records == before and picture(done) == shown and told in words(done)
    assert sum("test_cost" in record for record in done.records) == 1
    done.set(seed=1).search()  # the same data: the same test set
    click(done, "Open the test set")
    assert sum("test_cost" in record for record in done.records) == 1
    assert "The test set is closed." in done.set(data="breast_cancer").describe()


def test_the_test_set_is_opened_at_the_end():
    lab = SearchLab(**SMALL)
    with pytest.raises(ValueError, match="8 of 8 points are left"):
        lab.open_test()
    lab.search(points=2)
    left = 8 - len(lab.records)
    click(lab, "Open the test set")
    assert f"{left} of 8 points are left" in lab.error and not any("test_cost" in record for record in lab.records)
    lab.search()
    lab.set(way="grid")  # not begun, so the first one can be finished with
    lab.open_test()
    assert "test_cost" in lab.chosen


# The log


def test_the_csv_holds_every_record(done):
    done.open_test()
    done.set(way="grid", learning_rate=(50, 100), l2=(0.5, 1), activation="relu").search()
    back = list(csv.DictReader(io.StringIO(done.csv())))
    assert len(back) == len(done.records) == 16
    for row, record in zip(back, done.records):
        assert set(row) == set(done.records[0]) | {"test_cost", "test_accuracy"}
        for name in ("learning_rate", "l2", "validation_cost", "train_accuracy", "seconds"):
            assert float(row[name]) == record[name] or np.isnan(record[name])
        assert literal_eval(row["layers"]) == record["layers"] and int(row["point"]) == record["point"]
        assert all(row[name] == record[name] for name in ("way", "learning_rate_scale", "status", "hidden"))
        assert row["test_cost"] == str(record.get("test_cost", ""))


def test_csv_text_by_hand():
    assert csv_text([{"a": 1, "b": "x, y"}, {"a": 2, "c": None}]) == 'a,b,c\n1,"x, y",\n2,,\n'


def test_runs_of_the_training_lab_can_be_added(done):
    by_hand = TrainingLab(layers=(2, 4, 3, 1), momentum=0.9, m=40)
    by_hand.tick(20)
    done.log(by_hand)
    by_hand.set(learning_rate=3.0)
    by_hand.tick(20)
    done.log(by_hand)
    *_, first, second = done.records
    assert len(done.records) == 10 and len(done.table) == 8  # other data: not in the table
    assert (first["layers"], first["hidden"], first["momentum"], first["learning_rate"], first["steps"]) == ((4, 3), "tanh", 0.9, 0.5, 20)
    assert (second["learning_rate"], second["steps"], second["validation_cost"]) == (3.0, 40, by_hand.record.cost[1])
    assert first["words"] == "loss cross-entropy" and "changed on the way (1×)" in second["words"]
    assert set(first) < set(done.records[0]) and done.csv().count("by hand") == 6
    assert "The log also holds 2 results of the training lab." in done.describe()
    with pytest.raises(ValueError, match="takes a TrainingLab"):
        done.log([])
    assert len(done.records) == 10


def test_the_button_writes_a_new_file_each_time(done, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    click(done, "Save as CSV")
    assert "The log, 8 records, is in experiments.csv." in words(done)
    click(done, "Save as CSV")
    assert "is in experiments-2.csv" in words(done)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["experiments-2.csv", "experiments.csv"]
    assert (tmp_path / "experiments.csv").read_text(encoding="utf-8") == done.csv()


def test_a_file_that_is_there_is_never_overwritten(tmp_path):
    (tmp_path / "experiments.csv").write_text("mine")
    assert save("a\n", tmp_path).name == "experiments-2.csv"
    assert (tmp_path / "experiments.csv").read_text() == "mine"
    with pytest.raises(ValueError, match="cannot be written .*lab.csv"):
        save("a\n", tmp_path / "nowhere")


def test_what_cannot_be_saved_is_told(done, tmp_path, monkeypatch):
    lab = SearchLab()
    assert lab.face
    click(lab, "Save as CSV")
    assert "nothing to write yet" in lab.error
    monkeypatch.setattr("course_lib.labs.search.save", lambda text: save(text, tmp_path / "nowhere"))
    click(done, "Save as CSV")
    assert "cannot be written" in done.error and len(done.records) == 8


# The control for a range


def test_a_span_over_powers_of_ten():
    span = Span("α", 1e-3, 10, log=True)
    assert span.stops == [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
    assert span.checked("α", [0.0013, 7]) == (0.0013, 7.0) and span.shown((0.0013, 7.0)) == (0.001, 5.0)
    assert [label for label, _ in Span("L2", 1e-5, 1e-3, log=True).widget((1e-5, 1e-3)).options][:3] == ["10⁻⁵", "2·10⁻⁵", "5·10⁻⁵"]
    made = span.widget((0.0013, 7.0))
    assert made.value == (0.001, 5.0) and made.description == "α"


def test_a_setting_between_two_stops_stays():
    lab = SearchLab(learning_rate=(0.0013, 7.0))
    assert lab.face
    lab.set(points=12)
    assert lab.settings["learning_rate"] == (0.0013, 7.0) and lab._inputs["learning_rate"].value == (0.001, 5.0)


def test_one_value_is_a_range_too():
    lab = SearchLab(learning_rate=(1, 1), depth=(2, 2), units=(5, 5), activation="tanh", l2=(0.01, 0.01), points=8)
    assert {(p["learning_rate"], p["layers"], p["hidden"], p["l2"]) for p in drawn(lab.settings)} == {(1.0, (5, 5), "tanh", 0.01)}
    assert len(drawn(lab.settings | {"way": "grid"})) == 1
    assert named(lab, widgets.IntRangeSlider, "units").value == (5, 5)


# The learner's own code


def split_three(m, validation, test, rng):
    order = np.arange(m)  # not shuffled, so that it shows
    return order[validation + test :], order[:validation], order[validation : validation + test]


def test_the_learners_split_and_numbers_are_used():
    def log_uniform(low, high, n, rng):
        asked.append((low, high, n))
        return np.full(n, 0.125)

    asked = []
    lab = SearchLab(split_three=split_three, log_uniform=log_uniform, **SMALL)
    training, validation, test = lab._own.parts("moons")
    whole = DATA["moons"]()
    assert np.array_equal(validation.X, whole.X[:, :200]) and (training.m, test.m) == (400, 200)
    assert {(point["learning_rate"], point["l2"]) for point in lab.searches[-1].points} == {(0.125, 0.125)}
    assert set(asked) == {(1e-4, 100, 1), (1e-6, 0.1, 1)}
    assert "8 points with 1 different α" in lab.describe() and lab.describe().endswith("Running on your split_three and log_uniform.")
    assert "(400 training, 200 validation, 200 test examples)" in lab.describe()
    turn(lab, "scale", "linear")
    assert "8 points with 8 different α" in lab.describe()
    assert "your" not in SearchLab(split_three=c5.split_three).describe()


def test_where_the_learners_code_stops_the_courses_goes_on():
    def log_uniform(low, high, n, rng):
        if high > 1:
            raise OverflowError("too much for me")
        return c5.log_uniform(low, high, n, rng)

    lab = SearchLab(log_uniform=log_uniform, learning_rate=(0.01, 1), **SMALL)
    assert lab.error == "" and "Running on your log_uniform." in words(lab)
    turn(lab, "learning_rate", (0.01, 10.0))
    assert "too much for me" in lab.error and "in log_uniform" in lab.error and "your log_uniform" not in words(lab)
    lab.search()
    assert len(lab.records) == 8


def test_few_controls():
    lab = SearchLab(show=("way", "points"))
    assert lab.face and set(lab._inputs) == {"way", "points", "sort", "row"}
    turn(lab, "way", "grid")
    assert lab.searches[-1].settings["way"] == "grid"
    assert lab.hide("row").face and set(lab._inputs) == {"way", "points", "sort"}
