"""Training as a stream: when it runs, what it hands out, the formulas it follows, and how it tells of divergence."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import KINDS, problems, steady, textbook

from course_lib import Network, Params, accuracy, backward, cost, datasets, forward, initialize, train, training
from course_lib.network import penalty
from course_lib.passes import Passes

NET = Network((2, 4, 1))
X, Y = datasets.circles(m=50, rng=0)
START = initialize(NET, "xavier", rng=0)


def run(net=NET, params=START, X=X, Y=Y, **settings):
    return list(train(net, params, X, Y, **{"learning_rate": 0.5, "steps": 6} | settings))


def flat(params):
    return np.concatenate([P[l].ravel() for P in params for l in P])


def close(params, W, b, rtol=1e-12):
    for l in W:
        np.testing.assert_allclose(params.W[l], W[l], rtol=rtol, atol=1e-14)
        np.testing.assert_allclose(params.b[l], b[l], rtol=rtol, atol=1e-14)


# When it runs, and what it hands out


def test_nothing_runs_until_asked(monkeypatch):
    calls, real = [], Passes.forward
    monkeypatch.setattr(Passes, "forward", lambda *args: calls.append(args) or real(*args))
    snapshots = train(NET, START, X, Y, learning_rate=0.5, steps=10**9, every=4)
    assert calls == []
    next(snapshots)
    assert len(calls) == 1
    next(snapshots)
    assert len(calls) == 5


@pytest.mark.parametrize(
    ("steps", "every", "expected"),
    [(0, 1, [0]), (3, 1, [0, 1, 2, 3]), (10, 5, [0, 5, 10]), (10, 4, [0, 4, 8, 10]), (3, 100, [0, 3])],
)
def test_the_steps_that_are_shown(steps, every, expected):
    assert [s.step for s in run(steps=steps, every=every)] == expected
    assert [s.step for s in run(steps=steps, every=every, batch_size=7, rng=0)] == expected


def test_the_first_snapshot_is_the_start():
    first = run(l2=0.2)[0]
    close(first.params, *START)
    assert first.cost == pytest.approx(cost(NET, forward(NET, START, X), Y) + penalty(START, 0.2), rel=1e-12)
    assert first.finite and first.trouble is None


def test_every_only_thins_the_stream_out():
    all_of_them, some = run(steps=12), run(steps=12, every=4)
    for snapshot in some:
        close(all_of_them[snapshot.step].params, *snapshot.params, rtol=0)
        assert all_of_them[snapshot.step].cost == snapshot.cost


@pytest.mark.parametrize("settings", [{}, {"momentum": 0.9, "l2": 0.1}, {"batch_size": 8, "rng": 1, "momentum": 0.5}])
def test_old_snapshots_and_arguments_never_change(settings):
    before = copy.deepcopy((START, X, Y))
    kept, copies = [], []
    for snapshot in train(NET, START, X, Y, learning_rate=0.5, steps=9, **settings):
        kept.append(snapshot)
        copies.append(copy.deepcopy(snapshot))
    for snapshot, old in zip(kept, copies):
        np.testing.assert_array_equal(flat(snapshot.params), flat(old.params))
        assert snapshot.cost == old.cost
    assert len({flat(snapshot.params).tobytes() for snapshot in kept}) == 10
    np.testing.assert_array_equal(flat(START), flat(before[0]))
    np.testing.assert_array_equal(X, before[1])
    np.testing.assert_array_equal(Y, before[2])


def test_two_streams_do_not_disturb_each_other():
    one, two = (train(NET, START, X, Y, learning_rate=0.5, steps=6, batch_size=8, rng=3) for _ in "12")
    for a, b in zip(one, two):
        np.testing.assert_array_equal(flat(a.params), flat(b.params))


def test_lists_and_plain_pairs_will_do():
    W, b = START
    plain = run(params=(W, b), X=X.tolist(), Y=Y.astype(int).tolist(), l2=0.1)
    np.testing.assert_array_equal(flat(plain[-1].params), flat(run(l2=0.1)[-1].params))


def test_training_learns():
    last = run(learning_rate=2.0, steps=400, every=400)[-1]
    assert accuracy(NET, last.params, X, Y) > 0.95 and last.cost < 0.1


def test_zero_weights_learn_in_logistic_regression_only():
    blobs = datasets.blobs(m=60, rng=0)
    net = Network((2, 1))
    assert accuracy(net, run(net, initialize(net, "zeros"), *blobs, steps=50)[-1].params, *blobs) > 0.95
    assert not run(NET, initialize(NET, "zeros"), *blobs, steps=50)[-1].params.W[1].any()


# The formulas


@pytest.mark.parametrize("kind", KINDS[:4] + KINDS[4::7], ids=str)
@given(data=st.data())
@steady(3)
def test_each_step_is_the_textbooks(kind, data):
    net, params, X, Y, l2 = data.draw(problems(*kind))
    for snapshot in run(net, params, X, Y, learning_rate=0.1, steps=3, l2=l2):
        _, J, dW, db = textbook(net, params, X, Y, l2)
        close(snapshot.params, *params, rtol=1e-9)
        assert snapshot.cost == pytest.approx(J, rel=1e-9)
        params = Params({l: params.W[l] - 0.1 * dW[l] for l in dW}, {l: params.b[l] - 0.1 * db[l] for l in db})


def test_a_step_by_hand():
    """w = 0: ŷ = 1/2 for both; dz = (−1/2, 1/2), dw = (1·(−1/2) + 3·(1/2)) / 2 = 1/2, db = 0; with α = 0.2, w = −0.1."""
    net = Network((1, 1))
    last = run(net, initialize(net, "zeros"), [[1.0, 3.0]], [[1, 0]], learning_rate=0.2, steps=1)[-1]
    assert last.params.W[1].item() == pytest.approx(-0.1, rel=1e-15) and last.params.b[1].item() == 0.0


def test_momentum_is_a_running_mean_of_gradients():
    params, V = START, Params({1: 0.0, 2: 0.0}, {1: 0.0, 2: 0.0})
    for snapshot in run(momentum=0.8, steps=5):
        close(snapshot.params, *params)
        gradients = backward(NET, params, forward(NET, params, X), Y)
        V = Params(*({l: 0.8 * v[l] + 0.2 * g[l] for l in g} for v, g in zip(V, gradients)))
        params = Params(*({l: P[l] - 0.5 * v[l] for l in P} for P, v in zip(params, V)))


def test_l2_shrinks_weights_and_not_biases():
    dW, db = backward(NET, START, forward(NET, START, X), Y)
    shrunk = {l: START.W[l] - 0.5 * (dW[l] + 0.3 * START.W[l]) for l in dW}
    close(run(l2=0.3, steps=1)[-1].params, shrunk, {l: START.b[l] - 0.5 * db[l] for l in db})


# Mini-batches


def batches_seen(monkeypatch, m, batch_size, steps, rng):
    """Which examples each step used: the labels are the examples' numbers."""
    seen, real = [], Passes.gradient
    net = Network((1, 1), output="linear")

    def spy(passes, theta, Y, l2):
        seen.append(Y[0].astype(int).tolist())
        np.testing.assert_array_equal(passes._inputs[0][:-1], 2.0 * Y)
        return real(passes, theta, Y, l2)

    monkeypatch.setattr(Passes, "gradient", spy)
    numbers = np.arange(m)[None] * 1.0
    run(net, initialize(net, "zeros"), 2.0 * numbers, numbers, learning_rate=1e-9, steps=steps, batch_size=batch_size, rng=rng)
    return seen[:steps]


@pytest.mark.parametrize(("m", "batch_size"), [(10, 5), (10, 3), (10, 1), (7, 6)])
def test_an_epoch_covers_each_example_once(monkeypatch, m, batch_size):
    n = -(-m // batch_size)
    seen = batches_seen(monkeypatch, m, batch_size, 3 * n, rng=0)
    epochs = [sum(seen[i * n : (i + 1) * n], []) for i in range(3)]
    assert [sorted(epoch) for epoch in epochs] == [list(range(m))] * 3
    assert [len(batch) for batch in seen[: n - 1]] == [batch_size] * (n - 1)
    assert epochs[0] != epochs[1] != epochs[2]


def test_the_seed_decides_the_batches(monkeypatch):
    first = batches_seen(monkeypatch, 30, 4, 20, rng=1)
    assert first == batches_seen(monkeypatch, 30, 4, 20, rng=1)
    assert first == batches_seen(monkeypatch, 30, 4, 20, rng=np.random.default_rng(1))
    assert first != batches_seen(monkeypatch, 30, 4, 20, rng=2)


@pytest.mark.parametrize("batch_size", [50, 51, 10**6])
def test_a_batch_of_everything_is_plain_descent(batch_size):
    np.testing.assert_array_equal(flat(run(batch_size=batch_size, rng=0)[-1].params), flat(run()[-1].params))


def test_the_cost_of_a_snapshot_is_over_all_examples():
    for snapshot in run(batch_size=4, rng=0, l2=0.1):
        J = cost(NET, forward(NET, snapshot.params, X), Y) + penalty(snapshot.params, 0.1)
        assert snapshot.cost == pytest.approx(J, rel=1e-12)


# Stacks


@pytest.mark.parametrize("settings", [{}, {"momentum": 0.9, "l2": 0.05}, {"batch_size": 8, "rng": 4}])
def test_a_stack_equals_its_runs(settings):
    starts, rates = [initialize(NET, "xavier", rng=seed) for seed in range(3)], np.array([0.1, 0.5, 1.0])
    stacked = Params(*({l: np.stack([p[i][l] for p in starts]) for l in (1, 2)} for i in (0, 1)))
    together = run(params=stacked, learning_rate=rates[:, None, None], steps=20, **settings)
    for i, start in enumerate(starts):
        for one, all_of_them in zip(run(params=start, learning_rate=rates[i], steps=20, **settings), together, strict=True):
            assert all_of_them.cost[i] == pytest.approx(one.cost, rel=1e-12)
            for l in (1, 2):
                np.testing.assert_allclose(all_of_them.params.W[l][i], one.params.W[l], rtol=1e-12, atol=1e-12)
                np.testing.assert_allclose(all_of_them.params.b[l][i], one.params.b[l], rtol=1e-12, atol=1e-12)


def test_one_start_with_many_learning_rates():
    rates = np.array([0.1, 0.5, 1.0])
    together = run(learning_rate=rates[:, None, None])[-1]
    assert together.cost == pytest.approx([run(learning_rate=rate)[-1].cost for rate in rates], rel=1e-12)


@pytest.mark.parametrize("batch_size", [None, 8])
def test_each_run_may_have_examples_of_its_own(batch_size):
    problems = [datasets.circles(m=50, rng=seed) for seed in range(3)]
    X, Y = (np.stack(arrays) for arrays in zip(*problems))
    together = run(X=X, Y=Y, steps=20, batch_size=batch_size, rng=4)
    for i, (x, y) in enumerate(problems):
        for one, all_of_them in zip(run(X=x, Y=y, steps=20, batch_size=batch_size, rng=4), together, strict=True):
            assert all_of_them.cost[i] == pytest.approx(one.cost, rel=1e-12)
            close(Params(*({l: P[l][i] for l in P} for P in all_of_them.params)), *one.params)


# Divergence


LINE = Network((1, 1), output="linear")
FIT = {"X": [[1.0, 2.0, 3.0]], "Y": [[2.0, 4.0, 6.0]]}


def first_trouble(net, params, X, Y, learning_rate):
    """The first step, and in it the first tensor, that is not finite: a bare loop that looks at everything."""
    X, Y = np.array(X), np.array(Y)
    for step in range(10**4):
        for l in params.W:
            for name, tensor in (("W", params.W[l]), ("b", params.b[l])):
                if not np.isfinite(tensor).all():
                    return step, f"{name}[{l}]"
        with np.errstate(all="ignore"):
            dW, db = backward(net, params, forward(net, params, X), Y)
            step_of = ((params.W, dW), (params.b, db))
            params = Params(*({l: P[l] - learning_rate * G[l] for l in P} for P, G in step_of))


@pytest.mark.parametrize("learning_rate", [1.0, 3.0, 1e3, 1e200, 1.7e308])
@pytest.mark.parametrize("layers", [(1, 1), (1, 3, 1), (1, 2, 2, 1)])
@pytest.mark.parametrize("large", [training.LARGE, 0], ids=["a small network", "as large ones"])
def test_divergence_names_the_first_tensor_at_its_step(monkeypatch, large, layers, learning_rate):
    monkeypatch.setattr(training, "LARGE", large)
    net = Network(layers, "leaky_relu", "linear")
    params = initialize(net, "large", rng=4)
    step, tensor = first_trouble(net, params, **FIT, learning_rate=learning_rate)
    for every in (7, 10**6):
        *before, last = run(net, params, **FIT, learning_rate=learning_rate, steps=10**4, every=every)
        assert all(snapshot.finite and np.isfinite(flat(snapshot.params)).all() for snapshot in before)
        assert not last.finite
        assert (last.step, last.trouble) == (step, tensor) or (last.trouble == "cost" and last.step < step)
    assert (last.step, last.trouble) == (step, tensor)


def test_a_cost_beyond_all_numbers_is_trouble_too():
    params = Params({1: np.array([[1e200]])}, {1: np.array([[0.0]])})
    (only,) = run(LINE, params, **FIT, learning_rate=1e-9)
    assert (only.step, only.trouble, only.cost, only.finite) == (0, "cost", np.inf, False)


def test_huge_parameters_are_no_trouble():
    params = Params({1: np.array([[1e200]])}, {1: np.array([[0.0]])})
    snapshots = run(LINE, params, X=[[1e-200]], Y=[[1.0]], learning_rate=0.1)
    assert all(s.finite for s in snapshots) and snapshots[-1].step == 6


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("tensor", ["W[1]", "b[1]", "W[2]", "b[2]"])
def test_a_run_ends_at_its_first_trouble_even_where_units_hide_it(tensor, bad):
    params = copy.deepcopy(START)
    getattr(params, tensor[0])[int(tensor[2])][0, 0] = bad
    (only,) = run(params=params)
    assert (only.step, only.trouble, only.finite) == (0, tensor, False)


def test_a_stack_goes_on_without_the_run_that_blew_up():
    rates = np.array([1e-3, 1e3])[:, None, None]
    start = Params({1: np.zeros((2, 1, 1))}, {1: np.zeros((2, 1, 1))})
    snapshots = run(LINE, start, **FIT, learning_rate=rates, steps=200, every=50)
    step, tensor = first_trouble(LINE, initialize(LINE, "zeros"), **FIT, learning_rate=1e3)
    assert [s.step for s in snapshots] == sorted({0, 50, 100, 150, 200, step})
    assert [s.trouble for s in snapshots if s.step >= step] == [tensor] * len([s for s in snapshots if s.step >= step])
    assert np.isfinite(snapshots[-1].cost).tolist() == [True, False]
    alone = run(LINE, initialize(LINE, "zeros"), **FIT, learning_rate=1e-3, steps=200)
    assert [s.cost[0] for s in snapshots] == pytest.approx([alone[s.step].cost for s in snapshots], rel=1e-12)


def test_a_stack_ends_when_nothing_finite_is_left():
    rates = np.array([1e2, 1e3])[:, None, None]
    last = run(LINE, initialize(LINE, "zeros"), **FIT, learning_rate=rates, steps=10**5)[-1]
    assert last.step < 300 and not np.isfinite(last.cost).any() and not last.finite


def test_divergence_warns_nobody_and_leaks_no_setting():
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        mine = np.geterr()
        for snapshot in train(LINE, initialize(LINE, "zeros"), **FIT, learning_rate=1e3, steps=500):
            assert np.geterr() == mine
        assert np.geterr() == mine and not snapshot.finite


def test_an_abandoned_stream_leaks_no_setting():
    mine = np.geterr()
    snapshots = train(NET, START, X, Y, learning_rate=0.5, steps=100)
    next(snapshots)
    assert np.geterr() == mine
    snapshots.close()
    assert np.geterr() == mine


@pytest.mark.parametrize("settings", [{}, {"momentum": 0.8, "l2": 0.1}, {"batch_size": 20}], ids=repr)
def test_large_networks_which_keep_no_states_hand_out_the_same(monkeypatch, settings):
    kept = run(steps=20, every=3, rng=0, **settings)
    monkeypatch.setattr(training, "LARGE", 0)
    for snapshot, other in zip(run(steps=20, every=3, rng=0, **settings), kept, strict=True):
        assert (snapshot.step, snapshot.cost) == (other.step, other.cost)
        np.testing.assert_array_equal(flat(snapshot.params), flat(other.params))


def test_a_small_network_is_looked_at_now_and_then_and_a_large_one_at_each_step(monkeypatch):
    looks = []
    monkeypatch.setattr(training, "_first_trouble", lambda states: looks.append(list(states)) or (None, {}))
    run(steps=16, every=16)
    assert looks == [[0], [*range(1, 9)], [*range(9, 17)]]
    for large, step in ((17, 1), (18, 8)):  # the network has 17 parameters
        monkeypatch.setattr(training, "LARGE", large)
        looks.clear()
        run(steps=8, every=8)
        assert looks[1] == [*range(1, step + 1)]


def test_a_batch_serves_one_step():
    drawn = training.batches(np.asfortranarray(X[:, :6]), Y[:, :6], 3, np.random.default_rng(0))
    (first, _), (second, _) = next(drawn), next(drawn)
    assert np.shares_memory(first, second)


def test_what_a_caller_does_to_a_snapshot_changes_nothing():
    settings = dict(FIT, learning_rate=np.array([1e2, 1e3])[:, None, None], steps=10**5)
    plain = run(LINE, initialize(LINE, "zeros"), **settings)
    count = 0
    for snapshot in train(LINE, initialize(LINE, "zeros"), **settings):
        snapshot.cost[:] = 0.0
        count += 1
    assert count == len(plain)


def test_a_fork_continues_where_the_run_stood():
    whole = run(steps=10)
    again = run(params=whole[4].params, steps=6)
    np.testing.assert_array_equal(flat(again[-1].params), flat(whole[-1].params))
