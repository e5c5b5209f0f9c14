"""The gradient checker: quiet where `backward` is right, loud for each bug that is planted in it."""

from dataclasses import replace

import numpy as np
import pytest
from oracles import random_labels, random_params

from course_lib import Network, Params, check_gradient, gradient_check
from course_lib.activations import ACTIVATIONS
from course_lib.losses import LOSSES

NETS = [Network((3, 1)), Network((3, 4, 1)), Network((3, 4, 3, 2), hidden="sigmoid", output="softmax")]
right = gradient_check.backward


def problem(net, m=7):
    rng = np.random.default_rng(3)
    return net, random_params(net, rng), rng.standard_normal((net.layers[0], m)), random_labels(net, m, rng)


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("l2", [0.0, 0.7])
def test_right_gradients_pass(net, l2):
    assert check_gradient(*problem(net), l2=l2) < 1e-6


def planted(change):
    """`backward`, with its gradients changed."""

    def wrong(net, params, cache, Y, l2=0.0):
        dW, db = right(net, params, cache, Y, l2)
        return Params(*change(dict(dW), dict(db), Y.shape[1]))

    return wrong


BUGS = {
    "no 1/m": lambda dW, db, m: ({l: m * dW[l] for l in dW}, {l: m * db[l] for l in db}),
    "sign": lambda dW, db, m: ({l: -dW[l] for l in dW}, {l: -db[l] for l in db}),
    "sign of one bias": lambda dW, db, m: (dW, db | {1: -db[1]}),
    "no bias gradient": lambda dW, db, m: (dW, {l: 0 * db[l] for l in db}),
    "a weight forgotten": lambda dW, db, m: (dW | {max(dW): dW[max(dW)] * (np.indices(dW[max(dW)].shape)[1] > 0)}, db),
    "1 % too long": lambda dW, db, m: ({l: 1.01 * dW[l] for l in dW}, {l: 1.01 * db[l] for l in db}),
}


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_noticed(monkeypatch, net, bug):
    monkeypatch.setattr(gradient_check, "backward", planted(BUGS[bug]))
    assert check_gradient(*problem(net)) > 1e-3


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_a_wrong_derivative_is_noticed(monkeypatch, name):
    net, good = Network((3, 5, 1), hidden=name), ACTIVATIONS[name]
    assert check_gradient(*problem(net)) < 1e-6
    monkeypatch.setitem(ACTIVATIONS, name, replace(good, prime=lambda Z, A: 0.9 * good.prime(Z, A)))
    assert check_gradient(*problem(replace(net))) > 1e-3


def test_a_wrong_loss_gradient_is_noticed(monkeypatch):
    wrong = replace(LOSSES["binary_cross_entropy"], dZ=lambda Z, A, Y, prime: (A - Y) * prime(Z, A))
    monkeypatch.setitem(LOSSES, "binary_cross_entropy", wrong)
    assert check_gradient(*problem(NETS[0])) > 1e-3


def test_a_forgotten_penalty_is_noticed(monkeypatch):
    monkeypatch.setattr(gradient_check, "backward", lambda net, params, cache, Y, l2: right(net, params, cache, Y))
    assert check_gradient(*problem(NETS[1]), l2=0.7) > 1e-3


def test_a_stack_is_checked_whole():
    net, params, X, Y = problem(NETS[1])
    stacked = Params(*({l: np.stack([P[l], -P[l], 2 * P[l]]) for l in P} for P in params))
    assert check_gradient(net, stacked, X, Y, l2=0.3) < 1e-6


def test_no_slope_at_all_is_no_error():
    params = Params({1: np.array([[0.0]])}, {1: np.array([[0.0]])})
    assert check_gradient(Network((1, 1), output="linear"), params, [[1.0]], [[0.0]]) == 0.0


def test_seeds_and_a_large_epsilon():
    args = problem(NETS[1])
    assert check_gradient(*args, rng=1) == check_gradient(*args, rng=1) != check_gradient(*args, rng=2)
    assert check_gradient(*args, epsilon=0.5) > 1e-5  # a straight ruler on a bent curve


def test_what_is_used_when_nobody_says():
    args = problem(NETS[1])
    assert check_gradient(*args) == check_gradient(*args, l2=0.0, epsilon=1e-5, directions=5, rng=0)
    assert check_gradient(*args, directions=1) < 1e-6


def test_a_direction_has_length_1():
    D = gradient_check._direction(problem(NETS[1])[1], np.random.default_rng(0))
    assert sum((D[i][l] ** 2).sum() for i in (0, 1) for l in D[i]) == pytest.approx(1.0)


def test_nothing_is_changed():
    net, params, X, Y = problem(NETS[1])
    before = [P[l].copy() for P in params for l in P]
    check_gradient(net, params, X, Y)
    for old, new in zip(before, [P[l] for P in params for l in P]):
        np.testing.assert_array_equal(old, new)


def test_the_relative_difference_by_hand():
    assert gradient_check.relative_difference([3.0, 4.0], [0.0, 0.0]) == 1.0
    assert gradient_check.relative_difference(np.array([[3.0, 4.0]]), np.array([[3.0, 1.0]])) == pytest.approx(3 / (5 + 10**0.5))
    assert gradient_check.relative_difference(np.zeros((2, 2)), np.zeros((2, 2))) == 0.0
