"""Each exercise is proved: what is right passes, the stub is not attempted, and every known mistake gets its own words."""

import ast
import re
from dataclasses import replace

import numpy as np
import proofs
import pytest
from proofs import defined
from right_answers import RIGHT, SLIPPED

from course_lib.exercises import REGISTRY
from course_lib.exercises import chapter1 as c1
from course_lib.exercises import chapter2 as c2
from course_lib.exercises import chapter3 as c3
from course_lib.exercises import chapter4 as c4
from course_lib.exercises import chapter4_training as c4t
from course_lib.exercises import chapter5 as c5
from course_lib.exercises.sandbox import run

EVERY = pytest.mark.parametrize("exercise", REGISTRY.values(), ids=list(REGISTRY))
GUIDED = pytest.mark.parametrize("exercise", [e for e in REGISTRY.values() if e.guide()], ids=lambda e: e.name)
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
    "loop off by one at the last layer": {"last-left-out", "one-too-many", "from-L"},
    "loop off by one at layer 1": {"from-two", "first-left-out", "dZ-1-missing"},
    "loop begins at layer 0": {"layer-0", "from-zero"},
    "wrong cache": {"cache-without-A", "cache-of-parameters", "Z-holds-A"},
    "cache in reverse": {"cache-reversed"},
    "layers in reverse": {"g-reversed", "A-reversed", "gradients-reversed"},
    "A[l] for A[l-1]": {"own-answer", "A-for-A-before", "A-for-A_prev"},
    "X in every layer": {"X-in-every-layer"},
    "g' of the next layer": {"slope-of-next-layer", "all-of-next-layer"},
    "g' of this layer for the one before": {"slope-at-next-layer", "slope-twice"},
    "back through W that have moved": {"moved-too-early", "stepped-weights"},
    "1/m missing in only one of dW and db": {"mean-of-dW", "mean-of-db"},
    "activation twice": {"activation-twice"},
    "sigmoid in hidden layers": {"sigmoid-hidden", "sigmoid-hard-coded"},
    "one-sided difference": {"one-sided", "one-sided-back"},
    "epsilon not doubled": {"not-doubled"},
    "difference not relative": {"not-relative"},
    "theta changed": {"in-place", "no-copy"},
    "2/n without the root": {"no-sqrt"},
    "n[l] for n[l-1]": {"own-layer"},
    "uniform for normal": {"uniform"},
    "uniform for log-uniform": {"uniform"},
    "two bases of logarithms": {"two-bases", "two-bases-turned"},
    "test examples seen before the test": {"training-overlaps-test", "validation-overlaps-test"},
    "not shuffled": {"not-shuffled"},
    "the last for the best": {"last-kept"},
    "the highest for the lowest": {"highest"},
    "a diverged run wins": {"nan-wins", "nan-first-stays", "nan-replaces"},
    "identical hidden units": {"zero-weights", "equal-weights", "equal-rows"},
}


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


def parts_worked_out(text):
    """What stands in the text where a guide has a gap, in order."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assign | ast.For | ast.Return)]
    parts = [node.iter if isinstance(node, ast.For) else node.value for node in nodes]
    parts = [part for node, part in zip(nodes, parts) if not (isinstance(node, ast.Return) and isinstance(part, ast.Name | ast.Tuple))]
    return [ast.get_source_segment(text, part) for part in sorted(parts, key=lambda part: (part.lineno, part.col_offset))]


@GUIDED
def test_a_guide_is_the_solution_with_numbered_steps_and_with_gaps_for_all_that_is_worked_out(exercise):
    guide, parts = exercise.guide(), parts_worked_out(exercise.solution())
    assert parts_worked_out(guide) == ["..."] * len(parts) != []
    assert not [part for part in parts if not part.isidentifier() and part in guide.split('"""')[2]]
    steps = re.findall(r"^ +# (\d)\. [A-Z].*[.?]$", guide, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)] and 3 <= len(steps) <= 6
    pieces = guide.split("...")
    filled = "".join(piece + part for piece, part in zip(pieces, [*parts, ""], strict=True))
    assert exercise.check(defined(filled, exercise)).status == "passed"
    assert ast.dump(ast.parse(filled)) == ast.dump(ast.parse(exercise.solution()))


@GUIDED
def test_a_guide_with_gaps_left_is_not_attempted(exercise):
    guide, parts = exercise.guide(), parts_worked_out(exercise.solution())
    for text in (guide, guide.replace("...", parts[0], 1)):
        verdict = exercise.check(defined(text, exercise))
        assert (verdict.status, verdict.code) == ("not_attempted", "gaps")
        assert "gaps left" in verdict.message and "Error" not in repr(verdict)


@EVERY
def test_steps_are_in_the_guide_only(exercise):
    assert "#:" not in exercise.stub() + exercise.solution() + exercise.source + exercise.guide()


@EVERY
def test_an_exercise_has_three_hints_and_its_words(exercise):
    assert len(exercise.hints) == 3 and all(len(hint) > 20 for hint in exercise.hints), "an exercise has three hints, each a sentence"
    assert exercise.words and exercise.chapter in range(1, 6)


@EVERY
def test_every_mistake_can_be_made_in_the_solution(exercise):
    assert not exercise.faults, "\n".join(exercise.faults.values())


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=[f"{e.name}-{m.code}" for e, m in MISTAKES])
def test_each_mistake_is_refused_with_its_own_words(exercise, mistake):
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
        (c1.COUNT_CONNECTIONS, ("biases-too", "last-left-out")),
        (c1.FIRST_EXAMPLES, ("rows-of-x", "y-left-whole")),
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
        (c4.FORWARD_DEEP, ("bias-left-out", "activation-twice")),
        (c4.FORWARD_DEEP, ("last-left-out", "swapped")),
        (c4.DENSE_FORWARD, ("bias-subtracted", "cache-without-A")),
        (c4.DENSE_BACKWARD, ("slope-left-out", "mean-of-db")),
        (c4.DENSE_BACKWARD, ("twice-a", "mean-of-dA_prev")),
        (c4.BACKWARD_DEEP, ("sign", "mean-of-dW")),
        (c4.BACKWARD_DEEP, ("slope-left-out", "rank-1")),
        (c4.LAYER_SHAPES, ("W-turned", "b-rank-1")),
        (c4.PARITY_TREE, ("odd-one-dropped", "without-bits")),
        (c4.COUNT_PIECES, ("rises-only", "bends")),
        (c4t.GRADIENT_CHECK, ("not-doubled", "not-relative")),
        (c4t.GRADIENT_CHECK, ("one-sided", "percent")),
        (c4t.INITIALIZE_HE, ("no-sqrt", "biases-random")),
        (c4t.DEEP_NETWORK, ("sigmoid-hidden", "one-step-more")),
        (c4t.DEEP_NETWORK, ("relu-at-output", "hard-coded-rate")),
        (c5.LOG_UNIFORM, ("hard-coded-low", "two-bases")),
        (c5.RANDOM_SEARCH, ("one-short", "last-cost")),
        (c5.RANDOM_SEARCH, ("starts-at-1", "swapped")),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else value.name,
)
def test_two_mistakes_at_once_are_both_named(exercise, codes):
    pair = [m for m in exercise.mistakes if m.code in codes]
    verdict = exercise.check(exercise.edited(pair))
    assert len(pair) == 2 and set(verdict.code.split(" + ")) == set(codes)
    assert all(m.message in verdict.message for m in pair)


@pytest.mark.parametrize(("name", "body"), [(name, body) for name, bodies in RIGHT.items() for body in bodies])
def test_right_answers_in_another_form_pass(name, body):
    verdict = proofs.checked(REGISTRY[name], body)
    assert verdict.status == "passed", verdict


@pytest.mark.parametrize(("name", "body", "right", "slip", "code"), SLIPPED, ids=[f"{name}-{code}" for name, *_, code in SLIPPED])
def test_a_slip_in_another_form_gets_the_same_words(name, body, right, slip, code):
    assert proofs.checked(REGISTRY[name], body).status == "passed" and body.count(right) == 1
    assert proofs.checked(REGISTRY[name], body.replace(right, slip)).code == code


@pytest.mark.parametrize("start", [
    "np.random.randn(X.shape[0], 1), 0.0", "0.01 * np.random.randn(X.shape[0], 1), 0.0", "np.random.rand(len(X), 1), 0.0", "np.zeros((len(X), 1)), np.random.randn()",
])
def test_a_neuron_that_starts_somewhere_else_each_time_is_told_to_start_at_zero(start):
    text = c2.LOGISTIC_REGRESSION.solution().replace("np.zeros((X.shape[0], 1)), 0.0", start)
    verdict = c2.LOGISTIC_REGRESSION.check(defined(text, c2.LOGISTIC_REGRESSION))
    assert start in text and verdict.code == "random" and "Start at zero" in verdict.message


@pytest.mark.parametrize("line", ["W[l] = (n[l], n[l - 1])", "b[l] = (n[l], 1)", "Z[l] = (n[l], m)", "A[l] = (n[l], m)"])
def test_an_array_among_the_shapes_is_told(line):
    name, shape = line.split(" = ")
    text = c4.LAYER_SHAPES.solution().replace(line, f"{name} = np.random.rand(*{shape})")
    verdict = c4.LAYER_SHAPES.check(defined(text, c4.LAYER_SHAPES))
    assert "rand(*" in text and verdict.code == "not-a-shape" and "Only its shape is wanted" in verdict.message


def test_every_exercise_has_other_right_answers():
    assert RIGHT.keys() == REGISTRY.keys(), "give each exercise right answers in another form, in tests/right_answers.py"


def drawn(exercise, weights, biases="np.zeros((n[l], 1))"):
    text = f"W, b = {{}}, {{}}\n    for l in reversed(range(1, len(n))):\n        W[l], b[l] = {weights}, {biases}\n    return W, b\n"
    return exercise.check(defined(f"def {exercise.name}(n, rng):\n    {text}", exercise))


@pytest.mark.parametrize(
    ("exercise", "weights", "code"),
    [
        (c3.INITIALIZE_RANDOM, "rng.normal(0, 0.01, (n[l - 1], n[l])).T", "passed"),
        (c3.INITIALIZE_RANDOM, "rng.normal(0, 0.1, (n[l - 1], n[l])).T", "scale-0.1"),
        (c3.INITIALIZE_RANDOM, "rng.normal(size=(n[l], n[l - 1])) / n[l - 1] ** 0.5", "xavier"),
        (c3.INITIALIZE_RANDOM, "rng.random((n[l - 1], n[l])).T / 100", "uniform"),
        (c3.INITIALIZE_RANDOM, "rng.uniform(-1, 1, (n[l - 1], n[l])).T / 100", "uniform-centred"),
        (c3.INITIALIZE_RANDOM, "np.full((n[l], n[l - 1]), 0.01)", "equal-weights"),
        (c3.INITIALIZE_RANDOM, "0.01 * np.random.randn(n[l], n[l - 1])", "global"),
        (c3.INITIALIZE_RANDOM, "0.01 * np.random.default_rng().normal(size=(n[l], n[l - 1]))", "global"),
        (c3.INITIALIZE_RANDOM, "rng.normal(0, 0.03, (n[l], n[l - 1]))", "spread"),
        (c3.INITIALIZE_RANDOM, "rng.laplace(0, 0.01 / 2**0.5, (n[l], n[l - 1]))", "not-normal"),
        (c3.INITIALIZE_RANDOM, "rng.choice([-0.01, 0.01], (n[l], n[l - 1]))", "repeated"),
        (c3.INITIALIZE_RANDOM, "np.nan * rng.normal(size=(n[l], n[l - 1]))", "not-finite"),
        (c3.INITIALIZE_RANDOM, "0.01 * rng.randn(n[l], n[l - 1])", "raised"),
        (c3.INITIALIZE_RANDOM, "0.01 * rng.normal(size=(n[l], n[l - 1])).ravel()", "wrong-shape"),
        (c4t.INITIALIZE_HE, "rng.normal(0, (2 / n[l - 1]) ** 0.5, (n[l - 1], n[l])).T", "passed"),
        (c4t.INITIALIZE_HE, "rng.normal(0, 2 / n[l - 1], (n[l - 1], n[l])).T", "no-sqrt"),
        (c4t.INITIALIZE_HE, "rng.normal(0, (2 / n[l]) ** 0.5, (n[l - 1], n[l])).T", "own-layer"),
        (c4t.INITIALIZE_HE, "rng.normal(0, n[l - 1] ** -0.5, (n[l - 1], n[l])).T", "xavier"),
        (c4t.INITIALIZE_HE, "rng.normal(0, (2 / (n[l] + n[l - 1])) ** 0.5, (n[l - 1], n[l])).T", "glorot"),
        (c4t.INITIALIZE_HE, "rng.normal(0, (2 / n[0]) ** 0.5, (n[l - 1], n[l])).T", "first-layer"),
        (c4t.INITIALIZE_HE, "rng.uniform(-1, 1, (n[l - 1], n[l])).T * (6 / n[l - 1]) ** 0.5", "uniform-centred"),
        (c4t.INITIALIZE_HE, "(2 / n[l - 1]) ** 0.5 * np.random.default_rng().normal(size=(n[l], n[l - 1]))", "global"),
        (c4t.INITIALIZE_HE, "rng.normal(0, (3 / n[l - 1]) ** 0.5, (n[l], n[l - 1]))", "spread"),
    ],
)
def test_random_weights_are_judged_by_their_properties_in_any_order_of_draws(exercise, weights, code):
    assert drawn(exercise, weights).code == code


def test_biases_that_are_not_zero_are_told_whatever_they_are():
    assert drawn(c3.INITIALIZE_RANDOM, "rng.normal(0, 0.01, (n[l], n[l - 1]))", "np.ones((n[l], 1))").code == "biases-random"


@pytest.mark.parametrize("exercise", [c3.INITIALIZE_RANDOM, c4t.INITIALIZE_HE], ids=lambda e: e.name)
def test_the_judge_of_weights_finds_nothing_wrong_with_any_seed(exercise):
    for seed in range(0, 300, 3):
        cases = [(n, np.random.default_rng(seed + i)) for i, n in enumerate([(60, 70, 50), (60, 70, 50), (20, 60, 70, 40)])]
        assert exercise.judge(cases, run(exercise.reference, cases)) == []


@EVERY
def test_no_mutant_is_accepted(exercise):
    """A mutant that passes must be the same function in other words: a + b for b + a, say."""
    tried = list(proofs.mutants_tried(exercise))
    assert [(label, text) for label, text, outcome in tried if outcome == "accepted"] == []
    assert len(tried) > 10 and len([text for _, text, outcome in tried if outcome == "the same"]) < len(tried) / 4


def test_the_proof_table_tells_good_from_bad(capsys, monkeypatch):
    assert proofs.main([c3.LAYER_SIZES]) == 0
    heading, line, total = capsys.readouterr().out.splitlines()
    assert line.split() == ["3", "layer_sizes", "14", "14", "31", "0", "0", "4", "4"]
    assert total.split() == ["total:", "1", "exercises", *line.split()[2:]]
    assert [len(row.rstrip()) for row in (line, total)] == [len(heading)] * 2

    blunt = replace(c3.LAYER_SIZES, cases=lambda: c3.LAYER_SIZES.cases()[:1])
    assert proofs.main([c3.LAYER_SIZES, blunt]) == 1
    assert [row.endswith("wrong") for row in capsys.readouterr().out.splitlines()] == [False, False, True, True]
    monkeypatch.setitem(proofs.RIGHT, "layer_sizes", ("return X.shape, n_h, Y.shape",))
    assert proofs.main([c3.LAYER_SIZES]) == 1


def test_the_proof_table_names_a_mistake_that_cannot_be_made(capsys):
    lost = replace(c3.LAYER_SIZES.mistakes[0], code="lost", old="X.shape[7]")
    broken = replace(c3.LAYER_SIZES, mistakes=(*c3.LAYER_SIZES.mistakes, lost))
    assert proofs.main([broken]) == 1
    _, line, named, _ = capsys.readouterr().out.splitlines()
    assert line.split()[2:4] == ["15", "14"] and "layer_sizes: the mistake 'lost'" in named and "'X.shape[7]'" in named


def test_the_proof_table_names_an_exercise_without_fresh_cases(capsys):
    def error_rate(Y_hat, Y):
        """The share of wrong labels."""
        ### BEGIN SOLUTION
        return np.mean(Y_hat != Y)
        ### END SOLUTION

    assert proofs.main([replace(c3.LAYER_SIZES, reference=error_rate, cases=lambda: [(1, 0)], mistakes=())]) == 1
    assert "error_rate has no fresh cases: give it a row in fresh_cases" in capsys.readouterr().out


@pytest.mark.parametrize("change", [{"mistakes": 0, "apart": 0}, {"apart": 3}, {"mutants": 0}, {"accepted": 1}, {"passed": 1}, {"right": 1, "passed": 1}])
def test_a_proof_holds_only_if_something_was_tried_and_all_is_as_it_should_be(change):
    good = proofs.Proof(mistakes=4, apart=4, mutants=9, same=1, accepted=0, right=3, passed=3)
    assert good.holds and not good._replace(**change).holds
