"""A spiking neuron beside a ReLU unit: the same current over time, what each makes of it, and rate against current.

The neuron is blue with round dots, the ReLU unit orange and dashed.
"""

from typing import NamedTuple

import numpy as np

from course_lib.spiking import Recording
from course_lib.views.style import BLUE, GREY, INK, ORANGE, tidy

TIP = 45.0  # mV, where a spike is drawn to; its height carries nothing


class SpikeSnapshot(NamedTuple):
    """What the view shows.

    t, currents, outputs: (k,) ms, nA, Hz: the current from each time on, and the output of the ReLU unit
    recording, threshold: of the neuron
    curve: (currents, rates, line) in nA and Hz: rates by the formula, line of the ReLU unit;  ceiling: Hz or infinite
    dots: (currents, rates) counted
    now: (current, rate, output) of the present setting
    """

    t: np.ndarray
    currents: np.ndarray
    outputs: np.ndarray
    recording: Recording
    threshold: float
    curve: tuple
    ceiling: float
    dots: tuple
    now: tuple


class SpikeView:
    """Left, over time: current, voltage with spikes, output of the ReLU unit; right rate against current."""

    def __init__(self, figure, span, most):
        self.stale, self._limits = True, None
        box = {"left": 0.075, "right": 0.985, "top": 0.93, "bottom": 0.115, "wspace": 0.22, "hspace": 0.42}
        grid = figure.add_gridspec(3, 2, height_ratios=(1, 2, 1), width_ratios=(1.25, 1), **box)
        self._axes = [figure.add_subplot(grid[k, 0]) for k in range(3)]
        self._rates = figure.add_subplot(grid[:, 1])
        self.moving = [*self._over_time(span, most), *self._over_current(most)]

    def update(self, snapshot):
        """Show a SpikeSnapshot."""
        s, spikes = snapshot, snapshot.recording.spikes
        self._set_limits(s)
        self._current.set_data(*_held(s.t, s.currents))
        self._output.set_data(*_held(s.t, s.outputs))
        self._voltage.set_data(s.recording.t, s.recording.V)
        self._spikes.set_data(_strokes(spikes, s.threshold))
        self._tips.set_data(spikes, np.full(len(spikes), TIP))
        self._threshold.set_ydata([s.threshold, s.threshold])
        x, rates, line = s.curve
        self._formula.set_data(x, rates)
        self._line.set_data(x, line)
        self._ceiling.set_ydata([s.ceiling, s.ceiling] if np.isfinite(s.ceiling) else [-1, -1])
        self._dots.set_data(*s.dots)
        self._now.set_data([s.now[0]] * 2, s.now[1:])

    def _over_time(self, span, most):
        current, voltage, output = self._axes
        tidy(current, "input current, the same for both", "", "I (nA)").set_ylim(-0.3 * most, 1.3 * most)
        tidy(voltage, "neuron: voltage; dots: spikes; dashed: threshold", "", "V (mV)").set_ylim(-18, TIP + 5)
        tidy(output, "ReLU unit: a = max(0, w·I + b), at once", "time (ms)", "a (Hz)")
        for axes in self._axes:
            axes.set_xlim(0, span)
            axes.tick_params(labelbottom=axes is output)
        (self._current,) = current.plot([], [], color=INK, linewidth=1.5)
        (self._voltage,) = voltage.plot([], [], color=BLUE, linewidth=1.5)
        (self._spikes,) = voltage.plot([], [], color=BLUE, linewidth=1.2)
        (self._tips,) = voltage.plot([], [], "o", color=BLUE, markersize=4)
        self._threshold = voltage.axhline(0, color=GREY, linewidth=1, linestyle="--")
        (self._output,) = output.plot([], [], color=ORANGE, linewidth=1.5)
        return [self._current, self._threshold, self._voltage, self._spikes, self._tips, self._output]

    def _over_current(self, most):
        axes = tidy(self._rates, "how much comes out: rate against current", "current I (nA)", "spikes a second (Hz)")
        axes.set_xlim(0, most)
        self._ceiling = axes.axhline(-1, color=GREY, linewidth=1, linestyle=":", label="ceiling: 1 / refractory period")
        (self._line,) = axes.plot([], [], color=ORANGE, linewidth=1.8, linestyle="--", label="ReLU unit")
        (self._formula,) = axes.plot([], [], color=BLUE, linewidth=1.8, label="neuron, formula for constant I")
        over = dict(linestyle="none", clip_on=False)
        dots = dict(marker="o", color=BLUE, markersize=5, markeredgecolor="white", **over)
        (self._dots,) = axes.plot([], [], label="neuron, spikes counted for 1 s", **dots)
        (self._now,) = axes.plot([], [], marker="D", color="none", markersize=10, markeredgecolor=INK, label="this current", **over)
        axes.legend(frameon=False, fontsize=9, loc="upper left")
        return [self._ceiling, self._line, self._formula, self._dots, self._now]

    def _set_limits(self, s):
        top = 1.35 * max(s.curve[1].max(), s.curve[2].max(), s.dots[1].max(), 20.0)
        limits = top, max(1.1 * s.outputs.max(), 10.0)
        if limits != self._limits:
            self._limits, self.stale = limits, True
            self._rates.set_ylim(0, limits[0])
            self._axes[2].set_ylim(-0.05 * limits[1], limits[1])


def _held(t, values):
    """A line that stays at each value until the next time."""
    return np.repeat(t, 2)[1:], np.repeat(values, 2)[:-1]


def _strokes(spikes, low):
    """Upright strokes as one line with gaps."""
    return np.repeat(spikes, 3), np.tile([low, TIP, np.nan], len(spikes))
