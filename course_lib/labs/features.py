"""What the units of a deep network have learnt from real pictures, layer by layer, while it trains.

In come faces, or digits, odd or even; out come for each unit its weights or mean slope as an image, the training images
that it answers to, how like a plain template it is, and how far it would get alone.
"""

from typing import NamedTuple

import numpy as np

from course_lib import datasets, features
from course_lib.initializers import INITIALIZERS
from course_lib.labs.controls import Choice, Slider
from course_lib.labs.history import History
from course_lib.labs.trained import TrainedLab
from course_lib.network import Network, initialize, mean_loss, propagate
from course_lib.views.features import SHOWN, FeatureView

HIDDEN = (20, 10, 5)
START = {"faces": {"learning_rate": 0.03, "l2": 0.03}, "digits_odd": {"learning_rate": 0.3, "l2": 0.001}}
CROWD = 20  # the training images with the largest z, whose classes are counted


class Record(NamedTuple):
    """The run after `step` steps; cost, without the penalty, and accuracy are (train, test)."""

    step: int
    cost: tuple
    accuracy: tuple


class FeatureSnapshot(NamedTuple):
    """What the view shows.

    shape, classes: of an image, and the names of its two classes
    slopes: the mean dz/dx of every unit, (n[l], n_x) for each layer
    chosen: (l, i), the layer and the row of the chosen unit
    difference: the mean image of class 1 minus that of class 0;  cosine: between it and the chosen unit's slope
    climbed, summit: the mean image pushed uphill, and the chosen unit's z there
    most, least: training images with the largest and smallest z, each (x, label, z);  share: a line about them
    past: the Records
    alone: the share of test images that each unit gets right by itself, (n[l],) for each layer
    alone_at_start: the means of that before any step
    """

    shape: tuple
    classes: tuple
    slopes: list
    chosen: tuple
    difference: np.ndarray
    cosine: float
    climbed: np.ndarray
    summit: float
    most: list
    least: list
    share: str
    past: list
    alone: list
    alone_at_start: list


class FeatureLab(TrainedLab):
    """Train a deep ReLU network on small pictures, and see what each of its units answers to.

    learning_rate, l2: None for what suits the pictures
    source: course 4.2
    """

    title = "What each layer has learnt"
    size = (940, 500)
    knobs = {
        "data": Choice("data", tuple(START)),
        "layer": Slider("layer", 1, len(HIDDEN) + 1, whole=True),
        "unit": Slider("unit", 1, max(HIDDEN), whole=True),
        "learning_rate": Slider("learning rate α", 1e-3, 1, log=True),
        "l2": Choice("L2", (0.0, 0.001, 0.003, 0.01, 0.03, 0.1)),
        "initialization": Choice("initialization", tuple(INITIALIZERS)),
    }

    def __init__(self, data="faces", *, layer=1, unit=1, learning_rate=None, l2=None, initialization="he"):
        start = START.get(data, {})
        rates = {"learning_rate": learning_rate, "l2": l2}
        rates = {name: start.get(name) if value is None else value for name, value in rates.items()}
        super().__init__(data=data, layer=layer, unit=unit, **rates, initialization=initialization)
        self.seed = 0
        self.begin()

    def changed(self, names):
        """Other pictures or another start begin a new run; a smaller layer has fewer units to choose from."""
        if "data" in names:
            self.settings |= {name: value for name, value in START[self.settings["data"]].items() if name not in names}
        if names & {"data", "initialization"}:
            self.begin()
        self._within_layer()

    def new_start(self):
        """Other first weights."""
        self.seed += 1
        self.reset()

    def make_view(self, figure):
        """The view of this lab."""
        return FeatureView(figure, self.net.layers)

    def snapshot(self):
        """What is on screen now."""
        (X, Y), (l, i) = self.train_set, (self.settings["layer"], self.settings["unit"] - 1)
        with np.errstate(all="ignore"):
            cache = self._cache(X)
            slopes = [features.slopes(self.net, self.params, cache, k) for k in range(1, self.net.L + 1)]
            climbed = features.climb(self.net, self.params, X.mean(axis=1, keepdims=True), (l, i))
            summit = self._cache(climbed).Z[l][i, 0]
        difference = X[:, Y[0] == 1].mean(axis=1) - X[:, Y[0] == 0].mean(axis=1)
        cosine = features.cosines(slopes[l - 1][i : i + 1], difference[None])[0, 0]
        z = cache.Z[l][i]
        order = np.argsort(-z, kind="stable")
        most, least = ([(X[:, k], int(Y[0, k]), float(z[k])) for k in part] for part in (order[:SHOWN], order[: -SHOWN - 1 : -1]))
        return FeatureSnapshot(
            self.dataset.image_shape, self.dataset.classes, slopes, (l, i), difference, float(cosine), climbed, float(summit),
            most, least, self._share(order), list(self.history), self._alone(cache), self._alone_at_start,
        )  # fmt: skip

    def describe(self):
        """The run, the chosen unit and the layers in words."""
        s, r, now = self.settings, self.history.last, self.snapshot()
        l, i = now.chosen
        alone, start = (", ".join(f"{np.mean(part):.0%}" for part in shares) for shares in (now.alone, now.alone_at_start))
        likeness = features.cosines(self.params.W[1], self._first.W[1]).diagonal().mean()
        copies = ", ".join(f"{features.copies(rows)} of {len(rows)}" for rows in now.slopes[:-1])
        return (
            f"Step {r.step} of {'-'.join(map(str, self.net.layers))} (ReLU) on {s['data']}, α = {s['learning_rate']:.3g}, L2 {s['l2']:g}, "
            f"{s['initialization']} start. Cost {r.cost[0]:.3f} on {self.train_set.m} training images, {r.cost[1]:.3f} on {self.test_set.m} test "
            f"images; right: {r.accuracy[0]:.1%} and {r.accuracy[1]:.1%}. Unit {i + 1} of layer {l}: {' '.join(now.share.split())}; the cosine of its "
            f"{'weights' if l == 1 else 'mean slope'} with the difference of the two class means is {now.cosine:.2f}. "
            f"One unit alone is right on {alone} of the test images (mean of layers 1 to {self.net.L}; {start} at the start). "
            f"The weights of layer 1 have a cosine of {likeness:.2f} with those they started from. "
            f"Units with a near copy or negative (cosine beyond ±0.9) in their layer: {copies}. {self._verdict(likeness, now)}"
        ).replace("-0.", "−0.")

    def extra_controls(self):
        """Play, step, reset, a new start."""
        (row,) = super().extra_controls()
        return [[*row, self.button("New start", self.new_start, "other first weights")]]

    def follow(self):
        """Offer as many units as the layer has."""
        if "unit" in self._inputs:
            self._inputs["unit"].max = self.net.layers[self.settings["layer"]]

    def examples(self):
        """The training images."""
        return self.train_set

    def rates(self):
        """The learning rate and the strength of L2."""
        return {name: self.settings[name] for name in ("learning_rate", "l2")}

    def record(self, step, cost):
        """Cost, without the penalty, and accuracy on both sets."""
        caches = [(self._cache(X), Y) for X, Y in (self.train_set, self.test_set)]
        costs = tuple(float(mean_loss(self.net, cache, Y)) for cache, Y in caches)
        return Record(step, costs, tuple(float(((cache.A[self.net.L] > 0.5) == Y).mean()) for cache, Y in caches))

    def _within_layer(self):
        self.settings["unit"] = min(self.settings["unit"], self.net.layers[self.settings["layer"]])

    def begin(self):
        """Draw the first weights."""
        self.error, self.history = "", History()
        self.dataset = datasets.DATASETS[self.settings["data"]]()
        self.train_set, self.test_set = self.dataset.split(rng=0)
        self.net = Network((self.dataset.X.shape[0], *HIDDEN, 1), hidden="relu")
        self._first = self.params = initialize(self.net, self.settings["initialization"], rng=self.seed)
        self.train(0)
        self._alone_at_start = [float(part.mean()) for part in self._alone(self._cache(self.train_set.X))]
        self._within_layer()

    def _cache(self, X):
        with np.errstate(all="ignore"):
            return propagate(self.net, self.params, X)

    def _alone(self, cache):
        (X_test, Y_test), Y = self.test_set, self.train_set.Y
        test = self._cache(X_test)
        return [features.alone(cache.Z[l], Y, test.Z[l], Y_test) for l in range(1, self.net.L + 1)]

    def _share(self, order):
        ones, name = self.train_set.Y[0, order], self.dataset.classes[1]
        most, least = ones[:CROWD].sum(), ones[-CROWD:].sum()
        return f"of the {CROWD} with the largest z, {most:.0f} are “{name}”;\nof the {CROWD} with the smallest, {least:.0f}"

    def _verdict(self, likeness, now):
        told = ""
        if self.history.last.step == 0:
            told = "Nothing is learnt yet: the images are noise. "
        elif features.copies(now.slopes[0]) > HIDDEN[0] / 2:
            told = "Most units of layer 1 have a twin: the same template, or its negative. "
        elif likeness > 0.9 and self.history.last.accuracy[0] > 0.9:
            told = "Layer 1 is still mostly the noise that it started from; small changes in all of it are enough. L2 makes the noise fade. "
        return told + (
            f"Do not look for edges, then parts, then wholes: {self.train_set.m} small images, framed alike, and layers in "
            "which every unit sees the whole image, give templates of the whole."
        )
