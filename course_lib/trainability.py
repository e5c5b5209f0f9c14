"""Where training works: many small networks that differ in learning rate and start, trained as stacks, and how each ended.

In come a problem and a grid, learning rates up and starts across; out come the costs of every run and one of three outcomes.
The grid is measured coarse first, then finer, a slice of work at a time, so that somebody may watch.
"""

from itertools import groupby
from typing import NamedTuple

import numpy as np

from course_lib.network import Network, initialize, stacked
from course_lib.training import train

CONVERGED_AT = 0.2  # a run has converged if its cost ends at or below this
OUTCOMES = {  # the name of each outcome, and when a run has it; outcome k is row k
    "converged": f"J ends at {CONVERGED_AT:g} or below",
    "crawling": "in between: slow, stuck, or hopping",
    "diverged": "J ends above its start, or not finite",
}
CONVERGED, CRAWLING, DIVERGED = range(3)
STRIDES = (8, 4, 2, 1)  # of the grid that is measured, coarse to fine
STACK = 64  # networks that are trained at once; more would outgrow the cache
LOOKS = 20  # costs that are kept of a run, besides the first


class Problem(NamedTuple):
    """What all runs share: data X (n_x, m) and Y (1, m), activation of the hidden layers, seed of the weights, and number of steps."""

    X: np.ndarray
    Y: np.ndarray
    activation: str
    seed: int
    steps: int


class Start(NamedTuple):
    """Where a column of runs starts: sizes (n_x, …, 1), and the standard deviation of all weights; None for He's."""

    layers: tuple
    scale: float | None = None


def outcome(costs):
    """How runs ended: CONVERGED, CRAWLING or DIVERGED, (...).

    costs: (..., looks), from the first to the last; NaN or infinite for what is no longer finite
    """
    first, last = costs[..., 0], costs[..., -1]
    return np.where(last <= CONVERGED_AT, CONVERGED, np.where(last <= first, CRAWLING, DIVERGED))  # NaN compares as False


def look_steps(steps):
    """The steps after which a cost is kept, from 0 to `steps`."""
    every = max(1, steps // LOOKS)
    return np.array([*range(0, steps, every), steps])


def descend(problem, rates, starts):
    """Train runs as one stack; all starts have the same layers.

    rates, starts: k of each
    returns: an iterator of costs (k,), one for each of `look_steps`; NaN once all runs have blown up
    """
    steps = problem.steps
    net = Network(starts[0].layers, hidden=problem.activation)
    params = stacked([initialize(net, rng=problem.seed, scale=start.scale) for start in starts])  # one draw, at each scale
    alpha = np.asarray(rates, dtype=float).reshape(-1, 1, 1)
    every = max(1, steps // LOOKS)
    snapshots = train(net, params, problem.X, problem.Y, learning_rate=alpha, steps=steps, every=every)
    for look in look_steps(steps):
        snapshot = next((s for s in snapshots if s.step >= look), None)
        yield np.full(len(starts), np.nan) if snapshot is None else snapshot.cost


class Grid:
    """Runs on a grid, measured coarse first; `advance` does the next slice of work.

    rates: (rows,) learning rates, rising
    starts: a Start for each column
    costs: (rows, columns, looks), NaN where nothing is measured yet
    measured: (rows, columns) booleans
    """

    def __init__(self, problem, rates, starts):
        self.problem, self.rates, self.starts = problem, rates, starts
        self.shape = len(rates), len(starts)
        self.costs = np.full((*self.shape, len(look_steps(problem.steps))), np.nan)
        self.measured = np.zeros(self.shape, dtype=bool)
        self._work = self._all()

    @property
    def outcome(self):
        """(rows, columns) how each run ended; meaningful where it is measured."""
        return outcome(self.costs)

    def advance(self):
        """Do the next slice of work: some steps of one stack.

        returns: False if all is measured
        """
        return next(self._work, None) is not None

    def measure(self, rows, columns):
        """Train the runs in these places now."""
        for _ in self._train(list(zip(rows, columns))):
            pass

    def refine(self):
        """Work until the next finer grid is complete; yields after each stack."""
        level = self._level()
        while self._level() == level and self.advance():
            yield

    def blocks(self):
        """For each place (rows, columns), the row and the column of the run that stands for it so far, and whether there is one."""
        rows, columns = np.indices(self.shape)
        known = np.zeros(self.shape, dtype=bool)
        found = [rows.copy(), columns.copy()]
        for stride in reversed(STRIDES):
            coarse = rows // stride * stride, columns // stride * stride
            new = ~known & self.measured[coarse]
            for place, at in zip(found, coarse):
                place[new] = at[new]
            known |= new
        return *found, known

    def edge(self, column):
        """The largest learning rate that has converged in a column, of those measured; None if none has."""
        good = self.measured[:, column] & (self.outcome[:, column] == CONVERGED)
        return float(self.rates[good].max()) if good.any() else None

    def _level(self):
        return sum(self.measured[::stride, ::stride].all() for stride in STRIDES)

    def _all(self):
        for batch in _batches(self.starts, *self.shape):
            yield from self._train([place for place in batch if not self.measured[place]])

    def _train(self, places):
        """Train the runs in these places as one stack; yields after each look."""
        if not places:
            return
        rows, columns = map(list, zip(*places))
        history = []
        for costs in descend(self.problem, self.rates[rows], [self.starts[j] for j in columns]):
            history.append(costs)
            if len(history) == self.costs.shape[-1]:
                self.costs[rows, columns] = np.stack(history, axis=-1)
                self.measured[rows, columns] = True
            yield True


def _batches(starts, rows, columns):
    """Places (row, column) in stacks of equal layers, coarse grid first, each place once."""
    seen = set()
    for stride in STRIDES:
        places = [(i, j) for j in range(0, columns, stride) for i in range(0, rows, stride) if (i, j) not in seen]
        seen.update(places)
        for _, same in groupby(places, key=lambda place: starts[place[1]].layers):
            same = list(same)
            yield from (same[k : k + STACK] for k in range(0, len(same), STACK))
