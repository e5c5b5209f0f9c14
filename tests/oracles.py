"""What the core is held against: the textbook's loop, one example and one number at a time, and ways to draw cases.

Nothing here comes from `course_lib` except the networks and parameters that are handed in, and nothing is vectorized.
"""

import math
from itertools import product

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from course_lib import Network, Params, initialize
from course_lib.activations import HIDDEN

OUTPUTS = (("sigmoid", None), ("sigmoid", "squared_error"), ("softmax", None), ("linear", None))
KINDS = [(None, *output, 1) for output in OUTPUTS]
KINDS += [(hidden, *output, depth) for hidden, output, depth in product(HIDDEN, OUTPUTS, (2, 3, 4))]

G = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": lambda z: (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z)),
    "relu": lambda z: z if z > 0 else 0.0,
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "linear": lambda z: z,
}
G_PRIME = {
    "sigmoid": lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2,
    "tanh": lambda z: 4 / (math.exp(z) + math.exp(-z)) ** 2,
    "relu": lambda z: 1.0 if z >= 0 else 0.0,
    "leaky_relu": lambda z: 1.0 if z >= 0 else 0.01,
    "linear": lambda z: 1.0,
}


def steady(max_examples):
    """The same cases on each run and each machine."""
    return settings(derandomize=True, deadline=None, max_examples=max_examples)


@st.composite
def problems(draw, hidden, output, loss, depth):
    """A network of the given kind with random sizes, parameters and data: net, params, X, Y, l2."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=depth + 1, max_size=depth + 1))
    m, l2 = draw(st.integers(1, 6)), draw(st.sampled_from((0.0, 0.3)))
    net = Network(tuple(sizes), hidden=hidden or "tanh", output=output, loss=loss)
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    return net, random_params(net, rng), rng.standard_normal((sizes[0], m)), random_labels(net, m, rng), l2


def random_params(net, rng):
    """Parameters whose biases are not zero either."""
    W, b = initialize(net, "xavier", rng=rng)
    return Params(W, {l: 0.5 * rng.standard_normal(b[l].shape) for l in b})


def random_labels(net, m, rng):
    n_y = net.layers[-1]
    if net.output == "softmax":
        return np.eye(n_y)[:, rng.integers(0, n_y, m)]
    return rng.integers(0, 2, (n_y, m)) * 1.0 if net.output == "sigmoid" else rng.standard_normal((n_y, m))


def textbook(net, params, X, Y, l2=0.0):
    """Answers, cost and gradients by the loop over examples: Ŷ (n_y, m), J, dW, db."""
    W, b = ({l: T.tolist() for l, T in tensors.items()} for tensors in params)
    m = X.shape[1]
    J, answers = 0.0, []
    dW = {l: [[l2 * w for w in row] for row in W[l]] for l in W}
    db = {l: [0.0 for _ in b[l]] for l in b}
    for i in range(m):
        z, a = _forward(net, W, b, [float(x) for x in X[:, i]])
        y = [float(value) for value in Y[:, i]]
        answers.append(a[net.L])
        J += _loss(net, a[net.L], y) / m
        _backward(net, W, z, a, y, m, dW, db)
    J += l2 / 2 * sum(w * w for l in W for row in W[l] for w in row)
    return np.array(answers).T, J, arrays(dW), {l: np.array(db[l])[:, None] for l in db}


def arrays(lists):
    return {l: np.array(rows) for l, rows in lists.items()}


def _forward(net, W, b, x):
    z, a = {}, {0: x}
    for l in range(1, net.L + 1):
        z[l] = [sum(w * x for w, x in zip(row, a[l - 1])) + b_j[0] for row, b_j in zip(W[l], b[l])]
        name = net.output if l == net.L else net.hidden[l - 1]
        a[l] = _softmax(z[l]) if name == "softmax" else [G[name](z_j) for z_j in z[l]]
    return z, a


def _softmax(z):
    powers = [math.exp(z_j) for z_j in z]
    return [power / sum(powers) for power in powers]


def _loss(net, a, y):
    if net.loss == "squared_error":
        return sum((a_j - y_j) ** 2 for a_j, y_j in zip(a, y)) / 2
    if net.loss == "cross_entropy":
        return -sum(y_j * math.log(a_j) for a_j, y_j in zip(a, y))
    return -sum(math.log(a_j) if y_j == 1 else math.log(1 - a_j) for a_j, y_j in zip(a, y))


def _backward(net, W, z, a, y, m, dW, db):
    dz = [a_j - y_j for a_j, y_j in zip(a[net.L], y)]
    if net.loss == "squared_error":
        dz = [d * G_PRIME[net.output](z_j) for d, z_j in zip(dz, z[net.L])]
    for l in range(net.L, 0, -1):
        for j, d in enumerate(dz):
            db[l][j] += d / m
            for k, a_k in enumerate(a[l - 1]):
                dW[l][j][k] += d * a_k / m
        if l > 1:
            back = [sum(W[l][j][k] * d for j, d in enumerate(dz)) for k in range(len(a[l - 1]))]
            dz = [d * G_PRIME[net.hidden[l - 2]](z_k) for d, z_k in zip(back, z[l - 1])]
