"""A network that learns, seen from outside: its answer over the plane for one run or two, and how many new points each gets right."""

from typing import NamedTuple

import numpy as np

from course_lib.views.answer import Answer, horizon
from course_lib.views.pixels import QuickText
from course_lib.views.style import GREEN, INK, tidy

SIDE, TOP, GAP, LEFT = 264, 46, 34, 12  # pixels
POINTS = 66  # of the answer along a side
LOOKS = (dict(color=INK, linewidth=2.2), dict(color=GREEN, linewidth=2.2, linestyle="--"))  # the newest run, the one before
MOST = len(LOOKS)


class WatchSnapshot(NamedTuple):
    """What the view shows.

    runs: [(name, network, record, records so far)], the newest last; the names are empty if there is one
    data: train, test
    """

    runs: list
    data: tuple


class WatchView:
    """A square for each run on the left, the share of new points right over the steps on the right."""

    def __init__(self, figure):
        self._size = width, _ = figure.bbox.size
        self.stale, self._placed, self._shown = True, None, None
        self._squares = [_Square(figure, LEFT + k * (SIDE + GAP)) for k in range(MOST)]
        self._axes = tidy(figure.add_axes((0, 0.2, 0.1, 0.6)), "new points that it gets right", "steps")
        self._axes.set(ylim=(0, 1.03), yticks=(0, 0.25, 0.5, 0.75, 1), yticklabels=("0", "25 %", "50 %", "75 %", "100 %"))
        self._axes.grid(axis="y", color="#e6e6e6")
        self._lines = [self._axes.plot([], [], **look)[0] for look in LOOKS]
        figure.text(LEFT / width, 0.03, "● ■ it learns from these    ○ □ it has never seen these", fontsize=9.5, color=INK)
        self.moving = [part for square in self._squares for part in square.moving] + self._lines

    def update(self, snapshot):
        """Show a WatchSnapshot."""
        self._lay_out(snapshot)
        for square, (name, net, record, _) in zip(self._squares, snapshot.runs):
            square.show(name, net, record)
        for line, (*_, past) in zip(self._lines, snapshot.runs[::-1]):
            line.set_data([record.step for record in past], [record.accuracy[1] for record in past])

    def _lay_out(self, snapshot):
        if self._placed is not snapshot.data:
            self._placed, self.stale = snapshot.data, True
            for square in self._squares:
                square.place(snapshot.data)
        furthest = max(past[-1].step for *_, past in snapshot.runs)
        names = [name for name, *_ in snapshot.runs]
        shown = horizon(furthest), names
        if shown == self._shown:
            return
        self._shown, self.stale = shown, True
        for k, square in enumerate(self._squares):
            square.set_visible(k < len(names))
        width, height = self._size
        left = LEFT + len(names) * (SIDE + GAP) + 46
        self._axes.set_position((left / width, 1 - (TOP + SIDE) / height, (width - left - 24) / width, SIDE / height))
        self._axes.set_xlim(0, shown[0])
        for line in self._lines[len(names) :]:
            line.set_data([], [])
        if len(names) > 1:
            self._axes.legend(self._lines, names[::-1], fontsize=10, frameon=False, loc="lower right")
        elif self._axes.get_legend():
            self._axes.get_legend().remove()


class _Square(Answer):
    """The answer of one run, under its headline."""

    def __init__(self, figure, left):
        super().__init__(figure, left, TOP, SIDE)
        place = dict(transform=self.axes.transAxes, va="bottom", fontsize=10.5, color=INK)
        self._headline = figure.add_artist(QuickText(0, 1.02, "", **place))
        self.moving.append(self._headline)

    def set_visible(self, visible):
        for artist in (*self.moving, self.axes):
            artist.set_visible(visible)

    def show(self, name, net, record):
        """Show a record of the run with this name."""
        with np.errstate(all="ignore"):
            self.update(net, record.params, POINTS)
        told = f"{record.trouble} blew up" if record.trouble else f"{record.accuracy[1]:.0%} of the new points right"
        self._headline.set_text(f"{name or 'its answer everywhere'}\nstep {record.step}: {told}")
