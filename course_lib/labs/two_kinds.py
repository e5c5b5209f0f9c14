"""Structured and unstructured data side by side: a row of a table and an image both become one column of X.

In come two small tables and a few handwritten digits; out come their X and Y, with one example marked in both.
"""

from typing import NamedTuple

import numpy as np

from course_lib import datasets
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.views.two_kinds import TwoKindsView

HOUSES, ADS = "houses", "advertisements"
TABLES = {  # names of the columns, and the rows, one example each; the last column is y
    HOUSES: (("size (sq ft)", "bedrooms", "price (1000 $)"), ((2104, 3, 400), (1600, 3, 330), (2400, 3, 369), (3000, 4, 540))),
    ADS: (("user age", "ad id", "clicked"), ((41, 93242, 1), (80, 93287, 0), (18, 87312, 1), (27, 71244, 1))),
}
DIGITS = (0, 1, 2, 13)  # places in the data set: a zero, a one, a two, a three


class TwoKindsSnapshot(NamedTuple):
    """What the view shows: the marked example, and the table and the images, each as names, X (n_x, 4) and Y (1, 4)."""

    example: int
    names: tuple
    X: np.ndarray
    Y: np.ndarray
    X_images: np.ndarray
    Y_images: np.ndarray


class TwoKindsLab(Lab):
    """Mark an example, and see where it goes.

    source: course 1.2
    """

    title = "Two kinds of data, one shape"
    size = (940, 412)
    knobs = {"example": Slider("example", 0, 3, whole=True), "table": Choice("table", (HOUSES, ADS))}

    def __init__(self, *, example=1, table=HOUSES):
        super().__init__(example=example, table=table)
        self._images = datasets.digits_odd()

    def make_view(self, figure):
        """The view of this lab."""
        return TwoKindsView(figure, self._images.image_shape)

    def snapshot(self):
        """What is on screen now."""
        names, rows = TABLES[self.settings["table"]]
        *X, Y = np.array(rows, dtype=float).T
        chosen = list(DIGITS)
        return TwoKindsSnapshot(
            self.settings["example"], names, np.array(X), Y[None], self._images.X[:, chosen], self._images.Y[:, chosen]
        )

    def describe(self):
        """The marked example in words."""
        now = self.snapshot()
        i, (*names, answer) = now.example, (name.split(" (")[0] for name in now.names)
        row = ", ".join(f"{name} {value:.0f}" for name, value in zip(names, now.X[:, i]))
        inked = int((now.X_images[:, i] > 0).sum())
        return (
            f"Example {i} of the table, {row}, is column {i} of X, which is {now.X.shape}; its answer y is {now.Y[0, i]:.0f} ({answer}). "
            f"Example {i} of the images has 8 × 8 pixels, {inked} of them inked; row after row they are column {i} of another X, "
            f"which is {now.X_images.shape}; its answer y is {now.Y_images[0, i]:.0f}: {'odd' if now.Y_images[0, i] else 'even'}."
        )
