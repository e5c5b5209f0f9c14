"""The closing quiz: a pool over all chapters, and a draw that can be repeated."""

import pytest

from course_lib.exercises import closing_quiz
from course_lib.exercises.closing import POOL
from course_lib.exercises.quiz import Quiz


def test_every_chapter_has_questions_and_every_question_stands():
    assert list(POOL) == [1, 2, 3, 4, 5] and all(len(questions) >= 4 for questions in POOL.values())
    for question, options, answer, why in (one for questions in POOL.values() for one in questions):
        assert Quiz(question, options, answer, why).choose(answer)
        assert len(options) == len(set(options)) >= 3 and question[-1] in "?." and why[-1] == "."
    asked = [one[0] for questions in POOL.values() for one in questions]
    assert len(set(asked)) == len(asked)


def test_the_right_answer_stands_anywhere():
    places = [question.answer for draw in range(40) for question in closing_quiz(draw).questions]
    assert set(places) == {0, 1, 2} and max(places.count(place) for place in range(3)) < 0.5 * len(places)


def test_a_draw_takes_one_question_from_each_chapter_and_can_be_repeated():
    quiz = closing_quiz(3)
    for question, questions in zip(quiz.questions, POOL.values(), strict=True):
        assert question.question in [one[0] for one in questions]
    assert [q.question for q in closing_quiz(3).questions] == [q.question for q in quiz.questions]
    assert len({tuple(q.question for q in closing_quiz(draw).questions) for draw in range(20)}) > 15
    first = quiz.questions[0]
    assert first.choose(first.answer) and "✓" in first.reply


def test_without_a_kernel_the_questions_and_answers_are_there():
    quiz = closing_quiz(1)
    data = quiz._repr_mimebundle_()
    for question in quiz.questions:
        assert question.question in data["text/plain"] and question.why not in data["text/plain"]
    assert data["text/html"].count("<ol") == 5
    with pytest.raises(ValueError, match="draw is"):
        closing_quiz(-1)
