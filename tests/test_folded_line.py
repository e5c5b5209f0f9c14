"""The folded line: worked by hand, pieces and units counted exactly, both networks the same line, and kinks of any ReLU network."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import Network, Params, forward, initialize
from course_lib.folded_line import count_pieces, deep_folds, flat_folds, kinks, zigzag

KS = range(1, 9)
X = np.arange(2**10 + 1) / 2**10


def line(net, params, x):
    return forward(net, params, x[None]).A[net.L][0]


def test_zigzag_by_hand():
    assert zigzag(np.array([0, 0.25, 0.5, 0.75, 1]), 1).tolist() == [0, 0.5, 1, 0.5, 0]
    assert zigzag(np.array([0, 0.125, 0.25, 0.375, 0.5]), 2).tolist() == [0, 0.5, 1, 0.5, 0]
    assert zigzag(X, 0) is X


@pytest.mark.parametrize("k", KS)
def test_both_networks_draw_the_zigzag_exactly(k):
    """At all kinks, at 0 and at 1; both are straight in between, so it is the same line everywhere."""
    deep, flat = deep_folds(k), flat_folds(k)
    assert (line(*deep, X) == zigzag(X, k)).all() and (line(*flat, X) == zigzag(X, k)).all()
    places = np.arange(1, 2**k) / 2**k
    assert (kinks(*deep) == places).all() and (kinks(*flat) == places).all()
    assert count_pieces(X, line(*deep, X)) == 2**k


@pytest.mark.parametrize("k", KS)
def test_the_counts(k):
    (deep, _), (flat, _) = deep_folds(k), flat_folds(k)
    assert sum(deep.layers[1:-1]) == 2 * k and deep.L == k + 1 and deep.parameter_count == 6 * k + 1
    assert sum(flat.layers[1:-1]) == 2**k and flat.L == 2 and flat.parameter_count == 3 * 2**k + 1


@pytest.mark.parametrize("k", KS)
def test_each_layer_is_one_fold_more(k):
    net, params = deep_folds(k)
    Z = forward(net, params, X[None]).Z
    for l in range(k + 1):
        assert (Z[l + 1][0] == zigzag(X, l)).all()


@pytest.mark.parametrize("k", [1, 3, 6])
def test_no_unit_of_the_flat_network_can_be_left_out(k):
    net, params = flat_folds(k)
    for unit in range(2**k):
        W = params.W | {2: np.where(np.arange(2**k) == unit, 0.0, params.W[2])}
        assert np.abs(line(net, Params(W, params.b), X) - zigzag(X, k)).max() > 0.5


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([(1, 5, 1), (1, 3, 4, 1), (1, 4, 3, 3, 1)]))
def test_kinks_of_any_network_are_where_its_slope_changes(seed, layers):
    rng = np.random.default_rng(seed)
    net = Network(layers, hidden="relu", output="linear")
    W, b = initialize(net, rng=rng)
    params = Params(W, {l: rng.normal(size=b[l].shape) for l in b})
    ends = np.concatenate([[-1.0], kinks(net, params, -1, 1), [1.0]])
    for left, right in zip(ends, ends[1:]):  # straight between neighbouring kinks
        x = np.linspace(left, right, 33)
        y = line(net, params, x)
        assert y == pytest.approx(np.interp(x, [left, right], y[[0, -1]]), abs=1e-5)
    assert len(ends) - 2 <= sum(layers[1:-1]) or len(layers) > 3


def test_a_kink_by_hand_and_none_without_a_unit_that_switches():
    net = Network((1, 2, 1), hidden="relu", output="linear")
    params = Params({1: np.array([[2.0], [-3.0]]), 2: np.array([[1.0, 1.0]])}, {1: np.array([[-1.0], [6.0]]), 2: np.zeros((1, 1))})
    assert kinks(net, params).tolist() == [0.5]  # the other unit switches at 2
    assert kinks(net, params, 0, 3).tolist() == [0.5, 2.0]
    assert kinks(net, params, 3, 4).tolist() == []


def test_units_that_cancel_leave_no_kink():
    net = Network((1, 2, 1), hidden="relu", output="linear")
    params = Params({1: np.ones((2, 1)), 2: np.array([[1.0, -1.0]])}, {1: np.full((2, 1), -0.5), 2: np.zeros((1, 1))})
    assert len(kinks(net, params)) == 0


def test_count_pieces_by_hand():
    assert count_pieces(np.array([0, 1, 3, 4.0]), np.array([0, 1, 3, 4.0])) == 1
    assert count_pieces(np.array([0, 1, 2, 4.0]), np.array([0, 1, 0, -2.0])) == 2
    assert count_pieces(np.array([0.0, 1.0]), np.array([1.0, 1.0])) == 1
    x = np.linspace(0, 1, 11)
    assert count_pieces(x, 0.1 + 0.3 * x) == 1  # slopes differ by rounding only


@pytest.mark.parametrize("k", [0, 13, 1.5])
def test_folds_that_cannot_be_built_are_refused(k):
    for make in (deep_folds, flat_folds):
        with pytest.raises(ValueError, match="k is"):
            make(k)
