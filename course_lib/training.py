"""Gradient descent as a stream: `train` hands out a `Snapshot` of the run whenever it is asked for the next.

In come a network, first parameters and data; out come snapshots, the first one before any step. The arrays of a snapshot
are its own, so it stays valid. Divergence is a result, not an error: the last snapshot says what blew up.
"""

import math
from itertools import repeat
from typing import NamedTuple

import numpy as np

from course_lib import checks
from course_lib.network import Params, mean_loss, penalty, propagate
from course_lib.passes import Passes, in_use, joined, parted, theta_of, with_ones

# Steps from one look for trouble to the next, and from how many parameters on there is a look at each. A look at each costs the
# smallest networks a tenth of their time; the states of many steps cost the largest a twentieth, since the processor's cache cannot hold them.
LOOK, LARGE = 8, 10_000


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

    X: (n_x, m); Y: (n_y, m); (k, n_x, m) or (k, n_y, m) where each run of a stack has its own
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
    learning_rate = np.asarray(learning_rate)[..., 0] if np.ndim(learning_rate) else learning_rate  # (k, 1), as the vectors are (k, P)
    return _quietly(_descend(net, joined(net, params, runs), X, Y, learning_rate, steps, every, batch_size, momentum, l2, rng))


def update(theta, gradient, velocity, *, learning_rate, momentum, out):
    """One step down, without the checks, for loops that checked once.

    theta: Theta
    gradient: a vector like that of theta; used up
    velocity: another, of the step before, zeros at first; changed in place where momentum is in use
    learning_rate, momentum: numbers, or arrays (k, 1) with one for each run of a stack
    out: the Theta after the step; theta itself may be that
    """
    direction = gradient
    if in_use(momentum):
        gradient *= 1 - momentum
        velocity *= momentum
        velocity += gradient
        direction = velocity
    np.multiply(direction, learning_rate, out=gradient)
    np.subtract(theta.vector, gradient, out=out.vector)


def batches(X, Y, batch_size, rng):
    """The (X, Y) of step after step, without end: mini-batches drawn anew each epoch, or all examples where batch_size is None.

    X: floats, stored by columns where there are mini-batches; the X of a mini-batch serves one step, then its memory holds the next
    """
    m = X.shape[-1]
    if batch_size is None or batch_size >= m:
        yield from repeat((X, Y))
    rows = np.empty((*X.shape[:-2], batch_size, X.shape[-2]))  # of Xᵀ
    while True:
        order = rng.permutation(m)
        for start in range(0, m, batch_size):
            chosen = order[start : start + batch_size]
            # No index is out of range; but only with "clip" does np.take write into `out` without a copy.
            yield np.take(X.mT, chosen, axis=-2, out=rows[..., : len(chosen), :], mode="clip").mT, Y[..., chosen]


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
    look = LOOK if theta.vector.size < LARGE else 1
    trail = [theta, *(theta_of(net, np.empty_like(theta.vector)) for _ in range(look - 1))]  # the states since the last look
    velocity, trouble, unseen = np.zeros_like(theta.vector), None, {}
    for step, (batch, Y_batch) in zip(range(steps + 1), batches(inputs, Y, batch_size, rng)):
        theta, following = trail[step % look], trail[(step + 1) % look]
        cache = passes.forward(theta, batch)
        unseen[step] = theta
        asked = step % every == 0 or step == steps
        if asked or len(unseen) == look:
            wanted = {step: theta} if asked else {}
            if trouble is None:
                trouble, first = _first_trouble(unseen)
                wanted = first | wanted
            for when, then in wanted.items():
                snapshot = _snapshot(net, when, parted(then), cache if then is theta and batch is inputs else None, X, Y, l2, trouble)
                over = _over(snapshot)  # before the caller can write into its arrays
                yield snapshot
                if over:
                    return
            unseen = {}
        gradient = passes.gradient(theta, Y_batch, l2)
        update(theta, gradient, velocity, learning_rate=learning_rate, momentum=momentum, out=following)


def _snapshot(net, step, params, cache, X, Y, l2, trouble):
    J = mean_loss(net, cache or propagate(net, params, X), Y) + (penalty(params, l2) if l2 else 0.0)
    return Snapshot(step, params, J, trouble or (None if np.isfinite(J).all() else "cost"))


def _over(snapshot):
    """A single run is over at its first trouble; a stack goes on while one of its costs is finite."""
    return not np.isfinite(snapshot.cost).any() or (not snapshot.finite and np.ndim(snapshot.cost) == 0)


def _first_trouble(states):
    """Of states {step: theta}, the first that is not finite: (its tensor's name, {step: theta}), or (None, {})."""
    *_, last = states.values()
    if _trouble(last) is None:  # what is no longer finite stays so: the last tells of all
        return None, {}
    return next((name, {step: theta}) for step, theta in states.items() if (name := _trouble(theta)))


def _trouble(theta):
    # Adding up squares is quicker than looking at entries; only a sum that overflows is worth the look.
    if math.isfinite(np.vdot(theta.vector, theta.vector)):
        return None
    for l, T in theta.matrices.items():
        if not np.isfinite(T).all():
            return f"b[{l}]" if np.isfinite(T[..., :-1]).all() else f"W[{l}]"
    return None
