"""What the tests of the training lab share: its headline, and whether all that it shows agrees."""

import re

import numpy as np

from course_lib.labs.controls import tidied


def headline(lab):
    """The words in the picture; its first line is the step."""
    return lab._canvas.view._headline.get_text()


def same(params, others, equal=np.array_equal):
    """True if all tensors are equal, bit for bit."""
    pairs = list(zip(params, others))
    return all(ours.keys() == theirs.keys() and all(equal(ours[l], theirs[l]) for l in ours) for ours, theirs in pairs)


def close(params, others):
    """True if all tensors are equal but for rounding: four plain functions add up in another order than `train`."""
    return same(params, others, lambda ours, theirs: np.allclose(ours, theirs, rtol=1e-12, atol=1e-14))


def agrees(lab, draw=True):
    """Text, picture and controls tell of the same record and the same settings; without `draw` no pixel is made."""
    r, told, now = lab.record, lab.describe(), lab.snapshot()
    lab.png() if draw else (lab._drawn().view.update(now), lab._canvas.view.update_slow(now))
    shown = headline(lab).splitlines()
    assert shown[0] == f"step {r.step}" and told.startswith(f"Step {r.step} of ")
    if r.trouble:
        assert r.trouble in shown[1] and f"at step {r.step}" in told and "diverged" in told
    else:
        costs = re.search(r"Cost (\S+) on \d+ training points, (\S+) on \d+ test points", told).groups()
        assert re.search(r"J = (\S+), test (\S+), ", shown[1]).groups() == costs
        assert np.allclose([float(cost) for cost in costs], r.cost, rtol=5.1e-3, atol=5.1e-4)
    for name, control in lab._inputs.items():
        assert tidied(control.value) in (lab.settings[name], lab.knobs[name].shown(lab.settings[name])), name
    if lab._face:
        assert lab._scrubber.value == r.step <= lab._scrubber.max
