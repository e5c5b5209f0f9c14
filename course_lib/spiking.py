"""A leaky integrate-and-fire neuron: a voltage that a current fills and a leak empties, and a spike when it is full.

In comes a current over time; out come the voltage and the times of the spikes. The current is constant in pieces, so nothing
is approximated: between two spikes the exact solution holds. Units: ms, mV above rest, nA, MΩ, and Hz for rates.
"""

from typing import NamedTuple

import numpy as np

from course_lib import checks


class Neuron(NamedTuple):
    """τ dV/dt = −V + R·I; at the threshold a spike, then V = 0 for the refractory period (Lapicque 1907).

    tau: ms, time constant of the leak;  threshold: mV above rest
    refractory: ms after a spike in which the input does nothing;  resistance: R, MΩ
    """

    tau: float = 10.0
    threshold: float = 15.0
    refractory: float = 2.0
    resistance: float = 10.0

    @property
    def least_current(self):
        """The constant current above which it fires, nA."""
        return self.threshold / self.resistance


class Recording(NamedTuple):
    """What was recorded: t (ms) and V (mV) at the end of each piece and around each spike, and the times of the spikes (ms)."""

    t: np.ndarray
    V: np.ndarray
    spikes: np.ndarray


def firing_rate(neuron, I):
    """Spikes a second for a constant current: 1000 / (t_ref + τ ln(RI / (RI − V_th))), and 0 where RI ≤ V_th.

    I: nA, a number or an array; returns Hz of the same shape
    """
    _checked(neuron)
    drive = neuron.resistance * np.asarray(I, dtype=float)  # mV, where V would end up without a threshold
    fires = drive > neuron.threshold
    safe = np.where(fires, drive, 2 * neuron.threshold)
    interval = neuron.refractory - neuron.tau * np.log1p(-neuron.threshold / safe)  # ms from spike to spike
    return np.where(fires, 1000.0 / interval, 0.0)


def record(neuron, currents, dt):
    """The voltage from rest on, and every spike.

    currents: (k,) nA, each held for dt;  dt: ms
    returns: Recording; V falls from the threshold to 0 at each spike
    """
    _checked(neuron)
    checks.number("dt", dt, 0)
    V = wait = 0.0  # wait: what is left of the refractory period
    trace, spikes = [(0.0, 0.0)], []
    for k, I in enumerate(np.asarray(currents, dtype=float).tolist()):
        now, end = k * dt, (k + 1) * dt
        while now < end:
            now, V, wait, fired = _go_on(neuron, I, (now, end), V, wait)
            if fired:
                spikes.append(now)
                trace.append((now, neuron.threshold))
            trace.append((now, V))
    t, voltage = np.array(trace).T
    return Recording(t, voltage, np.array(spikes))


def line_for(neuron):
    """(w, b) of the ReLU unit a = max(0, w·I + b) that bends where the neuron begins to fire, and for strong input rises as steeply
    as the neuron would without a refractory period: w = 1000 R / (τ V_th) in Hz per nA.
    """
    w = 1000.0 * neuron.resistance / (neuron.tau * neuron.threshold)
    return w, -w * neuron.least_current


def _go_on(neuron, I, span, V, wait):
    """Go on to the end of the refractory period, to the next spike, or to the end of the span (now, end)."""
    now, end = span
    if wait > 0:
        rest = min(wait, end - now)
        return (end, 0.0, wait - rest, False) if now + wait >= end else (now + wait, 0.0, 0.0, False)
    goal = neuron.resistance * I
    if goal > neuron.threshold:
        needed = neuron.tau * max(0.0, np.log((goal - V) / (goal - neuron.threshold)))
        if now + needed <= end:
            return now + needed, 0.0, neuron.refractory, True
    return end, goal + (V - goal) * np.exp((now - end) / neuron.tau), 0.0, False


def _checked(neuron):
    for name in ("tau", "threshold", "resistance"):
        checks.number(name, getattr(neuron, name), 0)
    checks.number("refractory", neuron.refractory, 0, low_allowed=True)
