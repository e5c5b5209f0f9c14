"""The passes of training: less work than on the blackboard, in memory that serves again.

The bias is the weight of an input that is always 1: θ[l] = [W[l] b[l]] is one matrix (n[l], n[l-1] + 1), and each layer's input has a
last row of ones. So θ[l] @ input is W[l] A[l-1] + b[l], and dZ[l] @ inputᵀ is [dW[l] db[l]]: nothing is added or summed up on its own.
The θ[l] of all layers lie in one vector, so that a step down is one subtraction.
`network` says the same as the blackboard does. Callers set np.errstate, once for all steps: an overflow is a result, not a warning.
"""

from inspect import unwrap
from typing import NamedTuple

import numpy as np

from course_lib.losses import LOSSES
from course_lib.network import Cache, Params


class Theta(NamedTuple):
    """All parameters of a network, or of each in a stack, or their gradients.

    vector: (*runs, P), P the number of parameters
    matrices: θ[l] (*runs, n[l], n[l-1] + 1), a dict keyed by layer: views of the vector
    """

    vector: np.ndarray
    matrices: dict


def theta_of(net, vector):
    """Theta with this vector (*runs, P), not copied."""
    matrices, end = {}, 0
    for l, (n_in, n) in enumerate(zip(net.layers, net.layers[1:]), start=1):
        start, end = end, end + n * (n_in + 1)
        matrices[l] = vector[..., start:end].reshape(*vector.shape[:-1], n, n_in + 1)
    return Theta(vector, matrices)


def joined(net, params, runs=()):
    """Theta of these parameters, for each run of a stack, in a new array."""
    W, b = params
    theta = theta_of(net, np.empty((*runs, net.parameter_count)))
    for l, T in theta.matrices.items():
        T[..., :-1], T[..., -1:] = W[l], b[l]
    return theta


def parted(theta):
    """Params of Theta, in new arrays."""
    W = {l: T[..., :-1].copy() for l, T in theta.matrices.items()}
    b = {l: T[..., -1:].copy() for l, T in theta.matrices.items()}
    return Params(W, b)


def with_ones(X, batch_size=None):
    """X (..., n_x, m) and a last row of ones, in a new array, stored the way that is quickest to read: by rows, or by columns."""
    *runs, n_x, m = X.shape
    by_columns = batch_size or n_x > m  # a mini-batch picks columns
    inputs = np.empty((*runs, m, n_x + 1)).mT if by_columns else np.empty((*runs, n_x + 1, m))
    inputs[..., :-1, :], inputs[..., -1, :] = X, 1.0
    return inputs


def in_use(strength):
    """Whether a momentum or an l2 does anything: a number that is not 0, or an array with one for each run of a stack."""
    return isinstance(strength, np.ndarray) or strength != 0


class Passes:
    """Passes through one network, or one stack of always as many; their arrays serve again while m is the same."""

    def __init__(self, net):
        self._net, self._m = net, None
        self._activate = {l: unwrap(g.function) for l, g in net.g.items()}  # without the np.errstate of its own

    def forward(self, theta, X):
        """Compute every layer.

        X: (n_x + 1, m), of `with_ones`
        returns: Cache; its arrays change in the next pass
        """
        if X.shape[-1] != self._m:
            self._make_room(theta.vector, X.shape[-1])
        (Z, A), inputs, g, L = self._cache, self._inputs, self._activate, self._net.L
        inputs[0] = X
        for l in range(1, L):
            self._product(theta.matrices[l], inputs[l - 1], out=Z[l])
            g[l](Z[l], out=A[l])
        Z[L] = self._product(theta.matrices[L], inputs[L - 1])
        A[L] = g[L](Z[L])
        return self._cache

    def gradient(self, theta, Y, l2):
        """dθ of the cost, and of the L2 penalty on W, for the examples of the last `forward`.

        l2: a number, or an array (k, 1, 1) with one for each run of a stack
        returns: a vector like that of theta; it changes in the next pass
        """
        (Z, A), inputs, g, L = self._cache, self._inputs, self._net.g, self._net.L
        dZ = LOSSES[self._net.loss].dZ(Z[L], A[L], Y, g[L].prime) / self._m
        for l in range(L, 0, -1):
            self._product(dZ, inputs[l - 1].mT, out=self._gradient.matrices[l])
            if l > 1:
                dZ = self._back[l](theta.matrices[l][..., :-1].mT, dZ, out=self._dZ[l - 1])
                dZ *= g[l - 1].prime(Z[l - 1], A[l - 1])
        if in_use(l2):
            for l, T in theta.matrices.items():
                self._gradient.matrices[l][..., :-1] += l2 * T[..., :-1]
        return self._gradient.vector

    def _make_room(self, like, m):
        runs, hidden = like.shape[:-1], dict(enumerate(self._net.layers[1:-1], start=1))
        # np.dot costs half of what np.matmul does where sizes are small; it knows no stacks, and with one number makes 0 · ∞ a 0.
        self._product = np.matmul if runs or m == 1 else np.dot
        self._back = {l: np.multiply if n == 1 else self._product for l, n in enumerate(self._net.layers)}  # one unit: a column times a row
        self._m, self._gradient = m, theta_of(self._net, np.empty_like(like))
        self._inputs = {l: np.ones((*runs, n + 1, m)) for l, n in hidden.items()}  # A[l] and its row of ones
        Z, self._dZ = ({l: np.empty((*runs, n, m)) for l, n in hidden.items()} for _ in range(2))
        self._cache = Cache(Z, {l: T[..., :-1, :] for l, T in self._inputs.items()})
