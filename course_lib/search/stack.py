"""Points of one shape, trained side by side as one stack of networks; each leaves the stack when it is done.

In come numbered points, data and a budget; out come records, a list at each check, often empty. What comes out depends on
nothing else, so it is the same in whichever process it is computed. Trouble with a point is a record, never raised.
"""

import math
from time import perf_counter
from typing import NamedTuple

import numpy as np

from course_lib.errors import in_words
from course_lib.network import Network, initialize, mean_loss, propagate, share_right, stacked
from course_lib.passes import Passes, Theta, joined, parted, theta_of, with_ones
from course_lib.search.one_thread import one_thread
from course_lib.search.space import SETTINGS
from course_lib.training import batches, train, update

REST = 1e-3  # a cost that changes by a smaller share than this is at rest
MOST_RUNS, MOST_BYTES = 16, 2**18  # of a stack; past the size of the processor's cache, stacks gain nothing


class Budget(NamedTuple):
    """How long a point may train.

    steps: updates at most
    every: updates between two checks
    patience: checks in a row at which the validation cost may fail to improve
    """

    steps: int
    every: int
    patience: int


class Check(NamedTuple):
    """What is measured when training pauses."""

    step: int
    train_cost: float
    validation_cost: float
    train_accuracy: float
    validation_accuracy: float


class Run(NamedTuple):
    """One member of a stack.

    best: the Check with the lowest validation cost so far
    stale: checks since then
    status: how it ended, None while it goes on
    """

    number: int
    point: dict
    best: Check | None = None
    stale: int = 0
    seconds: float = 0.0
    status: str | None = None


class Stack(NamedTuple):
    """Where the k networks of a stack stand, and how each goes on.

    theta, velocity: of vectors (k, P), P the number of parameters of one network
    learning_rate, momentum, l2: (k, 1)
    """

    theta: Theta
    velocity: np.ndarray
    learning_rate: np.ndarray
    momentum: np.ndarray
    l2: np.ndarray


def stacks(points, n_y, m):
    """Divide points into lists of (number, point) that train as one stack; the same division wherever they run.

    n_y, m: rows of Y and examples
    """
    shapes = {}
    for number, point in enumerate(points):
        full = SETTINGS | point
        shared = [full[name] for name in ("layers", "hidden", "output", "batch_size")]
        drawn = None if full["batch_size"] is None else full["seed"]  # mini-batches are drawn once for the whole stack
        shapes.setdefault(repr((shared, drawn)), []).append((number, point))
    parts = []
    for same in shapes.values():
        k = _most_runs(SETTINGS | same[0][1], n_y, m)
        parts += [same[i : i + k] for i in range(0, len(same), k)]
    return sorted(parts, key=lambda part: part[0][0])


def _most_runs(point, n_y, m):
    try:
        widest = max((*point["layers"], n_y)) * min(m, point["batch_size"] or m)
        return max(1, min(MOST_RUNS, MOST_BYTES // (8 * widest)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 1  # settings that cannot work; training says so


def trained(numbered, training, validation, budget):
    """Train points of one shape until each is done.

    numbered: a list of (number, point)
    training, validation: X and Y
    returns: an iterator; each `next` trains for `budget.every` steps and hands out a list of the records of those that are done
    """
    left = dict(numbered)
    slices = _slices(numbered, training, validation, budget)
    try:
        while left:
            with np.errstate(over="ignore", invalid="ignore"), one_thread():
                records = next(slices)
            for record in records:
                del left[record["point"]]
            yield records
    except Exception as problem:  # what no check foresaw, such as memory that runs out
        yield [failed(number, point, problem) for number, point in left.items()]


def finished(numbered, training, validation, budget):
    """All records of `trained` at once: what an executor runs."""
    return [record for records in trained(numbered, training, validation, budget) for record in records]


def built(point, X, Y):
    """The network of a point and its first parameters.

    raises: what `Network`, `initialize` and `train` raise for settings that cannot work
    """
    net = Network((len(X), *point["layers"], len(Y)), hidden=point["hidden"], output=point["output"])
    params = initialize(net, point["initialization"], rng=point["seed"], scale=point["scale"])
    train(net, params, X, Y, steps=0, **descent(point))
    return net, params


def descent(point):
    """The settings of a point that `train` takes."""
    return {name: point[name] for name in ("learning_rate", "batch_size", "momentum", "l2")} | {"rng": point["seed"]}


def failed(number, point, problem):
    """The record of a point that raised."""
    nothing = Check(0, math.nan, math.nan, math.nan, math.nan)
    return record_of(Run(number, SETTINGS | point, nothing, status="failed"), 0, in_words(problem))


def record_of(run, steps, words=""):
    """A run as a plain dict: its number and settings, how it ended, its costs at `best_step`."""
    best = run.best._asdict()
    ended = {"status": run.status, "steps": steps, "best_step": best.pop("step")}
    return {"point": run.number, **run.point, **ended, **best, "seconds": run.seconds, "words": words}


def _slices(numbered, training, validation, budget):
    training, validation = ([np.array(part, dtype=float, order="F") for part in data] for data in (training, validation))
    runs, ready, refused = [], [], []
    for number, point in numbered:
        try:
            ready.append(built(SETTINGS | point, *training))
            runs.append(Run(number, SETTINGS | point))
        except Exception as problem:
            refused.append(failed(number, point, problem))
    yield refused
    if runs:
        net = ready[0][0]
        yield from _descended(runs, net, _stacked(net, runs, [params for _, params in ready]), training, validation, budget)


def _descended(runs, net, stack, training, validation, budget):
    began = perf_counter()
    shared = runs[0].point
    passes, inputs = Passes(net), with_ones(training[0], shared["batch_size"])
    drawn = batches(inputs, training[1], shared["batch_size"], np.random.default_rng(shared["seed"]))
    for step, (batch, Y) in zip(range(budget.steps + 1), drawn):
        if step % budget.every == 0 or step == budget.steps:
            checks = _checks(net, parted(stack.theta), step, training, validation)
            share = (perf_counter() - began) / len(runs)
            runs = [judged(run._replace(seconds=run.seconds + share), *check, budget) for run, check in zip(runs, checks)]
            yield [record_of(run, step) for run in runs if run.status]
            began = perf_counter()
            alive = [i for i, run in enumerate(runs) if not run.status]
            if not alive:
                return
            if len(alive) < len(runs):
                runs, stack, passes = [runs[i] for i in alive], _only(net, stack, alive), Passes(net)
        _step(passes, stack, batch, Y)


def judged(run, check, finite, budget):
    """A run after one more check: still going on, or done and how.

    finite: False when a parameter or a cost of the run is not finite any more
    """
    if not finite:
        return run._replace(best=check._replace(train_accuracy=math.nan, validation_accuracy=math.nan), status="diverged")
    if run.best is None or check.validation_cost < (1 - REST) * run.best.validation_cost:
        run = run._replace(best=check, stale=0)
    else:
        run = run._replace(stale=run.stale + 1)
    if run.stale >= budget.patience:
        at_rest = abs(check.train_cost - run.best.train_cost) <= REST * run.best.train_cost
        return run._replace(status="converged" if at_rest else "stopped")
    return run._replace(status="budget") if check.step == budget.steps else run


def _checks(net, params, step, training, validation):
    """(Check, whether all is finite) for each run."""
    columns = [measure for data in (training, validation) for measure in measured(net, params, *data)]
    finite = np.isfinite(columns[0] + columns[2])
    for tensors in params:
        for l in tensors:
            finite &= np.isfinite(tensors[l]).all(axis=(-2, -1))
    for J, share, J_validation, share_validation, good in zip(*(column.tolist() for column in columns), finite.tolist()):
        yield Check(step, J, J_validation, share, share_validation), good


def measured(net, params, X, Y):
    """Cost, without the L2 penalty, and accuracy (NaN for a linear output) of a network or of each in a stack."""
    cache = propagate(net, params, X)
    J = mean_loss(net, cache, Y)
    return J, (np.full(np.shape(J), math.nan) if net.output == "linear" else share_right(net, cache.A[net.L], Y))


def _stacked(net, runs, starts):
    theta = joined(net, stacked(starts), (len(runs),))
    columns = (np.array([[run.point[name]] for run in runs], dtype=float) for name in ("learning_rate", "momentum", "l2"))
    return Stack(theta, np.zeros_like(theta.vector), *columns)


def _only(net, stack, alive):
    theta, *others = stack
    return Stack(theta_of(net, theta.vector[alive]), *(array[alive] for array in others))


def _step(passes, stack, batch, Y):
    theta, velocity, learning_rate, momentum, l2 = stack
    momentum, l2 = (column if column.any() else 0.0 for column in (momentum, l2[..., None]))
    passes.forward(theta, batch)
    gradient = passes.gradient(theta, Y, l2)
    update(theta, gradient, velocity, learning_rate=learning_rate, momentum=momentum, out=theta)
