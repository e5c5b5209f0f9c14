"""A sheet of paper: the whole figure with pixels for units, counted from its upper left corner.

In come words, boxes, images and arrows, and where they stand; out come artists.
"""

import numpy as np
from matplotlib.patches import Rectangle

from course_lib.views.style import INK


class Sheet:
    """One sheet; lines are drawn with `sheet.axes.plot`.

    style: how words look, where `write` is not told otherwise
    """

    def __init__(self, figure, **style):
        self.width, self.height = figure.bbox.size
        self.axes, self._style = figure.add_axes((0, 0, 1, 1)), dict(color=INK, fontsize=10, va="center") | style
        self.wipe()

    def wipe(self):
        """An empty sheet."""
        self.axes.clear()
        self.axes.set(xlim=(0, self.width), ylim=(self.height, 0))
        self.axes.axis("off")

    def write(self, x, y, words, **style):
        """Words at (x, y)."""
        return self.axes.text(x, y, words, **(self._style | style))

    def box(self, left, top, width, height, **style):
        """A rectangle."""
        return self.axes.add_patch(Rectangle((left, top), width, height, **style))

    def image(self, values, place, **style):
        """Values (h, w) or colours (h, w, 3) as an image; place: (left, top, width, height)."""
        left, top, width, height = place
        extent = left, left + width, top + height, top
        return self.axes.imshow(values, extent=extent, aspect="auto", interpolation="nearest", **style)


def arrow(start, end, head=(9, 5)):
    """A line with two strokes for its head, as (2, n) points.

    head: how far the strokes go back, and to each side
    """
    start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0]])
    barbs = [end - head[0] * along + side * head[1] * across for side in (1, -1)]
    return np.stack([start, end, barbs[0], end, barbs[1]], axis=1)
