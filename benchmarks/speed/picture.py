"""The figure of the results: the six cases side by side, and time per step as examples, width and depth grow."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.speed.measured import WAYS

MARKS = dict(zip(WAYS, ("o", "s", "^", "D", "v", "|")))
COLOURS = dict(zip(WAYS, ("#0072b2", "#999999", "#e69f00", "#d55e00", "#009e73", "#000000")))
GROWTH = {
    "m": "examples m, network 2-8-8-1",
    "width": "units in each of two hidden layers, m = 400",
    "depth": "hidden layers of 16 units, m = 400",
}
LARGEST = 3  # sizes that a slope is fitted to; below, the overhead of calls hides it


def slope(sizes, times):
    """The exponent p of time ≈ c · sizeᵖ, fitted to the largest sizes."""
    return np.polyfit(np.log(sizes[-LARGEST:]), np.log(times[-LARGEST:]), 1)[0]


def slopes(grown):
    """{way: slope} of one row of `measured.scaling`."""
    sizes = [size for size, _ in grown]
    return {way: slope(sizes, [times.microseconds(way) for _, times in grown]) for way in grown[0][1].seconds}


def save(path, comparison, scaling):
    """Write the figure as PNG."""
    figure = Figure(figsize=(10, 7), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(2, 2).ravel()
    _cases(panels[0], comparison)
    for axes, (what, grown) in zip(panels[1:], scaling.items()):
        _growth(axes, what, grown)
    panels[0].legend(loc="upper left", bbox_to_anchor=(0, -0.12), ncols=3, frameon=False, fontsize=9)
    figure.savefig(path, dpi=80, metadata={"Software": None})


def _cases(axes, comparison):
    names = list(comparison)[::-1]
    for way in (way for way in WAYS if way in comparison[names[0]].seconds):
        ratios = np.array([comparison[name].ratio(way, "course") for name in names])
        axes.plot(ratios[:, 0], range(len(names)), MARKS[way], color=COLOURS[way], markersize=9, label=WAYS[way][1], ls="none", mew=2)
    axes.axvline(1, color=COLOURS["course"], lw=1)
    axes.set(xscale="log", yticks=range(len(names)), yticklabels=names, title="time of a step; course_lib = 1")
    axes.set_xticks((0.2, 0.5, 1, 2, 5, 10), ("0.2", "0.5", "1", "2", "5", "10"))
    axes.minorticks_off()


def _growth(axes, what, grown):
    sizes = [size for size, _ in grown]
    fitted = slopes(grown)
    for way in fitted:
        times = [times.microseconds(way) for _, times in grown]
        label = f"{WAYS[way][1]} {fitted[way]:.2f}"
        axes.loglog(sizes, times, MARKS[way] + "-", color=COLOURS[way], label=label, markersize=6, lw=2 if way == "course" else 1)
    axes.set(xlabel=GROWTH[what], ylabel="µs a step")
    axes.set_ylim(top=10 * axes.get_ylim()[1])  # room for the legend
    axes.legend(loc="upper left", title="slope of the last three", fontsize=8, title_fontsize=8, frameon=False)
