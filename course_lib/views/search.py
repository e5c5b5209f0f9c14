"""The points of a search as lines across parallel axes, the best so far over the number of points, and a table.

A line is a point: the darker and thicker, the lower its validation cost; grey ones are of earlier searches, dashed ones have
diverged. The chosen point is the black line with dots, and the row with the frame and the ▶.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from course_lib.views.pixels import QuickText, data_at
from course_lib.views.style import BLUE, GREEN, GREY, INK, ORANGE, tidy

ROWS = 8  # of the table
HEADS = ("row", "search", "point", "α", "layers × units", "activation", "L2", "ended", "best step", "validation cost", "right", "test cost")
ENDS = (52, 108, 156, 228, 336, 420, 490, 568, 642, 756, 812, 890)  # right ends of the columns, pixels
LINE, TOP = 20, 22  # pixels: height of a row, and of the heads
SHADES = LinearSegmentedColormap.from_list("shades", ["#c9dff0", BLUE, "#002b4d"])
LOOKS = ((BLUE, "-"), (ORANGE, "--"), (GREEN, ":"), (INK, "-."))  # of the newest search and those before it
BELOW = -0.13  # where diverged points end
NEAR = 10  # pixels from a line to the mouse that means it


class SearchSnapshot(NamedTuple):
    """What the view shows.

    spans: the values in use, {name: (lowest, highest) or the names}
    searches: all on the present data, the present one last
    chosen: the record of the chosen row, or None
    rows: the texts of the table that are on screen;  mark: which of them is chosen
    tested: the record for which the test set was opened, or None;  words: a line about it
    """

    spans: dict
    searches: list
    chosen: dict | None
    rows: list
    mark: int
    tested: dict | None
    words: str


class Axis(NamedTuple):
    """One of the parallel axes: what stands at its lower and its upper end, and the ticks."""

    title: str
    low: float
    high: float
    ticks: tuple
    log: bool = False

    def place(self, value):
        """From 0 at the lower end to 1 at the upper one."""
        low, high, at = np.log([self.low, self.high, max(value, 1e-300)]) if self.log else (self.low, self.high, value)
        return float(np.clip((at - low) / (high - low), 0, 1))


NAMES = ("sigmoid", "relu", "tanh")
AXES = {
    "learning_rate": Axis("learning rate α", 1e-4, 100, (1e-4, 1e-2, 1, 100), True),
    "depth": Axis("layers", 1, 4, (1, 2, 3, 4)),
    "units": Axis("units", 2, 32, (2, 12, 22, 32)),
    "hidden": Axis("activation", 0, 2, (0, 1, 2)),
    "l2": Axis("L2", 1e-6, 1, (1e-6, 1e-4, 1e-2, 1), True),
    "validation_cost": Axis("val. cost", 1, 0.02, (1, 0.3, 0.1, 0.03), True),
    "validation_accuracy": Axis("val. right", 0.4, 1, (0.4, 0.6, 0.8, 1)),
}
RESULTS = ("validation_cost", "validation_accuracy")


def path(record):
    """Where a record crosses the axes, one height each; whole numbers are moved a little apart."""
    apart = ((record["point"] * 0.618 + record["search"] * 0.27) % 1 - 0.5) * 0.05
    settings = record | {"depth": len(record["layers"]), "units": record["layers"][0], "hidden": NAMES.index(record["hidden"])}
    lost = record["status"] in ("diverged", "failed")
    return [
        (BELOW if lost else axis.place(record[name])) if name in RESULTS else axis.place(settings[name]) + apart * (not axis.log)
        for name, axis in AXES.items()
    ]


class SearchView:
    """Top left the parallel axes, top right the best so far, below the table."""

    def __init__(self, figure):
        self.stale = True
        self._labels = None
        self._axes = figure.add_axes((0.03, 0.485, 0.62, 0.43))
        lines = self._parallel(self._axes)
        self._curve_axes = tidy(figure.add_axes((0.735, 0.53, 0.25, 0.385)), "lowest validation cost so far", "points done")
        self._curve_axes.set(yscale="log", ylim=(0.008, 1), yticks=(0.01, 0.03, 0.1, 0.3, 1))
        self._curve_axes.minorticks_off()
        self._curve_axes.yaxis.set_major_formatter("{x:g}")
        self._curves = [self._curve_axes.plot([], [], color=c, linestyle=s, linewidth=2, drawstyle="steps-post")[0] for c, s in LOOKS]
        self.moving = [*lines, *self._curves, *self._table(figure)]

    def update(self, snapshot):
        """Show a SearchSnapshot."""
        for name, bar in self._bars.items():
            ends = snapshot.spans[name]
            heights = [AXES[name].place(NAMES.index(end) if isinstance(end, str) else end) for end in ends]
            x = list(AXES).index(name)
            bar.set_data([x, x], [min(heights) - 0.015, max(heights) + 0.015])
        *before, present = snapshot.searches
        self._before.set_segments([_line(r) for one in before for r in one.records if not _lost(r)])
        self._lost.set_segments([_line(r) for one in snapshot.searches for r in one.records if _lost(r)])
        self._show_present([r for r in present.records if not _lost(r)])
        chosen = snapshot.chosen
        self._chosen.set_data(range(len(AXES)) if chosen else [], path(chosen) if chosen else [])
        tested = [AXES["validation_cost"].place(snapshot.tested["test_cost"])] if snapshot.tested else []
        self._test.set_data([list(AXES).index("validation_cost")] * len(tested), tested)
        self._test_word.set_text("test" if tested else "")
        self._test_word.set_y(tested[0] if tested else 0)
        self._show_curves(snapshot.searches[::-1][: len(LOOKS)])
        self._show_table(snapshot)

    def row_at(self, x, y, table, above):
        """The row that is meant by a pixel of the picture, counted from 1, or None: a row on screen, or that of the nearest line.

        table: the sorted records;  above: how many of them stand above those on screen
        """
        row = int((data_at(self._table_axes, x, y)[1, 0] - TOP) // LINE) + 1
        return above + row if 1 <= row <= min(ROWS, len(table) - above) else self._nearest(x, y, table)

    def _nearest(self, x, y, records):
        (x,), (y,) = data_at(self._axes, x, y)
        if not records or not -0.1 < x < len(AXES) - 0.9:
            return None
        first = int(min(max(x, 0), len(AXES) - 2))  # of the two axes beside it
        left, right = np.array([path(record)[first : first + 2] for record in records]).T
        wide, tall = np.diff(self._axes.transData.transform([(0, 0), (1, 1)]), axis=0)[0]  # pixels of a unit
        apart = abs(left + (right - left) * (x - first) - y) * tall / np.hypot(1, (right - left) * tall / wide)
        return int(apart.argmin()) + 1 if apart.min() < NEAR else None

    def _parallel(self, axes):
        tidy(axes, "a line is a point; darker: lower cost; grey: earlier search; dashed: diverged")
        axes.set(xlim=(-0.35, len(AXES) - 0.65), ylim=(BELOW - 0.05, 1.04), yticks=[], xticks=range(len(AXES)))
        axes.set_xticklabels([axis.title for axis in AXES.values()])
        axes.tick_params(axis="x", labelsize=10, labelcolor=INK, length=0)
        axes.spines[:].set_visible(False)
        for x, (name, axis) in enumerate(AXES.items()):
            axes.plot([x, x], [0, 1], color=GREY, linewidth=1, zorder=1)
        names = [name for name in AXES if name not in RESULTS]
        self._bars = {name: axes.plot([], [], color="#9ecae1", linewidth=9, alpha=0.6, zorder=0)[0] for name in names}
        self._before = axes.add_collection(LineCollection([], colors="#bdbdbd", linewidths=0.8, zorder=2))
        self._lost = axes.add_collection(LineCollection([], colors=ORANGE, linewidths=1.1, linestyles="--", zorder=3))
        self._lines = axes.add_collection(LineCollection([], zorder=4))
        (self._chosen,) = axes.plot([], [], "o-", color="black", linewidth=3, markersize=6, zorder=5)
        (self._test,) = axes.plot([], [], "D", color="white", markeredgecolor=ORANGE, markeredgewidth=2.2, markersize=9, zorder=7)
        self._test_word = axes.add_artist(QuickText(list(AXES).index("validation_cost") + 0.13, 0, "", fontsize=9.5, color=INK, va="center"))
        lines = (self._before, self._lost, self._lines)
        return [*self._bars.values(), *lines, *_ticks(axes), self._chosen, self._test, self._test_word]

    def _show_present(self, records):
        good = np.array([AXES["validation_cost"].place(r["validation_cost"]) for r in records])
        order = np.argsort(good)  # the best on top
        self._lines.set_segments([_line(records[i]) for i in order])
        self._lines.set_color(SHADES(good[order]))
        self._lines.set_linewidth(0.8 + 1.4 * good[order])

    def _show_curves(self, searches):
        most = max(len(one.points) for one in searches)
        labels = [f"{one.number} {one.label}" for one in searches]
        if (labels, most) != self._labels:
            self._labels, self.stale = (labels, most), True
            self._curve_axes.set_xlim(0, most)
            self._curve_axes.legend(self._curves[: len(labels)], labels, fontsize=9, frameon=False, loc="lower left")
        for curve in self._curves:
            curve.set_data([], [])
        for curve, one in zip(self._curves, searches):
            costs = [np.inf if _lost(r) else r["validation_cost"] for r in one.records]
            best = np.minimum.accumulate(costs) if costs else []
            curve.set_data(range(1, len(costs) + 1), np.where(np.isfinite(best), best, np.nan))

    def _table(self, figure):
        width, height = figure.bbox.size
        self._table_axes = axes = figure.add_axes((0, 0, 1, 0.415))
        axes.set(xlim=(0, width), ylim=(0.415 * height, 0))
        axes.axis("off")
        for end, head in zip(ENDS, HEADS):
            axes.text(end, TOP - 7, head, fontsize=9.5, color=INK, weight="bold", ha="right", va="baseline")
        axes.plot([16, width - 32], [TOP, TOP], color=GREY, linewidth=0.8)
        self._frame = axes.add_patch(Rectangle((14, 0), width - 44, LINE, facecolor="#fff3c4", edgecolor="black", linewidth=1.4))
        style = dict(fontsize=10, color=INK, va="baseline")
        self._cells = [
            [axes.add_artist(QuickText(end, TOP + LINE * (row + 0.72), "", ha="right", **style)) for end in ENDS] for row in range(ROWS)
        ]
        self._mark = axes.add_artist(QuickText(18, 0, "▶", ha="left", **style))
        self._words = axes.add_artist(QuickText(16, TOP + LINE * (ROWS + 0.8), "", ha="left", **style))
        return [self._frame, self._mark, self._words, *(cell for row in self._cells for cell in row)]

    def _show_table(self, snapshot):
        for i, row in enumerate(self._cells):
            texts = snapshot.rows[i] if i < len(snapshot.rows) else [""] * len(row)
            for cell, words in zip(row, texts):
                cell.set_text(words)
        self._frame.set_visible(bool(snapshot.rows))
        self._mark.set_visible(bool(snapshot.rows))
        self._frame.set_y(TOP + LINE * snapshot.mark)
        self._mark.set_y(TOP + LINE * (snapshot.mark + 0.72))
        self._words.set_text(snapshot.words)


def _ticks(axes):
    """The numbers at the axes, above the lines, on white."""
    ticks = [(x - 0.07, axis.place(tick), _tick(name, tick)) for x, (name, axis) in enumerate(AXES.items()) for tick in axis.ticks]
    ticks.append((list(AXES).index("validation_cost") - 0.07, BELOW, "diverged"))
    ground = [((x - 0.075 * len(words), y), (x, y)) for x, y, words in ticks]
    white = axes.add_collection(LineCollection(ground, colors="white", linewidths=10, alpha=0.7))
    return [white, *(axes.add_artist(QuickText(x, y, words, fontsize=9, color=INK, ha="right", va="center")) for x, y, words in ticks)]


def _tick(name, tick):
    return NAMES[tick] if name == "hidden" else f"{tick:.0%}" if name == "validation_accuracy" else f"{tick:g}"


def _lost(record):
    return record["status"] in ("diverged", "failed")


def _line(record):
    return list(enumerate(path(record)))
