"""More data, larger networks: how many handwritten digits are judged right, measured here and now.

In come networks of several sizes and, if the learner has written it, first_examples(X, Y, m); out comes the share of test
digits that each judges right after training on m of them, for growing m, repeated with other digits and other first weights.
The repetitions of one size are trained as a stack, a slice of time at each frame, so that the page stays alive.
"""

from time import perf_counter
from typing import NamedTuple

import ipywidgets as widgets
import numpy as np

from course_lib import datasets
from course_lib.errors import in_words
from course_lib.labs.base import Lab
from course_lib.labs.controls import Slider
from course_lib.limits import is_yours, limited
from course_lib.network import Network, accuracy, initialize, stacked
from course_lib.training import train
from course_lib.views.data_scale import DataScaleView

NETWORKS = {"small": (4,), "medium": (12,), "large": (64,)}  # hidden units
MOST_NETWORKS = 4
SIZES = (20, 50, 100, 200, 500, 1400)  # examples to train on; the other 397 digits are the test
STEPS, CHUNK = 800, 100
RECIPE = dict(learning_rate=0.3, momentum=0.9, batch_size=64, steps=STEPS, every=CHUNK, rng=0)
TICK_SECONDS = 0.08  # the shortest that it trains in one tick of play
CLEAR = 0.9  # share of the repetitions in which the clear winner beats each other network
NOBODY = "nobody clearly"


class DataScaleSnapshot(NamedTuple):
    """What the view shows: the share right of each repetition, {(name, m): (k,)}, and how many repetitions there are."""

    shares: dict
    repetitions: int


class DataScaleLab(Lab):
    """Train networks of several sizes on more and more digits: is this one odd?

    networks: {name: units of each hidden layer}, the smallest first
    take: the learner's first_examples, (X, Y, m) → X (n_x, m), Y (1, m); None for the course's
    source: course 1.3
    """

    title = "More data, larger networks"
    size = (940, 400)
    knobs = {"repetitions": Slider("repetitions", 3, 20, whole=True)}

    def __init__(self, networks=None, *, take=None, repetitions=10):
        super().__init__(repetitions=repetitions)
        self.networks = dict(networks or NETWORKS)
        if not 2 <= len(self.networks) <= MOST_NETWORKS:
            raise ValueError(f"networks has {len(self.networks)} entries; to compare takes 2 to {MOST_NETWORKS}")
        self._nets = {name: Network((64, *hidden, 1), hidden="relu") for name, hidden in self.networks.items()}
        self._data = datasets.digits_odd()
        self._take = limited("take", take) or _first
        self._yours = is_yours(take)
        self.begin()

    @property
    def done(self):
        """True once everything is measured."""
        return len(self.shares) == len(SIZES) * len(self.networks)

    def winner(self, m):
        """The network that beats each other one in at least nine of ten repetitions with m examples, or NOBODY; None if not measured."""
        if any((name, m) not in self.shares for name in self.networks):
            return None
        for name in self.networks:
            ahead = [self.shares[name, m] > self.shares[other, m] for other in self.networks if other != name]
            if all(wins.mean() >= CLEAR for wins in ahead):
                return name
        return NOBODY

    def run(self):
        """Measure what is left, all of it now."""
        with self._guard:
            self._advance(np.inf)
            self.refresh()

    def play(self):
        """Measure for a slice of time."""
        before = len(self.shares)
        self._advance(perf_counter() + TICK_SECONDS)
        if self.done or self.error:
            self.pause()
            self.refresh()
        elif len(self.shares) > before:
            self.refresh(moving=True)
        if self._face is not None:
            self.follow()

    def make_view(self, figure):
        """The view of this lab."""
        return DataScaleView(figure, self.networks, SIZES)

    def snapshot(self):
        """What is on screen now."""
        return DataScaleSnapshot(dict(self.shares), self.settings["repetitions"])

    def describe(self):
        """What was measured, in words."""
        if not self.shares:
            units = ", ".join(f"{name} {'-'.join(map(str, hidden)) or 'none'}" for name, hidden in self.networks.items())
            return (
                f"Not measured yet. Press play: networks with hidden units {units} are trained on {SIZES[0]} to {SIZES[-1]} digits, "
                f"{self.settings['repetitions']} times each.{self._whose()}"
            )
        measured = [m for m in SIZES if self.winner(m)]
        told = [self._said(m) for m in dict.fromkeys((*measured[:1], *measured[-1:]))]
        told += [] if self.done else [f"{len(self.shares)} of {len(SIZES) * len(self.networks)} trainings are done."]
        return f"Measured on this machine. {' '.join(told)}{self._whose()}"

    def extra_controls(self):
        """Play, start again, and how far it is."""
        self._bar = widgets.IntProgress(description="progress", max=len(SIZES) * len(self.networks) * STEPS)
        self._count = widgets.Label()
        self.follow()
        again = self.button("Start again", self.reset, "forget what was measured")
        return [[self.player(self.play), again, self._bar, self._count]]

    def follow(self):
        """Bring the progress bar along."""
        self._bar.value = self._steps
        self._count.value = f"{len(self.shares)} of {len(SIZES) * len(self.networks)} trainings"

    def begin(self):
        """Forget what was measured."""
        self.error = ""
        self.shares, self._steps, self._work = {}, 0, None

    def _advance(self, deadline):
        self._work = self._work or self._experiment()
        try:
            for _ in self._work:
                if perf_counter() > deadline:
                    return
        except Exception as problem:  # the learner's code may do anything; what was measured stays
            self.error = f"The run has stopped. {in_words(problem)}"
        self._work = None

    def _experiment(self):
        """Train what is missing, one chunk of steps each time the next is asked for."""
        for m in SIZES:
            for name, net in self._nets.items():
                if (name, m) not in self.shares:
                    yield from self._training(name, net, m)

    def _training(self, name, net, m):
        X, Y, X_test, Y_test = map(np.stack, zip(*(self._digits(m, seed) for seed in range(self.settings["repetitions"]))))
        params = stacked([initialize(net, "he", rng=seed) for seed in range(self.settings["repetitions"])])
        before = len(self.shares) * STEPS
        for snapshot in train(net, params, X, Y, **RECIPE):
            self._steps = before + snapshot.step
            if snapshot.step == STEPS:
                self.shares[name, m] = accuracy(net, snapshot.params, X_test, Y_test)
            yield

    def _digits(self, m, seed):
        """m digits to train on, and those of the test, the same ones for every network: X (64, m), Y (1, m), X_test, Y_test."""
        order = np.random.default_rng(seed).permutation(self._data.m)
        X, Y = (tensor[:, order] for tensor in self._data)
        taken = self._take(X[:, : SIZES[-1]].copy(), Y[:, : SIZES[-1]].copy(), m)
        if not isinstance(taken, tuple | list) or [np.shape(part) for part in taken] != [(len(X), m), (len(Y), m)]:
            shapes = ", ".join(str(np.shape(part)) for part in taken) if isinstance(taken, tuple | list) else type(taken).__name__
            raise ValueError(f"first_examples returned {shapes}; expected X of shape {(len(X), m)} and Y of shape {(len(Y), m)}")
        return *taken, X[:, SIZES[-1] :], Y[:, SIZES[-1] :]

    def _said(self, m):
        shares = ", ".join(f"{name} {self.shares[name, m].mean():.1%}" for name in self.networks)
        ahead = "nobody is clearly ahead" if self.winner(m) == NOBODY else f"{self.winner(m)} is clearly ahead"
        return f"With {m} examples {shares} of the test digits right: {ahead}."

    def _whose(self):
        return " Running on your first_examples." if self._yours else ""


def _first(X, Y, m):
    return X[:, :m], Y[:, :m]
