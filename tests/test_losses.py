"""The losses: formulas by hand, finite costs for huge Z, and slopes measured numerically."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import steady

from course_lib import Network, Params, cost, forward
from course_lib.activations import ACTIVATIONS
from course_lib.losses import LOSS_OF_OUTPUT, LOSSES

PAIRS = [("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy"), ("linear", "squared_error")]
PAIRS += [("sigmoid", "squared_error"), ("tanh", "squared_error")]


def elements(output, loss, Z, Y):
    Z, Y = np.array(Z, dtype=float), np.array(Y, dtype=float)
    return LOSSES[loss].elements(Z, ACTIVATIONS[output](Z), Y)


def test_binary_cross_entropy_by_hand():
    # ŷ = 1/4 and 3/4, so L = −log ŷ where y = 1 and −log(1 − ŷ) where y = 0
    z = math.log(3)
    losses = elements("sigmoid", "binary_cross_entropy", [[-z, -z, z, z]], [[1, 0, 1, 0]])
    np.testing.assert_allclose(losses, np.log([[4, 4 / 3, 4 / 3, 4]]), rtol=1e-14)


def test_cross_entropy_by_hand():
    losses = elements("softmax", "cross_entropy", np.log([[1, 1], [3, 3], [6, 6]]), [[0, 1], [0, 0], [1, 0]])
    np.testing.assert_allclose(losses.sum(axis=0), [-math.log(0.6), -math.log(0.1)], rtol=1e-14)


def test_a_class_that_is_ruled_out_costs_nothing():
    with np.errstate(invalid="ignore"):  # 0 · ∞ on the way, which is then left out
        losses = elements("softmax", "cross_entropy", [[0.0], [-np.inf]], [[1], [0]])
    assert losses.tolist() == [[0.0], [0.0]]


def test_squared_error_by_hand():
    np.testing.assert_allclose(elements("linear", "squared_error", [[3.0, -1.0]], [[1.0, 1.0]]), [[2.0, 2.0]])


def test_a_guess_of_one_half_costs_log_2():
    assert elements("sigmoid", "binary_cross_entropy", [[0.0]], [[1.0]]).item() == pytest.approx(math.log(2), rel=1e-15)


@given(z=st.floats(-1e300, 1e300), y=st.sampled_from((0.0, 1.0)))
@steady(300)
def test_binary_cross_entropy_is_finite_and_never_warns(z, y):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        loss = elements("sigmoid", "binary_cross_entropy", [[z]], [[y]]).item()
    wrong = -z if y == 1 else z  # how far z lies on the wrong side
    assert 0.0 <= loss < math.inf
    assert loss == pytest.approx(max(wrong, 0.0), abs=math.log(2) + 1e-9, rel=1e-12)


@given(z=st.lists(st.floats(-1e300, 1e300), min_size=2, max_size=5), answer=st.integers(0, 4))
@steady(300)
def test_cross_entropy_is_finite_and_never_warns(z, answer):
    Z, Y = np.array(z)[:, None], np.eye(len(z))[:, [answer % len(z)]]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        loss = elements("softmax", "cross_entropy", Z, Y).sum()
    gap = max(z) - z[answer % len(z)]
    assert 0.0 <= loss < math.inf
    assert loss == pytest.approx(gap, abs=math.log(len(z)) + 1e-9, rel=1e-12)


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_the_cost_of_a_whole_network_is_finite_at_1e300(output):
    net = Network((1, 2), output=output)
    params = Params({1: np.array([[1e300], [-1e300]])}, {1: np.zeros((2, 1))})
    Y = np.array([[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        J = cost(net, forward(net, params, [[1.0, 1.0, -1.0, -1.0]]), Y)
    assert np.isfinite(J) and J > 1e299


@pytest.mark.parametrize(("output", "loss"), PAIRS)
def test_dZ_is_the_slope_of_the_sum(output, loss):
    rng = np.random.default_rng(4)
    Z, Y = rng.standard_normal((3, 4)), np.eye(3)[:, [0, 2, 1, 1]]
    g, numeric = ACTIVATIONS[output], np.zeros((3, 4))
    for place in np.ndindex(3, 4):
        move = np.zeros((3, 4))
        move[place] = 1e-6
        rise = elements(output, loss, Z + move, Y).sum() - elements(output, loss, Z - move, Y).sum()
        numeric[place] = rise / 2e-6
    np.testing.assert_allclose(LOSSES[loss].dZ(Z, g(Z), Y, g.prime), numeric, atol=1e-8)


def test_each_output_has_a_loss():
    assert set(LOSS_OF_OUTPUT) <= set(ACTIVATIONS) and set(LOSS_OF_OUTPUT.values()) == set(LOSSES)
