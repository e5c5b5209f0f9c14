"""A computation graph: boxes and arrows, left to right; values above the boxes in ink, slopes below them in orange.

Everything lies on one sheet whose units are pixels of the figure. The node just visited is framed, and its arrows are thick.
"""

import numpy as np

from course_lib.views.sheet import Sheet, arrow
from course_lib.views.style import BLUE, DARK_ORANGE, GREY, INK, ORANGE

# Middle of each box: x, y from the upper left corner.
PLACES = {
    "chain": {"a": (80, 110), "b": (80, 230), "c": (80, 350), "u": (340, 290), "v": (590, 200), "J": (840, 200)},
    "logistic": {
        **{name: (80, 76 + 82 * i) for i, name in enumerate(("x1", "w1", "x2", "w2", "b"))},
        **{"z": (360, 240), "a": (586, 240), "L": (836, 240), "y": (836, 364)},
    },
}
GIVEN, PIECE, LONG_PIECE = (56, 32), (130, 50), (170, 50)  # width, height
PATCH = dict(facecolor="white", edgecolor="none", pad=1.0)  # behind words that may lie on an arrow
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class GraphView:
    """One sheet, with a line at the top on what just happened, and one at the bottom on the nudge."""

    def __init__(self, figure, nodes, kind):
        self.stale = True
        self._nodes, self._places = nodes, PLACES[kind]
        self._sheet = Sheet(figure, ha="center")
        self._sizes = {node.name: _size(node) for node in nodes}
        self._links = {(name, node.name): self._link(name, node.name) for node in nodes for name in node.inputs}
        self._draw_fixed()
        self.moving = [*self._marks(), *self._texts()]

    def update(self, snapshot):
        """Show a GraphSnapshot."""
        for name, text in self._values.items():
            text.set(text=_value(name, snapshot), color=BLUE if name in snapshot.nudged else INK)
        self._write_slopes(snapshot)
        self._mark(snapshot)
        self._caption.set(text=snapshot.caption, color=DARK_ORANGE if snapshot.visits else INK)
        self._effect.set_text(snapshot.effect)

    def _draw_fixed(self):
        sheet = self._sheet
        for start, end in self._links.values():
            sheet.axes.plot(*arrow(start, end), color=GREY, linewidth=1.2)
        for node in self._nodes:
            (x, y), (width, height) = self._places[node.name], self._sizes[node.name]
            face = "#eef4f9" if node.inputs else "#f3f3f3"
            sheet.box(x - width / 2, y - height / 2, width, height, facecolor=face, edgecolor=GREY, zorder=3)
            words = name_of(node.name) + (f" = {node.formula}" if node.inputs else "")
            sheet.write(x, y, words, fontsize=10 if len(words) > 14 else 12, zorder=4)
        sheet.write(sheet.width - 14, sheet.height - 40, "above a box: its value", ha="right", fontsize=10)
        sheet.write(sheet.width - 14, sheet.height - 20, "below: its slope = local × upstream", ha="right", fontsize=10, color=DARK_ORANGE)

    def _marks(self):
        (self._thick,) = self._sheet.axes.plot([], [], color=INK, linewidth=2.8, solid_capstyle="round")
        self._frame = self._sheet.box(0, 0, 1, 1, fill=False, linewidth=3)
        return [self._thick, self._frame]

    def _texts(self):
        write = self._sheet.write
        self._values, self._slopes, self._locals = {}, {}, {}
        for node in self._nodes:
            (x, y), half = self._places[node.name], self._sizes[node.name][1] / 2
            self._values[node.name] = write(x, y - half - 13, "", fontsize=12, weight="bold")
            left = dict(x=x - 28, ha="left") if not node.inputs else dict(x=x, ha="center")
            self._slopes[node.name] = write(y=y + half + 13, words="", fontsize=11, color=DARK_ORANGE, bbox=PATCH, **left)
        for link, (start, end) in self._links.items():
            x, y = 0.45 * np.array(start) + 0.55 * np.array(end)
            level = abs(start[1] - end[1]) < 20
            self._locals[link] = write(x, y - 12 * level, "", fontsize=10.5, color=DARK_ORANGE, bbox=None if level else PATCH)
        self._caption = write(16, 22, "", fontsize=12, ha="left")
        self._effect = write(16, self._sheet.height - 20, "", fontsize=11, ha="left", color=BLUE)
        return [*self._locals.values(), *self._values.values(), *self._slopes.values(), self._caption, self._effect]

    def _write_slopes(self, snapshot):
        for text in (*self._slopes.values(), *self._locals.values()):
            text.set_text("")
        for visit in snapshot.visits:
            product = " + ".join(f"{short(term.local)} × {short(term.upstream)}" for term in visit.terms)
            worked = f"{product} = " if product and visit.name == snapshot.now else ""
            self._slopes[visit.name].set_text(f"d{name_of(visit.name)} = {worked}{short(visit.slope)}")
            for term in visit.terms:
                self._locals[visit.name, term.user].set_text(f"× {short(term.local)}")

    def _mark(self, snapshot):
        back = bool(snapshot.visits)
        shown = [link for link in self._links if snapshot.now == link[not back]]
        arrows = [_beside(*self._links[link]) if back else arrow(*self._links[link]) for link in shown]
        points = np.hstack([part for arrow in arrows for part in (arrow, [[np.nan], [np.nan]])]) if arrows else np.empty((2, 0))
        self._thick.set_data(*points)
        self._frame.set_visible(snapshot.now is not None)
        if snapshot.now:
            (x, y), (width, height) = self._places[snapshot.now], self._sizes[snapshot.now]
            self._frame.set_bounds(x - width / 2 - 3, y - height / 2 - 3, width + 6, height + 6)
        for artist in (self._thick, self._frame):
            artist.set_color(ORANGE if back else INK)

    def _link(self, name, user):
        """Where the arrow between two boxes starts and ends."""
        (x0, y0), (x1, y1) = self._places[name], self._places[user]
        (w0, h0), (w1, h1) = self._sizes[name], self._sizes[user]
        if x0 == x1:
            return (x0, y0 - h0 / 2 - 26), (x1, y1 + h1 / 2 + 26)
        return (x0 + w0 / 2 + 4, y0), (x1 - w1 / 2 - 4, y1 + np.clip((y0 - y1) / 8, 4 - h1 / 2, h1 / 2 - 4))



def name_of(name):
    """A name as the course writes it: w1 is w₁."""
    return name.translate(SUBSCRIPTS)


def short(number, digits=4):
    """A number in a few digits, with a true minus sign."""
    return f"{number:.{digits}g}".replace("-", "−")


def _size(node):
    if not node.inputs:
        return GIVEN
    return LONG_PIECE if len(node.formula) > 12 else PIECE


def _value(name, snapshot):
    if name not in snapshot.values:
        return ""
    value = short(snapshot.values[name])
    return f"{value} → {short(snapshot.nudged[name], 6)}" if name in snapshot.nudged else value


def _beside(start, end):
    """The arrow back, a little below the one that goes from start to end."""
    return arrow(np.array(end) + (0, 8), np.array(start) + (0, 8))
