"""Bad input: each argument of each public function, and the words in which it is refused.

A row of a table is: what is called, and pieces that the message must hold, in order: the argument, what came, what
was expected, the likely fix.
"""

import copy
import re

import numpy as np
import pytest

from course_lib import Network, Params, accuracy, backward, check_gradient, checks, cost, forward, initialize, predict, train

NET = Network((2, 3, 1))
CLASSES = Network((2, 3), output="softmax")
PAIR = Network((2, 2), output="softmax")
NUMBER = Network((2, 1), output="linear")
P, P_CLASSES, P_NUMBER = (initialize(net, rng=0) for net in (NET, CLASSES, NUMBER))
X = np.random.default_rng(0).standard_normal((2, 5))
Y = np.array([[0, 1, 1, 0, 1]])
ONE_HOT = np.eye(3)[:, [0, 1, 2, 1, 0]]


def stained(array, place, value):
    array = np.array(array, dtype=float)
    array[place] = value
    return array


def spoilt(**changes):
    """Parameters with W and b in part replaced, as in spoilt(W={1: ...})."""
    return Params({**P.W, **changes.get("W", {})}, {**P.b, **changes.get("b", {})})


# Every function that takes X is asked with each of these.
BAD_X = {
    "rows": (X.T, "X has shape (5, 2)", "expected (2, m)", "examples go in columns: pass X.T"),
    "one example": (X[:, 0], "X has shape (2,)", "expected (2, m)", "X.reshape(-1, 1)"),
    "a number": (3.0, "X has shape ()", "expected (2, m)", "X.reshape(-1, 1)"),
    "images": (np.ones((5, 1, 2)), "X has shape (5, 1, 2)", "expected (2, m)", "pass X.T"),
    "flat images": (np.ones((5, 2, 1, 1)), "X has shape (5, 2, 1, 1)", "expected (2, m)", "X.reshape(len(X), -1).T"),
    "features": (np.ones((3, 4)), "X has shape (3, 4)", "expected (2, m)", "n_x = 2 inputs"),
    "no examples": (np.ones((2, 0)), "X has shape (2, 0)", "is empty", "expected (2, m)"),
    "nothing": ([], "X has shape (0,)", "expected (2, m)"),
    "nan": (stained(X, (1, 3), np.nan), "X holds nan at (1, 3)", "must be finite", "clean the data"),
    "inf": (stained(X, (0, 0), -np.inf), "X holds -inf at (0, 0)", "must be finite", "clean the data"),
    "strings": ([["a", "b"], ["c", "d"]], "X is list of <U1", "expected an array of real numbers"),
    "a string": ("data", "X is str", "expected an array of real numbers"),
    "none": (None, "X is NoneType", "expected an array of real numbers"),
    "complex": (X + 1j, "X is ndarray of complex128", "expected an array of real numbers"),
    "ragged": ([[1.0, 2.0], [3.0]], "X has rows of different lengths", "expected an array", "equally long"),
}

# Every function that takes Y, on a network that takes these labels.
BAD_Y = {
    "flat": (NET, Y[0], "Y has shape (5,)", "expected (1, 5)", "Y.reshape(1, -1)"),
    "column": (NET, Y.T, "Y has shape (5, 1)", "expected (1, 5)", "examples go in columns: pass Y.T"),
    "too few": (NET, Y[:, :4], "Y has shape (1, 4)", "expected (1, 5)", "each of the 5 examples"),
    "empty": (NET, np.ones((1, 0)), "Y has shape (1, 0)", "expected (1, 5)"),
    "a number": (NET, 1, "Y has shape ()", "expected (1, 5)"),
    "signs": (NET, 2 * Y - 1, "Y holds -1, 1", "expected only 0 and 1", "(Y + 1) / 2"),
    "signs for squared error": (Network((2, 3, 1), loss="squared_error"), 2 * Y - 1, "Y holds -1, 1", "(Y + 1) / 2"),
    "probabilities": (NET, Y * 0.5, "Y holds 0, 0.5", "expected only 0 and 1"),
    "many values": (NET, [[0, 1, 2, 3, 4]], "Y holds 0, 1, 2, 3, …", "expected only 0 and 1"),
    "nan": (NET, stained(Y, (0, 2), np.nan), "Y holds nan at (0, 2)", "must be finite"),
    "strings": (NET, [["cat", "dog", "dog", "cat", "dog"]], "Y is list of <U3", "expected an array of real numbers"),
    "none": (NET, None, "Y is NoneType", "expected an array of real numbers"),
    "ragged": (NET, [[0, 1], [1]], "Y has rows of different lengths", "expected an array"),
    "class numbers": (CLASSES, [0, 1, 2, 1, 0], "Y has shape (5,)", "expected (3, 5)", "np.eye(3)[:, classes]"),
    "a row of numbers": (CLASSES, [[0, 1, 2, 1, 0]], "Y has shape (1, 5)", "expected (3, 5)", "np.eye(3)[:, classes]"),
    "rows": (CLASSES, ONE_HOT.T, "Y has shape (5, 3)", "expected (3, 5)", "pass Y.T"),
    "two answers": (CLASSES, stained(ONE_HOT, (0, 1), 1), "Y has a column with 2 ones", "exactly one 1", "np.eye(3)"),
    "no answer": (CLASSES, 0 * ONE_HOT, "Y has a column with 0 ones", "expected exactly one 1", "np.eye(3)"),
    "soft": (CLASSES, ONE_HOT * 0.5, "Y holds 0, 0.5", "expected only 0 and 1"),
    "inf price": (NUMBER, stained(Y, (0, 1), np.inf), "Y holds inf at (0, 1)", "must be finite"),
    "flat prices": (NUMBER, Y[0], "Y has shape (5,)", "expected (1, 5)", "Y.reshape(1, -1)"),
}

BAD_PARAMS = {
    "a layer less": (Params({1: P.W[1]}, P.b), "W has layers [1]", "the network has layers 1 to 2"),
    "a layer more": (spoilt(b={3: P.b[2]}), "b has layers [1, 2, 3]", "the network has layers 1 to 2"),
    "from 0": (Params({0: P.W[1], 1: P.W[2]}, P.b), "W has layers [0, 1]", "the network has layers 1 to 2"),
    "transposed": (spoilt(W={1: P.W[1].T}), "W[1] has shape (2, 3)", "expected (3, 2)", "pass W[1].T"),
    "a row of biases": (spoilt(b={1: P.b[1].T}), "b[1] has shape (1, 3)", "expected (3, 1)", "pass b[1].T"),
    "flat biases": (spoilt(b={1: P.b[1][:, 0]}), "b[1] has shape (3,)", "expected (3, 1)"),
    "more units": (spoilt(W={2: np.ones((2, 3))}), "W[2] has shape (2, 3)", "expected (1, 3)", "one row for each unit"),
    "lists": (spoilt(W={1: P.W[1].tolist()}), "W[1] is list", "expected an array of shape (3, 2)", "np.array(W[1])"),
    "strings": (spoilt(b={2: np.array([["a"]])}), "b[2] is ndarray of <U1", "expected an array of real numbers"),
    "gradients forgotten": (P.W, "params is dict", "expected Params(W, b)", "initialize(net)"),
    "nothing": (None, "params is NoneType", "expected Params(W, b)", "initialize(net)"),
    "arrays": ((P.W[1], P.b[1]), "params is tuple", "expected Params(W, b)"),
}


def refused(call, *pieces):
    with pytest.raises(ValueError) as error:
        call()
    place = 0
    for piece in pieces:
        assert piece in str(error.value)[place:], f"{piece!r} is not in the rest of {error.value}"
        place = str(error.value).index(piece, place)


def train_it(net, params, X, Y, **settings):
    train(net, params, X, Y, **{"learning_rate": 0.5, "steps": 3} | settings)


TAKE_X = {
    "forward": lambda net, params, X, Y: forward(net, params, X),
    "predict": lambda net, params, X, Y: predict(net, params, X),
    "accuracy": accuracy,
    "train": train_it,
    "check_gradient": check_gradient,
}
TAKE_Y = {
    "cost": lambda net, params, X, Y: cost(net, forward(net, params, X), Y),
    "backward": lambda net, params, X, Y: backward(net, params, forward(net, params, X), Y),
    "accuracy": accuracy,
    "train": train_it,
    "check_gradient": check_gradient,
}
TAKE_PARAMS = TAKE_X | {"backward": lambda net, params, X, Y: backward(net, params, forward(NET, P, X), Y)}


@pytest.mark.parametrize("function", TAKE_X)
@pytest.mark.parametrize("bad", BAD_X)
def test_bad_X(function, bad):
    value, *pieces = BAD_X[bad]
    refused(lambda: TAKE_X[function](NET, P, value, Y), *pieces)


@pytest.mark.parametrize("function", TAKE_Y)
@pytest.mark.parametrize("bad", BAD_Y)
def test_bad_Y(function, bad):
    net, value, *pieces = BAD_Y[bad]
    if net.output == "linear" and function == "accuracy":
        pieces = ["accuracy needs classes", "linear output", "look at its cost"]
    refused(lambda: TAKE_Y[function](net, initialize(net, rng=0), X, value), *pieces)


@pytest.mark.parametrize("function", TAKE_PARAMS)
@pytest.mark.parametrize("bad", BAD_PARAMS)
def test_bad_params(function, bad):
    value, *pieces = BAD_PARAMS[bad]
    refused(lambda: TAKE_PARAMS[function](NET, value, X, Y), *pieces)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: forward(NET, P, X.T), "X has shape (5, 2); expected (2, m): examples go in columns: pass X.T"),
        (
            lambda: forward(NET, P, np.ones((5, 2, 1, 1))),
            "X has shape (5, 2, 1, 1); expected (2, m): make each image a column: pass X.reshape(len(X), -1).T",
        ),
        (lambda: train_it(NET, P, X, Y[0]), "Y has shape (5,); expected (1, 5): make it a row, Y.reshape(1, -1)"),
        (lambda: train_it(NET, P, X, Y.T), "Y has shape (5, 1); expected (1, 5): examples go in columns: pass Y.T"),
        (lambda: train_it(NET, P, X, np.ones((2, 5))), "Y has shape (2, 5); expected (1, 5): one column for each of the 5 examples in X"),
        (
            lambda: train_it(CLASSES, P_CLASSES, X, ONE_HOT[:, :4]),
            "Y has shape (3, 4); expected (3, 5): one column for each of the 5 examples in X",
        ),
        (
            lambda: train_it(PAIR, initialize(PAIR), X, Y[0]),
            "Y has shape (5,); expected (2, 5): each of the 2 classes has a row: np.eye(2)[:, classes]",
        ),
        (lambda: accuracy(NUMBER, P_NUMBER, X, Y), "accuracy needs classes; this network has a linear output: look at its cost"),
        (lambda: train_it(NET, P, X, [[0, 1, 2, 3, 3]]), "Y holds 0, 1, 2, 3; expected only 0 and 1: labels must be 0 or 1"),
        (lambda: train_it(NET, P, X, [[0, 1, 2, 3, 4]]), "Y holds 0, 1, 2, 3, …; expected only 0 and 1: labels must be 0 or 1"),
    ],
)
def test_whole_messages(call, told):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == told


def test_the_issue_s_own_example():
    net = Network((12288, 1))
    pieces = ("X has shape (209, 12288)", "examples go in columns: pass X.T")
    refused(lambda: forward(net, initialize(net, "zeros"), np.zeros((209, 12288))), *pieces)
    pieces = ("X has shape (209, 64, 64, 3)", "expected (12288, m)", "X.reshape(len(X), -1).T")
    refused(lambda: forward(net, initialize(net, "zeros"), np.zeros((209, 64, 64, 3))), *pieces)


@pytest.mark.parametrize("other", [Network((2, 4, 1)), Network((2, 1)), Network((2, 3, 1, 1))])
def test_a_cache_of_another_network(other):
    cache = forward(other, initialize(other, rng=0), X)
    pieces = (f"cache has layers {other.layers}", "expected (2, 3, 1)", "pass what forward returned")
    refused(lambda: cost(NET, cache, Y), *pieces)
    refused(lambda: backward(NET, P, cache, Y), *pieces)


RATE = ("it must be a number, finite and > 0",)
AT_LEAST_0 = ("it must be a number, finite and ≥ 0",)
WHOLE = ("it must be a whole number of at least",)
BAD_SETTINGS = [
    *[("learning_rate", value, *RATE) for value in (0, -0.1, np.inf, np.nan, "fast", None, True, 1j)],
    ("learning_rate", np.array([[[0.1]], [[-1.0]]]), "learning_rate is -1.0", *RATE),
    ("learning_rate", np.array([[[0.1]], [[np.nan]]]), "learning_rate is nan", *RATE),
    ("learning_rate", [0.1, 0.2], "learning_rate has shape (2,)", "expected a number, or (k, 1, 1)"),
    ("learning_rate", [], "learning_rate has shape (0,)", "expected a number, or (k, 1, 1)"),
    ("learning_rate", np.ones((3, 2)), "learning_rate has shape (3, 2)", "expected a number, or (k, 1, 1)"),
    *[("steps", value, *WHOLE, "0") for value in (-1, 2.0, np.nan, "10", None, True)],
    *[("every", value, *WHOLE, "1") for value in (0, -1, 2.5, "2", None, True)],
    *[("batch_size", value, *WHOLE, "1") for value in (0, -1, 2.5, "2", True, [5])],
    *[("momentum", value, *AT_LEAST_0, "< 1") for value in (1, 1.5, -0.1, np.nan, "0.9", None, True, [0.9])],
    *[("l2", value, *AT_LEAST_0) for value in (-0.1, np.inf, np.nan, "0.1", None, True, [0.1, 0.2])],
]


@pytest.mark.parametrize(("name", "value", "pieces"), [(row[0], row[1], row[2:]) for row in BAD_SETTINGS], ids=str)
def test_bad_settings_of_train(name, value, pieces):
    refused(lambda: train_it(NET, P, X, Y, **{name: value}), f"{name} ", *pieces)


@pytest.mark.parametrize("rng", ["seed", 0.5, -1])
def test_a_bad_seed_is_refused_at_the_call(rng):
    with pytest.raises((ValueError, TypeError)):
        train_it(NET, P, X, Y, batch_size=2, rng=rng)


@pytest.mark.parametrize("value", [-0.1, np.inf, np.nan, "0.1", None, True, [0.1]])
def test_bad_l2_elsewhere(value):
    cache = forward(NET, P, X)
    refused(lambda: backward(NET, P, cache, Y, value), "l2 is ", *AT_LEAST_0)


@pytest.mark.parametrize(
    ("name", "value", "pieces"),
    [("epsilon", value, RATE) for value in (0, -1e-5, np.nan, "small", None, True)]
    + [("directions", value, WHOLE) for value in (0, -1, 2.5, "5", None, True)]
    + [("l2", value, AT_LEAST_0) for value in (-0.1, np.nan, "0.1", None)],
)
def test_bad_settings_of_check_gradient(name, value, pieces):
    refused(lambda: check_gradient(NET, P, X, Y, **{name: value}), f"{name} is ", *pieces)


@pytest.mark.parametrize(
    ("call", "pieces"),
    [
        (lambda: Network(3), ("layers is 3", "at least two sizes", "(2, 4, 1)")),
        (lambda: Network((3,)), ("layers is (3,)", "at least two sizes")),
        (lambda: Network("2-4-1"), ("layers is '2-4-1'", "at least two sizes")),
        (lambda: Network(None), ("layers is None", "at least two sizes")),
        (lambda: Network((2, 0, 1)), ("layers[1] is 0", "a whole number of at least 1")),
        (lambda: Network((2, -4, 1)), ("layers[1] is -4", "a whole number of at least 1")),
        (lambda: Network((2.0, 1)), ("layers[0] is 2.0", "a whole number of at least 1")),
        (lambda: Network((2, True)), ("layers[1] is True", "a whole number of at least 1")),
        (lambda: Network((2, 3, 1), hidden="softplus"), ("hidden is 'softplus'", "one of: tanh, relu, leaky_relu")),
        (lambda: Network((2, 1), hidden="softplus"), ("hidden is 'softplus'", "one of: tanh, relu, leaky_relu")),
        (lambda: Network((2, 3, 1), hidden="softmax"), ("hidden is 'softmax'", "one of: tanh, relu, leaky_relu")),
        (lambda: Network((2, 3, 1), hidden=["relu", "relu"]), ("hidden has 2 names", "number of hidden layers is 1")),
        (lambda: Network((2, 3, 3, 1), hidden=["relu", 1]), ("hidden is 1", "one of: tanh, relu, leaky_relu")),
        (lambda: Network((2, 1), output="relu"), ("output is 'relu'", "one of: sigmoid, softmax, linear")),
        (lambda: Network((2, 1), output=["sigmoid"]), ("output is ['sigmoid']", "one of: sigmoid, softmax, linear")),
        (lambda: Network((2, 1), loss="hinge"), ("loss is 'hinge'", "binary_cross_entropy, squared_error")),
        (lambda: Network((2, 1), loss="cross_entropy"), ("loss is 'cross_entropy'", "binary_cross_entropy")),
        (lambda: Network((2, 3), output="softmax", loss="squared_error"), ("loss is 'squared_error'", "cross_entropy")),
        (lambda: initialize(NET, "glorot"), ("initialization is 'glorot'", "one of: zeros, small, xavier, he, large")),
        (lambda: initialize(NET, None), ("initialization is None", "one of: zeros, small, xavier, he, large")),
        (lambda: initialize(NET, ["he"]), ("initialization is ['he']", "one of: zeros, small")),
        (lambda: initialize(NET, scale=-1), ("scale is -1", *AT_LEAST_0)),
        (lambda: initialize(NET, scale=np.nan), ("scale is nan", *AT_LEAST_0)),
        (lambda: initialize(NET, scale="big"), ("scale is 'big'", *AT_LEAST_0)),
        (lambda: initialize(NET, scale=[1, 2]), ("scale is [1, 2]", *AT_LEAST_0)),
        (lambda: accuracy(NUMBER, P_NUMBER, X, Y), ("accuracy needs classes", "linear", "cost")),
    ],
)
def test_bad_names_and_sizes(call, pieces):
    refused(call, *pieces)


def test_stacks_that_do_not_fit():
    three = Params(*({l: np.stack([T[l]] * 3) for l in T} for T in P))
    for settings in ({"learning_rate": np.ones((2, 1, 1))}, {"X": np.stack([X] * 2)}, {"Y": np.stack([Y] * 2)}):
        refused(
            lambda: train_it(**{"net": NET, "params": three, "X": X, "Y": Y} | settings),
            "leading axes", "(2,), (3,)", "expected the same in all",
        )


def test_a_refusal_changes_nothing():
    arguments = (P, X, Y)
    before = copy.deepcopy(arguments)
    for value, *pieces in BAD_X.values():
        refused(lambda: train_it(NET, P, value, Y), *pieces)
    refused(lambda: train_it(NET, P, X, Y, learning_rate=-1), *RATE)
    np.testing.assert_equal(arguments, before)


@pytest.mark.parametrize("dtype", [bool, int, np.uint8, np.float32, np.int64])
def test_any_real_type_will_do(dtype):
    inputs = np.array([[0, 1, 1, 0, 1], [1, 1, 0, 0, 1]]).astype(dtype)
    expected = forward(NET, P, inputs.astype(float))
    np.testing.assert_array_equal(forward(NET, P, inputs).A[2], expected.A[2])
    assert cost(NET, expected, Y.astype(dtype)) == cost(NET, expected, Y)


@pytest.mark.parametrize("value", [np.float32(0.5), np.float64(0.5), np.array(0.5), np.array([[[0.5]]]), 1, np.int64(1)])
def test_any_real_number_is_a_learning_rate(value):
    train_it(NET, P, X, Y, learning_rate=value)


# What a lab asks of its author and of its learner


def test_a_list_of_names_is_a_list():
    assert checks.listed("show", ["momentum", "l2"]) == ("momentum", "l2") and checks.listed("show", ()) == ()


@pytest.mark.parametrize(("value", "example"), [("l2", "show=['l2']"), (3, "show=['learning_rate']")])
def test_one_name_is_no_list(value, example):
    with pytest.raises(ValueError, match=re.escape(f"show is {value!r}; it must be a list of names, even for one: {example}")):
        checks.listed("show", value)


def test_what_is_lacking_is_named_with_its_use():
    class Half:
        size = 3

    checks.complete("a view", Half(), {"size": "pixels"})
    with pytest.raises(ValueError, match=re.escape("a view lacks moving(step): what is drawn anew")):
        checks.complete("a view", Half(), {"size": "pixels", "moving(step)": "what is drawn anew"})
    Half.moving = None
    checks.complete("a view", Half(), {"size": "pixels", "moving(step)": "what is drawn anew"})
