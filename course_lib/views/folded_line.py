"""The line after each fold, side by side; what the network draws; and how many units that takes, deep and flat."""

import numpy as np
from matplotlib.ticker import NullLocator

from course_lib.views.pixels import QuickText
from course_lib.views.style import BLUE, DARK_ORANGE, GREY, INK, ORANGE, tidy

STEP = 1.32  # from one folded line to the next, in their own units


class FoldView:
    """Top left y over x, top right units over k; below, the line seen from the side, with the point that is followed."""

    def __init__(self, figure, most):
        self.stale = True
        self._most = most
        self.moving = [
            *self._graph(figure.add_axes((0.055, 0.47, 0.545, 0.45))),
            *self._counts(figure.add_axes((0.69, 0.47, 0.295, 0.45))),
            *self._folds(figure.add_axes((0.02, 0.01, 0.965, 0.31))),
        ]
        words = "the line from 0 to 1 after each fold, seen from the side: a point keeps its height; the number below says where it is now"
        figure.text(0.012, 0.345, words, fontsize=10.5, color=INK)

    def update(self, snapshot):
        """Show a FoldSnapshot."""
        k, places = len(snapshot.path) - 1, np.arange(len(snapshot.flat)) / (len(snapshot.flat) - 1)
        self._deep.set_data(places, snapshot.lines[-1])
        self._flat.set_data(places, snapshot.flat)
        for line, width in ((self._deep, 1.6), (self._flat, 5)):
            line.set_linewidth(width * min(1, 50 / 2**k))
        self._show_meeting(snapshot, k)
        self._pieces.set_text(_title(snapshot))
        for mark, units in zip(self._marks, snapshot.units):
            mark.set_data([k], [units])
        self._units.set_text("units for k = {}:  deep {},  flat {}".format(k, *snapshot.units))
        for l, (line, value) in enumerate(zip(self._lines, self._values)):
            shown = l <= k
            line.set_data(*((snapshot.lines[l] + l * STEP, places) if shown else ([], [])))
            value.set_text(f"{snapshot.path[l]:.2f}" if shown else "")
        self._dots.set_data([place + l * STEP for l, place in enumerate(snapshot.path)], [snapshot.x] * (k + 1))
        self._height.set_data([0, self._most * STEP + 1], [snapshot.x, snapshot.x])

    def _graph(self, axes):
        tidy(axes, "", "x", "y")
        axes.set(xlim=(-0.012, 1.012), ylim=(-0.04, 1.09), yticks=(0, 0.5, 1))
        (self._flat,) = axes.plot([], [], color=ORANGE, linewidth=5, alpha=0.4)
        (self._deep,) = axes.plot([], [], color=BLUE, linewidth=1.6)
        (self._level,) = axes.plot([], [], color=GREY, linewidth=1, linestyle=(0, (2, 2)))
        (self._meeting,) = axes.plot([], [], "o", color=INK, markersize=4.5)
        (self._point,) = axes.plot([], [], "o", color=INK, markersize=9, markerfacecolor="white", markeredgewidth=2)
        self._pieces = axes.text(0, 1.045, "", transform=axes.transAxes, fontsize=10.5, color=INK)
        return [self._flat, self._deep, self._level, self._meeting, self._point, self._pieces]

    def _counts(self, axes):
        tidy(axes, "", "k", "ReLU units")
        k = np.arange(1, self._most + 1)
        axes.set(yscale="log", ylim=(1.4, 700), xlim=(0.6, self._most + 0.6), xticks=k, yticks=(2, 10, 100))
        axes.set_yticklabels(("2", "10", "100"))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.plot(k, 2.0**k, "s-", color=ORANGE, markersize=5)
        axes.plot(k, 2 * k, "o-", color=BLUE, markersize=5)
        axes.text(5.6, 150, "flat: 2ᵏ", fontsize=10.5, color=DARK_ORANGE, ha="right")
        axes.text(8.1, 5.6, "deep: 2 k", fontsize=10.5, color=BLUE, ha="right")
        self._marks = [axes.plot([], [], shape, markersize=11, fillstyle="none", color=INK, markeredgewidth=2)[0] for shape in "os"]
        self._units = axes.text(0, 1.045, "", transform=axes.transAxes, fontsize=10.5, color=INK)
        return [*self._marks, self._units]

    def _folds(self, axes):
        axes.axis("off")
        axes.set(xlim=(-0.03, self._most * STEP + 1.03), ylim=(-0.27, 1.3))
        (self._height,) = axes.plot([], [], color=GREY, linewidth=0.8, linestyle=(0, (2, 2)))
        self._lines, self._values = [], []
        for l in range(self._most + 1):
            left = l * STEP
            axes.plot([left, left, np.nan, left + 1, left + 1], [0, 1, np.nan, 0, 1], color="#e4e4e4", linewidth=1)
            words = "the line" if l == 0 else "1 fold" if l == 1 else f"{l} folds"
            axes.text(left + 0.5, 1.1, words, fontsize=10, color=INK, ha="center")
            self._lines += axes.plot([], [], color=BLUE, linewidth=min(1.4, 14 / 2**l))
            self._values.append(axes.add_artist(QuickText(left + 0.5, -0.2, "", fontsize=10.5, color=INK, ha="center", va="baseline")))
        (self._dots,) = axes.plot([], [], "o", color=INK, markersize=8, markerfacecolor="white", markeredgewidth=2)
        return [self._height, *self._lines, self._dots, *self._values]

    def _show_meeting(self, snapshot, k):
        """All x that end up where the point does: one on each piece."""
        end, n = snapshot.path[-1], 2**k
        pieces = np.arange(n)
        meeting = (pieces + np.where(pieces % 2, 1 - end, end)) / n
        self._meeting.set_data(meeting, np.full(n, end))
        self._meeting.set_markersize(4.5 if k < 6 else 2)
        self._level.set_data([0, 1], [end, end])
        self._point.set_data([snapshot.x], [end])


def _title(snapshot):
    told = f"{snapshot.pieces} straight pieces   (thin blue: deep, thick: flat)"
    if snapshot.counted is None:
        return told
    whose = "your " if snapshot.yours else ""
    return f"{told}   {whose}count_pieces: {snapshot.counted} {'✓' if snapshot.counted == snapshot.pieces else '✗'}"
