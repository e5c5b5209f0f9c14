"""What Chapters 1 and 5 have taught, in four small pictures each. Everything drawn comes in; nothing moves."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap
from matplotlib.patches import Rectangle

from course_lib.views.style import BLUE, GREEN, GREY, INK, ORANGE, tidy

YELLOW, PALE_BLUE, SAND = "#fff3c4", "#9ecae1", "#efe9dc"
MANY = 4  # pictures


class LearntView:
    """Four pictures in a row.

    draw: four functions (axes, what it shows)
    """

    def __init__(self, figure, draw, shown):
        self.stale, self.moving = True, []
        grid = figure.add_gridspec(1, MANY, left=0.03, right=0.985, top=0.86, bottom=0.2, wspace=0.3)
        for k, (function, what) in enumerate(zip(draw, shown, strict=True)):
            function(figure.add_subplot(grid[k]), what)

    def update(self, snapshot):
        """Nothing moves."""


def neuron(axes, what):
    """what: sizes and prices of houses, (m,) each, and x, ŷ of the fitted neuron."""
    sizes, prices, x, answers = what
    tidy(axes, "a neuron: a line, then a bend", "size x", "")
    axes.plot(sizes, prices, "o", color=BLUE, markersize=3.5, alpha=0.7)
    axes.plot(x, answers, color=INK, linewidth=2.4)
    axes.text(0.04, 0.88, "ŷ = max(0, w x + b)", transform=axes.transAxes, fontsize=10, color=INK)
    axes.set(xlim=(0, 2.8), yticks=[0])


def network(axes, layers):
    """layers: units of each, from the inputs on."""
    _empty(axes, "a network: all to all")
    places = [[(l, (n + 1) / 2 - u) for u in range(1, n + 1)] for l, n in enumerate(layers)]
    lines = [(one, other) for left, right in zip(places, places[1:]) for one in left for other in right]
    axes.add_collection(LineCollection(lines, colors=GREY, linewidths=0.9))
    for x, y in (place for column in places for place in column):
        axes.plot([x], [y], "o", color=INK, markersize=13, markerfacecolor="white", markeredgewidth=1.5)
    axes.set(xlim=(-0.35, len(layers) - 0.65), ylim=(-max(layers) / 2 - 0.75, max(layers) / 2 + 0.2))
    products = " + ".join(f"{left} · {right}" for left, right in zip(layers, layers[1:]))
    axes.text(0.5, -0.02, f"{products} = {len(lines)} connections", transform=axes.transAxes, fontsize=10, color=INK, ha="center", va="top")


def columns(axes, shape):
    """shape: (n_x, m) of the matrix that is drawn."""
    rows, m = shape
    _empty(axes, "data: an example a column")
    axes.set(xlim=(-0.9, m + 0.1), ylim=(rows + 2.2, -0.2))
    for top, height, name in ((0, rows, "X"), (rows + 0.5, 1, "Y")):
        axes.add_patch(Rectangle((1, top), 1, height, facecolor=YELLOW, edgecolor="none"))
        for row in range(height):
            for column in range(m):
                axes.add_patch(Rectangle((column, top + row), 1, 1, facecolor="none", edgecolor=GREY, linewidth=0.8))
        axes.text(-0.45, top + height / 2, name, fontsize=11, color=INK, ha="center", va="center")
    axes.text(1.5, rows + 1.95, "example 1", fontsize=10, color=INK, ha="center", va="center")


def better_bend(axes, runs):
    """runs: [(name, steps, share of new points right)], two of them."""
    tidy(axes, "a better bend is faster", "steps", "")
    for (name, steps, right), colour, style in zip(runs, (GREEN, INK), ("--", "-")):
        axes.plot(steps, right, color=colour, linestyle=style, linewidth=2.2, label=name)
    axes.set(ylim=(0, 1.04), yticks=(0, 0.5, 1), yticklabels=("0", "50 %", "100 %"))
    axes.legend(frameon=False, fontsize=9.5, loc="lower right")


def three_parts(axes, sizes):
    """sizes: how many examples train, validate and test."""
    _empty(axes, "three parts, one job each")
    jobs = ("training finds W, b:\nevery step", "validation finds the rest:\nevery experiment", "test says what it is worth:\nonce")
    axes.set(xlim=(0, max(sizes)), ylim=(2.95, -0.1))
    for row, (size, job, colour) in enumerate(zip(sizes, jobs, (PALE_BLUE, YELLOW, SAND))):
        axes.add_patch(Rectangle((0, row), size, 0.3, facecolor=colour, edgecolor=GREY, linewidth=0.8))
        axes.text(0, row + 0.38, job, fontsize=9.5, color=INK, va="top")


def exponents(axes, what):
    """what: numbers drawn evenly, numbers with even exponents."""
    tidy(axes, "a factor: draw its exponent", "α", "")
    for height, name, numbers, colour in zip((1, 0), ("evenly", "α = 10^r, r evenly"), what, (ORANGE, BLUE)):
        axes.plot(numbers, np.full(len(numbers), height), "|", color=colour, markersize=26, alpha=0.8)
        axes.text(0, height + 0.3, name, transform=axes.get_yaxis_transform(), fontsize=9.5, color=INK)
    axes.set(xscale="log", ylim=(-0.4, 1.6), yticks=[])
    axes.minorticks_off()
    axes.spines["left"].set_visible(False)


def grid_or_random(axes, what):
    """what: points of a grid and points drawn at random, (k, 2) each, from 0 to 1."""
    _empty(axes, "25 points know 5 α, or 25")
    for left, name, points in zip((0, 1.25), ("grid", "random"), what):
        axes.add_patch(Rectangle((left, 0), 1, 1, facecolor="none", edgecolor=GREY, linewidth=0.8))
        axes.plot(left + points[:, 0], points[:, 1], "o", color=BLUE, markersize=4.5)
        axes.plot(left + points[:, 0], np.full(len(points), -0.1), "|", color=ORANGE, markersize=11, markeredgewidth=1.6)
        axes.text(left, 1.07, f"{name}: {len(np.unique(points[:, 0]))} α", fontsize=9.5, color=INK)
    axes.set(xlim=(-0.05, 2.3), ylim=(-0.25, 1.4))


def where_it_works(axes, what):
    """what: outcome (rows, columns) 0 converged, 1 crawling, 2 diverged, and the ends of both axes as powers of ten."""
    outcome, (left, right, low, high) = what
    tidy(axes, "stay away from the edge", "scale of the first weights", "α").yaxis.set_label_coords(-0.06, 0.5)
    axes.imshow(outcome, cmap=ListedColormap([PALE_BLUE, SAND, ORANGE]), vmin=0, vmax=2, origin="lower", aspect="auto", extent=(left, right, low, high))
    for k, name in enumerate(("works", "crawls", "diverges")):
        rows, columns = np.nonzero(outcome == k)
        if len(rows):
            at = np.median(columns) / outcome.shape[1], np.median(rows) / outcome.shape[0]
            axes.text(*at, name, transform=axes.transAxes, fontsize=10, color="black", ha="center", va="center")
    for set_ticks, set_labels, ends in ((axes.set_xticks, axes.set_xticklabels, (left, right)), (axes.set_yticks, axes.set_yticklabels, (low, high))):
        set_ticks(ends)
        set_labels([f"{10.0**end:g}" for end in ends])


def _empty(axes, title):
    axes.set_title(title, loc="left", fontsize=10.5, color=INK)
    axes.axis("off")
