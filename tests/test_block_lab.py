"""The block stepper as a learner meets it: every control, hand-checked numbers, their own code right, wrong, and broken."""

import ipywidgets as widgets
import numpy as np
import pytest
from lab_tools import click, named, on_screen, turn, words
from right_answers import RIGHT

from course_lib import Network, Params, backward, cost, forward
from course_lib.exercises import REGISTRY
from course_lib.labs import BlockLab
from course_lib.views.block_panel import in_digits

def own(name, text):
    """A learner's function from its body."""
    names = {"np": np}
    exec(f"def {name}({', '.join(REGISTRY[name].arguments)}):\n    {text}\n", names)
    return names[name]


def with_mistake(name, mistake):
    made = REGISTRY[name].edited([mistake])
    made.__module__ = "__main__"  # what a learner writes is not of the course
    return made


def lab_on(name, function, **settings):
    return BlockLab(**{name: function}, **settings)


# Walking


def test_the_walk_goes_forward_then_back_and_ends_with_the_update():
    lab = BlockLab()
    seen = [lab.block]
    for _ in range(11):
        click(lab, "Next")
        seen.append(lab.block)
    assert seen[:10] == ["nothing yet", "forward 1", "forward 2", "forward 3", "cost", "dA[3]", "backward 3", "backward 2", "backward 1", "update"]
    assert set(seen[10:]) == {"update"} and lab.error == ""
    click(lab, "Back")
    assert lab.block == "backward 1"
    click(lab, "Start over")
    click(lab, "Back")
    assert lab.block == "nothing yet" and "Next: forward 1" in words(lab)
    click(lab, "Run all")
    assert lab.block == "update"


def test_every_block_has_its_own_picture_and_words_and_coming_back_shows_the_same():
    lab = BlockLab()
    there = {}
    for block in lab.blocks:
        lab.run_to(block)
        there[block] = on_screen(lab)
    assert len({picture for picture, _ in there.values()}) == len({told for _, told in there.values()}) == len(lab.blocks)
    for block in reversed(lab.blocks):
        lab.run_to(block)
        assert on_screen(lab) == there[block], block


def test_run_to_a_block_by_the_list_and_by_name():
    lab = BlockLab(layers=(2, 3, 1))
    choice = named(lab, widgets.Dropdown, "run to")
    assert choice.options == ("nothing yet", "forward 1", "forward 2", "cost", "dA[2]", "backward 2", "backward 1", "update")
    choice.value = "backward 1"
    assert lab.block == "backward 1" and "Backward block 1 of 2" in words(lab)
    choice.value = "forward 2"
    assert lab.block == "forward 2"
    click(lab, "Next")
    assert choice.value == "cost"
    with pytest.raises(ValueError, match="block is 'backward 3'; it must be one of: nothing yet, forward 1"):
        lab.run_to("backward 3")
    assert lab.block == "cost" and lab.run_to("update") is lab


@pytest.mark.parametrize("knob, value", [("layers", (2, 3, 5, 2, 1)), ("m", 3)])
def test_another_walk_stands_at_the_same_block(knob, value):
    lab = BlockLab().run_to("update")
    turn(lab, knob, value)
    assert lab.block == "update" and lab.settings[knob] == value


def test_a_block_that_the_new_network_does_not_have():
    lab = BlockLab(layers=(2, 3, 3, 3, 1)).run_to("backward 4")
    choice = named(lab, widgets.Dropdown, "run to")
    turn(lab, "layers", (2, 3, 1))
    assert lab.block == choice.value == "nothing yet" and choice.options == lab.blocks and len(lab.settings["activation"]) == 1


# What it shows


def test_the_numbers_are_those_of_the_core():
    lab = BlockLab(learning_rate=0.7).run_to("update")
    net, (X, Y) = Network((2, 4, 3, 1)), lab.data
    cache = forward(net, lab.params, X)
    gradients = backward(net, lab.params, cache, Y)
    values = {name: value for visit in lab.visits for name, value in visit.values.items()}
    for l in (1, 2, 3):
        assert values[f"A[{l}]"] == pytest.approx(cache.A[l]) and values[f"dW[{l}]"] == pytest.approx(gradients.W[l])
        assert values[f"db[{l}]"] == pytest.approx(gradients.b[l])
    new = Params(*({l: P[l] - 0.7 * dP[l] for l in P} for P, dP in zip(lab.params, gradients)))
    before, after = (cost(net, forward(net, params, X), Y) for params in (lab.params, new))
    assert f"J was {before:#.4g} and is {after:#.4g}: down by {before - after:.2g}" in lab.describe()
    assert lab.snapshot().cost == f"{before:#.3g}→{after:#.3g}"


def test_a_backward_block_tells_equation_numbers_cache_and_difference():
    lab = BlockLab().run_to("backward 2")
    told, v = lab.describe(), lab.visits[-1].values
    for part in ("dZ[2] = dA[2] * g′(Z[2])", "dW[2] = dZ[2] @ A[1]ᵀ / m", "dA[1] = W[2]ᵀ @ dZ[2]", "It reads cache 2 (A[1], Z[2], A[2])",
                 "the numeric gradient, by central differences", "The code that runs is the course's."):
        assert part in told
    upstream, local, slope = (f"{v[name][0, 0]:.3g}".replace("-", "−") for name in ("dA[2]", "g′(Z[2])", "dZ[2]"))
    assert f"upstream {upstream} times local factor {local} is {slope}." in told
    entries = "; ".join(", ".join(f"{value:.3f}" for value in row[:3]) + ", …" for row in v["dW[2]"]).replace("-", "−")
    assert f"dW[2] (3, 4) [{entries}]" in told
    largest = max(lab.visits[-1].apart(name) for name in ("dZ[2]", "dW[2]", "db[2]", "dA[1]"))
    assert f"by central differences: {largest:.1e} (" in told and largest < 1e-9 and "≠" not in told


def test_the_picture_writes_each_gradient_beside_its_measure():
    lab = BlockLab().run_to("backward 2")
    tables = [item for line in lab.snapshot().lines for item in line.items if not isinstance(item, str)]
    beside = {table.name: table for table in tables if table.beside is not None}
    assert list(beside) == ["dZ[2] (3, 5)", "dW[2] (3, 4)", "db[2] (3, 1)", "dA[1] (4, 5)"]
    visit = lab.visits[-1]
    for name, table in beside.items():
        short = name.split()[0]
        assert table.title == "numeric" and table.values is visit.values[short] and table.beside is visit.beside[short]
    cached = [table.name for table in tables if table.look == "cache"]
    assert cached == ["g′(Z[2]) (3, 5)", "A[1]ᵀ (5, 4)"]
    lab.png()
    texts = [text.get_text() for text in lab._canvas.view._sheet.axes.texts]
    assert "◆ A[1]  Z[2]  A[2]" in texts and "A[0]  Z[1]  A[1]" in texts  # the cache that is read has a sign
    assert "◆ A[1]ᵀ (5, 4)" in texts and texts.count("numeric") == 4
    row = "".join(f"{value:.3f}".replace("-", "−").rjust(7) for value in visit.values["dW[2]"][1])
    assert texts.count(row) == 2  # worked out and measured


def test_numbers_keep_three_digits_in_one_unit():
    assert in_digits(np.array([[1.0, -0.5]])) == (0, [[["1.0", "−0.5"]]])
    assert in_digits(np.array([[0.1234, -0.00004, 0.5]])) == (0, [[["0.123", "0.000", "0.500"]]])
    assert in_digits(np.array([[2.346e-5, -1e-6, 0]]), np.array([[0.0, 0.0, 9.9e-6]])) == (-5, [[["2.35", "−0.10", "0.00"]], [["0.00", "0.00", "0.99"]]])
    assert in_digits(np.array([[np.nan, np.inf, 1.25]])) == (0, [[["nan", "inf", "1.25"]]])
    assert in_digits(np.zeros((1, 2))) == (0, [[["0", "0"]]])


@pytest.mark.parametrize("activation", ["tanh", "relu", "leaky_relu", "sigmoid"])
def test_every_seed_agrees_with_the_measure_or_says_that_a_corner_is_met(activation):
    for seed in range(21):
        for layers in ((2, 4, 3, 1), (2, 3, 3, 1), (2, 5, 5, 5, 5, 1)):
            lab = BlockLab(layers=layers, activation=activation, seed=seed)
            lab.run_all()
            assert lab.parted == ("", []) or (lab.corners and "has its corner" in lab.describe()), (seed, layers)


def test_a_corner_is_told():
    lab = BlockLab(layers=(2, 3, 3, 1), activation="relu", seed=2).run_to("backward 1")
    assert lab.corners == [(1, 2, 2)] and lab.parted[0] == "backward 1"
    assert "Z[1] is about 0 in row 3, column 3, where relu has its corner: the numeric gradient lies between two slopes" in words(lab)
    assert BlockLab(activation="relu").corners == []


# On the learner's own functions


@pytest.mark.parametrize("name, body", [(name, body) for name in ("dense_forward", "dense_backward") for body in RIGHT[name]])
def test_right_functions_walk_like_the_course_s(name, body):
    lab, course = lab_on(name, own(name, body)), BlockLab()
    for each in (lab, course):
        each.run_all()
    assert lab.error == "" and lab.parted == ("", []) and f"Running on your {name}." in lab.describe()
    assert lab.visits[-1].values["new J"] == pytest.approx(course.visits[-1].values["new J"])


SILENT = {"in-place"}  # the lab hands out copies, so that it does no harm
CASES = [(name, mistake) for name in ("dense_forward", "dense_backward") for mistake in REGISTRY[name].mistakes if mistake.code not in SILENT]


@pytest.mark.parametrize("name, mistake", CASES, ids=lambda value: getattr(value, "code", value))
def test_every_known_mistake_shows(name, mistake):
    """Either a block stops, and says why, or it parts from what stands beside it, and the picture says where."""
    lab = lab_on(name, with_mistake(name, mistake), activation=("tanh", "relu"))
    lab.run_all()
    if lab.error:
        assert lab.error.startswith(f"Your {name} has stopped at {name.removeprefix('dense_')} ") and "has stopped" in lab.describe()
    else:
        block, values = lab.parted
        assert block.startswith(name.removeprefix("dense_")) and values and f"≠ First to part: {block}, in {values[0]}" in lab.describe()
        assert lab.snapshot().first == block and lab.snapshot().seals[block].startswith("≠")


def test_the_first_block_to_part_is_flagged_and_its_entries_marked():
    """dW without 1/m: five times too large, and only dW."""
    wrong = own("dense_backward", "A_prev, Z, A = cache\n    dZ = dA * g_prime(Z, A)\n    return W.T @ dZ, dZ @ A_prev.T, dZ.mean(axis=1, keepdims=True)")
    lab = BlockLab(dense_backward=wrong).run_to("backward 2")
    assert "≠ First to part: backward 3, in dW[3]." in words(lab)
    visit = lab.visits[-1]
    assert visit.parted == ["dW[2]"] and visit.values["dW[2]"] == pytest.approx(5 * visit.beside["dW[2]"], abs=1e-8)
    texts = [text.get_text() for text in lab._canvas.view._sheet.axes.texts]
    assert texts.count("first ≠") == 1 and any("≠0." in text for text in texts)
    gap = np.abs(visit.values["dW[2]"] - visit.beside["dW[2]"]).max()
    assert f"≠ {gap:.2g}" in texts and f"dW[2] {gap:.1e}" in words(lab)


def breaks(dA, cache, W, g_prime):
    if W.shape == (3, 4):
        raise KeyError("my mistake")
    A_prev, Z, A = cache
    dZ = dA * g_prime(Z, A)
    return W.T @ dZ, dZ @ A_prev.T / 5, dZ.mean(axis=1, keepdims=True)


def test_an_error_stops_at_its_block_in_words_and_what_was_computed_stays():
    lab = BlockLab(dense_backward=breaks)
    assert lab.face
    for _ in range(7):
        click(lab, "Next")
    for _ in range(2):  # it does not heal
        assert lab.block == "backward 2" and lab.error.startswith("Your dense_backward has stopped at backward 2. KeyError: 'my mistake' — in breaks, line ")
        assert 'role="alert"' in lab._alarm.value and "my mistake" in lab._alarm.value and "Backward 2 has stopped." in words(lab)
        assert [visit[:2] for visit in lab.visits][-1] == ("backward", 3) and lab.snapshot().failed
        texts = [text.get_text() for text in lab._canvas.view._sheet.axes.texts]
        assert "stopped ⚠" in texts and any("my mistake" in text for text in texts)
        click(lab, "Next")
    click(lab, "Back")
    assert lab.block == "backward 3" and lab.error == "" == lab._alarm.value and "stopped" not in words(lab)
    click(lab, "Run all")
    assert lab.block == "backward 2" and "my mistake" in lab._alarm.value
    turn(lab, "layers", (2, 4, 2, 1))
    assert lab.error == "" and lab.block == "backward 2"
    click(lab, "Run all")
    assert lab.block == "update"


def test_an_error_with_signs_that_a_picture_could_take_for_a_formula():
    lab = BlockLab(own("dense_forward", "raise KeyError('$x_1' * 2, 'long ' * 400)")).run_to("forward 1")
    assert lab.png() and "$x_1$x_1" in lab.error and len(lab.snapshot().lines) == 9


def test_a_block_runs_only_when_it_is_reached():
    calls = []

    def dense_forward(A_prev, W, b, g):
        calls.append(W.shape)
        Z = W @ A_prev + b
        return g(Z), (A_prev, Z, g(Z))

    lab = BlockLab(dense_forward)
    lab.png()
    assert calls == []
    lab.run_to("forward 2")
    lab.back()
    lab.next()
    assert calls == [(4, 2), (3, 4)]


GOOD_BACK = "A_prev, Z, A = cache; dZ = dA * g_prime(Z, A); m = dA.shape[1]; dW, db, dA_prev = dZ @ A_prev.T / m, dZ.mean(1, keepdims=True), W.T @ dZ"
GOOD_THERE = "Z = W @ A_prev + b; A = g(Z)"


@pytest.mark.parametrize(
    "name, body, told",
    [
        ("dense_backward", "return None", "dense_backward returned nothing; expected dA_prev, dW, db"),
        ("dense_backward", "return dA, W", "dense_backward returned 2 values; expected dA_prev, dW, db"),
        ("dense_backward", "return {}", "dense_backward returned dict; expected dA_prev, dW, db"),
        ("dense_backward", f"{GOOD_BACK}; return dA_prev, dW.T, db", "dense_backward returned dW of shape (3, 1); expected (1, 3): it is transposed"),
        ("dense_backward", f"{GOOD_BACK}; return dA_prev, dW, db[:, 0]", "dense_backward returned db of shape (1,); expected (1, 1): a column; keepdims=True keeps it one"),
        ("dense_backward", f"{GOOD_BACK}; return None, dW, db", "dense_backward returned dA_prev as nothing, not as an array of numbers; expected shape (3, 5)"),
        ("dense_backward", f"{GOOD_BACK}; return 'high', dW, db", "dense_backward returned dA_prev as str, not as an array"),
        ("dense_forward", f"{GOOD_THERE}; return A", "dense_forward returned ndarray; expected A, cache"),
        ("dense_forward", f"{GOOD_THERE}; return A, None", "the cache of dense_forward is nothing; expected A_prev, Z, A"),
        ("dense_forward", f"{GOOD_THERE}; return A, (A_prev, Z)", "the cache of dense_forward is 2 values; expected A_prev, Z, A"),
        ("dense_forward", f"{GOOD_THERE}; return A.T, (A_prev, Z, A)", "dense_forward returned A of shape (5, 4); expected (4, 5): it is transposed"),
        ("dense_forward", f"{GOOD_THERE}; return A, (A_prev.T, Z, A)", "dense_forward keeps A_prev in its cache of shape (5, 2); expected (2, 5)"),
        ("dense_forward", f"{GOOD_THERE}; return A, (0 * A_prev, Z, A)", "dense_forward keeps something else where its cache should hold A_prev; expected"),
        ("dense_forward", f"{GOOD_THERE}; return A, (A_prev, A, Z)", "dense_forward keeps something else where its cache should hold A; expected"),
        ("dense_forward", "raise NotImplementedError", "NotImplementedError"),
    ],
)
def test_what_is_returned_wrong_is_told(name, body, told):
    lab = lab_on(name, own(name, body))
    lab.run_all()
    assert told in lab.error and told in " ".join(line.equation for line in lab.snapshot().lines)


@pytest.mark.parametrize("value", ["np.nan", "np.inf", "1e300"])
def test_numbers_that_are_none_part_and_are_drawn(value):
    lab = BlockLab(own("dense_forward", f"{GOOD_THERE}; A = A * {value}; return A, (A_prev, Z, A)"))
    for block in ("forward 1", "backward 1", "update"):
        lab.run_to(block)
        assert lab.png() and lab.describe() and lab.error == ""
    assert lab.parted == ("forward 1", ["A[1]"])


def test_answers_outside_0_and_1_are_told():
    lab = BlockLab(own("dense_forward", f"{GOOD_THERE}; A = Z if len(W) == 1 else A; return A, (A_prev, Z, A)")).run_to("dA[3]")
    assert "ŷ is not between 0 and 1 everywhere" in lab.describe() and "ŷ is not" not in BlockLab().run_to("update").describe()
    assert np.isfinite(lab.visits[-1].values["dA[3]"]).all()


def test_code_that_changes_what_it_is_given_does_no_harm():
    there = own("dense_forward", f"{GOOD_THERE}; cache = (A_prev.copy(), Z, A.copy()); W *= 0; b *= 0; A_prev *= 0; return A, cache")
    back = own("dense_backward", f"{GOOD_BACK}; dA *= 0; W *= 0; Z *= 0; return dA_prev, dW, db")
    lab = BlockLab(there, back)
    lab.run_all()
    assert lab.parted == ("", []) and lab.error == "" and BlockLab().run_to("update").visits[-1].values["J"] == lab.visits[-1].values["J"]


def test_the_exercises_references_are_not_called_the_learners():
    lab = BlockLab(REGISTRY["dense_forward"].reference, REGISTRY["dense_backward"].reference).run_to("backward 1")
    assert "The code that runs is the course's." in lab.describe() and "your" not in lab.describe()
