"""What to look at inside a network while it trains: saturated and dead units, sizes of gradients, and how alike units are.

In come a network and its parameters or a cache; out come plain numbers, a layer at a time.
"""

from itertools import permutations

import numpy as np

SATURATED = 0.05  # a unit is saturated for an example where |g′| is below this share of the largest g′


def saturated(net, cache, l):
    """The share of the entries of A[l] where the slope g′ is below SATURATED of its largest value."""
    g = net.g[l]
    with np.errstate(invalid="ignore"):
        return float((np.abs(g.prime(cache.Z[l], cache.A[l])) < SATURATED * g.steepest).mean())


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


def rows_of(params):
    """Each unit of layer 1 as a row: its weights and its bias, (n[1], n_x + 1)."""
    return np.hstack([params.W[1], params.b[1]])


def symmetry(rows):
    """How alike rows are: 1 minus their mean squared distance over twice their mean squared length, 0 at least.

    That is 1 only for identical rows, and 0 on average for rows that point in random directions.
    """
    n, largest = len(rows), np.abs(rows).max()
    if n < 2 or largest == 0:
        return 0.0 if n < 2 else 1.0
    rows = rows / largest  # so that no square overflows or vanishes
    distances = ((rows[:, None] - rows) ** 2).sum(axis=-1)  # (n, n), zero on the diagonal
    size = (rows**2).sum(axis=-1).mean()
    return max(0.0, 1.0 - float(distances.sum() / (n * (n - 1)) / (2 * size)))


def correlations(units, features):
    """How each unit goes along with each feature: r from −1 (opposite) through 0 (unrelated) to 1 (the same, up to scale).

    units: (n, m); features: (k, m)
    returns: (n, k); 0 where one of the two never varies
    """
    (A, spread_A), (F, spread_F) = (_centred(rows) for rows in (units, features))
    return A @ F.T / (units.shape[1] * spread_A * spread_F.T)


def matched(r):
    """For each column of correlations r (n, k), n ≥ k, a row of its own, so that the sum of |r| is as large as it can be."""
    rows = permutations(range(len(r)), r.shape[1])
    return max(rows, key=lambda chosen: sum(abs(r[row, column]) for column, row in enumerate(chosen)))


def _centred(rows):
    spread = rows.std(axis=1, keepdims=True)
    flat = spread < 1e-9
    return np.where(flat, 0.0, rows - rows.mean(axis=1, keepdims=True)), np.where(flat, 1.0, spread)
