"""A run as text: in words, as a string that rebuilds it, and as the lines of `course_lib` that repeat it."""

import base64
import json
import zlib

import numpy as np

from course_lib import gauges
from course_lib.labs import points
from course_lib.labs.run import BY_HAND, LIVE, LOSSES, OWN, PLAIN
from course_lib.labs.training_knobs import KNOBS, YOURS, completed
from course_lib.limits import is_yours
from course_lib.views.training import in_short, order_of

VERSION = 1
MOST_STEPS = 1_000_000  # that a state string may ask for
DEEP = 3  # layers; with more of them, gradients may vanish or explode on their way
MOST_BYTES = 2_000_000  # of what a state string holds
NO_STATE = "this is not a state string: copy all of it, from the first character to the last"
PLAIN_WORDS = dict(zip((*PLAIN, "loss"), ("mini-batches", "momentum", "L2", "another loss")))


def describe(run, runs):
    """The newest run, what is inside its network, the other runs, and whose code it is."""
    s, r = run.settings, run.record
    names = ", ".join(s["activation"]) or "no hidden layer"
    told = [
        f"Step {r.step} of {'-'.join(map(str, s['layers']))} ({names}) on {s['dataset']}, {_way(s)}{_start(run)}. "
        f"Cost {in_short(r.cost[0])} on {run.data[0].m} training points, {in_short(r.cost[1])} on {run.data[1].m} test points; "
        f"right: {r.accuracy[0]:.1%} and {r.accuracy[1]:.1%}."
    ]
    told.append(_trouble(run) if r.trouble else _inside(run))
    if len(runs) > 1:
        others = "; ".join(f"{_way(o.settings)}: cost {in_short(o.record.cost[0])} at step {o.record.step}" for o in runs[:-1])
        told.append(f"Forked from: {others}.")
    return " ".join(part for part in (*told, _whose(run)) if part)


def packed(settings, run, own):
    """The settings, what changed on the way, the step, and what is to change there, as one short string."""
    (_, first), *later = run.legs
    if run.record.step > MOST_STEPS:
        raise ValueError(f"a state string holds at most {MOST_STEPS} steps; this run took {run.record.step}")
    rows = np.vstack([own.X, own.Y]).T.tolist() if settings["dataset"] == YOURS else None
    content = [VERSION, settings | first, later, run.record.step, None if run.going_on else run.live, rows]
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(content).encode(), 9)).decode()


def unpacked(text):
    """(settings, [(step, live settings from there on; none: go on)], own points or None) of a string, each looked at.

    raises: ValueError if it is not one, or asks for what cannot be
    """
    try:
        version, *content = json.loads(zlib.decompressobj().decompress(base64.urlsafe_b64decode(text.strip()), MOST_BYTES))
    except (ValueError, TypeError, AttributeError, RecursionError, zlib.error) as problem:
        raise ValueError(NO_STATE) from problem
    if version != VERSION:
        raise ValueError(f"this state string is of version {version}; this lab reads version {VERSION}")
    try:
        settings, events, step, live, rows = content if len(content) == 5 else [None] * 5
        settings = _checked(settings, KNOBS, settings)
        legs = [(leg[0], _checked(leg[1], LIVE, settings)) for leg in events]
        legs.append((step, {} if live is None else _checked(live, LIVE, settings)))
        own = points.dataset(rows) if settings["dataset"] == YOURS else None
    except (TypeError, AttributeError, LookupError) as problem:  # lists, numbers and names in each other's places
        raise ValueError(NO_STATE) from problem
    _check_steps([start for start, _ in legs])
    return settings, legs, own


def _checked(settings, names, present):
    if set(settings) != set(names):
        raise ValueError(NO_STATE)
    return completed({name: KNOBS[name].checked(name, value) for name, value in settings.items()}, present)


def _check_steps(steps):
    if not all(type(step) is int and step >= 0 for step in steps) or steps != sorted(set(steps)):
        raise ValueError(NO_STATE)
    if steps[-1] > MOST_STEPS:
        raise ValueError(f"this state string asks for {steps[-1]} steps; at most {MOST_STEPS} can be repeated")


def code(settings, run):
    """Python that repeats the run with the course's functions."""
    s = settings
    lines = ["from course_lib import Network, datasets, initialize, train", ""]
    mine = [name for name, f in run.learner.items() if f]
    lines += [f"# the course's functions stand in for your {', '.join(mine)}"] if mine else []
    made = f"datasets.{s['dataset']}(m={s['m']}, noise={s['noise']}, rng={s['seed']})"
    if s["dataset"] == YOURS:
        made = "your_points"
        lines.append("# your_points = lab.points, where lab is the lab that they were drawn in")
    lines.append(f"train_set, test_set = {made}.split({s['test']}, rng={s['seed']})")
    name = "small" if s["initialization"] == OWN else s["initialization"]
    drawn = f"rng={s['seed']}, scale={s['scale']}" if name == BY_HAND else f'"{name}", rng={s["seed"]}'
    legs = [(start, live | run.plain) for start, live in run.legs]
    lines += [_network(s["layers"], legs[0][1]), f"params = initialize(net, {drawn})"]
    ends = [start for start, _ in legs[1:]] + [run.record.step]
    for (start, live), end in zip(legs, ends):
        lines += _leg(s, start, live, end)
    return "\n".join(lines)


def _leg(s, start, live, end):
    options = [f"learning_rate={live['learning_rate']}", f"steps={end - start}", f"every={max(end - start, 1)}"]
    options += [f"batch_size={live['batch_size']}"] if live["batch_size"] != "all" else []
    options += [f"{name}={live[name]}" for name in ("momentum", "l2") if live[name]]
    lines = [] if start == 0 else [_network(s["layers"], live)]
    lines.append(f"for snapshot in train(net, params, *train_set, {', '.join(options)}, rng=[{s['seed']}, {start}]):")
    return [*lines, "    params = snapshot.params"]


def _network(layers, live):
    loss = LOSSES[live["loss"]]
    return f"net = Network({layers}, hidden={live['activation']}" + (f', loss="{loss}")' if loss else ")")


def _inside(run):
    net, cache = run.net, run.cache()
    told = []
    for l in range(1, net.L):
        full, gone = gauges.saturated(net, cache, l), gauges.dead(net, cache, l)
        if net.g[l].corner:
            told.append(f"layer {l}: {gone:.0%} of the units dead")
        elif net.hidden[l - 1] != "linear":
            told.append(f"layer {l}: {full:.0%} saturated")
    if net.L > 1:
        told.append(f"symmetry of layer 1: {gauges.symmetry(gauges.rows_of(run.record.params)):.2f}")
    if net.L > DEEP:
        gradients = run.gradients(cache)
        sizes = ", ".join(order_of(gauges.gradient_size(gradients, l)) for l in range(1, net.L + 1))
        told.append(f"size of dW from layer 1 to {net.L}: {sizes}")
    words = "; ".join(told)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _trouble(run):
    r, s = run.record, run.settings
    costs = [in_short(record.cost[0]) for record in list(run.history)[-4:]]
    first = "the cost" if r.trouble == "cost" else r.trouble
    if s["learning_rate"] > 1:
        advice = f"α = {s['learning_rate']:.3g} is the likely cause: take a tenth of it"
    elif s["initialization"] in ("large", BY_HAND):
        advice = "the weights started large: take a smaller initialization"
    else:
        advice = "take a smaller α"
    return (
        f"It has diverged: at step {r.step} {first} was the first to become infinite{_overflow(run)}. Each step landed higher than the last, where the "
        f"slope is steeper, so the next step was longer (costs: {', '.join(costs)}). Rewind or reset, and {advice}."
    )


def _overflow(run):
    """Where a cost of finite weights became infinite, as the end of a sentence."""
    Z = run.cache().Z if run.record.trouble == "cost" else {}
    return next((f", as Z[{l}] in layer {l} is too large for a number" for l in Z if not np.isfinite(Z[l]).all()), "")


def _way(s):
    """How the run goes downhill: the learning rate, and what is not as it is at first."""
    told = [f"α = {s['learning_rate']:.3g}"]
    told += [f"batches of {s['batch_size']}"] if s["batch_size"] != "all" else []
    told += [f"{word} {s[name]:.3g}" for name, word in (("momentum", "momentum"), ("l2", "L2")) if s[name]]
    return ", ".join(told + [s["loss"]] * (LOSSES[s["loss"]] is not None))


def _start(run):
    s = run.settings
    if s["initialization"] == OWN:
        return ", started by your function"
    return f", start by hand with scale {s['scale']:.3g}" if s["initialization"] == BY_HAND else f", {s['initialization']} start"


def _whose(run):
    mine = [name for name, f in run.learner.items() if is_yours(f)]
    left_out = [PLAIN_WORDS[name] for name, value in run.plain.items() if run.settings[name] != value]
    note = f" Four plain functions have no place for {', '.join(left_out)}: left out." if left_out else ""
    return (f"Running on your {', '.join(mine)}." if mine else "The code that runs is the course's.") + note
