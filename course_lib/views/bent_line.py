"""One neuron on houses: its bent line, what it computes for one of them, and the cost of each setting tried."""

import numpy as np
from matplotlib.patches import Circle
from matplotlib.ticker import MaxNLocator

from course_lib.views.neuron import stems
from course_lib.views.style import BLUE, DARK_GREEN, GREEN, GREY, INK, ORANGE, tidy

LOWEST, HIGHEST = -1.6, 4.4  # prices on the picture


class BentLineView:
    """Left the houses and the line; right the neuron with its numbers, and below it J."""

    def __init__(self, figure, X, Y):
        self.stale = True
        self._x, self._y = X[0], Y[0]
        grid = figure.add_gridspec(1, 2, width_ratios=(1.35, 1), left=0.06, right=0.985, top=0.93, bottom=0.125, wspace=0.16)
        right = grid[1].subgridspec(2, 1, height_ratios=(1, 1.15), hspace=0.32)
        self._limits = (0, 0)
        self.moving = [
            *self._houses(figure.add_subplot(grid[0])),
            *self._neuron(figure.add_subplot(right[0])),
            *self._costs(figure.add_subplot(right[1])),
        ]

    def update(self, snapshot):
        """Show a BentLineSnapshot."""
        x, z, price = snapshot.curve
        self._straight.set_data(x, z)
        self._line.set_data(x, price)
        self._gaps.set_data(*stems(self._x, self._y, snapshot.A))
        self._show_asked(snapshot)
        self._show_costs(snapshot)

    def _houses(self, axes):
        tidy(axes, "each dot is a house; grey strokes: how far off the line is", "size x, in 100 m²", "price, in 100 000 dollars")
        axes.set(xlim=(0, 2.8), ylim=(LOWEST, HIGHEST))
        axes.axhspan(LOWEST, 0, color="#f0f0f0", linewidth=0)
        axes.text(0.04, LOWEST + 0.1, "below 0: no house has such a price", fontsize=9.5, color=INK)
        axes.plot(self._x, self._y, "o", color=BLUE, markersize=5.5, alpha=0.8)
        (self._gaps,) = axes.plot([], [], color=GREY, linewidth=0.9)
        (self._straight,) = axes.plot([], [], color=INK, linewidth=1.0, linestyle=":")
        (self._line,) = axes.plot([], [], color=INK, linewidth=2.4)
        (self._ask,) = axes.plot([], [], color=ORANGE, linewidth=1.3, linestyle="--")
        (self._answer,) = axes.plot([], [], "D", color=ORANGE, markersize=8, markeredgecolor="white")
        return [self._gaps, self._straight, self._line, self._ask, self._answer]

    def _neuron(self, axes):
        axes.set_title("the same as a neuron", loc="left", fontsize=10.5, color=INK)
        axes.axis("off")
        axes.set(xlim=(0, 370), ylim=(0, 150), aspect="equal")
        for x, radius, colour in ((32, 24, ORANGE), (185, 38, INK), (338, 24, ORANGE)):
            axes.add_patch(Circle((x, 92), radius, fill=False, edgecolor=colour, linewidth=1.8))
        for start, end in (((56, 92), (145, 92)), ((223, 92), (312, 92))):
            axes.annotate("", end, start, arrowprops=dict(arrowstyle="->", color=INK, linewidth=1.4))
        words = dict(ha="center", va="center", fontsize=10, color=INK)
        axes.text(32, 130, "size x", **words)
        axes.text(338, 130, "price ŷ", **words)
        (self._icon,) = axes.plot([], [], color=INK, linewidth=2.2)
        self._weight = axes.text(100, 104, "", **words)
        self._in, self._out = axes.text(32, 92, "", **words), axes.text(338, 92, "", **words)
        self._sums = [axes.text(185, y, "", **(words | {"fontsize": 10.5})) for y in (33, 10)]
        return [self._icon, self._weight, self._in, self._out, *self._sums]

    def _costs(self, axes):
        self._cost_axes = tidy(axes, "", "settings tried", "cost J")
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        (self._trail,) = axes.plot([], [], color=BLUE, linewidth=1.2, marker=".", markersize=4)
        (self._now,) = axes.plot([], [], "o", color=ORANGE, markersize=9, markeredgecolor="white")
        (self._best,) = axes.plot([], [], color=GREEN, linewidth=1.6, linestyle="--")
        words = dict(transform=axes.transAxes, fontsize=11, color=INK)
        self._told = axes.text(0, 1.05, "", weight="bold", **words)
        self._best_told = axes.text(1, 1.05, "", ha="right", **(words | {"color": DARK_GREEN}))
        return [self._trail, self._best, self._now, self._told, self._best_told]

    def _show_asked(self, snapshot):
        x, z, price = snapshot.asked
        self._ask.set_data([x, x, 0], [LOWEST, price, price])
        self._answer.set_data([x], [np.clip(price, LOWEST, HIGHEST)])
        self._icon.set_data([163, 185, 207], [78, 78, 110] if snapshot.bent else [74, 92, 110])
        self._weight.set_text(f"w = {snapshot.w:.2f}".replace("-", "−"))
        self._in.set_text(f"{x:.2f}")
        self._out.set_text(f"{price:.2f}".replace("-", "−"))
        bias = f"{'−' if snapshot.b < 0 else '+'} {abs(snapshot.b):.2f}"
        first = f"z = w x + b = {snapshot.w:.2f} · {x:.2f} {bias} = {z:.2f}"
        second = f"ŷ = max(0, z) = {price:.2f}" if snapshot.bent else f"ŷ = z = {price:.2f}"
        for text, words in zip(self._sums, (first, second)):
            text.set_text(words.replace("-", "−"))

    def _show_costs(self, snapshot):
        costs = np.array(snapshot.costs)
        limits = 20 * 2 ** max(0, int(np.ceil(np.log2(len(costs) / 20)))), 0.25 * 2.0 ** np.clip(np.ceil(np.log2(costs.max() / 0.25)), 0, 6)
        if limits != self._limits:
            self._limits, self.stale = limits, True
            self._cost_axes.set(xlim=(0, limits[0] + 1), ylim=(-0.03 * limits[1], limits[1]))
        tries = np.arange(1, len(costs) + 1)
        self._trail.set_data(tries, costs)
        self._now.set_data(tries[-1:], costs[-1:])
        self._best.set_data([0, limits[0] + 1], [snapshot.best] * 2)
        self._told.set_text(f"J = {costs[-1]:.3f}" + ("  ✓ as low as it gets, almost" if snapshot.reached else ""))
        self._best_told.set_text("" if snapshot.reached else f"best so far {snapshot.best:.3f}")
