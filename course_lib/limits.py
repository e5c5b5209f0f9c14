"""Limits for a learner's code, so that nothing it does can hurt: it may loop for ever, print without end, end the program.

In comes a function; out comes the same one, which is stopped when its time is up, and its prints are cut when they are many. The
clock is looked at in each line of the learner's code, by sys.settrace: that needs no thread and no signal, so it holds in callbacks
on other threads, on Windows and in a browser. One call into C that never returns, such as sum(iter(int, 1)), cannot be stopped.
"""

import dis
import io
import sys
import time
from functools import lru_cache, wraps

from course_lib.errors import is_learners

SECONDS = 5.0  # for one call in a lab, and for all cases of one check
PRINTED = 2000  # characters of one call in a check that are shown
ROOM = 20_000  # characters that a function in a lab may print


class TooSlow(BaseException):
    """The time is up. Not an Exception, so that the learner's own `except Exception` does not catch it."""

    def __init__(self, watch):
        super().__init__(f"it ran for more than {SECONDS:g} seconds")
        self._watch = watch

    def __del__(self):
        """Python forgets a trace that raises: where a bare `except:` has dropped this, the watch goes on."""
        if self._watch.on:
            self._watch.trace_from(sys._getframe(1))


class Watch:
    """`with Watch(deadline, paper):` raises TooSlow in the learner's code once the deadline is past, and prints go to the paper."""

    def __init__(self, deadline, paper):
        self.on, self._deadline, self._paper = False, deadline, paper

    def __enter__(self):
        self._before = self._paper.page, _ = sys.stdout, sys.gettrace()
        self.on, sys.stdout = True, self._paper
        sys.settrace(self._on_call)

    def __exit__(self, *_):
        self.on, (sys.stdout, trace) = False, self._before
        sys.settrace(trace)

    def trace_from(self, frame):
        """Look at the clock in this frame and in those that wait for it."""
        sys.settrace(self._on_call)
        while frame:
            if is_learners(frame.f_code.co_filename):
                frame.f_trace = self._on_line
            frame = frame.f_back

    def _on_call(self, frame, event, argument):
        if not is_learners(frame.f_code.co_filename):
            return None
        frame.f_trace_opcodes = _spins(frame.f_code)
        return self._on_line(frame, event, argument)

    def _on_line(self, frame, event, argument):
        if time.monotonic() > self._deadline and self.on:
            raise TooSlow(self)
        return self._on_line


@lru_cache
def _spins(code):
    """True where an instruction jumps to itself, as in `while True: pass`: it never comes to a next line."""
    return any(step.opcode in dis.hasjrel and step.argval == step.offset for step in dis.get_instructions(code))


class Paper(io.StringIO):
    """What is printed, up to `room` characters."""

    def __init__(self, room=PRINTED):
        super().__init__()
        self._left = room

    def write(self, text):
        """Take the text, as far as there is room."""
        if self._left >= 0:
            self.keep(text if len(text) <= self._left else f"{text[:self._left]} … (the rest is left out)")
            self._left -= len(text)
        return len(text)

    def keep(self, text):
        """What becomes of the text."""
        super().write(text)

    def close(self):
        """It stays open: the learner's code may close what it prints to."""


class Through(Paper):
    """A paper whose text goes on to where it would have gone."""

    def keep(self, text):
        """To the page."""
        self.page.write(text)


def is_yours(function):
    """True for a function that a learner has handed in, and not one of the course's."""
    return function is not None and not str(getattr(function, "__module__", "")).startswith("course_lib")


def limited(name, function):
    """A learner's function with limits for each call; what is the course's, or None, comes back as it is.

    returns: a function that raises TimeoutError where it is stopped, and from then on; and only Exceptions, but for KeyboardInterrupt
    raises: ValueError for what is no function
    """
    if not is_yours(function):
        return function
    if not callable(function):
        raise ValueError(f"{name} is of type {type(function).__name__}; it must be a function: its name, without brackets")
    paper, stopped = Through(ROOM), []

    @wraps(function)
    def within_limits(*arguments, **named):
        if stopped:  # not again for so long
            raise TimeoutError(str(stopped[0])).with_traceback(stopped[0].__traceback__)
        try:
            with Watch(time.monotonic() + SECONDS, paper):
                return function(*arguments, **named)
        except (Exception, KeyboardInterrupt):
            raise
        except BaseException as problem:
            if not isinstance(problem, TooSlow):
                raise RuntimeError(f"it raised {type(problem).__name__}").with_traceback(problem.__traceback__) from None
            told = f"{problem}. Is there a loop that never ends? Once it is mended, run its cell and the lab's again"
            stopped.append(TimeoutError(told).with_traceback(problem.__traceback__))
            raise stopped[0] from None

    return within_limits
