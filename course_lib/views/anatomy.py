"""A 2-layer network with all its numbers: the diagram for one example, the matrices for all of them.

The matrices lie as in multiplication by hand: a row of W on the left meets a column of X above, and their entry of Z
stands where the two cross. One sheet, whose units are pixels of the figure.
"""

import numpy as np

from course_lib.views.sheet import Sheet
from course_lib.views.style import BLUE, DARK_ORANGE, GREY, INK, ORANGE

HEIGHT, NARROW, WIDE = 23, 37, 45  # of one number; wide ones have two digits after the point
PLACES = {  # left, top and width of a number, for each matrix
    "A[0]": (464, 46, WIDE),
    "W[1]": (250, 146, NARROW),
    "b[1]": (383, 146, NARROW),
    "Z[1]": (464, 146, WIDE),
    "A[1]": (709, 146, WIDE),
    "W[2]": (464, 269, NARROW),
    "b[2]": (628, 269, NARROW),
    "Z[2]": (709, 269, WIDE),
    "A[2]": (709, 324, WIDE),
}
NAMES = {"A[0]": "X = A[0]", "A[2]": "A[2] = ŷ"}
LINES = {1: ("Z[1] = W[1] X + b[1]", "A[1] = tanh(Z[1])"), 2: ("Z[2] = W[2] A[1] + b[2]", "A[2] = σ(Z[2])")}
NODES = {  # middle of each node
    0: [(42, 115), (42, 195), (42, 275)],
    1: [(126, 84), (126, 158), (126, 232), (126, 306)],
    2: [(208, 195)],
}
RADIUS = 23
DISC = 2 * RADIUS * 0.72  # the same in points


class AnatomyView:
    """Left the diagram with the values of one example on its nodes, right the matrices, below two lines of words."""

    def __init__(self, figure, params, cache):
        self.stale = True
        self._weights = params.W
        self._sheet = Sheet(figure, ha="center")
        tables = {f"{letter}[{l}]": values[l] for letter, values in zip("WbZA", (*params, *cache)) for l in values}
        self._shapes = {name: table.shape for name, table in tables.items()}
        for name, table in tables.items():
            self._draw_table(name, table)
        self._draw_network()
        self.moving = [*self._marks(), *self._texts()]

    def update(self, snapshot):
        """Show an AnatomySnapshot."""
        for name, frame in self._frames.items():
            frame.set_visible(name in snapshot.marks)
            if name in snapshot.marks:
                frame.set_bounds(*self._bounds(name, *snapshot.marks[name]))
        for values, texts in zip(snapshot.nodes, self._values):
            for value, text in zip(values, texts):
                text.set_text(f"{value:.2f}".replace("-", "−"))
        self._light(snapshot)
        for l, texts in self._lines.items():
            for text in texts:
                text.set(color=INK if l == snapshot.layer else GREY, weight="bold" if l == snapshot.layer else "normal")
        self._heading.set_text(f"example {snapshot.example}, on its way")
        for text, words in zip(self._caption, snapshot.caption):
            text.set_text(words)

    def _draw_table(self, name, table):
        (left, top, width), (rows, columns) = PLACES[name], table.shape
        for (i, j), value in np.ndenumerate(table):
            digits = 1 if width == NARROW or name == "A[0]" else 2
            words = f"{value:.{digits}f}".replace("-", "−")
            self._sheet.write(left + width * (j + 0.5), top + HEIGHT * (i + 0.5), words, fontsize=9.5)
        self._sheet.box(left, top, columns * width, rows * HEIGHT, facecolor="#f3f6f9", edgecolor=GREY, linewidth=1, zorder=0)
        self._sheet.write(left, top - 10, f"{NAMES.get(name, name)}  ({rows}, {columns})", ha="left", fontsize=9.5, color=BLUE)

    def _draw_network(self):
        for l in (1, 2):
            for end in NODES[l]:
                for start in NODES[l - 1]:
                    self._sheet.axes.plot(*zip(start, end), color="#cfcfcf", linewidth=1, zorder=0)
        for l, places in NODES.items():
            self._sheet.axes.plot(*zip(*places), "o", color="#eef4f9", markeredgecolor=GREY, markersize=DISC, zorder=1)
            for i, (x, y) in enumerate(places, start=1):
                name = ("x₁ x₂ x₃".split()[i - 1] if l == 0 else f"unit {i}" if l == 1 else "ŷ")
                self._sheet.write(x, y - RADIUS - 9, name, fontsize=10, color=GREY if l == 1 else INK)
        for l, words in enumerate(("input\nlayer 0", "hidden\nlayer 1", "output\nlayer 2")):
            self._sheet.write(NODES[l][0][0], 351, words, fontsize=9.5, color=GREY, linespacing=1.1)
        self._sheet.write(716, 68, "a row: one unit", ha="left", fontsize=10, color=INK)
        self._sheet.write(716, 92, "a column: one example", ha="left", fontsize=10, color=INK)

    def _marks(self):
        style = dict(facecolor=(*_rgb(ORANGE), 0.16), edgecolor=ORANGE, linewidth=2.2)
        self._frames = {name: self._sheet.box(0, 0, 1, 1, **style) for name in PLACES}
        (self._edges,) = self._sheet.axes.plot([], [], color=ORANGE, linewidth=2.2)
        (self._discs,) = self._sheet.axes.plot([], [], "o", color="#eef4f9", markeredgecolor=GREY, markersize=DISC)
        (self._rings,) = self._sheet.axes.plot([], [], "o", color="#fdf0e6", markeredgecolor=ORANGE, markeredgewidth=3, markersize=DISC)
        return [*self._frames.values(), self._edges, self._discs, self._rings]

    def _texts(self):
        self._values = [[self._sheet.write(*place, "", fontsize=9.5) for place in NODES[l]] for l in NODES]
        patch = dict(facecolor="white", edgecolor="none", pad=0.8)
        self._on_edges = [self._sheet.write(0, 0, "", fontsize=9.5, color=DARK_ORANGE, bbox=patch) for _ in range(4)]
        self._heading = self._sheet.write(20, 20, "", ha="left", fontsize=11.5, weight="bold")
        self._lines = {
            l: [self._sheet.write(250, 22 + 21 * (2 * l - 2 + k), words, ha="left") for k, words in enumerate(LINES[l])]
            for l in LINES
        }
        self._caption = [self._sheet.write(20, y, "", ha="left") for y in (382, 404)]
        every = [text for texts in (*self._values, *self._lines.values()) for text in texts]
        return [*every, *self._on_edges, self._heading, *self._caption]

    def _light(self, snapshot):
        """Frame the nodes in question, and thicken what leads to them."""
        l = snapshot.layer
        ends = [NODES[l][i] for i in snapshot.lit]
        strokes = [part for end in ends for start in NODES[l - 1] for part in (start, end, (np.nan, np.nan))]
        self._edges.set(data=np.transpose(strokes), linewidth=2.2 if len(ends) == 1 else 1.3)
        self._rings.set_data(*zip(*ends))
        self._discs.set_data(*zip(*NODES[l - 1], *NODES[l]))
        starts = NODES[l - 1] if len(ends) == 1 else []
        for k, text in enumerate(self._on_edges):
            text.set_visible(k < len(starts))
            if k < len(starts):
                x, y = (np.array(starts[k]) + ends[0]) / 2
                text.set(x=x, y=y, text=f"{self._weights[l][snapshot.lit[0], k]:.1f}".replace("-", "−"))

    def _bounds(self, name, row, column):
        (left, top, width), (rows, columns) = PLACES[name], self._shapes[name]
        size = width * (columns if column is None else 1), HEIGHT * (rows if row is None else 1)
        return left + width * (column or 0), top + HEIGHT * (row or 0), *size



def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
