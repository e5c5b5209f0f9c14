"""The judge itself: order of judging, odd answers, time limits, hints, use; and that nothing a learner hands in raises."""

import time
from dataclasses import replace

import numpy as np
import pytest

from course_lib.exercises import REGISTRY, check, guide, hint, match, predict, quiz, show_progress, solution, use
from course_lib.exercises import chapter2 as c2
from course_lib.exercises import chapter4 as c4
from course_lib.exercises.compare import blank, difference, same
from course_lib.exercises.mistakes import Mistake
from course_lib.exercises.sandbox import run


@pytest.fixture(autouse=True)
def own_progress_file(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))


def sigmoid_that(body):
    namespace = {"np": np}
    exec(compile(f"def sigmoid(z):\n    {body}", "<cell>", "exec"), namespace)
    return namespace["sigmoid"]


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        ("return str(z)", "wrong-type", "returned a str"),
        ("return [1, 2]", "wrong-type", "returned a list"),
        ("return sigmoid", "wrong-type", "returned a function"),
        ("return 1j * z", "wrong-type", "complex"),
        ("z", "returned-none", "nothing"),
        ("return 7 / (1 + np.exp(-z))", "wrong-factor", "7 times"),
        ("return -1 / (1 + np.exp(-z))", "wrong-sign", "sign is turned"),
        ("return np.full(np.shape(z), np.nan)", "not-finite", "NaN or infinity"),
        ("return np.sin(z)", "wrong-value", "expected 0.5"),
        ("return undefined_name", "raised", "NameError: name 'undefined_name' is not defined"),
        ("return z.no_such_thing", "raised", "AttributeError"),
        ("return sigmoid(z)", "raised", "RecursionError"),
        ("raise SystemExit", "raised", "SystemExit"),
        ("return 1 / 0", "raised", "ZeroDivisionError"),
        ("return np.ones((2, 3)) @ np.ones((2, 3))", "raised", "matmul"),
    ],
)
def test_what_went_wrong_is_said_in_words(body, code, says):
    verdict = check(sigmoid_that(body))
    assert (verdict.status, verdict.code) == ("wrong", code)
    assert says in verdict.message


def test_an_error_names_the_line_of_the_learner(tmp_path):
    cell = tmp_path / "cell.py"
    cell.write_text("def sigmoid(z):\n    half = z / 2\n    return half.missing\n")
    namespace = {}
    exec(compile(cell.read_text(), str(cell), "exec"), namespace)
    assert "in sigmoid, line 3: return half.missing" in check(namespace["sigmoid"]).message


@pytest.mark.parametrize("body", [
    "while True: pass",
    "while True:\n        z = 1",
    "for i in iter(int, 1):\n        pass",
])
def test_a_loop_without_end_is_stopped(body, monkeypatch):
    monkeypatch.setattr("course_lib.limits.SECONDS", 0.2)
    verdict = check(sigmoid_that(body))
    assert verdict.code == "too-slow" and "never ends" in verdict.message


def test_what_ends_just_as_the_time_is_up_has_an_outcome(monkeypatch):
    monkeypatch.setattr("course_lib.limits.SECONDS", 0.01)
    assert [outcome.raised for outcome in run(time.sleep, [(0.02,), (0.0,)])] == [None, None]


def test_megabytes_of_print_are_cut_and_the_rest_is_shown():
    verdict = check(sigmoid_that("print('x' * 10**6)\n    return z"))
    assert len(verdict.printed) < 2100 and verdict.printed.endswith("(the rest is left out)")
    assert "Your code printed" in repr(verdict)


def test_wrong_arguments_are_told_with_the_call():
    assert "sigmoid(z)" in check(_named("sigmoid", lambda: 1)).message
    assert check(_named("sigmoid", lambda z, more: z)).code == "wrong-signature"
    assert check(_named("sigmoid", lambda z, more=1: 1 / (1 + np.exp(-z)))).status == "passed"


def test_a_changed_argument_is_named():
    def gradient_descent_step(w, b, dw, db, learning_rate):
        new = w - learning_rate * dw
        dw *= 0
        return new, b - learning_rate * db

    verdict = check(gradient_descent_step)
    assert verdict.code == "changed-in-place" and "dw" in verdict.message


def test_an_answer_that_is_another_each_time_is_told():
    remembered = []

    def sigmoid(z):
        remembered.append(z)
        return 1 / (1 + np.exp(-z)) + len(remembered)

    verdict = check(sigmoid)
    assert verdict.code == "random" and "two different answers" in verdict.message


def test_a_transposed_result_is_told():
    code, sentence = difference(np.arange(6.0).reshape(3, 2).T, np.arange(6.0).reshape(3, 2))
    assert code == "transposed" and "(2, 3)" in sentence and "(3, 2)" in sentence


def test_parts_of_a_result_are_told_apart():
    assert difference((1.0, 2.0), (1.0, 3.0))[1].startswith("Returned value number 2")
    assert difference(1.0, (1.0, 3.0))[0] == "wrong-count"
    assert difference({1: 1.0}, {2: 1.0})[0] == "wrong-keys"
    assert difference({"W1": 1.0, 1: 1.0}, {1: 1.0})[1] == "It returned keys ['W1', 1]; expected a dict with keys [1]."
    assert difference({1: 5.0, 2: 2.0}, {1: 5.0, 2: 4.0})[1].startswith("Entry [2]")


def test_lists_and_shapes_have_words_of_their_own():
    bits = [np.ones((2, 3)), np.ones((1, 3))]
    assert difference([bits[0]], bits) == ("wrong-count", "It returned 1 value; expected a list of 2.")
    assert difference(bits[0], bits)[1] == "It returned an array; expected a list of 2."
    assert difference([bits[0], bits[1][0]], bits)[1] == "Entry [1]: the shape is (3,); expected (1, 3)."
    assert difference({1: (4, 2)}, {1: (4, 3)}) == ("wrong-value", "Entry [1] is (4, 2); expected (4, 3).")
    for came, word in ((np.ones((4, 3)), "an array"), ("(4, 3)", "a str"), (None, "a NoneType")):
        told = f"Entry [1] is {word}. Only its shape is wanted, a tuple such as (4, 3)."
        assert difference({1: came}, {1: (4, 3)}) == ("not-a-shape", told)


def test_a_blank_keeps_the_structure_and_the_shapes():
    filled = ({1: np.ones((2, 3))}, [4, "text"])
    assert same(blank(filled), ({1: np.zeros((2, 3))}, [0, "text"])) and isinstance(blank(filled)[1], list)


def test_the_call_is_told_with_shapes_and_names():
    verdict = check(_named("forward_shallow", lambda W, b, X, g: ({1: X}, {0: X})))
    assert verdict.code == "wrong-keys"
    for part in ("W = {1: array (4, 3), 2: array (2, 4)}", "X = array (3, 5)", "g = {1: tanh, 2: sigmoid}"):
        assert part in verdict.message
    verdict = check(_named("dense_backward", lambda dA, cache, W, g_prime: (dA + cache[2], W, dA)))
    assert "cache = (array (3, 6), array (4, 6), array (4, 6))" in verdict.message


@pytest.mark.parametrize("odd", [None, 3, "text", [1], np.ones(3), object(), np.ones, print, int, type])
def test_check_never_raises(odd):
    assert check(odd).status in ("wrong", "not_attempted")
    assert REGISTRY["sigmoid"].check(odd).status in ("wrong", "not_attempted")


def test_what_is_no_exercise_is_told_apart():
    assert "of type int, not a function" in check(3).message
    assert "Write it with def" in check(lambda z: z).message
    assert f"There are: {next(iter(REGISTRY))}" in check(print).message


def test_a_result_that_cannot_be_looked_at_is_told():
    class Angry:
        def __array__(self, *_, **__):
            raise RuntimeError("leave me alone")

    assert check(_named("sigmoid", lambda z: Angry())).code == "unreadable"


def test_equal_values_are_equal_whatever_their_number_type():
    assert same(np.float32(0.5), 0.5) and same(np.array([1, 2]), np.array([1.0, 2.0])) and same([1.0, 2.0], (1.0, 2.0))
    assert not same(np.array([1.0]), 1.0) and not same(1.0 + 1e-5, 1.0) and not same(None, 1.0)


def test_a_call_of_another_unwritten_exercise_is_told():
    def sigmoid(z):
        raise NotImplementedError

    def logistic_gradients(w, b, X, Y):
        return sigmoid(X)

    verdict = check(logistic_gradients)
    assert (verdict.status, verdict.code) == ("not_attempted", "needs") and "sigmoid" in verdict.message


def test_the_courses_own_version_is_not_taken_for_the_learners():
    assert check(c2.sigmoid).code == "course-version"


def test_use_hands_back_what_passes_and_says_which(capsys):
    mine = sigmoid_that("return 1 / (1 + np.exp(-z))")
    assert use(mine) is mine and "your sigmoid" in capsys.readouterr().out
    wrong = sigmoid_that("return z")
    assert use(wrong) is c2.sigmoid and "not right yet" in capsys.readouterr().out
    stub = sigmoid_that("raise NotImplementedError")
    assert use(stub) is c2.sigmoid and "not written yet" in capsys.readouterr().out
    with pytest.raises(ValueError, match=f"There are: {next(iter(REGISTRY))}"):
        use(print)


def test_hints_come_one_by_one_and_the_last_one_stays():
    told = [hint("flatten_images").text for _ in range(4)]
    assert [text[:11] for text in told] == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"]
    assert "solution" in told[-1]
    assert "no exercise" in hint("nothing").text


def test_the_solution_is_shown_with_its_words():
    page = solution(c2.sigmoid)
    assert "np.exp(-z)" in page.text and c2.SIGMOID.words in page.text and "<pre>" in page.html
    assert "SOLUTION" not in page.text


def test_a_guide_is_shown_where_there_is_one():
    page = guide(c4.backward_deep)
    assert page.text.startswith("def backward_deep(") and "# 1. " in page.text and "place of each ..." in page.text and "<pre>" in page.html
    assert "no guide for sigmoid" in guide(c2.sigmoid).text and 'hint("sigmoid")' in guide("sigmoid").text
    assert "no exercise" in guide("nothing").text


def test_an_ellipsis_that_is_an_index_is_no_gap():
    assert check(sigmoid_that("return 1 / (1 + np.exp(-np.asarray(z)[...]))")).status == "passed"
    assert check(sigmoid_that("return np.asarray(z)[...]")).status == "wrong"


FAULTY = [
    ("np.exp(-y)", "2", "stands nowhere: 'np.exp(-y)'"),
    ("z", "y", "stands there "),
    ("np.exp(-z)", "np.exp(-z)", "changes nothing"),
    ("np.exp(-z)", "np.exp(-z", "leaves no Python behind"),
]


@pytest.mark.parametrize(("old", "new", "why"), FAULTY)
def test_a_mistake_that_cannot_be_made_is_named_and_spoils_no_check(old, new, why):
    bad = Mistake("bad", old, new, "Never said.")
    exercise = replace(c2.SIGMOID, mistakes=(bad, *c2.SIGMOID.mistakes))
    assert list(exercise.faults) == [bad]
    assert exercise.faults[bad].startswith("sigmoid: the mistake 'bad' ") and why in exercise.faults[bad]
    with pytest.raises(ValueError, match="sigmoid: the mistake 'bad'"):
        exercise.edited([bad])
    for body in ("return 1 / (1 + np.exp(z))", "return np.sin(z)", "return 1 / (1 + np.exp(-z))", "raise NotImplementedError"):
        assert exercise.check(sigmoid_that(body)) == c2.SIGMOID.check(sigmoid_that(body))


def test_a_reference_without_marker_lines_is_told():
    with pytest.raises(ValueError, match="sigmoid_that: put the lines ### BEGIN SOLUTION and ### END SOLUTION around"):
        replace(c2.SIGMOID, reference=sigmoid_that).stub()


def test_an_attempt_is_noted_and_shown():
    check(sigmoid_that("return z"))
    check(sigmoid_that("return 1 / (1 + np.exp(-z))"))
    check(sigmoid_that("raise NotImplementedError"))
    page = show_progress()
    assert "✓ sigmoid" in page.text and "2 attempts" in page.text
    for chapter, done in ((2, 1), (3, 0)):
        every = sum(exercise.chapter == chapter for exercise in REGISTRY.values())
        assert f"{done} of {every}" in page.text and f"<progress value='{done}' max='{every}'>" in page.html


def test_progress_may_be_that_of_one_chapter():
    assert "Chapter 2: " in show_progress(2).text and "Chapter 3" not in show_progress(2).text
    assert show_progress(99).text == show_progress().text


def test_a_wrong_verdict_names_the_hint_and_its_page_is_safe():
    verdict = check(sigmoid_that("return '<script>'"))
    assert 'hint("sigmoid")' in repr(verdict)
    assert "<script>" not in check(sigmoid_that("print('<script>')\n    return z"))._repr_html_()


def test_the_third_wrong_answer_in_a_row_names_the_solution():
    right, wrong, untouched = (sigmoid_that(body) for body in ("return 1 / (1 + np.exp(-z))", "return z", "raise NotImplementedError"))
    answers = (right, wrong, wrong, untouched, wrong, wrong, right, wrong)
    assert ['solution("sigmoid")' in repr(check(answer)) for answer in answers] == [False, False, False, False, True, True, False, False]


def test_a_quiz_tells_right_from_wrong():
    question = quiz("2 + 2?", ["3", "4"], answer=1, why="Count.")
    assert not question.choose(0) and "✗" in question.reply
    assert question.choose(1) and "✓ Yes. Count." in question.reply
    page = question._repr_mimebundle_()
    assert page["text/plain"] == "2 + 2?\nA. 3\nB. 4" and "<li>4</li>" in page["text/html"]
    assert "Count" not in page["text/html"]
    with pytest.raises(ValueError, match="answer is 2"):
        quiz("?", ["a", "b"], answer=2, why="")


def test_a_guess_is_committed_once_and_then_compared():
    guess = predict("How many?", unit="times")
    assert "Nothing has been measured" in guess.reveal(None).text
    assert guess.reveal(10).text == "Guess first, above, and press Commit. Then run this cell again."  # Run All gives nothing away
    guess._input.value = 300
    guess._button.click()
    guess.commit(10)
    assert guess.guess == 300 and guess._button.disabled
    assert guess.reveal(40).text == "You guessed 300 times. It is 40 times. Your guess is 7.5 times too large."
    assert "Well guessed" in guess.reveal(290).text
    assert "It is 11450 times" in guess.reveal(11450).text


def test_a_guess_may_be_one_of_a_few_options():
    guess = predict("Who wins?", options=("large", "small", "nobody"))
    assert guess._repr_mimebundle_()["text/plain"] == "Who wins? (guess first: large, small, nobody)"
    assert "nobody" not in guess.reveal("nobody").text
    guess._input.value = "large"
    guess._button.click()
    assert guess.reveal("nobody").text == "You guessed large. It is nobody. Did you expect that?"
    assert "Well guessed" in guess.reveal("large").text


def test_a_matching_tells_each_row_right_from_wrong():
    pairs = match("Which?", {"2": ("even", "two twos"), "3": ("odd", "one is left"), "5": ("odd", "so here")})
    assert pairs.kinds == ["even", "odd"] and pairs.right == 0
    assert not pairs.choose("3", "even") and "Not that one" in pairs._replies["3"].value
    assert pairs.choose("3", "odd") and "✓ one is left" in pairs._replies["3"].value
    assert pairs.choose("2", "even") and pairs.right == 2 and "2 of 3" in pairs._score.value
    pairs.choose("3", "")
    assert pairs.right == 1 and "✓" not in pairs._replies["3"].value
    page = pairs._repr_mimebundle_()
    assert page["text/plain"] == "Which?\neven · odd\n2\n3\n5" and "two twos" not in page["text/html"]


def _named(name, function):
    function.__name__ = name
    return function
