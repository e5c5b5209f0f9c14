"""Linear layers as one: worked by hand, the same answers whatever is folded, and the nearest straight function."""

import numpy as np
import pytest

from course_lib import Network, Params, forward, initialize
from course_lib.collapse import best_line, collapse_linear, collapsed


def chain(layers, seed=0):
    """A linear network with biases that are not 0."""
    net, rng = Network(layers, hidden="linear"), np.random.default_rng(seed)
    W, _ = initialize(net, "xavier", rng=rng)
    return net, Params(W, {l: rng.normal(size=(layers[l], 1)) for l in W})


def test_two_layers_by_hand():
    W = {1: np.array([[1.0, 2.0], [0.0, 1.0]]), 2: np.array([[3.0, -1.0]])}
    b = {1: np.array([[1.0], [-2.0]]), 2: np.array([[0.5]])}
    W_one, b_one = collapse_linear(W, b)
    assert W_one.tolist() == [[3.0, 5.0]]  # 3 · (1, 2) − (0, 1)
    assert b_one.tolist() == [[5.5]]  # 3 · 1 − (−2) + 0.5


def test_one_layer_is_itself():
    W, b = {1: np.array([[2.0, 3.0]])}, {1: np.array([[4.0]])}
    assert collapse_linear(W, b) == (W[1], b[1])


@pytest.mark.parametrize("layers", [(2, 3, 1), (3, 5, 4, 2), (2, 1, 6, 3, 1)])
def test_folding_changes_no_answer(layers):
    net, params = chain(layers)
    X = np.random.default_rng(1).normal(size=(layers[0], 7))
    for l in range(1, net.L + 1):
        one = collapse_linear(*({k: part[k] for k in range(1, l + 1)} for part in params))
        folded, folded_params = collapsed(net, params, l, *one)
        assert folded.layers == (layers[0], *layers[l:]) and set(folded.hidden) <= {"linear"}
        assert forward(folded, folded_params, X).Z[folded.L] == pytest.approx(forward(net, params, X).Z[net.L])


def test_what_comes_after_the_fold_stays():
    net, params = chain((2, 3, 4, 1))
    _, (W, b) = collapsed(net, params, 2, np.zeros((4, 2)), np.ones((4, 1)))
    assert list(W) == list(b) == [1, 2] and not W[1].any() and b[1].all()
    assert W[2] is params.W[3] and b[2] is params.b[3]


def test_a_straight_function_is_its_own_nearest_line():
    X = np.random.default_rng(0).normal(size=(2, 30))
    assert best_line(X, X[:1] - 2 * X[1:] + 3) == pytest.approx(X[:1] - 2 * X[1:] + 3)


def test_the_nearest_line_by_hand():
    X = np.array([[-1.0, 0.0, 1.0]])
    assert best_line(X, np.array([[1.0, 0.0, 1.0]])) == pytest.approx(np.full((1, 3), 2 / 3))  # the mean of |x|: no slope helps
