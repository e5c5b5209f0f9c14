"""One neuron on one feature: turn w and b, and train it by hand.

In come w and b; out come the neuron's answers to a data set with one feature, the loss of each example, the cost, and how
far that is from the best cost there is.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from course_lib import activations, datasets
from course_lib.labs.base import Lab
from course_lib.labs.controls import Slider
from course_lib.limits import is_yours
from course_lib.losses import LOSSES
from course_lib.network import Network, initialize
from course_lib.training import train
from course_lib.views.neuron import NeuronView

SURE = 5.0  # beyond this |z| the answer is closer than 0.007 to 0 or 1


class NeuronSnapshot(NamedTuple):
    """What the view shows: the neuron's answers at one w and b; Z, A and loss are (m,)."""

    Z: np.ndarray
    A: np.ndarray
    loss: np.ndarray
    cost: float
    curve: tuple  # x (200,), ŷ (200,)
    decision: float | None  # the x where ŷ = ½
    reached: bool


class NeuronLab(Lab):
    """Fit one neuron by hand.

    w, b: where to start
    sigmoid: the learner's own, or None for the course's
    source: course 2.1.2
    """

    title = "One neuron: turn w and b"
    size = (940, 412)
    knobs = {"w": Slider("weight w", -10, 10, 0.05), "b": Slider("bias b", -10, 10, 0.05)}

    def __init__(self, *, w=1.0, b=0.0, sigmoid=None):
        super().__init__(w=w, b=b)
        self.dataset = datasets.line(rng=0)
        self._sigmoid = self.steady("sigmoid", sigmoid, activations.sigmoid)
        self._yours = is_yours(sigmoid)

    @cached_property
    def best(self):
        """(w, b, J) where J is lowest, found by training."""
        net = Network((1, 1))
        for end in train(net, initialize(net, "zeros"), *self.dataset, learning_rate=1.0, steps=3000, every=3000):
            found = end
        return float(found.params.W[1][0, 0]), float(found.params.b[1][0, 0]), float(found.cost)

    @property
    def target(self):
        """The cost to get below: a little above the best."""
        return float(np.ceil(self.best[2] * 105) / 100)

    @property
    def cost(self):
        """J at the present w and b."""
        return self.snapshot().cost

    def show_best(self):
        """Set w and b to the best that the sliders reach."""
        w, b, _ = self.best
        self.set(w=float(np.clip(round(w, 2), -10, 10)), b=float(np.clip(round(b, 2), -10, 10)))

    def make_view(self, figure):
        """The view of this lab."""
        return NeuronView(figure, *self.dataset, self.best[2], self.target)

    def snapshot(self):
        """What is on screen now."""
        X, Y = self.dataset
        w, b = self.settings["w"], self.settings["b"]
        x = np.linspace(X.min() - 0.5, X.max() + 0.5, 200)
        Z = w * X + b
        A = self._sigmoid(Z)
        loss = LOSSES["binary_cross_entropy"].elements(Z, A, Y)[0]
        curve = x, np.ravel(self._sigmoid(w * x + b))
        cost = float(loss.mean())
        return NeuronSnapshot(Z[0], np.ravel(A), loss, cost, curve, 0.0 - b / w if w else None, cost <= self.target)

    def describe(self):
        """The neuron in words."""
        now, (*_, best) = self.snapshot(), self.best
        side = "right" if self.settings["w"] > 0 else "left"
        decision = "no x: the curve is flat" if now.decision is None else f"x = {now.decision:.2f}, yes to the {side} of it"
        wrong = int(((now.A > 0.5) != self.dataset.Y[0]).sum())
        sure = int((np.abs(now.Z) > SURE).sum())
        goal = "You are there." if now.reached else f"Get J below {self.target:.2f}."
        return (
            f"w = {self.settings['w']:.2f}, b = {self.settings['b']:.2f}: cost J = {now.cost:.3f}, best possible {best:.3f}. {goal} "
            f"The neuron answers ½ at {decision}; {wrong} of {self.dataset.m} answers are on the wrong side. "
            f"{sure} have |z| above {SURE:g}, where σ is flat and the answer all but certain."
            + (" Running on your sigmoid." if self._yours else "")
        )

    def extra_controls(self):
        """A way to see the answer."""
        return [[self.button("Show the best", self.show_best, "the w and b that training finds")]]
