"""The brain, as far as the analogy goes: a leaky integrate-and-fire neuron beside a ReLU unit, with the same input current.

In come a current and the neuron's constants; out come voltage and spikes over time, the unit's output, and both curves of
output against input.
"""

import numpy as np

from course_lib.activations import relu
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.spiking import Neuron, firing_rate, line_for, record
from course_lib.views.spike import SpikeSnapshot, SpikeView

SPAN, DT = 200.0, 0.5  # ms on screen, and how long each piece of the current lasts
LONG = 1000.0  # ms in which spikes are counted for the curve
NOISE, HELD = 2.0, 2  # nA, spread of the noise, and how many pieces each draw lasts
MOST = 10.0  # nA
CONSTANT, STEP, NOISY = "constant", "step", "noise"


class SpikeLab(Lab):
    """Send the same current into a spiking neuron and into a ReLU unit.

    current: nA;  shape: constant, step (on in the middle half only) or noise (a new draw each ms, spread 2 nA)
    threshold: mV above rest;  tau: time constant of the leak, ms;  refractory: ms;  the resistance is 10 MΩ
    source: course 4.5
    """

    title = "A spiking neuron and a ReLU unit"
    size = (940, 430)
    knobs = {
        "current": Slider("current I (nA)", 0, MOST, 0.05),
        "shape": Choice("input", (CONSTANT, STEP, NOISY)),
        "seed": Slider("seed", 0, 20, whole=True),
        "threshold": Slider("threshold (mV)", 5, 30, 0.5),
        "tau": Slider("leak τ (ms)", 2, 50, 0.5),
        "refractory": Slider("refractory (ms)", 0, 10, 0.5),
    }

    def __init__(self, *, current=2.0, shape=CONSTANT, seed=0, threshold=15.0, tau=10.0, refractory=2.0):
        super().__init__(current=current, shape=shape, seed=seed, threshold=threshold, tau=tau, refractory=refractory)
        self._count()
        self._run()

    @property
    def neuron(self):
        """The Neuron with the present constants."""
        return Neuron(*(self.settings[name] for name in ("tau", "threshold", "refractory")))

    @property
    def rate(self):
        """Spikes counted on screen while the current was on, a second (Hz)."""
        on = SPAN / 2 if self.settings["shape"] == STEP else SPAN
        return 1000.0 * len(self.recording.spikes) / on

    @property
    def formula(self):
        """The rate that the formula gives for a constant current, Hz."""
        return float(firing_rate(self.neuron, self.settings["current"]))

    @property
    def output(self):
        """What the ReLU unit gives for the current, Hz."""
        return float(self._unit(self.settings["current"]))

    def changed(self, names):
        """Record anew; count anew what does not depend on the current of now."""
        if names - {"current"}:
            self._count()
        if names:
            self._run()

    def make_view(self, figure):
        """The view of this lab."""
        return SpikeView(figure, SPAN, MOST)

    def snapshot(self):
        """What is on screen now."""
        x, neuron = np.linspace(0, MOST, 501), self.neuron
        t = DT * np.arange(len(self._currents) + 1)
        currents = np.append(self._currents, self._currents[-1])
        curve = x, firing_rate(neuron, x), self._unit(x)
        ceiling = 1000.0 / neuron.refractory if neuron.refractory else np.inf
        now = self.settings["current"], self.formula, self.output
        return SpikeSnapshot(t, currents, self._unit(currents), self.recording, neuron.threshold, curve, ceiling, self.counted, now)

    def describe(self):
        """Both in words."""
        s, neuron = self.settings, self.neuron
        w, b = line_for(neuron)
        spikes = self.recording.spikes
        first = f", the first after {spikes[0]:.1f} ms" if len(spikes) else ""
        noisy = f"with noise of spread {NOISE:g} nA, seed {s['seed']}"
        shape = {CONSTANT: "constant", STEP: "on from 50 to 150 ms", NOISY: noisy}[s["shape"]]
        return (
            f"Input {s['current']:.2f} nA, {shape}. Neuron (threshold {s['threshold']:g} mV, τ = {s['tau']:g} ms, "
            f"refractory {s['refractory']:g} ms, R = 10 MΩ): {len(spikes)} spikes in {SPAN:g} ms{first}, that is {self.rate:.1f} Hz while the input is on; the formula for a "
            f"constant current gives {self.formula:.1f} Hz. It needs more than {neuron.least_current:.2f} nA. "
            f"ReLU unit, a = max(0, {w:.1f} I − {-b:.1f}): {self.output:.1f} Hz. {self._analogy()}"
        )

    def _analogy(self):
        pause = self.settings["refractory"]
        ceiling = f", and a ceiling of {1000 / pause:.0f} Hz, one spike a refractory period" if pause else ""
        return (
            f"Carries over: a threshold, and the more comes in, the more goes out. Does not: time, spikes{ceiling}. "
            "Nor does the way of learning: backpropagation is not known to happen in the brain."
        )

    def _unit(self, I):
        w, b = line_for(self.neuron)
        return relu(w * np.asarray(I) + b)

    def _run(self):
        self._currents = self._input(self.settings["current"], SPAN)
        self.recording = record(self.neuron, self._currents, DT)

    def _count(self):
        """The rate for currents all along the axis, from counted spikes."""
        noisy = self.settings["shape"] == NOISY
        currents = np.linspace(0, MOST, 21)
        inputs = [(self._input(I, LONG)[::HELD], HELD * DT) if noisy else ([I], LONG) for I in currents]
        spikes = [len(record(self.neuron, given, dt).spikes) for given, dt in inputs]
        self.counted = currents, 1000.0 / LONG * np.array(spikes)

    def _input(self, I, span):
        """The current over time, a value for each piece."""
        n = round(span / DT)
        if self.settings["shape"] == NOISY:
            return I + NOISE * np.repeat(np.random.default_rng(self.settings["seed"]).standard_normal(n // HELD), HELD)
        on = (np.arange(n) >= n // 4) & (np.arange(n) < n - n // 4)
        return np.where(on | (self.settings["shape"] == CONSTANT), I, 0.0)
