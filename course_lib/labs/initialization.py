"""The initialization microscope: what the first weights do to the hidden units, and what becomes of them in training.

In come points with two features and, if the learner has written it, initialize_random(n, rng) → W, b; out come the rows
of W[1], how alike they are, what each hidden unit sees, how many of their values are saturated, and the cost.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from course_lib import gauges
from course_lib.datasets import DATASETS, Dataset
from course_lib.errors import in_words, two_results
from course_lib.labs.controls import Choice, Slider
from course_lib.labs.history import History
from course_lib.labs.trained import TrainedLab
from course_lib.limits import is_yours, limited
from course_lib.network import Network, Params, accuracy, initialize, propagate
from course_lib.plane import crossings, plane_of
from course_lib.training import train
from course_lib.views.initialization import InitializationView

LEARNING_RATE = 0.5
STRETCH = 4.0  # features reach about ±4, as in the course's flower, so that large weights meet large inputs
PIXELS = 61  # of a side of a map
YOURS, REFERENCE, BY_HAND = "yours", "reference", "scale by hand"
NAMED = ("zeros", "small", "xavier", "he", "large")


class Record(NamedTuple):
    """The cost after `step` steps."""

    step: int
    cost: float


class InitializationSnapshot(NamedTuple):
    """What the view shows; pairs are (at the start, now).

    dataset, limit: the points, and half the side of the maps
    step, accuracy, curve, before: the run so far: Records, and (name, Records) of the run before it
    rows: each hidden unit's weights and bias, (n, 3);  likeness: how alike they are
    units: what each of them says over the plane, scaled to −1 … 1, (n, PIXELS, PIXELS)
    map, boundary: ŷ over the plane, and points where ŷ = ½
    values: a pair of A[1], (n, m);  flat: a pair of shares without slope
    """

    dataset: Dataset
    limit: float
    step: int
    accuracy: float
    curve: list
    before: tuple
    rows: np.ndarray
    likeness: tuple
    units: np.ndarray
    map: np.ndarray
    boundary: np.ndarray
    values: tuple
    flat: tuple
    activation: str


class InitializationLab(TrainedLab):
    """Choose how a 2-n-1 network starts, and train it.

    initialize: the learner's initialize_random(n, rng) → W, b, dicts keyed by layer; None for the course's only
    source: course 3.6
    """

    title = "The initialization microscope"
    size = (940, 420)
    tick_steps = 5

    def __init__(self, initialize=None, *, initialization=None, activation="tanh", data="circles", units=4, seed=2, scale=0.1):
        self._initialize = limited("initialize", initialize)
        given = () if initialize is None else (YOURS if is_yours(initialize) else REFERENCE,)
        self.knobs = {
            "initialization": Choice("first weights", (*given, *NAMED, BY_HAND)),
            "scale": Slider("scale by hand", 1e-3, 10, log=True),
            "activation": Choice("hidden activation", ("tanh", "relu", "sigmoid")),
            "data": Choice("data", ("circles", "flower")),
            "units": Slider("hidden units", 2, 8, whole=True),
            "seed": Slider("seed", 0, 20, whole=True),
        }
        first = initialization or (*given, "small")[0]
        super().__init__(initialization=first, scale=scale, activation=activation, data=data, units=units, seed=seed)
        self.before = ()
        self.begin()

    @property
    def net(self):
        """The network."""
        return Network((2, self.settings["units"], 1), hidden=self.settings["activation"])

    def changed(self, names):
        """Every setting begins a new run, and the last one stays as a line; a turned scale is meant to be used."""
        if names == {"scale"}:
            self.settings["initialization"] = BY_HAND
        if names:
            self.before = (self.name, list(self.history))
            self.begin()

    def make_view(self, figure):
        """The view of this lab."""
        return InitializationView(figure)

    def snapshot(self):
        """What is on screen now."""
        (plane, limit), net, (X, Y) = plane_of(self.dataset, PIXELS), self.net, self.dataset
        cache = propagate(net, self.params, plane)
        units = np.stack([unit.reshape(PIXELS, PIXELS) for unit in cache.A[1]])
        answers, boundary = cache.A[2].reshape(PIXELS, PIXELS), crossings(plane, cache.Z[2])
        runs = [propagate(net, params, X) for params in (self.first, self.params)]
        likeness = tuple(gauges.symmetry(gauges.rows_of(params)) for params in (self.first, self.params))
        flat = tuple(gauges.saturated(net, run, 1) for run in runs)
        return InitializationSnapshot(
            self.dataset, limit, self.history.last.step, float(accuracy(net, self.params, X, Y)), list(self.history), self.before,
            gauges.rows_of(self.params), likeness, _scaled(units, net.hidden[0]), answers, boundary,
            tuple(run.A[1] for run in runs), flat, net.hidden[0],
        )  # fmt: skip

    def describe(self):
        """The run and its units in words."""
        now, s = self.snapshot(), self.settings
        saturated = f"are saturated (|g′| below {gauges.SATURATED:.0%} of its largest value)"
        flat = "have no slope (z < 0)" if s["activation"] == "relu" else saturated
        return (
            f"A 2-{s['units']}-1 network, hidden activation {s['activation']}, on {s['data']}, started with: {self.name}. "
            f"Step {now.step}: cost {now.curve[-1].cost:.3f}, {now.accuracy:.1%} right. Symmetry meter: {now.likeness[0]:.2f} at "
            f"the start, {now.likeness[1]:.2f} now (1: the rows of W[1] are identical, 0: as different as random directions). "
            f"{now.flat[0]:.0%} of the hidden values {flat} at the start, {now.flat[1]:.0%} now. {self._verdict(now)}"
            + ("Running on your initialize_random." if self.name == YOURS else "")
        )

    def examples(self):
        """The points."""
        return self.dataset

    def rates(self):
        """One learning rate for all."""
        return {"learning_rate": LEARNING_RATE}

    def record(self, step, cost):
        """The cost is all that is kept."""
        return Record(step, cost)

    def begin(self):
        """Draw the first weights."""
        data = DATASETS[self.settings["data"]](m=300, rng=0)
        self.dataset = replace(data, X=STRETCH * data.X)
        name, scale = self.settings["initialization"], self.settings["scale"]
        self.name, self.error = f"scale {scale:.3g}" if name == BY_HAND else name, ""
        try:
            self.first = self._first_params()
        except Exception as problem:  # the learner's code may do anything
            self.error = f"The course's small weights are used instead. {in_words(problem)}"
            self.name, self.first = "small", initialize(self.net, "small", rng=self.settings["seed"])
        self.history = History()
        self.params = self.first
        self.train(0)

    def _first_params(self):
        name, rng = self.settings["initialization"], np.random.default_rng(self.settings["seed"])
        if name == BY_HAND:
            return initialize(self.net, rng=rng, scale=self.settings["scale"])
        if name in NAMED:
            return initialize(self.net, name, rng=rng)
        W, b = two_results("initialize_random", self._initialize(self.net.layers, rng), "W and b")
        (first,) = train(self.net, Params(W, b), *self.dataset, learning_rate=LEARNING_RATE, steps=0)
        if not first.finite:
            raise ValueError(f"initialize_random returned weights with which {first.trouble} is not finite")
        return first.params

    def _verdict(self, now):
        n, gap = len(now.rows), np.abs(now.rows - now.rows[0]).max()
        if now.likeness[1] > 1 - 1e-9:
            rounding = f" (They differ by {gap:.0e}, which is rounding.)" if gap else ""
            return f"Equal rows get equal gradients: the {n} units stay one unit, {n} times over.{rounding} "
        if now.flat[0] > 0.5 and now.activation != "relu":
            return "Most hidden values start where g is flat: hardly any gradient comes through, so W[1] learns slowly. "
        if now.likeness[0] > 1 - 1e-9:
            return "The rows were identical, and rounding errors have driven them apart. "
        return "No two rows are equal, so each unit can go its own way. "


def _scaled(A, activation):
    """Values of a unit so that −1 … 1 are the colours."""
    if activation == "relu":
        return A / max(float(A.max()), 1e-12)
    return 2 * A - 1 if activation == "sigmoid" else A
