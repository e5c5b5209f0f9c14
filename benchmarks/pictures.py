"""What the benchmark puts on screen: the training lab with a mark in its picture, and the same picture made the textbook way.

The mark is a small square in a corner whose grey tells where the learning-rate slider stands, so that the page can see in
the pixels that a change has arrived, also while training changes everything else.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course_lib.gauges import gradient_size
from course_lib.labs import TrainingLab
from course_lib.network import propagate

SHADES = 4  # neighbouring places of the slider have different ones


class MarkedLab(TrainingLab):
    """TrainingLab whose picture has a grey square in the lower left corner, one of SHADES."""

    def make_view(self, figure):
        """The view of the lab, and the mark."""
        view = super().make_view(figure)
        self._mark = figure.add_artist(Rectangle((0, 0), 12, 12, transform=None))
        view.moving = [*view.moving, self._mark]
        return view

    def snapshot(self):
        """What is on screen now; the mark follows the slider."""
        place = round(50 * np.log10(self.settings["learning_rate"]))
        self._mark.set_color(str(place % SHADES / (SHADES - 1)))
        return super().snapshot()


def textbook(lab):
    """A function of the learning rate for `interact`: it draws the lab's picture as a new figure; nothing is trained."""
    shown = lab.snapshot()
    across, up = np.meshgrid(np.linspace(-1.5, 1.5, 132), np.linspace(-1.5, 1.5, 132))
    grid = np.stack([across.ravel(), up.ravel()])

    def picture(learning_rate):
        figure = plt.figure(figsize=(9.4, 5))
        places = figure.add_gridspec(2, 4, height_ratios=(3, 2))
        maps = propagate(shown.net, shown.record.params, grid).A
        _network(figure.add_subplot(places[0, :3]), shown, maps)
        _answer(figure.add_subplot(places[0, 3]), shown, maps, f"α = {learning_rate:.3g}, J = {shown.record.cost[0]:.3f}")
        _costs(figure.add_subplot(places[1, 0]), shown)
        _rows(figure.add_subplot(places[1, 1]), shown)
        _activations(figure.add_subplot(places[1, 2]), shown)
        _gradients(figure.add_subplot(places[1, 3]), shown)
        plt.show()

    return picture


def _network(axes, shown, maps):
    layers = shown.net.layers
    heights = [np.arange(n) - (n - 1) / 2 for n in layers]
    lines = [[(l, a), (l + 1, b)] for l in range(shown.net.L) for b in heights[l + 1] for a in heights[l]]
    weights = np.concatenate([shown.record.params.W[l].ravel() for l in range(1, shown.net.L + 1)])
    axes.add_collection(LineCollection(lines, linewidths=np.abs(weights), colors=np.where(weights > 0, "C1", "C0")))
    for l, n in enumerate(layers[:-1]):
        for i in range(n):
            tile = maps[l][i].reshape(132, 132)[::6, ::6]
            y = heights[l][i]
            axes.imshow(tile, cmap="coolwarm", vmin=-1, vmax=1, origin="lower", extent=(l - 0.15, l + 0.15, y - 0.4, y + 0.4), zorder=2)
    axes.set(xlim=(-0.3, shown.net.L), ylim=(-4.5, 4.5), aspect="auto", xticks=[], yticks=[])


def _answer(axes, shown, maps, title):
    axes.imshow(maps[shown.net.L].reshape(132, 132), cmap="coolwarm", vmin=0, vmax=1, origin="lower", extent=(-1.5, 1.5, -1.5, 1.5))
    for X, Y in shown.data:
        for k in (0, 1):
            axes.plot(*X[:, Y[0] == k], "os"[k], markersize=3)
    axes.set(title=title, xticks=[], yticks=[])


def _costs(axes, shown):
    past = shown.pasts[-1]
    axes.semilogy([r.step for r in past], [r.cost for r in past])
    axes.set(title="cost J", xlabel="steps")


def _rows(axes, shown):
    W, b = shown.record.params
    axes.imshow(np.hstack([W[1], b[1]]), cmap="coolwarm", aspect="auto")
    axes.set(title="rows of W[1], b[1]", xticks=[], yticks=[])


def _activations(axes, shown):
    counts = [np.histogram(shown.cache.A[l], bins=24, range=(-1, 1))[0] for l in range(1, shown.net.L)]
    axes.imshow(counts, cmap="Greys", aspect="auto")
    axes.set(title="activations a", xticks=[], yticks=[])


def _gradients(axes, shown):
    layers = range(1, shown.net.L + 1)
    axes.barh(layers, [gradient_size(shown.gradients, l) for l in layers], log=True)
    axes.set(title="size of dW", xlim=(1e-8, 1e2), ylim=(shown.net.L + 0.6, 0.4), yticks=layers)
