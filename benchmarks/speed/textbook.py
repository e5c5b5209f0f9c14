"""The straightforward form that one writes from the course's formulas: dictionaries keyed by "W1", everything computed anew.

Derivatives evaluate their activation again, the cost is computed at each step, every layer passes its gradient on, the
first one too, and an epoch begins with a shuffled copy of the data.
"""

import numpy as np

from course_lib.network import Params

ACTIVATIONS = {
    "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
    "tanh": np.tanh,
    "relu": lambda Z: np.maximum(0, Z),
    "softmax": lambda Z: np.exp(Z) / np.sum(np.exp(Z), axis=0, keepdims=True),
}
DERIVATIVES = {
    "sigmoid": lambda Z: ACTIVATIONS["sigmoid"](Z) * (1 - ACTIVATIONS["sigmoid"](Z)),
    "tanh": lambda Z: 1 - np.power(np.tanh(Z), 2),
    "relu": lambda Z: np.where(Z > 0, 1.0, 0.0),
}


def prepare(case):
    """A function that trains the case and returns its last weights."""
    names = (*case.net.hidden, case.net.output)
    X, Y = np.ascontiguousarray(case.X), np.ascontiguousarray(case.Y)

    def run():
        parameters = {}
        for l in case.params.W:
            parameters["W" + str(l)], parameters["b" + str(l)] = case.params.W[l], case.params.b[l]
        costs = []
        for X_batch, Y_batch in _batches(case, X, Y):
            cache = forward(X_batch, parameters, names)
            costs.append(cost(cache["A" + str(len(names))], Y_batch, names[-1]))
            grads = backward(cache, parameters, Y_batch, names)
            parameters = update(parameters, grads, case.learning_rate)
        return Params(*({l: parameters[letter + str(l)] for l in case.params.W} for letter in "Wb"))

    return run


def forward(X, parameters, names):
    """Z and A of each layer."""
    cache = {"A0": X}
    for l, name in enumerate(names, start=1):
        cache["Z" + str(l)] = np.dot(parameters["W" + str(l)], cache["A" + str(l - 1)]) + parameters["b" + str(l)]
        cache["A" + str(l)] = ACTIVATIONS[name](cache["Z" + str(l)])
    return cache


def cost(A, Y, output):
    """The cross-entropy that belongs to the output."""
    if output == "softmax":
        return -np.sum(Y * np.log(A)) / Y.shape[1]
    return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1]


def backward(cache, parameters, Y, names):
    """The gradients of the cost, layer by layer."""
    m, L, grads = Y.shape[1], len(names), {}
    A = cache["A" + str(L)]
    dA = None if names[-1] == "softmax" else -(Y / A - (1 - Y) / (1 - A))
    for l in range(L, 0, -1):
        dZ = A - Y if dA is None else dA * DERIVATIVES[names[l - 1]](cache["Z" + str(l)])
        grads["dW" + str(l)] = 1 / m * np.dot(dZ, cache["A" + str(l - 1)].T)
        grads["db" + str(l)] = 1 / m * np.sum(dZ, axis=1, keepdims=True)
        dA = np.dot(parameters["W" + str(l)].T, dZ)
    return grads


def update(parameters, grads, learning_rate):
    """One step downhill."""
    return {name: parameters[name] - learning_rate * grads["d" + name] for name in parameters}


def _batches(case, X, Y):
    if case.batch_size is None:
        for _ in range(case.steps):
            yield X, Y
        return
    orders, done = case.orders(), 0
    while True:
        order = next(orders)
        shuffled_X, shuffled_Y = X[:, order], Y[:, order]
        for start in range(0, case.m, case.batch_size):
            yield shuffled_X[:, start : start + case.batch_size], shuffled_Y[:, start : start + case.batch_size]
            if (done := done + 1) == case.steps:
                return
