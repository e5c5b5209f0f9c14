"""Networks: every kind against numeric slopes, the textbook's loop and PyTorch; values by hand; stacks of runs."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles import KINDS, problems, random_labels, random_params, steady, textbook

from course_lib import Network, Params, accuracy, backward, check_gradient, cost, forward, initialize, predict
from course_lib.network import penalty

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: "-".join(map(str, kind)))


def away_from_corners(net, cache):
    """No unit of a bent activation stands so near its corner that a measured slope would straddle it."""
    bent = [l for l in range(1, net.L) if net.hidden[l - 1] in ("relu", "leaky_relu")]
    return all((np.abs(cache.Z[l]) > 1e-3).all() for l in bent)


def shifted(params, direction, by):
    return Params(*({l: P[l] + by * D[l] for l in P} for P, D in zip(params, direction)))


@every_kind
@given(data=st.data())
@steady(12)
def test_gradients_equal_measured_slopes(kind, data):
    net, params, X, Y, l2 = data.draw(problems(*kind))
    assume(away_from_corners(net, forward(net, params, X)))
    rng = np.random.default_rng(0)
    gradients = backward(net, params, forward(net, params, X), Y, l2)
    for _ in range(3):
        direction = Params(*({l: rng.uniform(-1, 1, P[l].shape) for l in P} for P in params))
        ends = [shifted(params, direction, by) for by in (-1e-5, 1e-5)]
        low, high = (cost(net, forward(net, p, X), Y) + penalty(p, l2) for p in ends)
        slope = sum((gradients[i][l] * direction[i][l]).sum() for i in (0, 1) for l in params.W)
        assert slope == pytest.approx((high - low) / 2e-5, rel=1e-6, abs=1e-8)
    assert check_gradient(net, params, X, Y, l2=l2) < 1e-6


@every_kind
@given(data=st.data())
@steady(6)
def test_the_textbook_loop_agrees(kind, data):
    net, params, X, Y, l2 = data.draw(problems(*kind))
    answers, J, dW, db = textbook(net, params, X, Y, l2)
    cache = forward(net, params, X)
    gradients = backward(net, params, cache, Y, l2)
    np.testing.assert_allclose(cache.A[net.L], answers, rtol=1e-12, atol=1e-14)
    assert cost(net, cache, Y) + penalty(params, l2) == pytest.approx(J, rel=1e-11)
    for l in dW:
        np.testing.assert_allclose(gradients.W[l], dW[l], rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(gradients.b[l], db[l], rtol=1e-10, atol=1e-13)


def torch_cost(torch, net, W, b, X, Y, l2):
    F = torch.nn.functional
    g = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "linear": lambda Z: Z}
    g["leaky_relu"] = lambda Z: F.leaky_relu(Z, 0.01)
    A = X
    for l in range(1, net.L):
        A = g[net.hidden[l - 1]](W[l] @ A + b[l])
    Z, m = W[net.L] @ A + b[net.L], X.shape[1]
    if net.loss == "squared_error":
        J = ((g[net.output](Z) - Y) ** 2).sum() / (2 * m)
    elif net.output == "softmax":
        J = F.cross_entropy(Z.T, Y.T)
    else:
        J = F.binary_cross_entropy_with_logits(Z, Y, reduction="sum") / m
    return J + l2 / 2 * sum((W[l] ** 2).sum() for l in W)


def test_autograd_of_pytorch_agrees():
    torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle: install torch to run this test")

    @given(data=st.data())
    @steady(5)
    def agrees(kind, data):
        net, params, X, Y, l2 = data.draw(problems(*kind))
        W, b = ({l: torch.tensor(P[l], requires_grad=True) for l in P} for P in params)
        J = torch_cost(torch, net, W, b, torch.tensor(X), torch.tensor(Y), l2)
        J.backward()
        cache = forward(net, params, X)
        gradients = backward(net, params, cache, Y, l2)
        assert cost(net, cache, Y) + penalty(params, l2) == pytest.approx(J.item(), rel=1e-11)
        for l in W:
            np.testing.assert_allclose(gradients.W[l], W[l].grad.numpy(), rtol=1e-10, atol=1e-13)
            np.testing.assert_allclose(gradients.b[l], b[l].grad.numpy(), rtol=1e-10, atol=1e-13)

    for kind in KINDS:
        agrees(kind)


def test_logistic_gradient_of_one_example_by_hand():
    """z = 2·1 − 1·3 + 1 = 0, so a = 1/2; with y = 1: dz = a − y = −1/2, dw1 = x1 dz, dw2 = x2 dz, db = dz."""
    net = Network((2, 1))
    params = Params({1: np.array([[2.0, -1.0]])}, {1: np.array([[1.0]])})
    X, Y = np.array([[1.0], [3.0]]), np.array([[1.0]])
    cache = forward(net, params, X)
    dW, db = backward(net, params, cache, Y)
    assert cache.Z[1] == 0.0 and cache.A[1] == 0.5
    assert cost(net, cache, Y) == pytest.approx(0.6931471805599453, rel=1e-15)
    assert dW[1].tolist() == [[-0.5, -1.5]] and db[1].tolist() == [[-0.5]]


def test_two_layers_by_hand():
    """ReLU, then σ. Z1 = (1, −1), A1 = (1, 0), Z2 = 2·1 − 2 = 0, so ŷ = 1/2; with y = 0: dZ2 = 1/2, dZ1 = (2·1/2, 0)."""
    net = Network((2, 2, 1), hidden="relu")
    W = {1: np.array([[1.0, 1.0], [0.0, -1.0]]), 2: np.array([[2.0, 5.0]])}
    b = {1: np.array([[-2.0], [1.0]]), 2: np.array([[-2.0]])}
    X, Y = np.array([[1.0], [2.0]]), np.array([[0.0]])
    cache = forward(net, Params(W, b), X)
    dW, db = backward(net, Params(W, b), cache, Y)
    assert cache.A[1].tolist() == [[1.0], [0.0]] and cache.A[2] == 0.5
    assert dW[2].tolist() == [[0.5, 0.0]] and db[2].tolist() == [[0.5]]
    assert dW[1].tolist() == [[1.0, 2.0], [0.0, 0.0]] and db[1].tolist() == [[1.0], [0.0]]


def test_a_unit_on_the_corner_of_relu_learns():
    net = Network((1, 1, 1), hidden="relu", output="linear")
    params = Params({1: np.array([[0.0]]), 2: np.array([[1.0]])}, {1: np.array([[0.0]]), 2: np.array([[0.0]])})
    dW, _ = backward(net, params, forward(net, params, [[2.0]]), [[-1.0]])
    assert dW[1].item() == 2.0


def test_equal_hidden_units_stay_equal():
    net = Network((2, 3, 1))
    params = initialize(net, "zeros")
    params = Params({l: P + 0.3 for l, P in params.W.items()}, params.b)
    rng = np.random.default_rng(0)
    dW, _ = backward(net, params, forward(net, params, rng.standard_normal((2, 9))), rng.integers(0, 2, (1, 9)))
    assert (dW[1] == dW[1][0]).all() and dW[1].any()


def test_the_penalty_by_hand():
    params = Params({1: np.array([[1.0, 2.0]]), 2: np.array([[3.0]])}, {1: np.array([[9.0]]), 2: np.array([[9.0]])})
    assert penalty(params, 0.5) == 0.25 * (1 + 4 + 9)


def test_nothing_is_changed_in_place():
    net = Network((2, 3, 1), hidden="relu")
    rng = np.random.default_rng(0)
    params, X = random_params(net, rng), rng.standard_normal((2, 5))
    Y = random_labels(net, 5, rng)
    arrays = [X, Y, *params.W.values(), *params.b.values()]
    cache = forward(net, params, X)
    arrays += [*cache.Z.values(), *cache.A.values()]
    before = [array.copy() for array in arrays]
    backward(net, params, cache, Y, 0.1), cost(net, cache, Y), predict(net, params, X), accuracy(net, params, X, Y)
    for array, old in zip(arrays, before):
        np.testing.assert_array_equal(array, old)


# Stacks


def stack_of(net, k=3):
    rng = np.random.default_rng(7)
    singles = [random_params(net, rng) for _ in range(k)]
    stacked = Params(*({l: np.stack([p[i][l] for p in singles]) for l in singles[0][i]} for i in (0, 1)))
    X = rng.standard_normal((net.layers[0], 6))
    return singles, stacked, X, random_labels(net, 6, rng)


@every_kind
def test_a_stack_equals_the_loop_over_its_runs(kind):
    hidden, output, loss, depth = kind
    net = Network((3, 4, 2, 5, 4)[:depth] + (3,), hidden=hidden or "tanh", output=output, loss=loss)
    singles, stacked, X, Y = stack_of(net)
    cache = forward(net, stacked, X)
    J, gradients, answers = cost(net, cache, Y), backward(net, stacked, cache, Y, 0.2), predict(net, stacked, X)
    for i, params in enumerate(singles):
        one = forward(net, params, X)
        expected = backward(net, params, one, Y, 0.2)
        assert J[i] == pytest.approx(cost(net, one, Y), rel=1e-12, abs=1e-12)
        assert penalty(stacked, 0.2)[i] == pytest.approx(penalty(params, 0.2), rel=1e-12)
        np.testing.assert_allclose(answers[i], predict(net, params, X), rtol=1e-12, atol=1e-12)
        for l in one.Z:
            np.testing.assert_allclose(cache.Z[l][i], one.Z[l], rtol=1e-12, atol=1e-12)
            np.testing.assert_allclose(cache.A[l][i], one.A[l], rtol=1e-12, atol=1e-12)
            np.testing.assert_allclose(gradients.W[l][i], expected.W[l], rtol=1e-12, atol=1e-12)
            np.testing.assert_allclose(gradients.b[l][i], expected.b[l], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_the_accuracies_of_a_stack(output):
    net = Network((3, 4, 3), output=output)
    singles, stacked, X, Y = stack_of(net, k=5)
    assert accuracy(net, stacked, X, Y).tolist() == [accuracy(net, params, X, Y) for params in singles]


def test_each_run_may_have_its_own_data():
    net = Network((3, 2, 1))
    singles, stacked, X, Y = stack_of(net)
    X, Y = np.stack([X, -X, 2 * X]), np.stack([Y, 1 - Y, Y])
    cache = forward(net, stacked, X)
    J, gradients = cost(net, cache, Y), backward(net, stacked, cache, Y)
    for i, params in enumerate(singles):
        one = forward(net, params, X[i])
        assert J[i] == pytest.approx(cost(net, one, Y[i]), rel=1e-12)
        for found, expected in zip(gradients, backward(net, params, one, Y[i])):
            np.testing.assert_allclose(found[1][i], expected[1], rtol=1e-12, atol=1e-12)


# Answers


def test_predict_and_accuracy_of_sigmoid():
    net = Network((1, 1))
    params = Params({1: np.array([[1.0]])}, {1: np.array([[0.0]])})
    X = np.array([[-2.0, 0.0, 0.1, 3.0]])
    assert predict(net, params, X).tolist() == [[0, 0, 1, 1]]
    assert accuracy(net, params, X, [[0, 1, 1, 1]]) == 0.75


def test_predict_and_accuracy_of_softmax():
    net = Network((3, 3), output="softmax")
    params = Params({1: np.eye(3)}, {1: np.zeros((3, 1))})
    X = np.array([[5.0, 1.0], [1.0, 9.0], [0.0, 2.0]])
    answers = predict(net, params, X)
    assert answers.tolist() == [[1, 0], [0, 1], [0, 0]] and answers.dtype.kind == "i"
    assert accuracy(net, params, X, [[1, 0], [0, 0], [0, 1]]) == 0.5
    none_has_half = np.array([[0.1], [0.0], [0.2]])
    assert predict(net, params, none_has_half).tolist() == [[0], [0], [1]]


def test_predict_of_linear_is_the_number():
    net = Network((1, 1), output="linear")
    params = Params({1: np.array([[2.0]])}, {1: np.array([[1.0]])})
    assert predict(net, params, [[3.0]]).tolist() == [[7.0]]


# Descriptions and first parameters


def test_a_network_is_plain_data():
    net = Network([3, 4, 2, 1], hidden=("relu", "tanh"))
    assert net == Network((3, 4, 2, 1), hidden=["relu", "tanh"]) and hash(net) == hash(net)
    assert (net.L, net.layers, net.hidden, net.loss) == (3, (3, 4, 2, 1), ("relu", "tanh"), "binary_cross_entropy")
    assert [net.g[l].name for l in (1, 2, 3)] == ["relu", "tanh", "sigmoid"]
    assert Network((3, 1)).hidden == ()


@pytest.mark.parametrize(("name", "spread"), [("small", 0.01), ("xavier", 0.05), ("he", 0.005**0.5), ("large", 10.0)])
def test_the_spread_of_first_weights(name, spread):
    W, b = initialize(Network((400, 300, 1)), name, rng=0)
    assert W[1].shape == (300, 400) and b[1].shape == (300, 1) and not b[1].any() and not b[2].any()
    assert W[1].std() == pytest.approx(spread, rel=0.02) and abs(W[1].mean()) < 0.02 * spread


def test_zeros_scale_and_seeds():
    net = Network((30, 20, 1))
    assert not any(P.any() for P in initialize(net, "zeros").W.values())
    assert initialize(net, "he", rng=0, scale=3.0).W[1].std() == pytest.approx(3.0, rel=0.1)
    first = initialize(net, rng=5).W[1]
    assert (first == initialize(net, rng=5).W[1]).all() and (first != initialize(net, rng=6).W[1]).all()
    rng = np.random.default_rng(5)
    assert (first == initialize(net, rng=rng).W[1]).all() and (first != initialize(net, rng=rng).W[1]).all()
