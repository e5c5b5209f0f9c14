"""Judging what a learner draws at random: numbers on a log scale, parts of a data set, and a search among drawn points.

In come the cases and the outcomes of a function; out come findings (code, sentence), none if all is well. What the order of draws
may change is told in rough numbers only, so that the same mistake made in another order gives the same findings.
"""

import copy
from itertools import combinations

import numpy as np

from course_lib.exercises.compare import blank, difference, same

FAR = 0.06  # between the shares that there are and those that there should be; 2000 good draws are as far apart once in a million
MOST = 40  # draws that are counted
DIVERGED = "Leave out the diverged runs first: NaN is neither less nor more than a number, so what min, argmin and sort make of it is not the lowest."


def judge_log_uniform(cases, outcomes):
    """Of (low, high, n, rng): an array (n,) between low and high, whose exponents are spread evenly."""
    wanted = [np.zeros(n) for _, _, n, _ in cases]
    return list(_shapes(outcomes, wanted)) or list(_scale(cases, outcomes)) or list(_source(cases, [o.value for o in outcomes]))


def judge_parts(cases, outcomes):
    """Of (m, validation, test, rng): three arrays of numbers that hold each of 0 … m − 1 once, in an order from rng."""
    wanted = [tuple(np.zeros(size) for size in (m - validation - test, validation, test)) for m, validation, test, _ in cases]
    return list(_shapes(outcomes, wanted)) or list(_membership(cases, outcomes)) or list(_source(cases, [np.sort(o.value[2]) for o in outcomes]))


def judge_search(cases, outcomes):
    """Of (draw, cost, n, rng): the best of the n points that draw(rng) gives, and its cost; NaN never is the best.

    What NaN explains comes last: where there is more to find, it is not the reason.
    """
    found = [finding for case, outcome in zip(cases, outcomes) for finding in _choice(*case, outcome)]
    return sorted(found, key=lambda finding: finding[0] in ("nan-wins", "cost-of-another"))


def _shapes(outcomes, wanted):
    for outcome, want in zip(outcomes, wanted):
        got = blank(outcome.value)
        if outcome.raised is not None:
            yield "raised", repr(outcome.raised)
        elif not same(got, want):
            yield difference(got, want)


def _scale(cases, outcomes):
    for (low, high, n, _), numbers in zip(cases, (np.asarray(outcome.value, dtype=float) for outcome in outcomes)):
        edge = 1e-9 * np.array((low, high))
        if not np.isfinite(numbers).all():
            yield "not-finite", "There are NaN or infinity among the numbers."
        elif np.any(numbers < low - edge[0]) or np.any(numbers > high + edge[1]):
            below, above = np.mean(numbers < low - edge[0]), np.mean(numbers > high + edge[1])
            yield "outside", f"From {low:g} to {high:g}: about {_tenths(below)} of the numbers are below {low:g}, {_tenths(above)} above {high:g}."
        elif (different := np.unique(numbers).size) < 0.9 * n:
            yield "repeated", f"From {low:g} to {high:g}: {f'only {different}' if different < 10 else 'not all'} of the {n} numbers are different."
        elif np.allclose(np.diff(numbers, 2), 0) or np.allclose(np.diff(np.log(numbers), 2), 0):
            yield "even-steps", f"From {low:g} to {high:g}: the numbers stand at even distances. Draw them from rng."
        elif _distance(np.log(numbers / low) / np.log(high / low)) > FAR:
            middle = np.sqrt(low * high)
            share = _tenths(np.mean(numbers < middle))
            yield "not-even", f"From {low:g} to {high:g}: about {share} of the numbers are below {middle:.3g}, the middle of the exponents; half of them should be."


def _distance(u):
    """The largest distance between the share of numbers up to a place and what it is for even ones."""
    return np.max(np.abs(np.sort(u) - (np.arange(u.size) + 0.5) / u.size))


def _tenths(share):
    return f"{round(10 * share)} tenths"


def _membership(cases, outcomes):
    for (m, *_), parts in zip(cases, (outcome.value for outcome in outcomes)):
        numbers = np.concatenate([np.ravel(part) for part in parts])
        times = np.array([np.sum(numbers == i) for i in range(m)])
        if times.sum() < numbers.size:
            yield "strangers", f"The numbers go from {numbers.min()} to {numbers.max()}; those of the examples from 0 to {m - 1}."
        elif times.max() > 1:
            yield from _twice(parts)
        elif times.min() < 1:
            yield "lost", "Some examples are in no part."
        elif any(_is_block(part) for part in parts[1:]):
            yield "not-shuffled", "The examples of a part stand beside each other: they have not been shuffled."


def _twice(parts):
    for (one, first), (other, second) in combinations(zip(("training", "validation", "test"), parts), 2):
        if np.intersect1d(first, second).size:
            yield "overlap", f"Some examples are in two parts: {one} and {other}."
    if any(np.unique(part).size < np.size(part) for part in parts):
        yield "twice", "Some examples are twice in one part."


def _is_block(part):
    return np.ptp(part) == np.size(part) - 1


def _source(cases, drawn):
    """The same seed must give the same, another seed something else."""
    for ((*one, first), a), ((*other, second), b) in combinations(zip(cases, drawn), 2):
        if one == other and first.bit_generator.state == second.bit_generator.state and not same(a, b):
            yield "not-from-rng", "The same seed gave something else. Draw all of it from the rng that is handed in."
        if one == other and first.bit_generator.state != second.bit_generator.state and same(a, b):
            yield "not-drawn", "Another seed gave the same. Draw all of it from the rng that is handed in."


def _choice(draw, cost, n, rng, outcome):
    case_rng, rng = copy.deepcopy(rng), copy.deepcopy(rng)
    points = [draw(rng) for _ in range(n)]
    costs = [cost(point) for point in points]
    best = int(np.nanargmin(costs))
    if outcome.raised is not None:
        yield "raised", repr(outcome.raised)
        return
    number = _number_drawn(draw, case_rng, outcome.arguments[3])
    if number == 0:  # what it drew instead may be other points each time
        yield "not-from-rng", "Nothing was drawn from the rng that is handed in."
        return
    if same(blank(outcome.value), blank((points[best], costs[best]))):
        yield from _wrong_choice(points, costs, best, *outcome.value)
        if not same(outcome.value[1], cost(outcome.value[0])):
            yield "cost-of-another", "The cost that came back is not that of the point that came back."
    elif isinstance(outcome.value, tuple | list) and len(outcome.value) == 2 and outcome.value[0] is None:
        yield from _nothing_kept(outcome.value[1])
    else:
        yield difference(outcome.value, (points[best], costs[best]))
    if number != n:
        told = f"{number} times" if number is not None else f"more than {MOST} times, or drew in another way"
        yield "wrong-number", f"With n = {n} it called draw(rng) {told}."


def _number_drawn(draw, rng, after):
    """How often draw(rng) was called, seen from where the generator stands after; None if that was not all."""
    for number in range(MOST + 1):
        if rng.bit_generator.state == after.bit_generator.state:
            return number
        draw(rng)
    return None


def _nothing_kept(lowest):
    told = f"No point came back but None, with the cost {lowest}."
    yield ("nan-wins", f"A diverged run wins. {told} {DIVERGED}") if _is_nan(lowest) else ("nothing-kept", f"{told} Is none ever kept?")


def _is_nan(number):
    return isinstance(number, float | np.floating) and np.isnan(number)


def _wrong_choice(points, costs, best, point, lowest):
    place = next((i for i, drawn in enumerate(points) if same(drawn, point)), None)
    if place is None:
        yield "not-drawn", "The point that came back is none of those that draw(rng) gives."
    elif place != best or not same(lowest, costs[best]):
        told = f"With n = {len(points)} the point number {place + 1} came back, with the cost {lowest:.4g}"
        told += f"; the best is number {best + 1}, with {costs[best]:.4g}."
        diverged = _is_nan(lowest) or _is_nan(costs[place])
        yield ("nan-wins", f"A diverged run wins. {told} {DIVERGED}") if diverged else ("wrong-point", told)
