"""What a learner calls: check, guide, hint, solution, use, show_progress. None of them raises over what a learner hands in."""

import html
from dataclasses import replace
from difflib import get_close_matches

from course_lib import progress
from course_lib.exercises import chapter1, chapter2, chapter3, chapter4, chapter4_training, chapter5
from course_lib.exercises.engine import Exercise
from course_lib.exercises.text import GAP
from course_lib.exercises.verdict import Verdict
from course_lib.page import Page

FILES = (chapter1, chapter2, chapter3, chapter4, chapter4_training, chapter5)  # every Exercise that stands in one of these counts
REGISTRY = {row.name: row for file in FILES for row in vars(file).values() if isinstance(row, Exercise)}

_hints_given = {}
_misses = {}


def check(function):
    """Judge a learner's function by its name; returns a Verdict, and notes the attempt in the progress file."""
    name = _name(function)
    if name not in REGISTRY:
        return Verdict("not_attempted", "unknown", _why_unknown(function), name)
    if isinstance(function, str):
        return Verdict("not_attempted", "quoted", f"This is only the name. Hand over the function, without quotation marks: check({name}).", name)
    verdict = REGISTRY[name].check(function)
    if verdict.status == "not_attempted":
        return verdict
    progress.record(name, verdict.status == "passed")
    _misses[name] = _misses.get(name, 0) + 1 if verdict.status == "wrong" else 0
    return replace(verdict, misses=_misses[name])


def hint(exercise):
    """The next hint for an exercise, given by name or by its function; after the last one, the last again."""
    name = _name(exercise)
    if name not in REGISTRY:
        return _unknown(name)
    hints = REGISTRY[name].hints
    number = _hints_given[name] = min(_hints_given.get(name, 0) + 1, len(hints))
    more = "Call hint again for the next one." if number < len(hints) else f'That was the last one. There is solution("{name}").'
    return Page(f"Hint {number} of {len(hints)}: {hints[number - 1]} {more}")


def guide(exercise):
    """The way through a larger exercise: its steps, and gaps to fill, for the learner to copy into their cell."""
    name = _name(exercise)
    if name not in REGISTRY:
        return _unknown(name)
    code = REGISTRY[name].guide()
    if not code:
        return Page(f'There is no guide for {name}, but there are three hints: hint("{name}") gives the first.')
    return _code_page(code, f"Copy this into your cell, put your own code in place of each {GAP}, and check it.")


def solution(exercise):
    """The reference solution, and the same in plain words."""
    name = _name(exercise)
    if name not in REGISTRY:
        return _unknown(name)
    return _code_page(REGISTRY[name].solution(), REGISTRY[name].words)


def use(function):
    """The learner's function if it is right, else the course's; says which."""
    name = _name(function)
    if name not in REGISTRY:
        raise ValueError(_why_unknown(function))
    verdict = REGISTRY[name].check(function)
    if verdict.status == "passed":
        print(f"From here on: your {name}.")
        return function
    why = {"wrong": "yours is not right yet", "not_attempted": "yours is not written yet"}[verdict.status]
    print(f"From here on: the course's {name} ({why}).")
    return REGISTRY[name].reference


def show_progress(chapter=None):
    """The table of what is done, with bars: of one chapter, by its number, or of all."""
    chapters = _chapters()
    return progress.show({chapter: chapters[chapter]} if chapter in chapters else chapters)


def export_progress(file="my_progress.html", learner=""):
    """Write the table as a page that can be handed in; returns its path."""
    return progress.export(_chapters(), file, learner)


def _name(exercise):
    return exercise if isinstance(exercise, str) else getattr(exercise, "__name__", type(exercise).__name__)


def _why_unknown(function):
    if not callable(function) and not isinstance(function, str):
        return (
            f"This is of type {type(function).__name__}, not a function. Has its name been given to something else, or are there brackets "
            "behind it? Run the cell with your def again."
        )
    if _name(function) == "<lambda>":
        return "A lambda has no name by which its exercise could be found. Write it with def."
    return _no_exercise(_name(function))


def _code_page(code, words):
    return Page(f"{code}\n{words}", f"<pre>{html.escape(code)}</pre><p>{html.escape(words)}</p>")


def _unknown(name):
    return Page(_no_exercise(name))


def _no_exercise(name):
    near = get_close_matches(name.lower(), REGISTRY, n=1)
    return f"There is no exercise {name!r}. {f'Did you mean {near[0]}? ' if near else ''}There are: {', '.join(REGISTRY)}."


def _chapters():
    chapters = {}
    for exercise in REGISTRY.values():
        chapters.setdefault(exercise.chapter, []).append(exercise.name)
    return chapters
