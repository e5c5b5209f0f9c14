"""The training lab on the learner's own functions: right ones, ones that raise, and ones that return nonsense."""

import numpy as np
import pytest
from lab_tools import click, player
from training_tools import agrees, close, same

from course_lib.labs import TrainingLab

SMALL = dict(m=40, layers=(2, 3, 1), seed=1)


def initialize(n, rng):
    W = {l: np.sqrt(2 / n[l - 1]) * rng.standard_normal((n[l], n[l - 1])) for l in range(1, len(n))}
    return W, {l: np.zeros((n[l], 1)) for l in W}


def forward(W, b, X, g):
    Z, A = {}, {0: X}
    for l in W:
        Z[l] = np.dot(W[l], A[l - 1]) + b[l]
        A[l] = g[l](Z[l])
    return Z, A


def backward(W, Z, A, Y, g_prime):
    dZ, dW, db = A[len(W)] - Y, {}, {}
    for l in sorted(W, reverse=True):
        dW[l], db[l] = np.dot(dZ, A[l - 1].T) / Y.shape[1], dZ.mean(axis=1, keepdims=True)
        if l > 1:
            dZ = np.dot(W[l].T, dZ) * g_prime[l - 1](Z[l - 1], A[l - 1])
    return dW, db


def update(W, b, dW, db, learning_rate):
    return {l: W[l] - learning_rate * dW[l] for l in W}, {l: b[l] - learning_rate * db[l] for l in b}


OWN = {f.__name__: f for f in (initialize, forward, backward, update)}


@pytest.mark.parametrize("names", [[name] for name in OWN] + [list(OWN)])
@pytest.mark.parametrize("layers, activation", [((2, 3, 1), "tanh"), ((2, 4, 3, 1), ("relu", "sigmoid")), ((2, 1), ())])
def test_right_functions_give_the_course_s_run(names, layers, activation):
    settings = SMALL | {"layers": layers, "activation": activation}
    lab, course = TrainingLab(**settings, **{name: OWN[name] for name in names}), TrainingLab(**settings)
    for each in (lab, course):
        each.tick(60)
        each.set(learning_rate=2.0).tick(20)
        each.rewind(70)
        each.tick(7)
    for ours, theirs in zip(lab.record.params, course.record.params):
        assert all(np.allclose(ours[l], theirs[l], rtol=1e-9, atol=1e-12) for l in theirs)
    assert lab.record.cost == pytest.approx(course.record.cost) and lab.error == ""
    assert f"Running on your {', '.join(names)}." in lab.describe() and "The code that runs is the course's." in course.describe()
    agrees(lab)


def test_what_four_plain_functions_leave_out():
    options = {"batch_size": 4, "momentum": 0.9, "l2": 0.1}
    lab, course = TrainingLab(**SMALL, **options, update=update), TrainingLab(**SMALL)
    for each in (lab, course):
        each.tick(10)
    assert close(lab.record.params, course.record.params) and lab.record.cost == pytest.approx(course.record.cost, rel=1e-12)
    assert "Four plain functions have no place for mini-batches, momentum, L2: left out." in lab.describe()
    names = {}
    exec(lab.code(), names)  # noqa: S102
    assert close(names["params"], lab.record.params) and "stand in for your update" in lab.code()
    first = TrainingLab(**SMALL, **options, initialize=initialize)  # has no part in the steps
    assert "left out" not in first.describe() and not first.run.plain


def test_slopes_of_cross_entropy_go_with_no_other_loss():
    lab, course = TrainingLab(**SMALL, backward=backward), TrainingLab(**SMALL)
    for each in (lab, course):
        each.tick(5)
    lab.set(loss="squared error")
    for each in (lab, course):
        each.tick(5)
    assert close(lab.record.params, course.record.params) and lab.record.cost == pytest.approx(course.record.cost, rel=1e-12)
    assert "Four plain functions have no place for another loss: left out." in lab.describe()
    shown, true = lab.snapshot().gradients, course.snapshot().gradients
    assert close(shown, true) and "squared_error" not in lab.code()
    other = TrainingLab(**SMALL, forward=forward, loss="squared error")  # the course's backward knows it
    assert "left out" not in other.describe() and other.run.net.loss == "squared_error"


def after(calls, problem, f):
    """f that raises at the call after so many."""
    count = iter(range(10**6))

    def breaks(*arguments):
        if next(count) >= calls:
            raise problem
        return f(*arguments)

    return breaks


@pytest.mark.parametrize("name", ["forward", "backward", "update"])
@pytest.mark.parametrize("how", ["Step", "Play", "tick"])
def test_an_error_stops_the_run_in_words_and_the_history_stays(name, how):
    lab = TrainingLab(**SMALL, pace=50, **{name: after(7, KeyError("my mistake"), OWN[name])})
    course = TrainingLab(**SMALL)
    course.tick(7)
    assert lab.face
    lab.tick(7)
    assert lab.error == "" and lab.record.step == 7
    for _ in range(2):  # it does not heal
        player(lab).playing = True
        if how == "tick":
            lab.tick(100)
        elif how == "Step":
            click(lab, "Step")
        else:
            player(lab).value += 1
        assert lab.error.startswith("The run has stopped at step 7. KeyError: 'my mistake' — in breaks, line ")
        assert 'role="alert"' in lab._alarm.value and "my mistake" in lab._alarm.value
        assert how == "tick" or not player(lab).playing
        assert len(lab.run.history) == 8 and np.allclose(lab.record.params.W[1], course.record.params.W[1])
        agrees(lab)
    click(lab, "Reset")
    assert lab.error == "" == lab._alarm.value


def test_many_steps_at_once_stop_where_the_error_is():
    lab = TrainingLab(**SMALL, backward=after(123, ValueError("now"), backward))
    lab.tick(1000)
    assert lab.record.step == 123 and "at step 123" in lab.error
    once = TrainingLab(**SMALL, forward=lambda *arguments: flaky(*arguments))
    flaky = after(3, ValueError("now"), forward)
    once.tick(9)
    flaky = forward  # mended
    once.tick(2)
    assert once.record.step == 5


NONSENSE = [
    None, 3.0, "W, b", (1, 2), ({}, {}), [None, None], ({1: 0.0}, {1: 0.0}), (np.zeros(2), {}),
    ({1: None, 2: None}, {1: None, 2: None}), {"W": 1}, (), ([], []),
]  # fmt: skip


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("returned", NONSENSE, ids=str)
def test_nonsense_is_told_in_words(name, returned):
    lab = TrainingLab(**SMALL, **{name: lambda *_: returned})
    lab.tick(2)
    if name == "initialize":
        assert lab.error.startswith("Your initialize has stopped; the course's is used. ") and lab.record.step == 2
        assert "Running on your" not in lab.describe()
    else:
        assert lab.error.startswith("The run has stopped at step 0. ") and lab.record.step == 0


@pytest.mark.parametrize(
    "name, spoil, words",
    [
        ("backward", lambda dW, db: None, "backward returned nothing; expected two dicts keyed by layer: return dW, db"),
        ("backward", lambda dW, db: (dW, db, 1), "backward returned 3 values"),
        ("backward", lambda dW, db: (dW | {1: dW[1].T}, db), "backward returned dW[1] of shape (2, 3); expected shape (3, 2)"),
        ("backward", lambda dW, db: (dW, db | {2: 0.0}), "backward returned db[2] of shape (); expected shape (1, 1)"),
        ("backward", lambda dW, db: ({1: dW[1]}, db), "backward returned no dW[2]; expected shape (1, 3)"),
        ("backward", lambda dW, db: (dW, {l: db[l].ravel() for l in db}), "backward returned db[1] of shape (3,)"),
        ("update", lambda W, b: (W, b | {1: b[1].T}), "update returned b[1] of shape (1, 3); expected shape (3, 1)"),
        ("update", lambda W, b: (W | {1: [["a", "b"]] * 3}, b), "could not convert string"),
        ("update", lambda W, b: (np.stack([W[1], W[1]]), b), "update returned 2 values; expected two dicts"),
        ("forward", lambda Z, A: A, "forward returned dict; expected two dicts keyed by layer: return Z, A"),
        ("forward", lambda Z, A: (Z, {l: A[l].T for l in A}), "Error"),
        ("initialize", lambda W, b: (W, {l: b[l].ravel() for l in b}), "initialize returned b[1] of shape (3,); expected"),
        ("initialize", lambda W, b: ({l - 1: W[l] for l in W}, b), "initialize returned W[1] of shape (1, 3); expected"),
    ],
)
def test_what_is_wrong_is_named(name, spoil, words):
    lab = TrainingLab(**SMALL, **{name: lambda *arguments: spoil(*OWN[name](*arguments))})
    lab.tick(1)
    assert words in lab.error
    agrees(lab)


def test_lists_and_whole_numbers_are_taken():
    W, b = {1: [[1, 2], [3, 4], [5, 6]], 2: [[1, 0, 1]]}, {1: np.zeros((3, 1), int), 2: [[0]]}
    lab = TrainingLab(**SMALL, initialize=lambda n, rng: (W, b), update=update)
    lab.tick(3)
    assert lab.error == "" and lab.record.step == 3 and lab.run.history.at(0).params.W[1].tolist() == W[1]


def in_place(W, b, dW, db, learning_rate):
    for l in W:
        W[l] -= learning_rate * dW[l]
        b[l] -= learning_rate * db[l]
    return W, b


def greedy(W, b, X, g):
    out = forward(W, b, X.copy(), g)
    X *= 0
    W.clear()
    return out[0], out[1]


def test_what_is_changed_in_place_leaves_the_history_alone():
    lab, course = TrainingLab(**SMALL, update=in_place), TrainingLab(**SMALL)
    for each in (lab, course):
        each.tick(20)
    assert same(lab.run.history.at(0).params, course.run.history.at(0).params) and close(lab.record.params, course.record.params)
    bad = TrainingLab(**SMALL, forward=greedy)
    bad.tick(2)
    assert "stopped at step 0" in bad.error and set(bad.record.params.W) == {1, 2}
    assert np.array_equal(bad.data[0].X, course.data[0].X)


@pytest.mark.parametrize("value", [np.inf, np.nan])
@pytest.mark.parametrize("part, tensor", [(0, "W[2]"), (1, "b[2]")])
def test_what_blows_up_in_your_code_is_named(value, part, tensor):
    def explodes(W, b, dW, db, learning_rate):
        out = update(W, b, dW, db, learning_rate)
        out[part][2] = out[part][2] + value
        return out

    lab = TrainingLab(**SMALL, update=explodes)
    lab.tick(50)
    assert lab.record.step == 1 and lab.record.trouble == tensor and f"at step 1 {tensor} was the first" in lab.describe()
    agrees(lab)


def test_an_initialize_that_raises_is_told_and_reset_tries_again():
    calls = []

    def fails_once(n, rng):
        calls.append(n)
        if len(calls) == 1:
            raise RuntimeError("not yet")
        return initialize(n, rng)

    lab = TrainingLab(**SMALL, initialize=fails_once)
    assert "Your initialize has stopped; the course's is used. RuntimeError: not yet — in fails_once" in lab.error
    lab.reset()
    assert lab.error == "" and calls == [(2, 3, 1)] * 2 and "Running on your initialize." in lab.describe()
