"""A network is a description; its parameters are plain data; verbs turn one into the other.

In come a `Network` (sizes and activations), `Params` (dicts W and b, keyed by layer) and data X (n_x, m); out come
the `Cache` of a forward pass, the cost, and the gradients. A logistic regression is `Network((n_x, 1))`.
Extra leading axes are free runs: W[l] of shape (k, n[l], n[l-1]) is k networks computed at once.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from course_lib import checks
from course_lib.activations import ACTIVATIONS, HIDDEN
from course_lib.initializers import INITIALIZERS
from course_lib.losses import LOSS_OF_OUTPUT, LOSSES


class Params(NamedTuple):
    """Weights and biases, or their gradients: W[l] is (n[l], n[l-1]), b[l] is (n[l], 1), for l = 1 … L."""

    W: dict
    b: dict


class Cache(NamedTuple):
    """What a forward pass leaves for the backward pass: Z[l] and A[l] are (n[l], m); A[0] is X, A[L] is ŷ."""

    Z: dict
    A: dict


@dataclass(frozen=True)
class Network:
    """Sizes and activations of a network; it holds no parameters.

    layers: (n[0], …, n[L]): the inputs, then the units of each layer
    hidden: activation of the hidden layers: one name, or one a hidden layer
    output: "sigmoid" (labels 0 or 1), "softmax" (one of n_y classes) or "linear" (a number)
    loss: None for the one that belongs to the output, or "squared_error" to compare
    raises: ValueError for sizes below 1 and for unknown names
    """

    layers: tuple
    hidden: str | tuple = "tanh"
    output: str = "sigmoid"
    loss: str | None = None

    def __post_init__(self):
        if not isinstance(self.layers, tuple | list) or len(self.layers) < 2:
            raise ValueError(f"layers is {self.layers!r}; expected at least two sizes, such as (2, 4, 1)")
        for l, n in enumerate(self.layers):
            checks.whole_number(f"layers[{l}]", n, 1)
        checks.one_of("output", self.output, LOSS_OF_OUTPUT)
        object.__setattr__(self, "layers", tuple(int(n) for n in self.layers))
        object.__setattr__(self, "hidden", self._one_a_layer(self.hidden))
        object.__setattr__(self, "loss", self._known_loss(self.loss))

    def _one_a_layer(self, hidden):
        names = (hidden,) * (self.L - 1) if isinstance(hidden, str) else tuple(hidden)
        if len(names) != self.L - 1:
            raise ValueError(f"hidden has {len(names)} names; the number of hidden layers is {self.L - 1}")
        for name in (hidden,) if isinstance(hidden, str) else names:
            checks.one_of("hidden", name, HIDDEN)
        return names

    def _known_loss(self, loss):
        own = LOSS_OF_OUTPUT[self.output]
        checks.one_of("loss", loss or own, [own] if self.output == "softmax" else dict.fromkeys((own, "squared_error")))
        return loss or own

    @property
    def L(self):
        """Number of layers; the input is layer 0 and does not count."""
        return len(self.layers) - 1

    @property
    def parameter_count(self):
        """How many numbers it learns: all entries of W and b."""
        return sum((n_in + 1) * n_out for n_in, n_out in zip(self.layers, self.layers[1:]))

    @cached_property
    def g(self):
        """The activation of each layer, g[1] … g[L]."""
        return {l: ACTIVATIONS[name] for l, name in enumerate((*self.hidden, self.output), start=1)}


def initialize(net, name="he", rng=None, scale=None):
    """Draw the first parameters: normal weights, zero biases.

    name: zeros, small (0.01), xavier, he or large (10): the standard deviation of the weights
    rng: a seed or a numpy Generator
    scale: a standard deviation that replaces the one of `name`
    returns: Params
    source: course 3.6
    """
    checks.one_of("initialization", name, INITIALIZERS)
    if scale is not None:
        checks.number("scale", scale, 0, low_allowed=True)
    rng = np.random.default_rng(rng)
    W, b = {}, {}
    for l in range(1, net.L + 1):
        n_in, n_out = net.layers[l - 1], net.layers[l]
        spread = INITIALIZERS[name](n_in) if scale is None else scale
        W[l] = spread * rng.standard_normal((n_out, n_in))
        b[l] = np.zeros((n_out, 1))
    return Params(W, b)


def stacked(runs):
    """Several Params of one network as a stack: W[l] of shape (k, n[l], n[l-1]), b[l] of shape (k, n[l], 1)."""
    return Params(*({l: np.stack([tensors[l] for tensors in each]) for l in each[0]} for each in zip(*runs)))


def propagate(net, params, X):
    """`forward` without the checks, for loops that checked once."""
    W, b = params
    Z, A = {}, {0: X}
    for l in range(1, net.L + 1):
        Z[l] = W[l] @ A[l - 1] + b[l]  # (n[l], m)
        A[l] = net.g[l](Z[l])
    return Cache(Z, A)


def backpropagate(net, params, cache, Y, l2=0.0):
    """`backward` without the checks, for loops that checked once."""
    (W, _), (Z, A), L = params, cache, net.L
    m = Y.shape[-1]
    dW, db = {}, {}
    dZ = LOSSES[net.loss].dZ(Z[L], A[L], Y, net.g[L].prime) / m  # (n[L], m); the 1/m of the mean, for all layers at once
    for l in range(L, 0, -1):
        dW[l] = dZ @ A[l - 1].mT + l2 * W[l] if l2 else dZ @ A[l - 1].mT
        db[l] = dZ.sum(axis=-1, keepdims=True)
        if l > 1:
            dZ = W[l].mT @ dZ * net.g[l - 1].prime(Z[l - 1], A[l - 1])  # (n[l-1], m)
    return Params(dW, db)


def forward(net, params, X):
    """Compute every layer from the input to ŷ (course 3.1 and 4).

    X: (n_x, m), one example a column
    returns: Cache
    raises: ValueError for shapes that do not fit, and for NaN or Inf in X
    """
    checks.parameters(params, net.layers)
    return propagate(net, params, checks.examples(X, net.layers[0]))


def cost(net, cache, Y):
    """The cost J: the mean loss of the m examples, from Z[L] (course 2.1.2).

    Y: (n_y, m)
    returns: a number; for a stack of k networks an array (k,)
    raises: ValueError for labels that do not fit
    """
    return mean_loss(net, cache, _labels_for(net, cache, Y))


def mean_loss(net, cache, Y):
    """`cost` without the checks, for loops that checked once."""
    losses = LOSSES[net.loss].elements(cache.Z[net.L], cache.A[net.L], Y)
    return losses.sum(axis=(-2, -1)) / Y.shape[-1]


def penalty(params, l2):
    """The L2 penalty l2/2 · Σ‖W[l]‖² that `backward(..., l2=...)` differentiates; biases are left out.

    The course writes λ/m for what is `l2` here, so that it does not change with the size of a batch.
    """
    W, _ = params
    return 0.5 * l2 * sum((W[l] * W[l]).sum(axis=(-2, -1)) for l in W)


def backward(net, params, cache, Y, l2=0.0):
    """The gradients of the cost (plus the L2 penalty) for every parameter (course 3.5 and 4.3).

    cache: what forward returned for the same params
    Y: (n_y, m)
    returns: Params holding dW[l] and db[l], shaped like W[l] and b[l]
    raises: ValueError for labels that do not fit, and for a negative l2
    """
    checks.parameters(params, net.layers)
    checks.number("l2", l2, 0, low_allowed=True)
    return backpropagate(net, params, cache, _labels_for(net, cache, Y), l2)


def predict(net, params, X):
    """What the network answers, shaped like Y: 0 or 1 (sigmoid), one 1 a column (softmax), or ŷ itself (linear)."""
    return answers(net, forward(net, params, X).A[net.L])


def answers(net, A):
    """`predict` from ŷ itself, A[L] of a forward pass."""
    if net.output == "linear":
        return A
    if net.output == "softmax":
        return (np.arange(A.shape[-2])[:, None] == A.argmax(axis=-2)[..., None, :]).astype(int)
    return (A > 0.5).astype(int)


def accuracy(net, params, X, Y):
    """The share of examples that are answered right, between 0 and 1; for a stack of k networks an array (k,)."""
    if net.output == "linear":
        raise ValueError("accuracy needs classes; this network has a linear output: look at its cost")
    A = forward(net, params, X).A[net.L]
    return share_right(net, A, checks.labels(Y, net.layers[-1], A.shape[-1], net.output))


def share_right(net, A, Y):
    """`accuracy` from ŷ itself, without the checks."""
    return (answers(net, A) == Y).all(axis=-2).mean(axis=-1)


def _labels_for(net, cache, Y):
    checks.passed_forward(cache, net.layers)
    return checks.labels(Y, net.layers[-1], cache.A[net.L].shape[-1], net.output)
