"""The folded line: each layer of two ReLU units folds it once more, and one hidden layer has to pay for every kink.

In come k, a point x to follow and, if the learner has written it, count_pieces(x, y) → int; out come the line after each
fold, the deep and the flat network that draw it, and how many units each takes.
"""

from typing import NamedTuple

import numpy as np

from course_lib.errors import in_words
from course_lib.folded_line import deep_folds, flat_folds, kinks
from course_lib.labs.base import Lab
from course_lib.labs.controls import Slider
from course_lib.limits import is_yours, limited
from course_lib.network import forward
from course_lib.views.folded_line import FoldView

MOST = 8  # folds
X = np.arange(1025) / 1024  # each kink, up to ten folds, is one of these points; all are exact in binary


class FoldSnapshot(NamedTuple):
    """What the view shows.

    x, path: the point that is followed, and where it is after 0, 1, … k folds
    lines: the line after 0, 1, … k folds, (1025,) each, from the deep network
    flat: what the flat network draws, (1025,)
    pieces: the number of straight pieces;  units: (deep, flat)
    counted: what count_pieces says of it, or None;  yours: True if it is the learner's
    """

    x: float
    path: list
    lines: list
    flat: np.ndarray
    pieces: int
    units: tuple
    counted: int | None
    yours: bool


class FoldLab(Lab):
    """Fold the line from 0 to 1 up to eight times, and draw the same with one hidden layer.

    count_pieces: the learner's function: x and y, (1025,) each, in; the number of straight pieces out; None for the course's
    source: Telgarsky 2016; course 4.2
    """

    title = "Folding: what a layer adds to the layers before it"
    size = (940, 500)
    knobs = {"k": Slider("folds k (layers)", 1, MOST, whole=True), "x": Slider("follow x", 0, 1, 0.01)}

    def __init__(self, count_pieces=None, *, k=3, x=0.3):
        super().__init__(k=k, x=x)
        self._count = limited("count_pieces", count_pieces)
        self._yours = is_yours(count_pieces)
        self.changed({"k"})

    def changed(self, names):
        """Other folds are other networks; what has failed stays told."""
        if "k" in names:
            self._build()
        self.error = self._failure

    def fold(self):
        """Fold once more."""
        self.set(k=min(self.settings["k"] + 1, MOST))

    def unfold(self):
        """Take the last fold back."""
        self.set(k=max(self.settings["k"] - 1, 1))

    def make_view(self, figure):
        """The view of this lab."""
        return FoldView(figure, MOST)

    def snapshot(self):
        """What is on screen now."""
        path = [float(line[0]) for line in _lines(*self.deep, np.array([self.settings["x"]]))]
        units = tuple(sum(net.layers[1:-1]) for net, _ in (self.deep, self.flat))
        counted = self.counted, self._yours
        return FoldSnapshot(self.settings["x"], path, self._drawn_lines, self._flat_line, self.pieces, units, *counted)

    def describe(self):
        """The line, both networks and the point in words."""
        now, k = self.snapshot(), self.settings["k"]
        deep, flat = (net.parameter_count for net, _ in (self.deep, self.flat))
        walk = " → ".join(f"{place:.2f}" for place in now.path)
        return (
            f"After {_folds(k)} the line has {now.pieces} straight pieces, with a kink between each and the next. Deep: {k} × 2 = {now.units[0]} ReLU units, "
            f"{deep} parameters. Flat, one hidden layer: {now.units[1]} units, {flat} parameters. Largest difference of the two at "
            f"{len(X)} points: {self.difference:.2g}, and their kinks {'are' if self.same_kinks else 'are not'} in the same places. "
            f"The point: {walk}; {now.pieces} places of the line lie there, one on each piece." + self._verdict()
        )

    def extra_controls(self):
        """Fold and unfold."""
        return [[self.button("Fold", self.fold, "one layer more"), self.button("Unfold", self.unfold, "one layer less")]]

    def _verdict(self):
        """What the learner's count is worth."""
        if not self._yours:
            return " The code that runs is the course's." if self._count else ""
        if self._failure:
            return " Your count_pieces has failed; the error is shown in red."
        right = "right" if self.counted == self.pieces else f"not right: there are {self.pieces}"
        return f" Running on your count_pieces: it says {self.counted}, which is {right}."

    def _build(self):
        """Both networks, what they draw, and what the learner's function says of it."""
        k = self.settings["k"]
        self.deep, self.flat = deep_folds(k), flat_folds(k)
        self._drawn_lines, self._flat_line = _lines(*self.deep, X), forward(*self.flat, X[None]).A[2][0]
        self.difference = float(np.abs(self._drawn_lines[-1] - self._flat_line).max())
        deep, flat = kinks(*self.deep), kinks(*self.flat)
        self.pieces, self.same_kinks = len(deep) + 1, np.array_equal(deep, flat)
        self._failure, self.counted = "", None
        try:
            self.counted = self._counted() if self._count else None
        except Exception as problem:  # the learner's code may do anything
            self._failure = in_words(problem)

    def _counted(self):
        number = self._count(X.copy(), self._drawn_lines[-1].copy())
        if np.ndim(number) or not isinstance(number, int | float | np.integer | np.floating) or float(number) % 1 != 0:
            raise ValueError(f"count_pieces returned {type(number).__name__} {str(number)[:40]}; expected a whole number")
        return int(number)


def _lines(net, params, x):
    """The line after 0, 1, … k folds at x (m,), read off the deep network."""
    Z = forward(net, params, x[None]).Z
    return [Z[l][0] for l in range(1, net.L + 1)]


def _folds(k):
    return "1 fold" if k == 1 else f"{k} folds"
