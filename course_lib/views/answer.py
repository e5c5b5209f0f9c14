"""What a network answers over the plane, as colours in a square, and on it the points: training filled, test hollow.

The square is also a part of other pictures.
"""

import numpy as np

from course_lib.network import propagate
from course_lib.views.pixels import Pixels
from course_lib.views.style import CLASS_COLOURS, CLASS_MARKERS, picture_axes


class Answer:
    """The answer of one network; place() puts the points where they are, update() paints."""

    def __init__(self, figure, left, top, side):
        self._side, self.limit = side, None
        self._pixels, self.axes = square(figure, left, top, side)
        self._dots = [self.axes.plot([], [], **style)[0] for style in _dot_styles()]
        self.moving = [self._pixels, *self._dots]

    def place(self, data, least=0.1):
        """Show the points of (training, test); the plane goes beyond them, and at least to `least`."""
        every = np.abs(np.hstack([part.X for part in data])).max(initial=least)
        self.limit = limit = float(np.ceil(every * 10.5) / 10)
        self.axes.set(xlim=(-limit, limit), ylim=(-limit, limit))
        for i, dots in enumerate(self._dots):
            part, k = data[i // 2], i % 2
            dots.set_data(part.X[:, part.Y[0] == k])

    def update(self, net, params, points):
        """Paint the answer at so many points along a side."""
        answer = propagate(net, params, grid(self.limit, points)).A[net.L][:, 0]  # (points, points)
        self._pixels.paint(1.5 * answer - 0.75, 0, 0, self._side)


def square(figure, left, top, side):
    """Pixels, and clear axes in the same place; left, top and side are in pixels of the figure."""
    width, height = figure.bbox.size
    axes = picture_axes(figure.add_axes((left / width, 1 - (top + side) / height, side / width, side / height)))
    axes.patch.set_visible(False)
    return figure.add_artist(Pixels(left, top, side, side)), axes


def grid(limit, side):
    """Points of the plane, a batch for each row of the picture: for products this small BLAS does not wake its threads, whose waiting costs more."""
    places = np.linspace(-limit, limit, side, dtype=np.float32)
    across, up = np.meshgrid(places, places)
    return np.stack([across, up], axis=1)  # (side, 2, side)


def horizon(steps):
    """The last step that an axis shows: 100, 200, 400 …, so that it seldom changes."""
    return 100 * 2 ** int(np.ceil(np.log2(max(steps, 100) / 100)))


def _dot_styles():
    """How points look: training points filled, test points hollow, class 0 and class 1 of each."""
    for filled in (True, False):
        for colour, marker in zip(CLASS_COLOURS, CLASS_MARKERS):
            face = colour if filled else "white"
            yield dict(linestyle="", marker=marker, markersize=3.6, markerfacecolor=face, markeredgecolor=colour if not filled else "white", markeredgewidth=0.6)
