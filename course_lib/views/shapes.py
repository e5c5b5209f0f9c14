"""A network as columns of units, its shapes as a table, and two shapes that meet as boxes with their sizes on the edges.

One sheet, whose units are pixels of the figure. Nothing moves here: every setting is drawn anew.
"""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from course_lib.views.sheet import Sheet
from course_lib.views.style import BLUE, DARK_GREEN, DARK_ORANGE, GREEN, GREY, INK, LETTERS, ORANGE

DOTS = 5  # units of a layer that are drawn
LEFT, RIGHT = 16, 436  # edges of the two halves
COLUMNS = (LEFT + 6, LEFT + 86, LEFT + 204, LEFT + 282)  # of the table
HEADINGS = ("layer l", "W[l]\ndW[l]", "b[l]\ndb[l]", "Z[l], A[l]\ndZ[l], dA[l]")
BOXES, SIGNS = (RIGHT + 104, RIGHT + 268, RIGHT + 434), (RIGHT + 162, RIGHT + 327)  # their middles, from the left
MIDDLE = 132  # and from the top
AXES = "columns", "rows"  # from the right
WORDS = {"=": "equal", "→": "1 is repeated", "≠": "do not fit"}
COLOURS = {"✓": DARK_GREEN, "⚠": DARK_ORANGE, "✗": DARK_ORANGE}


class ShapeView:
    """Left the network and the table of its shapes, right the two shapes that meet and the story of the lines."""

    moving = ()

    def __init__(self, figure):
        self._sheet = Sheet(figure)

    def update(self, snapshot):
        """Show a ShapeSnapshot."""
        self._sheet.wipe()
        self._sheet.axes.plot([RIGHT - 14] * 2, [14, self._sheet.height - 14], color="#dddddd", linewidth=1)
        self._draw_network(snapshot)
        self._draw_table(snapshot)
        self._draw_boxes(snapshot)
        self._draw_axes(snapshot.meeting)
        self._draw_story(snapshot)
        self.stale = True

    def _draw_network(self, snapshot):
        sizes = snapshot.layers
        L, gap = len(sizes) - 1, 370 / len(sizes)
        self._sheet.write(LEFT, 18, f"L = {L}: the input is layer 0, and is not counted", fontsize=11, weight="bold")
        middles = [LEFT + 32 + gap * (l + 0.5) for l in range(L + 1)]
        heights = [_heights(n) for n in sizes]
        ends = [((x0, start), (x1, end)) for l, (x0, x1) in enumerate(pairwise(middles)) for start in heights[l] for end in heights[l + 1]]
        self._sheet.axes.add_collection(LineCollection(ends, color="#d5d5d5", linewidth=0.8, zorder=0), autolim=False)
        for l, n in enumerate(sizes):
            chosen = l == snapshot.layer
            style = dict(color="#fdf0e6" if chosen else "#eef4f9", markeredgecolor=ORANGE if chosen else GREY, markersize=9)
            self._sheet.axes.plot([middles[l]] * len(heights[l]), heights[l], "o", markeredgewidth=2.2 if chosen else 1, **style)
            if n > DOTS:
                self._sheet.write(middles[l], 106, "⋮", ha="center", fontsize=12, zorder=5, bbox=dict(facecolor="white", edgecolor="none", pad=0.4))
            self._sheet.write(middles[l], 44, f"{n}", ha="center", fontsize=10 if L < 6 else 7.5, weight="bold")
            self._sheet.write(middles[l], 168, f"{l}", ha="center", color=DARK_ORANGE if chosen else INK, weight="bold" if chosen else "normal")
        self._sheet.write(LEFT, 44, "size", fontsize=9.5, color=GREY)
        self._sheet.write(LEFT, 168, "layer", fontsize=9.5, color=GREY)
        self._sheet.write(middles[0], 184, "input", ha="center", fontsize=9, color=GREY)
        self._sheet.write(middles[L], 184, "output", ha="center", fontsize=9, color=GREY)

    def _draw_table(self, snapshot):
        top, height = 222, 19
        for x, words in zip(COLUMNS, HEADINGS):
            self._sheet.write(x, top, words, fontsize=9.5, weight="bold", color=BLUE)
        self._sheet.axes.plot([LEFT, RIGHT - 26], [top + 17] * 2, color=GREY, linewidth=1)
        for l in range(len(snapshot.layers)):
            y = top + 9 + height * (l + 1)
            if l == snapshot.layer:
                self._sheet.box(LEFT, y - 9.5, RIGHT - 26 - LEFT, height, facecolor="#fdf0e6", edgecolor=ORANGE)
            found = [snapshot.shapes.get(f"{letter}[{l}]") for letter in "WbA"]
            cells = ["0: A[0] = X" if l == 0 else f"{l}", *(str(one.shape) if one else "" for one in found)]
            for x, words in zip(COLUMNS, cells):
                self._sheet.write(x, y, words, fontsize=9.5)
        for k, words in enumerate((*snapshot.rules, "A gradient has the shape of what it belongs to.")):
            self._sheet.write(LEFT, 432 + 18 * k, words, fontsize=9.5)

    def _draw_boxes(self, snapshot):
        meeting = snapshot.meeting
        self._sheet.write(RIGHT, 18, snapshot.caption, fontsize=11, weight="bold")
        self._sheet.write(RIGHT, 44, snapshot.of, fontsize=10, family="monospace")
        shapes = [meeting.left, meeting.right, meeting.shape]
        scale = np.log(max(2, *(n for shape in shapes for n in shape or ())))
        for x, shape, name, marks in zip(BOXES, shapes, (*map(_cut, meeting.names), ""), _marks(meeting)):
            self._draw_box(x, shape, scale, name, marks)
        for x, sign in zip(SIGNS, (meeting.sign, "=")):
            self._sheet.write(x, MIDDLE, sign, ha="center", fontsize=14, weight="bold")
        if meeting.shape == snapshot.made and snapshot.made not in (None, snapshot.wanted):
            self._sheet.write(BOXES[2], MIDDLE + 83, f"not {snapshot.wanted}", ha="center", fontsize=9.5, color=DARK_ORANGE, weight="bold")

    def _draw_box(self, x, shape, scale, name, marks):
        """A box of some shape around (x, MIDDLE); marks: {axis: colour} of the edges that are compared."""
        if shape is None:
            return self._sheet.write(x, MIDDLE, "✗ no result", ha="center", fontsize=12, color=DARK_ORANGE, weight="bold")
        height, width = (_length(n, scale) for n in (1, 1, *shape)[-2:])
        left, top = x - width / 2, MIDDLE - height / 2
        rank_1 = len(shape) == 1
        self._sheet.box(left, top, width, height, facecolor="#eef4f9", edgecolor=INK, linestyle=":" if rank_1 else "-")
        edges = {-1: ([left, left + width], [top, top]), -2: ([left, left], [top, top + height])}
        places = {-1: dict(x=x, y=top - 11, ha="center"), -2: dict(x=left - 7, y=MIDDLE, ha="right")}
        for axis in range(-1, -1 - len(shape[-2:]), -1):
            colour = marks.get(axis)
            if colour:
                self._sheet.axes.plot(*edges[axis], color=colour, linewidth=4, solid_capstyle="butt")
            self._sheet.write(**places[axis], words=f"{shape[axis]}", fontsize=10.5, color=LETTERS[colour or INK], weight="bold" if colour else "normal")
        self._sheet.write(x, MIDDLE + 58, f"{name}\n{shape if shape else 'a number'}".strip(), ha="center", fontsize=9.5, linespacing=1.25, va="top")

    def _draw_axes(self, meeting):
        """The sizes that are compared, one below the other, with a sign."""
        product = meeting.sign == "@"
        self._sheet.write(RIGHT, 264, "inner axes" if product else "from the right", fontsize=10, color=GREY)
        for k, (one, other, mark) in enumerate(reversed(meeting.axes)):
            axis = "" if product else f"{AXES[k]} "
            words = WORDS[mark] if None not in (one, other) else "what is not there counts as 1"
            pair = f"{mark}  {axis}{one or '–'} and {other or '–'}: {words}"
            self._sheet.write(RIGHT + 106, 264 + 19 * k, pair, fontsize=10.5, color=LETTERS[_colour(mark, meeting)], weight="bold")

    def _draw_story(self, snapshot):
        for k, (mark, code, words) in enumerate(snapshot.story):
            y = 326 + 44 * k
            self._sheet.write(RIGHT, y, mark, fontsize=13, color=COLOURS[mark], weight="bold")
            self._sheet.write(RIGHT + 24, y, code, fontsize=9.5, family="monospace")
            self._sheet.write(RIGHT + 24, y + 18, words, fontsize=9.5, color=COLOURS[mark])



def _heights(n):
    """Where the units of a layer stand; more than DOTS leave a gap in the middle."""
    places = 106 + 21 * (np.arange(min(n, DOTS)) - (min(n, DOTS) - 1) / 2)
    return [y for k, y in enumerate(places) if n <= DOTS or k != DOTS // 2]


def _length(n, scale):
    """The side of a box in pixels: 16 for 1, up to 80."""
    return 16 + 64 * np.log(max(n, 1)) / scale


def _marks(meeting):
    """For left, right and result: {axis: colour} of the edges that are compared."""
    if meeting.sign == "@":
        colours = [_colour(mark, meeting) for _, _, mark in meeting.axes]
        return {-1: colours[0]}, {max(-2, -len(meeting.right)): colours[0]}, {}
    colours = {-1 - k: _colour(mark, meeting) for k, (_, _, mark) in enumerate(reversed(meeting.axes)) if mark != "=" or not meeting.shape}
    return colours, colours, {}


def _colour(mark, meeting):
    return ORANGE if mark == "≠" or (mark == "→" and meeting.silent) else GREEN


def _cut(name):
    return name if len(name) <= 22 else f"{name[:20]} …"
