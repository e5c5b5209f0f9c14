"""The activations: values worked by hand, a 50-digit oracle, and no input that warns."""

import warnings
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import G, G_PRIME, HIDDEN, steady

from course_lib.activations import ACTIVATIONS

sigmoid, softmax = ACTIVATIONS["sigmoid"], ACTIVATIONS["softmax"]
EXTREMES = np.array([[-np.inf, -1e300, -745.2, -700.0, -1e-300, -0.0, 0.0, 1e-300, 37.0, 700.0, 745.2, 1e300, np.inf]])


def slope(name, z):
    g, Z = ACTIVATIONS[name], np.array([[z]])
    return g.prime(Z, g(Z)).item()


def test_the_slopes_of_sigmoid_in_the_notes():
    assert slope("sigmoid", 10.0) == pytest.approx(4.5e-5, rel=0.01)
    assert slope("sigmoid", -10.0) == pytest.approx(4.5e-5, rel=0.01)
    assert slope("sigmoid", 0.0) == 0.25


def test_the_slopes_of_tanh_in_the_notes():
    assert slope("tanh", 10.0) == pytest.approx(0.0, abs=1e-8)
    assert slope("tanh", -10.0) == pytest.approx(0.0, abs=1e-8)
    assert slope("tanh", 0.0) == 1.0


@pytest.mark.parametrize("name", ["relu", "leaky_relu"])
def test_the_corner_counts_as_slope_1(name):
    assert slope(name, 0.0) == slope(name, -0.0) == 1.0
    assert slope(name, -1e-9) == {"relu": 0.0, "leaky_relu": 0.01}[name]


def test_linear_hands_on_what_it_gets():
    Z = np.array([[True, False]])
    assert ACTIVATIONS["linear"](Z) is Z


def test_every_hidden_activation_has_its_formula_here():
    assert set(G) == set(G_PRIME) == set(HIDDEN), "add the formulas of the new row to G and G_PRIME in oracles.py"


@pytest.mark.parametrize("name", HIDDEN)
@given(z=st.floats(-30, 30))
@steady(60)
def test_values_and_slopes_equal_the_formulas(name, z):
    assert ACTIVATIONS[name](np.array([[z]])).item() == pytest.approx(G[name](z), rel=1e-12, abs=1e-15)
    assert slope(name, z) == pytest.approx(G_PRIME[name](z), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (2, 3, 5)])
def test_shapes_are_kept(name, shape):
    Z = np.random.default_rng(0).standard_normal(shape)
    A = ACTIVATIONS[name](Z)
    assert A.shape == ACTIVATIONS[name].prime(Z, A).shape == shape


@pytest.mark.parametrize("name", HIDDEN)
def test_it_writes_where_it_is_told_to(name):
    Z, room = np.array([[-2.0, 0.0, 3.0]]), np.empty((1, 3))
    assert ACTIVATIONS[name].function(Z, out=room) is room
    np.testing.assert_array_equal(room, ACTIVATIONS[name](Z))


@pytest.mark.parametrize("name", HIDDEN)
def test_slopes_take_plain_numbers_and_whole_ones(name):
    for Z in (0, 0.5, np.array([-1, 0, 2])):
        A = np.clip(Z, -1, 1)
        np.testing.assert_allclose(ACTIVATIONS[name].prime(Z, A), ACTIVATIONS[name].prime(np.array(Z, dtype=float), A * 1.0))


@given(z=st.floats(-700, 700))
@steady(200)
def test_sigmoid_keeps_its_digits_where_it_is_tiny(z):
    with localcontext() as context:
        context.prec = 50
        exact = 1 / (1 + (-Decimal(z)).exp())
        assert abs(Decimal(float(sigmoid(z))) / exact - 1) < Decimal("4e-16")


def test_sigmoid_at_the_ends():
    assert sigmoid(-np.inf) == 0.0 and sigmoid(np.inf) == 1.0
    assert 0.0 < sigmoid(-700.0) < 1e-300 and sigmoid(700.0) == 1.0
    assert np.isnan(sigmoid(np.nan))


@given(z=st.floats(allow_nan=True, allow_infinity=True))
@steady(200)
def test_no_number_makes_sigmoid_warn(z):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isnan(z) or 0.0 <= sigmoid(z) <= 1.0


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_extreme_inputs_do_not_warn(name):
    g = ACTIVATIONS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        A = g(EXTREMES)
        slopes = g.prime(EXTREMES, A)
    assert not np.isnan(A).any() and np.isfinite(slopes).all()


@given(column=st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=6))
@steady(200)
def test_softmax_gives_probabilities_and_never_warns(column):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        A = softmax(np.array(column)[:, None])
    assert (A >= 0).all() and A.sum() == pytest.approx(1.0, abs=1e-12)


def test_softmax_by_hand():
    Z = np.log([[1.0, 2.0], [3.0, 2.0], [6.0, 4.0]])
    np.testing.assert_allclose(softmax(Z), [[0.1, 0.25], [0.3, 0.25], [0.6, 0.5]], rtol=1e-15)


def test_softmax_ignores_a_shift_of_a_column():
    Z = np.random.default_rng(1).standard_normal((4, 5))
    np.testing.assert_allclose(softmax(Z + [[5.0, -3.0, 0.0, 500.0, -500.0]]), softmax(Z), rtol=1e-12)


def test_softmax_follows_a_change_of_order():
    Z = np.random.default_rng(2).standard_normal((4, 5))
    np.testing.assert_allclose(softmax(Z[[2, 0, 3, 1]]), softmax(Z)[[2, 0, 3, 1]], rtol=1e-15)


def test_softmax_of_two_classes_is_sigmoid():
    z = np.linspace(-40, 40, 81)[None]
    np.testing.assert_allclose(softmax(np.concatenate([z, 0 * z]))[:1], sigmoid(z), rtol=1e-14)
