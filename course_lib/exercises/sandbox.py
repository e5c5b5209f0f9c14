"""Running a learner's function so that nothing it does can hurt: it may raise, print without end, loop for ever.

In comes a function and argument cases; out come outcomes: what was returned or raised, what was printed, and the
arguments afterwards, since a function may have changed them.
"""

import copy
import inspect
import time
import warnings
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from course_lib import limits
from course_lib.limits import Paper, TooSlow, Watch


class Outcome(NamedTuple):
    """What one call did."""

    value: object
    raised: BaseException | None
    arguments: tuple  # as they were after the call
    printed: str


def run(function, cases):
    """Call the function with a copy of each case; returns the Outcomes. After a time-out the rest is left out."""
    outcomes, deadline = [], time.monotonic() + limits.SECONDS
    for case in cases:
        outcomes.append(_call(function, copy.deepcopy(case), deadline))
        if isinstance(outcomes[-1].raised, TooSlow | KeyboardInterrupt):
            break
    return outcomes


def _call(function, arguments, deadline):
    paper = Paper()
    value = raised = None
    try:
        with warnings.catch_warnings(), np.errstate(), _refusing(function), Watch(deadline, paper):
            warnings.simplefilter("ignore")
            value = function(*arguments)
    except BaseException as problem:  # SystemExit too, and what the learner has made up
        raised = problem
    return Outcome(value, raised, arguments, paper.getvalue())


@contextmanager
def _refusing(function):
    """Meanwhile the function finds no `input`, which would wait for an answer, and no `quit`, which would end the notebook's kernel."""
    names = getattr(inspect.unwrap(function), "__globals__", {})
    before = {name: names[name] for name in _REFUSED if name in names}
    theirs = {name for name, value in before.items() if "ExitAutocall" not in type(value).__name__}  # a variable called input, say
    names |= {name: refuse for name, refuse in _REFUSED.items() if name not in theirs}
    try:
        yield
    finally:
        for name in _REFUSED:
            names.pop(name, None)
        names |= before


def _refusal(name, why):
    def refuse(*_, **__):
        raise ValueError(f"{name}() has no place in an exercise: {why}")

    return refuse


_REFUSED = {"input": _refusal("input", "what the function needs comes in as its arguments")} | {
    name: _refusal(name, "to leave the function, use return") for name in ("quit", "exit")
}
