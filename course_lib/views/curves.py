"""Two cost curves, training and test set, on axes that seldom have to be drawn anew."""

import numpy as np

from course_lib.views.style import GREEN, INK, tidy


class CostCurves:
    """The two curves; `moving` are the lines."""

    def __init__(self, axes):
        self._axes = tidy(axes, "cost J", "steps")
        (train,) = axes.plot([], [], color=INK, linewidth=1.8, label="train")
        (test,) = axes.plot([], [], color=GREEN, linewidth=1.8, linestyle="--", label="test")
        axes.legend(frameon=False, fontsize=10, loc="upper right")
        self._limits = (0, 0)
        self.moving = [train, test]

    def update(self, past):
        """Show records that have a step and costs (train, test); True if the axes have changed."""
        steps, costs = [r.step for r in past], np.array([r.cost for r in past])  # (records, 2)
        for line, values in zip(self.moving, costs.T):
            line.set_data(steps, values)
        finite = costs[np.isfinite(costs)]
        limits = _next_power(steps[-1], 100), _next_power(finite.max(initial=0.0), 0.8)
        if limits == self._limits:
            return False
        self._limits = limits
        self._axes.set(xlim=(0, limits[0]), ylim=(0, limits[1]))
        return True


def _next_power(value, start):
    """The first of start, 2·start, 4·start, … that is not below `value`: limits that seldom move."""
    return start * 2.0 ** max(0, np.ceil(np.log2(max(value, 1e-300) / start)))
