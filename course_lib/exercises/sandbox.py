"""Running a learner's function so that nothing it does can hurt: it may raise, print without end, loop for ever.

In comes a function and argument cases; out come outcomes: what was returned or raised, what was printed, and the
arguments afterwards, since a function may have changed them.
"""

import copy
import io
import sys
import time
import warnings
from contextlib import contextmanager, redirect_stdout
from typing import NamedTuple

from course_lib.errors import is_learners

SECONDS = 5.0  # for all cases of one check
PRINTED = 2000  # characters that are kept


class TooSlow(BaseException):
    """The time is up. Not an Exception, so that the learner's own `except` does not catch it."""


class Outcome(NamedTuple):
    """What one call did."""

    value: object
    raised: BaseException | None
    arguments: tuple  # as they were after the call
    printed: str


def run(function, cases):
    """Call the function with a copy of each case; returns the Outcomes. After a time-out the rest is left out."""
    outcomes, deadline = [], time.monotonic() + SECONDS
    for case in cases:
        outcomes.append(_call(function, copy.deepcopy(case), deadline))
        if isinstance(outcomes[-1].raised, TooSlow | KeyboardInterrupt):
            break
    return outcomes


def _call(function, arguments, deadline):
    paper = _Paper()
    value = raised = None
    try:
        with redirect_stdout(paper), warnings.catch_warnings(), _stopped_at(deadline):
            warnings.simplefilter("ignore")
            value = function(*arguments)
    except (Exception, TooSlow, KeyboardInterrupt, SystemExit) as problem:
        raised = problem
    return Outcome(value, raised, arguments, paper.getvalue())


class _Paper(io.StringIO):
    def write(self, text):
        left = PRINTED - self.tell()
        if left > 0:
            super().write(text if len(text) <= left else f"{text[:left]} … (the rest is left out)")
        return len(text)


@contextmanager
def _stopped_at(deadline):
    """Stop code that runs too long. It looks at the clock at each instruction, which needs no thread and no signal."""

    def on_instruction(frame, event, argument):
        if time.monotonic() > deadline:
            raise TooSlow(f"it ran for more than {SECONDS:g} seconds")
        return on_instruction

    def on_call(frame, event, argument):
        if not is_learners(frame.f_code.co_filename):
            return None
        frame.f_trace_opcodes = True  # `while True: pass` has no second line
        return on_instruction

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(before)
