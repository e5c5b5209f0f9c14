"""Each exercise is proved: what is right passes, the stub is not attempted, and every known mistake gets its own words."""

import ast

import numpy as np
import pytest
from mutants import mutants

from course_lib.exercises import REGISTRY
from course_lib.exercises import chapter2 as c2
from course_lib.exercises.compare import same_outcome
from course_lib.exercises.sandbox import run

EVERY = pytest.mark.parametrize("exercise", REGISTRY.values(), ids=list(REGISTRY))
MISTAKES = [(exercise, mistake) for exercise in REGISTRY.values() for mistake in exercise.mistakes]
# Slips that learners of logistic regression are known to make; the codes under which each exercise knows them.
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
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else value.name,
)
def test_two_mistakes_at_once_are_both_named(exercise, codes):
    pair = [m for m in exercise.mistakes if m.code in codes]
    verdict = exercise.check(exercise.edited(pair))
    assert set(verdict.code.split(" + ")) == set(codes)
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
}


@pytest.mark.parametrize(("name", "body"), [(name, body) for name, bodies in RIGHT.items() for body in bodies])
def test_right_answers_in_another_form_pass(name, body):
    exercise = REGISTRY[name]
    verdict = exercise.check(defined(f"def {name}({', '.join(exercise.arguments)}):\n    {body}\n", exercise))
    assert verdict.status == "passed", verdict


def test_every_exercise_has_other_right_answers():
    assert RIGHT.keys() == REGISTRY.keys()


def fresh_cases(name):
    """Arguments of all kinds that the exercise's own cases have never seen."""
    rng = np.random.default_rng(99)
    for n_x, m in ((1, 2), (2, 3), (4, 3), (3, 7), (6, 9)):
        w, X, Y = rng.normal(size=(n_x, 1)), rng.normal(size=(n_x, m)), (rng.random((1, m)) < 0.5) * 1.0
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
        }[name]


@EVERY
def test_no_mutant_is_accepted(exercise):
    """A mutant that passes must be the same function in other words: a + b for b + a, say."""
    cases = list(fresh_cases(exercise.name))
    truth = run(exercise.reference, cases)
    made = accepted = 0
    for label, text in mutants(exercise.solution()):
        try:
            mutant = defined(text, exercise)
        except (SyntaxError, TypeError):
            continue
        made += 1
        if exercise.check(mutant).status == "passed":
            accepted += 1
            assert all(map(same_outcome, run(mutant, cases), truth)), f"{label} is accepted:\n{text}"
    assert made > 10 and accepted < made / 4
