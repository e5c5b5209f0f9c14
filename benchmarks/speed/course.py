"""The workbook's own core: `course_lib.train` as a learner calls it, and the same steps in the form of the blackboard."""

import numpy as np

from benchmarks.speed.cases import SEED
from course_lib import train
from course_lib.network import Params, backpropagate, propagate
from course_lib.training import batches


def prepare(case):
    """A function that trains the case and returns its last weights."""
    return lambda: _last(case, case.params, case.learning_rate)


def prepare_stack(case, k):
    """The same for k networks at once."""
    params, rates = case.stack(k)
    return lambda: _last(case, params, rates)


def prepare_blackboard(case):
    """The same steps as `network` writes them for the reader, without the memory that `passes` keeps."""

    def run():
        params = case.params
        for _, (X, Y) in zip(range(case.steps), batches(case.X, case.Y, case.batch_size, np.random.default_rng(SEED))):
            gradients = backpropagate(case.net, params, propagate(case.net, params, X), Y)
            params = Params(*({l: P[l] - case.learning_rate * D[l] for l in P} for P, D in zip(params, gradients)))
        return params

    return run


def _last(case, params, learning_rate):
    plan = {"learning_rate": learning_rate, "steps": case.steps, "every": case.steps, "batch_size": case.batch_size, "rng": SEED}
    *_, last = train(case.net, params, case.X, case.Y, **plan)
    return last.params
