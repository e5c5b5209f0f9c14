"""A network cut into blocks: forward block by block, the cost, backward block by block, and one update.

In come a `Network` with a sigmoid output, its `Params`, data, and the two functions of a block, the course's or others; out
comes a `Visit` for each block, with the slopes that central differences measure beside those that the block worked out.
"""

from typing import NamedTuple

import numpy as np

from course_lib.activations import sigmoid
from course_lib.losses import LOSSES
from course_lib.network import Cache, Params, mean_loss, propagate

EPSILON = 1e-5  # the length of a move
EDGE = 1e-12  # nearer to 0 or 1 than this, an answer is moved before something is divided by it


class Visit(NamedTuple):
    """One block of the walk.

    kind: "forward", "cost", "start", "backward" or "update"
    l: its layer; 0 for the update, which is for all of them
    values: {name: array} of what it takes and gives, by the names of the course, such as "dW[2]"
    beside: {name: array} of what some of them should be: measured slopes, or, on the way forward, the course's Z and A
    """

    kind: str
    l: int
    values: dict
    beside: dict

    @property
    def parted(self):
        """The names of the values that are not what stands beside them."""
        return [name for name, beside in self.beside.items() if differs(self.values[name], beside).any()]

    def apart(self, name):
        """The largest difference between a value and what stands beside it."""
        return float(np.max(np.abs(self.values[name] - self.beside[name])))


def dense_forward(A_prev, W, b, g):
    """The forward block of one layer (course 4.3).

    A_prev: (n_prev, m)
    returns: A (n, m), and the cache (A_prev, Z, A)
    """
    Z = W @ A_prev + b  # (n, m)
    A = g(Z)
    return A, (A_prev, Z, A)


def dense_backward(dA, cache, W, g_prime):
    """The backward block of one layer (course 4.3).

    dA: (n, m), each column the slope of that example's own loss, so without 1/m
    g_prime: (Z, A) → g′(Z)
    returns: dA_prev (n_prev, m), dW (n, n_prev) and db (n, 1); the last two are means over the m columns
    """
    A_prev, Z, A = cache
    dZ = dA * g_prime(Z, A)  # (n, m)
    return W.T @ dZ, dZ @ A_prev.T / dZ.shape[1], dZ.mean(axis=1, keepdims=True)


def first_slope(A, Y):
    """dA[L] = −Y / A + (1 − Y) / (1 − A), where the way back starts; answers of 0 and 1 are moved by EDGE (course 4.3)."""
    A = np.clip(A, EDGE, 1 - EDGE)
    return -Y / A + (1 - Y) / (1 - A)


def differs(value, beside):
    """Where a value is not what it should be, beyond rounding and the error of a central difference."""
    return ~(np.abs(value - beside) <= 1e-8 + 1e-5 * np.abs(beside).max())  # NaN differs, too


def walk(net, params, X, Y, *, learning_rate=0.5, dense_forward=dense_forward, dense_backward=dense_backward):
    """One whole iteration: a Visit for each block, worked out when it is asked for.

    raises: what a function of the block raises; the visits before it stay good
    source: course 4.3
    """
    (W, b), L, A, caches, gradients = params, net.L, X, {}, Params({}, {})
    course, slopes = propagate(net, params, X), numeric_gradients(net, params, X, Y)
    for l in range(1, L + 1):
        A_prev = A
        A, caches[l] = dense_forward(A_prev, W[l], b[l], net.g[l])
        values = {f"W[{l}]": W[l], f"A[{l - 1}]": A_prev, f"b[{l}]": b[l], f"Z[{l}]": caches[l][1], f"A[{l}]": A}
        yield Visit("forward", l, values, {f"Z[{l}]": course.Z[l], f"A[{l}]": course.A[l]})
    losses, dA = LOSSES[net.loss].elements(caches[L][1], A, Y), first_slope(A, Y)
    yield Visit("cost", L, {f"A[{L}]": A, "Y": Y, "losses": losses, "J": losses.mean(keepdims=True)}, {})
    yield Visit("start", L, {"Y": Y, f"A[{L}]": A, f"dA[{L}]": dA}, {f"dA[{L}]": slopes[f"dA[{L}]"]})
    for l in range(L, 0, -1):
        upstream, (A_prev, Z, A), prime = dA, caches[l], net.g[l].prime
        dA, dW, db = dense_backward(upstream, caches[l], W[l], prime)
        gradients.W[l], gradients.b[l] = dW, db
        local = prime(Z, A)
        slope = {f"dZ[{l}]": upstream * local, f"dW[{l}]": dW, f"db[{l}]": db, f"dA[{l - 1}]": dA}
        values = {f"dA[{l}]": upstream, f"g′(Z[{l}])": local, f"A[{l - 1}]": A_prev, f"W[{l}]": W[l]} | slope
        yield Visit("backward", l, values, {name: slopes[name] for name in slope})
    yield _update(net, params, gradients, X, Y, learning_rate)


def numeric_gradients(net, params, X, Y):
    """The slopes of the cost, each entry measured by moving it a little: dW[l], db[l], and m times those of Z[l] and A[l].

    returns: {name: array}
    source: course 4.3
    """
    (W, b), (Z, A), L, m = params, propagate(net, params, X), net.L, X.shape[1]
    found = {}
    for l in range(1, L + 1):

        def J(Z, l=l):
            return _cost_from(net, params, Y, l, Z)

        found |= {
            f"dA[{l - 1}]": m * _slopes(lambda A_prev, J=J, l=l: J(W[l] @ A_prev + b[l]), A[l - 1], EPSILON),
            f"dZ[{l}]": m * _slopes(J, Z[l], EPSILON),
            f"dW[{l}]": _slopes(lambda W, J=J, l=l: J(W @ A[l - 1] + b[l]), W[l], EPSILON),
            f"db[{l}]": _slopes(lambda b, J=J, l=l: J(W[l] @ A[l - 1] + b), b[l], EPSILON),
        }
    room = EPSILON * A[L] * (1 - A[L])  # so that no answer leaves (0, 1)
    return found | {f"dA[{L}]": m * _slopes(lambda A: J(np.log(A) - np.log1p(-A)), A[L], room)}


def corners(net, cache, reach=10 * EPSILON):
    """[(l, row, column)] of the Z[l] so near to the corner of ReLU that a central difference meets both slopes."""
    bent = [l for l, g in net.g.items() if g.corner]
    return [(l, *map(int, place)) for l in bent for place in np.argwhere(np.abs(cache.Z[l]) <= reach)]


def _slopes(J, tensor, epsilon):
    """(J with one entry a little larger − J with it smaller) / 2ε for each entry, all of them in one stack."""
    moves = np.eye(tensor.size).reshape(-1, *tensor.shape) * epsilon  # (size, n, k), one entry moved in each
    rise = J(tensor + moves) - J(tensor - moves)  # (size,)
    return rise.reshape(tensor.shape) / (2 * epsilon)


def _cost_from(net, params, Y, l, Z):
    """The cost if Z[l] is Z, or for each Z of a stack: what comes after is computed from there."""
    for k in range(l + 1, net.L + 1):
        Z = params.W[k] @ net.g[k - 1](Z) + params.b[k]
    return mean_loss(net, Cache({net.L: Z}, {net.L: sigmoid(Z)}), Y)


def _update(net, params, gradients, X, Y, learning_rate):
    """The visit of all parameters, and the cost before and after, both by the course's forward pass."""
    new = Params(*({l: P[l] - learning_rate * dP[l] for l in P} for P, dP in zip(params, gradients)))
    values = {"α": learning_rate}
    for l in params.W:
        for name, old, slope, fresh in zip("Wb", params, gradients, new):
            values |= {f"{name}[{l}]": old[l], f"d{name}[{l}]": slope[l], f"new {name}[{l}]": fresh[l]}
    for name, at in (("J", params), ("new J", new)):
        values[name] = float(mean_loss(net, propagate(net, at, X), Y))
    return Visit("update", 0, values, {})
