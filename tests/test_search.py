"""Search: what a space holds, how a point ends, the same records wherever they are computed, and a file to go on from."""

import inspect
import json
import math
import os
import pickle
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from search_tools import DATA, SPACE, TEST, same

from course_lib import Network, accuracy, cost, datasets, forward, initialize, search, train
from course_lib.network import penalty
from course_lib.search import Choice, Layers, LogRange, Range, Space, WholeRange, grid, grid_within, one_thread, running, sample, stack

POINTS = sample(SPACE, 40, rng=0)
HOW = {"steps": 200, "every": 10, "patience": 4}


@pytest.fixture(scope="module")
def here():
    return list(search.run(POINTS, *DATA, **HOW))


def one(point, data=DATA, **settings):
    (record,) = search.run([point], *data, **HOW | settings)
    return record


# The space


def test_a_grid_has_every_combination():
    points = grid(Space(learning_rate=LogRange(0.01, 1), hidden=Choice("tanh", "relu"), momentum=0.9), n=3)
    assert [(p["hidden"], p["momentum"]) for p in points] == [("tanh", 0.9), ("relu", 0.9)] * 3
    assert [p["learning_rate"] for p in points[::2]] == pytest.approx([0.01, 0.1, 1])


def test_the_sizes_of_grids_and_samples():
    assert Layers((0, 0), (1, 1)).values(2) == [()]
    rates = Space(learning_rate=LogRange(0.01, 1))
    assert (len(grid(rates)), len(grid(rates, 2)), len(sample(rates, 1))) == (3, 2, 1)
    five = {name: Range(0, 1) for name in ("learning_rate", "momentum", "l2", "scale", "seed")}
    assert len(grid(Space(**five), 10)) == 100_000  # the most there may be


def test_a_grid_within_a_budget():
    space = Space(learning_rate=LogRange(0.01, 1), layers=Layers((1, 2), (2, 6)), hidden=Choice("tanh", "relu"), seed=5)
    for most, rates, layers in ((4, [0.1], [(4,), (4, 4)]), (11, [0.01, 1], [(4,), (4, 4)]), (24, [0.01, 0.1, 1], [(2,), (6,), (2, 2), (6, 6)])):
        points = grid_within(space, most)
        assert [point["learning_rate"] for point in points[:: len(points) // len(rates)]] == pytest.approx(rates)
        assert list(dict.fromkeys(point["layers"] for point in points)) == layers
        assert len(points) == len(rates) * len(layers) * 2 <= most and {point["seed"] for point in points} == {5}
    with pytest.raises(ValueError, match="has 4 points, and most is 3"):
        grid_within(space, 3)


@pytest.mark.parametrize("most", range(1, 60))
def test_a_grid_within_a_budget_has_no_room_for_more(most):
    space = Space(momentum=Range(0, 0.9), batch_size=WholeRange(1, 3), l2=LogRange(1e-4, 1e-2))
    points = grid_within(space, most)
    counts = [len({point[name] for point in points}) for name in space.settings]
    assert len(points) == np.prod(counts) <= most
    assert all(len(points) // count * (count + 1) > most for count in (counts[0], counts[2]))


@pytest.mark.parametrize(
    ("way", "n", "expected"),
    [
        (Range(-1, 1), 5, [-1, -0.5, 0, 0.5, 1]),
        (LogRange(1e-3, 1e3), 3, [1e-3, 1, 1e3]),
        (WholeRange(2, 10), 3, [2, 6, 10]),
        (WholeRange(2, 3), 5, [2, 3]),
        (WholeRange(7, 7), 2, [7]),
        (Choice("a", None), 9, ["a", None]),
        (Layers((0, 2), (2, 8)), 2, [(), (2,), (8,), (2, 2), (8, 8)]),
    ],
)
def test_the_values_of_a_grid(way, n, expected):
    values = way.values(n)
    assert values == (pytest.approx(expected) if isinstance(values[0], float) else expected)
    assert not isinstance(way, WholeRange) or all(type(value) is int for value in values)


def test_what_is_drawn_lies_where_it_should():
    rng = np.random.default_rng(0)
    many = {way: [way.draw(rng) for _ in range(4000)] for way in (Range(-1, 3), LogRange(1e-4, 1), WholeRange(2, 5), Layers((1, 3), (2, 4)))}
    flat, logs, whole, layers = many.values()
    assert -1 <= min(flat) < -0.9 and 2.9 < max(flat) <= 3 and abs(np.mean(flat) - 1) < 0.1
    counts = np.histogram(np.log10(logs), bins=4, range=(-4, 0))[0]
    assert counts.sum() == 4000 and counts.min() > 850  # a quarter in each power of ten
    assert np.bincount(whole).tolist()[:2] == [0, 0] and min(np.bincount(whole)[2:]) > 850 and max(whole) == 5
    assert set(layers) == {(units,) * depth for units in (2, 3, 4) for depth in (1, 2, 3)}
    assert all(type(value) is float for value in flat + logs) and all(type(value) is int for value in whole)


def test_a_sample_is_the_same_for_the_same_seed_and_a_longer_one_begins_with_it():
    assert sample(SPACE, 30, rng=1) == sample(SPACE, 50, rng=1)[:30] != sample(SPACE, 30, rng=2)
    assert all(list(point) == list(SPACE.settings) for point in POINTS)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Space(learning_rat=1), "a setting is 'learning_rat'; it must be one of: layers, hidden"),
        (lambda: Choice(), r'^Choice\(\) has nothing to choose from; expected values: Choice\("tanh", "relu"\)$'),
        (lambda: Range("few", 1), "^low is 'few'; it must be a number"),
        (lambda: LogRange(1, 0.5), "^high is 0.5; it must be a number, finite and > 1"),
        (lambda: WholeRange(-1, 2), "^low is -1; it must be a whole number of at least 0"),
        (lambda: Layers((2, 1), (2, 4)), "^depth is 1; it must be a whole number of at least 2"),
        (lambda: Range(1, 1), "high is 1; it must be a number, finite and > 1"),
        (lambda: LogRange(0, 1), "low is 0; it must be a number, finite and > 0"),
        (lambda: WholeRange(3, 2), "high is 2; it must be a whole number of at least 3"),
        (lambda: Layers(3, (2, 4)), r"depth is 3; expected the fewest and the most, such as \(1, 3\)"),
        (lambda: Layers((1, 2), (0, 4)), "units is 0; it must be a whole number of at least 1"),
        (lambda: grid(SPACE, 1), "n is 1"),
        (lambda: grid_within(SPACE, 0), "most is 0; it must be a whole number of at least 1"),
        (lambda: grid(Space(learning_rate=LogRange(0.1, 1), momentum=Range(0, 0.9), l2=Range(0, 1)), 50), "125000 points; it must have at most"),
        (lambda: sample(SPACE, 0), "n is 0"),
    ],
)
def test_spaces_that_cannot_be_are_refused_in_words(make, words):
    with pytest.raises(ValueError, match=words):
        make()


# One point


def by_hand(point, steps, every):
    """Costs and accuracies at every check, from `train` and the checked functions."""
    point = search.SETTINGS | point
    (X, Y), (X_validation, Y_validation) = DATA
    net = Network((2, *point["layers"], 1), hidden=point["hidden"])
    start = initialize(net, point["initialization"], rng=point["seed"], scale=point["scale"])
    settings = {name: point[name] for name in ("learning_rate", "batch_size", "momentum", "l2")}
    for s in train(net, start, X, Y, steps=steps, every=every, rng=point["seed"], **settings):
        J = s.cost - penalty(s.params, point["l2"])
        J_validation = cost(net, forward(net, s.params, X_validation), Y_validation)
        yield s.step, J, J_validation, accuracy(net, s.params, X, Y), accuracy(net, s.params, X_validation, Y_validation)


@pytest.mark.parametrize(
    "point",
    [
        {"learning_rate": 2.0, "layers": (6,)},
        {"learning_rate": 0.5, "layers": (5, 3), "hidden": "relu", "momentum": 0.8, "l2": 0.01, "seed": 3},
        {"learning_rate": 0.5, "layers": (8,), "batch_size": 7, "momentum": 0.5, "seed": 1},
        {"learning_rate": 0.5, "layers": ()},
        {"learning_rate": 0.5, "scale": 0.1},
    ],
)
def test_a_record_is_what_train_gives_at_the_best_check(point):
    record = one(point)
    checks = list(by_hand(point, record["steps"], HOW["every"]))
    step, *measured = next(check for check in checks if check[0] == record["best_step"])
    names = ("train_cost", "validation_cost", "train_accuracy", "validation_accuracy")
    assert [record[name] for name in names] == pytest.approx(measured, rel=1e-9)
    assert record["validation_cost"] <= min(check[2] for check in checks) / (1 - stack.REST)
    assert step <= record["steps"] <= HOW["steps"] and record["words"] == ""
    assert {name: record[name] for name in search.SETTINGS} == search.SETTINGS | point


def judged(costs, patience=3, steps=100):
    """Status and the steps of end and best check for costs (train, validation) at steps 0, 10, 20 …"""
    run = stack.Run(0, {})
    for i, (J, J_validation) in enumerate(costs):
        run = stack.judged(run, stack.Check(10 * i, J, J_validation, 1.0, 1.0), math.isfinite(J), stack.Budget(steps, 10, patience))
        if run.status:
            return run.status, 10 * i, run.best.step
    return None, None, run.best.step


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([(0.7, 0.7), (0.5, 0.6), (0.4, 0.7), (0.3, 0.8), (0.2, 0.9)], ("stopped", 40, 10)),  # it learns by heart
        ([(0.7, 0.7), (0.5, 0.6), (0.5, 0.6), (0.5, 0.6), (0.5, 0.6)], ("converged", 40, 10)),
        ([(0.7, 0.7), (0.5, 0.6), (0.5, 0.6), (0.5, 0.6), (0.501, 0.6)], ("stopped", 40, 10)),  # by two thousandths of itself
        ([(0.7, 0.7), (0.5, 0.6), (0.5, 0.7), (0.5, 0.7), (0.4, 0.5)], (None, None, 40)),  # just in time
        ([(0.7 - 0.05 * i, 0.7 - 0.05 * i) for i in range(11)], ("budget", 100, 100)),
        ([(0.7, 0.7), (0.5, 0.5), (math.nan, math.nan)], ("diverged", 20, 20)),
    ],
)
def test_how_a_run_ends(costs, expected):
    assert judged(costs) == expected


def test_what_has_diverged_has_no_accuracy():
    check = stack.Check(5, math.inf, 0.5, 1.0, 1.0)
    best = stack.judged(stack.Run(0, {}), check, False, stack.Budget(10, 5, 1)).best
    assert best[:3] == check[:3] and math.isnan(best.train_accuracy) and math.isnan(best.validation_accuracy)


def test_the_seconds_of_all_points_are_not_more_than_the_whole():
    began = perf_counter()
    seconds = [record["seconds"] for record in search.run(POINTS[:8], *DATA, **HOW)]
    assert min(seconds) > 0 and sum(seconds) <= perf_counter() - began


def test_patience_stops_a_run_early(here):
    stopped = [r for r in here if r["status"] in ("stopped", "converged")]
    assert len(stopped) > 5
    assert all(r["steps"] == r["best_step"] + HOW["patience"] * HOW["every"] for r in stopped)
    assert all(r["steps"] == HOW["steps"] for r in here if r["status"] == "budget")


def test_a_point_that_diverges_is_a_record():
    points = [{"output": "linear", "learning_rate": rate, "hidden": "relu"} for rate in (0.01, 100.0)]
    good, bad = search.table(search.run(points, *DATA, **HOW))
    assert (good["status"], bad["status"], bad["point"], bad["words"]) == ("budget", "diverged", 1, "")
    assert not math.isfinite(bad["train_cost"]) and bad["best_step"] == bad["steps"] < HOW["steps"]
    assert math.isnan(good["validation_accuracy"])  # a number is predicted: there is nothing to count


def test_infinite_weights_are_divergence_even_where_the_costs_stay_finite():
    net = Network((2, 3, 1))
    W, b = (dict(tensors) for tensors in initialize(net, rng=np.random.default_rng(0)))
    W[1] = np.stack([W[1], np.full((3, 2), np.inf)])  # tanh makes 1 of it
    data = (np.ones((2, 4)), np.ones((1, 4)))
    with np.errstate(invalid="ignore"):
        (_, fine), (bad, finite) = stack._checks(net, (W, b), 0, data, data)
    assert fine and not finite and math.isfinite(bad.train_cost)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ({"learning_rate": -1.0}, "learning_rate is -1.0; it must be a number, finite and > 0"),
        ({"hidden": "tan"}, "hidden is 'tan'"),
        ({"layers": (3, 0)}, "layers"),
        ({"layers": 3}, "TypeError"),
        ({"batch_size": 0}, "batch_size is 0"),
        ({"batch_size": "all"}, "batch_size is 'all'"),
        ({"momentum": 1.0}, "momentum is 1.0"),
        ({"l2": -0.1}, "l2 is -0.1"),
        ({"initialization": "best"}, "initialization is 'best'"),
        ({"seed": -1}, "ValueError"),
    ],
)
def test_a_point_that_cannot_work_is_a_record_with_the_words_and_harms_no_other(point, words):
    bad, good = search.run([point, {}], *DATA, **HOW)
    if bad["point"]:
        bad, good = good, bad
    assert bad["status"] == "failed" and bad["words"].startswith(words) and good["status"] != "failed"
    assert bad["steps"] == bad["best_step"] == 0 and list(bad) == list(good)
    assert all(math.isnan(bad[f"{part}_{name}"]) for part in ("train", "validation") for name in ("cost", "accuracy"))
    assert same([good], [one({}) | {"point": 1}])
    assert search.table([bad, good]) == [good, bad]


def test_what_no_check_foresaw_is_a_record_too(monkeypatch):
    calls = []

    def out_of_memory(*args, **settings):
        calls.append(1)
        if len(calls) > 30:
            raise MemoryError("too large")
        return real(*args, **settings)

    real = stack.update
    monkeypatch.setattr(stack, "update", out_of_memory)
    records = list(search.run([{}, {"learning_rate": -1}, {"layers": (5,)}], *DATA, **HOW))
    assert {r["point"]: r["words"] for r in records}.keys() == {0, 1, 2}
    assert [r["words"].split()[0] for r in sorted(records, key=lambda r: r["point"])] == ["MemoryError:", "learning_rate", "MemoryError:"]


# Data that cannot work, and arguments


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"training": (DATA[0].X.T, DATA[0].Y)}, "training data: Y has shape"),
        ({"training": (DATA[0].X, DATA[0].Y[0])}, r"training data: Y has shape \(60,\); expected \(1, 60\)"),
        ({"validation": (DATA[1].X[:1], DATA[1].Y)}, r"validation data: X has shape \(1, 30\); expected \(2, m\)"),
        ({"validation": (DATA[1].X, 2 * DATA[1].Y - 1)}, "validation data: Y holds -1, 1"),
        ({"training": (np.full((2, 4), np.nan), np.zeros((1, 4)))}, "training data: X holds nan"),
        ({"steps": 0}, "steps is 0"),
        ({"every": 0}, "every is 0"),
        ({"patience": 0.5}, "patience is 0.5"),
        ({"points": [{"learningrate": 1}]}, "a setting is 'learningrate'"),
    ],
)
def test_what_is_wrong_for_all_points_is_refused_at_the_call(change, words):
    arguments = {"points": [{}], "training": DATA[0], "validation": DATA[1]} | change
    with pytest.raises(ValueError, match=words):
        search.run(**arguments)


def test_nothing_runs_until_asked_and_no_argument_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(stack, "update", None)
    X, Y = DATA[0].X.copy(), DATA[0].Y.copy()
    points = [{"layers": [3], "learning_rate": np.float64(0.1)}]
    search.run(points, (X, Y), DATA[1], file=tmp_path / "new.jsonl")
    assert points == [{"layers": [3], "learning_rate": 0.1}] and not list(tmp_path.iterdir())
    assert np.array_equal(X, DATA[0].X) and np.array_equal(Y, DATA[0].Y)


def test_no_points_give_no_records_whatever_the_labels():
    assert list(search.run([], *datasets.housing(m=40, rng=0).split())) == []


def test_numpy_numbers_and_lists_will_do():
    plain = one({"layers": (3,), "learning_rate": 0.5, "seed": 1})
    record = one({"layers": [np.int64(3)], "learning_rate": np.float64(0.5), "seed": np.int32(1)})
    assert same([plain], [record]) and type(record["seed"]) is int


def test_softmax_and_numbers_are_searched_too():
    training, validation = datasets.digits().split(0.3)[0].split(0.3)
    record = one({"output": "softmax", "layers": (12,), "learning_rate": 1.0}, (training, validation), steps=60, every=20)
    assert record["validation_accuracy"] > 0.8
    record = one({"output": "linear", "hidden": "relu", "layers": (8,), "learning_rate": 0.1}, datasets.housing(m=200, rng=0).split(), steps=400)
    assert record["validation_cost"] < 0.05


# Stacks


def test_points_of_one_shape_share_a_stack_and_only_they():
    points = [{"layers": (2,)}, {"layers": (3,)}, {"layers": (2,), "momentum": 0.5, "l2": 0.1, "seed": 4, "initialization": "xavier"}]
    points += [{"layers": (2,), "batch_size": 8}, {"layers": (2,), "batch_size": 8, "seed": 1}, {"layers": (2,), "hidden": "relu"}]
    assert [[number for number, _ in part] for part in stack.stacks(points, 1, 60)] == [[0, 2], [1], [3], [4], [5]]


def test_stacks_are_smaller_where_networks_are_larger():
    def sizes(layers, m, k=40):
        return [len(part) for part in stack.stacks([{"layers": layers}] * k, 1, m)]

    assert sizes((4,), 300) == [16, 16, 8]
    assert sizes((16,), 512) == [4] * 10 and sizes((2, 16), 512) == [4] * 10
    assert sizes((200,), 5000, 3) == [1] * 3
    assert [len(part) for part in stack.stacks([{"layers": (16,), "batch_size": 32}] * 16, 1, 5000)] == [16]


def test_a_stack_gives_what_each_point_gives_alone():
    points = [point | {"learning_rate": point["learning_rate"] ** 0.3, "initialization": "he"} for point in POINTS]  # none is wild
    assert max(map(len, stack.stacks(points, 1, DATA[0].m))) > 3
    together = sorted(search.run(points, *DATA, **HOW), key=lambda record: record["point"])
    for record, point in zip(together, points):
        alone = one(point)
        assert [record[name] for name in ("status", "steps", "best_step")] == [alone[name] for name in ("status", "steps", "best_step")]
        assert record["validation_cost"] == pytest.approx(alone["validation_cost"], rel=1e-9)


def test_whole_numbers_of_any_size_are_learning_rates():
    whole, real = (list(search.run([{"learning_rate": kind(10**30)}], *DATA, **HOW)) for kind in (int, float))
    assert whole[0]["status"] == real[0]["status"] != "failed" and whole[0]["steps"] == real[0]["steps"]


def test_those_that_are_done_leave_the_stack(monkeypatch):
    sizes = []
    real = stack.update

    def spy(theta, *rest, **settings):
        sizes.append(len(theta.vector))
        return real(theta, *rest, **settings)

    monkeypatch.setattr(stack, "update", spy)
    points = [{"learning_rate": rate} for rate in (0.01, 30.0, 0.02)]
    records = list(search.run(points, *DATA, **HOW))
    early = [r for r in records if r["steps"] < HOW["steps"]]
    assert [r["point"] for r in early] == [1] and records[0] == early[0]
    assert sizes == [3] * early[0]["steps"] + [2] * (HOW["steps"] - early[0]["steps"])


# The same wherever it runs


class Task(Future):
    """Computed once the last of `tasks` is listened to, the last one first; pickled in between, as on its way to a process."""

    def __init__(self, tasks, *work):
        super().__init__()
        self.tasks, self.work = tasks, pickle.dumps(work)
        tasks.append(self)

    def add_done_callback(self, callback):
        super().add_done_callback(callback)
        if self is self.tasks[-1]:
            for task in reversed(self.tasks):
                task.compute()

    def compute(self):
        function, *arguments = pickle.loads(self.work)
        self.set_result(function(*arguments))


class LastFirst:
    def __init__(self):
        self.tasks = []

    def submit(self, *work):
        return Task(self.tasks, *work)


def test_records_are_the_same_bit_for_bit_in_processes_threads_and_any_order(here):
    with ProcessPoolExecutor(2) as pool:
        assert same(search.run(POINTS, *DATA, **HOW, executor=pool), here)
    with ThreadPoolExecutor(4) as pool:
        assert same(search.run(POINTS, *DATA, **HOW, executor=pool), here)
    backwards = list(search.run(POINTS, *DATA, **HOW, executor=LastFirst()))
    assert same(backwards, here) and [r["point"] for r in backwards] != [r["point"] for r in here]
    assert len(here) == len(POINTS) and len({r["status"] for r in here}) >= 3


def test_the_number_of_blas_threads_changes_no_bit_and_is_given_back():
    script = """
        from course_lib import datasets, search
        from course_lib.search import one_thread
        threads = lambda: [pool["num_threads"] for pool in one_thread._controller().info()]
        before = threads()
        ticks = search.ticks([{"layers": (64, 32), "output": "softmax"}], *datasets.digits().split(0.3), steps=30, every=10)
        records = [r | {"seconds": 0} for records in ticks for r in records if threads() == before]
        print(before, records)
    """
    told = [
        subprocess.run([sys.executable, "-c", textwrap.dedent(script)], env=os.environ | {"OMP_NUM_THREADS": n, "OPENBLAS_NUM_THREADS": n},
                       capture_output=True, text=True, check=True).stdout.partition("] ")
        for n in "14"
    ]
    assert told[0][2] == told[1][2] and "softmax" in told[0][2]


def test_blas_threads_are_given_back_by_the_last_to_leave():
    controller = one_thread._controller()

    def threads():
        return {pool["num_threads"] for pool in controller.info() if pool["user_api"] == "blas"}

    with controller.limit(limits=2, user_api="blas"):
        outside, first, second = threads(), one_thread.one_thread(), one_thread.one_thread()
        first.__enter__(), second.__enter__()
        assert threads() <= {1}
        first.__exit__(None, None, None)
        assert threads() <= {1}
        second.__exit__(None, None, None)
        assert threads() == outside


def test_a_broken_pool_loses_only_what_it_had_and_says_so(tmp_path, here):
    class Breaks(LastFirst):
        def submit(self, *work):
            task = super().submit(*work)
            if len(self.tasks) == 2:
                task.compute = lambda: task.set_exception(BrokenProcessPool("a worker died"))
            if len(self.tasks) == 3:
                task.compute = task.cancel
            return task

    file, records = tmp_path / "s.jsonl", []
    parts = stack.stacks(POINTS, 1, DATA[0].m)
    lost = [number for part in (parts[2], parts[1]) for number, _ in part]
    with pytest.raises(RuntimeError, match=f"lost points {', '.join(map(str, lost))} .it was cancelled.; with a file"):
        for record in search.run(POINTS, *DATA, **HOW, file=file, executor=Breaks()):
            records.append(record)
    assert {r["point"] for r in records} == set(range(len(POINTS))) - set(lost)
    assert same(search.run(POINTS, *DATA, **HOW, file=file), here)


def test_closing_cancels_what_waits():
    class Never(LastFirst):
        def submit(self, *task):
            self.tasks.append(Future())
            return self.tasks[-1]

    executor = Never()
    ticks = search.ticks(POINTS, *DATA, **HOW, executor=executor)
    assert next(ticks) == next(ticks) == []
    ticks.close()
    assert executor.tasks and all(task.cancelled() for task in executor.tasks)


def test_ticks_are_small_and_hold_the_same_records(here):
    ticks = list(search.ticks(POINTS, *DATA, **HOW))
    assert same([record for records in ticks for record in records], here)
    checks = HOW["steps"] // HOW["every"] + 1
    assert len(POINTS) < len(ticks) <= (checks + 1) * len(stack.stacks(POINTS, 1, DATA[0].m))


def test_between_two_ticks_the_callers_settings_hold():
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        mine = np.geterr()
        for _ in search.ticks([{"learning_rate": 100.0, "output": "linear", "hidden": "relu"}], *DATA, **HOW):
            assert np.geterr() == mine


def test_it_runs_where_there_are_no_processes_and_no_threads_to_limit(tmp_path):
    script = """
        import sys
        for name in ("concurrent", "multiprocessing", "_multiprocessing", "subprocess", "asyncio", "threadpoolctl"):
            sys.modules[name] = None
        from course_lib import datasets, search
        (record,) = search.run([{}], *datasets.moons(rng=0).split(), steps=50, file="s.jsonl")
        print(record["status"], len(open("s.jsonl").readlines()))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == "budget 2\n", done.stderr


# The file


def test_a_search_that_was_cut_off_goes_on(tmp_path, here, monkeypatch):
    file = tmp_path / "s.jsonl"
    records = search.run(POINTS, *DATA, **HOW, file=file)
    parts = [{number for number, _ in part} for part in stack.stacks(POINTS, 1, DATA[0].m)]
    some = []
    while not any(0 < len(part & {r["point"] for r in some}) < len(part) for part in parts):
        some.append(next(records))  # until a stack is half done
    title, *lines = map(json.loads, file.read_text().splitlines())  # it is there at once
    assert title["search"]["steps"] == 200 and len(lines) >= len(some)
    assert same([line | {"layers": tuple(line["layers"])} for line in lines[: len(some)]], some)
    records.close()
    again, trained = [], running.trained
    monkeypatch.setattr(running, "trained", lambda part, *data: again.append(set(dict(part))) or trained(part, *data))
    whole = list(search.run(POINTS, *DATA, **HOW, file=file))
    assert same(whole, here) and repr(whole[: len(some)]) == repr(some)
    assert again == [part for part in parts if part - {r["point"] for r in lines}]  # whole stacks
    assert len(file.read_text().splitlines()) == len(POINTS) + 1
    assert repr(list(search.run(POINTS, *DATA, **HOW, file=file, executor=LastFirst()))) == repr(whole)  # nothing is left to do


@pytest.mark.parametrize("cut", [1, 10, 200])
def test_a_half_written_last_line_is_dropped(tmp_path, here, cut):
    file = tmp_path / "s.jsonl"
    list(search.run(POINTS, *DATA, **HOW, file=file))
    file.write_bytes(file.read_bytes()[:-cut])
    assert same(search.run(POINTS, *DATA, **HOW, file=file), here)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert sorted(line["point"] for line in lines[1:]) == list(range(len(POINTS)))


def test_a_first_line_that_was_cut_off_is_written_again(tmp_path):
    file = tmp_path / "s.jsonl"
    list(search.run([{}], *DATA, **HOW, file=file))
    whole = file.read_bytes()
    for cut in (b"", whole[:20]):
        file.write_bytes(cut)
        list(search.run([{}], *DATA, **HOW, file=file))
        assert file.read_bytes().startswith(whole.splitlines()[0] + b"\n")


def test_what_is_not_finite_comes_back(tmp_path):
    file, points = tmp_path / "s.jsonl", [{"learning_rate": 100.0, "output": "linear", "hidden": "relu"}, {"l2": -1}]
    first, again = (list(search.run(points, *DATA, **HOW, file=file)) for _ in "12")
    assert repr(first) == repr(again) and {r["status"] for r in again} == {"diverged", "failed"}
    assert any(math.isnan(r["train_cost"]) for r in again)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points": POINTS[:39]}, "with other points"),
        ({"training": TEST}, "with other data"),
        ({"validation": TEST, "steps": 201}, "with other data, another number of steps"),
        ({"every": 5, "patience": 5}, "with another distance between checks, another patience"),
    ],
)
def test_the_file_of_another_search_is_refused_and_left_alone(tmp_path, change, words):
    file = tmp_path / "s.jsonl"
    arguments = {"points": POINTS, "training": DATA[0], "validation": DATA[1], "file": file} | HOW
    next(search.run(**arguments))
    before = file.read_bytes()
    with pytest.raises(ValueError, match=f"s.jsonl is of another search, {words}: choose another name"):
        search.run(**arguments | change)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", ["Dear diary", "Dear diary\n", '{"a": 1}\n', "[]\n", '{"search": 1}\n', "\n"])
def test_a_file_that_is_no_search_is_refused_and_left_alone(tmp_path, content):
    file = tmp_path / "diary.txt"
    file.write_text(content)
    with pytest.raises(ValueError, match="diary.txt is not the file of a search"):
        search.run(POINTS, *DATA, **HOW, file=file)
    assert file.read_text() == content


def test_a_line_that_was_changed_is_refused(tmp_path):
    file = tmp_path / "s.jsonl"
    list(search.run([{}], *DATA, **HOW, file=file))
    file.write_text(file.read_text() + "{broken\n")
    with pytest.raises(ValueError, match="or was changed"):
        search.run([{}], *DATA, **HOW, file=file)


SCRIPT = """
    import signal
    import sys
    from concurrent.futures import ProcessPoolExecutor
    from course_lib import search
    from search_tools import DATA, SPACE
    if __name__ == "__main__":
        signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
        executor = ProcessPoolExecutor(2) if sys.argv[2] == "pool" else None
        points = search.sample(SPACE, 300, rng=0)
        try:
            for record in search.run(points, *DATA, steps=400, every=10, patience=10**6, file=sys.argv[1], executor=executor):
                print(record["point"], flush=True)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a group of processes")
@pytest.mark.parametrize("where", ["here", "pool"])
def test_ctrl_c_keeps_what_is_done(tmp_path, where):
    (tmp_path / "run.py").write_text(textwrap.dedent(SCRIPT))
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    command = [sys.executable, str(tmp_path / "run.py"), str(tmp_path / "s.jsonl"), where]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}, **how) as process:
        told = [process.stdout.readline() for _ in range(5)]
        os.killpg(process.pid, signal.SIGINT)  # workers get it too, as from a keyboard
        rest, errors = process.communicate(timeout=60)
    told += rest.splitlines(keepends=True)
    assert told[-1] == "interrupted\n" and process.returncode == 0, errors
    numbers = [json.loads(line)["point"] for line in (tmp_path / "s.jsonl").read_text().splitlines()[1:]]
    assert set(map(int, told[:-1])) <= set(numbers) and 5 <= len(numbers) < 300
    points = search.sample(SPACE, 300, rng=0)
    records = islice(search.run(points, *DATA, steps=400, every=10, patience=10**6, file=tmp_path / "s.jsonl"), len(numbers))
    assert [r["point"] for r in records] == numbers


# The table, and the end


def test_the_table_has_the_best_first_and_pandas_reads_it(here):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.DataFrame(search.table(here))
    costs = frame["validation_cost"][frame["status"] != "diverged"]
    assert costs.is_monotonic_increasing and 30 < len(costs) < len(frame) == len(POINTS)
    assert frame["learning_rate"].dtype == float and frame["steps"].dtype.kind == "i"


def test_the_table_is_a_list_of_all_records(here):
    records = search.table(iter(here))
    costs = [r["validation_cost"] for r in records if r["status"] != "diverged"]
    assert costs == sorted(costs) and sorted(r["point"] for r in records) == list(range(len(POINTS)))
    assert {r["status"] for r in records[len(costs) :]} == {"diverged"}


def test_what_gave_no_network_comes_last_in_the_order_of_its_points():
    endings = [("diverged", 0.1), ("failed", math.nan), ("diverged", 0.05), ("budget", 0.5), ("stopped", 0.4)]
    records = [{"point": number, "status": status, "validation_cost": J} for number, (status, J) in enumerate(endings)]
    assert [record["point"] for record in search.table(reversed(records))] == [4, 3, 0, 1, 2]


def test_prices_have_a_final_test_too():
    training, test = datasets.housing(m=60, rng=0).split()
    record = one({"output": "linear", "hidden": "relu", "learning_rate": 0.1}, (training, training))
    tested = search.final_test(record, training, test)
    net, params = search.retrain(record, training)
    assert tested["test_cost"] == cost(net, forward(net, params, test.X), test.Y) and math.isnan(tested["test_accuracy"])


def test_retraining_gives_the_network_of_the_record(here):
    best = search.table(here)[0]
    net, params = search.retrain(best, DATA[0])
    assert cost(net, forward(net, params, DATA[1].X), DATA[1].Y) == pytest.approx(best["validation_cost"], rel=1e-9)
    assert accuracy(net, params, *DATA[1]) == best["validation_accuracy"]


def test_the_final_test_is_measured_on_the_test_set(here):
    best = search.table(here)[0]
    net, params = search.retrain(best, DATA[0])
    tested = search.final_test(best, DATA[0], TEST)
    assert tested["test_cost"] == pytest.approx(cost(net, forward(net, params, TEST.X), TEST.Y), rel=1e-9)
    assert tested["test_accuracy"] == accuracy(net, params, *TEST)
    assert {name: tested[name] for name in best} == best
    assert search.final_test(best | {"best_step": 0}, DATA[0], TEST)["test_cost"] > tested["test_cost"]


def test_the_search_cannot_see_a_test_set():
    assert not [name for name in inspect.signature(search.ticks).parameters if "test" in name]


@pytest.mark.parametrize("status", ["diverged", "failed"])
def test_there_is_no_final_test_of_a_point_without_a_network(here, status):
    with pytest.raises(ValueError, match=f"{status}: choose one that did not"):
        search.final_test(here[0] | {"status": status}, DATA[0], TEST)
