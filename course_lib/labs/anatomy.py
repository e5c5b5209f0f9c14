"""A shallow network laid open: every number of its forward pass, and what a row, a column and an entry of A mean.

In comes nothing: a 3-4-1 network and five examples with round numbers; out comes a walk through units and examples.
"""

from typing import NamedTuple

import numpy as np

from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.network import Network, Params, forward
from course_lib.views.anatomy import AnatomyView

NET = Network((3, 4, 1), hidden="tanh")
X = np.array([[1.0, 0.5, -1.0, 2.0, 0.0], [0.0, -1.0, 1.5, 0.5, 1.0], [-0.5, 2.0, 1.0, -1.0, 0.5]])  # (3, 5)
PARAMS = Params(
    {
        1: np.array([[0.5, -0.2, 0.3], [-0.4, 0.6, 0.1], [0.2, 0.8, -0.5], [-0.7, 0.1, 0.4]]),  # (4, 3)
        2: np.array([[0.9, -0.6, 0.4, -0.8]]),  # (1, 4)
    },
    {1: np.array([[0.1], [-0.2], [0.0], [0.3]]), 2: np.array([[0.2]])},
)
ROW, COLUMN, ENTRY = "a unit (row)", "an example (column)", "one entry"
SIGMA = {1: "tanh", 2: "σ"}


class AnatomySnapshot(NamedTuple):
    """What the view shows.

    layer, unit, example: what is looked at, counted from 1
    nodes: the values of each layer for that example, input first
    marks: {matrix: (row, column)} that are framed, counted from 0; None for all of them
    lit: the units of the layer whose nodes are framed, counted from 0
    caption: two lines of words
    """

    layer: int
    unit: int
    example: int
    nodes: tuple
    marks: dict
    lit: tuple
    caption: tuple


class AnatomyLab(Lab):
    """Look at one unit, one example or one entry of a 2-layer network on m = 5 examples.

    source: course 3 and 3.1
    """

    title = "Anatomy of a shallow network: 3 inputs, 4 hidden units, 5 examples"
    size = (940, 420)
    knobs = {
        "layer": Choice("layer", (1, 2)),
        "unit": Slider("unit (row)", 1, 4, whole=True),
        "example": Slider("example (column)", 1, 5, whole=True),
        "highlight": Choice("highlight", (ROW, COLUMN, ENTRY)),
    }

    def __init__(self, *, layer=1, unit=2, example=3, highlight=ENTRY):
        super().__init__(layer=layer, unit=unit, example=example, highlight=highlight)
        self.cache = forward(NET, PARAMS, X)

    @property
    def unit(self):
        """The unit looked at, counted from 1; layer 2 has only one."""
        return min(self.settings["unit"], NET.layers[self.settings["layer"]])

    def next_unit(self):
        """Look at the next unit; after the last comes the first."""
        self.set(unit=self.unit % NET.layers[self.settings["layer"]] + 1)

    def next_example(self):
        """Look at the next example; after the last comes the first."""
        self.set(example=self.settings["example"] % X.shape[1] + 1)

    def make_view(self, figure):
        """The view of this lab."""
        return AnatomyView(figure, PARAMS, self.cache)

    def snapshot(self):
        """What is on screen now."""
        l, j, highlight = self.settings["layer"], self.settings["example"], self.settings["highlight"]
        row = None if highlight == COLUMN else self.unit - 1
        column = None if highlight == ROW else j - 1
        marks = {f"Z[{l}]": (row, column), f"A[{l}]": (row, column)}
        if highlight != COLUMN:
            marks |= {f"W[{l}]": (row, None), f"b[{l}]": (row, None)}
        if highlight != ROW:
            marks[f"A[{l - 1}]"] = (None, column)
        nodes = tuple(self.cache.A[k][:, j - 1] for k in range(NET.L + 1))
        lit = tuple(range(NET.layers[l])) if row is None else (row,)
        return AnatomySnapshot(l, self.unit, j, nodes, marks, lit, self._caption())

    def describe(self):
        """What is highlighted, in words with numbers."""
        nodes = self.snapshot().nodes
        inside, hidden, answer = (", ".join(number(value) for value in values) for values in nodes)
        return (
            f"{' '.join(self._caption())} Example {self.settings['example']} on its way: x = ({inside}), hidden units "
            f"({hidden}), ŷ = {answer}. Numbers are rounded to two digits after the point."
        )

    def extra_controls(self):
        """Step through units and examples."""
        return [
            [
                self.button("Next unit", self.next_unit, "the next row"),
                self.button("Next example", self.next_example, "the next column"),
            ]
        ]

    def _caption(self):
        tell = {ROW: self._row_words, COLUMN: self._column_words, ENTRY: self._entry_words}[self.settings["highlight"]]
        return tell(self.settings["layer"], self.unit, self.settings["example"])

    def _row_words(self, l, i, j):
        values = ", ".join(number(value) for value in self.cache.A[l][i - 1])
        who = f"unit {i}" if l == 1 else "the output unit"
        other = "X" if l == 1 else "A[1]"
        return (
            f"Row {i} of A[{l}] = what {who} says about all 5 examples: {values}.",
            f"It is one logistic-regression-like neuron: its weights are row {i} of W[{l}], its bias row {i} of b[{l}], "
            f"its inputs all of {other}.",
        )

    def _column_words(self, l, i, j):
        values = ", ".join(number(value) for value in self.cache.A[l][:, j - 1])
        who = "everything the hidden layer says" if l == 1 else "what the network answers (ŷ)"
        return (
            f"Column {j} of A[{l}] = {who} about example {j}: {values}.",
            f"It comes from column {j} of {'X' if l == 1 else 'A[1]'} alone: the examples do not mix. All units have a say.",
        )

    def _entry_words(self, l, i, j):
        w, x = PARAMS.W[l][i - 1], self.cache.A[l - 1][:, j - 1]
        b, z, a = PARAMS.b[l][i - 1, 0], self.cache.Z[l][i - 1, j - 1], self.cache.A[l][i - 1, j - 1]
        products = " + ".join(f"{_factor(weight)} · {_factor(value)}" for weight, value in zip(w, x))
        who = f"Unit {i}" if l == 1 else "The output unit"
        return (
            f"{who}, example {j}:  z = w · {'x' if l == 1 else 'a'} + b = {products} + {_factor(b)} = {number(z)}.",
            f"a = g(z) = {SIGMA[l]}({number(z)}) = {number(a)}{'' if l == 1 else ' = ŷ'}.",
        )


def number(value):
    """A number with two digits after the point, and a true minus sign."""
    return f"{value:.2f}".replace("-", "−")


def _factor(value):
    short = f"{value:.2f}".removesuffix("0").replace("-", "−")
    return f"({short})" if value < 0 else short
