"""Gauges by hand: saturated and dead units, how alike units are, how large gradients are."""

import numpy as np
import pytest

from course_lib import gauges
from course_lib.activations import ACTIVATIONS
from course_lib.network import Cache, Network, Params, initialize, propagate


def layer(name, Z):
    """A network of one hidden layer, and a cache with these Z[1]."""
    Z = np.array(Z, dtype=float)
    return Network((2, len(Z), 1), hidden=name), Cache({1: Z}, {1: ACTIVATIONS[name](Z)})


@pytest.mark.parametrize(
    "name, Z, share",
    [
        ("tanh", [[0, 10], [-10, 0.5]], 0.5),
        ("tanh", [[2.17, 2.19]], 0.5),  # tanh′ is 0.05 at 2.178
        ("sigmoid", [[0, 10], [-10, 1]], 0.5),
        ("sigmoid", [[4.3, 4.4]], 0.5),  # σ′ is a twentieth of its largest, 1/4, at 4.357
        ("relu", [[1, -1, -1, 0]], 0.5),  # the corner has slope 1
        ("leaky_relu", [[1, -1, 2, 3]], 0.25),  # 0.01 is below 0.05
        ("linear", [[-1e300, 1e300]], 0.0),
    ],
)
def test_saturated(name, Z, share):
    assert gauges.saturated(*layer(name, Z), 1) == share


@pytest.mark.parametrize(
    "name, Z, share",
    [
        ("relu", [[-1, -2], [-1, 2], [0, -1], [3, 4]], 0.25),  # dead means: for every example
        ("relu", [[-1e-300, -1]], 1.0),
        ("leaky_relu", [[-1, -2]], 0.0),
        ("tanh", [[50, -50], [1, 50]], 0.5),  # tanh is exactly ±1 there
        ("sigmoid", [[40, 40]], 1.0),
        ("linear", [[0, 0]], 0.0),
    ],
)
def test_dead(name, Z, share):
    assert gauges.dead(*layer(name, Z), 1) == share


def test_every_hidden_activation_has_its_steepest_slope():
    Z = np.linspace(-9, 9, 2001)
    for name, g in ACTIVATIONS.items():
        if g.prime:
            assert np.abs(g.prime(Z, g(Z))).max() == pytest.approx(g.steepest, rel=1e-3)


def test_nothing_finite_is_a_number_without_a_warning():
    net, cache = layer("tanh", [[np.inf, np.nan], [0, 0]])
    assert 0 <= gauges.saturated(net, cache, 1) <= 1 and 0 <= gauges.dead(net, cache, 1) <= 1


@pytest.mark.parametrize(
    "rows, alike",
    [
        (np.zeros((4, 3)), 1.0),
        (np.full((4, 3), 0.1), 1.0),
        ([[1, 0, 0], [0, 1, 0]], 0.0),  # at right angles: distance² 2, length² 1
        ([[1, 0, 0], [3, 0, 0]], 0.6),  # distance² 4, mean length² 5
        ([[1, 0, 0], [-1, 0, 0]], 0.0),
        ([[3, 4]], 0.0),  # one row has nothing to be like
        ([[0, 0]], 0.0),
    ],
)
def test_symmetry(rows, alike):
    for size in (1e-300, 1.0, 1e200):
        assert gauges.symmetry(np.array(rows, dtype=float) * size) == pytest.approx(alike, abs=1e-12)


@pytest.mark.parametrize("seed", range(50))
def test_identical_rows_are_exactly_1_and_random_ones_about_0(seed):
    rng = np.random.default_rng(seed)
    assert gauges.symmetry(np.tile(rng.standard_normal(3), (seed + 2, 1))) == 1.0
    assert np.mean([gauges.symmetry(rng.standard_normal((8, 3))) for _ in range(100)]) < 0.15


@pytest.mark.parametrize(
    "dW, size",
    [
        ([[3, 4], [0, 0]], 2.5),  # √(25 / 4)
        ([[-2]], 2.0),
        ([[0, 0]], 0.0),
        ([[3e-200, 4e-200]], 3.5355339e-200),
        ([[3e200, 4e200]], 3.5355339e200),
        ([[1, np.inf]], np.inf),
        ([[1, np.nan]], np.nan),
    ],
)
def test_gradient_size(dW, size):
    assert gauges.gradient_size(Params({1: np.array(dW, dtype=float)}, {}), 1) == pytest.approx(size, nan_ok=True)


def test_zeros_start_alike_and_large_weights_start_saturated():
    net, X = Network((2, 8, 1)), np.random.default_rng(1).standard_normal((2, 100))
    full = {name: gauges.saturated(net, propagate(net, initialize(net, name, rng=0), X), 1) for name in ("small", "large")}
    assert full["small"] == 0.0 and full["large"] > 0.6
    assert gauges.symmetry(initialize(net, "zeros").W[1]) == 1.0 > gauges.symmetry(initialize(net, "he", rng=0).W[1])
