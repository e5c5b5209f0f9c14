"""Losses: how wrong the output is, and the gradient that starts backpropagation; one row each in `LOSSES`.

In come Z[L], A[L] and the labels Y, all (..., n_y, m). The cross-entropies are computed from Z, never from log(A),
so they are finite for every finite Z.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Loss:
    """One loss.

    name: its key in LOSSES
    elements: (Z, A, Y) → array whose sum over units and examples, divided by m, is the cost J
    dZ: (Z, A, Y, prime) → derivative of that sum with respect to Z; prime is g′ of the output layer
    """

    name: str
    elements: Callable
    dZ: Callable


def _binary_cross_entropy(Z, A, Y):
    return np.maximum(Z, 0.0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))


def _cross_entropy(Z, A, Y):
    shifted = Z - np.max(Z, axis=-2, keepdims=True)
    log_sum = np.log(np.sum(np.exp(shifted), axis=-2, keepdims=True))
    return np.where(Y == 0, 0.0, Y * (log_sum - shifted))


def _squared_error(Z, A, Y):
    return 0.5 * (A - Y) ** 2


def _difference(Z, A, Y, prime):
    return A - Y


def _squared_error_dZ(Z, A, Y, prime):
    return (A - Y) * prime(Z, A)


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("binary_cross_entropy", _binary_cross_entropy, _difference),
        Loss("cross_entropy", _cross_entropy, _difference),
        Loss("squared_error", _squared_error, _squared_error_dZ),
    )
}

# The loss that belongs to each output activation.
LOSS_OF_OUTPUT = {"sigmoid": "binary_cross_entropy", "softmax": "cross_entropy", "linear": "squared_error"}
