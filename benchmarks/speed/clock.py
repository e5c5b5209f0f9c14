"""The clock: ways take turns, round after round, and the weights that they return are compared each time.

It counts the seconds of the processor that the process used, all its threads together. So other work on the machine does not
count, and a library gains nothing from a second thread.
"""

from dataclasses import dataclass, field
from time import perf_counter, process_time

import numpy as np

RTOL, ATOL = 1e-6, 1e-9  # of the last weights: sums in another order differ in the 16th digit, and training enlarges that
MOST_THREADS = 1.2


class Unequal(Exception):
    """A way did not arrive at the weights of the course, or used more than one thread, so that its time says nothing."""


@dataclass
class Times:
    """What was measured of one case.

    steps: gradient steps in one run, times the networks of a stack
    seconds: {way: an array, the processor seconds of its run in each round}
    shares: {way: an array, those seconds over the clock's}
    largest: the largest difference between last weights
    """

    steps: int
    seconds: dict = field(default_factory=dict)
    shares: dict = field(default_factory=dict)
    largest: float = 0.0

    def microseconds(self, way):
        """Median time of one step."""
        return np.median(self.seconds[way]) / self.steps * 1e6

    def ratio(self, way, other):
        """(median, lower quartile, upper quartile) of how many times longer `way` took, round by round; None where one was not run."""
        if not {way, other} <= set(self.seconds):
            return None
        ratios = self.seconds[way] / self.seconds[other]
        return np.median(ratios), *np.percentile(ratios, (25, 75))


def compare(name, found, expected):
    """Raise Unequal where the weights differ by more than rounding; return the largest difference."""
    largest = 0.0
    for letter, tensors, others in zip("Wb", found, expected, strict=True):
        if set(tensors) != set(others):
            raise Unequal(f"{name} returned {letter} of layers {sorted(tensors)}, not {sorted(others)}")
        for l in others:
            if tensors[l].dtype != np.float64 or tensors[l].shape != others[l].shape:
                raise Unequal(f"{name}: {letter}[{l}] is {tensors[l].dtype} {tensors[l].shape}, not float64 {others[l].shape}")
            difference = np.abs(tensors[l] - others[l]).max()
            if not (np.isfinite(difference) and np.allclose(tensors[l], others[l], rtol=RTOL, atol=ATOL)):
                raise Unequal(f"{name}: {letter}[{l}] differs by up to {difference:.2g} at the end")
            largest = max(largest, difference)
    return largest


def timed(ways, steps, rounds):
    """Run each way once in each round, after a first round that does not count.

    ways: {name: function}; the first one says which weights are right; one that returns None has none to compare
    returns: Times
    raises: Unequal
    """
    names, times = list(ways), Times(steps)
    runs = {name: [] for name in names}
    expected = ways[names[0]]()
    for turn in range(rounds + 1):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            used, began = process_time(), perf_counter()
            found = ways[name]()
            runs[name].append((process_time() - used, perf_counter() - began))
            if found is not None:
                times.largest = max(times.largest, compare(name, found, expected))
    for name in names:
        used, took = np.array(runs[name][1:]).T
        times.seconds[name], times.shares[name] = used, used / took
        if (threads := np.median(used / took)) > MOST_THREADS:
            raise Unequal(f"{name} kept {threads:.1f} threads busy; the comparison is for one")
    return times
