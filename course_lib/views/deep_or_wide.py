"""What a deep and a wide network answer, one line a seed, their costs, and how many seeds are right, over the steps.

Deep is blue with whole lines, wide is orange with dashed ones; a run that is not right is thin and grey.
"""

import numpy as np
from matplotlib.ticker import MaxNLocator

from course_lib.views.pixels import QuickText
from course_lib.views.style import BLUE, GREY, INK, ORANGE, tidy

LOOKS = {"deep": dict(color=BLUE, linestyle="-"), "wide": dict(color=ORANGE, linestyle=(0, (4, 2)))}


class DeepOrWideView:
    """Left the answers, deep above wide; right the costs and the counts."""

    def __init__(self, figure, runs):
        self.stale = True
        self._runs, self._layout = runs, None
        self._answers = {"deep": _Answers(figure, 0.59, runs, "deep"), "wide": _Answers(figure, 0.095, runs, "wide")}
        self.moving = [artist for panel in self._answers.values() for artist in panel.artists]
        self._cost_axes, self._count_axes = (figure.add_axes((0.672, bottom, 0.313, 0.34)) for bottom in (0.59, 0.095))
        self.slow = [*self._costs(self._cost_axes), *self._counts(self._count_axes)]

    def update(self, snapshot, moving=False):
        """Show the answers of a DeepOrWideSnapshot."""
        steps = snapshot.records[-1].step
        span = 500 * 2 ** max(0, int(np.ceil(np.log2(max(steps, 1) / 500))))
        layout = snapshot.task, snapshot.X.shape, span
        if layout != self._layout:
            self._layout, self.stale = layout, True
            for axes in (self._cost_axes, self._count_axes):
                axes.set_xlim(-0.01 * span, span)
            for panel in self._answers.values():
                panel.lay_out(snapshot)
        for name, panel in self._answers.items():
            panel.show(snapshot.answers[name], snapshot.records[-1].right[name], snapshot.titles[name])

    def update_slow(self, snapshot):
        """Show how it came to that."""
        steps = [record.step for record in snapshot.records]
        for name in LOOKS:
            costs = np.array([record.cost[name] for record in snapshot.records])  # (records, runs)
            with np.errstate(invalid="ignore"):
                costs[~(costs < 1e3)] = np.nan
            for line, cost in zip(self._cost_lines[name], costs.T):
                line.set_data(steps, np.maximum(cost, 1e-12))
            self._count_lines[name].set_data(steps, [record.right[name].sum() for record in snapshot.records])
        now = {name: snapshot.records[-1].right[name].sum() for name in LOOKS}
        self._count.set_text(f"right at step {steps[-1]}: deep {now['deep']}, wide {now['wide']}")

    def _costs(self, axes):
        tidy(axes, "cost J of each seed:  ── deep,  - - wide")
        axes.set(yscale="log", ylim=(1e-7, 3), yticks=(1e-6, 1e-4, 1e-2, 1))
        axes.minorticks_off()
        axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        self._cost_lines = {name: [axes.plot([], [], linewidth=1, **look)[0] for _ in range(self._runs)] for name, look in LOOKS.items()}
        return [line for lines in self._cost_lines.values() for line in lines]

    def _counts(self, axes):
        tidy(axes, "", "steps")
        axes.set(ylim=(-0.4, self._runs + 0.4), yticks=range(0, self._runs + 1, 2))
        axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        self._count_lines = {name: axes.plot([], [], linewidth=2.4, drawstyle="steps-post", **look)[0] for name, look in LOOKS.items()}
        self._count = axes.text(0, 1.045, "", transform=axes.transAxes, fontsize=10.5, color=INK)
        return [*self._count_lines.values(), self._count]


class _Answers:
    """The answers of all runs of one network over the inputs, and the target behind them."""

    def __init__(self, figure, bottom, runs, name):
        self._axes = tidy(figure.add_axes((0.045, bottom, 0.56, 0.34)))
        self._axes.set(ylim=(-0.3, 1.3), yticks=(0, 0.5, 1))
        (self._target,) = self._axes.plot([], [], color="#d9d9d9", linewidth=6)
        self._lines = [self._axes.plot([], [])[0] for _ in range(runs)]
        self._title = figure.add_artist(QuickText(0.045, bottom + 0.355, "", fontsize=10.5, color=INK, va="baseline"))
        self._look = LOOKS[name]
        self.artists = [*self._lines, self._title]

    def lay_out(self, snapshot):
        """Another task: other inputs and another target."""
        m = snapshot.X.shape[1]
        self._places = (snapshot.X[0] + 1) / 2 if snapshot.task == "folding" else np.arange(m)
        self._target.set_data(self._places, snapshot.Y[0])
        if snapshot.task == "folding":
            self._axes.set(xlim=(0, 1), xticks=(0, 0.25, 0.5, 0.75, 1), xticklabels=("0", "¼", "½", "¾", "1"))
            self._axes.set_xlabel("x")
            return
        ones = ((snapshot.X + 1) / 2).sum(axis=0)  # (m,), rising
        blocks = [np.flatnonzero(ones == k).mean() for k in range(int(ones[-1]) + 1)]
        self._axes.set(xlim=(-0.5, m - 0.5), xticks=blocks, xticklabels=range(len(blocks)))
        self._axes.set_xlabel("all inputs, by their number of ones")

    def show(self, answers, right, title):
        """One line a run, (runs, m)."""
        for line, values, good in zip(self._lines, answers, right):
            line.set_data(self._places, np.clip(np.nan_to_num(values, nan=-9), -9, 9))
            line.set(linewidth=2 if good else 0.9, zorder=3 if good else 2, **(self._look if good else dict(color=GREY, linestyle="-")))
        self._title.set_text(title)
