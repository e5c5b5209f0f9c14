"""Deep against wide: solutions that are right, equal numbers of parameters, starts that are what they say."""

import numpy as np
import pytest

from course_lib import Network
from course_lib.contest import STARTS, TASKS, first_params, folding_task, has_room, networks, outputs, parity_task
from course_lib.training import train

HE, SPREAD, NEAR = STARTS
CASES = [(task, difficulty) for task in TASKS for difficulty in range(2, 7)]


def error(net, params, task):
    return np.abs(outputs(net, params, task.X) - task.Y).max()


@pytest.mark.parametrize("name, difficulty", CASES)
def test_both_solutions_are_right_for_every_example(name, difficulty):
    task = TASKS[name](difficulty)
    assert np.abs(task.X).max() <= 1 and task.Y.shape == (1, task.X.shape[1])
    for net, params in task.solutions.values():
        assert error(net, params, task) < (1e-12 if name == "folding" else 0.01) < task.margin


def test_tasks_by_hand():
    folded, two = folding_task(2), parity_task(2)
    assert folded.X.shape == (1, 64) and folded.X[0, 0] == -63 / 64 and folded.Y[0, 0] == 4 / 128
    assert folding_task(6).X.shape == (1, 512)
    assert two.X.tolist() == [[-1, -1, 1, 1], [-1, 1, -1, 1]] and two.Y.tolist() == [[0, 1, 1, 0]]
    assert (np.diff(((parity_task(5).X + 1) / 2).sum(axis=0)) >= 0).all()


@pytest.mark.parametrize("name, difficulty", CASES)
@pytest.mark.parametrize("width", [1, 2, 4])
def test_numbers_of_parameters_are_as_equal_as_can_be(name, difficulty, width):
    nets = networks(TASKS[name](difficulty), width)
    deep, wide = nets["deep"], nets["wide"]
    assert wide.L == 2 and deep.layers[0] == wide.layers[0]
    n_x, units, n_y = wide.layers
    others = [Network((n_x, max(1, units + more), n_y)).parameter_count for more in (-1, 1)]
    gap = abs(deep.parameter_count - wide.parameter_count)
    assert all(gap <= abs(deep.parameter_count - other) for other in others)
    assert has_room(deep, TASKS[name](difficulty).solutions["deep"])


def test_who_has_room():
    task = folding_task(3)
    assert [has_room(networks(task, width)["wide"], task.solutions["wide"]) for width in (1, 2)] == [False, True]
    assert not has_room(networks(task, 4)["wide"], task.solutions["deep"])


def test_a_run_depends_on_its_seed_only():
    task = parity_task(3)
    net = networks(task, 2)["deep"]
    for start in STARTS:
        many, one = (first_params(net, task.solutions["deep"], start, seeds, 0.1) for seeds in (range(4), [2]))
        for together, alone in zip(many, one):
            for l in together:
                assert together[l].shape[0] == 4 and (together[l][2] == alone[l][0]).all()
        assert all((W[0] != W[1]).any() for W in many.W.values())


def test_he_has_its_kinks_in_one_place_and_spread_has_not():
    task = folding_task(3)
    net = networks(task, 4)["wide"]
    he, spread = (first_params(net, task.solutions["wide"], start, range(3)) for start in (HE, SPREAD))
    assert (he.W[1] == spread.W[1]).all() and not he.b[1].any()
    places = -spread.b[1] / spread.W[1]  # (3, units, 1)
    assert (np.abs(places) <= 1).all() and np.std(places) > 0.4  # 0.58 for uniform ones


@pytest.mark.parametrize("name, difficulty", [("folding", 3), ("parity", 5)])
@pytest.mark.parametrize("width", [2, 3])
def test_near_the_solution_is_the_solution_without_noise(name, difficulty, width):
    task = TASKS[name](difficulty)
    for kind, net in networks(task, width).items():
        assert error(net, first_params(net, task.solutions[kind], NEAR, [0, 1], 0.0), task) < 0.01
        small, large = (error(net, first_params(net, task.solutions[kind], NEAR, range(4), noise), task) for noise in (1e-3, 1.0))
        assert small < large


def test_where_there_is_no_room_near_is_spread():
    task = folding_task(3)
    net = networks(task, 1)["wide"]
    near, spread = (first_params(net, task.solutions["wide"], start, [5], 0.1) for start in (NEAR, SPREAD))
    assert all((near[kind][l] == spread[kind][l]).all() for kind in (0, 1) for l in (1, 2))


def test_the_fold_is_found_from_nearby_and_the_wide_network_cannot_have_it():
    """The claim of the lesson, measured: 19 parameters each, three folds."""
    task = folding_task(3)
    right = {}
    for name, net in networks(task, 1).items():
        params = first_params(net, task.solutions[name], NEAR, range(8), 0.01)
        assert np.abs(outputs(net, params, task.X) - task.Y).max(axis=(1, 2)).min() > task.margin  # nobody starts right
        *_, last = train(net, params, task.X, task.Y, learning_rate=0.03, steps=1000, every=1000, momentum=0.9)
        right[name] = int((np.abs(outputs(net, last.params, task.X) - task.Y).max(axis=(1, 2)) < task.margin).sum())
    assert right == {"deep": 8, "wide": 0}


def test_bad_arguments_are_refused():
    task = parity_task(2)
    with pytest.raises(ValueError, match="width is 0"):
        networks(task, 0)
    with pytest.raises(ValueError, match="start is 'zeros'"):
        first_params(networks(task, 1)["deep"], task.solutions["deep"], "zeros", [0])
