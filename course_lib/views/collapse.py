"""A network's decision map over its data, and its matrices as coloured tiles, side by side as they are multiplied.

The decision map is also a part of other pictures.
"""

import numpy as np

from course_lib.views.answer import square
from course_lib.views.style import BLUE, CLASS_COLOURS, CLASS_MARKERS, DARK_ORANGE, INK, LETTERS, SIGNED

WIDTH = 500  # pixels for the matrices
LARGEST_CELL, CELL_WITH_NUMBER = 46, 33
MOST_MATRICES, MOST_NUMBERS = 5, 60


class DecisionMap:
    """ŷ over the plane as colours, the points on it, and the boundary as dots; a square, placed in pixels of the figure."""

    def __init__(self, figure, left, top, side, point_size=4.5):
        self._side, self._limit = side, None
        self._colours, self.axes = square(figure, left, top, side)
        style = dict(linestyle="none", markersize=point_size, markeredgecolor="white", markeredgewidth=0.5)
        self._points = [self.axes.plot([], [], CLASS_MARKERS[k], color=CLASS_COLOURS[k], **style)[0] for k in (0, 1)]
        (self._boundary,) = self.axes.plot([], [], "o", color=INK, markersize=2.2)
        self.moving = [self._colours, *self._points, self._boundary]

    def update(self, dataset, limit, answers, boundary):
        """Show answers (n, n) in a square of half side `limit`; returns True if its limits are new."""
        self._colours.paint(1.7 * answers - 0.85, 0, 0, self._side)
        self._boundary.set_data(boundary)
        for k, dots in enumerate(self._points):
            dots.set_data(dataset.X[:, dataset.Y[0] == k])
        new, self._limit = limit != self._limit, limit
        if new:
            self.axes.set(xlim=(-limit, limit), ylim=(-limit, limit))
        return new


class CollapseView:
    """Left the decision map, right the chain of matrices with two lines of words."""

    def __init__(self, figure):
        self.stale = self._at_rest = True
        self._map = DecisionMap(figure, 12, 30, 354)
        for place, k in ((0.012, 0), (0.2, 1)):
            words = f"{'●■'[k]} class {k}: ŷ {'below' if k == 0 else 'above'} ½"
            figure.text(place, 0.03, words, fontsize=10, color=LETTERS[CLASS_COLOURS[k]])
        self._state = figure.text(0.012, 0.95, "", fontsize=11, color=INK, weight="bold")
        self._axes = figure.add_axes((0.425, 0, 0.575, 1))
        self._axes.set(xlim=(0, 540), ylim=(420, 0))
        self._axes.axis("off")
        self.moving, self.slow = self._map.moving, [self._state, *self._chain()]

    def update(self, snapshot, moving=False):
        """Show the map of a CollapseSnapshot."""
        self._at_rest = not moving
        self.stale |= self._map.update(snapshot.dataset, snapshot.limit, snapshot.map, snapshot.boundary)

    def update_slow(self, snapshot):
        """Show how the run stands, and the matrices, with their numbers if nothing moves: many small texts take long."""
        self._state.set_text(f"step {snapshot.step}:  J = {snapshot.cost:.3f},  {snapshot.accuracy:.0%} right")
        self._show_chain([name for name, _ in snapshot.chain], [matrix for _, matrix in snapshot.chain], snapshot.joint)
        for text, words in zip(self._caption, snapshot.caption):
            text.set_text(words)

    def _chain(self):
        write = self._axes.text
        write(0, 26, "what the network multiplies x with, last layer first", fontsize=10.5, color=INK)
        centred = dict(ha="center", va="center", color=INK)
        style = dict(cmap=SIGNED, vmin=-1, vmax=1, aspect="auto")
        self._tiles = [self._axes.imshow(np.zeros((1, 1)), **style) for _ in range(MOST_MATRICES)]
        self._names = [write(0, 0, "", fontsize=10, **(centred | dict(color=BLUE, va="bottom"))) for _ in self._tiles]
        self._joints = [write(0, 0, "", fontsize=10.5, weight="bold", **(centred | dict(color=DARK_ORANGE))) for _ in self._tiles]
        self._numbers = [write(0, 0, "", fontsize=9.5, **centred) for _ in range(MOST_NUMBERS)]
        self._caption = [write(0, y, "", fontsize=10.5, color=INK) for y in (348, 374)]
        return [*self._tiles, *self._names, *self._joints, *self._numbers, *self._caption]

    def _show_chain(self, names, matrices, joint):
        largest = max(1e-12, *(np.abs(matrix).max() for matrix in matrices))
        gap = 34 if joint == "·" else 48
        columns = sum(matrix.shape[1] for matrix in matrices)
        cell = min(LARGEST_CELL, (WIDTH - gap * len(matrices)) / columns)
        for artist in (*self._tiles, *self._names, *self._joints, *self._numbers):
            artist.set_visible(False)
        left, numbers = 4.0, iter(self._numbers)
        for k, (name, matrix) in enumerate(zip(names, matrices)):
            self._show_matrix(k, name, matrix / largest, (left, cell))
            if cell >= CELL_WITH_NUMBER and self._at_rest:
                self._write_numbers(numbers, matrix, (left, cell))
            left += cell * matrix.shape[1]
            self._joints[k].set(x=left + gap / 2, y=190, text=joint if k < len(matrices) - 1 else "· x", visible=True)
            left += gap

    def _show_matrix(self, k, name, shades, place):
        left, cell = place
        rows, columns = shades.shape
        right, top, bottom = left + cell * columns, 190 - cell * rows / 2, 190 + cell * rows / 2
        self._tiles[k].set(data=0.75 * shades, extent=(left, right, bottom, top), visible=True)
        self._names[k].set(x=(left + right) / 2, y=top - 6, text=f"{name}\n({rows}, {columns})", visible=True)

    def _write_numbers(self, texts, matrix, place):
        left, cell = place
        top = 190 - cell * len(matrix) / 2
        for (i, j), value in np.ndenumerate(matrix):
            words = f"{round(value, 1) + 0.0:.1f}".replace("-", "−")  # no −0.0
            next(texts).set(x=left + cell * (j + 0.5), y=top + cell * (i + 0.5), text=words, visible=True)
