"""The exercises of Chapter 5: numbers on a log scale, a data set in three parts, and a random search."""

import numpy as np

from course_lib.exercises.drawn import judge_log_uniform, judge_parts, judge_search
from course_lib.exercises.engine import Exercise
from course_lib.exercises.mistakes import Mistake, nothing_returned


def log_uniform(low, high, n, rng):
    """n numbers between low and high, shape (n,), from rng: each power of ten as likely as others."""
    ### BEGIN SOLUTION
    exponents = rng.uniform(np.log10(low), np.log10(high), n)
    return 10**exponents
    ### END SOLUTION


def split_three(m, validation, test, rng):
    """The numbers 0 … m - 1 of the examples, shuffled with rng, in three arrays: for training, for
    validation and for the test. validation and test say how many those hold; training gets the rest."""
    ### BEGIN SOLUTION
    order = rng.permutation(m)
    for_test = order[:test]
    for_validation = order[test : test + validation]
    for_training = order[test + validation :]
    return for_training, for_validation, for_test
    ### END SOLUTION


def random_search(draw, cost, n, rng):
    """Draw n points with draw(rng); return the one with the lowest cost, and that cost. A point is a
    dict of settings; cost(point) trains a network and gives its validation cost, or NaN if the run has
    diverged. Such a point is never the best; at least one run has not diverged."""
    ### BEGIN SOLUTION
    best, lowest = None, np.inf
    for _ in range(n):
        point = draw(rng)
        J = cost(point)
        if J < lowest:
            best, lowest = point, J
    return best, lowest
    ### END SOLUTION


def _log_cases():
    asked = ((1e-3, 10.0, 2000, 1), (1e-3, 10.0, 2000, 1), (1e-3, 10.0, 2000, 2), (20.0, 500.0, 3000, 3), (1e-5, 0.1, 2500, 4))
    return [(low, high, n, np.random.default_rng(seed)) for low, high, n, seed in asked]


def _part_cases():
    asked = ((50, 10, 15, 1), (50, 10, 15, 1), (50, 10, 15, 2), (60, 20, 9, 3))
    return [(m, validation, test, np.random.default_rng(seed)) for m, validation, test, seed in asked]


def _point(rng):
    return {"learning_rate": float(10 ** rng.uniform(-3, 1)), "units": int(rng.integers(2, 17))}


def _bowl(point):
    """Lowest at α = 0.1 with many units; a large α diverges."""
    alpha = np.log10(point["learning_rate"])
    return float("nan") if alpha > 0.3 else float(0.2 + (alpha + 1) ** 2 + 1 / point["units"])


def _steep(point):
    """All costs far above 1; small α diverges."""
    alpha = np.log10(point["learning_rate"])
    return float("nan") if alpha < -1.5 else float(50 + point["units"] + 10 * alpha)


def _searches(cost, *sizes):
    """(draw, cost, n, rng): with the seeds 4 and 3 a diverged point comes first, with 5 and 0 one comes in the middle."""
    return [(_point, cost, n, np.random.default_rng(seed)) for n, seed in sizes]


_EXPONENTS = "rng.uniform(np.log10(low), np.log10(high), n)"
_LOOP = """    best, lowest = None, np.inf
    for _ in range(n):
        point = draw(rng)
        J = cost(point)
        if J < lowest:
            best, lowest = point, J
"""
_ALL = "    points = [draw(rng) for _ in range(n)]\n    costs = [cost(point) for point in points]\n"

LOG_UNIFORM = Exercise(
    log_uniform,
    cases=_log_cases,
    hints=(
        "A number is 10 to the power of its exponent. Which of the two should be spread evenly?",
        "From 0.001 to 10 the exponents go from −3 to 1. np.log10 gives the exponent of a number, rng.uniform(a, b, n) draws n numbers from a to b.",
        "Draw n exponents between np.log10(low) and np.log10(high). Then return 10 to the power of them.",
    ),
    words="Draw the exponents evenly, between those of low and high, and raise 10 to them. So 0.001 to 0.01 gets as many numbers as 1 to 10.",
    mistakes=(
        Mistake("uniform", f"{_EXPONENTS}\n    return 10**exponents", "rng.uniform(low, high, n)\n    return exponents",
                "Your numbers are spread evenly themselves, so nearly all are large. It is their exponents that should be spread evenly."),
        Mistake("power-of-uniform", _EXPONENTS, "rng.uniform(low, high, n)",
                "low and high are used as exponents. Their logarithms are the exponents."),
        Mistake("power-of-e", f"{_EXPONENTS}\n    return 10**exponents", "rng.uniform(low, high, n)\n    return np.exp(exponents)",
                "You raise e to numbers between low and high. The exponents lie between their logarithms."),
        Mistake("exponents-returned", "return 10**exponents", "return exponents", "These are the exponents. Raise 10 to them."),
        Mistake("two-bases", "10**exponents", "np.exp(exponents)",
                "The logarithms have base 10, but you raise e to them. Take np.log and np.exp, or np.log10 and 10 ** …"),
        Mistake("two-bases-turned", "rng.uniform(np.log10(low), np.log10(high), n)", "rng.uniform(np.log(low), np.log(high), n)",
                "The logarithms have base e, but you raise 10 to them. Take np.log and np.exp, or np.log10 and 10 ** …"),
        Mistake("caret", "10**exponents", "10 ^ exponents", "A power is ** in Python. The sign ^ means something else."),
        Mistake("log10-alone", "np.log10(low), np.log10(high)", "log10(low), log10(high)", "log10 belongs to NumPy: np.log10."),
        Mistake("base-2", "10**exponents", "2**exponents", "The logarithms have base 10, but you raise 2 to them."),
        Mistake("whole-exponents", _EXPONENTS, "rng.integers(np.log10(low), np.log10(high) + 1, n)",
                "Your exponents are whole numbers, so there is nothing between 0.01 and 0.1. rng.uniform draws all that lies between."),
        Mistake("rounded-exponents", "return 10**exponents", "return 10 ** np.round(exponents)",
                "Your exponents are rounded to whole numbers. Leave them as they are."),
        Mistake("normal", _EXPONENTS, "rng.normal(np.log10(low * high) / 2, np.log10(high / low) / 4, n)",
                "Your exponents come from a bell curve: some lie outside, and the middle gets too many. rng.uniform has hard ends."),
        Mistake("not-stretched", _EXPONENTS, "rng.random(n)", "Your exponents go from 0 to 1, whatever low and high are."),
        Mistake("hard-coded", "np.log10(low), np.log10(high)", "-3, 1", "Your exponents always go from −3 to 1. Work them out from low and high."),
        Mistake("hard-coded-low", "np.log10(low)", "-4", "Your smallest exponent is always the same. Work it out from low."),
        Mistake("hard-coded-high", "np.log10(high)", "0", "Your largest exponent is always 0. Work it out from high."),
        Mistake("log-of-uniform", f"{_EXPONENTS}\n    return 10**exponents", "rng.uniform(low, high, n)\n    return np.log10(exponents)",
                "You draw first and take logarithms after. The other way round: take logarithms, draw, and go back."),
        Mistake("one-number", "np.log10(high), n)", "np.log10(high))", "This draws one number. n are wanted, in an array."),
        Mistake("repeated", "return 10**exponents", "return np.full(n, 10 ** exponents[0])",
                "One number, n times. Draw each of them: rng.uniform takes their number as its third argument."),
        Mistake("even-steps", _EXPONENTS, "np.linspace(np.log10(low), np.log10(high), n)",
                "Your numbers stand at even distances, always the same ones. Draw them from rng."),
        Mistake("own-seed", _EXPONENTS, "np.random.default_rng(0).uniform(np.log10(low), np.log10(high), n)",
                "You make a generator of your own with a fixed seed: it gives the same numbers each time. Take the rng that is handed in."),
        Mistake("global", _EXPONENTS, "np.random.default_rng().uniform(np.log10(low), np.log10(high), n)",
                "Nobody can repeat what you draw: it does not come from rng. Take the rng that is handed in."),
        nothing_returned("10**exponents"),
    ),
    chapter=5,
    judge=judge_log_uniform,
)

SPLIT_THREE = Exercise(
    split_three,
    cases=_part_cases,
    hints=(
        "Shuffle the numbers of all examples once, then cut the row in two places, into three parts.",
        "rng.permutation(m) gives 0 … m − 1 in a random order. Slices such as order[:test] take a piece of it.",
        "The test gets order[:test], validation the next ones, order[test : test + validation], and training all from there on. Return training first.",
    ),
    words="One shuffled row, cut twice. Pieces of one row cannot overlap, and nothing is lost.",
    mistakes=(
        Mistake("not-shuffled", "rng.permutation(m)", "np.arange(m)",
                "The examples are taken in their order. If the data are sorted, by label say, the parts differ: shuffle them with rng."),
        Mistake("with-replacement", "rng.permutation(m)", "rng.integers(0, m, m)",
                "Some examples come twice and others not at all: each number was drawn without regard to the others. rng.permutation shuffles."),
        Mistake("shuffle-returns-nothing", "rng.permutation(m)", "rng.shuffle(np.arange(m))",
                "rng.shuffle shuffles an array where it stands, and returns nothing. rng.permutation(m) returns the shuffled numbers."),
        Mistake("counted-from-1", "rng.permutation(m)", "rng.permutation(m) + 1", "You count the examples from 1. Python counts from 0."),
        Mistake("own-seed", "rng.permutation(m)", "np.random.default_rng(0).permutation(m)",
                "You make a generator of your own with a fixed seed. Take the rng that is handed in."),
        Mistake("global", "rng.permutation(m)", "np.random.default_rng().permutation(m)",
                "Nobody can repeat your split: it does not come from rng. Take the rng that is handed in."),
        Mistake("validation-overlaps-test", "order[test : test + validation]", "order[:validation]",
                "Validation and test share examples. Then the search has seen the test set, and its word counts for nothing."),
        Mistake("training-overlaps-validation", "order[test + validation :]", "order[test:]",
                "The validation examples are in the training part too. A network that has seen them says nothing about new ones."),
        Mistake("training-overlaps-test", "order[test + validation :]", "np.append(order[test + validation :], order[:test])",
                "The test examples are in the training part too."),
        Mistake("training-has-all", "order[test + validation :]", "order", "Training gets all examples. It may have only those that the others leave."),
        Mistake("without-validation-size", "order[test : test + validation]", "order[test:validation]",
                "A slice a:b ends at place b; it does not hold b entries. Validation begins at test and ends at test + validation."),
        Mistake("training-first-without-sizes",
                "for_test = order[:test]\n    for_validation = order[test : test + validation]\n    for_training = order[test + validation :]",
                "n = m - validation - test\n    for_training = order[:n]\n    for_validation = order[n:validation]\n    for_test = order[validation:test]",
                "A slice a:b ends at place b; it does not hold b entries. Validation begins where training ends: where does it end itself?"),
        Mistake("one-lost", "order[test + validation :]", "order[test + validation + 1 :]", "One example is lost between two slices: b: begins at b itself."),
        Mistake("test-first", "return for_training, for_validation, for_test", "return for_test, for_validation, for_training",
                "The test part comes first. The order is: training, validation, test."),
        Mistake("test-second", "return for_training, for_validation, for_test", "return for_training, for_test, for_validation",
                "Validation and test have changed places: in their sizes, or in the return line."),
        Mistake("training-last", "return for_training, for_validation, for_test", "return for_validation, for_test, for_training",
                "The training part comes last. The order is: training, validation, test."),
        Mistake("two-parts", "return for_training, for_validation, for_test", "return for_training, for_test", "Three parts are wanted."),
        Mistake("sizes-returned", "return for_training, for_validation, for_test", "return len(for_training), len(for_validation), len(for_test)",
                "These are sizes. Return the numbers of the examples themselves."),
        Mistake("shuffled-three-times",
                "order[:test]\n    for_validation = order[test : test + validation]\n    for_training = order[test + validation :]",
                "rng.permutation(m)[:test]\n    for_validation = rng.permutation(m)[:validation]\n    for_training = rng.permutation(m)[test + validation :]",
                "You draw anew for each part, so that they overlap. Shuffle once, then cut."),
        nothing_returned("for_training, for_validation, for_test"),
    ),
    chapter=5,
    judge=judge_parts,
)

RANDOM_SEARCH = Exercise(
    random_search,
    cases=lambda: _searches(_bowl, (12, 4), (9, 5)) + _searches(_steep, (15, 3), (7, 0), (2, 31)),
    hints=(
        "Two things are carried along: the best point so far, and its cost. What are they before the first point?",
        "Begin with best = None and lowest = np.inf. Each time: draw a point, ask for its cost, and keep both if it is lower.",
        "if J < lowest: best, lowest = point, J. A comparison with NaN is always False, so that a diverged run is never kept.",
    ),
    words="Begin with infinity, which every cost beats. Each point that is better than all before it is kept with its cost. "
          "NaN is never less than anything, so the order of the comparison takes care of diverged runs.",
    mistakes=(
        Mistake("last-kept", "if J < lowest:", "if True:", "You keep the last point, not the best. When should a new one take the place of the old one?"),
        Mistake("highest", _LOOP, _LOOP.replace("np.inf", "-np.inf").replace("<", ">"),
                "You keep the highest cost. The lowest is the best."),
        Mistake("comparison-turned", "J < lowest", "J > lowest", "Nothing is ever kept: no cost is above infinity. Turn the comparison around."),
        Mistake("starts-at-0", "np.inf", "0", "Nothing is ever kept: no cost is below the 0 you begin with. Begin with what every cost beats."),
        Mistake("starts-at-1", "np.inf", "1", "You begin with 1, and a cost may well be above it. Begin with what every cost beats."),
        Mistake("starts-at-minus-infinity", "np.inf", "-np.inf", "Nothing is below minus infinity. Begin with what every cost beats."),
        Mistake("nan-wins", _LOOP, _ALL + "    best, lowest = points[np.argmin(costs)], min(costs, key=lambda J: (J == J, J))\n",
                "A diverged run wins: np.argmin takes NaN for the lowest. np.nanargmin passes over it."),
        Mistake("nan-first-stays", _LOOP,
                "    best = draw(rng)\n    lowest = cost(best)\n" + _LOOP.split("\n", 1)[1].replace("range(n)", "range(n - 1)"),
                "If the first point has diverged, it stays for ever, with min too: no cost is less than NaN. Begin with np.inf, or leave NaN out."),
        Mistake("nan-sorted", _LOOP, _ALL + "    lowest, _, best = sorted(zip(costs, range(n), points))[0]\n",
                "A diverged run wins, or stands in the way of the best: NaN is neither less nor more than a number, so it spoils the order. Leave it out first."),
        Mistake("nan-in-no-list", _LOOP, _ALL + "    best, lowest = points[costs.index(np.min(costs))], np.min(costs)\n",
                "A diverged run wins: np.min is NaN if one cost is. And NaN is found nowhere, for it is not even equal to itself. np.nanmin passes over it."),
        Mistake("nan-equals-none", _LOOP, _ALL + "    best, lowest = points[np.flatnonzero(costs == np.min(costs))[0]], np.min(costs)\n",
                "A diverged run wins: the lowest cost is NaN, and no cost is equal to it, not even NaN itself. np.nanmin passes over it."),
        Mistake("nan-replaces", "J < lowest", "not J >= lowest", "A diverged run takes the place of a good one: `not NaN >= x` is True. Ask whether J < lowest."),
        Mistake("nan-forgets", "        if J < lowest:\n            best, lowest = point, J\n",
                "        lowest = min(J, lowest)\n        if J == lowest:\n            best = point\n",
                "A diverged run wipes out what was lowest: min(J, lowest) is NaN where J is, and any cost comes after that. Ask whether J < lowest."),
        Mistake("drawn-once", "    for _ in range(n):\n        point = draw(rng)\n", "    point = draw(rng)\n    for _ in range(n):\n",
                "Only one point is ever drawn. Is the draw before the loop, or the return inside it?"),
        Mistake("own-generator", "point = draw(rng)", "point = draw(np.random.default_rng(0))",
                "You make a generator of your own. With a fixed seed all points are the same, and without one nobody can repeat your search: hand rng to draw."),
        Mistake("n-for-rng", "point = draw(rng)", "point = draw(n)", "draw takes the generator, not how many: draw(rng) gives one point each time."),
        Mistake("without-rng", "point = draw(rng)", "point = draw()", "draw needs the generator: draw(rng)."),
        Mistake("not-called", "point = draw(rng)", "point = draw", "draw is a function: call it with rng to get a point."),
        Mistake("one-short", "range(n)", "range(n - 1)", "You draw one point too few."),
        Mistake("one-more", "range(n)", "range(n + 1)", "You draw one point too many: the budget is n."),
        Mistake("over-a-number", "range(n)", "n", "n is a number. A loop that runs n times goes over range(n)."),
        Mistake("hard-coded-n", "range(n)", "range(10)", "You always draw 10 points. Use the argument n."),
        Mistake("first-better", "            best, lowest = point, J\n", "            best, lowest = point, J\n            break\n",
                "You stop at the first point that works. Go on: a later one may be better."),
        Mistake("cost-of-another", "J = cost(point)", "J = cost(draw(rng))", "The cost is that of another point. Ask for the cost of the point you have drawn."),
        Mistake("lowest-not-kept", "best, lowest = point, J", "best = point", "The lowest cost is never kept, so every point seems to be the best. Keep both."),
        Mistake("best-not-kept", "best, lowest = point, J", "lowest = J", "The best point is never kept, only its cost. Keep both."),
        Mistake("last-cost", "return best, lowest", "return best, J", "This is the cost of the last point. Return the lowest."),
        Mistake("last-point", "return best, lowest", "return point, lowest", "This is the last point. Return the best."),
        Mistake("swapped", "return best, lowest", "return lowest, best", "The two are in the wrong order. Return the point first."),
        Mistake("only-point", "return best, lowest", "return best", "Return its cost as well: best, lowest."),
        Mistake("only-cost", "return best, lowest", "return lowest", "Return the point as well: best, lowest."),
        Mistake("all-returned", _LOOP, _ALL + "    best, lowest = points, costs\n", "These are all of them. Return the best one and its cost."),
        Mistake("number-for-point", _LOOP, _ALL + "    best, lowest = np.nanargmin(costs), np.nanmin(costs)\n",
                "This is the number of the best point in the list. Return the point itself."),
        nothing_returned("best, lowest"),
    ),
    chapter=5,
    judge=judge_search,
)  # fmt: skip
