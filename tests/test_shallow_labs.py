"""The labs of Chapter 3 as a learner meets them: knobs and buttons through their widgets, hand-worked numbers, errors in words."""

import numpy as np
import pytest
from lab_tools import click, on_screen, player, turn

from course_lib.gauges import rows_of
from course_lib.labs import ActivationLab, AnatomyLab, CollapseLab, InitializationLab
from course_lib.labs.anatomy import COLUMN, ENTRY, ROW
from course_lib.labs.initialization import BY_HAND


@pytest.mark.parametrize("kind", [CollapseLab, InitializationLab])
def test_a_picture_while_it_moves_is_the_same_run(kind):
    """What is drawn in some frames only has to be right again at rest."""
    lab, other = kind(), kind()
    on_screen(lab)
    for _ in range(7):
        player(lab).value += 1
    other.tick(lab.snapshot().step)
    lab.refresh()
    assert lab.snapshot().step == other.snapshot().step > 7
    assert lab.snapshot().map == pytest.approx(other.snapshot().map)
    assert lab._canvas.view is not None and on_screen(lab)[0] == lab.frame()


# Anatomy


def test_one_entry_by_hand():
    lab = AnatomyLab(unit=2, example=3, highlight=ENTRY)
    assert "z = w · x + b = (−0.4) · (−1.0) + 0.6 · 1.5 + 0.1 · 1.0 + (−0.2) = 1.20" in lab.describe()
    assert "a = g(z) = tanh(1.20) = 0.83" in lab.describe()  # 0.4 + 0.9 + 0.1 − 0.2 = 1.2
    turn(lab, "example", 5)
    assert "(−0.4) · 0.0 + 0.6 · 1.0 + 0.1 · 0.5 + (−0.2) = 0.45" in on_screen(lab)[1]


def test_a_row_is_a_unit_and_a_column_is_an_example():
    lab = AnatomyLab(unit=2, example=3, highlight=ROW)
    a = np.tanh([-0.65, -0.8, 1.2, -0.8, 0.45])
    values = ", ".join(f"{value:.2f}".replace("-", "−") for value in a)
    assert f"Row 2 of A[1] = what unit 2 says about all 5 examples: {values}." in lab.describe()
    assert lab.snapshot().marks == {"Z[1]": (1, None), "A[1]": (1, None), "W[1]": (1, None), "b[1]": (1, None)}
    turn(lab, "highlight", COLUMN)
    assert "Column 3 of A[1] = everything the hidden layer says about example 3: −0.38, 0.83, 0.46, 0.91." in lab.describe()
    assert lab.snapshot().marks == {"Z[1]": (None, 2), "A[1]": (None, 2), "A[0]": (None, 2)}


def test_the_output_layer_has_one_unit():
    lab = AnatomyLab(layer=2, unit=4, example=3, highlight=ENTRY)
    assert lab.snapshot().unit == 1
    assert "0.9 · (−0.38) + (−0.6) · 0.83 + 0.4 · 0.46 + (−0.8) · 0.91 + 0.2 = −1.19" in lab.describe()
    assert "σ(−1.19) = 0.23 = ŷ" in lab.describe()
    click(lab, "Next unit")
    assert lab.snapshot().unit == 1 and lab.error == ""


def test_the_numbers_of_an_entry_add_up_as_written():
    """Rounded factors give the rounded z, in every entry of both layers."""
    for layer, units in ((1, 4), (2, 1)):
        for unit in range(1, units + 1):
            for example in range(1, 6):
                first, second = AnatomyLab(layer=layer, unit=unit, example=example, highlight=ENTRY).snapshot().caption
                worked, z = first.rstrip(".").replace("−", "-").split(" + b = ")[1].rsplit(" = ", 1)
                assert eval(worked.replace("·", "*")) == pytest.approx(float(z), abs=0.0101), first
                assert f"({z})".replace("-", "−") in second


def test_buttons_step_and_come_round():
    lab = AnatomyLab(unit=4, example=5)
    pictures = [on_screen(lab)[0]]
    click(lab, "Next unit")
    pictures.append(on_screen(lab)[0])
    click(lab, "Next example")
    pictures.append(on_screen(lab)[0])
    assert (lab.settings["unit"], lab.settings["example"]) == (1, 1)
    assert lab._inputs["unit"].value == lab._inputs["example"].value == 1
    assert len(set(pictures)) == 3


# Activation


def test_values_and_slopes_by_hand():
    assert "sigmoid at z = 0.0: g(z) = 0.5, slope g′(z) = 0.25." in ActivationLab(z=0).describe()
    assert "tanh at z = 0.0: g(z) = 0, slope g′(z) = 1." in ActivationLab(activation="tanh", z=0).describe()
    assert "g(z) = 4.54e-05, slope g′(z) = 4.54e-05" in ActivationLab(z=-10).describe()
    assert "relu at z = 0.0: g(z) = 0, slope g′(z) = 1." in ActivationLab(activation="relu", z=0).describe()
    assert "g(z) = -0.03, slope g′(z) = 0.01" in ActivationLab(activation="leaky_relu", z=-3).describe()


def test_a_wide_batch_saturates_and_a_narrow_one_does_not():
    lab = ActivationLab(activation="tanh", spread=0.1)
    assert "0% of the batch is saturated (|g′| below 5% of its largest value)" in lab.describe()
    turn(lab, "spread", 30.0)
    share = lab.snapshot().share
    assert 0.9 < share < 1.0
    assert f"{share:.0%} of the batch is saturated" in on_screen(lab)[1]
    batch, A = lab.snapshot().batch
    assert share == pytest.approx(np.mean(1 - A**2 < 0.05)) and batch.std() == pytest.approx(30)


def test_relu_has_no_slope_on_the_left_leaky_has_one_and_linear_loses_nothing():
    lab = ActivationLab(activation="relu", shift=-10, spread=1.0)
    assert "100% of the batch is without a slope" in lab.describe() and "On average |g′| is 0 " in lab.describe()
    assert "100% of the batch is on the flat side" in lab.set(activation="leaky_relu").describe()
    assert "On average |g′| is 0.01 " in lab.describe()
    assert "nothing is lost" in lab.set(activation="linear").describe() and lab.snapshot().share == 0


def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def tanh_prime(z, a):
    return 1 - a**2


def test_the_learners_functions_are_drawn_and_named():
    lab, course = ActivationLab(tanh, tanh_prime), ActivationLab(activation="tanh")
    assert "Running on your tanh, tanh_prime." in on_screen(lab)[1] and "your" not in course.describe()
    for mine, ours in zip(lab.snapshot().curve, course.snapshot().curve):
        assert mine == pytest.approx(ours)
    turn(lab, "activation", "sigmoid")
    assert "your" not in on_screen(lab)[1]


def test_a_slope_that_is_not_given_is_measured():
    lab = ActivationLab(tanh).set(z=0)
    assert lab.snapshot().slope == pytest.approx(1.0)
    with pytest.raises(ValueError, match="g_prime is given without g"):
        ActivationLab(g_prime=tanh_prime)


def test_the_exercises_reference_is_not_called_the_learners():
    from course_lib.activations import sigmoid

    lab = ActivationLab(sigmoid)
    assert lab.settings["activation"] == "reference" and "your" not in lab.describe()


@pytest.mark.parametrize(
    "g, g_prime, words",
    [
        (lambda z: 1 / 0, None, "ZeroDivisionError"),
        (lambda z: 0.5, None, r"shape (); expected the shape of z, (1,)"),
        (lambda z: "high", None, "could not convert"),
        (tanh, lambda z, a: a[:1][:0], "expected the shape of z"),
        (tanh, lambda z: z, "takes 1 positional argument"),
    ],
)
def test_a_learners_function_that_fails_is_told(g, g_prime, words):
    lab = ActivationLab(g, g_prime)
    assert words in lab.error and words in on_screen(lab)[1]
    assert "has failed" in lab.describe()
    failed = on_screen(lab)[0]
    view = lab._canvas.view
    assert "= ?" in view._g_words.get_text() and view._share.get_text() == "g has failed"
    turn(lab, "z", 2.0)
    assert words in lab.error
    turn(lab, "activation", "sigmoid")
    assert lab.error == "" and 'role="alert"' not in on_screen(lab)[1] and on_screen(lab)[0] != failed


def test_a_function_that_changes_its_input_does_no_harm():
    def g(z):
        z *= 0
        return z

    lab = ActivationLab(g)
    assert lab.snapshot().batch[0].std() == pytest.approx(1.0)
    assert np.ptp(lab.snapshot().curve[0]) == 24


# Collapse


def straight(points):
    """The largest distance of points (2, k) from the line through them."""
    return np.linalg.svd(points - points.mean(axis=1, keepdims=True), compute_uv=False)[1]


@pytest.mark.parametrize("depth, units", [(1, 1), (2, 4), (4, 8)])
def test_a_linear_network_folds_and_its_boundary_stays_straight(depth, units):
    lab = CollapseLab(depth=depth, units=units)
    lab.tick(300)
    unfolded = lab.snapshot()
    assert unfolded.accuracy > 0.85
    for folds in range(depth + 1):
        lab.set(folds=folds)
        now = lab.snapshot()
        assert len(now.chain) == depth + 1 - folds
        assert lab.difference < 1e-12
        assert now.map == pytest.approx(unfolded.map, abs=1e-12)
        assert now.boundary.shape[1] > 50 and straight(now.boundary) < 1e-9
    name, W = now.chain[0]
    assert W.shape == (1, 2) and name.startswith("W[" + str(depth + 1))
    product = lab.params.W[1]
    for l in range(2, depth + 2):
        product = lab.params.W[l] @ product
    assert W == pytest.approx(product)
    assert "Just logistic regression" in lab.describe() and "(rounding only)" in lab.describe()


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_a_network_that_is_not_linear_bends_and_cannot_be_folded(activation):
    lab = CollapseLab(activation=activation, data="circles", units=8)
    click(lab, "Train 200 steps")
    click(lab, "Train 200 steps")
    click(lab, "Fold")
    now = lab.snapshot()
    assert now.step == 400 and now.accuracy > 0.9
    assert straight(now.boundary) > 1
    assert len(now.chain) == 3 and now.joint == activation
    assert f"{activation} stands between the matrices" in on_screen(lab)[1]
    assert lab.difference > 0.5 and f"miss z by up to {lab.difference:.2g}" in lab.describe()


def test_fold_unfold_and_reset():
    lab = CollapseLab(depth=2)
    first = on_screen(lab)
    click(lab, "Fold")
    assert lab.settings["folds"] == 1 and "W[2] W[1] (4, 2)" in on_screen(lab)[1] and on_screen(lab)[0] != first[0]
    click(lab, "Fold")
    click(lab, "Fold")
    assert lab.settings["folds"] == 2
    click(lab, "Unfold")
    assert on_screen(lab) == first
    click(lab, "Train 200 steps")
    assert on_screen(lab) != first
    click(lab, "Reset")
    assert on_screen(lab) == first


def test_more_folds_than_layers_is_all_of_them():
    lab = CollapseLab(depth=4, folds=4)
    assert len(lab.snapshot().chain) == 1
    turn(lab, "depth", 1)
    assert len(lab.snapshot().chain) == 1 and lab.difference < 1e-12


def test_the_learners_collapse_is_used_and_named():
    seen = []

    def collapse_linear(W, b):
        seen.append(sorted(W))
        W_one, b_one = W[1], b[1]
        for l in range(2, len(W) + 1):
            W_one, b_one = W[l] @ W_one, W[l] @ b_one + b[l]
        W[1] *= 0  # the network must not notice
        return W_one, b_one

    lab = CollapseLab(collapse_linear, depth=3)
    lab.tick(50)
    lab.set(folds=2)
    assert seen[-1] == [1, 2, 3] and lab.difference < 1e-12
    assert lab.params.W[1].any()
    assert "Running on your collapse_linear." in lab.describe()
    assert "your" not in CollapseLab().describe()


def test_a_wrong_collapse_shows_in_the_difference_and_in_the_map():
    lab = CollapseLab(lambda W, b: (-W[2] @ W[1], b[2]), depth=1)
    before = lab.snapshot().map
    lab.set(folds=1)
    assert lab.difference > 0.1 and "not the same network" in lab.describe()
    assert np.abs(lab.snapshot().map - before).max() > 0.05


@pytest.mark.parametrize(
    "collapse, words",
    [
        (lambda W, b: 1 / 0, "ZeroDivisionError"),
        (lambda W, b: W[1], "expected two results, W and b"),
        (lambda W, b: (W[1], b[1]), "returned W of shape (4, 2); expected (1, 2)"),
        (lambda W, b: (W[2] @ W[1], b[2][0]), "returned b of shape (1,); expected (1, 1)"),
        (lambda W, b: (W[2] @ W[1] * np.nan, b[2]), "no NaN"),
    ],
)
def test_a_learners_collapse_that_fails_is_told_and_nothing_is_lost(collapse, words):
    lab = CollapseLab(collapse, depth=1)
    click(lab, "Train 200 steps")
    params = lab.params
    click(lab, "Fold")
    assert words in lab.error and words in on_screen(lab)[1]
    assert "nothing is folded" in on_screen(lab)[1] and len(lab.snapshot().chain) == 2
    assert lab.params is params and lab.step == 200
    click(lab, "Unfold")
    assert lab.error == "" and 'role="alert"' not in on_screen(lab)[1]


# Initialization


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("units", [2, 4, 7])
def test_zeros_never_separate(activation, units):
    lab = InitializationLab(initialization="zeros", activation=activation, units=units)
    click(lab, "500 steps")
    now = lab.snapshot()
    assert now.step == 500
    assert now.likeness == (1.0, 1.0)
    assert (now.rows == now.rows[0]).all()
    assert now.accuracy < 0.6
    assert f"the {units} units stay one unit, {units} times over" in on_screen(lab)[1]


@pytest.mark.parametrize("units", [4, 5])
def test_zeros_with_sigmoid_move_but_never_separate_beyond_rounding(units):
    lab = InitializationLab(initialization="zeros", activation="sigmoid", data="flower", units=units)
    lab.tick(500)
    now = lab.snapshot()
    assert np.abs(now.rows).max() > 1e-3
    assert np.abs(now.rows - now.rows[0]).max() < 1e-12 and now.likeness[1] == pytest.approx(1.0)
    assert f"the {units} units stay one unit" in lab.describe()


def test_small_breaks_the_symmetry_and_learns():
    lab = InitializationLab(initialization="small")
    start = lab.snapshot()
    assert 0 < np.abs(start.rows).max() < 0.05
    assert start.likeness[1] < 0.9 and start.flat == (0, 0)
    lab.tick(500)
    now = lab.snapshot()
    assert now.likeness[1] < 0.9 and now.accuracy > 0.95 > 0.6 > start.accuracy
    assert "each unit can go its own way" in lab.describe()


def test_large_tanh_units_start_saturated_and_learn_slowly():
    lab, small = InitializationLab(initialization="large"), InitializationLab(initialization="small")
    assert lab.snapshot().flat[0] > 0.8
    for run in (lab, small):
        run.tick(500)
    assert lab.history.last.cost > 3 * small.history.last.cost
    assert "learns slowly" in lab.describe() and "start where g is flat" in lab.describe()


def test_scale_by_hand_is_chosen_by_its_slider():
    lab = InitializationLab(initialization="zeros")
    turn(lab, "scale", 0.001)
    assert lab.settings["initialization"] == BY_HAND == lab._inputs["initialization"].value
    small = np.abs(rows_of(lab.first)).max()
    assert 0 < small < 0.01 and "started with: scale 0.001" in on_screen(lab)[1]
    turn(lab, "scale", 10.0)
    assert np.abs(rows_of(lab.first)).max() == pytest.approx(10_000 * small)


def test_he_and_xavier_have_their_spreads():
    by_name = {name: rows_of(InitializationLab(initialization=name, units=8).first) for name in ("small", "xavier", "he", "large")}
    assert by_name["xavier"] == pytest.approx(by_name["small"] * 100 / 2**0.5)
    assert by_name["he"] == pytest.approx(by_name["small"] * 100)
    assert by_name["large"] == pytest.approx(by_name["small"] * 1000)


def test_step_play_and_reset():
    lab = InitializationLab()
    first = on_screen(lab)
    click(lab, "Step")
    assert lab.history.last.step == 1 and "Step 1: " in on_screen(lab)[1]
    player(lab).value += 1
    assert lab.history.last.step > 1
    click(lab, "Reset")
    assert on_screen(lab) == first


def test_the_run_before_stays_as_a_line():
    lab = InitializationLab(initialization="small")
    lab.tick(200)
    cost = lab.history.last.cost
    lab.set(initialization="zeros")
    name, records = lab.snapshot().before
    assert name == "small" and records[-1] == (200, cost)
    lab.png()
    assert lab._canvas.view._before_name.get_text() == "- - before: small"


def test_a_learners_initialize_is_used_and_named():
    def initialize_random(n, rng):
        W = {l: 0.01 * rng.standard_normal((n[l], n[l - 1])) for l in range(1, len(n))}
        return W, {l: np.zeros((n[l], 1)) for l in range(1, len(n))}

    lab = InitializationLab(initialize_random)
    assert lab.settings["initialization"] == "yours" and "Running on your initialize_random." in lab.describe()
    assert rows_of(lab.first) == pytest.approx(rows_of(InitializationLab(initialization="small").first))
    assert lab.set(units=6).snapshot().rows.shape == (6, 3)
    assert "your" not in lab.set(initialization="small").describe()


@pytest.mark.parametrize(
    "initialize, words",
    [
        (lambda n, rng: 1 / 0, "ZeroDivisionError"),
        (lambda n, rng: {}, "expected two results, W and b"),
        (lambda n, rng: ({1: np.zeros((3, 2)), 2: np.zeros((1, 3))}, {1: np.zeros((3, 1)), 2: np.zeros((1, 1))}), "W[1]"),
        (lambda n, rng: ({1: np.full((4, 2), np.nan), 2: np.zeros((1, 4))}, {1: np.zeros((4, 1)), 2: np.zeros((1, 1))}), "W[1]"),
        (None.__class__, "takes no arguments"),
    ],
)
def test_a_learners_initialize_that_fails_is_told_and_the_lab_goes_on(initialize, words):
    lab = InitializationLab(initialize)
    assert words in lab.error and words in on_screen(lab)[1]
    assert "small weights are used instead" in lab.error
    assert "started with: small" in lab.describe() and "your" not in lab.describe()
    click(lab, "Step")
    assert lab.history.last.step == 1
    turn(lab, "seed", 4)
    assert words in lab.error
    turn(lab, "initialization", "he")
    assert lab.error == ""


# What is drawn is what was computed


def view_of(lab):
    lab.png()
    return lab._canvas.view


def test_frames_lie_around_what_is_highlighted():
    frames = view_of(AnatomyLab(unit=2, example=3, highlight=ENTRY))._frames
    boxes = {name: frame.get_bbox().bounds for name, frame in frames.items() if frame.get_visible()}
    assert set(boxes) == {"W[1]", "b[1]", "A[0]", "Z[1]", "A[1]"}
    (x, y, width, height), column, row = boxes["Z[1]"], boxes["A[0]"], boxes["W[1]"]
    assert (column[0], column[2], column[3]) == (x, width, 3 * height)  # the column stands above the entry
    assert (row[1], row[3]) == (y, height) and row[2] > 2 * height  # the row lies beside it
    z_left, z_top, _, _ = view_of(AnatomyLab(unit=1, example=1, highlight=ENTRY))._frames["Z[1]"].get_bbox().bounds
    assert (x - z_left, y - z_top) == (2 * width, height)


def test_the_point_lies_on_the_curve_and_its_tangent_touches():
    lab = ActivationLab(activation="tanh", z=1.5)
    view = view_of(lab)
    assert view._point.get_xydata()[0] == pytest.approx([1.5, np.tanh(1.5)])
    assert view._slope_point.get_xydata()[0] == pytest.approx([1.5, 1 - np.tanh(1.5) ** 2])
    (x0, y0), (x1, y1) = view._tangent.get_xydata()
    assert ((y1 - y0) / (x1 - x0), (y0 + y1) / 2) == pytest.approx((1 - np.tanh(1.5) ** 2, np.tanh(1.5)))
    z, _, slopes = lab.snapshot().curve
    assert lab.snapshot().flat == pytest.approx(np.abs(slopes) < 0.05) and not lab.snapshot().flat[np.abs(z) < 2].any()


def test_the_boundary_and_the_points_are_on_the_map():
    lab = CollapseLab()
    view, now = view_of(lab), lab.snapshot()
    assert view._map._boundary.get_xydata().T == pytest.approx(now.boundary)
    assert sum(len(dots.get_xydata()) for dots in view._map._points) == 300


def test_the_meter_shows_both_ends():
    lab = InitializationLab(initialization="zeros")
    assert view_of(lab)._level.get_width() == 1.0 and "identical" in view_of(lab)._likeness.get_text()
    lab.set(initialization="small")
    assert view_of(lab)._level.get_width() == lab.snapshot().likeness[1] < 0.9
    assert "identical" not in view_of(lab)._likeness.get_text()
