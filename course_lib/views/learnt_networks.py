"""What Chapters 2 and 3 have taught, in four small pictures each. Everything drawn comes in; nothing moves."""

import numpy as np

from course_lib.views.style import BLUE, CLASS_COLOURS, CLASS_MARKERS, GREEN, GREY, INK, ORANGE, SIGNED, picture_axes, tidy

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
    axes.text(0.11, 3.6, "y = 1:\n−log ŷ", fontsize=9.5, color=ORANGE)
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
