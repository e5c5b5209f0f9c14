"""The limits of a learner's code: every kind of loop is stopped in its line, on any thread; what is right pays little and is left alone."""

import contextlib
import io
import sys
import threading
import time

import numpy as np
import pytest

from course_lib import limits
from course_lib.errors import in_words
from course_lib.exercises.chapter2 import sigmoid
from course_lib.limits import Paper, TooSlow, Watch, is_yours, limited


@pytest.fixture(autouse=True)
def a_short_while(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.1)


def on_one_line():
    while True: pass  # noqa: E701


def bare_except():
    while True:
        try:
            x = 1  # noqa: F841
        except:  # noqa: E722
            pass


def nested():
    while True:
        try:
            while True:
                time.sleep(0)
        except BaseException:
            continue


def suppressing():
    while True:
        with contextlib.suppress(BaseException):
            while True: pass  # noqa: E701


def helper():
    return 1


def calling():
    for _ in iter(int, 1):
        try:
            helper()
        except BaseException:
            pass


def endless():
    while True:
        yield 1


def consuming():
    return sum(endless())


def comprehending():
    return sum(1 for _ in iter(int, 1))


def called_back():
    return max(iter(lambda: helper(), 2))


LOOPS = [on_one_line, bare_except, nested, suppressing, calling, consuming, comprehending, called_back]


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.__name__)
def test_a_loop_is_stopped_in_its_line(loop):
    before = sys.stdout, sys.gettrace()
    with pytest.raises(TimeoutError) as caught:
        limited("loop", loop)()
    told = in_words(caught.value)
    assert told.startswith("TimeoutError: it ran for more than 0.1 seconds. Is there a loop that never ends?")
    assert " — in " in told and ", line " in told
    assert (sys.stdout, sys.gettrace()) == before


def test_it_holds_on_another_thread():
    told = []

    def callback():
        with pytest.raises(TimeoutError):
            limited("loop", bare_except)()
        told.append("stopped")

    thread = threading.Thread(target=callback, daemon=True)
    thread.start()
    thread.join(60)
    assert told == ["stopped"]


def test_what_was_stopped_is_not_waited_for_again(monkeypatch):
    loop = limited("loop", on_one_line)
    with pytest.raises(TimeoutError):
        loop()
    monkeypatch.setattr(limits, "SECONDS", 1000.0)
    with pytest.raises(TimeoutError, match="Once it is mended, run its cell and the lab's again") as caught:
        loop()
    assert "in on_one_line, line" in in_words(caught.value)


def test_what_is_right_comes_through_and_keeps_its_name():
    def scaled(z, *, by):
        """Mine."""
        return by * z

    mine = limited("g", scaled)
    assert mine(3, by=2) == 6 and (mine.__name__, mine.__doc__) == ("scaled", "Mine.") and is_yours(mine)
    assert limited("g", None) is None and limited("g", sigmoid) is sigmoid and not is_yours(sigmoid) and not is_yours(None)
    assert limited("g", np.tanh)(0.0) == 0.0
    with pytest.raises(ValueError, match="g is of type str; it must be a function"):
        limited("g", "tanh")


@pytest.mark.parametrize("problem", [SystemExit, GeneratorExit, BaseException, KeyboardInterrupt, KeyError])
def test_only_exceptions_and_the_stop_button_come_out(problem):
    def raises():
        raise problem

    with pytest.raises(problem if problem in (KeyboardInterrupt, KeyError) else RuntimeError) as caught:
        limited("f", raises)()
    assert "in raises, line" in in_words(caught.value) and problem.__name__ in in_words(caught.value)


def test_prints_go_through_until_they_are_too_many():
    page = io.StringIO()
    chatty = limited("f", lambda: print("x" * 999))
    with contextlib.redirect_stdout(page):
        for _ in range(50):
            chatty()
        print("after")
    told = page.getvalue()
    assert told.startswith("x" * 999 + "\nx") and told.endswith("… (the rest is left out)after\n") and len(told) < limits.ROOM + 100


def test_a_watch_may_stand_in_another_and_is_over_when_it_is_left():
    def slow():
        end = time.monotonic() + 0.1
        while time.monotonic() < end:
            pass
        return "done"

    with Watch(time.monotonic() + 60, Paper()):
        with pytest.raises(TooSlow):
            with Watch(time.monotonic() + 0.01, Paper()):
                slow()
        assert slow() == "done"
    assert slow() == "done"
