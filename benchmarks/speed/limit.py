"""What a form in NumPy can hardly be quicker than: the arithmetic of `course_lib.train` with every buffer made beforehand.

`prepare` is a whole step with `out=` everywhere, no checks, no snapshots, θ = [W b] changed in place. `prepare_products` is
less: the matrix products of a step and nothing else, on numbers that mean nothing.
"""

from types import SimpleNamespace

import numpy as np

from course_lib.passes import joined, parted, theta_of, with_ones


def prepare(case):
    """A function that trains the case and returns its last weights."""
    memory = _memory(case)

    def run():
        np.copyto(memory.vector, joined(case.net, case.params).vector)
        for chosen in (None,) * case.steps if case.batch_size is None else case.batches():
            _choose(memory, case, chosen)
            _forward(memory)
            _backward(memory)
            _update(memory, case.learning_rate)
        return parted(theta_of(case.net, memory.vector))

    return run


def prepare_products(case):
    """A function that computes the matrix products of the case's steps; it returns None: there are no weights to compare."""
    memory = _memory(case)

    def run():
        for _ in range(case.steps):
            for l in memory.layers:
                np.dot(memory.theta[l], memory.inputs[l - 1], out=memory.Z[l])
            for l in reversed(memory.layers):
                np.dot(memory.dZ[l], memory.inputsT[l - 1], out=memory.dtheta[l])
                if l > 1:
                    memory.times[l](memory.WT[l], memory.dZ[l], out=memory.dZ[l - 1])

    return run


def _memory(case):
    """All arrays of a step, by name and layer; T marks a transposed view."""
    net, m = case.net, case.batch_size or case.m
    memory = SimpleNamespace(net=net, m=m, layers=range(1, net.L + 1))
    memory.vector, memory.theta = joined(net, case.params)
    memory.gradient, memory.dtheta = joined(net, case.params)
    for name in ("Z", "dZ", "g", "E"):
        setattr(memory, name, {l: np.zeros((net.layers[l], m)) for l in memory.layers})
    memory.positive = {l: np.empty((net.layers[l], m), bool) for l in memory.layers}
    memory.whole, memory.Y = with_ones(case.X, case.batch_size), np.array(case.Y[:, :m], order="F")
    memory.inputs = {0: memory.whole[:, :m].copy("K")} | {l: np.ones((net.layers[l] + 1, m)) for l in memory.layers}
    memory.A = {l: inputs[:-1] for l, inputs in memory.inputs.items()}
    memory.inputsT = {l: inputs.T for l, inputs in memory.inputs.items()}
    memory.WT = {l: theta[:, :-1].T for l, theta in memory.theta.items()}
    memory.times = {l: np.multiply if net.layers[l] == 1 else np.dot for l in memory.layers}  # a column times a row
    return memory


def _choose(memory, case, chosen):
    if chosen is not None:
        for batch, whole in ((memory.inputs[0], memory.whole), (memory.Y, case.Y)):
            np.take(whole.T, chosen, axis=0, out=batch.T, mode="clip")


def _forward(memory):
    for l in memory.layers:
        np.dot(memory.theta[l], memory.inputs[l - 1], out=memory.Z[l])
        FUNCTIONS[memory.net.g[l].name](memory.Z[l], memory.A[l], memory.E[l])


def _backward(memory):
    L = memory.net.L
    np.subtract(memory.A[L], memory.Y, out=memory.dZ[L])
    np.divide(memory.dZ[L], memory.m, out=memory.dZ[L])
    for l in reversed(memory.layers):
        np.dot(memory.dZ[l], memory.inputsT[l - 1], out=memory.dtheta[l])
        if l > 1:
            memory.times[l](memory.WT[l], memory.dZ[l], out=memory.dZ[l - 1])
            PRIMES[memory.net.g[l - 1].name](memory.Z[l - 1], memory.A[l - 1], memory.g[l - 1], memory.positive[l - 1])
            np.multiply(memory.dZ[l - 1], memory.g[l - 1], out=memory.dZ[l - 1])


def _update(memory, learning_rate):
    np.multiply(learning_rate, memory.gradient, out=memory.gradient)
    np.subtract(memory.vector, memory.gradient, out=memory.vector)


def _sigmoid(Z, A, E):
    np.negative(Z, out=E)
    np.exp(E, out=E)
    np.add(1.0, E, out=E)
    np.divide(1.0, E, out=A)


def _softmax(Z, A, E):
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
    "tanh": lambda Z, A, E: np.tanh(Z, out=A),
    "relu": lambda Z, A, E: np.maximum(0.0, Z, out=A),
}
PRIMES = {"tanh": _tanh_prime, "relu": _relu_prime}
