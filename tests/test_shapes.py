"""Shapes against NumPy: what two of them become, what an expression makes, and which line of a broken iteration fails."""

import ast
import tracemalloc
from itertools import product as every

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import Network, Params, backward, forward
from course_lib.activations import sigmoid
from course_lib.shapes import (
    NOTHING, SLIPS, Misfit, Reader, Unreadable, agrees, entrywise, lines, network_shapes, operands, product, trace,
)

DIMENSIONS = st.lists(st.integers(1, 3), max_size=3).map(tuple)
SIZES = st.lists(st.integers(1, 3), min_size=4, max_size=5).map(tuple)


def numpys(operation, *shapes):
    """The shape that NumPy makes of it, or None."""
    try:
        return operation(*map(np.ones, shapes)).shape
    except ValueError:
        return None


# Rules


def test_the_shapes_of_the_course_example():
    found = {name: one.shape for name, one in network_shapes((12288, 20, 7, 5, 1), 209).items()}
    assert found["A[0]"] == (12288, 209) and found["Y"] == (1, 209)
    assert [found[f"W[{l}]"] for l in (1, 2, 3, 4)] == [(20, 12288), (7, 20), (5, 7), (1, 5)]
    assert [found[f"b[{l}]"] for l in (1, 2, 3, 4)] == [(20, 1), (7, 1), (5, 1), (1, 1)]
    assert found["Z[2]"] == found["A[2]"] == found["dZ[2]"] == found["dA[2]"] == (7, 209)
    assert found["dW[3]"] == found["W[3]"] and found["db[3]"] == found["b[3]"]
    assert len(found) == 2 + 4 * 8


def test_every_shape_has_its_rule():
    found = network_shapes((3, 4, 1), 5)
    assert found["W[2]"].rule == "one row a unit of layer 2, one column a unit of layer 1"
    assert found["W[1]"].rule == "one row a unit of layer 1, one column an input"
    assert found["dW[2]"].rule == "the shape of W[2], as every gradient"
    assert found["Z[1]"].rule == "one row a unit of layer 1, one column an example"


@pytest.mark.parametrize(("layers", "m", "says"), [((3, 0), 5, r"layers\[1\] is 0"), ((3, 2.0), 5, r"layers\[1\] is 2.0"), ((3, 1), 0, "m is 0")])
def test_bad_sizes_are_refused(layers, m, says):
    with pytest.raises(ValueError, match=says):
        network_shapes(layers, m)


# Two that meet


@given(DIMENSIONS, DIMENSIONS)
def test_a_product_is_as_in_numpy(left, right):
    assert product(left, right).shape == numpys(np.matmul, left, right)


@given(DIMENSIONS, DIMENSIONS)
def test_entry_by_entry_is_as_in_numpy(left, right):
    meeting = entrywise(left, right)
    assert meeting.shape == numpys(np.add, left, right)
    assert any(mark == "≠" for _, _, mark in meeting.axes) == (meeting.shape is None)
    assert not meeting.silent or meeting.shape


@given(DIMENSIONS.filter(bool), DIMENSIONS)
def test_in_place_is_as_in_numpy(left, right):
    assert entrywise(left, right, in_place=True).shape == numpys(lambda a, b: np.add(a, b, out=a), left, right)


def test_what_does_not_fit_is_named():
    assert product((4, 3), (4, 5), ("W[1]", "A[0]")).words == (
        "W[1] is (4, 3) and A[0] is (4, 5): in a product the inner axes must agree, here 3 and 4. W[1] wants something with 3 rows "
        "on its right."
    )
    assert "with 1 row on its right" in product((4, 1), (4, 5)).words and "with 3 entries" in product((4, 3), (4,)).words
    told = product((4, 3), (), ("W", "m")).words
    assert "m is a number: @ multiplies arrays" in told and "np.eye(n)" in told
    assert "(2,) and (5,)" in product((2, 3, 4), (5, 4, 3)).words
    assert entrywise((7, 20), (7, 5), ("W", "dW")).words.endswith(
        "entry by entry, the columns must be equally many, or just 1 on one side; here 20 and 5."
    )
    assert "the rows must be equally many, or just 1 on one side; here 2 and 4" in entrywise((2, 3), (4, 3)).words
    assert "the entries must be" in entrywise((2,), (3,)).words
    lost = entrywise((4, 5), (4,), ("Z", "b")).words
    assert "(4,) counts as one row, (1, 4), and its 4 meets the 5 columns of Z. As a column, (4, 1), it would fit." in lost
    assert "As a column" not in entrywise((4, 5), (3,)).words
    assert "+= has to put that into b, which keeps its shape (4, 1)" in entrywise((4, 1), (4, 5), ("b", "Z"), in_place=True).words


@pytest.mark.parametrize(
    ("left", "right", "silent", "says"),
    [
        ((4, 1), (4,), True, "(4,) counts as one row, (1, 4). Both are repeated until they fit, and the result is (4, 4): larger than either."),
        ((5,), (5, 1), True, "the result is (5, 5)"),
        ((1, 5), (5, 1), True, "Both are repeated until they fit, and the result is (5, 5)"),
        ((4, 4), (4,), True, "It is repeated for every row: entry j goes to column j. The result is (4, 4)."),
        ((1, 5), (5,), True, "counts as one row"),
        ((4, 5), (4, 1), False, "the one column of Q is repeated"),
        ((1, 5), (4, 5), False, "the one row of P is repeated"),
        ((), (4, 5), False, "a single number goes to every entry"),
        ((4, 5), (1, 1), False, "a single number goes to every entry"),
        ((4, 5), (4, 5), False, "the same shape"),
    ],
)
def test_silent_repetition_is_told(left, right, silent, says):
    meeting = entrywise(left, right, ("P", "Q"))
    assert meeting.silent == silent and says in meeting.words
    assert ("no error" in meeting.words) == silent


# Expressions


NAMES = {
    "np": np, "l": 2, "m": 5, "g": np.tanh, "learning_rate": 0.1, "p": Params({1: np.ones((2, 4))}, {}),
    "W": {1: np.ones((4, 3)), 2: np.ones((2, 4))}, "b": {1: np.ones((4, 1)), 2: np.ones((2, 1))},
    "A": {0: np.ones((3, 5)), 1: np.ones((4, 5)), 2: np.ones((2, 5))}, "Y": np.ones((2, 5)), "lists": [np.ones((2, 3))],
}
READABLE = [
    "W[l] @ A[l - 1] + b[l]", "W[l].T @ (A[2] - Y) * (1 - A[l - 1] ** 2)", "(A[2] - Y) @ A[1].T / m", "g(W[1] @ A[0] + b[1])",
    "np.sum(A[2] - Y, axis=1, keepdims=True) / m", "np.mean(A[2], axis=0)", "np.sum(A[2])", "np.max(A[2], axis=(0, 1), keepdims=True)",
    "np.dot(W[1], A[0])", "W[1].dot(A[0])", "np.multiply(A[2], Y)", "-np.log(A[2])", "A[2][0]", "A[2][:, 1:3]", "A[2][None, ..., -1]",
    "lists[0] @ A[0]", "p.W[1] @ A[1]", "A[2] > 0.5", "W[1].mT @ A[1]", "A[2].shape[1] * Y", "+Y",
]
UNREADABLE = [
    "f(Y)", "unknown @ Y", "W[3] @ Y", "A[2][Y > 0]", "np.zeros((2, 2)) @ Y", "[[1, 2]] @ Y", "Y.nothing", "np.nothing(Y)", "lists[7] @ Y",
    "np.dot(W[1], learning_rate)", "np.dot(*lists)", "np.sum(Y, axis=7)", "Y if m else W[1]", "np.add(Y, Y, out=Y)", "not Y", "(1 / 0) * Y",
    "trap @ Y", "trap.shape", "trap[0]", "W[trap]", "trap(Y)", "5 ** m * 'a'", "Y and Y",
]


@pytest.mark.parametrize("text", [text for text in READABLE if " > " not in text])
def test_an_expression_is_read_as_numpy_has_it(text):
    assert np.shape(Reader(NAMES).read(ast.parse(text, mode="eval").body)) == np.shape(eval(text, dict(NAMES)))


class Trap:
    """It must not be touched."""

    def __getattr__(self, name):
        raise AssertionError(f"it was asked for {name}")

    def touched(self, *_):
        raise AssertionError("it was called")

    __call__ = __getitem__ = __matmul__ = __rmatmul__ = __array__ = __hash__ = __eq__ = __len__ = touched


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_would_have_to_run_is_not_read(text):
    with pytest.raises(Unreadable):
        Reader(NAMES | {"trap": Trap(), "f": Trap()}).read(ast.parse(text, mode="eval").body)


def test_the_first_misfit_is_found_inside_an_expression():
    with pytest.raises(Misfit) as caught:
        Reader(NAMES).read(ast.parse("np.tanh(W[1] @ A[1] + b[l])", mode="eval").body)
    assert caught.value.meeting.names == ["W[1]", "A[1]"]


def test_operations_of_two_are_told_from_others():
    found = {text: operands(ast.parse(text, mode="eval").body, NAMES) for text in ("A @ Y", "A == Y", "np.matmul(A, Y)", "A.dot(Y)", "np.maximum(A, Y)")}
    assert [sign for sign, _ in found.values()] == ["@", "==", "@", "@", "maximum"]
    for text in ("np.tanh(A)", "f(A, Y)", "A < Y < A", "np.dot(*A)", "A"):
        assert operands(ast.parse(text, mode="eval").body, NAMES) is None


# A broken iteration, run in NumPy


COMPILED = {}


def start(layers, m):
    """What the lines find, from random numbers: tanh inside, a sigmoid at the end."""
    rng, L = np.random.default_rng(1), len(layers) - 1
    names = {letter: {l: rng.standard_normal((layers[l], 1 if letter == "b" else layers[l - 1])) for l in range(1, L + 1)} for letter in "Wb"}
    names |= {"A": {0: rng.standard_normal((layers[0], m))}, "Y": rng.standard_normal((layers[-1], m)), "m": m, "learning_rate": 0.1, "np": np}
    names |= {"g": dict.fromkeys(range(1, L), np.tanh) | {L: sigmoid}, "g_prime": dict.fromkeys(range(1, L), lambda Z, A: 1 - A**2)}
    return names | {letter: {} for letter in ("Z", "dZ", "dW", "db", "dA")}


def run(layers, m, slip, layer, more=0):
    """(what each line makes, the place of the line that fails or None), in NumPy at the true sizes; more: further rounds."""
    names, code = start(layers, m), list(lines(len(layers) - 1, slip, layer))
    code += more * [line for line in code if line[1] == 1]
    made = []
    for k, (line, _, _) in enumerate(code):
        if line not in COMPILED:
            COMPILED[line] = compile(line, "line", "exec"), compile(line.split(" = ")[0], "target", "eval")
        try:
            exec(COMPILED[line][0], names)
        except ValueError:
            return made, k
        made.append(eval(COMPILED[line][1], names))
    return made, None


def check_claims(layers, m, slip, layer):
    """What trace and agrees say of a slip is what NumPy does."""
    steps = trace(layers, m, slip, layer)
    made, fails = run(layers, m, slip, layer)
    assert fails == (len(steps) - 1 if steps[-1].shape is None else None)
    assert [value.shape for value in made] == [step.shape for step in steps if step.shape is not None]
    right, _ = run(layers, m, NOTHING, layer)
    first = bool(SLIPS[slip].given)  # the line that spoils what is given
    same = [value.shape == other.shape and np.allclose(value, other, rtol=1e-9) for value, other in zip(made[first:], right)]
    assert agrees(layers, m, slip, layer) == (fails is None and all(same[-2 * (len(layers) - 1) :]))
    damage = [step.silent or step.shape != step.wanted for step in steps[first:] if step.shape is not None]
    if fails is not None and not any(damage):
        assert all(same), "it fails at once: all before is as it should be"
    if fails is None:
        assert run(layers, m, slip, layer, more=3)[1] is None, "it trains on"


def layer_of(slip, layer, L):
    return SLIPS[slip].layer % (L + 1) if SLIPS[slip].layer else layer


@pytest.mark.parametrize("slip", SLIPS)
def test_what_is_said_of_a_slip_is_what_numpy_does(slip):
    """All networks of one and two layers with sizes up to 3: equal sizes and ones hide many a slip."""
    for *layers, m in [*every((1, 2, 3), repeat=3), *every((1, 2, 3), repeat=4)]:
        for layer in range(1, len(layers)):
            check_claims(tuple(layers), m, slip, layer_of(slip, layer, len(layers) - 1))


@settings(max_examples=150, deadline=None)
@given(SIZES, st.integers(1, 3), st.sampled_from(list(SLIPS)), st.integers(1, 3))
def test_what_is_said_of_a_slip_is_true_of_deeper_networks(layers, m, slip, layer):
    check_claims(layers, m, slip, layer_of(slip, layer, len(layers) - 1))


def test_the_unbroken_lines_are_the_courses_gradient_descent():
    names, Y = start((3, 4, 2, 2), 5), np.array([[0, 1, 1, 0, 1], [1, 1, 0, 0, 0]])
    net, params = Network((3, 4, 2, 2), hidden="tanh"), Params(dict(names["W"]), dict(names["b"]))
    cache = forward(net, params, names["A"][0])
    dW, db = backward(net, params, cache, Y)
    names["Y"] = Y
    for code in [code for code, turn, _ in lines(3) if turn == 1]:
        exec(code, names)
    for l in (1, 2, 3):
        assert names["A"][l] == pytest.approx(cache.A[l])
        assert names["dW"][l] == pytest.approx(dW[l]) and names["db"][l] == pytest.approx(db[l])
        assert names["W"][l] == pytest.approx(params.W[l] - 0.1 * dW[l]) and names["b"][l] == pytest.approx(params.b[l] - 0.1 * db[l])


def test_an_unbroken_iteration_has_only_right_shapes():
    steps = trace((3, 4, 2), 5)
    assert all(step.shape == step.wanted and not step.silent and not step.broken for step in steps)
    assert [step.code for step in steps[:2]] == ["Z[1] = W[1] @ A[0] + b[1]", "A[1] = g[1](Z[1])"]
    assert steps[5].code == "dW[2] = dZ[2] @ A[1].T / m" and steps[-1].round == 2


def test_lost_keepdims_step_by_step():
    steps = trace((3, 4, 1), 5, "db[l] without keepdims", 1)
    told = [(step.code, step.shape, step.wanted) for step in steps if step.shape != step.wanted]
    assert told == [
        ("db[1] = np.sum(dZ[1], axis=1) / m", (4,), (4, 1)),
        ("b[1] = b[1] - learning_rate * db[1]", (4, 4), (4, 1)),
        ("Z[1] = W[1] @ A[0] + b[1]", None, (4, 5)),
    ]
    assert steps[-1].round == 2 and [step.code for step in steps if step.silent] == ["b[1] = b[1] - learning_rate * db[1]"]


def test_large_sizes_take_no_memory():
    tracemalloc.start()
    for slip in SLIPS:
        trace((99_999, 20_000, 99_999), 99_999, slip, 1)
        agrees((99_999, 20_000, 99_999), 99_999, slip, 1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2e6  # bytes; one such matrix would take 10¹⁰
