"""The judges of what is drawn at random: right with any seed, and told in words where it is not."""

import numpy as np
import pytest
from proofs import checked

from course_lib.exercises import chapter5 as c5
from course_lib.exercises.sandbox import run


def cases(exercise, seed):
    """Its own cases, with other seeds."""
    seeds = {}  # equal seeds stay equal
    made = []
    for *arguments, rng in exercise.cases():
        number = seeds.setdefault(str(rng.bit_generator.state), len(seeds))
        made.append((*arguments, np.random.default_rng([seed, number])))
    return made


@pytest.mark.parametrize("exercise", (c5.LOG_UNIFORM, c5.SPLIT_THREE, c5.RANDOM_SEARCH), ids=lambda e: e.name)
def test_the_reference_is_right_with_any_seed(exercise):
    judged = [cases(exercise, seed) for seed in range(40)]
    if exercise is c5.RANDOM_SEARCH:
        judged = [[case for case in some if case[2] > 5] for some in judged]  # of two points both may diverge
    assert [exercise.judge(some, run(exercise.reference, some)) for some in judged] == [[]] * 40


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("return rng.triangular(low, high, high, n)", "not-even", "about 0 tenths of the numbers are below 0.1, the middle of the exponents"),
        ("return np.sort(rng.uniform(low, 2 * high, n))", "outside", "5 tenths above 10"),
        ("return np.full(n, np.nan)", "not-finite", "NaN"),
        ("return np.geomspace(low, high, n)", "even-steps", "even distances"),
        ("return rng.choice([low, high], n)", "repeated", "only 2 of the 2000 numbers are different"),
        ("return 10 ** rng.uniform(np.log10(low), np.log10(high), n + 1)", "wrong-shape", "(2001,)"),
        ("return 10 ** np.random.default_rng(5).uniform(np.log10(low), np.log10(high), n)", "own-seed", "fixed seed"),
    ],
)
def test_numbers_that_are_not_spread_over_the_powers_of_ten(body, code, words):
    verdict = checked(c5.LOG_UNIFORM, body)
    assert verdict.code == code and words in verdict.message


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("o = rng.permutation(m); k = test + validation\n    return o[k:], np.arange(validation), o[:test]", "overlap", "two parts: training and validation"),
        ("o = rng.permutation(m); k = test + validation\n    return 2 * o[k:], o[:validation], o[validation:k]", "strangers", "of the examples from 0 to 49"),
        ("o = rng.permutation(m - 1); k = test + validation\n    return np.append(o[k:], o[-1]), o[:validation], o[validation:k]", "twice", "twice in one part"),
        ("return np.array_split(rng.permutation(m), 3)", "wrong-shape", "number 1"),
    ],
)
def test_parts_that_are_not_a_split(body, code, words):
    verdict = checked(c5.SPLIT_THREE, body)
    assert verdict.code == code and words in verdict.message


LOOP = "tried = [draw(rng) for _ in range(n)]\n    "


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (LOOP + "return tried[0], cost(tried[0])", "wrong-point", "With n = 9 the point number 1 came back, with the cost 2.188; the best is number 2"),
        (LOOP + "p = {'learning_rate': 0.1, 'units': 16}\n    return p, cost(p)", "not-drawn", "none of those"),
        (LOOP + "draw(rng)\n    p = min(tried, key=lambda p: (cost(p) != cost(p), cost(p)))\n    return p, cost(p)", "wrong-number", "called draw(rng) 13 times"),
        (LOOP + "[draw(rng) for _ in range(90)]\n    p = min(tried, key=lambda p: (cost(p) != cost(p), cost(p)))\n    return p, cost(p)", "wrong-number", "more than 40"),
        ("r = np.random.default_rng()\n    tried = [draw(r) for _ in range(n)]\n    return tried[0], cost(tried[0])", "own-generator", "hand rng to draw"),
        (LOOP + "return None, 1.0", "nothing-kept", "with the cost 1.0"),
        (LOOP + "return None, float('nan')", "nan-wins", "A diverged run wins. No point came back but None, with the cost nan. Leave out the diverged runs first"),
        (LOOP + "return None, None", "nothing-kept", "with the cost None"),
        (LOOP + "costs = list(map(cost, tried))\n    return tried[np.nanargmin(costs)], min(costs)", "nan-wins",
         "A diverged run wins. With n = 12 the point number 8 came back, with the cost nan; the best is number 8, with 0.275. Leave out the diverged runs first"),
        (LOOP + "return tried", "only-point + all-returned", "These are all of them"),
    ],
)
def test_a_search_that_does_not_find_the_best(body, code, words):
    verdict = checked(c5.RANDOM_SEARCH, body)
    assert verdict.code == code and words in verdict.message
