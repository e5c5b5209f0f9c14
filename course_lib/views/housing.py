"""A network on houses: its weights as lines, how well it tells prices, and its units beside the true features."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba_array
from matplotlib.patches import Rectangle

from course_lib.views.pixels import QuickText
from course_lib.views.style import BLUE, DARK_ORANGE, GREEN, INK, ORANGE, SIGNED, picture_axes, tidy

MOST = 8  # hidden units
SIGNS = to_rgba_array([BLUE, ORANGE])


class HousingView:
    """Left the network; in the middle predicted prices against true ones, and the cost; right the correlations."""

    def __init__(self, figure, names, features, true):
        self.stale = True
        self._names, self._features = names, features
        grid = figure.add_gridspec(1, 3, width_ratios=(1.15, 1, 1.0), left=0.02, right=0.985, top=0.9, bottom=0.16, wspace=0.27)
        middle = grid[1].subgridspec(2, 1, height_ratios=(1.25, 1), hspace=0.62)
        self._shape = self._limits = None
        self.moving = [
            *self._network(figure.add_subplot(grid[0])),
            *self._prices(figure.add_subplot(middle[0]), true),
            *self._costs(figure.add_subplot(middle[1])),
            *self._matrix(figure.add_subplot(grid[2])),
        ]

    def update(self, snapshot):
        """Show a HousingSnapshot."""
        if snapshot.layers != self._shape:
            self._lay_out(snapshot.layers)
        weights = np.concatenate([snapshot.params.W[l].ravel() for l in (1, 2)])
        self._lines.set_linewidth(np.clip(2.4 * np.abs(weights), 0.3, 6))
        self._lines.set_color(SIGNS[(weights > 0).astype(int)])
        for note, dead in zip(self._deaths, snapshot.dead):
            note.set_visible(dead)
        self._dots.set_data(snapshot.true, snapshot.predicted)
        self._show_costs(snapshot)
        self._show_matrix(snapshot)

    def _network(self, axes):
        axes.axis("off")
        axes.set(xlim=(0, 300), ylim=(350, -8))
        axes.set_title("the network: thick lines are large weights", loc="left", fontsize=10.5, color=INK)
        for x, words, colour in ((0, "■ positive", DARK_ORANGE), (86, "■ negative", BLUE)):
            axes.text(x, 350, words, fontsize=9.5, color=colour)
        self._lines = axes.add_collection(LineCollection([], alpha=0.85))
        self._circles = axes.plot([], [], "o", color=INK, markersize=19, markerfacecolor="white", markeredgewidth=1.5)[0]
        words = dict(fontsize=10, color=INK, va="center")
        for name, y in zip(self._names, _heights(len(self._names))):
            axes.text(72, y, name, ha="right", **words)
        axes.text(250, _heights(1)[0], "price", **words)
        self._numbers = [axes.text(0, 0, "", ha="center", **words) for _ in range(MOST)]
        self._deaths = [axes.text(0, 0, "dead", ha="center", **(words | {"fontsize": 9})) for _ in range(MOST)]
        return [self._lines, self._circles, *self._numbers, *self._deaths]

    def _prices(self, axes, true):
        ends = min(true.min(), 0) - 0.2, true.max() + 0.3
        tidy(axes, "prices of the test houses", "true price", "predicted")
        axes.set(xlim=ends, ylim=ends)
        axes.plot(ends, ends, color=GREEN, linewidth=1.4, linestyle="--")
        (self._dots,) = axes.plot([], [], "o", color=BLUE, markersize=3.5, alpha=0.7)
        return [self._dots]

    def _costs(self, axes):
        self._cost_axes = tidy(axes, "", "steps", "cost J")
        axes.set_yscale("log")
        (self._train,) = axes.plot([], [], color=INK, linewidth=1.8)
        (self._test,) = axes.plot([], [], color=BLUE, linewidth=1.6, linestyle="--")
        (self._floor,) = axes.plot([], [], color=GREEN, linewidth=1.2, linestyle=":")
        axes.text(0.98, 0.9, "— train  - - test  ··· noise alone", transform=axes.transAxes, fontsize=9, color=INK, ha="right")
        self._told = axes.text(0, 1.07, "", transform=axes.transAxes, fontsize=10.5, color=INK)
        return [self._train, self._test, self._floor, self._told]

    def _matrix(self, axes):
        self._matrix_axes = picture_axes(axes, "")
        axes.set_title("correlation r of each unit\nwith each true feature", loc="left", fontsize=10.5, color=INK, pad=6)
        axes.tick_params(length=0, labelsize=9.5, colors=INK)
        axes.set_xticks(range(3), [name.replace(" ", "\n") for name in self._features])
        axes.set_anchor("C")
        words = dict(ha="center", va="center", fontsize=10, color=INK)
        self._image = axes.imshow(np.zeros((1, 3)), cmap=SIGNED, vmin=-1, vmax=1, aspect="auto")
        self._values = [[axes.add_artist(QuickText(k, u, "", **words)) for k in range(3)] for u in range(MOST)]
        self._frames = [axes.add_patch(Rectangle((0, 0), 0.94, 0.9, fill=False, edgecolor=INK, linewidth=2.2)) for _ in range(3)]
        below = dict(transform=axes.get_xaxis_transform(), ha="center", va="top", fontsize=9.5, weight="bold", color=INK)
        self._counts = [axes.text(k, -0.13, "", **below) for k in range(3)]
        return [self._image, *self._frames, *(text for row in self._values for text in row), *self._counts]

    def _lay_out(self, layers):
        self._shape, self.stale = layers, True
        inputs, units, end = (_heights(n) for n in layers)
        segments = [((78, x), (160, y)) for y in units for x in inputs] + [((160, y), (246, end[0])) for y in units]
        self._lines.set_segments(segments)
        self._circles.set_data([160] * len(units), units)
        for u in range(MOST):
            seen = u < len(units)
            y = units[u] if seen else 0
            self._numbers[u].set(position=(160, y), text=str(u + 1), visible=seen)
            self._deaths[u].set(position=(160, y + 18), visible=False)
            for text in self._values[u]:
                text.set_visible(seen)
        self._image.set_extent((-0.5, 2.5, len(units) - 0.5, -0.5))
        self._matrix_axes.set(ylim=(len(units) - 0.5, -0.5), xlim=(-0.5, 2.5))
        self._matrix_axes.set_yticks(range(len(units)), [f"unit {u + 1}" for u in range(len(units))])

    def _show_costs(self, snapshot):
        steps, costs = snapshot.steps, snapshot.costs
        self._train.set_data(steps, costs[:, 0])
        self._test.set_data(steps, costs[:, 1])
        self._told.set_text(f"step {steps[-1]}: J = {costs[-1, 0]:.3f}, test {costs[-1, 1]:.3f}")
        limits = 500 * 2 ** max(0, int(np.ceil(np.log2(max(steps[-1], 1) / 500))))
        self._floor.set_data([0, limits], [snapshot.noise] * 2)
        if limits != self._limits:
            self._limits, self.stale = limits, True
            self._cost_axes.set(xlim=(0, limits), ylim=(0.003, 5))

    def _show_matrix(self, snapshot):
        self._image.set_data(snapshot.r)
        for row, values in zip(self._values, snapshot.r):
            for text, r in zip(row, values):
                text.set_text(f"{r:.2f}".replace("-", "−"))
        for k, (frame, row) in enumerate(zip(self._frames, snapshot.rows)):
            frame.set_xy((k - 0.47, row - 0.45))
        for k, text in enumerate(self._counts):
            text.set_text(f"in {snapshot.survey[1][k]} of {snapshot.starts}" if snapshot.survey else "")


def _heights(n):
    """Where the n units of a layer are, from the top."""
    return 20 + 300 * (np.arange(n) + 0.5) / n
