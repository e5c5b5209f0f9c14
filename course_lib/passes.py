"""The passes of training: less work than on the blackboard, in memory that serves again.

The bias is the weight of an input that is always 1: θ[l] = [W[l] b[l]] is one matrix (n[l], n[l-1] + 1), and each layer's input has a
last row of ones. So θ[l] @ input is W[l] A[l-1] + b[l], and dZ[l] @ inputᵀ is [dW[l] db[l]]: nothing is added or summed up on its own.
`network` says the same as the blackboard does. Callers set np.errstate, once for all steps: an overflow is a result, not a warning.
"""

from inspect import unwrap

import numpy as np

from course_lib.losses import LOSSES
from course_lib.network import Cache, Params


def joined(params, runs=()):
    """θ of these parameters, for each run of a stack: new arrays (*runs, n[l], n[l-1] + 1), a dict keyed by layer."""
    W, b = ({l: np.broadcast_to(T, (*runs, *T.shape[-2:])) for l, T in tensors.items()} for tensors in params)
    return {l: np.concatenate([W[l], b[l]], axis=-1) for l in W}


def parted(theta):
    """Params of θ, in new arrays."""
    return Params({l: T[..., :-1].copy() for l, T in theta.items()}, {l: T[..., -1:].copy() for l, T in theta.items()})


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
        # One unit: a column times a row, where @ takes twice as long.
        self._times = {l: np.multiply if n == 1 else np.matmul for l, n in enumerate(net.layers)}

    def forward(self, theta, X):
        """Compute every layer.

        X: (n_x + 1, m), of `with_ones`
        returns: Cache; its arrays change in the next pass
        """
        if X.shape[-1] != self._m:
            self._make_room(theta[1].shape[:-2], X.shape[-1])
        (Z, A), inputs, g, L = self._cache, self._inputs, self._activate, self._net.L
        inputs[0] = X
        for l in range(1, L):
            np.matmul(theta[l], inputs[l - 1], out=Z[l])
            g[l](Z[l], out=A[l])
        Z[L] = theta[L] @ inputs[L - 1]
        A[L] = g[L](Z[L])
        return self._cache

    def gradients(self, theta, Y, l2):
        """dθ of the cost, and of the L2 penalty on W, for the examples of the last `forward`: new arrays, keyed by layer."""
        (Z, A), inputs, g, L = self._cache, self._inputs, self._net.g, self._net.L
        dtheta, decays = {}, in_use(l2)
        dZ = LOSSES[self._net.loss].dZ(Z[L], A[L], Y, g[L].prime) / self._m
        for l in range(L, 0, -1):
            dtheta[l] = dZ @ inputs[l - 1].mT
            if decays:
                dtheta[l][..., :-1] += l2 * theta[l][..., :-1]
            if l > 1:
                dZ = self._times[l](theta[l][..., :-1].mT, dZ, out=self._dZ[l - 1])
                dZ *= g[l - 1].prime(Z[l - 1], A[l - 1])
        return dtheta

    def _make_room(self, runs, m):
        hidden = dict(enumerate(self._net.layers[1:-1], start=1))
        self._m = m
        self._inputs = {l: np.ones((*runs, n + 1, m)) for l, n in hidden.items()}  # A[l] and its row of ones
        Z, self._dZ = ({l: np.empty((*runs, n, m)) for l, n in hidden.items()} for _ in range(2))
        self._cache = Cache(Z, {l: T[..., :-1, :] for l, T in self._inputs.items()})
