"""The four pictures at the end of each chapter: what they show is worked out, and told in words."""

import warnings

import numpy as np
import pytest

from course_lib.labs import LearntLab
from course_lib.labs.learnt import CHAPTERS, COLUMNS, ROWS


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_four_pictures_a_title_and_words_and_nothing_to_turn(chapter):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)  # one library speaks to another
        lab, other = LearntLab(chapter), LearntLab(chapter)
        assert lab.png() == other.png() and lab.face and not lab._inputs
    assert lab.title == f"Chapter {chapter} in pictures" and lab.describe() in lab._words.value
    assert len(lab._canvas._figure.axes) == 4 and all(axes.get_title(loc="left") for axes in lab._canvas._figure.axes)


def test_what_chapter_1_shows_is_so():
    (_, _, x, answers), layers, _, runs = LearntLab(1)._shown
    assert answers.min() == 0 and np.all(np.diff(answers[x > 1]) > 0)  # bent, then rising
    (slow, _, slow_right), (fast, _, fast_right) = runs
    assert (slow, fast) == ("sigmoid", "relu") and fast_right[-1] > 0.95 > slow_right[-1]
    assert layers == (4, 4, 1)


def test_what_chapter_2_shows_is_so():
    (_, labels, answers, _, curve), (at, yes, no), (w, J, steps, reached), (image, right) = LearntLab(2)._shown
    assert np.mean((answers > 0.5) == labels) > 0.85 and np.all(np.diff(curve) > 0)
    assert np.isclose(yes[99], np.log(2)) and np.allclose(yes, no[::-1]) and at[99] == 0.5
    assert np.all(np.diff(reached) < 0) and np.all(np.diff(steps, 2) < 0)  # down, in ever shorter steps
    assert np.allclose(reached, np.interp(steps, w, J), atol=1e-3)
    assert image.shape == (25, 25) and right > 0.9


def test_what_chapter_3_shows_is_so():
    (X, Y, limit, answers, lines), _, (z, slopes), ((_, _, zeros), (_, _, random)) = LearntLab(3)._shown
    assert len(lines) == 4 and all(np.hypot(*(ends[:, 1] - ends[:, 0])) > 2 * np.sqrt(2) * limit for ends in lines)
    middle = len(answers) // 2
    assert answers[middle, middle] > 0.9 and np.concatenate([answers[[0, -1]], answers[:, [0, -1]].T]).max() < 0.5  # a closed border
    assert np.isclose(slopes["sigmoid"].max(), 0.25) and np.isclose(slopes["tanh"].max(), 1) and slopes["relu"][z < 0].max() == 0
    assert np.ptp(zeros) < 1e-9 and random[-1] < 0.1


def test_what_chapter_4_shows_is_so():
    (rows, inner, m), (differences, limit), first, (folds, deep, flat) = LearntLab(4)._shown
    assert (np.ones((rows, inner)) @ np.ones((inner, m))).shape == (rows, m)
    right, wrong = differences.values()
    assert max(right) < limit and wrong[-1] < limit and min(wrong[:-1]) > 1e-3
    relu, sigmoid = first.values()
    assert sigmoid[0] < sigmoid[-1] / 4096 and relu[0] > relu[-1] / 10
    assert deep == [2 * k for k in folds] and flat == [2**k for k in folds]


def test_what_chapter_5_shows_is_so():
    sizes, (evenly, even_exponents), (grid, drawn), (outcome, ends) = LearntLab(5)._shown
    assert sum(sizes) == 800 and np.mean(evenly < 0.1) < 0.3 and 0.6 < np.mean(even_exponents < 0.1) < 0.9
    assert len(grid) == len(drawn) == 25 and (len(np.unique(grid[:, 0])), len(np.unique(drawn[:, 0]))) == (5, 25)
    assert outcome.shape == (ROWS, COLUMNS) and set(np.unique(outcome)) == {0, 1, 2} and ends == (-2, 1, -2, 2)
    assert (outcome[0] == 1).all() and np.mean(outcome[-1] == 2) > 0.7  # crawls below, diverges above


def test_other_chapters_have_none():
    with pytest.raises(ValueError, match="must be one of: 1, 2, 3, 4, 5"):
        LearntLab(6)
