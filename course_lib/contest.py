"""Deep against wide at equal numbers of parameters, on tasks for which a deep solution is known, from several seeds at once.

In come a task, how wide, a start and seeds; out come two networks, their first weights as one stack of runs, and for each run how
far its answers are from right. Both networks can also start near the solution that was built by hand.
"""

from typing import NamedTuple

import numpy as np

from course_lib import checks, circuits, folded_line
from course_lib.network import Network, Params, initialize, propagate, stacked

STARTS = ("he", "he, kinks spread", "near the solution")


class Task(NamedTuple):
    """Something to learn.

    X: (n_x, m), between −1 and 1;  Y: (1, m);  margin: a run is right if all answers are less than that off
    solutions: {"deep": (Network, Params), "wide": (Network, Params)}, built by hand, right for every example
    """

    X: np.ndarray
    Y: np.ndarray
    margin: float
    solutions: dict


def folding_task(k):
    """The zigzag of k folds at 8 points a piece and at least 64, as regression."""
    m = max(64, 8 * 2**k)
    x = (np.arange(m) + 0.5)[None] / m  # (1, m)
    solutions = {"deep": _centred(*folded_line.deep_folds(k)), "wide": _centred(*folded_line.flat_folds(k))}
    return Task(2 * x - 1, folded_line.zigzag(x, k), 0.1, solutions)


def parity_task(n):
    """The parity of n bits, −1 for 0 and 1 for 1, on all 2ⁿ inputs, fewest ones first, as two classes."""
    bits = circuits.patterns(n)
    bits = bits[:, np.argsort(bits.sum(axis=0), kind="stable")]
    solutions = {"deep": circuits.relu_tree(n), "wide": circuits.relu_counting(n)}
    return Task(2.0 * bits - 1, circuits.parity(bits)[None].astype(float), 0.5, solutions)


TASKS = {"folding": folding_task, "parity": parity_task}


def networks(task, width):
    """Two ReLU networks with as equal numbers of parameters as can be.

    width: how many times as many hidden units the deep one has as the deep solution
    returns: {"deep": Network, "wide": Network}; the wide one has one hidden layer
    """
    checks.whole_number("width", width, 1)
    solution = task.solutions["deep"][0]
    n_x, *hidden, n_y = solution.layers
    deep = Network((n_x, *(width * n for n in hidden), n_y), hidden="relu", output=solution.output)
    units = max(1, round((deep.parameter_count - n_y) / (n_x + 1 + n_y)))
    return {"deep": deep, "wide": Network((n_x, units, n_y), hidden="relu", output=solution.output)}


def has_room(net, solution):
    """True if each layer has at least as many units as the solution's."""
    return net.L == solution[0].L and all(n >= needed for n, needed in zip(net.layers, solution[0].layers))


def first_params(net, solution, start, seeds, noise=0.0):
    """First weights for several runs, one a seed.

    start: one of STARTS. "he" has zero biases, so on a line all kinks of the first layer are in one place; "kinks spread" puts them at
        random places; "near the solution" adds normal noise to it, and is "kinks spread" where there is no room for it
    noise: the standard deviation of that noise
    returns: Params whose tensors have a leading axis, one entry a seed
    """
    checks.one_of("start", start, STARTS)
    near = start == STARTS[2] and has_room(net, solution)
    runs = [_near(net, solution[1], noise, seed) if near else _he(net, start != STARTS[0], seed) for seed in seeds]
    return stacked(runs)


def outputs(net, params, X):
    """ŷ of each run, (runs, 1, m), without a warning where a run has blown up."""
    with np.errstate(all="ignore"):
        return propagate(net, params, X).A[net.L]


def _he(net, spread, seed):
    rng = np.random.default_rng(seed)
    params = initialize(net, "he", rng=rng)
    if spread:
        places = rng.uniform(-1, 1, params.W[1].shape)  # one for each unit: there its z is 0
        params.b[1][:] = -(params.W[1] * places).sum(axis=1, keepdims=True)
    return params


def _near(net, solution, noise, seed):
    """The solution in the first units of each layer, nothing in the others, and noise on all of it."""
    rng = np.random.default_rng(seed)
    params = initialize(net, scale=noise, rng=rng)
    for l in params.W:
        params.b[l][:] = noise * rng.standard_normal(params.b[l].shape)
        for tensor, known in ((params.W[l], solution.W[l]), (params.b[l], solution.b[l])):
            tensor[: known.shape[0], : known.shape[1]] += known
    return params


def _centred(net, params):
    """The same network for inputs from −1 to 1 instead of from 0 to 1."""
    W, b = params
    return net, Params(W | {1: W[1] / 2}, b | {1: b[1] + W[1].sum(axis=1, keepdims=True) / 2})
