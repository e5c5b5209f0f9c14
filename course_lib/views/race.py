"""Seconds a call over the number of examples, on logarithmic axes, and how many times faster the last function is."""

import numpy as np
from matplotlib.ticker import NullLocator

from course_lib.views.style import BLUE, GREEN, GREY, INK, ORANGE, tidy

LOOKS = ((ORANGE, "s"), (BLUE, "o"), (GREEN, "^"), (INK, "D"))


class RaceView:
    """Left the times of each function, with bars from the fastest round to the slowest; right the ratio."""

    moving = ()

    def __init__(self, figure, names, sizes, call):
        self.stale = True
        left, right = figure.subplots(
            1, 2, gridspec_kw=dict(width_ratios=(1.35, 1), left=0.075, right=0.985, top=0.9, bottom=0.14, wspace=0.24)
        )
        self._names, self._sizes, self._call, self._axes = names, sizes, call, (left, right)

    def update(self, laps):
        """Show the laps so far."""
        self.stale = True
        for axes in self._axes:
            axes.clear()
        seconds, ratios = self._axes
        tidy(seconds, f"seconds a {self._call} (bars: fastest to slowest round)", "examples m", "seconds")
        tidy(ratios, _title(laps, self._names), "examples m", f"{self._names[0]} ÷ {self._names[-1]}")
        for axes in self._axes:
            axes.set(xscale="log", yscale="log", xlim=(self._sizes[0] / 2, self._sizes[-1] * 2))
            axes.grid(True, which="major", color="#e8e8e8")
            axes.yaxis.set_minor_locator(NullLocator())
        seconds.set_ylim(1e-6, 1)
        ratios.set_ylim(0.3, 3000)
        ratios.axhline(1, color=GREY, linewidth=1)
        ratios.text(self._sizes[-1] * 1.8, 1.15, "equally fast", color=GREY, fontsize=9.5, ha="right")
        if not laps:
            seconds.text(0.5, 0.5, "press Race", transform=seconds.transAxes, ha="center", fontsize=13, color=GREY)
            return
        self._draw(laps, seconds, ratios)

    def _draw(self, laps, seconds, ratios):
        m = [lap.m for lap in laps]
        for name, (colour, marker) in zip(self._names, LOOKS):
            _with_bars(seconds, m, [lap.seconds[name] for lap in laps], color=colour, marker=marker, label=name)
        seconds.legend(frameon=False, fontsize=10, loc="upper left")
        _with_bars(ratios, m, [lap.ratios for lap in laps], color=INK, marker="D")
        for lap in laps:
            above = lap.m, lap.ratios.max()
            ratios.annotate(f"{times(lap.ratio)}×", above, (0, 6), textcoords="offset points", ha="center", fontsize=10)


def _with_bars(axes, m, rounds, **style):
    middle, low, high = np.median(rounds, axis=1), np.min(rounds, axis=1), np.max(rounds, axis=1)  # (laps,)
    axes.errorbar(m, middle, (middle - low, high - middle), capsize=3, linewidth=1.8, **style)


def _title(laps, names):
    if not laps:
        return "how many times faster"
    return f"{names[-1]} is {times(laps[-1].ratio)} times faster at m = {laps[-1].m:,}".replace(",", " ")


def times(ratio):
    """A ratio in three digits, without a power of ten: 1120."""
    return f"{float(f'{ratio:.3g}'):g}"
