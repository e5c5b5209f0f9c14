"""The table that sets networks against each other: fair splits, hand-counted parameters, the learner's own functions, plain words."""

import numpy as np
import pytest

from course_lib import Network, accuracy, datasets, initialize, train
from course_lib.comparison import Comparison, Row, compare

XOR = datasets.xor(m=120, rng=0)
NETS = {"logistic regression": (2, 1), "shallow": (2, 6, 1)}
HOW = dict(learning_rate=0.5, steps=300, seeds=3)


def by_hand(data, W, b, learning_rate, steps):
    """deep_network written out: ReLU in the hidden layers, a sigmoid at the end."""
    X, Y = data
    W, b, L, m = dict(W), dict(b), len(W), X.shape[1]
    for _ in range(steps):
        A = {0: X}
        for l in range(1, L + 1):
            Z = W[l] @ A[l - 1] + b[l]
            A[l] = np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))
        dZ = A[L] - Y
        for l in range(L, 0, -1):
            dW, db = dZ @ A[l - 1].T / m, dZ.mean(axis=1, keepdims=True)
            dZ = W[l].T @ dZ * (A[l - 1] > 0)
            W[l], b[l] = W[l] - learning_rate * dW, b[l] - learning_rate * db
    return W, b


def he_by_hand(n, rng):
    W = {l: rng.standard_normal((n[l], n[l - 1])) * np.sqrt(2 / n[l - 1]) for l in range(1, len(n))}
    return W, {l: np.zeros((n[l], 1)) for l in W}


def test_a_straight_boundary_is_beaten_on_xor_and_every_number_can_be_repeated():
    straight, bent = compare(NETS, XOR, **HOW).rows
    assert straight.test.mean() < 0.75 < 0.85 < bent.test.mean()
    train_set, test_set = XOR.split(0.25, rng=2)
    net = Network((2, 6, 1), hidden="relu")
    *_, last = train(net, initialize(net, "he", rng=2), *train_set, learning_rate=0.5, steps=300)
    assert bent.train[2] == accuracy(net, last.params, *train_set)
    assert bent.test[2] == accuracy(net, last.params, *test_set)


def test_the_learners_functions_give_the_same_table():
    assert repr(compare(NETS, XOR, by_hand, initialize=he_by_hand, **HOW)) == repr(compare(NETS, XOR, **HOW))


def test_all_networks_get_the_same_split_and_each_seed_another():
    seen = []

    def spy(data, W, b, learning_rate, steps):
        seen.append(data.X.tobytes())
        return W, b

    compare(NETS, XOR, spy, **HOW)
    assert len(seen) == 6 and seen[0::2] == seen[1::2] and len(set(seen)) == 3


def test_each_network_may_have_its_own_learning_rate():
    rates = {"logistic regression": 0.1, "shallow": 0.7}
    rows = compare(NETS, XOR, learning_rate=rates, steps=40, seeds=2).rows
    for row in rows:
        (alone,) = compare({row.name: row.layers}, XOR, learning_rate=rates[row.name], steps=40, seeds=2).rows
        assert row.learning_rate == rates[row.name] and np.array_equal(row.train, alone.train)
    assert " 0.1 " in repr(Comparison(rows)) and " 0.7 " in repr(Comparison(rows))


def test_parameters_are_counted():
    assert Row("deep", (64, 20, 20, 1), 0.3, None, None).parameters == 64 * 20 + 20 + 20 * 20 + 20 + 20 + 1
    assert Row("one neuron", (625, 1), 0.3, None, None).parameters == 626


def test_the_table_by_hand_as_text_and_as_html():
    row = Row("a <b>", (2, 4, 1), 0.5, np.array([1.0, 0.9, 0.8]), np.array([0.75, np.nan, 0.25]))
    table = Comparison((row, Row("lost", (2, 1), 2.0, np.array([np.nan]), np.array([0.5]))))
    head, first, second = repr(table).splitlines()
    assert head.split("  ")[0] == "network" and first.split() == "a <b> 2-4-1 17 0.5 90.0 ± 10.0 % 50.0 ± 35.4 %, 1 of 3 diverged".split()
    assert second.split() == "lost 2-1 3 2 1 of 1 diverged 50.0 %".split()
    page = table._repr_html_()
    assert "a &lt;b&gt;" in page and page.count("<tr>") == 3 and page.count("<th") == 6 and "50.0 ± 35.4 %, 1 of 3 diverged" in page


def test_a_run_that_diverges_is_a_result():
    def runs_away(data, W, b, learning_rate, steps):
        return {l: W[l] * np.float64(1e308) * 1e308 for l in W}, b

    (row,) = compare({"lost": (2, 1)}, XOR, runs_away, **HOW).rows
    assert np.isnan(row.test).all()
    assert "3 of 3 diverged" in repr(Comparison((row,)))


@pytest.mark.parametrize(
    "networks, options, words",
    [
        ({"deep": (3, 4, 1)}, {}, "deep has the sizes \\(3, 4, 1\\); for xor they must begin with 2 and end with 1"),
        ({"deep": (2, 4, 2)}, {}, "end with 1"),
        (NETS, {"seeds": 0}, "seeds is 0"),
        (NETS, {"test": 1.5}, "test is 1.5"),
        (NETS, {"learning_rate": -1}, "learning_rate is -1"),
        (NETS, {"learning_rate": {"shallow": 1.0}}, "logistic regression has no learning rate; there are rates for: shallow"),
        (NETS, {"train_with": lambda data, W, b, learning_rate, steps: ({1: W[1].T}, b)}, "W\\[1\\] has shape"),
        (NETS, {"initialize": lambda n, rng: ({}, {})}, "W has layers \\[\\]"),
    ],
)
def test_what_cannot_be_compared_is_told(networks, options, words):
    with pytest.raises(ValueError, match=words):
        compare(networks, XOR, **(HOW | options))
