"""The hidden units of a shallow network under the microscope: their weights, their maps, their values, and the cost.

Rows of W[1] are coloured strips with their numbers; each unit's map of the plane is a tile of one image.
"""

import numpy as np
from matplotlib.ticker import MaxNLocator

from course_lib.views.collapse import DecisionMap
from course_lib.views.pixels import Pixels
from course_lib.views.style import BLUE, DARK_ORANGE, GREEN, GREY, INK, ORANGE, SIGNED, picture_axes, tidy

MOST_UNITS = 8
BARS = 40
SEAM = 16  # pixels before a tile, for its number
TILES = (282, 36, 400, 190)  # left, top, width, height of the maps of the units, in pixels
RANGES = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}


class InitializationView:
    """Top: rows of W[1], the maps of the units, the map of ŷ. Below: the symmetry meter, the values of A[1], the cost."""

    def __init__(self, figure):
        self.stale = True
        self._layout = None
        strips = self._strips(figure.add_axes((0.065, 0.5, 0.2, 0.41)))
        self._tiles = figure.add_artist(Pixels(*TILES))
        self._tile_names = [figure.text(0, 0, "", fontsize=10, color=INK, ha="right", va="top") for _ in range(MOST_UNITS)]
        figure.text(0.315, 0.93, "what each hidden unit says over the plane", fontsize=10.5, color=INK)
        self._map = DecisionMap(figure, 700, 36, 190, point_size=3)
        figure.text(0.745, 0.93, "the network's answer ŷ", fontsize=10.5, color=INK)
        meter = self._meter(figure.add_axes((0.065, 0.14, 0.2, 0.14)))
        values = self._histogram(figure.add_axes((0.335, 0.115, 0.27, 0.235)))
        cost = self._cost_curve(figure.add_axes((0.705, 0.115, 0.28, 0.235)))
        self.moving = [self._tiles, *self._map.moving]
        self.slow = [*strips, *meter, *values, *cost]

    def update(self, snapshot, moving=False):
        """Show the maps of an InitializationSnapshot."""
        self._arrange(snapshot)
        for unit, (left, top, side) in zip(snapshot.units, _places(len(snapshot.units))):
            self._tiles.paint(0.9 * unit, left, top, side)
        self.stale |= self._map.update(snapshot.dataset, snapshot.limit, snapshot.map, snapshot.boundary)

    def update_slow(self, snapshot):
        """Show its rows, gauges and curves."""
        self._rows.set_data(snapshot.rows / max(np.abs(snapshot.rows).max(), 1e-300))
        for text, value in zip(self._numbers, snapshot.rows.ravel()):
            text.set_text(_short(value))
        start, now = snapshot.likeness
        self._level.set_width(now)
        self._start_mark.set_data([start], [0.62])
        self._likeness.set_text(f"{now:.3f}" + ("  identical" if now == 1 else ""))
        self._show_values(snapshot)
        self._show_cost(snapshot)

    def _strips(self, axes):
        picture_axes(axes, "rows of W[1], and b[1]")
        axes.tick_params(length=0, labelsize=10, labelcolor=INK)
        self._row_axes = axes
        self._numbers = [axes.text(0, 0, "", fontsize=9.5, color=INK, ha="center", va="center") for _ in range(3 * MOST_UNITS)]
        self._rows = axes.imshow(np.zeros((2, 3)), cmap=SIGNED, vmin=-1.35, vmax=1.35, aspect="auto")
        return [self._rows, *self._numbers]

    def _meter(self, axes):
        tidy(axes, "symmetry meter of the rows")
        axes.set(xlim=(0, 1), ylim=(-0.5, 0.8), yticks=[], xticks=(0, 0.5, 1))
        axes.set_xticklabels(("0\nas random", "½", "1\nidentical"), fontsize=9.5, color=INK)
        axes.barh(0, 1, height=0.6, color="#ececec")
        (self._level,) = axes.barh(0, 0, height=0.6, color=GREEN)
        (self._start_mark,) = axes.plot([], [], "v", color=GREY, markersize=7)
        self._likeness = axes.text(0.03, 0, "", fontsize=11, weight="bold", color=INK, va="center")
        return [self._level, self._start_mark, self._likeness]

    def _histogram(self, axes):
        self._value_axes = tidy(axes, "", "values a of the hidden units")
        axes.set(ylim=(0, 1.08), yticks=[])
        empty = np.zeros(BARS), np.linspace(-1, 1, BARS + 1)
        self._bars = axes.stairs(*empty, fill=True, color="#9cc7e2")
        self._start_bars = axes.stairs(*empty, color=INK, linewidth=1.2, linestyle=(0, (3, 2)))
        self._share = axes.text(0, 1.06, "", transform=axes.transAxes, fontsize=10.5, color=INK)
        return [self._bars, self._start_bars, self._share]

    def _cost_curve(self, axes):
        self._cost_axes = tidy(axes, "", "steps")
        axes.set(yscale="log", ylim=(0.01, 10), yticks=(0.01, 0.1, 1, 10), yticklabels=("0.01", "0.1", "1", "10"))
        axes.minorticks_off()
        axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.axhline(np.log(2), color=GREY, linewidth=0.8, linestyle=":")
        (self._before,) = axes.plot([], [], color=ORANGE, linewidth=1.4, linestyle="--")
        (self._cost,) = axes.plot([], [], color=BLUE, linewidth=2)
        self._state = axes.text(0, 1.06, "", transform=axes.transAxes, fontsize=10.5, color=BLUE)
        self._before_name = axes.text(1, 0.98, "", transform=axes.transAxes, fontsize=10, color=DARK_ORANGE, ha="right", va="top")
        return [self._before, self._cost, self._state, self._before_name]

    def _arrange(self, snapshot):
        """Make room for the units there are, and for the steps and the values."""
        n, steps = len(snapshot.rows), max(snapshot.step, snapshot.before[1][-1].step if snapshot.before else 0, 1)
        span = 200 * 2 ** max(0, int(np.ceil(np.log2(steps / 200))))
        layout = n, span, self._value_range(snapshot)
        if layout == self._layout:
            return
        self._layout, self.stale = layout, True
        self._cost_axes.set_xlim(-0.01 * span, span)
        self._value_axes.set_xlim(layout[2])
        self._arrange_rows(n)
        self._arrange_tiles(n)

    def _arrange_rows(self, n):
        self._rows.set_extent((-0.5, 2.5, n - 0.5, -0.5))
        self._row_axes.set(xlim=(-0.5, 2.5), ylim=(n - 0.5, -0.5), xticks=range(3), yticks=range(n))
        self._row_axes.set(xticklabels=("w for x₁", "w for x₂", "b"), yticklabels=[f"unit {i}" for i in range(1, n + 1)])
        for k, text in enumerate(self._numbers):
            text.set(x=k % 3, y=k // 3, visible=k < 3 * n)

    def _arrange_tiles(self, n):
        self._tiles.clear()
        width, height = self._tiles.figure.bbox.size
        for k, text in enumerate(self._tile_names):
            text.set_visible(k < n)
            if k < n:
                left, top, _ = _places(n)[k]
                text.set(x=(TILES[0] + left - 4) / width, y=1 - (TILES[1] + top) / height, text=str(k + 1))

    def _value_range(self, snapshot):
        if snapshot.activation in RANGES:
            return RANGES[snapshot.activation]
        largest = max(float(values.max()) for values in snapshot.values)
        return 0.0, 2.0 ** np.ceil(np.log2(max(largest, 1e-3)))

    def _show_values(self, snapshot):
        edges = np.linspace(*self._layout[2], BARS + 1)
        start, now = (np.histogram(values, edges)[0] for values in snapshot.values)
        for bars, counts in ((self._start_bars, start), (self._bars, now)):
            bars.set_data(counts / max(counts.max(), 1), edges)
        word = "no slope" if snapshot.activation == "relu" else "saturated"
        first, last = snapshot.flat
        self._share.set_text(f"{word}: {first:.0%} at first (- -), {last:.0%} now")

    def _show_cost(self, snapshot):
        self._cost.set_data([r.step for r in snapshot.curve], [r.cost for r in snapshot.curve])
        name, past = snapshot.before or ("", [])
        self._before.set_data([r.step for r in past], [r.cost for r in past])
        self._before_name.set_text(f"- - before: {name}" if name else "")
        self._state.set_text(f"step {snapshot.step}:  J = {snapshot.curve[-1].cost:.3f},  {snapshot.accuracy:.0%} right")


def _places(n):
    """(left, top, side) of each tile: up to three lie in one row, more in two."""
    columns = n if n <= 3 else -(-n // 2)
    rows = -(-n // columns)
    side = min(TILES[2] // columns - SEAM, (TILES[3] + 6) // rows - 6)
    return [(k % columns * (side + SEAM) + SEAM, k // columns * (side + 6), side) for k in range(n)]


def _short(value):
    digits = f"{value:.0e}" if 0 < abs(value) < 1e-3 else f"{value + 0.0:.2g}"  # no −0
    return digits.replace("-", "−")
