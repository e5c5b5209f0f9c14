"""An exception in the learner's words: their own line, and what NumPy's sentence mostly means."""

import math

import numpy as np
import pytest

from course_lib.errors import ADVICE, in_words, is_learners

COLUMN, TABLE = np.ones((3, 1)), np.ones((2, 3))
SLIPS = [
    (lambda: math.exp(COLUMN), "np.exp, take arrays"),
    (lambda: 1 if COLUMN else 2, "np.where"),
    (lambda: TABLE @ TABLE, "as many columns"),
    (lambda: TABLE + np.ones((2, 2)), "(n, 1), not (n,)"),
    (lambda: np.add(COLUMN, np.ones((3, 3)), out=np.ones((3, 1))), "another shape"),
    (lambda: TABLE.item(), ".item()"),
]


@pytest.mark.parametrize(("slip", "advice"), SLIPS, ids=[advice for _, advice in SLIPS])
def test_numpys_sentences_come_with_advice_and_the_line(slip, advice):
    with pytest.raises((TypeError, ValueError)) as caught:
        slip()
    told = in_words(caught.value)
    assert advice in told and "in <lambda>, line" in told


def test_every_advice_is_tried():
    assert len(SLIPS) == len(ADVICE)


def test_an_exception_without_words_is_still_named():
    assert in_words(KeyError()) == "KeyError" and in_words(ValueError("a")) == "ValueError: a"


def test_files_of_the_course_of_python_and_of_libraries_are_not_the_learners():
    for filename in (math.__spec__.origin, np.__file__, pytest.__file__, in_words.__code__.co_filename, "<frozen importlib>"):
        assert not is_learners(filename) or filename == "built-in"
    assert is_learners(__file__) and is_learners("<cell>")
