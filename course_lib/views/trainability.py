"""A map of runs, coloured by how they ended, with a cursor; beside it what the colours mean, and the cost of the run at the cursor.

Each outcome has a colour and a pattern: converged plain blue, darker where it was sooner; crawling dotted; diverged striped.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from course_lib.views.pixels import QuickText, data_at
from course_lib.views.style import BLUE, DARK_GREY, GREY, INK, ORANGE, tidy

LEFT, TOP, SIDE = 82, 44, 384  # of the map, in pixels
RIGHT, LEGEND_WIDTH = 520, 404  # of what stands beside it
MAP = (LEFT, TOP, SIDE, SIDE)
SWATCH = (34, 20)
PALE_BLUE, SAND = "#a9cde6", "#efe9dc"
LIMITS = (1e-4, 1e3)  # of the cost that is drawn; what is beyond stands at the edge


class TrainabilitySnapshot(NamedTuple):
    """What the view shows.

    outcome: (rows, columns) 0, 1 or 2, row 0 at the smallest learning rate; −1 where nothing is known
    haste: (rows, columns) 1 for a run that converged at once, 0 for one that did so at the last moment
    window: (left, right, low, high): the ends of the axes; powers of ten, or widths across
    across: "scale" or "width"
    cursor: (row, column);  edge: the row of the largest learning rate that converges in its column, or None
    rows: (name, share, meaning) of each outcome
    measured: how many runs are measured
    run: (steps, costs, threshold) of the run at the cursor;  title: lines of words on it
    """

    outcome: np.ndarray
    haste: np.ndarray
    window: tuple
    across: str
    cursor: tuple
    edge: int | None
    rows: list
    measured: int
    run: tuple
    title: tuple


class TrainabilityView:
    """Left the map; right the legend with shares and progress, and the cost of the run at the cursor."""

    def __init__(self, figure):
        self.stale, self._frame = True, None
        self._size = figure.bbox.size
        self._axes = tidy(figure.add_axes(self._box(*MAP)), "each small tile: one network", "", "learning rate α")
        self._map = self._axes.imshow(np.ones((SIDE, SIDE, 3)), aspect="auto", interpolation="nearest")
        frame = dict(markerfacecolor="none", markeredgewidth=2, clip_on=False)
        self._cursor = [
            self._axes.plot([], [], "s", markersize=size, markeredgecolor=colour, **frame)[0]
            for size, colour in ((11, "white"), (15, INK))
        ]
        (self._edge,) = self._axes.plot([], [], "v", markersize=9, markerfacecolor=INK, markeredgecolor="white", clip_on=False)
        legend = self._legend(figure)
        curve = self._curve(tidy(figure.add_axes(self._box(RIGHT + 52, 268, LEGEND_WIDTH - 116, 160)), "", "step", "cost J"))
        self.moving = [self._map, *self._cursor, self._edge, *legend, *curve]

    def update(self, snapshot):
        """Show a TrainabilitySnapshot."""
        self._show_frame(snapshot)
        rows, columns = self._shape = snapshot.outcome.shape
        self._map.set_data(painted(snapshot.outcome, snapshot.haste, SIDE))
        left, right, low, high = self._map.get_extent()
        (i, j), edge = snapshot.cursor, snapshot.edge
        x, tile = left + (j + 0.5) * (right - left) / columns, (high - low) / rows
        for mark in self._cursor:
            mark.set_data([x], [low + (i + 0.5) * tile])
        self._edge.set_data(*([], []) if edge is None else ([x], [low + (edge + 2) * tile]))
        for words, (name, share, meaning) in zip(self._words, snapshot.rows):
            words.set_text(f"{name} {share:.0%}:  {meaning}")
        self._count.set_text(f"{snapshot.measured} of {rows * columns} networks trained")
        self._done.set_width(LEGEND_WIDTH * snapshot.measured / (rows * columns))
        self._show_run(*snapshot.run)
        self._title.set_text("\n".join(snapshot.title))

    def places(self, x, y):
        """(across, up) in the units of the window, at pixels of the picture."""
        return data_at(self._axes, x, y)

    def tile(self, x, y):
        """(row, column) at a pixel of the picture."""
        left, right, low, high = self._map.get_extent()
        (across,), (up,) = self.places(x, y)
        rows, columns = self._shape
        return min(int((up - low) / (high - low) * rows), rows - 1), min(int((across - left) / (right - left) * columns), columns - 1)

    def _box(self, left, top, width, height):
        w, h = self._size
        return left / w, 1 - (top + height) / h, width / w, height / h

    def _legend(self, figure):
        axes = figure.add_axes(self._box(RIGHT, 24, LEGEND_WIDTH, 170))
        axes.axis("off")
        axes.set(xlim=(0, LEGEND_WIDTH), ylim=(170, 0))
        width, height = SWATCH
        self._words = [QuickText(width + 12, y, "", fontsize=10, color=INK, va="center") for y in (24, 54, 84)]
        for k, words in enumerate(self._words):
            sample = figure.add_axes(self._box(RIGHT, 24 + 14 + 30 * k, width, height))
            sample.imshow(painted(np.full((1, 1), k), np.full((1, 1), 0.6), 2 * width)[:height, :width], aspect="auto")
            sample.axis("off")
            axes.add_artist(words)
        axes.add_patch(Rectangle((0, 146), LEGEND_WIDTH, 8, color="#e6e6e6"))
        self._done = axes.add_patch(Rectangle((0, 146), 0, 8, color=BLUE))
        self._count = axes.add_artist(QuickText(0, 132, "", fontsize=10, color=INK, va="center"))
        return [*self._words, self._done, self._count]

    def _curve(self, axes):
        axes.set(yscale="log", ylim=LIMITS, yticks=[1e-4, 1e-2, 1, 1e2])
        axes.minorticks_off()
        self._curve_axes = axes
        self._threshold = axes.axhline(1, color=GREY, linewidth=1, linestyle="--")
        self._start = axes.axhline(1, color=GREY, linewidth=1, linestyle=":")
        (self._line,) = axes.plot([], [], "o-", color=INK, markersize=3.5, linewidth=1.5)
        (self._lost,) = axes.plot([], [], "x", color=ORANGE, markersize=7, markeredgewidth=2)
        style = dict(fontsize=9, color=DARK_GREY, transform=axes.get_yaxis_transform())
        self._names = [axes.text(1.01, 1, text, va=va, **style) for text, va in (("converged", "top"), ("start", "bottom"))]
        self._title = QuickText(0, 1.06, "", fontsize=10, color=INK, va="bottom")
        axes.add_artist(self._title).set_transform(axes.transAxes)
        return [self._threshold, self._start, *self._names, self._line, self._lost, self._title]

    def _show_frame(self, snapshot):
        """The axes, drawn anew only where they are new."""
        frame = snapshot.window, snapshot.across, snapshot.outcome.shape, snapshot.run[0][-1]
        if frame == self._frame:
            return
        self._frame, self.stale = frame, True
        left, right, low, high = snapshot.window
        rows, columns = snapshot.outcome.shape
        half, tall = 0.5 * (right - left) / max(columns - 1, 1), 0.5 * (high - low) / (rows - 1)
        self._map.set_extent((left - half, right + half, low - tall, high + tall))
        self._axes.set(xlim=(left - half, right + half), ylim=(low - tall, high + tall))
        wide = snapshot.across == "width"
        self._axes.set_xlabel("units in each hidden layer (He)" if wide else "initialization scale")
        for axis, span, plain in ((self._axes.xaxis, right - left, wide), (self._axes.yaxis, high - low, False)):
            axis.set_major_locator(MaxNLocator(8 if plain else 5, integer=plain or span >= 2))
            axis.set_major_formatter(FuncFormatter(_plain if plain else _power(span)))
        self._curve_axes.set_xlim(0, frame[-1] * 1.02)

    def _show_run(self, steps, costs, threshold):
        drawn = np.clip(np.where(np.isnan(costs), np.inf, costs), *LIMITS)
        finite = np.isfinite(costs)
        self._line.set_data(steps[finite], drawn[finite])
        self._lost.set_data(steps[~finite][:1], drawn[~finite][:1])
        for line, name, height in zip((self._threshold, self._start), self._names, (threshold, drawn[0])):
            line.set_ydata([height, height])
            name.set_y(height)


def painted(outcome, haste, side):
    """Tiles blown up to side × side pixels, colours and patterns, (side, side, 3); row 0 is at the top."""
    places = [np.arange(side) * n // side for n in outcome.shape]
    kind, sooner = (values[::-1][places[0]][:, places[1]] for values in (outcome, haste))
    colours = np.ones((side, side, 3))
    blue = kind == 0
    colours[blue] = _mixed(PALE_BLUE, BLUE, sooner[blue])
    colours[kind == 1], colours[kind == 2] = to_rgb(SAND), to_rgb(ORANGE)
    y, x = np.indices((side, side))
    colours[(kind == 1) & (x % 6 < 2) & (y % 6 < 2)] = to_rgb("#a39779")
    colours[(kind == 2) & ((x + y) % 8 < 2)] = to_rgb("#7d3600")
    return colours


def _mixed(pale, full, share):
    share = np.asarray(share)[:, None]
    return (1 - share) * np.array(to_rgb(pale)) + share * np.array(to_rgb(full))


def _power(span):
    digits = 3 if span > 0.02 else 4 + int(np.ceil(-np.log10(span)))
    return lambda value, _: f"{10.0**value:.{digits}g}"


def _plain(value, _):
    return f"{value:g}"
