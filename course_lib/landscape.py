"""Landscapes of a cost: its height over one parameter or two, its slope, and where it bends down.

In come data with one feature, or the curvature of a bowl; out come heights, and curves that know their own slope and
curvature. A grid of neurons is one stack of networks, computed at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.network import Network, Params, backpropagate, mean_loss, propagate

STEP = 1e-4  # of the differences of slopes that stand for second derivatives


@dataclass(frozen=True)
class Curve:
    """A cost J over one parameter w; each function takes a number or an array and returns the same.

    bottom: (w, J) of the lowest point
    """

    height: Callable
    slope: Callable
    curvature: Callable
    bottom: tuple


def bowl(curvature):
    """The parabola J = c/2 · w², whose curvature is c everywhere."""
    return Curve(lambda w: 0.5 * curvature * w**2, lambda w: curvature * w, lambda w: curvature + 0.0 * w, (0.0, 0.0))


def logistic_curve(X, Y):
    """The logistic cost of a neuron with one feature over its weight w, with b = 0 (course 2.1.3).

    X, Y: (1, m), classes that overlap around x = 0, so that there is a lowest point
    """
    net = Network((1, 1))

    def slope(w):
        return _slopes(net, X, Y, w, 0.0)[0]

    def curvature(w):
        A = propagate(net, neurons(w, 0.0), X).A[1]  # (..., 1, m)
        return (A * (1 - A) * X**2).mean(axis=(-2, -1))

    w0 = _root(slope, -20.0, 20.0)
    return Curve(lambda w: heights(net, X, Y, w, 0.0), slope, curvature, (w0, float(heights(net, X, Y, w0, 0.0))))


def heights(net, X, Y, w, b):
    """The cost of neurons with one feature: w and b are numbers or arrays that broadcast; returns J of their shape."""
    return mean_loss(net, propagate(net, neurons(w, b), X), Y)


def neurons(w, b):
    """Parameters of a stack of neurons with one feature, one for each entry of w and b, which broadcast."""
    w, b = np.broadcast_arrays(np.asarray(w, dtype=float), np.asarray(b, dtype=float))
    return Params({1: w[..., None, None]}, {1: b[..., None, None]})


def bends_down(net, X, Y, w, b):
    """Where the cost of neurons with one feature is not convex: its second derivatives have a negative direction.

    w, b: arrays that broadcast
    returns: booleans of their shape
    """
    to_w = (_slopes(net, X, Y, w + STEP, b) - _slopes(net, X, Y, w - STEP, b)) / (2 * STEP)
    to_b = (_slopes(net, X, Y, w, b + STEP) - _slopes(net, X, Y, w, b - STEP)) / (2 * STEP)
    (ww, wb), (_, bb) = to_w, to_b
    smallest = (ww + bb) / 2 - np.hypot((ww - bb) / 2, wb)  # eigenvalue of [[ww, wb], [wb, bb]]
    return smallest < -1e-7


def _slopes(net, X, Y, w, b):
    params = neurons(w, b)
    dW, db = backpropagate(net, params, propagate(net, params, X), Y)
    return np.stack([dW[1][..., 0, 0], db[1][..., 0, 0]])  # (2, ...)


def _root(slope, low, high):
    """Where a slope that rises from negative to positive is zero, by halving."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return float(middle)
