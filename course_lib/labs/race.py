"""A race between functions: how long each takes, over growing numbers of examples.

In come functions; out come seconds a call, measured in interleaved rounds on this machine, and the ratio between the
slowest and the fastest at the largest size. `RaceLab` races functions of (w, b, X, Y) that should give the same gradients.
"""

from contextlib import redirect_stdout
from time import perf_counter
from typing import NamedTuple

import numpy as np

from course_lib.errors import two_results
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice
from course_lib.limits import Paper, limited
from course_lib.views.race import RaceView, times

SIZES = (1, 10, 100, 1000, 10_000)
ROUNDS = 7
SHORTEST = 2e-4  # seconds; quicker calls are timed several at a time


class Lap(NamedTuple):
    """What was measured with m examples: seconds a call, (rounds,) for each function."""

    m: int
    seconds: dict

    @property
    def ratios(self):
        """How many times longer the first function takes than the last, (rounds,)."""
        first, *_, last = self.seconds.values()
        return first / last

    @property
    def ratio(self):
        """The median of the ratios."""
        return float(np.median(self.ratios))


class Race(Lab):
    """What races have in common: the functions, the rounds, the picture.

    functions: {name: function}, two or more, the slowest first
    A subclass gives example(m), what the functions are called with, and describe(); and check(example) if something must hold.
    """

    title = "The race"
    size = (940, 360)
    call = "call"  # what one call of a function is

    def __init__(self, functions, **settings):
        super().__init__(**settings)
        if len(functions) < 2:
            raise ValueError(f"functions has {len(functions)} entry; a race needs two or more")
        self.functions = dict(functions)
        self.begin()

    @property
    def ratio(self):
        """How many times faster the last function is at the largest size, or None before the race is run."""
        return self.laps[-1].ratio if len(self.laps) == len(SIZES) else None

    def example(self, m):
        """The arguments that the functions are called with for m examples."""
        raise NotImplementedError

    def check(self, example):
        """Refuse functions that cannot be raced."""

    def run(self):
        """Measure all sizes now; the picture grows meanwhile."""
        with self._guard:
            self.laps = []
            for m in SIZES:
                with redirect_stdout(Paper()):  # what is printed in a race is not shown
                    self.laps.append(self._lap(m))
                self.refresh(moving=True)
            self.refresh()

    def begin(self):
        """Another race."""
        self.laps = []

    def make_view(self, figure):
        """The view of this lab."""
        return RaceView(figure, list(self.functions), SIZES, self.call)

    def snapshot(self):
        """What is on screen now: the laps so far."""
        return self.laps

    def extra_controls(self):
        """Start it."""
        return [[self.button("Race", self.run, "measure all sizes; it takes a few seconds")]]

    def _lap(self, m):
        example = self.example(m)
        self.check(example)
        calls = {name: _calls(function, example) for name, function in self.functions.items()}
        seconds = {name: np.empty(ROUNDS) for name in self.functions}
        for turn in range(ROUNDS):
            for name, function in self.functions.items():
                seconds[name][turn] = _time(function, example, calls[name])
        return Lap(m, seconds)


class RaceLab(Race):
    """Race functions that should give the same gradients.

    functions: {name: function of (w, b, X, Y)}, two or more, the slowest first
    source: course 2.1.6
    """

    knobs = {"features": Choice("features n_x", (2, 20, 200))}

    def __init__(self, functions, *, features=20):
        super().__init__(functions, features=features)

    def describe(self):
        """The result in words."""
        first, *_, last = self.functions
        if not self.laps:
            return f"Not run yet. Press Race: {' and '.join(self.functions)} compute the same gradients for {SIZES[0]} to {SIZES[-1]} examples."
        lap, small = self.laps[-1], self.laps[0]
        return (
            f"Measured on this machine just now, with m = {lap.m} examples of {self.settings['features']} features: {last} is {times(lap.ratio)} times "
            f"faster than {first} (from {times(lap.ratios.min())} to {times(lap.ratios.max())} in {ROUNDS} rounds). With one example: {times(small.ratio)} times."
        )

    def example(self, m):
        """w (n_x, 1), b, X (n_x, m), Y (1, m), drawn at random."""
        rng = np.random.default_rng(0)
        n_x = self.settings["features"]
        X = np.asfortranarray(rng.normal(size=(n_x, m)))
        Y = (rng.random((1, m)) < 0.5).astype(float)
        return rng.normal(size=(n_x, 1)), 0.0, X, Y

    def check(self, example):
        """Functions that do not agree are not raced."""
        functions = self.functions if example[2].shape[1] > SIZES[0] else {name: limited(name, f) for name, f in self.functions.items()}
        (first, *rest) = ((name, two_results(name, function(*example), "dw and db")) for name, function in functions.items())
        for name, found in rest:
            if not all(np.allclose(ours, theirs) for ours, theirs in zip(first[1], found)):
                raise ValueError(f"{name} and {first[0]} give different results; there is nothing to race")


def _calls(function, example):
    return max(1, round(SHORTEST / _time(function, example, 1)))


def _time(function, example, calls):
    start = perf_counter()
    for _ in range(calls):
        function(*example)
    return max(perf_counter() - start, 1e-9) / calls
