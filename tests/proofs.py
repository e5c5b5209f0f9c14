"""The proof table of the checker: exercise by exercise, what it refuses and what it lets through.

    python tests/proofs.py        the table; exit status 1 if a line is not as it should be

The tests of exercises ask the same functions one exercise at a time.
"""

import sys
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from mutants import mutants
from right_answers import RIGHT

from course_lib.activations import relu, sigmoid
from course_lib import limits
from course_lib.exercises import REGISTRY, sandbox
from course_lib.exercises import chapter2 as c2
from course_lib.exercises import chapter3 as c3
from course_lib.exercises import chapter4 as c4
from course_lib.exercises.compare import same_outcomes
from course_lib.exercises.material import parameters

MUTANT_SECONDS = 0.2  # some mutants never end
COLUMNS = ("mistakes", "told apart", "mutants", "the same", "accepted", "right answers", "passed")


class Proof(NamedTuple):
    """What was found out about one exercise, in numbers.

    mistakes, apart: known mistakes, and those refused under their own name
    mutants, same, accepted: damaged references that were tried; those that passed and are the same function in other
        words; and those that passed though they are not
    right, passed: right answers in several forms, and those that passed
    """

    mistakes: int
    apart: int
    mutants: int
    same: int
    accepted: int
    right: int
    passed: int

    @property
    def holds(self):
        """True if all is as it should be, and something was tried."""
        return self.apart == self.mistakes > 0 and self.accepted == 0 < self.mutants and self.passed == self.right > 1


def defined(text, exercise):
    """The function that a text defines, as a notebook cell would: with NumPy and the earlier exercises at hand."""
    namespace = {"np": np} | {name: e.reference for name, e in REGISTRY.items()}
    exec(compile(text, "<cell>", "exec"), namespace)
    return namespace[exercise.name]


def checked(exercise, body):
    """The Verdict on a function with this body."""
    return exercise.check(defined(f"def {exercise.name}({', '.join(exercise.arguments)}):\n    {body}\n", exercise))


def mutants_tried(exercise):
    """(what was done, the text, "refused", "the same" or "accepted") for every mutant that is a function at all."""
    quick = replace(exercise, mistakes=())  # whether it passes does not depend on them
    quick.check(defined(exercise.solution(), exercise))  # so that what is expected is worked out with time enough
    cases = list(fresh_cases(exercise.name))
    for label, text in mutants(exercise.solution()):
        try:
            mutant = defined(text, exercise)
        except (SyntaxError, TypeError):
            continue
        refused = _hurried(quick.check, mutant).status != "passed"
        yield label, text, "refused" if refused else "the same" if _does_the_same(exercise, mutant, cases) else "accepted"


def proof(exercise):
    """The Proof of an exercise."""
    sound = [mistake for mistake in exercise.mistakes if mistake not in exercise.faults]
    told = [exercise.check(exercise.edited([mistake])).code == mistake.code for mistake in sound]
    tried = [outcome for _, _, outcome in mutants_tried(exercise)]
    right = [exercise.check(defined(exercise.solution(), exercise))]
    right += [checked(exercise, body) for body in RIGHT.get(exercise.name, ())]
    passed = [verdict for verdict in right if verdict.status == "passed"]
    return Proof(len(exercise.mistakes), sum(told), len(tried), tried.count("the same"), tried.count("accepted"), len(right), len(passed))


def main(exercises=tuple(REGISTRY.values())):
    """Print the table; returns the exit status."""
    print("exercise".ljust(26), *COLUMNS, sep="  ")
    proofs = []
    for exercise in exercises:
        try:
            proofs.append(proof(exercise))
        except ValueError as problem:
            print(f"{exercise.chapter} {exercise.name}: {problem}  <-- wrong")
            return 1
        _print_line(f"{exercise.chapter} {exercise.name}", proofs[-1], proofs[-1].holds)
        for sentence in exercise.faults.values():
            print(f"  {sentence}")
    good = all(proof.holds for proof in proofs)
    _print_line(f"total: {len(proofs)} exercises", Proof(*map(sum, zip(*proofs))), good)
    return 0 if good else 1


def _print_line(name, proof, good):
    numbers = (str(number).rjust(len(column)) for number, column in zip(proof, COLUMNS))
    print(name.ljust(26), *numbers, "" if good else "<-- wrong", sep="  ", flush=True)


def _hurried(function, *arguments):
    seconds, limits.SECONDS = limits.SECONDS, MUTANT_SECONDS
    try:
        return function(*arguments)
    finally:
        limits.SECONDS = seconds


def _does_the_same(exercise, function, cases):
    outcomes = sandbox.run(function, cases)
    if exercise.judge:
        return exercise.judge(cases, outcomes) == []
    return same_outcomes(outcomes, sandbox.run(exercise.reference, cases))


def _point(rng):
    return {"u": rng.random(), "l2": rng.random()}


def fresh_cases(name):
    """Arguments of all kinds that the exercise's own cases have never seen."""
    rng = np.random.default_rng(99)
    for n_x, m in ((1, 2), (2, 3), (4, 3), (3, 7), (6, 9)):
        w, X, Y = rng.normal(size=(n_x, 1)), rng.normal(size=(n_x, m)), (rng.random((1, m)) < 0.5) * 1.0
        n, z = (n_x, m + 1, 2), np.vstack([0 * X, X])
        W, b, dW, db = ({l: rng.normal(size=(n[l], n[l - 1] if p == "W" else 1)) for l in (1, 2)} for p in "WbWb")
        g, g_prime = {1: c3.leaky_relu, 2: c2.sigmoid}, {1: c3.leaky_relu_prime, 2: c3.sigmoid_prime}
        (W3, b3), g3 = parameters((n_x, m + 1, 3, 2), m), {1: c3.tanh, 2: relu, 3: sigmoid}
        rows = {
            "straight_line": (X, *rng.normal(size=2)),
            "relu": (z,),
            "neuron": (X, *rng.normal(size=2)),
            "count_connections": (n,),
            "first_examples": (X, np.vstack([Y, 1 - Y]), max(m - 2, 1)),
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
            "forward_deep": (W3, b3, X, g3),
            "layer_shapes": (n, m),
            "parity_tree": (rng.integers(0, 2, (n_x + m, m)),),
            "count_pieces": (np.cumsum(rng.random(m + 2)), rng.integers(-2, 3, m + 2).cumsum() / 3),
            "dense_forward": (X, W[1], b[1], g[1]),
            "dense_backward": (rng.normal(size=(n[1], m)), c4.dense_forward(X, W[1], b[1], g[1])[1], W[1], g_prime[1]),
            "backward_deep": (W3, *c4.forward_deep(W3, b3, X, g3), np.vstack([Y, 1 - Y]), {l: c3.PRIME[g3[l]] for l in g3}),
            "gradient_check": (lambda theta: theta[0] ** 3 * theta[-1] + np.sum(np.exp(theta)), w[:, 0], rng.normal(size=n_x), rng.uniform(0.01, 1)),
            "initialize_he": ((50 + m, 90, 30 + n_x), np.random.default_rng(m)),
            "deep_network": ((X, np.vstack([Y, 1 - Y])), W3, b3, rng.uniform(0.1, 1), m),
            "log_uniform": (0.1 / n_x, 300.0 * m, 2000 + m, np.random.default_rng(m)),
            "split_three": (40 + n_x, 7 + n_x, 10 + m, np.random.default_rng(m)),
            "random_search": (_point, lambda point: (point["u"] - 0.4) ** 2 if point["u"] < 0.8 else np.nan, 3 + m, np.random.default_rng(m)),
        }
        if name not in rows:
            raise ValueError(f"{name} has no fresh cases: give it a row in fresh_cases of tests/proofs.py")
        yield rows[name]


if __name__ == "__main__":
    sys.exit(main())
