"""What the labs of Chapter 1 compute: numbers worked out by hand, runs that repeat, errors in words. test_every_lab.py turns their knobs."""

import numpy as np
import pytest
from lab_tools import click, on_screen, player, turn

from course_lib import Network, Params, cost, datasets, forward, gauges, initialize
from course_lib.labs import BentLineLab, DataScaleLab, HousingLab, StepRaceLab, TwoKindsLab
from course_lib.labs.data_scale import NOBODY, SIZES
from course_lib.labs.housing import FEATURES
from course_lib.network import stacked

HOUSES = datasets.Dataset([[1.0, 2.0, 3.0]], [[0.0, 1.0, 3.0]], "three houses")


# The bent line


def test_cost_and_answer_by_hand():
    lab = BentLineLab(HOUSES, w=1.0, b=-1.5, size=2.5)  # prices 0, 0.5, 1.5: off by 0, 0.5, 1.5
    assert lab.cost == pytest.approx((0 + 0.25 + 2.25) / 2 / 3)
    assert "A house of 250 m²: z = 1.00, so the price is 100 thousand dollars." in lab.describe()
    lab.set(line="straight")  # −0.5, 0.5, 1.5
    assert lab.cost == pytest.approx((0.25 + 0.25 + 2.25) / 2 / 3)
    assert "1 houses get a price below 0" in lab.describe()


def test_one_step_of_gradient_descent_by_hand():
    lab = BentLineLab(HOUSES, w=1.0, b=-1.5)  # dz = 0 (flat), −0.5, −1.5; dw = (2 · −0.5 + 3 · −1.5) / 3, db = −2 / 3
    click(lab, "Step")
    assert lab.settings["w"] == pytest.approx(1.0 + 0.3 * 5.5 / 3) and lab.settings["b"] == pytest.approx(-1.5 + 0.3 * 2 / 3)


def test_the_best_so_far_is_kept_while_dragging():
    lab = BentLineLab()
    first = lab.cost
    turn(lab, "w", 1.0)
    better = lab.cost
    turn(lab, "w", 4.0)
    assert better < first < lab.cost and lab.best == (1.0, 0.5, better)
    assert f"Best so far: {better:.3f} with w = 1.00, b = 0.50" in on_screen(lab)[1]
    click(lab, "Start again")
    assert lab.cost == first == lab.best[2] and lab.snapshot().costs == [first]


def test_playing_moves_the_sliders_and_reaches_the_lowest_cost():
    lab = BentLineLab()
    on_screen(lab)
    for _ in range(100):
        player(lab).value += 1
    assert lab.snapshot().reached and lab.error == ""
    assert lab._inputs["w"].value == pytest.approx(lab.settings["w"], abs=0.006) != 0.5
    assert lab.cost < lab.snapshot().possible * 1.01


def test_the_bend_pays_and_no_place_of_the_grid_is_better_than_the_lowest():
    bent, straight = (BentLineLab(line=line).snapshot().possible for line in ("bent at 0", "straight"))
    assert bent < 0.6 * straight
    lab = BentLineLab()
    rng = np.random.default_rng(0)
    for w, b in zip(rng.integers(-20, 81, 60) * 0.05, rng.integers(-60, 61, 60) * 0.05):
        assert lab.set(w=float(w), b=float(b)).cost >= bent - 1e-9


def test_on_the_flat_part_there_is_no_slope():
    lab = BentLineLab(w=-1.0, b=-1.0)
    lab.tick(50)
    assert lab.settings["w"] == -1.0 and "no slope to follow" in lab.describe()


def test_the_learners_neuron_draws_the_line_and_its_error_is_told():
    def neuron(x, w, b):
        if b > 1:
            raise OverflowError("too much for me")
        return np.maximum(0, w * x + b)

    lab, course = BentLineLab(neuron=neuron), BentLineLab()
    assert lab.cost == course.cost and "Running on your neuron." in lab.describe() and "your" not in course.describe()
    turn(lab, "b", 2.0)
    assert "too much for me" in on_screen(lab)[1]
    turn(lab, "b", 0.0)
    assert lab.error == "" and "too much" not in on_screen(lab)[1]


def test_the_bent_line_takes_one_feature():
    with pytest.raises(ValueError, match="4 features"):
        BentLineLab(datasets.housing(rng=0))


# Housing


def test_correlations_and_matching_by_hand():
    t = np.array([0.0, 1.0, 2.0, 3.0])
    other = np.array([1.0, -1.0, -1.0, 1.0])  # unrelated to t
    r = gauges.correlations(np.array([other, 5 - 2 * t, 0 * t]), np.array([t, other]))
    np.testing.assert_allclose(r, [[0, 1], [-1, 0], [0, 0]], atol=1e-15)
    assert gauges.matched(r) == (1, 0)
    assert gauges.matched(np.array([[0.9, 0.8], [0.7, 0.0], [0.1, 0.1]])) == (1, 0)  # 0.7 + 0.8, not 0.9 + 0.1
    x = np.random.default_rng(0).normal(size=(2, 50))
    assert gauges.correlations(x[:1], x[1:]) == pytest.approx(np.corrcoef(x)[0, 1])


def test_the_housing_network_learns_prices_and_says_what_it_found():
    lab = HousingLab(seed=1)
    before = lab.snapshot().costs[-1, 1]
    for _ in range(6):
        click(lab, "Train 500 steps")
    now = lab.snapshot()
    assert now.steps[-1] == 3000 and now.costs[-1, 1] < before / 50 and now.costs[-1, 1] < 3 * now.noise
    told = lab.describe()
    assert "Step 3000, 4 hidden units, start 1." in told
    for name, row, column in zip(FEATURES, now.rows, range(3)):
        assert abs(now.r[row, column]) >= 0.9 and f"{name}: unit {row + 1} (r = " in told


def test_a_perfect_network_is_found_out():
    lab = HousingLab(units=3)
    lab.params = Params(
        {1: np.array([[0, 0, 1, 0], [0, 0, 0.5, 0.9], [0.8, 0.6, 0, 0]]), 2: np.array([[0.6, 0.9, 1.2]])},
        {1: np.full((3, 1), 0.3), 2: np.zeros((1, 1))},
    )
    now = lab.snapshot()
    assert now.rows == (2, 0, 1)
    np.testing.assert_allclose([now.r[2, 0], now.r[0, 1], now.r[1, 2]], 1)
    assert np.mean((now.predicted - now.true) ** 2) / 2 == pytest.approx(now.noise)


def test_dead_units_are_told():
    lab = HousingLab()
    lab.params[1][1][2] = -100.0
    assert lab.snapshot().dead.tolist() == [False, False, True, False] and not lab.snapshot().r[2].any()
    assert "1 of 4 units are dead" in lab.describe()


def test_the_survey_counts_what_single_runs_find(monkeypatch):
    monkeypatch.setattr("course_lib.labs.housing.STARTS", 5)
    monkeypatch.setattr("course_lib.labs.housing.LONG", 1000)
    lab = HousingLab(units=3)
    click(lab, "Try 5 starts")
    before, after = lab.snapshot().survey
    found = np.zeros((2, 3), dtype=int)
    for seed in range(5):
        single = HousingLab(units=3, seed=seed)
        for when in range(2):
            now = single.snapshot()
            found[when] += [abs(now.r[row, k]) >= 0.9 for k, row in enumerate(now.rows)]
            single.tick(1000)
    assert (before, after) == tuple(map(tuple, found.tolist()))
    assert f"family size in {after[0]} (before training {before[0]})" in on_screen(lab)[1]


def test_a_run_of_the_housing_lab_repeats_and_new_starts_differ():
    lab, other = HousingLab(), HousingLab()
    on_screen(lab)
    for _ in range(5):
        player(lab).value += 1
    other.tick(100)
    assert lab.snapshot().steps[-1] == 100 and lab.snapshot().costs[-1] == pytest.approx(other.snapshot().costs[-1])
    click(lab, "New start")
    assert lab.settings["seed"] == 3 and lab.snapshot().steps == [0]
    click(lab, "Reset")
    assert lab.snapshot().steps == [0]


def test_a_stack_is_its_networks_side_by_side():
    net, (X, Y) = Network((4, 3, 1), hidden="relu", output="linear"), datasets.housing(m=20, rng=0)
    each = [initialize(net, rng=seed) for seed in range(3)]
    stack = stacked(each)
    assert stack.W[1].shape == (3, 3, 4) and stack.b[2].shape == (3, 1, 1)
    np.testing.assert_allclose(cost(net, forward(net, stack, X), Y), [cost(net, forward(net, one, X), Y) for one in each])


# Two kinds of data


def test_a_row_and_an_image_become_columns():
    now = TwoKindsLab(example=2).snapshot()
    assert now.X[:, 2].tolist() == [2400, 3] and now.Y[0, 2] == 369 and now.X.shape == (2, 4)
    assert now.X_images.shape == (64, 4) and now.Y_images.tolist() == [[0, 1, 0, 1]]
    digits = datasets.digits()
    assert all((digits.X[:, :20] == now.X_images[:, [2]]).all(axis=0).nonzero()[0] == [2])
    assert "size 2400, bedrooms 3, is column 2 of X, which is (2, 4); its answer y is 369 (price)" in TwoKindsLab(example=2).describe()


# Data and size


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("course_lib.labs.data_scale.SIZES", (SIZES[0], SIZES[-1]))
    monkeypatch.setattr("course_lib.labs.data_scale.STEPS", 40)
    monkeypatch.setattr("course_lib.labs.data_scale.RECIPE", dict(learning_rate=0.3, momentum=0.9, batch_size=64, steps=40, every=20, rng=0))


def test_the_experiment_runs_in_slices_and_as_a_whole_with_the_same_result(quick):
    whole, sliced = DataScaleLab(repetitions=3), DataScaleLab(repetitions=3)
    assert whole.winner(20) is None and "Not measured yet" in whole.describe()
    whole.run()
    assert "With 20 examples small" in whole.describe() and "trainings" not in whole.describe()
    first = on_screen(sliced)[0]
    bar = sliced._bar
    assert bar.value == 0
    ticks = 0
    while not sliced.done:
        player(sliced).value += 1
        ticks += 1
    assert 1 <= ticks <= 19 and sliced.error == "" and on_screen(sliced)[0] != first
    assert bar.value == bar.max == 6 * 40 and "6 of 6" in sliced._count.value
    assert whole.shares.keys() == sliced.shares.keys()
    assert all((whole.shares[key] == sliced.shares[key]).all() for key in whole.shares)
    before = dict(sliced.shares)
    player(sliced).value += 1  # nothing is left to do
    assert sliced.shares == before and "With 1400 examples" in on_screen(sliced)[1]


def test_play_stops_by_itself_when_all_is_measured(quick):
    lab = DataScaleLab(repetitions=3)
    play = player(lab)
    playing = "playing" if play.has_trait("playing") else "_playing"
    setattr(play, playing, True)
    while not lab.done:
        play.value += 1
    assert getattr(play, playing) is False


def test_the_winner_beats_each_other_network_in_nine_of_ten():
    lab = DataScaleLab()
    base = np.linspace(0.8, 0.89, 10)
    lab.shares = {("small", 20): base, ("medium", 20): base + 0.02, ("large", 20): base + np.where(np.arange(10) < 9, 0.03, 0.01)}
    assert lab.winner(20) == "large" and "large is clearly ahead" in lab.describe()
    lab.shares["large", 20] = base + np.where(np.arange(10) < 8, 0.03, 0.01)
    assert lab.winner(20) == NOBODY and "nobody is clearly ahead" in lab.describe()
    lab.shares["large", 20] = base + 0.02  # as good as medium
    assert lab.winner(20) == NOBODY and lab.winner(50) is None


def test_more_digits_help_and_networks_of_ones_own_may_be_compared(monkeypatch):
    monkeypatch.setattr("course_lib.labs.data_scale.SIZES", (20, 1400))
    lab = DataScaleLab({"one neuron": (), "large": (32,)}, repetitions=3)
    lab.run()
    assert lab.done and all(lab.shares[name, 1400].min() > lab.shares[name, 20].max() for name in lab.networks)
    assert lab.winner(1400) == "large" and lab.png() != DataScaleLab({"one neuron": (), "large": (32,)}, repetitions=3).png()
    for networks in ({"alone": (4,)}, {str(n): (n,) for n in range(1, 6)}):
        with pytest.raises(ValueError, match="takes 2 to 4"):
            DataScaleLab(networks)


def test_the_learners_first_examples_is_used_and_its_errors_are_told(quick):
    calls = []

    def first_examples(X, Y, m):
        calls.append(m)
        if m > 100:
            raise KeyError("no more")
        return X[:, :m], Y[:, :m]

    lab, course = DataScaleLab(take=first_examples, repetitions=3), DataScaleLab(repetitions=3)
    on_screen(lab)
    lab.run()
    course.run()
    assert set(calls) == {20, 1400} and "no more" in lab.error and "first_examples" in lab.error
    assert not lab.done and all((lab.shares[key] == course.shares[key]).all() for key in lab.shares) and len(lab.shares) == 3
    assert "Running on your first_examples." in on_screen(lab)[1] and "no more" in on_screen(lab)[1]
    assert "3 of 6 trainings are done" in lab.describe()


@pytest.mark.parametrize("wrong, told", [(lambda X, Y, m: (X[:m], Y[:m]), "(20, 1400), (1, 1400)"), (lambda X, Y, m: X, "ndarray")])
def test_first_examples_of_wrong_shapes_are_told(wrong, told):
    lab = DataScaleLab(take=wrong)
    lab.run()
    assert told in lab.error and "expected X of shape (64, 20)" in lab.error and not lab.shares


def test_start_again_and_other_repetitions_forget(quick):
    lab = DataScaleLab(repetitions=3)
    on_screen(lab)
    lab.run()
    turn(lab, "repetitions", 4)
    assert not lab.shares and lab._bar.value == 0
    lab.run()
    click(lab, "Start again")
    assert not lab.shares and "Not measured yet" in on_screen(lab)[1]


# Steps timed


def test_steps_are_timed(monkeypatch):
    monkeypatch.setattr("course_lib.labs.race.SIZES", (1, 2000))
    monkeypatch.setattr("course_lib.labs.race.ROUNDS", 3)
    lab = StepRaceLab({"wide": (200,), "narrow": (2,)})
    picture = lab.png()
    click(lab, "Race")
    assert lab.error == "" and lab.png() != picture and lab.laps[-1].m == 2000
    X, Y = lab.example(2000)
    assert X.shape == (64, 2000) and Y.shape == (1, 2000) and (X[:, 1797:] == X[:, :203]).all()
    told = lab.describe()
    assert "with m = 2000 digits" in told and f"the first takes {lab.ratio:.2g} times as long" in told
    hours = 3600 / (1000 * np.median(lab.laps[-1].seconds["wide"]))
    assert f"in an hour: wide {hours:.0f}, narrow" in told
