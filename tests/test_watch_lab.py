"""The training lab seen from outside: the same runs, few controls, two runs that differ in one thing side by side."""

import numpy as np
import pytest
from lab_tools import click, parts, player, turn, words

from course_lib.labs import TrainingLab, WatchLab

pytestmark = pytest.mark.filterwarnings("error", "ignore::DeprecationWarning")  # one library speaks to another


def buttons(lab):
    return {part.description for part in parts(lab.face) if type(part).__name__ == "Button"}


def test_it_is_the_training_lab_and_tells_counts():
    lab, inside = WatchLab(), TrainingLab()
    before = lab.png()
    for one in (lab, inside):
        one.tick(200)
    assert lab.record.cost == inside.record.cost and lab.png() != before
    right = lab.record.accuracy
    assert lab.describe() == f"Step 200, {100 * right[1]:.0f} of 100 new points right, {300 * right[0]:.0f} of the 300 that it learns from."
    line = lab._canvas.view._lines[0]
    assert line.get_xdata()[-1] == 200 and line.get_ydata()[-1] == right[1]


def test_without_settings_there_are_three_buttons_and_with_them_all():
    assert buttons(WatchLab()) == {"Begin again", "New start"}
    assert buttons(WatchLab(show=("l2",))) == {"Step", "Reset", "New start", "Fork"}


def test_play_moves_picture_and_words():
    lab = WatchLab()
    picture, told = lab.face and lab._image.value, words(lab)
    player(lab).value += 1
    assert lab.record.step > 0 and lab._image.value != picture
    lab.refresh()
    assert words(lab) != told and lab.error == ""


def test_two_runs_side_by_side_are_named_by_what_sets_them_apart():
    lab = WatchLab(layers=(2, 8, 8, 8, 1), activation="sigmoid")
    lab.fork(activation="relu")
    lab.tick(100)
    (one, other), data = lab.snapshot()
    assert (one[0], other[0]) == ("sigmoid", "relu") and data is lab.data
    assert lab.describe().startswith("sigmoid: step 100, ") and " relu: step 100, " in lab.describe()
    lab.png()
    legend = lab._canvas.view._axes.get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["relu", "sigmoid"]
    assert [bool(square.axes.get_visible()) for square in lab._canvas.view._squares] == [True, True]


def test_begin_again_and_new_start_keep_both_runs():
    lab = WatchLab(layers=(2, 8, 8, 1), activation="sigmoid")
    lab.fork(activation="relu")
    lab.tick(50)
    costs, points = [run.record.cost for run in lab.runs], lab.data[0].X
    click(lab, "Begin again")
    assert [run.record.step for run in lab.runs] == [0, 0]
    lab.tick(50)
    assert [run.record.cost for run in lab.runs] == costs
    click(lab, "New start")
    assert [set(run.live["activation"]) for run in lab.runs] == [{"sigmoid"}, {"relu"}] and lab.settings["seed"] == 1
    assert [run.record.step for run in lab.runs] == [0, 0] and not np.array_equal(lab.data[0].X, points)


def test_two_equal_runs_and_a_third():
    lab = WatchLab("moons", show=("l2", "learning_rate"))
    click(lab, "Fork")
    assert lab.describe().startswith("first run: step 0")
    turn(lab, "l2", 0.02)
    assert lab.describe().startswith("L2 0: step 0") and "L2 0.02: step 0" in lab.describe()
    click(lab, "Fork")
    turn(lab, "learning_rate", 10.0)
    assert "learning rate α 10: step 0" in lab.describe() and len(lab.snapshot().runs) == 2
    click(lab, "Reset")
    assert lab.describe().startswith("Step 0") and lab.png()


def test_a_run_that_blows_up_is_told():
    lab = WatchLab(layers=(2, 8, 8, 8, 1), activation="linear", learning_rate=1e4)
    lab.tick(200)
    assert lab.record.trouble and f"{lab.record.trouble} blew up" in lab.describe() and lab.png()


def test_bad_settings():
    with pytest.raises(ValueError, match="has no setting 'speed'"):
        WatchLab(show=("speed",))
