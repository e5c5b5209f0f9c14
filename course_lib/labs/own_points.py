"""Points of the learner's own in the training lab: from a CSV text, or put into the picture where a cross stands.

In come texts and places; each change of the points starts the run anew. The first change takes the points on screen along.
"""

from inspect import signature

import numpy as np

from course_lib import checks, datasets
from course_lib.labs import points
from course_lib.labs.training_knobs import KNOBS, YOURS

CLOUD = 0.1  # the spread of several points that are put at one place


class OwnPoints:
    """The part of TrainingLab that trains on points of the learner's own."""

    @property
    def points(self):
        """The points on screen as a Dataset, before they are split for training and test."""
        return self._dataset()

    def use_points(self, text):
        """Train on points of your own, as CSV text: x1, x2, label.

        raises: ValueError that names the row and what is wrong with it
        """
        self._train_on(points.from_csv(text))

    def aim(self, place):
        """Show a cross at a place (x1, x2) of the picture, or none."""
        with self._guard:
            self.cursor = place
            self.refresh()

    def add_point(self, x1, x2, label, count=1):
        """Add one point to the present ones, which become your own; or a small cloud of `count` around it.

        raises: ValueError that says what is wrong with the point
        """
        checks.whole_number("count", count, 1)
        x1, x2, label = points.point("the new point", (x1, x2, label))
        rows = self._rows()
        shifts = np.random.default_rng(len(rows)).normal(0, CLOUD if count > 1 else 0, (count, 2))
        self._train_on(points.dataset([*rows, *((x1 + right, x2 + up, label) for right, up in shifts)]))

    def remove_point(self, x1, x2):
        """Take away the point that is nearest to a place.

        raises: ValueError if fewer than two of its label would be left
        """
        rows = self._rows()
        nearest = min(range(len(rows)), key=lambda i: np.hypot(rows[i][0] - x1, rows[i][1] - x2))
        self._train_on(points.dataset(rows[:nearest] + rows[nearest + 1 :]))

    def clear_points(self):
        """Take away all points but two of each label, the fewest that can be trained on and tested."""
        rows = self._rows()
        self._train_on(points.dataset(row for label in (0, 1) for row in [row for row in rows if row[2] == label][:2]))

    def _rows(self):
        X, Y = self.points
        return list(zip(*X, Y[0]))

    def _train_on(self, own):
        with self._guard:
            self._own = own
            self.settings["dataset"] = YOURS
            self.begin()
            self.refresh()

    def _own_points(self):
        if self._own is None:  # the ones on screen, to begin with
            parts = self.data or [datasets.blobs(rng=0)]
            self._own = points.dataset(row for part in parts for row in zip(*part.X, part.Y[0]))
        return self._own

    def _taken(self, dataset, settings):
        """(name, settings) for a Dataset that was handed in: generated again if it can be, else taken as points."""
        if dataset.X.shape[0] != 2 or dataset.Y.shape[0] != 1:
            sizes = f"{dataset.X.shape[0]} features and {dataset.Y.shape[0]} labels"
            raise ValueError(f"dataset {dataset.name} has {sizes}; this lab shows two and one")
        if dataset.name in datasets.PLANES and KNOBS["m"].low <= dataset.m <= KNOBS["m"].high:
            make = datasets.PLANES[dataset.name]
            same = dict(m=dataset.m, noise=signature(make).parameters["noise"].default)
            if np.array_equal(make(**same, rng=settings.get("seed", 0)).X, dataset.X):
                return dataset.name, same | settings
        self._own = points.dataset(zip(*dataset.X, dataset.Y[0]))
        return YOURS, settings
