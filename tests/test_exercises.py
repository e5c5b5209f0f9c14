"""Each exercise is proved: what is right passes, the stub is not attempted, and every known mistake gets its own words."""

import ast

import numpy as np
import pytest
from mutants import mutants

from course_lib.exercises import REGISTRY
from course_lib.exercises import chapter2 as c2
from course_lib.exercises import chapter3 as c3
from course_lib.exercises.compare import same_outcomes
from course_lib.exercises.sandbox import run

EVERY = pytest.mark.parametrize("exercise", REGISTRY.values(), ids=list(REGISTRY))
MISTAKES = [(exercise, mistake) for exercise in REGISTRY.values() for mistake in exercise.mistakes]
# Slips that learners of these networks are known to make; the codes under which each exercise knows them.
KNOWN = {
    "missing 1/m": {"missing-mean"},
    "sign": {"sign", "uphill", "minus"},
    "* for @": {"star-for-at", "outer-product"},
    "transposed": {"not-transposed", "dw-transposed", "x-transposed"},
    "1 - log(a)": {"one-minus-log"},
    "sigmoid left out": {"sigmoid-left-out"},
    "missing sum": {"missing-sum"},
    "wrong axis": {"wrong-axis"},
    "lost keepdims": {"rank-1", "db-rank-1", "sum-for-product"},
    "in place": {"in-place"},
    "squared error": {"squared-error"},
    "only y = 1": {"only-y-1"},
    "hard-coded size": {"hard-coded-size", "hard-coded-m"},
    "g of another layer": {"g1-for-g2", "g2-for-g1"},
    "X again in layer 2": {"x-in-layer-2", "X-in-layer-2"},
    "g' left out": {"slope-left-out"},
    "g' of another layer": {"slope-of-other-layer", "slope-at-other-layer"},
    "Z and A confused": {"z-and-a-confused"},
    "W[2] not transposed": {"weights-not-transposed"},
    "squared error's slope": {"extra-slope"},
    "uniform for normal": {"uniform"},
    "identical hidden units": {"zero-weights", "equal-weights", "equal-rows"},
}


def defined(text, exercise):
    """The function that a text defines, as a notebook cell would: with NumPy and the earlier exercises at hand."""
    namespace = {"np": np} | {name: e.reference for name, e in REGISTRY.items()}
    exec(compile(text, "<cell>", "exec"), namespace)
    return namespace[exercise.name]


@EVERY
def test_the_solution_passes_as_it_is_shown(exercise):
    verdict = exercise.check(defined(exercise.solution(), exercise))
    assert (verdict.status, verdict.message) == ("passed", "Right!")


@EVERY
def test_the_stub_is_not_attempted_and_shows_no_traceback(exercise):
    stub = exercise.stub()
    assert "SOLUTION" not in stub and stub.count("NotImplementedError") == 1
    verdict = exercise.check(defined(stub, exercise))
    assert (verdict.status, verdict.code) == ("not_attempted", "not-attempted")
    assert "Traceback" not in repr(verdict)


@EVERY
def test_the_stub_keeps_the_docstring_and_none_of_the_solution(exercise):
    whole, stub = (ast.parse(text).body[0] for text in (exercise.solution(), exercise.stub()))
    assert ast.get_docstring(stub) == ast.get_docstring(whole)
    assert len(stub.body) == 2


@EVERY
def test_an_exercise_has_three_hints_and_its_words(exercise):
    assert len(exercise.hints) == 3 and all(len(hint) > 20 for hint in exercise.hints)
    assert exercise.words and exercise.chapter in range(1, 6)


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=[f"{e.name}-{m.code}" for e, m in MISTAKES])
def test_each_mistake_is_refused_with_its_own_words(exercise, mistake):
    assert exercise.source.count(mistake.old) == 1, "the edit must have one place"
    verdict = exercise.check(exercise.edited([mistake]))
    assert (verdict.status, verdict.code) == ("wrong", mistake.code)
    assert mistake.message in verdict.message


@EVERY
def test_no_two_mistakes_share_a_code_or_a_message(exercise):
    for field in ("code", "message"):
        told = [getattr(mistake, field) for mistake in exercise.mistakes if mistake.code != "small-random"]
        assert len(set(told)) == len(told)


def test_every_slip_that_learners_are_known_for_is_among_the_mistakes():
    codes = {mistake.code for _, mistake in MISTAKES}
    assert {slip for slip, names in KNOWN.items() if not names & codes} == set()


@pytest.mark.parametrize(
    ("exercise", "codes"),
    [
        (c2.LOGISTIC_COST, ("missing-mean", "sign")),
        (c2.LOGISTIC_COST, ("log-misread", "sign")),
        (c2.LOGISTIC_GRADIENTS, ("sign", "mean-of-db")),
        (c2.LOGISTIC_GRADIENTS, ("sigmoid-left-out", "missing-mean")),
        (c2.LOGISTIC_GRADIENTS_LOOP, ("bias-left-out", "db-not-accumulated")),
        (c2.GRADIENT_DESCENT_STEP, ("no-learning-rate-w", "sign-of-b")),
        (c2.LOGISTIC_REGRESSION, ("one-step-short", "starts-at-ones")),
        (c3.FORWARD_SHALLOW, ("bias-1-left-out", "bias-2-left-out")),
        (c3.FORWARD_SHALLOW, ("activation-2-left-out", "g2-for-g1")),
        (c3.COLLAPSE_LINEAR, ("biases-added", "last-left-out")),
        (c3.BACKWARD_SHALLOW, ("missing-mean", "sign")),
        (c3.BACKWARD_SHALLOW, ("slope-left-out", "mean-db-1")),
        (c3.UPDATE_PARAMETERS, ("sign-of-b", "in-place-W")),
        (c3.INITIALIZE_RANDOM, ("scale-left-out", "biases-random")),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else value.name,
)
def test_two_mistakes_at_once_are_both_named(exercise, codes):
    pair = [m for m in exercise.mistakes if m.code in codes]
    verdict = exercise.check(exercise.edited(pair))
    assert len(pair) == 2 and set(verdict.code.split(" + ")) == set(codes)
    assert all(m.message in verdict.message for m in pair)


RIGHT = {
    "image_to_column": ("return image.flatten()[:, None]", "return image.ravel().reshape(image.size, 1)",
                        "return np.array([[v] for row in image for pixel in row for v in pixel])"),
    "flatten_images": ("return np.stack([i.ravel() for i in images], axis=1)", "return images.reshape(len(images), -1).T.copy()",
                       "return np.moveaxis(images, 0, -1).reshape(-1, images.shape[0])"),
    "sigmoid": ("return np.exp(z) / (1 + np.exp(z))", "return 0.5 * (1 + np.tanh(z / 2))", "return (1 + np.exp(-z)) ** -1.0",
                "return np.where(np.asarray(z) > 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))"),
    "logistic_cost": ("return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
                      "return -np.mean(np.log(np.where(Y == 1, A, 1 - A)))",
                      "return (-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.size).item()",
                      "return sum(-np.log(a if y else 1 - a) for a, y in zip(A[0], Y[0])) / A.size"),
    "gradient_descent_step": ("return w - learning_rate * dw, b - learning_rate * db",
                              "return [p - learning_rate * d for p, d in ((w, dw), (b, db))]",
                              "w = w.copy()\n    w -= learning_rate * dw\n    return w, b + -learning_rate * db"),
    "graph_gradients": ("return 3, 3, 3, 3 * c, 3 * b", "return 3.0, 3.0, 3.0, 3.0 * c, 3.0 * b",
                        "return tuple(np.array([1, 1, 1, c, b]) * 3)"),
    "logistic_gradients_loop": (
        "dw, db = 0, 0\n    for x, y in zip(X.T, Y[0]):\n        dz = sigmoid(x @ w[:, 0] + b) - y\n"
        "        dw, db = dw + x[:, None] * dz / Y.size, db + dz / Y.size\n    return dw, db",
        "dz = [1 / (1 + np.exp(-(np.dot(w[:, 0], X[:, i]) + b))) - Y[0, i] for i in range(X.shape[1])]\n"
        "    return sum(X[:, [i]] * d for i, d in enumerate(dz)) / len(dz), sum(dz) / len(dz)",
    ),
    "logistic_gradients": (
        "dZ = sigmoid(np.dot(w.T, X) + b) - Y\n    return np.dot(X, dZ.T) / Y.shape[1], dZ.mean()",
        "dZ = sigmoid((w * X).sum(axis=0, keepdims=True) + b) - Y\n    return np.mean(X * dZ, axis=1, keepdims=True), np.mean(dZ)",
        "dZ = 1 / (1 + np.exp(-np.einsum('ij,ik->jk', w, X) - b)) - Y\n"
        "    return np.einsum('ik,jk->ij', X, dZ) / Y.size, float(dZ.sum()) / Y.size",
    ),
    "logistic_regression": (
        "w, b = np.zeros((len(X), 1)), 0\n    while steps:\n        dw, db = logistic_gradients(w, b, X, Y)\n"
        "        w, b, steps = w - learning_rate * dw, b - learning_rate * db, steps - 1\n    return w, b",
        "w = np.zeros((X.shape[0], 1))\n    b = 0.0\n    for _ in range(steps):\n        A = 1 / (1 + np.exp(-(w.T @ X + b)))\n"
        "        w, b = w - learning_rate * X @ (A - Y).T / Y.size, b - learning_rate * np.mean(A - Y)\n    return w, b",
    ),
    "layer_sizes": ("return len(X), n_h, len(Y)", "(n_x, m), (n_y, _) = X.shape, Y.shape\n    return [n_x, n_h, n_y]",
                    "return tuple(np.array([X.T.shape[1], n_h, Y.T.shape[-1]]))"),
    "forward_one_example": (
        "return g[2](np.dot(W[2], g[1](np.dot(W[1], x) + b[1])) + b[2])",
        "a = x\n    for l in 1, 2:\n        a = g[l](W[l] @ a + b[l])\n    return a",
        "a1 = g[1](np.sum(W[1] * x.T, axis=1, keepdims=True) + b[1])\n    return g[2](np.einsum('ij,jk->ik', W[2], a1) + b[2])",
    ),
    "forward_shallow": (
        "Z, A = {}, {0: X}\n    for l in W:\n        Z[l] = np.dot(W[l], A[l - 1]) + b[l]\n        A[l] = g[l](Z[l])\n    return Z, A",
        "Z1 = np.einsum('ij,jk->ik', W[1], X) + b[1]\n    A1 = g[1](Z1)\n    Z2 = (A1.T @ W[2].T).T + b[2]\n"
        "    return {2: Z2, 1: Z1}, {0: X.copy(), 1: A1, 2: g[2](Z2)}",
        "def layer(W, b, A):\n        return np.hstack([W @ A[:, [i]] + b for i in range(A.shape[1])])\n"
        "    Z, A = {1: layer(W[1], b[1], X)}, {0: X}\n    A[1] = g[1](Z[1])\n    Z[2] = layer(W[2], b[2], A[1])\n"
        "    A[2] = g[2](Z[2])\n    return Z, A",
    ),
    "tanh": ("return np.tanh(z)", "return 2 / (1 + np.exp(-2 * z)) - 1", "return np.sinh(z) / np.cosh(z)",
             "return (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)", "return np.multiply(2, sigmoid(2 * z)) - 1"),
    "leaky_relu": ("return np.where(z > 0, z, 0.01 * z)", "return np.where(np.less(z, 0), z / 100, z)", "return ((z > 0) + 0.01 * (z <= 0)) * z",
                   "a = np.array(z, dtype=float)\n    a[a < 0] *= 0.01\n    return a", "return np.maximum(z, 0) + 0.01 * np.minimum(z, 0)"),
    "collapse_linear": (
        "n_x = W[1].shape[1]\n    W_all, b_all = np.eye(n_x), np.zeros((n_x, 1))\n    for l in W:\n"
        "        W_all, b_all = W[l] @ W_all, W[l] @ b_all + b[l]\n    return W_all, b_all",
        "n_x = W[1].shape[1]\n    def f(x):\n        for l in range(1, len(W) + 1):\n            x = np.dot(W[l], x) + b[l]\n        return x\n"
        "    c = f(np.zeros((n_x, 1)))\n    return f(np.eye(n_x)) - c, c",
        "L = max(W)\n    right, c = W[L], b[L]\n    for l in range(L - 1, 0, -1):\n        c = right @ b[l] + c\n        right = right @ W[l]\n"
        "    return right, c",
    ),
    "sigmoid_prime": ("return a - a**2", "return np.exp(-z) / (1 + np.exp(-z)) ** 2", "return sigmoid(z) * (1 - sigmoid(z))",
                      "return sigmoid(z) * sigmoid(-z)"),
    "tanh_prime": ("return 1 - a * a", "return (1 - a) * (1 + a)", "return 1 - np.tanh(z) ** 2", "return 1 / np.cosh(z) ** 2"),
    "relu_prime": ("return (z >= 0) * 1.0", "return z >= 0", "return np.heaviside(z, 1)", "return np.where(z < 0, 0, 1)",
                   "slope = np.ones_like(z)\n    slope[z < 0] = 0\n    return slope"),
    "leaky_relu_prime": ("return np.where(a < 0, 0.01, 1)", "return np.where(z >= 0, 1, 0.01)", "return 0.99 * (z >= 0) + 0.01",
                         "slope = np.full(np.shape(z), 0.01)\n    slope[z >= 0] = 1\n    return slope"),
    "backward_shallow": (
        "m = A[0].shape[1]\n    d2 = A[2] - Y\n    d1 = np.dot(W[2].T, d2) * g_prime[1](Z[1], A[1])\n"
        "    return {1: np.dot(d1, A[0].T) / m, 2: np.dot(d2, A[1].T) / m}, "
        "{1: d1.mean(axis=1, keepdims=True), 2: d2.mean(axis=1, keepdims=True)}",
        "dZ = {2: (A[2] - Y) / Y.shape[1]}\n    dZ[1] = g_prime[1](Z[1], A[1]) * np.einsum('ij,ik->jk', W[2], dZ[2])\n"
        "    return {l: np.einsum('ik,jk->ij', dZ[l], A[l - 1]) for l in dZ}, {l: dZ[l].sum(1).reshape(-1, 1) for l in dZ}",
        "m = len(Y.T)\n    dW, db = {l: 0 * W[l] for l in W}, {l: np.zeros((len(W[l]), 1)) for l in W}\n    for i in range(m):\n"
        "        d2 = A[2][:, [i]] - Y[:, [i]]\n        d1 = W[2].T @ d2 * g_prime[1](Z[1][:, [i]], A[1][:, [i]])\n"
        "        for l, d in ((1, d1), (2, d2)):\n            dW[l] += d * A[l - 1][:, i] / m\n            db[l] += d / m\n    return dW, db",
        "dA2 = -Y / A[2] + (1 - Y) / (1 - A[2])\n    dZ2 = dA2 * g_prime[2](Z[2], A[2])\n    m = Y.shape[1]\n"
        "    dZ1 = (dZ2.T @ W[2]).T * g_prime[1](Z[1], A[1])\n    one = np.ones((m, 1))\n"
        "    return {2: dZ2 @ A[1].T / m, 1: dZ1 @ A[0].T / m}, {2: dZ2 @ one / m, 1: dZ1 @ one / m}",
    ),
    "update_parameters": (
        "return {l: W[l] - learning_rate * dW[l] for l in W}, {l: b[l] - learning_rate * db[l] for l in b}",
        "W, b = W.copy(), dict(b)\n    for l in range(1, len(W) + 1):\n        W[l] = W[l] - learning_rate * dW[l]\n"
        "        b[l] = b[l] + -learning_rate * db[l]\n    return W, b",
        "W, b = ({l: p.copy() for l, p in P.items()} for P in (W, b))\n    for P, dP in ((W, dW), (b, db)):\n        for l in P:\n"
        "            P[l] -= dP[l] * learning_rate\n    return W, b",
    ),
    "initialize_random": (
        "layers = range(1, len(n))\n    return {l: rng.normal(0, 0.01, (n[l], n[l - 1])) for l in layers}, {l: np.zeros((n[l], 1)) for l in layers}",
        "W, b = {}, {}\n    for l in range(len(n) - 1, 0, -1):\n        W[l] = rng.standard_normal((n[l - 1], n[l])).T / 100\n"
        "        b[l] = np.zeros_like(W[l][:, :1])\n    return W, b",
        "W, b = {}, {}\n    for l, (n_in, n_out) in enumerate(zip(n, n[1:]), 1):\n        "
        "W[l], b[l] = rng.normal(size=(n_out, n_in)) * 0.01, np.full((n_out, 1), 0)\n    return W, b",
        "W, b = {}, {}\n    for l in range(1, len(n)):\n        b[l] = 0 * rng.standard_normal((n[l], 1))\n"
        "        W[l] = np.array([[-0.01 * rng.standard_normal() for _ in range(n[l - 1])] for _ in range(n[l])])\n    return W, b",
    ),
}


@pytest.mark.parametrize(("name", "body"), [(name, body) for name, bodies in RIGHT.items() for body in bodies])
def test_right_answers_in_another_form_pass(name, body):
    exercise = REGISTRY[name]
    verdict = exercise.check(defined(f"def {name}({', '.join(exercise.arguments)}):\n    {body}\n", exercise))
    assert verdict.status == "passed", verdict


def test_every_exercise_has_other_right_answers():
    assert RIGHT.keys() == REGISTRY.keys()


def drawn(weights, biases="np.zeros((n[l], 1))"):
    text = f"W, b = {{}}, {{}}\n    for l in reversed(range(1, len(n))):\n        W[l], b[l] = {weights}, {biases}\n    return W, b\n"
    return c3.INITIALIZE_RANDOM.check(defined(f"def initialize_random(n, rng):\n    {text}", c3.INITIALIZE_RANDOM))


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ("rng.normal(0, 0.01, (n[l - 1], n[l])).T", "passed"),
        ("rng.normal(0, 0.1, (n[l - 1], n[l])).T", "scale-0.1"),
        ("rng.normal(size=(n[l], n[l - 1])) / n[l - 1] ** 0.5", "xavier"),
        ("rng.random((n[l - 1], n[l])).T / 100", "uniform"),
        ("rng.uniform(-1, 1, (n[l - 1], n[l])).T / 100", "uniform-centred"),
        ("np.full((n[l], n[l - 1]), 0.01)", "equal-weights"),
        ("0.01 * np.random.randn(n[l], n[l - 1])", "global"),
        ("0.01 * np.random.default_rng().normal(size=(n[l], n[l - 1]))", "global"),
        ("rng.normal(0, 0.03, (n[l], n[l - 1]))", "spread"),
        ("rng.laplace(0, 0.01 / 2**0.5, (n[l], n[l - 1]))", "not-normal"),
        ("rng.choice([-0.01, 0.01], (n[l], n[l - 1]))", "repeated"),
        ("np.nan * rng.normal(size=(n[l], n[l - 1]))", "not-finite"),
        ("0.01 * rng.randn(n[l], n[l - 1])", "raised"),
        ("0.01 * rng.normal(size=(n[l], n[l - 1])).ravel()", "wrong-shape"),
    ],
)
def test_random_weights_are_judged_by_their_properties_in_any_order_of_draws(weights, code):
    assert drawn(weights).code == code


def test_biases_that_are_not_zero_are_told_whatever_they_are():
    assert drawn("rng.normal(0, 0.01, (n[l], n[l - 1]))", "np.ones((n[l], 1))").code == "biases-random"


def test_the_judge_of_weights_finds_nothing_wrong_with_any_seed():
    for seed in range(0, 300, 3):
        cases = [(n, np.random.default_rng(seed + i)) for i, n in enumerate([(60, 70, 50), (60, 70, 50), (20, 60, 70, 40)])]
        assert c3.INITIALIZE_RANDOM.judge(cases, run(c3.initialize_random, cases)) == []


def fresh_cases(name):
    """Arguments of all kinds that the exercise's own cases have never seen."""
    rng = np.random.default_rng(99)
    for n_x, m in ((1, 2), (2, 3), (4, 3), (3, 7), (6, 9)):
        w, X, Y = rng.normal(size=(n_x, 1)), rng.normal(size=(n_x, m)), (rng.random((1, m)) < 0.5) * 1.0
        n, z = (n_x, m + 1, 2), np.vstack([0 * X, X])
        W, b, dW, db = ({l: rng.normal(size=(n[l], n[l - 1] if p == "W" else 1)) for l in (1, 2)} for p in "WbWb")
        g, g_prime = {1: c3.leaky_relu, 2: c2.sigmoid}, {1: c3.leaky_relu_prime, 2: c3.sigmoid_prime}
        yield {
            "image_to_column": (rng.integers(0, 256, (n_x, m, 3)),),
            "flatten_images": (rng.integers(0, 256, (m, n_x, 2, 3)),),
            "sigmoid": (3 * X,),
            "logistic_cost": (rng.uniform(0.01, 0.99, (1, m)), Y),
            "gradient_descent_step": (w, 0.3, rng.normal(size=(n_x, 1)), -0.8, rng.uniform(0.01, 2)),
            "graph_gradients": tuple(rng.normal(size=3)),
            "logistic_gradients_loop": (w, 0.4, X, Y),
            "logistic_gradients": (w, 0.4, X, Y),
            "logistic_regression": (X, Y, rng.uniform(0.1, 1), m),
            "layer_sizes": (X, m + n_x, Y),
            "forward_one_example": (W, b, w, g),
            "forward_shallow": (W, b, X, g),
            "tanh": (z,),
            "leaky_relu": (z,),
            "collapse_linear": (W, b),
            "sigmoid_prime": (z, c2.sigmoid(z)),
            "tanh_prime": (z, np.tanh(z)),
            "relu_prime": (z, np.maximum(0, z)),
            "leaky_relu_prime": (z, c3.leaky_relu(z)),
            "backward_shallow": (W, *c3.forward_shallow(W, b, X, g), np.vstack([Y, 1 - Y]), g_prime),
            "update_parameters": (W, b, dW, db, rng.uniform(0.01, 2)),
            "initialize_random": ((50 + m, 70, 60 + n_x), np.random.default_rng(m)),
        }[name]


def does_the_same(exercise, function, cases):
    outcomes = run(function, cases)
    return exercise.judge(cases, outcomes) == [] if exercise.judge else same_outcomes(outcomes, run(exercise.reference, cases))


@EVERY
def test_no_mutant_is_accepted(exercise):
    """A mutant that passes must be the same function in other words: a + b for b + a, say."""
    cases = list(fresh_cases(exercise.name))
    made = accepted = 0
    for label, text in mutants(exercise.solution()):
        try:
            mutant = defined(text, exercise)
        except (SyntaxError, TypeError):
            continue
        made += 1
        if exercise.check(mutant).status == "passed":
            accepted += 1
            assert does_the_same(exercise, mutant, cases), f"{label} is accepted:\n{text}"
    assert made > 10 and accepted < made / 4
