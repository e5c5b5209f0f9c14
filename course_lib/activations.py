"""Activation functions g and their derivatives g′, one row each in `ACTIVATIONS`.

In comes Z of any shape, out goes A of the same shape, in `out` where that is given, as NumPy's own functions do. A derivative is
given both Z and A, so that it can use whichever is cheaper: σ′ and tanh′ come from A without being evaluated again, ReLU′ comes from Z.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Activation:
    """One activation function.

    name: its key in ACTIVATIONS
    function: (Z, out=None) → A, the same shape; softmax, which no hidden layer has, takes Z alone
    prime: (Z, A) → g′(Z), the same shape; None for softmax, whose units depend on each other
    steepest: the largest slope that g′ takes
    corner: True where the slope jumps at 0; a unit on the flat side of a corner can die
    """

    name: str
    function: Callable
    prime: Callable | None
    steepest: float = 1.0
    corner: bool = False

    def __call__(self, Z):
        return self.function(Z)


@np.errstate(over="ignore")  # where e^−Z is beyond all numbers, σ is 0 as it should be
def sigmoid(Z, out=None):
    """σ(Z) = 1 / (1 + e^−Z), element by element, without a warning for any Z (course 2.1.2)."""
    return np.divide(1.0, 1.0 + np.exp(np.negative(Z)), out=out)


def tanh(Z, out=None):
    """tanh(Z), element by element: σ stretched to run from −1 to 1 (course 3.2)."""
    return np.tanh(Z, out=out)


def _tanh_prime(Z, A):
    square = np.asarray(A * A, dtype=float)
    return np.subtract(1.0, square, out=square)  # 1 − A² in one new array, not two: in a stack of networks, memory takes the time


def relu(Z, out=None):
    """max(0, Z), element by element (course 1.1)."""
    return np.maximum(0.0, Z, out=out)


def leaky_relu(Z, out=None):
    """Z where it is positive, 0.01 Z elsewhere (course 3.2)."""
    return np.maximum(0.01 * Z, Z, out=out)


def linear(Z, out=None):
    """Z itself: the output of a network that predicts a number (course 3.3)."""
    return Z if out is None else np.positive(Z, out=out)


def softmax(Z):
    """Probabilities that sum to 1 down each column.

    Z: (..., n, m), one example a column
    returns: (..., n, m)
    """
    E = np.exp(Z - np.max(Z, axis=-2, keepdims=True))
    return E / np.sum(E, axis=-2, keepdims=True)


# The corner of ReLU at 0 counts as slope 1, as the course says (3.4).
ACTIVATIONS = {
    g.name: g
    for g in (
        Activation("tanh", tanh, _tanh_prime),
        Activation("relu", relu, lambda Z, A: (Z >= 0) * 1.0, corner=True),
        Activation("leaky_relu", leaky_relu, lambda Z, A: np.where(Z >= 0, 1.0, 0.01), corner=True),
        Activation("sigmoid", sigmoid, lambda Z, A: A * (1.0 - A), steepest=0.25),
        Activation("linear", linear, lambda Z, A: np.ones_like(Z)),
        Activation("softmax", softmax, None),
    )
}
HIDDEN = tuple(name for name, g in ACTIVATIONS.items() if g.prime)  # those that a hidden layer may have
