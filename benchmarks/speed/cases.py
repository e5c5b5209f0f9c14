"""What is trained: a network, its data, first weights and a number of steps. Every way to train is given the same case."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from course_lib import Network, datasets, initialize
from course_lib.network import Params, stacked

SEED = 0


@dataclass(frozen=True, eq=False)
class Case:
    """One training run; full batch unless batch_size divides the examples."""

    name: str
    net: Network
    X: np.ndarray
    Y: np.ndarray
    learning_rate: float = 0.1
    steps: int = 300
    batch_size: int | None = None

    @property
    def m(self):
        """Number of examples."""
        return self.X.shape[1]

    @cached_property
    def params(self):
        """The first weights. Biases are not 0, so that no ReLU stands exactly at its corner, where libraries differ."""
        W, b = initialize(self.net, "he" if "relu" in self.net.hidden else "xavier", rng=SEED)
        rng = np.random.default_rng(SEED)
        return Params(W, {l: 0.1 * rng.standard_normal(b[l].shape) for l in b})

    def orders(self):
        """The order of the examples, epoch after epoch, as `course_lib.train` draws it."""
        rng = np.random.default_rng(SEED)
        while True:
            yield rng.permutation(self.m)

    def batches(self):
        """The examples of each step, an array (steps, batch_size)."""
        orders = self.orders()
        epochs = -(-self.steps * self.batch_size // self.m)
        chosen = np.concatenate([next(orders) for _ in range(epochs)])
        return chosen.reshape(-1, self.batch_size)[: self.steps]

    def stack(self, k):
        """(Params of k runs, learning rates (k, 1, 1)): other first weights and another learning rate for each."""
        runs = [initialize(self.net, "xavier", rng=seed) for seed in range(k)]
        return stacked(runs), np.geomspace(0.05, 0.5, k).reshape(k, 1, 1)


def small(layers, m=400, steps=300):
    """A tanh network with two inputs on the circles of the course."""
    X, Y = datasets.circles(m=m, rng=SEED)
    return Case("-".join(map(str, layers)), Network(tuple(layers)), X, Y, steps=steps)


def random_images(layers, m, **settings):
    """A ReLU network on noise of the size of images."""
    rng = np.random.default_rng(SEED)
    X, Y = np.asfortranarray(rng.uniform(-1, 1, (layers[0], m))), rng.integers(0, 2, (1, m)).astype(float)
    return Case("-".join(map(str, layers)), Network(layers, hidden="relu"), X, Y, learning_rate=0.01, **settings)


def digits():
    """The 1797 handwritten digits, ten classes."""
    X, Y = datasets.digits()
    return Case("64-32-10 softmax", Network((64, 32, 10), output="softmax"), X, Y, steps=100)


def compared():
    """The six cases of the comparison."""
    return [
        small((2, 4, 1), steps=1000),
        small((2, 8, 8, 1), steps=400),
        small((2, 32, 32, 1), steps=100),
        random_images((12288, 20, 7, 5, 1), 209, steps=100),
        random_images((784, 128, 64, 1), 1024, steps=240, batch_size=256),
        digits(),
    ]


def stacked_cases():
    """[(networks in the stack, case)] for two networks."""
    return [(k, small(layers, steps=max(20, 1600 // k))) for layers in ((2, 4, 1), (2, 8, 8, 1)) for k in (1, 4, 16, 64)]


def scaled():
    """{what grows: [(how much, case)]}: examples m, units of two hidden layers, hidden layers of 16 units."""
    def steps(m, n, layers):
        return int(np.clip(2e8 / (m * (n * n * layers + 20 * n * layers)), 20, 200))

    return {
        "m": [(m, small((2, 8, 8, 1), m, steps(m, 8, 2))) for m in (10**2, 10**3, 10**4, 10**5, 10**6)],
        "width": [(n, small((2, n, n, 1), 400, steps(400, n, 2))) for n in (4, 16, 64, 256, 1024)],
        "depth": [(L, small((2, *(16,) * L, 1), 400, steps(400, 16, L))) for L in (1, 3, 10, 30, 100)],
    }
