"""How long one step of gradient descent takes, for networks of several sizes and growing numbers of digits, on this machine."""

from functools import partial

import numpy as np

from course_lib import datasets
from course_lib.labs.data_scale import NETWORKS
from course_lib.labs.race import SIZES, Race
from course_lib.network import Network, backpropagate, initialize, propagate

STEPS = 1000  # of a whole training


class StepRaceLab(Race):
    """Time one step of training.

    networks: {name: units of each hidden layer}, the largest first; None for those of DataScaleLab
    source: course 1.3
    """

    title = "What one step of training takes"
    call = "step"

    def __init__(self, networks=None):
        networks = networks or dict(reversed(NETWORKS.items()))
        nets = {name: Network((64, *hidden, 1), hidden="relu") for name, hidden in networks.items()}
        super().__init__({name: partial(_step, net, initialize(net, rng=0)) for name, net in nets.items()})

    def describe(self):
        """The result in words."""
        if not self.laps:
            return f"Not run yet. Press Race: it times one step of training, for {', '.join(self.functions)} network, on {SIZES[0]} to {SIZES[-1]} digits."
        lap = self.laps[-1]
        took = {name: float(np.median(seconds)) for name, seconds in lap.seconds.items()}
        steps = ", ".join(f"{name} {1000 * seconds:.2g} ms" for name, seconds in took.items())
        hour = ", ".join(f"{name} {3600 / (STEPS * seconds):.0f}" for name, seconds in took.items())
        return (
            f"Measured on this machine just now, with m = {lap.m} digits. One step: {steps}; the first takes {lap.ratio:.2g} times as long as the last. "
            f"Trainings of {STEPS} steps in an hour: {hour}. With one digit the ratio is {self.laps[0].ratio:.2g}."
        )

    def example(self, m):
        """X (64, m), Y (1, m): real digits, the same ones again where there are not enough."""
        X, Y = datasets.digits_odd()
        chosen = np.arange(m) % X.shape[1]
        return np.asfortranarray(X[:, chosen]), np.asfortranarray(Y[:, chosen])


def _step(net, params, X, Y):
    return backpropagate(net, params, propagate(net, params, X), Y)
