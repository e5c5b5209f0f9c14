"""A network as a diagram: each unit a small map of what it answers over the plane, each weight a line.

All maps are one image, so that a frame costs the same for two units as for forty.
"""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba_array

from course_lib.views.pixels import Pixels
from course_lib.views.style import BLUE, GREY, INK, ORANGE

ROWS = 8  # units of a layer that are drawn; the rest is counted
TOP = 34  # pixels, for the words above the units
PIXELS = 20  # grid points along the side of a unit's map
SIGNS = to_rgba_array([BLUE, ORANGE])  # of weights


class Diagram:
    """The network on one sheet; axes whose units are pixels."""

    def __init__(self, axes, width, height):
        self._axes, self._width, self._height = axes, width, height
        axes.axis("off")
        axes.set(xlim=(0, width), ylim=(height, 0))
        self._lines = axes.add_collection(LineCollection([], alpha=0.85))
        self._pixels = axes.figure.add_artist(Pixels(round(axes.bbox.x0), 0, width, height))
        self._labels = []
        self.moving = [self._lines, self._pixels]

    def build(self, net):
        """Lay out another network."""
        for label in self._labels:
            label.remove()
        columns = net.layers[:-1]
        seen = [min(n, ROWS) for n in columns]
        self._side = side = int(min(46, (self._height - TOP) / max(seen) - 7, self._width / len(columns) - 14))
        gap = (self._width - side - 50) / max(len(columns) - 1, 1)
        self._tops = [TOP + (self._height - TOP) * (np.arange(n) + 0.5) / n - side / 2 for n in seen]
        self._lefts = [10 + l * min(gap, 230) for l in range(len(columns))]
        self._lines.set_segments(list(self._ends(net)))
        self._labels = [self._label(l, n, net) for l, n in enumerate(columns)]
        self._labels += [self._axes.text(2, top + side / 2, f"x{'₁₂'[i]}", fontsize=10, color=INK, ha="right", va="center") for i, top in enumerate(self._tops[0])]

    def update(self, net, params, values):
        """Show weights and maps; values[l] is (n[l], PIXELS, PIXELS): what each unit answers over the plane, from −1 to 1."""
        self._pixels.clear()
        for l, (left, tops) in enumerate(zip(self._lefts, self._tops)):
            for tile, top in zip(values[l], tops):
                self._pixels.paint(tile, round(left), round(top), self._side)
        weights = np.concatenate([params[0][l][:ROWS, :ROWS].ravel() for l in range(1, net.L + 1)])
        weights = np.nan_to_num(weights, posinf=10, neginf=-10)
        self._lines.set_linewidth(np.clip(1.3 * np.sqrt(np.abs(weights)), 0.3, 4))
        self._lines.set_color(SIGNS[(weights > 0).astype(int)])

    def _ends(self, net):
        """Both ends of the line of each weight that is drawn, in the order in which W[1] … W[L] hold them."""
        for l in range(1, net.L + 1):
            heights = (self._tops[l] + self._side / 2) if l < net.L else np.array([(self._height + TOP) / 2])
            right = self._lefts[l] if l < net.L else self._width
            for height in heights:
                for top in self._tops[l - 1]:
                    yield (self._lefts[l - 1] + self._side, top + self._side / 2), (right, height)

    def _label(self, l, n, net):
        drawn = f": {ROWS}/{n}" if n > ROWS else ""
        words = "inputs" if l == 0 else f"layer {l}{drawn}\n{net.hidden[l - 1]}"
        return self._axes.text(self._lefts[l] - 2, 2, words, fontsize=9, linespacing=1.05, color=INK if l else GREY, va="top")

