"""The folded line: each layer of two ReLU units folds the line from 0 to 1 once more, so k layers draw 2^k straight pieces.

In comes k; out come a deep and a flat network that draw the same zigzag, and the exact places where any ReLU network with
one input has its kinks.
"""

import numpy as np

from course_lib import checks
from course_lib.network import Network, Params, propagate

MOST_FOLDS = 12  # the flat network has 2^12 units then


def zigzag(x, k):
    """What k folds make of x in [0, 1]: the tent 1 − |2x − 1|, k times after itself; for k = 0 it is x."""
    for _ in range(k):
        x = 1 - np.abs(2 * x - 1)
    return x


def deep_folds(k):
    """A network of k layers of two ReLU units that draws the zigzag of k folds.

    One fold of t is 2 relu(t) − 4 relu(t − ½). The next layer reads this sum, so it needs no layer of its own.
    returns: (Network, Params); the first row of Z[l + 1] is the line after l folds
    source: Telgarsky 2016, Benefits of depth in neural networks; course 4.2
    """
    _check(k)
    fold, shift = np.array([[2.0, -4.0]]), np.array([[0.0], [-0.5]])
    W = {1: np.ones((2, 1)), **{l: np.vstack([fold, fold]) for l in range(2, k + 1)}, k + 1: fold}
    b = {**{l: shift for l in range(1, k + 1)}, k + 1: np.zeros((1, 1))}
    return Network((1, *(2,) * k, 1), hidden="relu", output="linear"), Params(W, b)


def flat_folds(k):
    """A network of one hidden layer that draws the same: 2^k ReLU units, one for the first slope and one for each kink.

    Fewer can not: 2^k − 1 kinks take as many units, and the first slope, 2^k, can not be put together from their turns of 2 · 2^k.
    returns: (Network, Params)
    """
    _check(k)
    n = 2**k
    turns = [[n, *(2 * n * (-1) ** j for j in range(1, n))]]  # how much the slope changes at 0, 1/n, 2/n …
    W = {1: np.ones((n, 1)), 2: np.array(turns, dtype=float)}
    b = {1: -np.arange(n)[:, None] / n, 2: np.zeros((1, 1))}
    return Network((1, n, 1), hidden="relu", output="linear"), Params(W, b)


def kinks(net, params, low=0.0, high=1.0):
    """Where the line that a ReLU network draws over its only input changes its slope, between low and high.

    Nothing is sampled: between two places where a unit of an earlier layer switches, each z is a straight line, so the place where
    it crosses 0 is known from its two ends.
    returns: (number of kinks,), in order; there is one straight piece more than that
    """
    places = np.array([low, high])
    for l in range(1, net.L):
        Z = propagate(net, params, places[None]).Z[l]
        left, right = Z[:, :-1], Z[:, 1:]  # (n[l], gaps)
        unit, gap = np.nonzero((left < 0) & (right > 0) | (left > 0) & (right < 0))
        share = left[unit, gap] / (left[unit, gap] - right[unit, gap])
        places = _apart(np.append(places, places[gap] + share * np.diff(places)[gap]))
    slopes = np.diff(propagate(net, params, places[None]).A[net.L][0]) / np.diff(places)
    return places[1:-1][_changes(slopes)]


def count_pieces(x, y):
    """The number of straight pieces of a line through points.

    x, y: (m,), x rising, each kink at one of the points
    """
    return 1 + int(_changes(np.diff(y) / np.diff(x)).sum())


def _changes(slopes):
    """Which neighbouring slopes differ, beyond rounding."""
    return np.abs(np.diff(slopes)) > 1e-6 * np.abs(slopes).max(initial=1e-12)


def _apart(places):
    """Places in order; of those that differ by rounding only, the first."""
    places = np.unique(places)
    return places[np.append(True, np.diff(places) > 1e-9)]


def _check(k):
    checks.whole_number("k", k, 1)
    if k > MOST_FOLDS:
        raise ValueError(f"k is {k}; the flat network doubles with each fold, so at most {MOST_FOLDS} can be built")
