"""What no form in NumPy can be quicker than: the arithmetic of `course_lib.train` with every buffer made beforehand.

`prepare` is a whole step with `out=` everywhere, no checks, no snapshots, weights changed in place. `prepare_products` is
less: the matrix products of a step and nothing else, on numbers that mean nothing.
"""

from types import SimpleNamespace

import numpy as np

from course_lib.network import Params


def prepare(case):
    """A function that trains the case and returns its last weights."""
    memory = _memory(case)

    def run():
        for name in "Wb":
            for l, first in getattr(case.params, name).items():
                np.copyto(getattr(memory, name)[l], first)
        for chosen in (None,) * case.steps if case.batch_size is None else case.batches():
            _choose(memory, case, chosen)
            _forward(memory)
            _backward(memory)
            _update(memory, case.learning_rate)
        return Params(dict(memory.W), dict(memory.b))

    return run


def prepare_products(case):
    """A function that computes the matrix products of the case's steps; it returns None: there are no weights to compare."""
    memory = _memory(case)

    def run():
        for _ in range(case.steps):
            for l in memory.layers:
                np.matmul(memory.W[l], memory.A[l - 1], out=memory.Z[l])
            for l in reversed(memory.layers):
                np.matmul(memory.dZ[l], memory.AT[l - 1], out=memory.dW[l])
                if l > 1:
                    np.matmul(memory.WT[l], memory.dZ[l], out=memory.dA[l - 1])

    return run


def _memory(case):
    """All arrays of a step, by name and layer; T marks a transposed view."""
    net, m = case.net, case.batch_size or case.m
    layers = range(1, net.L + 1)
    memory = SimpleNamespace(net=net, m=m, layers=layers, Y=np.empty((net.layers[-1], m), order="F"))
    for name in ("W", "dW"):
        setattr(memory, name, {l: case.params.W[l].copy() for l in layers})
    for name in ("b", "db"):
        setattr(memory, name, {l: case.params.b[l].copy() for l in layers})
    for name in ("Z", "A", "dZ", "dA", "g", "E"):
        setattr(memory, name, {l: np.zeros((net.layers[l], m)) for l in layers})
    memory.positive = {l: np.empty((net.layers[l], m), bool) for l in layers}
    memory.A[0] = np.zeros((net.layers[0], m), order="F")
    memory.WT, memory.AT = ({l: array.T for l, array in each.items()} for each in (memory.W, memory.A))
    _choose(memory, case, np.arange(m))
    return memory


def _choose(memory, case, chosen):
    if chosen is not None:
        for batch, whole in ((memory.A[0], case.X), (memory.Y, case.Y)):
            np.take(whole.T, chosen, axis=0, out=batch.T, mode="clip")


def _forward(memory):
    for l in memory.layers:
        Z, A = memory.Z[l], memory.A[l]
        np.matmul(memory.W[l], memory.A[l - 1], out=Z)
        np.add(Z, memory.b[l], out=Z)
        FUNCTIONS[memory.net.g[l].name](Z, A, memory.E[l], memory.positive[l])


def _backward(memory):
    L = memory.net.L
    np.subtract(memory.A[L], memory.Y, out=memory.dZ[L])
    np.divide(memory.dZ[L], memory.m, out=memory.dZ[L])
    for l in reversed(memory.layers):
        np.matmul(memory.dZ[l], memory.AT[l - 1], out=memory.dW[l])
        np.add.reduce(memory.dZ[l], axis=1, keepdims=True, out=memory.db[l])
        if l > 1:
            np.matmul(memory.WT[l], memory.dZ[l], out=memory.dA[l - 1])
            PRIMES[memory.net.g[l - 1].name](memory.Z[l - 1], memory.A[l - 1], memory.g[l - 1], memory.positive[l - 1])
            np.multiply(memory.dA[l - 1], memory.g[l - 1], out=memory.dZ[l - 1])


def _update(memory, learning_rate):
    for tensors, gradients in ((memory.W, memory.dW), (memory.b, memory.db)):
        for l in memory.layers:
            np.multiply(learning_rate, gradients[l], out=gradients[l])
            np.subtract(tensors[l], gradients[l], out=tensors[l])


def _sigmoid(Z, A, E, positive):
    np.negative(Z, out=E)
    np.exp(E, out=E)
    np.add(1.0, E, out=E)
    np.divide(1.0, E, out=A)


def _softmax(Z, A, E, positive):
    np.subtract(Z, np.max(Z, axis=0, keepdims=True), out=E)
    np.exp(E, out=E)
    np.divide(E, np.sum(E, axis=0, keepdims=True), out=A)


def _tanh_prime(Z, A, g, positive):
    np.multiply(A, A, out=g)
    np.subtract(1.0, g, out=g)


def _relu_prime(Z, A, g, positive):
    np.greater_equal(Z, 0, out=positive)
    np.multiply(positive, 1.0, out=g)


FUNCTIONS = {
    "sigmoid": _sigmoid,
    "softmax": _softmax,
    "tanh": lambda Z, A, E, positive: np.tanh(Z, out=A),
    "relu": lambda Z, A, E, positive: np.maximum(0.0, Z, out=A),
}
PRIMES = {"tanh": _tanh_prime, "relu": _relu_prime}
