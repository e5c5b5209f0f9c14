"""The small labs of Chapters 1 and 2 as a learner meets them: knobs and buttons through their widgets, errors in words, hand-worked numbers."""

import numpy as np
import pytest
from lab_tools import click, on_screen, player, turn

from course_lib.labs import (
    CostSurfaceLab, DescentLab, GraphLab, ImageColumnLab, NeuronLab,
)
from course_lib.labs.descent import BLOWN_UP, LOGISTIC, MOST_STEPS

pytestmark = pytest.mark.filterwarnings("error", "ignore::DeprecationWarning")  # one library speaks to another


# The cost as a landscape


def test_balls_roll_and_go_back():
    lab = CostSurfaceLab()
    player(lab).value += 1
    assert lab.settings["steps"] == 32
    click(lab, "Back to the start")
    assert lab.settings["steps"] == 0
    assert "take 0 steps each" in lab.describe()


def test_squared_error_is_stuck_where_the_logistic_cost_is_not():
    lab = CostSurfaceLab()
    squared, logistic = (roll.way for roll in lab.snapshot().rolls)
    assert squared[-1, 2] > 0.9 * squared[0, 2]
    assert logistic[-1, 2] < 0.1 * logistic[0, 2]
    assert "Logistic cost: bends down nowhere" in lab.describe()


def test_balls_stay_over_the_floor():
    lab = CostSurfaceLab(steps=200)
    for w in (-5, 5):
        for b in (-5, 5):
            lab.set(w=w, b=b)
            assert max(np.abs(roll.way[:, :2]).max() for roll in lab.snapshot().rolls) < 7


# Downhill


def test_one_step_by_hand():
    lab = DescentLab()  # w = −3, c = 1, α = 0.3: the slope is −3, so the ball goes to −2.1, where J = 2.1² / 2
    click(lab, "Step")
    assert lab.w == pytest.approx(-2.1) == lab.snapshot().slope
    assert lab.describe().startswith("Step 1: w = -2.1, J = 2.205 (started at w = -3, J = 4.5")


@pytest.mark.parametrize(
    "alpha, words",
    [(0.05, "crawls"), (0.5, "About right"), (1.0, "About right"), (1.5, "1/c < α < 2/c"), (2.0, "exactly 2/c"), (2.5, "diverges")],
)
def test_the_verdict_and_the_threshold(alpha, words):
    told = DescentLab().set(learning_rate=alpha).describe()
    assert words in told
    assert "the threshold 2/c is 2." in told


def test_what_happens_is_what_the_verdict_says():
    far = {}
    for alpha in (0.05, 0.5, 1.5, 2.0, 2.5):
        lab = DescentLab().set(learning_rate=alpha)
        lab.tick(20)
        far[alpha] = abs(lab.w)
    assert far[0.05] > 1 > 0.01 > far[0.5]
    assert far[1.5] < 0.01
    assert far[2.0] == pytest.approx(3.0)
    assert far[2.5] > 1000


def test_the_threshold_follows_the_curvature():
    assert "the threshold 2/c is 1.25" in DescentLab().set(curvature=1.6).describe()


def test_alpha_changes_mid_run_and_a_new_start_begins_anew():
    lab = DescentLab()
    lab.tick(3)
    turn(lab, "learning_rate", 1.0)
    assert len(lab.history) == 4
    click(lab, "Step")
    assert lab.w == pytest.approx(0.0)
    turn(lab, "start", 2.0)
    assert lab.history == [2.0]


def test_play_steps_and_reset_goes_back():
    lab = DescentLab()
    player(lab).value += 1
    player(lab).value += 1
    assert len(lab.history) == 3
    click(lab, "Reset")
    assert lab.history == [-3.0]


def test_divergence_is_shown_and_explained():
    lab = DescentLab().set(learning_rate=100.0)
    calm = on_screen(lab)[0]
    lab.tick(1000)
    assert lab.diverged and abs(lab.w) > BLOWN_UP
    assert lab.error == ""
    assert "flown off" in on_screen(lab)[1]
    assert on_screen(lab)[0] != calm
    told = lab.describe()
    lab.play()
    assert lab.describe() == told


def test_a_ball_that_flies_off_stops_what_plays():
    lab = DescentLab().set(learning_rate=100.0)
    play = player(lab)
    play.playing = True
    while play.playing:
        assert play.value < 100
        play.value += 1
    assert lab.diverged and "flown off" in on_screen(lab)[1]


@pytest.mark.parametrize("lost", [np.inf, -np.inf, np.nan, 1e300])
def test_a_ball_that_is_nowhere_is_drawn(lost):
    lab = DescentLab(step=lambda w, b, dw, db, learning_rate: (w * 0 + lost, b))
    click(lab, "Step")
    click(lab, "Step")
    assert len(lab.history) == 2 and lab.error == ""
    assert "flown off" in lab.describe()
    assert np.isfinite(lab._canvas.view._ball.get_xydata()).all()


def test_the_gauge_moves_with_alpha_even_if_the_ball_is_out_of_sight():
    lab = DescentLab().set(learning_rate=2.5)
    lab.tick(6)
    before = lab.png()
    assert lab.set(learning_rate=3.0).png() != before


def test_logistic_cost_never_flies_off():
    lab = DescentLab().set(curve=LOGISTIC, learning_rate=100.0)
    lab.tick(MOST_STEPS)
    assert not lab.diverged
    assert "to and fro" in lab.describe()


def test_a_run_ends():
    lab = DescentLab().set(learning_rate=0.01)
    lab.tick(10 * MOST_STEPS)
    assert len(lab.history) == MOST_STEPS + 1
    assert f"{MOST_STEPS} steps are over" in lab.describe()


def test_the_learners_step_runs_and_is_named():
    def gradient_descent_step(w, b, dw, db, learning_rate):
        assert np.shape(w) == np.shape(dw) == (1, 1) and b == db == 0.0
        return w - learning_rate * dw, b - learning_rate * db

    lab, course = DescentLab(step=gradient_descent_step), DescentLab()
    lab.tick(5)
    course.tick(5)
    assert lab.history == pytest.approx(course.history)
    assert "Running on your gradient_descent_step." in lab.describe()
    assert "your" not in course.describe()


def test_a_step_in_place_leaves_the_history_alone():
    def step(w, b, dw, db, learning_rate):
        w -= learning_rate * dw
        return w, b

    lab = DescentLab(step=step)
    lab.tick(2)
    assert lab.history == pytest.approx([-3.0, -2.1, -1.47])


def test_a_step_that_goes_uphill_is_told():
    lab = DescentLab(step=lambda w, b, dw, db, learning_rate: (w + learning_rate * dw, b))
    lab.tick()
    assert "went from w = -3 to -3.9; w − α · dw is -2.1" in lab.describe()
    lab.reset()
    assert "w − α · dw" not in lab.describe()


def breaks_later(w, b, dw, db, learning_rate):
    if abs(dw).item() < 2:
        raise KeyError("my mistake")
    return w - learning_rate * dw, b


@pytest.mark.parametrize("how", ["Step", "Play", "tick"])
def test_an_error_in_the_learners_step_stops_the_run_in_words(how):
    lab = DescentLab(step=breaks_later)
    on_screen(lab)
    lab.tick(2)  # to w = −1.47, where the slope is small
    play = player(lab)
    if how == "tick":
        lab.tick()
    elif how == "Step":
        click(lab, "Step")
    else:
        play.value += 1
    assert "stopped at step 2" in lab.error and "my mistake" in lab.error and "breaks_later" in lab.error
    assert lab.history == pytest.approx([-3.0, -2.1, -1.47])
    assert 'role="alert"' in on_screen(lab)[1] and "my mistake" in on_screen(lab)[1]


@pytest.mark.parametrize("returned", [None, 3.0, (1.0,), (np.zeros(2), 0.0), ("w", 0.0), (None, 0.0)])
def test_a_step_that_returns_nonsense_is_told(returned):
    lab = DescentLab(step=lambda *_: returned)
    click(lab, "Step")
    assert "stopped at step 0" in lab.error
    assert lab.history == [-3.0]


# Graphs


def test_the_course_example_click_by_click():
    lab = GraphLab("chain")
    told = []
    for _ in range(lab.last_click):
        click(lab, "Next")
        told.append(lab.snapshot().now)
    assert told == ["u", "v", "J", "J", "v", "a", "u", "b", "c"]
    assert "Forward: u = 6, v = 11, J = 33." in lab.describe()
    assert "dv = 3, da = 3, du = 3, db = 6, dc = 9." in lab.describe()
    assert "local slope b = 3, times upstream du = 3: dc = 9" in lab.describe()
    written = lab._canvas.view._slopes
    assert written["c"].get_text() == "dc = 3 × 3 = 9"  # only the node just visited shows how
    assert written["b"].get_text() == "db = 6"


def test_next_back_run_all_and_start_over():
    lab = GraphLab("chain")
    first = on_screen(lab)
    click(lab, "Back")
    assert lab.clicks == 0
    click(lab, "Next")
    second = on_screen(lab)
    assert "u = 6" in second[1] and "v = 11" not in second[1] and second[0] != first[0]
    click(lab, "Next")
    click(lab, "Back")
    assert on_screen(lab) == second
    click(lab, "Run all")
    assert "complete" in lab.describe()
    click(lab, "Next")
    assert lab.clicks == lab.last_click == 9
    click(lab, "Start over")
    assert on_screen(lab) == first


def test_every_click_shows_something_new():
    for kind in ("chain", "logistic"):
        lab = GraphLab(kind)
        pictures = [lab.png()]
        for _ in range(lab.last_click):
            lab.next()
            pictures.append(lab.png())
        assert len(set(pictures)) == len(pictures)


def test_a_nudge_tells_the_truth():
    lab = GraphLab("chain").set(nudge="v")
    assert "go forward to J" in lab.describe()
    lab.run_all()
    assert "Nudge v by 0.001: J changes by 0.003 = 3 × 0.001." in lab.describe()
    assert lab.snapshot().nudged == pytest.approx({"v": 11.001, "J": 33.003})
    assert "J changes by 0.009 = 9 × 0.001" in lab.set(nudge="c").describe()


def test_logistic_graph_by_hand():
    lab = GraphLab("logistic").set(x1=2.0, x2=-1.0, w1=0.0, w2=0.0, b=0.0, y=1)  # z = 0, a = ½, dz = −½
    lab.run_all()
    assert "z = 0, a = 0.5, L = 0.6931." in lab.describe()
    assert "da = −2, dz = −0.5, dw₁ = −1, dw₂ = 0.5, db = −0.5." in lab.describe()
    assert lab.slopes["z"] == pytest.approx(lab.values["a"] - 1)
    assert lab.set(y=0).slopes["z"] == pytest.approx(0.5)


def test_a_nudge_out_of_range_is_told():
    lab = GraphLab("logistic").set(x1=3, x2=3, w1=3, w2=3, b=3, y=0, nudge="a")
    lab.run_all()
    assert "a + 0.001 is above 1" in on_screen(lab)[1] and lab.error == ""


def test_a_slider_keeps_the_place_in_the_walk():
    lab = GraphLab("chain")
    lab.next()
    turn(lab, "b", 4.0)
    assert "Forward: u = 8." in lab.describe() and lab.clicks == 1


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="chain, logistic"):
        GraphLab("tree")


# One neuron, and the picture


def test_neuron_by_hand():
    lab = NeuronLab().set(w=0.0, b=0.0)  # every answer is ½
    assert "cost J = 0.693" in lab.describe() and "the curve is flat" in lab.describe()
    click(lab, "Show the best")
    assert "You are there." in lab.describe()


def test_a_learners_sigmoid_that_raises_is_told():
    def sigmoid(z):
        if np.max(z) > 30:
            raise OverflowError("too big for me")
        return 1 / (1 + np.exp(-z))

    lab = NeuronLab(sigmoid=sigmoid)
    assert "Running on your sigmoid." in on_screen(lab)[1]
    turn(lab, "w", 10.0)
    assert "too big for me" in lab.error and "too big for me" in on_screen(lab)[1]
    turn(lab, "w", 2.0)
    assert lab.error == "" and "too big for me" not in on_screen(lab)[1]


def test_image_column_by_hand():
    lab = ImageColumnLab(np.arange(12, dtype=np.uint8).reshape(2, 2, 3), unroll=1.0, row=1, column=0, channel="blue")
    assert "2 × 2 pixels × 3 channels = 12 numbers. 12 of them" in lab.describe()
    assert "3 · (2 · 1 + 0) + 2 = 8" in lab.describe()
    assert lab.column.ravel().tolist() == list(range(12))
    lab.set(order="channel by channel")
    assert "4 · 2 + 2 · 1 + 0 = 10" in lab.describe()
    assert lab.column.ravel().tolist() == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]


@pytest.mark.parametrize("beyond", [{"row": 2}, {"column": -1}])
def test_a_mark_beyond_the_picture_is_refused(beyond):
    picture = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    assert ImageColumnLab(picture).settings["row"] == 1
    with pytest.raises(ValueError, match=f"{next(iter(beyond))} is {next(iter(beyond.values()))}.* 1"):
        ImageColumnLab(picture, **beyond)


def test_the_picture_unrolls_and_comes_back():
    lab = ImageColumnLab()
    player(lab).value += 1
    assert lab.settings["unroll"] == pytest.approx(0.61)
    click(lab, "Whole picture")
    assert lab.settings["unroll"] == 0.0
