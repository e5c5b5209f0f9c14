"""A mistake is data: a text edit of a reference solution, with the words that it deserves.

The same entry makes the wrong function, recognises it in what a learner's function does, and is the test that it is
refused.
"""

from dataclasses import dataclass

from course_lib.exercises.text import BEGIN, END, source


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer.

    code: its name, such as "missing-mean"
    old, new: the text in the reference and what the learner has there instead
    message: what to tell them, without giving the answer away
    """

    code: str
    old: str
    new: str
    message: str


def throughout(function, code, old, new, message):
    """A Mistake made in every place of a function where the text `old` stands."""
    body = source(function).split(BEGIN)[1].split(END)[0].strip()
    return Mistake(code, body, body.replace(old, new), message)


def nothing_returned(text):
    """The Mistake of a missing return line; `text` is what should be returned."""
    return Mistake("returned-none", f"return {text}", "return None", "It returns nothing. Is the return line missing?")
