"""The spiking neuron against its formula, hand-worked numbers and a plain simulation, and its lab beside the ReLU unit."""

import numpy as np
import pytest

from course_lib.labs import SpikeLab
from course_lib.spiking import Neuron, firing_rate, line_for, record


# The neuron


@pytest.mark.parametrize("neuron", [Neuron(), Neuron(tau=20, threshold=5, refractory=0), Neuron(tau=3, threshold=10, refractory=8, resistance=4)])
@pytest.mark.parametrize("times", [1.001, 1.5, 4.0])
@pytest.mark.parametrize("dt", [3000.0, 0.7])
def test_the_time_between_spikes_is_that_of_the_formula(neuron, times, dt):
    I = times * neuron.least_current
    expected = neuron.refractory + neuron.tau * np.log(neuron.resistance * I / (neuron.resistance * I - neuron.threshold))
    spikes = record(neuron, np.full(round(3000 / dt), I), dt).spikes
    assert len(spikes) > 3 and np.diff(spikes) == pytest.approx(expected, rel=1e-9)
    assert spikes[0] == pytest.approx(expected - neuron.refractory, rel=1e-9)
    assert firing_rate(neuron, I) == pytest.approx(1000 / expected)


def test_a_rate_by_hand():
    assert firing_rate(Neuron(tau=10, threshold=10, refractory=0, resistance=10), 10 / (10 * (1 - np.exp(-1)))) == pytest.approx(100)
    assert firing_rate(Neuron(), [0.0, 1.5, -3.0]).tolist() == [0, 0, 0]
    assert firing_rate(Neuron(refractory=4), 1e9) == pytest.approx(250)


def test_below_the_threshold_the_voltage_settles_and_leaks():
    t, V, spikes = record(Neuron(tau=10), [1.0] * 100 + [0.0] * 10, 1.0)
    assert len(spikes) == 0 and V[t == 10] == pytest.approx(10 * (1 - np.exp(-1))) and V.max() == pytest.approx(10, abs=1e-3)
    assert V[-1] / V[t == 100] == pytest.approx(np.exp(-1))


def test_after_a_spike_the_input_does_nothing_for_a_while():
    t, V, spikes = record(Neuron(tau=10, threshold=15, refractory=5), [3.0] * 400, 0.1)
    after = (t > spikes[0]) & (t < spikes[0] + 5)
    assert after.sum() > 40 and (V[after] == 0).all() and V[np.searchsorted(t, spikes[0] + 5.2)] > 0
    assert V.max() == 15


def test_a_changing_current_agrees_with_small_steps_of_euler():
    neuron, currents = Neuron(), 2 + np.random.default_rng(0).standard_normal(100)
    V, wait, spikes, small = 0.0, 0.0, [], 1e-3
    for k, I in enumerate(np.repeat(currents, 1000)):
        if wait > 0:
            wait -= small
            continue
        V += small * (neuron.resistance * I - V) / neuron.tau
        if V >= neuron.threshold:
            spikes.append((k + 1) * small)
            V, wait = 0.0, neuron.refractory
    assert len(spikes) > 2 and record(neuron, currents, 1.0).spikes == pytest.approx(spikes, abs=0.05)


def test_without_a_pause_the_curve_gets_as_steep_as_the_line():
    neuron = Neuron(refractory=0)
    w, b = line_for(neuron)
    assert w == pytest.approx(1000 / 15) and w * neuron.least_current + b == pytest.approx(0)
    assert firing_rate(neuron, 1001) - firing_rate(neuron, 1000) == pytest.approx(w, rel=1e-4)


@pytest.mark.parametrize("bad", [{"tau": 0}, {"threshold": -1}, {"refractory": -1}, {"resistance": np.nan}])
def test_a_neuron_that_cannot_be_is_refused(bad):
    for ask in (lambda neuron: firing_rate(neuron, 1.0), lambda neuron: record(neuron, [1.0], 1.0)):
        with pytest.raises(ValueError, match=next(iter(bad))):
            ask(Neuron(**bad))
    with pytest.raises(ValueError, match="dt"):
        record(Neuron(), [1.0], 0)


# The lab


def test_both_at_two_nanoamperes():
    lab = SpikeLab()
    told = lab.describe()
    assert len(lab.recording.spikes) == 12 and "12 spikes in 200 ms, the first after 13.9 ms" in told  # 10 ln 4 = 13.86
    assert lab.formula == pytest.approx(1000 / (2 + 10 * np.log(4))) and lab.output == pytest.approx(100 / 3)
    assert "Carries over: a threshold" in told and "ceiling of 500 Hz" in told and "backpropagation is not known" in told


def test_counted_spikes_follow_the_formula_within_one():
    lab = SpikeLab(refractory=3.5, tau=7)
    currents, rates = lab.counted
    assert np.abs(rates - firing_rate(lab.neuron, currents)).max() <= 1
    assert (rates < 1000 / 3.5).all() and rates[-1] > 150


def test_noise_makes_it_fire_below_its_threshold():
    quiet, noisy = SpikeLab(current=1.4), SpikeLab(current=1.4, shape="noise")
    assert len(quiet.recording.spikes) == 0 and quiet.output == 0 and len(noisy.recording.spikes) > 2
    assert noisy.describe() == SpikeLab(current=1.4, shape="noise").describe()


def test_a_step_is_answered_while_it_lasts():
    lab = SpikeLab(shape="step", current=4.0)
    spikes = lab.recording.spikes
    assert spikes.min() > 50 and spikes.max() <= 150 and lab.rate == pytest.approx(lab.formula, abs=10)
    now = lab.snapshot()
    assert now.outputs[now.t == 20] == 0 and now.outputs[now.t == 100] == pytest.approx(lab.output)


def test_the_ends_of_all_sliders_can_be_drawn():
    for end in ("low", "high"):
        lab = SpikeLab(shape="noise", **{name: getattr(SpikeLab.knobs[name], end) for name in set(SpikeLab.knobs) - {"shape"}})
        assert lab.png() == lab.png() and lab.describe()
