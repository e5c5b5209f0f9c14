"""Challenges without instructions, scored from the state of a training lab.

In comes the name of a challenge and a TrainingLab; out comes a Page that says whether it is done, or what is missing.
"""

import numpy as np

from course_lib import gauges
from course_lib.network import Network, propagate
from course_lib.page import Page

RIGHT, UNITS, NOISE, POINTS = 0.95, 12, 0.05, 300


def challenge(name, lab, answer=None):
    """Look at a lab and say how far a challenge is: "spirals", "revive" or "diverge".

    answer: for "diverge", what blew up first, such as "W[1]" or "cost"
    """
    if name not in CHALLENGES:
        return Page(f"There is no challenge {name!r}. There are: {', '.join(CHALLENGES)}.")
    missing = CHALLENGES[name](lab, answer)
    return Page(f"… {name}: {missing}" if missing else f"✓ {name}: done! {_score(lab)}")


def _spirals(lab, _):
    s, hidden = lab.settings, sum(lab.settings["layers"][1:-1])
    if s["dataset"] != "spirals" or s["noise"] < NOISE or s["m"] < POINTS:
        return f"it is about the spirals with noise {NOISE} or more and at least {POINTS} points."
    if hidden > UNITS:
        return f"you have {hidden} hidden units; at most {UNITS} are allowed."
    if lab.record.accuracy[1] <= RIGHT:
        return f"{lab.record.accuracy[1]:.1%} of the test points are right; more than {RIGHT:.0%} are needed."
    return None


def _revive(lab, _):
    now, before = _dead(lab, lab.record), max((_dead(lab, record) for record in lab.run.history), default=0.0)
    if set(lab.settings["activation"]) != {"relu"}:
        return "in the end, all hidden layers should be ReLU again."
    if before < 0.5:
        return f"at the worst moment of this run {before:.0%} of a layer were dead; kill half of them first."
    if now > 0.1:
        return f"{now:.0%} of a layer are still dead. A unit without a slope cannot learn; what would give it one for a while?"
    return None


def _diverge(lab, answer):
    if not lab.record.trouble:
        return "this run is still finite."
    if answer is None:
        return 'it has diverged. What went first? challenge("diverge", lab, "W[1]") or "cost", for example.'
    if answer != lab.record.trouble:
        return f"it has diverged, but {answer} was not the first to go. Read what the lab says below its picture."
    return None


def _dead(lab, record):
    """The largest share of dead units in a hidden layer, if all of them were ReLU."""
    net = Network(lab.settings["layers"], hidden="relu")
    with np.errstate(all="ignore"):
        cache = propagate(net, record.params, lab.data[0].X)
        return max((gauges.dead(net, cache, l) for l in range(1, net.L)), default=0.0)


def _score(lab):
    return f"With {sum(lab.settings['layers'][1:-1])} hidden units, at step {lab.record.step}, {lab.record.accuracy[1]:.1%} of the test points right."


CHALLENGES = {"spirals": _spirals, "revive": _revive, "diverge": _diverge}
