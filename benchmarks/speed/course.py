"""The workbook's own core, as a learner calls it: `course_lib.train`."""

from benchmarks.speed.cases import SEED
from course_lib import train


def prepare(case):
    """A function that trains the case and returns its last weights."""
    return lambda: _last(case, case.params, case.learning_rate)


def prepare_stack(case, k):
    """The same for k networks at once."""
    params, rates = case.stack(k)
    return lambda: _last(case, params, rates)


def _last(case, params, learning_rate):
    plan = {"learning_rate": learning_rate, "steps": case.steps, "every": case.steps, "batch_size": case.batch_size, "rng": SEED}
    *_, last = train(case.net, params, case.X, case.Y, **plan)
    return last.params
