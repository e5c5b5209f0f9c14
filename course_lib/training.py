"""Gradient descent as a stream: `train` hands out a `Snapshot` of the run whenever it is asked for the next.

In come a network, first parameters and data; out come snapshots, the first one before any step. No parameter is changed
in place, so every snapshot stays valid. Divergence is a result, not an error: the last snapshot says what blew up.
"""

import math
from itertools import repeat
from typing import NamedTuple

import numpy as np

from course_lib import checks
from course_lib.network import Params, mean_loss, penalty, propagate
from course_lib.passes import Passes, in_use, joined, parted, with_ones

LOOK = 8  # steps from one look for trouble to the next; a look at each costs the smallest networks a tenth of their time


class Snapshot(NamedTuple):
    """The state of a run after `step` updates.

    step: number of updates so far
    params: Params at that moment
    cost: J over all examples given, the L2 penalty included; an array (k,) for a stack
    trouble: None, or the first tensor that is no longer finite, such as "W[2]", or "cost"
    """

    step: int
    params: Params
    cost: float
    trouble: str | None = None

    @property
    def finite(self):
        """False once the run has diverged."""
        return self.trouble is None


def train(net, params, X, Y, *, learning_rate, steps, every=1, batch_size=None, momentum=0.0, l2=0.0, rng=None):
    """Run gradient descent, lazily.

    X: (n_x, m); Y: (n_y, m)
    learning_rate: α > 0; for a stack of k networks it may be (k, 1, 1)
    steps: number of updates; a mini-batch counts as one
    every: a snapshot each so many steps, besides the first and the last
    batch_size: examples in a mini-batch, drawn anew each epoch; None for all
    momentum: β in V = βV + (1 − β) dW, the running mean of gradients that is followed; 0 for plain descent
    l2: strength of the penalty l2/2 · Σ‖W‖²
    rng: a seed or a numpy Generator, for mini-batches
    returns: an iterator of Snapshots; it ends early when the run, or each run of a stack, has diverged
    raises: ValueError at the call, before any step, for arguments that cannot work
    """
    checks.parameters(params, net.layers)
    X = checks.examples(X, net.layers[0])
    Y = checks.labels(Y, net.layers[-1], X.shape[-1], net.output)
    checks.rates(learning_rate)
    runs = checks.stacks(learning_rate, X, Y, *params[0].values(), *params[1].values())
    checks.whole_number("steps", steps, 0)
    checks.whole_number("every", every, 1)
    checks.number("momentum", momentum, 0, 1, low_allowed=True)
    checks.number("l2", l2, 0, low_allowed=True)
    if batch_size is not None:
        checks.whole_number("batch_size", batch_size, 1)
    rng = np.random.default_rng(rng)
    return _quietly(_descend(net, joined(params, runs), X, Y, learning_rate, steps, every, batch_size, momentum, l2, rng))


def update(theta, velocity, gradients, *, learning_rate, momentum):
    """One step down, without the checks, for loops that checked once.

    theta, velocity, gradients: dicts keyed by layer; velocity is the one that the step before returned, None at first
    learning_rate, momentum: numbers, or arrays (k, 1, 1) with one for each run of a stack
    returns: (theta after the step, velocity)
    """
    velocity = _blend(velocity, gradients, momentum) if in_use(momentum) else gradients
    return {l: theta[l] - learning_rate * velocity[l] for l in theta}, velocity


def batches(X, Y, batch_size, rng):
    """The (X, Y) of step after step, without end: mini-batches drawn anew each epoch, or all examples where batch_size is None."""
    m = X.shape[-1]
    if batch_size is None or batch_size >= m:
        yield from repeat((X, Y))
    while True:
        order = rng.permutation(m)
        for start in range(0, m, batch_size):
            chosen = order[start : start + batch_size]
            yield X[..., chosen], Y[..., chosen]


def _quietly(snapshots):
    # Overflow is a result here, not a warning. Between two snapshots the caller's own settings hold.
    while True:
        with np.errstate(over="ignore", invalid="ignore"):
            snapshot = next(snapshots, None)
        if snapshot is None:
            return
        yield snapshot


def _descend(net, theta, X, Y, learning_rate, steps, every, batch_size, momentum, l2, rng):
    passes, inputs = Passes(net), with_ones(X, batch_size)
    velocity, trouble, unseen = None, None, {}
    for step, (batch, Y_batch) in zip(range(steps + 1), batches(inputs, Y, batch_size, rng)):
        cache = passes.forward(theta, batch)
        unseen[step] = theta
        asked = step % every == 0 or step == steps
        if asked or len(unseen) == LOOK:
            wanted = {step: theta} if asked else {}
            if trouble is None:
                trouble, first = _first_trouble(unseen)
                wanted = first | wanted
            for when, then in wanted.items():
                snapshot = _snapshot(net, when, parted(then), cache if then is theta and batch is inputs else None, X, Y, l2, trouble)
                yield snapshot
                if _over(snapshot):
                    return
            unseen = {}
        gradients = passes.gradients(theta, Y_batch, l2)
        theta, velocity = update(theta, velocity, gradients, learning_rate=learning_rate, momentum=momentum)


def _snapshot(net, step, params, cache, X, Y, l2, trouble):
    J = mean_loss(net, cache or propagate(net, params, X), Y) + (penalty(params, l2) if l2 else 0.0)
    return Snapshot(step, params, J, trouble or (None if np.isfinite(J).all() else "cost"))


def _over(snapshot):
    """A single run is over at its first trouble; a stack goes on while one of its costs is finite."""
    return not np.isfinite(snapshot.cost).any() or (not snapshot.finite and np.ndim(snapshot.cost) == 0)


def _blend(velocity, gradients, momentum):
    new = {l: (1 - momentum) * G for l, G in gradients.items()}
    return new if velocity is None else {l: momentum * velocity[l] + new[l] for l in new}


def _first_trouble(states):
    """Of states {step: theta}, the first that is not finite: (its tensor's name, {step: theta}), or (None, {})."""
    *_, last = states.values()
    if _trouble(last) is None:  # what is no longer finite stays so: the last tells of all
        return None, {}
    return next((name, {step: theta}) for step, theta in states.items() if (name := _trouble(theta)))


def _trouble(theta):
    for l, T in theta.items():
        # Adding up squares is quicker than looking at entries; only a sum that overflows is worth the look.
        if not math.isfinite(np.vdot(T, T)) and not np.isfinite(T).all():
            return f"b[{l}]" if np.isfinite(T[..., :-1]).all() else f"W[{l}]"
    return None
