"""A small network learns the prices of houses, and what its hidden units found is compared with the features behind the prices.

In come synthetic houses whose true hidden features are known, and never shown to the network; out come the run, and how
each hidden unit goes along with each true feature.
"""

from typing import NamedTuple

import numpy as np

from course_lib import datasets, gauges
from course_lib.labs.controls import Slider
from course_lib.labs.history import History
from course_lib.labs.trained import TrainedLab
from course_lib.losses import LOSSES
from course_lib.network import Network, Params, initialize, propagate, stacked
from course_lib.training import train
from course_lib.views.housing import HousingView

FEATURES = ("family size", "walkability", "school quality")
LEARNING_RATE = 0.2
STARTS, LONG = 20, 3000  # of the survey: networks, steps
ALIKE, RELATED = 0.9, 0.6  # |r| from which a unit counts as the feature, and as related to it


class Record(NamedTuple):
    """The run after `step` steps; cost is (train, test)."""

    step: int
    cost: tuple


class HousingSnapshot(NamedTuple):
    """What the view shows.

    layers: (4, units, 1);  params: of the network;  steps, costs: the run so far, costs (records, 2) train and test
    noise: the lowest cost there is;  predicted: prices of the test houses by the network, true: as they are, both (m,)
    r: correlations (units, 3);  rows: the unit matched with each feature;  dead: which units are, (units,)
    survey: in how many of `starts` networks each feature has a unit, before and after training, or None
    """

    layers: tuple
    params: Params
    steps: list
    costs: np.ndarray
    noise: float
    predicted: np.ndarray
    true: np.ndarray
    r: np.ndarray
    rows: tuple
    dead: np.ndarray
    survey: tuple | None
    starts: int


class HousingLab(TrainedLab):
    """Train a network on houses, and look at what its hidden units have found.

    units: hidden units, all ReLU;  seed: which first weights
    source: course 1.1
    """

    title = "A network finds features of its own"
    size = (940, 430)
    tick_steps = 20
    knobs = {"units": Slider("hidden units", 3, 8, whole=True), "seed": Slider("start", 0, 99, whole=True)}

    def __init__(self, *, units=4, seed=2):
        super().__init__(units=units, seed=seed)
        self.train_set, self.test_set = datasets.housing(rng=0).split(0.25, rng=0)
        clean, blurred = datasets.housing(noise=0.0, rng=0).split(0.25, rng=0)[1].Y, self.test_set.Y
        self._noise = self._loss(clean, blurred)
        self._survey = {}
        self.begin()

    @property
    def net(self):
        """The network."""
        return Network((4, self.settings["units"], 1), hidden="relu", output="linear")

    def new_start(self):
        """Begin anew with other weights."""
        self.set(seed=(self.settings["seed"] + 1) % 100)

    def survey(self):
        """Train networks from STARTS different starts, and count in how many each true feature has a unit of its own."""
        with self._guard:
            stack = stacked([initialize(self.net, "he", rng=seed) for seed in range(STARTS)])
            runs = train(self.net, stack, *self.train_set, learning_rate=LEARNING_RATE, steps=LONG, every=LONG)
            self._survey[self.settings["units"]] = tuple(self._found(snapshot.params) for snapshot in runs)
            self.refresh()

    def make_view(self, figure):
        """The view of this lab."""
        return HousingView(figure, self.train_set.features, FEATURES, self.test_set.Y[0])

    def snapshot(self):
        """What is on screen now."""
        cache = propagate(self.net, self.params, self.test_set.X)
        r = gauges.correlations(cache.A[1], self.test_set.hidden)
        flat = cache.A[1].std(axis=1) < 1e-9
        steps, costs = zip(*self.history)
        predicted, true = cache.A[2][0], self.test_set.Y[0]
        run = self.net.layers, self.params, list(steps), np.array(costs), self._noise
        survey = self._survey.get(self.settings["units"]), STARTS
        return HousingSnapshot(*run, predicted, true, r, gauges.matched(r), flat, *survey)

    def describe(self):
        """The run and the units in words."""
        now, s = self.snapshot(), self.settings
        each = (f"{name}: {_verdict(row, now.r[row, k])}" for k, (name, row) in enumerate(zip(FEATURES, now.rows)))
        told = [
            f"Step {now.steps[-1]}, {s['units']} hidden units, start {s['seed']}. Cost {now.costs[-1, 0]:.3f} on {self.train_set.m} houses, "
            f"{now.costs[-1, 1]:.3f} on {self.test_set.m} test houses (noise alone: {self._noise:.3f}).",
            f"What the units found: {'; '.join(each)}.",
        ]
        told += [f"{now.dead.sum()} of {s['units']} units are dead: they answer the same to every test house."] * bool(now.dead.any())
        if now.survey:
            counts = ", ".join(f"{name} in {after} (before training {before})" for name, before, after in zip(FEATURES, *now.survey))
            told.append(f"Of {STARTS} starts, after {LONG} steps, a unit of its own (r above {ALIKE} or below −{ALIKE}) for {counts}.")
        return " ".join(told)

    def extra_controls(self):
        """Play, more steps, other starts."""
        more = self.button("Train 500 steps", lambda: self.tick(500), "gradient descent")
        reset = self.button("Reset", self.reset, "back to the first weights")
        new = self.button("New start", self.new_start, "other first weights")
        many = self.button(f"Try {STARTS} starts", self.survey, "train many networks at once, and count; it takes a few seconds")
        return [[self.player(self.play), more, reset, new, many]]

    def begin(self):
        """Draw the first weights."""
        self.params, self.history = initialize(self.net, "he", rng=self.settings["seed"]), History()
        self.train(0)

    def examples(self):
        """The houses to learn from."""
        return self.train_set

    def rates(self):
        """One learning rate for all."""
        return {"learning_rate": LEARNING_RATE}

    def record(self, step, cost):
        """The costs of a step."""
        X, Y = self.test_set
        return Record(step, (cost, self._loss(propagate(self.net, self.params, X).A[2], Y)))

    def _found(self, stack):
        """In how many networks of a stack each true feature has a unit of its own."""
        answers = propagate(self.net, stack, self.test_set.X).A[1]  # (STARTS, units, m)
        strengths = [_strengths(gauges.correlations(A, self.test_set.hidden)) for A in answers]
        return tuple(int(count) for count in (np.array(strengths) >= ALIKE).sum(axis=0))

    @staticmethod
    def _loss(predicted, true):
        return float(LOSSES["squared_error"].elements(None, predicted, true).mean())


def _strengths(r):
    """|r| of each feature with the unit that is matched with it."""
    return np.abs(r[list(gauges.matched(r)), range(r.shape[1])])


def _verdict(row, r):
    if abs(r) >= ALIKE:
        return f"unit {row + 1} (r = {r:.2f})".replace("-", "−")
    if abs(r) >= RELATED:
        return f"unit {row + 1} in part (r = {r:.2f})".replace("-", "−")
    return f"no unit of its own (best r = {r:.2f})".replace("-", "−")
