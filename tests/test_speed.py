"""The speed comparison can fail: other weights, two threads and missed targets are found; without PyTorch and JAX it says so."""

import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.speed import cases, clock, course, limit, measured, report, targets, textbook, with_sklearn  # noqa: E402
from benchmarks.speed.clock import Times, Unequal, compare, timed  # noqa: E402
from benchmarks.speed.picture import slope  # noqa: E402

SMALL = cases.small((2, 4, 3, 1), m=30, steps=6)
IMAGES = cases.random_images((12, 5, 4, 1), 40, steps=8, batch_size=10)
HERE = {"textbook": textbook, "sklearn": with_sklearn, "limit": limit}


@pytest.mark.parametrize("case", [SMALL, IMAGES, replace(cases.digits(), steps=3)], ids=["full batch", "mini-batches", "softmax"])
@pytest.mark.parametrize("way", HERE)
def test_all_ways_arrive_at_the_weights_of_the_course(way, case):
    expected = course.prepare(case)()
    run = HERE[way].prepare(case)
    run()
    assert compare(way, run(), expected) < 1e-12
    assert all(not np.array_equal(expected.W[l], case.params.W[l]) for l in expected.W)


@pytest.mark.parametrize("case", [SMALL, IMAGES], ids=["full batch", "mini-batches"])
def test_the_form_of_the_blackboard_arrives_there_too(case):
    assert compare("blackboard", course.prepare_blackboard(case)(), course.prepare(case)()) < 1e-12


def test_a_stack_is_trained_as_its_networks_would_be_alone():
    params, rates = SMALL.stack(3)
    last = course.prepare_stack(SMALL, 3)()
    for run in range(3):
        alone = course._last(SMALL, type(params)(*({l: T[l][run] for l in T} for T in params)), rates[run].item())
        assert compare("stack", type(last)(*({l: T[l][run] for l in T} for T in last)), alone) < 1e-12


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda W: W + 1e-3, "differs by up to 0.001"),
        (lambda W: W * np.nan, "differs by up to nan"),
        (lambda W: W.astype(np.float32), "float32"),
        (lambda W: W.T, "not float64"),
    ],
)
def test_other_weights_stop_the_comparison(change, words):
    first = course.prepare(SMALL)()
    other = type(first)(first.W | {2: change(first.W[2])}, first.b)
    with pytest.raises(Unequal, match=words):
        timed({"course": lambda: first, "other": lambda: other}, 6, 1)
    with pytest.raises(Unequal, match="layers"):
        compare("other", type(first)({1: first.W[1]}, first.b), first)


def test_a_way_that_uses_two_threads_stops_the_comparison(monkeypatch):
    first = course.prepare(SMALL)()
    monkeypatch.setattr(clock, "process_time", lambda: 2 * perf_counter())
    with pytest.raises(Unequal, match=r"2\.0 threads"):
        timed({"course": lambda: course.prepare(SMALL)() and first}, 6, 3)


def times(**seconds):
    return Times(100, {way: np.array(each) for way, each in seconds.items()}, {way: np.ones(len(each)) for way, each in seconds.items()})


def test_ratios_are_taken_round_by_round():
    measured_times = times(course=[0.1, 0.2, 0.4], torch=[1.0, 4.0, 2.0])
    assert measured_times.microseconds("course") == pytest.approx(2000)
    assert measured_times.ratio("torch", "course") == pytest.approx((10, 7.5, 15))


def test_a_target_is_met_or_missed_or_says_what_is_not_installed():
    ten = targets.Target("2-4-1", "torch", "course", 10)
    assert targets.verdict(ten, times(course=[0.1], torch=[1.1]))[0] == "met"
    assert targets.verdict(ten, times(course=[0.1], torch=[0.9]))[0] == "missed"
    assert targets.verdict(ten, times(course=[0.1])) == ("not installed", None)
    near = targets.Target("2-4-1", "course", "limit", most=1.15)
    assert targets.verdict(near, times(course=[0.114], limit=[0.1]))[0] == "met"
    assert targets.verdict(near, times(course=[0.116], limit=[0.1]))[0] == "missed"


def test_what_the_preallocated_step_would_have_reached_stands_beside():
    seen = times(course=[0.2], limit=[0.1], textbook=[0.3], products=[0.05])
    assert targets.at_best(targets.Target("", "textbook", "course", 1.4), seen)[0] == pytest.approx(3)
    assert targets.at_best(targets.Target("", "course", "products", most=1.15), seen)[0] == pytest.approx(2)
    assert targets.at_best(targets.Target("", "course", "limit", most=1.15), seen) is None


def test_a_library_that_is_missing_is_named_and_any_other_error_is_not_hidden(monkeypatch):
    for name in ("torch", "jax"):
        monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.delitem(sys.modules, f"benchmarks.speed.with_{name}", raising=False)
    assert set(measured.installed()) == {"course", "textbook", "sklearn", "limit"}
    assert "not installed" in report._times({"2-4-1": times(course=[0.1], textbook=[0.2], sklearn=[0.3], limit=[0.1], products=[0.1])})
    monkeypatch.setitem(measured.WAYS, "other", ("with_nothing", "other"))
    with pytest.raises(ModuleNotFoundError, match="with_nothing"):
        measured.installed()


def test_slopes_are_those_of_the_largest_sizes():
    sizes = np.array([1, 10, 100, 1000])
    assert slope(sizes, 5.0 * sizes**2) == pytest.approx(2)
    assert slope(sizes, np.array([1000, 10, 100, 1000])) == pytest.approx(1)


def test_the_table_of_the_readme_is_written_between_its_marks(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- speed -->\nold\n<!-- /speed -->\nafter\n")
    report.refresh(readme, {"2-4-1": times(course=[0.1], textbook=[0.2], sklearn=[0.3], limit=[0.09])})
    text = readme.read_text()
    assert text.startswith("before\n<!-- speed -->\n| network |") and text.endswith("|\n<!-- /speed -->\nafter\n")
    assert "| 2-4-1 | 1000 µs | 2 × | 3 × | not installed | not installed | 0.9 × |" in text
    assert report.MARKS.search((Path(report.__file__).parents[2] / "README.md").read_text(encoding="utf-8"))
