"""A ball on a curve: its way so far, the step that comes next, J after each step, and where the learning rate lies.

What is too far away to be drawn lies at the edge of the picture.
"""

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from course_lib.views.style import BLUE, DARK_GREEN, DARK_ORANGE, GREEN, INK, ORANGE, tidy

SHADES = ("#e4e4e4", "#cdeadd", "#fbe6c2", "#f4c9b1")
REACH = 4.0  # the picture goes from w = −4 to 4


class DescentView:
    """Left the curve with the ball, right J per step, and below it the zones of the learning rate."""

    def __init__(self, figure, zones):
        self.stale = True
        self._zones = zones
        grid = figure.add_gridspec(1, 2, width_ratios=(1.35, 1), left=0.055, right=0.985, top=0.86, bottom=0.12, wspace=0.13)
        right = grid[1].subgridspec(2, 1, height_ratios=(1, 0.16), hspace=0.75)
        self._axes = tidy(figure.add_subplot(grid[0]), "", "w", "J")
        self._steps = tidy(figure.add_subplot(right[0]), "J after each step", "steps")
        self._limits = None
        self.moving = [*self._landscape(figure), *self._record(), *self._gauge(figure.add_subplot(right[1]))]

    def update(self, snapshot):
        """Show a DescentSnapshot."""
        self._set_limits(snapshot)
        self._curve.set_data(snapshot.curve)
        w, J = np.clip(np.nan_to_num(snapshot.w), -REACH, REACH), _level(snapshot.J, snapshot.top)
        self._way.set_data(w, J)
        self._ball.set_data(w[-1:], J[-1:])
        self._show_next(snapshot, w[-1], J[-1])
        self._mark_heights(J, snapshot.top)
        self._show_alpha(snapshot)

    def _landscape(self, figure):
        axes = self._axes
        axes.set(xlim=(-REACH - 0.1, REACH + 0.1))
        axes.text(0.01, 0.09, "- -  the slope", transform=axes.transAxes, fontsize=10, color=DARK_GREEN)
        axes.text(0.01, 0.03, "→  next step", transform=axes.transAxes, fontsize=10, color=DARK_ORANGE)
        (self._curve,) = axes.plot([], [], color=INK, linewidth=1.8)
        (self._way,) = axes.plot([], [], color=BLUE, linewidth=1.0, marker="o", markersize=5, markerfacecolor="white")
        (self._tangent,) = axes.plot([], [], color=GREEN, linewidth=1.8, linestyle="--")
        (self._drop,) = axes.plot([], [], color=ORANGE, linewidth=1.2, linestyle=":")
        (self._arrow,) = axes.plot([], [], color=ORANGE, linewidth=2.2)
        (self._tip,) = axes.plot([], [], color=ORANGE, markersize=9, linestyle="none")
        (self._ball,) = axes.plot([], [], "o", color=ORANGE, markersize=12, markeredgecolor="white", markeredgewidth=1.5)
        self._now = figure.text(0.055, 0.945, "", fontsize=11, color=INK)
        figure.text(0.055, 0.892, "next: w − α · slope =", fontsize=11, color=DARK_ORANGE)
        self._next = figure.text(0.231, 0.892, "", fontsize=11, color=DARK_ORANGE)
        return [self._curve, self._way, self._tangent, self._drop, self._arrow, self._tip, self._ball, self._now, self._next]

    def _record(self):
        self._steps.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        (self._heights,) = self._steps.plot([], [], color=BLUE, linewidth=1.0, marker="o", markersize=4, markerfacecolor="white")
        (self._above,) = self._steps.plot([], [], "^", color=ORANGE, markersize=7)
        (self._last,) = self._steps.plot([], [], "o", color=ORANGE, markersize=8, markeredgecolor="white")
        return [self._heights, self._above, self._last]

    def _gauge(self, axes):
        axes.axis("off")
        axes.set(xlim=(0, 4), ylim=(0, 1))
        for i, (name, shade) in enumerate(zip(self._zones, SHADES)):
            axes.axvspan(i, i + 1, color=shade, linewidth=0)
            axes.text(i + 0.5, 0.48, name, ha="center", va="center", fontsize=10, color=INK)
        self._borders = [axes.text(i, -0.2, "0.1/c", ha="center", va="top", fontsize=10, color=INK) for i in (1, 2, 3)]
        self._zone = axes.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor=INK, linewidth=1.6, clip_on=False))
        (self._needle,) = axes.plot([], [], "v", color=INK, markersize=9, clip_on=False)
        self._alpha = axes.text(0, 1.62, "", fontsize=11, color=INK, ha="center", va="bottom")
        return [self._zone, self._needle, self._alpha]

    def _set_limits(self, snapshot):
        steps = 20 * 2 ** max(0, int(np.ceil(np.log2(max(len(snapshot.J) - 1, 1) / 20))))
        limits = steps, snapshot.top, snapshot.curvature
        if limits == self._limits:
            return
        self._limits, self.stale = limits, True
        self._axes.set_ylim(-0.03 * snapshot.top, snapshot.top)
        self._steps.set(xlim=(-0.02 * steps, 1.02 * steps), ylim=(-0.03 * snapshot.top, snapshot.top))
        for text, share in zip(self._borders[1:], (1, 2)):
            text.set_text(f"{share}/c = {share / snapshot.curvature:.3g}")

    def _show_next(self, snapshot, w, J):
        inside = w == snapshot.w[-1] and J == snapshot.J[-1]
        edge = "" if inside else "  (drawn at the edge)"
        self._now.set_text(f"step {len(snapshot.w) - 1}:  w = {_short(snapshot.w[-1])},  J = {_short(snapshot.J[-1])}{edge}")
        self._next.set_text("…")
        for artist in (self._arrow, self._tip, self._drop, self._tangent):
            artist.set_visible(inside)
        if inside:
            self._show_step(snapshot, w, J)

    def _show_step(self, snapshot, w, J):
        slope, move = snapshot.slope, -snapshot.alpha * snapshot.slope
        product = f"{_short(snapshot.alpha)} · " + (f"({_short(slope)})" if slope < 0 else _short(slope))
        self._next.set_text(f"{_short(w)} − {product} = {_short(w + move)}")
        end = np.clip(w + move, -REACH, REACH)
        self._arrow.set_data([w, end], [J, J])
        self._tip.set(marker=">" if move > 0 else "<", data=([end], [J]), visible=abs(move) > 0.15)
        self._drop.set_data([end, end], [J, np.interp(end, *snapshot.curve)])
        run = 1.3 / np.hypot(1, 8 * slope / snapshot.top)
        self._tangent.set_data([w - run, w + run], [J - run * slope, J + run * slope])

    def _show_alpha(self, snapshot):
        place = _place(snapshot.alpha * snapshot.curvature)
        self._zone.set_x(self._zones.index(snapshot.zone))
        self._needle.set_data([place], [1.32])
        self._alpha.set(x=np.clip(place, 0.35, 3.65), text=f"α = {_short(snapshot.alpha)}")

    def _mark_heights(self, J, top):
        steps = np.arange(len(J))
        self._heights.set_data(steps, J)
        self._last.set_data(steps[-1:], J[-1:])
        above = J >= 0.97 * top
        self._above.set_data(steps[above], J[above])


def _level(J, top):
    """Heights that can be drawn: what is above the picture, or is no number, lies at its upper edge."""
    return np.clip(np.nan_to_num(J, nan=np.inf), 0, 0.975 * top)


def _place(share):
    """Where α lies on the gauge, 0 … 4; `share` is α times the curvature."""
    return float(np.interp(np.log10(share), np.log10([0.01, 0.1, 1, 2, 20]), range(5)))


def _short(number):
    return f"{number:.3g}".replace("-", "−")
