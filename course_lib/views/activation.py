"""An activation function and a batch that goes through it: z comes in from below, a goes out to the right.

The histogram of z stands under the curve, that of a lies beside it; below, the slope, and the share of the batch without one.
What is beyond the picture is counted in the last bars.
"""

import numpy as np

from course_lib.views.style import BLUE, DARK_GREEN, GREEN, GREY, INK, ORANGE, tidy

BARS = 40
MEANINGS = {
    "without a slope": "no gradient at all comes through",
    "saturated": "almost no gradient comes through",
    "on the flat side": "1% of the gradient comes through",
}
SKY, SAND = "#c9dff0", "#f6dcc3"


class ActivationView:
    """Top left g with its tangent over the batch, right the batch after g, below the slope g′ and how much is lost."""

    def __init__(self, figure, reach):
        self.stale = True
        self._reach, self._limits = reach, None
        grid = figure.add_gridspec(
            2, 2, width_ratios=(1.75, 1), height_ratios=(1.75, 1), left=0.07, right=0.985, top=0.925, bottom=0.115,
            wspace=0.09, hspace=0.42,
        )
        self._g_axes = figure.add_subplot(grid[0, 0])
        self._slope_axes = figure.add_subplot(grid[1, 0])
        self._a_axes = figure.add_subplot(grid[0, 1])
        gauge = self._gauge(figure.add_subplot(grid[1, 1]))
        self.moving = [*self._curve_panel(), *self._slope_panel(), *self._out_panel(), *gauge]

    def update(self, snapshot):
        """Show an ActivationSnapshot."""
        z, A, slopes = snapshot.curve
        self._set_limits(A, slopes)
        self._curve.set_data(z, A)
        self._slope_curve.set_data(z, slopes)
        self._point.set_data([snapshot.z], [snapshot.a])
        self._slope_point.set_data([snapshot.z], [snapshot.slope])
        self._tangent.set_data(*_tangent(snapshot, self._reach, self._limits[1] - self._limits[0]))
        self._g_words.set_text(f"z = {_short(snapshot.z)}:  g(z) = {_short(snapshot.a)}")
        self._slope_words.set_text(f"g′(z) = {_short(snapshot.slope)}")
        self._flat.set_data(np.where(snapshot.flat, 1.0, 0.0)[:-1])
        self._show_batch(*snapshot.batch)
        self._show_share(snapshot)

    def _curve_panel(self):
        axes = tidy(self._g_axes, "g, its tangent, and the batch of z", "", "a = g(z)")
        axes.set(xlim=(-self._reach, self._reach), xticks=range(-12, 13, 4))
        axes.axvline(0, color=GREY, linewidth=0.6)
        edges = np.linspace(-self._reach, self._reach, BARS + 1)
        self._z_bars = axes.stairs(np.zeros(BARS), edges, fill=True, color=SKY, transform=axes.get_xaxis_transform())
        (self._curve,) = axes.plot([], [], color=INK, linewidth=2.2)
        (self._tangent,) = axes.plot([], [], color=GREEN, linewidth=2, linestyle="--")
        (self._point,) = axes.plot([], [], "o", color=ORANGE, markersize=10, markeredgecolor="white")
        self._g_words = _at_the_right(axes, INK)
        return [self._z_bars, self._curve, self._tangent, self._point, self._g_words]

    def _slope_panel(self):
        axes = tidy(self._slope_axes, "the slope g′; hatched: (almost) no slope", "z", "g′(z)")
        axes.set(xlim=(-self._reach, self._reach), xticks=range(-12, 13, 4))
        edges = np.linspace(-self._reach, self._reach, 481)
        style = dict(fill=True, facecolor=SAND, edgecolor=ORANGE, hatch="///", linewidth=0)
        self._flat = axes.stairs(np.zeros(480), edges, transform=axes.get_xaxis_transform(), **style)
        (self._slope_curve,) = axes.plot([], [], color=GREEN, linewidth=2.2)
        (self._slope_point,) = axes.plot([], [], "o", color=ORANGE, markersize=9, markeredgecolor="white")
        self._slope_words = _at_the_right(axes, DARK_GREEN)
        return [self._flat, self._slope_curve, self._slope_point, self._slope_words]

    def _out_panel(self):
        axes = tidy(self._a_axes, "the batch after g", "", "")
        axes.set(xlim=(0, 1.05), xticks=[])
        axes.tick_params(labelleft=False)
        self._a_bars = axes.stairs(np.zeros(BARS), np.linspace(0, 1, BARS + 1), orientation="horizontal", fill=True, color=BLUE)
        return [self._a_bars]

    def _gauge(self, axes):
        axes.axis("off")
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.set_title("of the batch of 400", loc="left", fontsize=10.5, color=INK)
        axes.barh(0.75, 1, height=0.3, color=SKY)
        (self._lost,) = axes.barh(0.75, 0, height=0.3, color=SAND, edgecolor=ORANGE, hatch="///", linewidth=0)
        self._share = axes.text(0, 0.36, "", fontsize=13, weight="bold", color=INK, va="center")
        self._means = axes.text(0, 0.06, "", fontsize=10.5, color=INK, va="center")
        return [self._lost, self._share, self._means]

    def _set_limits(self, A, slopes):
        limits = *_around(A), *_around(slopes)
        if limits == self._limits:
            return
        self._limits, self.stale = limits, True
        self._g_axes.set_ylim(limits[:2])
        self._a_axes.set_ylim(limits[:2])
        self._slope_axes.set_ylim(limits[2:])

    def _show_batch(self, Z, A):
        bars = np.linspace(-self._reach, self._reach, BARS + 1)
        self._z_bars.set_data(0.8 * _heights(Z, bars), bars)
        bars = np.linspace(*self._limits[:2], BARS + 1)
        self._a_bars.set_data(_heights(A, bars), bars)

    def _show_share(self, snapshot):
        self._lost.set_width(snapshot.share)
        word = snapshot.word
        self._share.set_text(f"{snapshot.share:.0%} {word}" if word else "g has failed")
        self._means.set_text(MEANINGS[word] if snapshot.share else "every value keeps its slope" if word else "")


def _at_the_right(axes, colour):
    """An empty text in the line of the title."""
    return axes.text(1, 1.03, "", transform=axes.transAxes, fontsize=11.5, weight="bold", color=colour, ha="right", va="bottom")


def _around(values):
    """Limits with some room around the finite values."""
    finite = values[np.isfinite(values)]
    low, high = (finite.min(), finite.max()) if len(finite) else (0.0, 1.0)
    low, high = min(low, 0.0), max(high, low + 1e-3)
    return low - 0.08 * (high - low), high + 0.12 * (high - low)


def _heights(values, bars):
    """How many values are in each bar, the highest as 1; what is beyond counts in the last bar."""
    counts, _ = np.histogram(np.clip(values[np.isfinite(values)], bars[0], bars[-1]), bars)
    return counts / max(counts.max(), 1)


def _tangent(snapshot, reach, height):
    """A stroke of about the same length on screen whatever its slope."""
    run = 0.3 * reach / np.hypot(1, 1.2 * reach * snapshot.slope / height)
    return [snapshot.z - run, snapshot.z + run], [snapshot.a - run * snapshot.slope, snapshot.a + run * snapshot.slope]


def _short(number):
    return f"{number:.3g}".replace("-", "−") if np.isfinite(number) else "?"
