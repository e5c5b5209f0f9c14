"""A deep network without non-linearity is one linear map: multiply its matrices into one, and see that nothing changes.

In come points with two features and, if the learner has written it, collapse_linear(W, b) → W, b; out come the decision
map of the folded network, its matrices, and how far it is from the network itself.
To fold means to multiply two matrices here; the line that ReLU units fold is in folded_line.py.
"""

from typing import NamedTuple

import numpy as np

from course_lib.collapse import best_line, collapse_linear, collapsed
from course_lib.datasets import DATASETS, Dataset
from course_lib.errors import in_words, two_results
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.limits import is_yours, limited
from course_lib.network import Network, accuracy, initialize, mean_loss, propagate
from course_lib.plane import crossings, plane_of
from course_lib.training import train
from course_lib.views.collapse import CollapseView

LEARNING_RATE = 0.3
PIXELS = 81  # of a side of the map
TICK_STEPS = 10  # in one tick of play


class CollapseSnapshot(NamedTuple):
    """What the view shows.

    dataset, limit: the points, and half the side of the map
    step, cost, accuracy: the run so far
    map: ŷ over the plane, (PIXELS, PIXELS), row 0 at the lowest x₂;  boundary: points where ŷ = ½, (2, k)
    chain: (name, matrix) from the output's side on, as many as are left after folding
    joint: what stands between two matrices: "·", or the name of the activation
    caption: two lines, on the fold and on the difference
    """

    dataset: Dataset
    limit: float
    step: int
    cost: float
    accuracy: float
    map: np.ndarray
    boundary: np.ndarray
    chain: list
    joint: str
    caption: tuple


class CollapseLab(Lab):
    """Fold a linear network into one matrix, and see what tanh or ReLU change.

    collapse: the learner's collapse_linear: dicts W and b in, arrays (n[L], n[0]) and (n[L], 1) out; None for the course's
    source: course 3.3
    """

    title = "Why non-linear? A linear network folds into one layer"
    size = (940, 420)
    knobs = {
        "activation": Choice("hidden activation", ("linear", "tanh", "relu")),
        "data": Choice("data", ("moons", "circles")),
        "depth": Slider("hidden layers", 1, 4, whole=True),
        "units": Slider("units in each", 1, 8, whole=True),
        "seed": Slider("seed", 0, 20, whole=True),
        "folds": Slider("folds", 0, 4, whole=True),
    }

    def __init__(self, collapse=None, *, activation="linear", data="moons", depth=2, units=4, seed=1, folds=0):
        super().__init__(activation=activation, data=data, depth=depth, units=units, seed=seed, folds=folds)
        self._collapse = limited("collapse", collapse) or collapse_linear
        self._yours = is_yours(collapse)
        self.begin()

    @property
    def net(self):
        """The network as it was built."""
        s = self.settings
        return Network((2, *(s["units"],) * s["depth"], 1), hidden=s["activation"])

    @property
    def linear(self):
        """True if the network can be folded."""
        return self.settings["activation"] == "linear"

    @property
    def folds(self):
        """How many products are taken: at most one for each hidden layer, and none unless the network is linear."""
        return min(self.settings["folds"], self.settings["depth"]) if self.linear else 0

    def changed(self, names):
        """A new network or new data begin anew."""
        if names - {"folds"}:
            self.begin()
        elif names:
            self._fold()

    def tick(self, steps=200):
        """Train now."""
        with self._guard:
            self._train(steps)
            self.refresh()

    def play(self):
        """Train for one frame."""
        self._train(TICK_STEPS)
        self.refresh(moving=True)

    def fold(self):
        """Take one more product."""
        self.set(folds=min(self.settings["folds"], self.settings["depth"] - 1) + 1)

    def make_view(self, figure):
        """The view of this lab."""
        return CollapseView(figure)

    def snapshot(self):
        """What is on screen now."""
        plane, limit = plane_of(self.dataset, PIXELS)
        Z, A = (layers[self._shown[0].L] for layers in propagate(*self._shown, plane))  # (1, PIXELS²)
        cost = float(mean_loss(self.net, propagate(self.net, self.params, self.dataset.X), self.dataset.Y))
        share = float(accuracy(self.net, self.params, *self.dataset))
        joint = "·" if self.linear else self.settings["activation"]
        run = self.step, cost, share
        return CollapseSnapshot(self.dataset, limit, *run, A.reshape(PIXELS, PIXELS), crossings(plane, Z), self._chain(), joint, self._caption())

    def describe(self):
        """The network and its fold in words."""
        now, s = self.snapshot(), self.settings
        shape = "a straight line, however many layers there are" if self.linear else "a curve, if the training bends it"
        chain = " · ".join(f"{name} {matrix.shape}" for name, matrix in now.chain)
        return (
            f"{s['depth'] + 1} layers, hidden activation {s['activation']}, on {s['data']}. Step {now.step}: cost "
            f"{now.cost:.3f}, {now.accuracy:.1%} right. The boundary is {shape}. Matrices: {chain}. {' '.join(now.caption)}"
            + (" Running on your collapse_linear." if self._yours else "")
        )

    def extra_controls(self):
        """Fold and train."""
        fold = self.button("Fold", self.fold, "multiply one more matrix in")
        unfold = self.button("Unfold", lambda: self.set(folds=0), "all matrices apart")
        more = self.button("Train 200 steps", self.tick, "gradient descent")
        reset = self.button("Reset", self.reset, "back to the first weights")
        return [[fold, unfold, self.player(self.play), more, reset]]

    def begin(self):
        """The points, and the first weights."""
        self.dataset = DATASETS[self.settings["data"]](m=300, rng=0)
        self.params, self.step = initialize(self.net, "xavier", rng=self.settings["seed"]), 0
        self._fold()

    def _train(self, steps):
        *_, last = train(self.net, self.params, *self.dataset, learning_rate=LEARNING_RATE, steps=steps, every=steps)
        self.params, self.step = last.params, self.step + steps
        self._fold()

    def _fold(self):
        """Work out the folded network and how far it is from the one that was built."""
        self.error, self._shown = "", (self.net, self.params)
        if self.folds:
            try:
                self._shown = self._folded(self.folds + 1)
            except Exception as problem:  # the learner's code may do anything
                self.error = in_words(problem)
        Z, Z_shown = (propagate(net, params, self.dataset.X).Z[net.L] for net, params in ((self.net, self.params), self._shown))
        self.difference = float(np.abs(Z - (Z_shown if self.linear else best_line(self.dataset.X, Z))).max())

    def _folded(self, l):
        """The network with layers 1 … l as one."""
        (W, b), n = self.params, self.net.layers
        given = ({k: tensor[k].copy() for k in range(1, l + 1)} for tensor in (W, b))
        W_one, b_one = two_results("collapse_linear", self._collapse(*given), "W and b")
        for name, given, shape in (("W", W_one, (n[l], n[0])), ("b", b_one, (n[l], 1))):
            if np.shape(given) != shape or not np.isfinite(given).all():
                raise ValueError(f"collapse_linear returned {name} of shape {np.shape(given)}; expected {shape}, no NaN or inf")
        return collapsed(self.net, self.params, l, W_one, b_one)

    def _chain(self):
        """Names and matrices of the network on show, from the output's side on."""
        net, (W, _) = self._shown
        taken = self.net.L - net.L + 1
        product = " ".join(f"W[{l}]" for l in range(taken, 0, -1)) if taken < 4 else f"W[{taken}] … W[1]"
        names = {l: f"W[{l + taken - 1}]" for l in W} | {1: product}
        return [(names[l], W[l]) for l in range(net.L, 0, -1)]

    def _caption(self):
        m, (net, (W, b)) = self.dataset.m, self._shown
        if not self.linear:
            g = self.settings["activation"]
            told = f"{g} stands between the matrices, so they cannot be multiplied out."
            return told, f"The best single W and b miss z by up to {self.difference:.2g} on the {m} points."
        if self.error:
            return "Your collapse_linear has failed, so nothing is folded.", "The error stands below."
        if not self.folds:
            return "Nothing stands between the matrices.", "Fold: the first two become one. Does the map change?"
        told = f"{self.folds + 1} layers are now one, with a matrix of shape {W[1].shape}."
        if net.L == 1:
            w1, w2, bias = *W[1][0], b[1][0, 0]
            told = f"Just logistic regression:  z = {w1:.2f} x₁ {_signed(w2)} x₂ {_signed(bias)}"
        same = "rounding only" if self.difference < 1e-9 else "this is not the same network!"
        return told.replace("-", "−"), f"Largest difference of z on the {m} points: {self.difference:.1e} ({same})."


def _signed(value):
    return f"{'-' if value < 0 else '+'} {abs(value):.2f}"
