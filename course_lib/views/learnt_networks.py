"""What Chapters 2 to 4 have taught, in four small pictures each. Everything drawn comes in; nothing moves."""

import numpy as np
from matplotlib.patches import Rectangle

from course_lib.views.style import BLUE, CLASS_COLOURS, CLASS_MARKERS, DARK_GREEN, DARK_ORANGE, GREEN, GREY, INK, LETTERS, ORANGE, SIGNED, picture_axes, tidy

STYLES = ((BLUE, ":"), (GREEN, "--"), (INK, "-"))


def neuron(axes, what):
    """what: feature, label and answer of the examples, (m,) each, and x, ŷ of the fitted neuron."""
    features, labels, answers, x, curve = what
    tidy(axes, "a neuron: σ(w x + b)", "feature x", "").set(xticks=[], yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    axes.vlines(features, labels, answers, color=GREY, linewidth=1)
    axes.plot(x, curve, color=INK, linewidth=2.2)
    for kind, (colour, marker) in enumerate(zip(CLASS_COLOURS, CLASS_MARKERS)):
        axes.plot(features[labels == kind], labels[labels == kind], marker, color=colour, markersize=5, alpha=0.8)
    axes.text(0.02, 0.8, "strokes:\ndz = ŷ − y", transform=axes.transAxes, fontsize=9.5, color=INK, va="top")


def two_losses(axes, losses):
    """losses: ŷ (k,), and the loss at each of them if y is 1, and if it is 0."""
    answers, yes, no = losses
    tidy(axes, "sure and wrong costs most", "ŷ", "").set(xlim=(0, 1), ylim=(0, 5), xticks=(0, 0.5, 1), yticks=(0, 5))
    axes.plot(answers, yes, color=ORANGE, linewidth=2.2)
    axes.plot(answers, no, color=BLUE, linestyle="--", linewidth=2.2)
    axes.text(0.11, 3.6, "y = 1:\n−log ŷ", fontsize=9.5, color=DARK_ORANGE)
    axes.text(0.89, 3.6, "y = 0:\n−log(1 − ŷ)", fontsize=9.5, color=BLUE, ha="right")


def downhill(axes, what):
    """what: w and J of a slice through the cost, and w and J after each step."""
    w, J, steps, reached = what
    tidy(axes, "downhill: w := w − α dw", "w", "J").set(xticks=[], yticks=[])
    axes.plot(w, J, color=INK, linewidth=2.2)
    axes.plot(steps, reached, "o-", color=ORANGE, markersize=5, linewidth=1.2)


def what_it_learnt(axes, what):
    """what: the weights as an image, and the share of test photographs that are right."""
    image, right = what
    picture_axes(axes, "trained: w as a picture").set_anchor("W")
    axes.imshow(image, cmap=SIGNED, vmin=-np.abs(image).max(), vmax=np.abs(image).max())
    axes.text(0, -0.04, f"faces, test: {right:.0%} right", transform=axes.transAxes, fontsize=10, color=INK, va="top")


def bent_border(axes, what):
    """what: X, Y, half a side of the plane, ŷ over it, and the zero lines of the hidden units, ends (2, 2) each."""
    X, Y, limit, answers, lines = what
    picture_axes(axes, "units: a line each").set_anchor("W")
    axes.imshow(answers, cmap=SIGNED, vmin=0, vmax=1, origin="lower", extent=(-limit, limit, -limit, limit), alpha=0.6)
    for kind, (colour, marker) in enumerate(zip(CLASS_COLOURS, CLASS_MARKERS)):
        axes.plot(*X[:, Y[0] == kind], marker, color=colour, markersize=2.5)
    for ends in lines:
        axes.plot(*ends, color=INK, linestyle="--", linewidth=1.2)
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit))


def there_and_back(axes, names):
    """names: (forward, backward), three names each, in the order of the layers."""
    picture_axes(axes, "forward, and the blame back").set(xlim=(-0.45, 2.45), ylim=(-0.5, 1.5))
    for height, row, colour, (start, end) in zip((1, 0), names, (BLUE, ORANGE), ((0, 1), (1, 0))):
        for place, name in enumerate(row):
            box = dict(boxstyle="round", facecolor="white", edgecolor=colour)
            axes.text(place, height, name, fontsize=9.5, color=INK, ha="center", va="center", bbox=box)
        for left in (0, 1):
            tail, head = (left + 0.3 + 0.4 * end for end in (start, end))
            axes.annotate("", (head, height), (tail, height), arrowprops=dict(arrowstyle="->", color=colour))
    axes.annotate("", (2, 0.22), (2, 0.78), arrowprops=dict(arrowstyle="->", color=ORANGE))
    axes.text(0.72, 0.5, "back through W.T,\ntimes the slope of g", fontsize=9.5, color=INK, ha="center", va="center")


def flat_ends(axes, what):
    """what: z (k,), and {activation: slope (k,)}, three of them."""
    z, slopes = what
    tidy(axes, "a flat bend has no slope", "z", "").set(ylim=(0, 1.6), yticks=(0, 0.25, 1), yticklabels=("0", "¼", "1"))
    for (name, slope), (colour, style) in zip(slopes.items(), STYLES):
        axes.plot(z, slope, color=colour, linestyle=style, linewidth=2.2, label=f"{name}′")
    axes.legend(frameon=False, fontsize=9.5, loc="upper left", ncols=3, columnspacing=0.8, handlelength=1.4, handletextpad=0.4, borderpad=0)


def start_apart(axes, runs):
    """runs: [(name, steps, cost)], two of them."""
    tidy(axes, "start at random", "steps", "").set(ylim=(0, 0.8), yticks=(0, 0.5))
    axes.text(0.03, 0.93, "J", transform=axes.transAxes, fontsize=10, color=INK, va="center")
    for (name, steps, costs), (colour, style) in zip(runs, STYLES[1:]):
        axes.plot(steps, costs, color=colour, linestyle=style, linewidth=2.2, label=name)
    axes.legend(frameon=False, fontsize=9.5, loc="center right")


def shapes_meet(axes, what):
    """what: (n[l], n[l-1], m)."""
    rows, inner, m = what
    picture_axes(axes, "a row a unit").set(xlim=(-2.6, inner + m + 5.4), ylim=(inner + 4.2, -2.6))
    for left, height, width, name, side in ((0, rows, inner, "W[l]", "n[l]"), (inner + 5, inner, m, "A[l-1]", "n[l-1]")):
        axes.add_patch(Rectangle((left, 0), width, height, facecolor="white", edgecolor=GREY, linewidth=1))
        axes.text(left + width / 2, height / 2, name, fontsize=10, color=INK, ha="center", va="center")
        axes.text(left - 0.4, height / 2, side, fontsize=9.5, color=INK, ha="right", va="center", rotation=90)
    axes.plot([0, inner], [0, 0], color=GREEN, linewidth=4)
    axes.plot([inner + 5, inner + 5], [0, inner], color=GREEN, linewidth=4)
    axes.text(inner / 2, -0.5, "n[l-1]", fontsize=9.5, color=DARK_GREEN, ha="center", va="bottom")
    axes.text(inner + 5 + m / 2, -0.5, "m", fontsize=9.5, color=INK, ha="center", va="bottom")
    axes.text(inner + 1.6, inner / 2, "@", fontsize=11, color=INK, ha="center", va="center")
    axes.text(-1, inner + 2.6, "inner axes agree (green);\nZ[l] is (n[l], m)", fontsize=9.5, color=INK, va="center")


def second_opinion(axes, what):
    """what: {name: relative difference of each dW[l] from the numeric gradient}, two of them, and the largest that is right."""
    differences, limit = what
    tidy(axes, "a second opinion on dW", "layer l", "").set(yscale="log", ylim=(1e-13, 1e4), yticks=(1e-12, limit, 1), xlim=(0.6, 4.4), xticks=(1, 2, 3, 4))
    axes.minorticks_off()
    axes.axhline(limit, color=GREY, linestyle=":", linewidth=1.2)
    for (name, sizes), colour, marker, size in zip(differences.items(), (GREEN, ORANGE), "os", (5, 10)):
        axes.plot(range(1, len(sizes) + 1), sizes, marker, color=colour, markersize=size, markerfacecolor="none", markeredgewidth=1.8)
        axes.text(1, sizes[0] * 30, name, fontsize=9.5, color=LETTERS[colour], ha="left", va="bottom")


def blame_fades(axes, runs):
    """runs: {name: size of dW[l], layer by layer}, two of them."""
    tidy(axes, "first step: size of dW", "layer l", "").set(yscale="log", ylim=(1e-7, 10), yticks=(1e-6, 1e-3, 1))
    axes.minorticks_off()
    for (name, sizes), (colour, style) in zip(runs.items(), STYLES[1:]):
        axes.plot(range(1, len(sizes) + 1), sizes, style, marker="o", markersize=4, color=colour, linewidth=2, label=name)
    axes.set(xticks=range(1, len(sizes) + 1))
    axes.legend(frameon=False, fontsize=9.5, loc="lower right")


def folded(axes, what):
    """what: numbers of folds, and ReLU units that a deep and a flat network take for them."""
    folds, deep, flat = what
    tidy(axes, "depth: units for k folds", "folds k", "").set(yscale="log", ylim=(1, 400), yticks=(1, 10, 100), yticklabels=("1", "10", "100"))
    axes.minorticks_off()
    axes.plot(folds, flat, "s-", color=ORANGE, markersize=4, linewidth=1.6)
    axes.plot(folds, deep, "o--", color=BLUE, markersize=4, linewidth=1.6)
    axes.text(5.2, flat[5], "flat: $2^k$", fontsize=9.5, color=DARK_ORANGE, ha="right")
    axes.text(folds[-1], deep[-1] / 1.6, "deep: 2 k", fontsize=9.5, color=BLUE, ha="right", va="top")
