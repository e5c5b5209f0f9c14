"""Judging random weights by their properties: whatever order a learner draws in, the same things must be true.

In come the cases (n, rng), with layers of many units, and the outcomes of a function that returns W and b; out come
findings (code, sentence), none if all is well. They hold no exact numbers, so that the same mistake made in another
order of draws gives the same findings.
"""

from itertools import combinations

import numpy as np

from course_lib.exercises.compare import blank, difference, same


def judge_weights(scale):
    """A judge of random W and b; `scale` tells from the number of inputs of a layer how widely its weights are spread."""

    def judge(cases, outcomes):
        """What is not as it should be: the shapes; if these are right, the numbers; then where they come from."""
        return list(_shapes(cases, outcomes)) or list(_numbers(outcomes, scale)) or list(_draws(cases, outcomes, scale))

    return judge


def _shapes(cases, outcomes):
    for (n, _), outcome in zip(cases, outcomes):
        W = {l: np.zeros((n[l], n[l - 1])) for l in range(1, len(n))}
        b = {l: np.zeros((n[l], 1)) for l in W}
        got = blank(outcome.value)
        if outcome.raised is not None:
            yield "raised", repr(outcome.raised)
        elif not same(got, (W, b)):
            yield difference(got, (W, b))


def _numbers(outcomes, scale):
    for W, b in (outcome.value for outcome in outcomes):
        for l in sorted(W):
            weights = np.asarray(W[l], dtype=float)
            yield from _distribution(f"W[{l}]", weights, scale(weights.shape[1]))
            if np.any(b[l]):
                yield "biases", f"b[{l}] is not 0 everywhere."


def _distribution(name, weights, scale):
    mean, spread = weights.mean(), max(weights.std(), 1e-12)
    if not np.isfinite(weights).all():
        yield "not-finite", f"{name} holds NaN or infinity."
    elif (weights == weights[0, 0]).all():
        yield "repeated", f"{name} is {weights[0, 0]:.4g} everywhere."
    elif (weights == weights[:1]).all():
        yield "repeated", f"All rows of {name} are equal."
    elif (weights == weights[:, :1]).all():
        yield "repeated", f"All columns of {name} are equal."
    elif np.unique(weights).size < 0.9 * weights.size:
        yield "repeated", f"Many weights in {name} are equal."
    if not abs(mean) < 0.15 * spread:
        yield "mean", f"The weights in {name} are not centred at 0: about half of them should be negative."
    if not 0.9 < spread / scale < 1.1:
        yield "spread", f"The weights in {name} are spread about {_rounded(spread / scale)} times as widely as they should be."
    if not abs(np.mean(((weights - mean) / spread) ** 4) - 3) < 0.8:  # 1.8 if uniform
        yield "not-normal", f"The weights in {name} are not normally distributed."


def _rounded(factor):
    """To one of a few steps, so that other draws give the same; not to 1."""
    steps = np.outer(10.0 ** np.arange(-9, 10), (1, 1.5, 2, 3, 5, 7)).ravel()
    nearest = steps[np.argmin(np.abs(np.log(steps / factor)))]
    return f"{nearest:g}" if nearest != 1 else "0.9" if factor < 1 else "1.1"


def _draws(cases, outcomes, scale):
    drawn = [{l: np.ravel(weights) / scale(np.shape(weights)[1]) for l, weights in outcome.value[0].items()} for outcome in outcomes]
    if any(_begins_like(one, other) for W in drawn for one, other in combinations(W.values(), 2)):
        yield "copied", "Two layers hold the same numbers."
    for ((_, one), first), ((_, other), second) in combinations(zip(cases, drawn), 2):
        if one.bit_generator.state == other.bit_generator.state and not _begins_like(first[1], second[1]):
            yield "not-from-rng", "The same seed gave other weights. Take all numbers from the rng that is handed in."
        if one.bit_generator.state != other.bit_generator.state and _begins_like(first[1], second[1]):
            yield "not-drawn", "Another seed gave the same weights. Take all numbers from the rng that is handed in."


def _begins_like(one, other):
    size = min(one.size, other.size)
    return np.allclose(one[:size], other[:size], rtol=1e-6, atol=0)
