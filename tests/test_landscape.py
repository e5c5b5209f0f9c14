"""Landscapes of a cost: heights by hand, slopes and curvatures measured numerically, and where a cost bends down."""

import numpy as np
import pytest

from course_lib import Network, Params, cost, datasets, forward
from course_lib.landscape import bends_down, bowl, heights, logistic_curve, neurons

LOGISTIC = Network((1, 1))
SQUARED = Network((1, 1), loss="squared_error")
DATA = datasets.line(noise=2.5, rng=0)
CURVES = {"bowl": bowl(1.6), "logistic": logistic_curve(*DATA)}
PLACES = np.array([-3.0, -0.4, 0.0, 0.7, 4.0])


def test_bowl_by_hand():
    curve = bowl(3.0)
    assert curve.height(2.0) == 1.5 * 4
    assert curve.slope(2.0) == 6.0
    assert curve.curvature(2.0) == 3.0
    assert curve.bottom == (0.0, 0.0)


@pytest.mark.parametrize("name", CURVES)
def test_slope_is_the_slope_of_the_height(name):
    curve, h = CURVES[name], 1e-5
    measured = [(curve.height(w + h) - curve.height(w - h)) / (2 * h) for w in PLACES]
    np.testing.assert_allclose([curve.slope(w) for w in PLACES], measured, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("name", CURVES)
def test_curvature_is_the_slope_of_the_slope(name):
    curve, h = CURVES[name], 1e-5
    measured = [(curve.slope(w + h) - curve.slope(w - h)) / (2 * h) for w in PLACES]
    np.testing.assert_allclose([curve.curvature(w) for w in PLACES], measured, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("name", CURVES)
def test_curves_take_arrays(name):
    for f in (CURVES[name].height, CURVES[name].slope, CURVES[name].curvature):
        np.testing.assert_allclose(f(PLACES), [f(w) for w in PLACES], rtol=1e-12)


@pytest.mark.parametrize("name", CURVES)
def test_bottom_is_the_lowest_point(name):
    curve = CURVES[name]
    w, J = curve.bottom
    assert curve.slope(w) == pytest.approx(0.0, abs=1e-12)
    assert curve.height(w) == pytest.approx(J, rel=1e-12)
    assert min(curve.height(w - 0.01), curve.height(w + 0.01)) > J


def test_logistic_curve_by_hand():
    # at w = 0 every answer is ½: J = log 2, slope = mean of (½ − y) x, curvature = mean of x² / 4
    curve = logistic_curve(np.array([[1.0, -2.0, 3.0]]), np.array([[1.0, 1.0, 0.0]]))
    assert curve.height(0.0) == pytest.approx(np.log(2))
    assert curve.slope(0.0) == pytest.approx((-0.5 + 1.0 + 1.5) / 3)
    assert curve.curvature(0.0) == pytest.approx((1 + 4 + 9) / 12)


@pytest.mark.parametrize("net", [LOGISTIC, SQUARED])
def test_heights_are_costs(net):
    X, Y = DATA
    w, b = np.meshgrid([-2.0, 0.0, 3.0], [-1.0, 0.5])
    J = heights(net, X, Y, w, b)
    assert J.shape == (2, 3)
    for i, j in np.ndindex(2, 3):
        params = Params({1: np.array([[w[i, j]]])}, {1: np.array([[b[i, j]]])})
        assert J[i, j] == pytest.approx(cost(net, forward(net, params, X), Y), rel=1e-12)


def test_neurons_broadcast():
    params = neurons(np.zeros((4, 1)), np.ones(3))
    assert params.W[1].shape == params.b[1].shape == (4, 3, 1, 1)


def test_squared_error_bends_down_far_out_and_logistic_cost_nowhere():
    X, Y = datasets.line(rng=0)
    w, b = np.meshgrid(np.linspace(-5, 5, 11), np.linspace(-5, 5, 11))
    assert not bends_down(LOGISTIC, X, Y, w, b).any()
    assert bends_down(SQUARED, X, Y, w, b).mean() > 0.5


def test_bends_down_where_a_measured_curvature_is_negative():
    X, Y = datasets.line(rng=0)
    w, b = np.meshgrid(np.linspace(-5, 5, 9), np.linspace(-5, 5, 9))
    h = 1e-3

    def J(i, j):
        return heights(SQUARED, X, Y, w + i * h, b + j * h)

    hessian = np.empty((*w.shape, 2, 2))
    hessian[..., 0, 0] = (J(1, 0) - 2 * J(0, 0) + J(-1, 0)) / h**2
    hessian[..., 1, 1] = (J(0, 1) - 2 * J(0, 0) + J(0, -1)) / h**2
    hessian[..., 0, 1] = hessian[..., 1, 0] = (J(1, 1) - J(1, -1) - J(-1, 1) + J(-1, -1)) / (4 * h**2)
    smallest = np.linalg.eigvalsh(hessian)[..., 0]
    clear = np.abs(smallest) > 1e-5
    found = bends_down(SQUARED, X, Y, w, b)
    assert (found == (smallest < 0))[clear].all()
    only_between = (smallest < -1e-5) & (hessian[..., 0, 0] > 0) & (hessian[..., 1, 1] > 0)
    assert only_between.any()  # places where neither axis alone bends down


def test_bends_down_by_hand():
    # one example, x = 1, y = 1, b = 0: J = ½ (1 − σ(z))² is convex in z just where σ(z) > 1/3, that is z > −log 2
    X = Y = np.ones((1, 1))
    w = -np.log(2) + np.array([-0.5, -0.05, 0.05, 0.5])
    assert bends_down(SQUARED, X, Y, w, np.zeros(4)).tolist() == [True, True, False, False]
