"""What to look at inside a network while it trains: saturated and dead units, sizes of gradients, and how alike units are.

In come a network and its parameters or a cache; out come plain numbers, a layer at a time.
"""

import numpy as np

SATURATED = 0.05  # a unit is saturated for an example where |g′| is below this share of the largest g′
STEEPEST = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0, "leaky_relu": 1.0, "linear": 1.0}


def saturated(net, cache, l):
    """The share of the entries of A[l] where the slope g′ is below SATURATED of its largest value."""
    g = net.g[l]
    with np.errstate(invalid="ignore"):
        return float((np.abs(g.prime(cache.Z[l], cache.A[l])) < SATURATED * STEEPEST[g.name]).mean())


def dead(net, cache, l):
    """The share of the units of layer l that have no slope for any example: gradients never reach their weights."""
    slopes = net.g[l].prime(cache.Z[l], cache.A[l])  # (n[l], m)
    return float((slopes == 0).all(axis=-1).mean())


def gradient_size(gradients, l):
    """The root mean square of dW[l]; infinite or NaN as soon as one entry is."""
    dW = gradients[0][l]
    largest = np.abs(dW).max()
    if largest == 0 or not np.isfinite(largest):
        return float(largest)
    return float(largest * np.sqrt(np.mean((dW / largest) ** 2)))


def symmetry(W):
    """How alike the rows of W are: the mean |cosine| between two of them; 1 if all point the same way, or are all 0."""
    if len(W) < 2:
        return 0.0
    if not W.any():
        return 1.0
    rows = _unit(_unit(W, np.abs(W).max(axis=1, keepdims=True)))  # twice, so that no square overflows or vanishes
    alike = np.abs(rows @ rows.T)[np.triu_indices(len(W), k=1)]
    return round(float(alike.mean()), 12)  # rows that are alike count as exactly 1


def _unit(rows, sizes=None):
    sizes = np.linalg.norm(rows, axis=1, keepdims=True) if sizes is None else sizes
    return rows / np.where(sizes > 0, sizes, 1.0)
