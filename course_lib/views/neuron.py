"""One neuron on one feature: its curve over the examples, the loss of each, σ itself, and how far J is from the best."""

import numpy as np

from course_lib.views.style import BLUE, CLASS_COLOURS, CLASS_MARKERS, DARK_GREEN, DARK_ORANGE, GREEN, GREY, INK, ORANGE, tidy

Z_LIMIT = 12.0


class NeuronView:
    """Top left ŷ over x, below it the loss of each example; right σ(z) with the examples on it, and J."""

    def __init__(self, figure, X, Y, best, target):
        self.stale = True
        self._x, self._y = X[0], Y[0]
        grid = figure.add_gridspec(
            2, 2, width_ratios=(1.5, 1), height_ratios=(1.35, 1), left=0.06, right=0.985, top=0.93, bottom=0.12,
            wspace=0.17, hspace=0.52,
        )
        limits = self._x.min() - 0.5, self._x.max() + 0.5
        self.moving = [
            *self._answers(figure.add_subplot(grid[0, 0]), limits),
            *self._losses(figure.add_subplot(grid[1, 0]), limits),
            *self._sigmoid(figure.add_subplot(grid[0, 1])),
            *self._meter(figure.add_subplot(grid[1, 1]), best, target),
        ]

    def update(self, snapshot):
        """Show a NeuronSnapshot."""
        self._curve.set_data(snapshot.curve)
        self._gaps.set_data(*stems(self._x, self._y, snapshot.A))
        self._show_decision(snapshot.decision)
        for k, (tips, on_sigma) in enumerate(zip(self._tips, self._on_sigma)):
            mine = self._y == k
            tips.set_data(self._x[mine], np.minimum(snapshot.loss[mine], self._loss_limit))
            on_sigma.set_data(np.clip(snapshot.Z[mine], -Z_LIMIT, Z_LIMIT), snapshot.A[mine])
        self._stems.set_data(*stems(self._x, np.zeros_like(self._x), np.minimum(snapshot.loss, self._loss_limit)))
        self._level.set_width(min(snapshot.cost, self._meter_limit))
        self._level.set_color(GREEN if snapshot.reached else INK)
        self._cost.set_text(f"J = {snapshot.cost:.3f}" + ("  ✓ target reached" if snapshot.reached else ""))

    def _answers(self, axes, limits):
        tidy(axes, "answer ŷ = σ(w x + b), and how far it is from each y", "", "ŷ")
        axes.set(xlim=limits, ylim=(-0.12, 1.12), yticks=(0, 0.5, 1))
        for k in (0, 1):
            mine = self._y == k
            axes.plot(self._x[mine], self._y[mine], CLASS_MARKERS[k], color=CLASS_COLOURS[k], markersize=6, alpha=0.75)
        axes.text(limits[1], 0.93, "y = 1 ", color=DARK_ORANGE, ha="right", va="top", fontsize=10)
        axes.text(limits[0], 0.07, " y = 0", color=BLUE, ha="left", va="bottom", fontsize=10)
        (self._gaps,) = axes.plot([], [], color=GREY, linewidth=0.8)
        (self._curve,) = axes.plot([], [], color=INK, linewidth=2.2)
        (self._edge,) = axes.plot([], [], color=GREEN, linewidth=1.6, linestyle="--")
        self._edge_note = axes.text(0, 0.28, "", color=DARK_GREEN, fontsize=10, va="center")
        return [self._gaps, self._curve, self._edge, self._edge_note]

    def _losses(self, axes, limits):
        self._loss_limit = 5.0
        tidy(axes, "loss of each example; J is their mean", "x", "loss (up to 5)")
        axes.set(xlim=limits, ylim=(0, self._loss_limit * 1.04))
        (self._stems,) = axes.plot([], [], color=GREY, linewidth=1.2)
        self._tips = [_dots(axes, k) for k in (0, 1)]
        return [self._stems, *self._tips]

    def _sigmoid(self, axes):
        tidy(axes, "the same answers on σ: flat at both ends", "z = w x + b", "σ(z)")
        z = np.linspace(-Z_LIMIT, Z_LIMIT, 200)
        axes.plot(z, 0.5 * (1 + np.tanh(z / 2)), color=GREY, linewidth=1.5)
        axes.set(xlim=(-Z_LIMIT - 0.5, Z_LIMIT + 0.5), ylim=(-0.12, 1.12), yticks=(0, 0.5, 1), xticks=(-10, -5, 0, 5, 10))
        self._on_sigma = [_dots(axes, k) for k in (0, 1)]
        return self._on_sigma

    def _meter(self, axes, best, target):
        self._meter_limit = 1.0
        tidy(axes, "", "cost J")
        axes.set(xlim=(0, self._meter_limit), ylim=(-1, 1), yticks=[])
        (self._level,) = axes.barh([0], [0], height=0.5, color=INK)
        axes.axvline(best, color=GREEN, linewidth=1.5)
        axes.axvline(target, color=ORANGE, linewidth=1.5, linestyle="--")
        axes.text(target, 0.42, f" target {target:.2f} (best possible {best:.3f})", color=INK, fontsize=10)
        self._cost = axes.text(0.0, 1.06, "", transform=axes.transAxes, fontsize=12, color=INK, weight="bold")
        return [self._level, self._cost]

    def _show_decision(self, x):
        seen = x is not None and self._x.min() - 0.5 < x < self._x.max() + 0.5
        self._edge.set_data([x, x] if seen else [], [-0.12, 1.12] if seen else [])
        self._edge_note.set(x=x if seen else 0, text=f"  ŷ = ½ at x = {x:.2f}".replace("-0.00", "0.00") if seen else "")
        self._edge_note.set_visible(seen)


def _dots(axes, k):
    return axes.plot([], [], CLASS_MARKERS[k], color=CLASS_COLOURS[k], markersize=5, alpha=0.8)[0]


def stems(x, low, high):
    """Vertical strokes as one line, broken by NaN."""
    gap = np.full_like(x, np.nan)
    return np.stack([x, x, gap], 1).ravel(), np.stack([low, high, gap], 1).ravel()
