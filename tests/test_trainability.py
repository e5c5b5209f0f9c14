"""Grids of runs: what the outcomes mean, that a run in a stack is the run alone, coarse to fine, and the edge of a column."""

import numpy as np
import pytest

from course_lib import Network, datasets, initialize, train
from course_lib.trainability import CONVERGED, CRAWLING, DIVERGED, STRIDES, Grid, Problem, Start, descend, look_steps, outcome

POINTS, _ = datasets.circles(m=60, rng=0).split(rng=0)


def problem(steps=60, activation="tanh", seed=3):
    return Problem(*POINTS, activation, seed, steps)


def grid(rows=9, scales=(0.01, 0.3, 1.0, 3.0, 10.0), **settings):
    return Grid(problem(**settings), np.logspace(-1, 2, rows), [Start((2, 4, 1), scale) for scale in scales])


def finished(grid):
    while grid.advance():
        pass
    return grid


@pytest.mark.parametrize(
    "costs, expected",
    [
        ((0.69, 5.0, 0.1), CONVERGED), ((0.69, 0.2), CONVERGED), ((0.69, 0.21), CRAWLING), ((0.69, 0.69), CRAWLING), ((4.0, 3.0), CRAWLING),
        ((0.69, 0.1, 0.7), DIVERGED), ((0.69, np.nan), DIVERGED), ((0.69, np.inf), DIVERGED), ((0.1, 0.15), CONVERGED),
    ],
)  # fmt: skip
def test_the_outcome_of_a_run(costs, expected):
    assert outcome(np.array(costs)) == expected
    assert outcome(np.array([costs, costs])).tolist() == [expected, expected]


@pytest.mark.parametrize("steps", [1, 7, 20, 33, 150])
def test_costs_are_kept_at_the_start_at_the_end_and_between(steps):
    looks = look_steps(steps)
    assert looks[0] == 0 and looks[-1] == steps and (np.diff(looks) > 0).all() and len(looks) <= 41
    assert len(list(descend(problem(steps), [1.0], [Start((2, 3, 1))]))) == len(looks)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_each_run_of_the_grid_is_that_run_alone(activation):
    whole = finished(grid(activation=activation))
    assert set(np.unique(whole.outcome)) == {CONVERGED, CRAWLING, DIVERGED}
    net = Network((2, 4, 1), hidden=activation)
    for (i, j), ended in np.ndenumerate(whole.outcome):
        params = initialize(net, rng=3, scale=whole.starts[j].scale)
        *_, last = train(net, params, *POINTS, learning_rate=float(whole.rates[i]), steps=60, every=60)
        alone = np.array([whole.costs[i, j, 0], last.cost])
        assert outcome(alone) == ended
        if ended == CONVERGED:
            assert last.cost == pytest.approx(whole.costs[i, j, -1], rel=1e-9)


def test_a_stack_of_which_all_blow_up_is_diverged_to_the_end():
    lost = finished(Grid(problem(activation="linear", steps=400), np.array([1e6, 1e7]), [Start((2, 4, 4, 1), 5.0)]))
    assert not np.isfinite(lost.costs[..., -1]).any() and (lost.outcome == DIVERGED).all()
    assert lost.edge(0) is None


def test_coarse_comes_first_and_each_run_is_trained_once():
    fine = grid(rows=16, scales=np.logspace(-2, 1, 16), steps=5)
    known = []
    for stride in STRIDES:
        for _ in fine.refine():
            pass
        assert fine.measured[::stride, ::stride].all() and fine.measured.sum() == (16 // stride) ** 2
        rows, columns, there = fine.blocks()
        assert there.all() and (rows == np.arange(16)[:, None] // stride * stride).all() and (columns == np.arange(16) // stride * stride).all()
        known.append(fine.costs[0, 0].copy())
    assert not fine.advance() and all((costs == known[0]).all() for costs in known)
    assert list(fine.refine()) == []


def test_what_is_measured_out_of_turn_is_shown_and_not_trained_again():
    fine = grid(rows=16, scales=(0.1, 1.0), steps=5)
    assert not fine.blocks()[2].any()
    fine.measure([3], [1])
    rows, columns, known = fine.blocks()
    assert known.sum() == 1 and (rows[3, 1], columns[3, 1]) == (3, 1)
    fine.costs[3, 1] = 0.0
    assert (finished(fine).costs[3, 1] == 0).all() and fine.measured.all()


def test_the_edge_is_the_largest_rate_that_has_converged():
    whole = finished(grid())
    for column in range(5):
        good = [rate for rate, ended in zip(whole.rates, whole.outcome[:, column]) if ended == CONVERGED]
        assert whole.edge(column) == (max(good) if good else None)
    assert grid().edge(0) is None


def test_widths_are_trained_in_stacks_of_their_own():
    widths = finished(Grid(problem(steps=5), np.array([0.1, 1.0]), [Start((2, n, 1)) for n in (1, 2, 9)]))
    for j, n in enumerate((1, 2, 9)):
        (*_, costs) = descend(problem(5), [1.0], [Start((2, n, 1))])
        assert costs[0] == pytest.approx(widths.costs[1, j, -1], rel=1e-9)
