"""Running a search: here, or on any `concurrent.futures.Executor`; records come as they are ready.

In come points, training and validation data; out come records, plain dicts. The unit of work is a stack of points of one shape,
divided in the same way wherever it runs, so the records are the same, bit for bit, except for their seconds.
"""

from queue import Empty, SimpleQueue

import numpy as np

from course_lib import checks
from course_lib.errors import in_words
from course_lib.losses import LOSS_OF_OUTPUT
from course_lib.search import journal
from course_lib.search.one_thread import one_thread
from course_lib.search.space import SETTINGS
from course_lib.search.stack import Budget, built, descent, finished, measured, stacks, trained
from course_lib.training import train

NO_NETWORK = ("diverged", "failed")
WAIT = 0.1  # seconds that a tick waits for an executor


def run(points, training, validation, **settings):
    """Train every point with early stopping; the records come one by one, as they are ready.

    All arguments are those of `ticks`, and checked at the call; nothing is trained until the first record is asked for.
    """
    return (record for records in ticks(points, training, validation, **settings) for record in records)


def ticks(points, training, validation, *, steps=2000, every=20, patience=10, executor=None, file=None):
    """The same in small slices of time, for a page that has to stay awake: a list of new records each, often empty.

    points: a list of dicts, from `grid` or `sample`
    training, validation: (X, Y) each; keep the test set for `final_test`
    steps: updates of a point at most
    every: updates between two checks of the validation cost; without an executor, a tick is one such distance in one stack
    patience: a point stops after so many checks in a row without a validation cost that is better by a thousandth
    executor: any concurrent.futures.Executor, also Dask's; a tick waits a tenth of a second for it. None computes here
    file: where records are appended; a search that was cut off goes on from it
    returns: an iterator of lists of records. A record holds point (its number), every setting, status (converged: no cost moves any
        more; stopped: only the training cost does; budget: out of steps; diverged; failed), steps, best_step, where the validation
        cost was lowest, the costs (without the L2 penalty) and accuracies there, seconds (its share of the stack's), and words if
        it failed. Of a diverged run, they are those at its end.
    raises: ValueError at the call for what cannot work, and for a file of another search; RuntimeError at the end if an executor lost
        points, all others being done
    """
    budget = Budget(steps, every, patience)
    for name, value in budget._asdict().items():
        checks.whole_number(name, value, 1)
    points = [_plain(point) for point in points]
    training, validation = _examined(points, training, validation)
    first = journal.title([SETTINGS | point for point in points], (*training, *validation), budget) if file else None
    done = journal.records(file, first) if file else []
    there = {record["point"] for record in done}
    parts = stacks(points, len(training[1]), training[0].shape[1])
    parts = [part for part in parts if not there.issuperset(dict(part))]  # whole stacks, so that no bit changes
    slices = _here(parts, training, validation, budget) if executor is None else _elsewhere(executor, parts, training, validation, budget)
    new = ([record for record in records if record["point"] not in there] for records in slices)
    return _noted(done, new, file, first) if file else new


def table(records):
    """A list of the records, the lowest validation cost first; diverged and failed ones last."""

    def place(record):
        good = record["status"] not in NO_NETWORK
        return not good, record["validation_cost"] if good else 0.0, record["point"]

    return sorted(records, key=place)


def retrain(record, training):
    """Train the point of a record again, up to its best step; returns its network and Params."""
    if record["status"] in NO_NETWORK:
        raise ValueError(f"point {record['point']} {record['status']}: choose one that did not")
    X, Y = training
    point = {name: record[name] for name in SETTINGS}
    net, params = built(point, X, Y)
    with one_thread():
        *_, last = train(net, params, X, Y, steps=record["best_step"], every=max(record["best_step"], 1), **descent(point))
    return net, last.params


def final_test(record, training, test):
    """Open the test set, once, for the point that was chosen: train it again and measure.

    record: the chosen one, mostly table(records)[0]
    training, test: (X, Y) each
    returns: the record with test_cost and test_accuracy
    """
    net, params = retrain(record, training)
    X, Y = test
    X = checks.examples(X, net.layers[0])
    J, share = measured(net, params, X, checks.labels(Y, net.layers[-1], X.shape[1], net.output))
    return record | {"test_cost": float(J), "test_accuracy": float(share)}


def _here(parts, *data):
    for part in parts:
        yield from trained(part, *data)


def _elsewhere(executor, parts, *data):
    ready, lost = SimpleQueue(), []
    waiting = {executor.submit(finished, part, *data): part for part in parts}
    try:
        for future in waiting:
            future.add_done_callback(ready.put)
        while waiting:
            try:
                future = ready.get(timeout=WAIT)
            except Empty:
                yield []
                continue
            part = waiting.pop(future)
            if problem := _problem(future):
                lost.append((part, problem))
            else:
                yield future.result()
    finally:
        for future in waiting:
            future.cancel()
    if lost:
        numbers = ", ".join(str(number) for part, _ in lost for number, _ in part)
        raise RuntimeError(f"the executor lost points {numbers} ({lost[0][1]}); with a file, the same search goes on from what is there")


def _problem(future):
    if future.cancelled():
        return "it was cancelled"
    return in_words(future.exception()) if future.exception() else None


def _noted(done, slices, file, first):
    with journal.opened(file, first) as target:
        yield done
        for records in slices:
            for record in records:
                journal.note(target, record)
            yield records


def _plain(point):
    for name in point:
        checks.one_of("a setting", name, SETTINGS)
    return {name: _simple(value) for name, value in point.items()}


def _simple(value):
    if isinstance(value, list | tuple):
        return tuple(_simple(part) for part in value)
    return value.item() if isinstance(value, np.generic) else value


def _examined(points, training, validation):
    """Both data sets as arrays that fit each other and the outputs of the points."""
    outputs = [name for name in LOSS_OF_OUTPUT if any((SETTINGS | point)["output"] == name for point in points)]
    n_x, n_y = (np.shape(part)[-2] if np.ndim(part) > 1 else 1 for part in training)
    examined = []
    for name, (X, Y) in (("training", training), ("validation", validation)):
        try:
            X = checks.examples(X, n_x)
            for output in outputs or ["linear"]:
                Y = checks.labels(Y, n_y, X.shape[-1], output)
        except ValueError as problem:
            raise ValueError(f"{name} data: {problem}") from None
        examined.append((X, Y))
    return examined
