"""Blocks: one worked by hand, whole walks against the textbook's loop, measured slopes against single moves, and what goes wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import HIDDEN, random_params, steady, textbook

from course_lib import Network, Params, cost, forward
from course_lib.activations import relu
from course_lib.blocks import corners, dense_backward, dense_forward, differs, first_slope, numeric_gradients, walk

KINDS = [(hidden, depth) for hidden in HIDDEN for depth in (0, 1, 2, 4)]


def problem(hidden="tanh", depth=2, m=4, seed=0):
    """A network with random sizes, and Z[l] well away from the corner of ReLU."""
    rng = np.random.default_rng(seed)
    while True:
        net = Network((2, *rng.integers(1, 6, depth).tolist(), 1), hidden=hidden)
        params, X = random_params(net, rng), rng.standard_normal((2, m))
        if not corners(net, forward(net, params, X), 1e-3):
            return net, params, X, rng.integers(0, 2, (1, m)) * 1.0


def test_a_block_by_hand():
    W, b, A_prev = np.array([[2.0, 1.0]]), np.array([[-3.0]]), np.array([[1.0, 3.0], [0.0, -1.0]])
    A, cache = dense_forward(A_prev, W, b, relu)
    assert A.tolist() == [[0, 2]] and cache[0] is A_prev and cache[1].tolist() == [[-1, 2]] and cache[2] is A
    # dZ = (5, 4) * (0, 1) = (0, 4)
    dA_prev, dW, db = dense_backward(np.array([[5.0, 4.0]]), cache, W, lambda Z, A: (Z > 0) * 1.0)
    assert dA_prev.tolist() == [[0, 8], [0, 4]] and dW.tolist() == [[6, -2]] and db.tolist() == [[2]]


def test_the_first_slope_by_hand_and_at_the_edge():
    A, Y = np.array([[0.25, 0.25]]), np.array([[1.0, 0.0]])
    assert first_slope(A, Y) == pytest.approx(np.array([[-4, 4 / 3]]))
    edge = first_slope(np.array([[0.0, 0.0, 1.0, 1.0]]), np.array([[0.0, 1.0, 0.0, 1.0]]))
    assert edge == pytest.approx(np.array([[1, -1e12, 1e12, -1]]), rel=1e-3)


@pytest.mark.parametrize("hidden, depth", KINDS)
def test_a_walk_is_the_textbook_s_iteration(hidden, depth):
    net, params, X, Y = problem(hidden, depth)
    answers, J, dW, db = textbook(net, params, X, Y)
    visits = list(walk(net, params, X, Y, learning_rate=0.3))
    there, back = ([(way, l) for l in range(1, net.L + 1)] for way in ("forward", "backward"))
    assert [visit[:2] for visit in visits] == [*there, ("cost", net.L), ("start", net.L), *reversed(back), ("update", 0)]
    values = {name: value for visit in visits[:-1] for name, value in visit.values.items()}
    assert values[f"A[{net.L}]"] == pytest.approx(answers) and values["J"].item() == pytest.approx(J)
    for l in dW:
        assert values[f"dW[{l}]"] == pytest.approx(dW[l]) and values[f"db[{l}]"] == pytest.approx(db[l])
    last = visits[-1].values
    new = {l: params.W[l] - 0.3 * dW[l] for l in dW}, {l: params.b[l] - 0.3 * db[l] for l in db}
    assert last["J"] == pytest.approx(J) and last["new J"] == pytest.approx(textbook(net, new, X, Y)[1])
    assert last["new W[1]"] == pytest.approx(new[0][1]) and last["new b[1]"] == pytest.approx(new[1][1])


def test_what_each_visit_holds():
    visits = list(walk(*problem("tanh", 1)))
    assert [" ".join(sorted(visit.values)) for visit in visits] == [
        "A[0] A[1] W[1] Z[1] b[1]",
        "A[1] A[2] W[2] Z[2] b[2]",
        "A[2] J Y losses",
        "A[2] Y dA[2]",
        "A[1] W[2] dA[1] dA[2] dW[2] dZ[2] db[2] g′(Z[2])",
        "A[0] W[1] dA[0] dA[1] dW[1] dZ[1] db[1] g′(Z[1])",
        "J W[1] W[2] b[1] b[2] dW[1] dW[2] db[1] db[2] new J new W[1] new W[2] new b[1] new b[2] α",
    ]
    assert visits[2].values["J"].shape == (1, 1) and visits[-1].values["α"] == 0.5  # the rate when nobody says


@pytest.mark.parametrize("hidden, depth", KINDS)
@steady(15)
@given(seed=st.integers(0, 10**6), m=st.integers(1, 5))
def test_every_slope_is_what_moving_measures(hidden, depth, seed, m):
    for visit in walk(*problem(hidden, depth, m, seed)):
        assert visit.parted == []
        for name in visit.beside:
            assert visit.apart(name) < 1e-6 * (1 + np.abs(visit.beside[name]).max()), (visit.kind, name)


def test_the_stack_measures_what_single_moves_measure():
    net, params, X, Y = problem("tanh", 2)
    measured = numeric_gradients(net, params, X, Y)
    for name, tensors in zip("Wb", params):
        for l, tensor in tensors.items():
            for place in np.ndindex(tensor.shape):
                J = []
                for move in (1e-5, -1e-5):
                    kept, tensor[place] = tensor[place], tensor[place] + move
                    J.append(cost(net, forward(net, params, X), Y))
                    tensor[place] = kept
                assert measured[f"d{name}[{l}]"][place] == pytest.approx((J[0] - J[1]) / 2e-5, abs=1e-10)
    assert set(measured) == {f"d{name}[{l}]" for name in "WbZ" for l in (1, 2, 3)} | {f"dA[{l}]" for l in range(4)}


def test_an_answer_that_is_almost_1_is_not_moved_beyond_it():
    net = Network((1, 1))
    params, X, Y = Params({1: np.array([[12.0]])}, {1: np.zeros((1, 1))}), np.ones((1, 1)), np.ones((1, 1))  # ŷ = 1 − 6e-6
    assert numeric_gradients(net, params, X, Y)["dA[1]"] == pytest.approx(-1.0, rel=1e-3)


def test_slopes_of_an_example_are_those_of_its_own_loss():
    """dA and dZ have no 1/m: each column is what it would be if there were no other example."""
    net, params, X, Y = problem("tanh", 2, m=4)
    together, alone = numeric_gradients(net, params, X, Y), numeric_gradients(net, params, X[:, :1], Y[:, :1])
    for name in ("dA[0]", "dZ[1]", "dA[2]", "dZ[3]", "dA[3]"):
        assert together[name][:, :1] == pytest.approx(alone[name], abs=1e-8)


def no_mean(dA, cache, W, g_prime):
    dA_prev, dW, db = dense_backward(dA, cache, W, g_prime)
    return dA_prev, dW * dA.shape[1], db


def through_dA(dA, cache, W, g_prime):
    return W.T @ dA, *dense_backward(dA, cache, W, g_prime)[1:]


def no_activation(A_prev, W, b, g):
    Z = W @ A_prev + b
    return Z, (A_prev, Z, Z)


@pytest.mark.parametrize(
    "wrong, kind, names",
    [
        ({"dense_backward": no_mean}, "backward", ["dW[3]"]),
        ({"dense_backward": through_dA}, "backward", ["dA[2]"]),
        ({"dense_forward": no_activation}, "forward", ["A[1]"]),
    ],
)
def test_a_wrong_block_parts_where_it_is_wrong(wrong, kind, names):
    visits = list(walk(*problem("tanh", 2), **wrong))
    first = next(visit for visit in visits if visit.parted)
    assert first.kind == kind and first.parted == names


def test_a_block_runs_when_it_is_asked_for_and_what_it_raises_comes_through():
    net, params, X, Y = problem("tanh", 2)
    calls = []

    def breaks(A_prev, W, b, g):
        calls.append(W.shape)
        if len(calls) == 2:
            raise KeyError("my mistake")
        return dense_forward(A_prev, W, b, g)

    stream = walk(net, params, X, Y, dense_forward=breaks)
    assert calls == [] and next(stream).l == 1 and len(calls) == 1
    with pytest.raises(KeyError, match="my mistake"):
        next(stream)


def test_a_walk_changes_nothing():
    net, params, X, Y = problem()
    before = [array.copy() for array in (X, Y, *params.W.values(), *params.b.values())]
    list(walk(net, params, X, Y))
    assert all(map(np.array_equal, before, (X, Y, *params.W.values(), *params.b.values())))


def test_at_the_corner_of_relu_the_measure_is_the_mean_of_both_slopes():
    net = Network((2, 1, 1), hidden="relu")
    params = random_params(net, np.random.default_rng(0))
    params.b[1][:] = -params.W[1] @ np.array([[1.0], [0.5]])  # Z[1] is 0 for this example
    X, Y = np.array([[1.0, 2.0], [0.5, -1.0]]), np.array([[1.0, 0.0]])
    assert corners(net, forward(net, params, X)) == [(1, 0, 0)]
    visit = next(visit for visit in walk(net, params, X, Y) if visit[:2] == ("backward", 1))
    assert visit.beside["dZ[1]"][0, 0] == pytest.approx(visit.values["dZ[1]"][0, 0] / 2, rel=1e-4)
    assert "dZ[1]" in visit.parted


def test_corners_belong_to_the_units_that_bend():
    W, b = {1: np.array([[1.0], [1.0]]), 2: np.ones((1, 2))}, {1: np.array([[0.5], [-1.0]]), 2: np.zeros((1, 1))}
    for hidden, expected in (("relu", [(1, 0, 0), (1, 1, 1)]), ("leaky_relu", [(1, 0, 0), (1, 1, 1)]), ("tanh", [])):
        net = Network((1, 2, 1), hidden=hidden)
        cache = forward(net, Params(W, b), np.array([[-0.75, 1.25]]))  # Z[1] is (−0.25, 1.75) and (−1.75, 0.25)
        assert corners(net, cache, reach=0.25) == expected and corners(net, cache) == []


def test_what_differs():
    assert differs(np.array([1.0, np.nan, np.inf]), np.array([1.0 + 1e-7, 1.0, 1.0])).tolist() == [False, True, True]
    assert differs(np.array([1e-8, 2e-8]), np.zeros(2)).tolist() == [False, True]
