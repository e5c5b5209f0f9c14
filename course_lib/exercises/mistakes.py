"""A mistake is data: a text edit of a reference solution, with the words that it deserves.

The same entry makes the wrong function, recognises it in what a learner's function does, and is the test that it is
refused.
"""

import ast
from dataclasses import dataclass

from course_lib.exercises.text import parts


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


def made_in(source, mistakes):
    """The text of a solution with these Mistakes made in it."""
    made, done = "", 0
    for mistake in sorted(mistakes, key=lambda mistake: source.index(mistake.old)):
        start = source.index(mistake.old)
        made += source[done:start] + mistake.new
        done = start + len(mistake.old)
    return made + source[done:]


def apart(source, one, other):
    """Do two Mistakes edit places that do not overlap?"""
    first, second = sorted((one, other), key=lambda mistake: source.index(mistake.old))
    return source.index(first.old) + len(first.old) <= source.index(second.old)


def fault(source, mistake):
    """Why a Mistake cannot be made in the text of a solution, in words; empty if it can."""
    places = source.count(mistake.old)
    if mistake.old == mistake.new:
        return "changes nothing: what it puts in is what it takes out"
    if places != 1:
        return f"should edit one place in the solution, and its text stands {f'there {places} times' if places else 'nowhere'}: {mistake.old!r}"
    try:
        ast.parse(made_in(source, [mistake]))
    except SyntaxError as problem:
        return f"leaves no Python behind ({problem.msg}): {mistake.new!r}"
    return ""


def throughout(function, code, old, new, message):
    """A Mistake made in every place of a function where the text `old` stands."""
    body = parts(function)[1].strip()
    return Mistake(code, body, body.replace(old, new), message)


def missing_mean(old, new, what="gradients grow", more=""):
    """The Mistake of a missing 1/m; `what` says what grows with m, `more` what else helps."""
    return Mistake("missing-mean", old, new, f"Your {what} with the number of examples. What turns a sum into a mean?{more}")


def nothing_returned(text):
    """The Mistake of a missing return line; `text` is what should be returned."""
    return Mistake("returned-none", f"return {text}", "return None", "It returns nothing. Is the return line missing?")
