"""What a unit answers to, however deep it sits: its slope image, the input that it climbs to, and how far it gets alone.

In come a network, its parameters and examples in columns; out come plain arrays, a row for each unit of a layer.
"""

import numpy as np

from course_lib.network import propagate


def slopes(net, params, cache, l):
    """The slope dz[l]/dx of each unit of layer l, the mean over the examples; for l = 1 these are the rows of W[1].

    cache: the forward pass of the examples
    returns: (n[l], n_x)
    """
    W = params.W
    if l == 1:
        return W[1]
    slope = W[l][:, :, None]  # of each unit of layer l for each unit of the layer before and each example
    for k in range(l - 1, 0, -1):
        slope = slope * net.g[k].prime(cache.Z[k], cache.A[k])  # (n[l], n[k], m)
        slope = W[k].T @ slope if k > 1 else slope.mean(axis=-1) @ W[1]
    return slope


def climb(net, params, x, unit, *, steps=20, length=0.2):
    """Walk from an image towards larger z of one unit, each step along the slope where it is; pixels stay in 0 … 1.

    x: (n_x, 1); unit: (l, i), the layer and the row
    length: how far each step goes, the root of the summed squares of the changes
    returns: (n_x, 1); where there is no slope the walk ends
    """
    l, i = unit
    for _ in range(steps):
        slope = slopes(net, params, propagate(net, params, x), l)[i, :, None]
        size = np.linalg.norm(slope)
        if not size > 0:
            break
        x = np.clip(x + length * slope / size, 0.0, 1.0)
    return x


def alone(Z, Y, Z_test, Y_test):
    """The share of test examples that each unit gets right by itself, cut midway between its mean z on the two classes.

    Z, Z_test: (n, m) of one layer, on the training and the test examples; Y, Y_test: (1, m) of 0 and 1
    returns: (n,)
    """
    low, high = (Z[:, Y[0] == k].mean(axis=1, keepdims=True) for k in (0, 1))
    answers = (Z_test > (low + high) / 2) == (high > low)
    return (answers == (Y_test == 1)).mean(axis=1)


def cosines(rows, others):
    """The cosine of the angle between each row and each other row, (n, n_others); 0 where a row is all zeros."""
    units = [part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-300) for part in (rows, others)]
    return units[0] @ units[1].T


def copies(rows):
    """How many rows have another one that is nearly the same or nearly its negative: a cosine beyond ±0.9."""
    likeness = np.abs(cosines(rows, rows)) - np.eye(len(rows))
    return int((likeness > 0.9).any(axis=1).sum())
