"""The quick passes hold to the blackboard's: every kind of network, stacks, batches of other sizes, and memory that serves again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import KINDS, problems, random_labels, random_params, steady

from course_lib import Network, Params, backward, forward
from course_lib.network import stacked
from course_lib.passes import Passes, in_use, joined, parted, theta_of, with_ones

NET = Network((3, 5, 1, 2), hidden=("tanh", "relu"))  # one unit in the middle
RUNS = 4


def same(found, expected):
    for P, Q in zip(found, expected, strict=True):
        assert set(P) == set(Q)
        for l in Q:
            np.testing.assert_allclose(P[l], Q[l], rtol=1e-12, atol=1e-14)


def data(m, seed=0, net=NET):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((net.layers[0], m)), random_labels(net, m, rng)


def hold_together(passes, net, params, X, Y, l2=0.0):
    """Both passes, compared with those of `network`."""
    theta, cache = joined(net, params), forward(net, params, X)
    Z, A = passes.forward(theta, with_ones(X))
    same((Z, {l: A[l] for l in Z}), (cache.Z, {l: cache.A[l] for l in cache.Z}))
    same(parted(theta_of(net, passes.gradient(theta, Y, l2))), backward(net, params, cache, Y, l2))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: "-".join(map(str, kind)))
@given(drawn=st.data())
@steady(4)
def test_both_passes_are_the_blackboards(kind, drawn):
    net, *problem = drawn.draw(problems(*kind))
    hold_together(Passes(net), net, *problem)


def test_the_same_memory_serves_other_weights_and_other_sizes():
    passes = Passes(NET)
    for seed, m in enumerate((8, 8, 3, 8, 1)):
        hold_together(passes, NET, random_params(NET, np.random.default_rng(seed)), *data(m, seed))


def test_a_pass_asks_for_no_new_memory_for_hidden_layers_and_the_gradient():
    passes, theta, (X, Y) = Passes(NET), joined(NET, random_params(NET, np.random.default_rng(0))), data(8)

    def arrays(X):
        cache, gradient = passes.forward(theta, with_ones(X)), passes.gradient(theta, Y, 0.0)
        return [*(T[l] for T in cache for l in (1, 2)), gradient]

    assert all(map(np.shares_memory, arrays(X), arrays(2 * X)))


@pytest.mark.parametrize("own", [False, True], ids=["the same examples", "examples of its own"])
def test_a_stack_is_its_networks(own):
    each = [random_params(NET, np.random.default_rng(seed)) for seed in range(RUNS)]
    l2 = np.array([0.0, 0.1, 0.5, 2.0])
    problems = [data(6, seed if own else 0) for seed in range(RUNS)]
    X, Y = (np.stack(arrays) for arrays in zip(*problems)) if own else problems[0]
    passes, theta = Passes(NET), joined(NET, stacked(each), (RUNS,))
    passes.forward(theta, with_ones(X[..., :4]))  # as many examples as rows
    Z, A = passes.forward(theta, with_ones(X))
    gradients = parted(theta_of(NET, passes.gradient(theta, Y, l2[:, None, None])))
    for run, (params, (x, y)) in enumerate(zip(each, problems)):
        cache = forward(NET, params, x)
        for l in Z:
            np.testing.assert_allclose(A[l][run], cache.A[l], rtol=1e-12)
        same([{l: T[run] for l, T in tensors.items()} for tensors in gradients], backward(NET, params, cache, y, l2[run]))


@pytest.mark.parametrize("m", [1, 2])
def test_zero_times_infinity_is_no_number_for_one_example_either(m):
    net, one = Network((1, 1, 1), "relu", loss="squared_error"), np.ones((1, 1))
    params = Params({1: 1e200 * one, 2: one}, {1: 0 * one, 2: 0 * one})  # A[1] is infinite, and dZ[2] is 0
    with np.errstate(over="ignore", invalid="ignore"):
        hold_together(Passes(net), net, params, np.full((1, m), 1e200), np.ones((1, m)))


def test_what_is_in_use():
    assert in_use(1.0) and in_use(0.1) and in_use(np.zeros((2, 1, 1))) and not in_use(0.0)


def test_joined_and_parted_again_in_memory_of_their_own():
    params = random_params(NET, np.random.default_rng(0))
    theta = joined(NET, params)
    same(parted(theta), params)
    for l, T in theta.matrices.items():
        assert T.shape == (NET.layers[l], NET.layers[l - 1] + 1)
        assert not any(np.shares_memory(T, part[l]) for each in (params, parted(theta)) for part in each)


@pytest.mark.parametrize("runs", [(), (RUNS,)])
def test_the_matrices_are_views_that_cover_the_vector_once(runs):
    theta = theta_of(NET, np.zeros((*runs, NET.parameter_count)))
    for T in theta.matrices.values():
        T += 1.0
    assert (theta.vector == 1.0).all()


def test_one_network_becomes_a_stack():
    theta = joined(NET, random_params(NET, np.random.default_rng(0)), (RUNS,))
    assert theta.vector.shape == (RUNS, NET.parameter_count)
    theta.vector[0] = 0.0
    assert theta.matrices[1][1:].all() and not theta.matrices[1][0].any()


@pytest.mark.parametrize(
    ("shape", "batch_size", "by_columns"),
    [((2, 9), None, False), ((9, 2), None, True), ((2, 9), 4, True), ((4, 2, 9), None, False), ((4, 2, 9), 3, True)],
)
def test_ones_stand_below_the_inputs(shape, batch_size, by_columns):
    X = np.random.default_rng(0).standard_normal(shape)
    inputs = with_ones(X, batch_size)
    np.testing.assert_array_equal(inputs[..., :-1, :], X)
    assert (inputs[..., -1, :] == 1).all() and inputs.shape[-2] == shape[-2] + 1
    assert (inputs.mT if by_columns else inputs).flags.c_contiguous and not np.shares_memory(inputs, X)
