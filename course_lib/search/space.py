"""What a search tries: a space says how each setting is chosen, and `grid` or `sample` turn it into points.

A point is a plain dict of settings. Settings that a space leaves out keep their value in `SETTINGS`.
"""

from dataclasses import dataclass
from itertools import product
from math import log, prod

import numpy as np

from course_lib import checks

# All that a point can say. `layers` holds the units of the hidden layers, and `seed` draws the first weights and the
# mini-batches: the same for every point, unless the space varies it.
SETTINGS = {
    "layers": (4,), "hidden": "tanh", "output": "sigmoid", "initialization": "he", "scale": None, "learning_rate": 0.5,
    "batch_size": None, "momentum": 0.0, "l2": 0.0, "seed": 0,
}  # fmt: skip
MOST = 100_000  # points in a grid


class Choice:
    """One of the values given, in any order: Choice("tanh", "relu")."""

    def __init__(self, *options):
        if not options:
            raise ValueError('Choice() has nothing to choose from; expected values: Choice("tanh", "relu")')
        self.options = options

    def values(self, n):
        """All of them, whatever n is."""
        return list(self.options)

    def draw(self, rng):
        """Each is as likely as the others."""
        return self.options[rng.integers(len(self.options))]


@dataclass(frozen=True)
class Range:
    """A number between low and high."""

    low: float
    high: float

    def __post_init__(self):
        checks.number("low", self.low, -np.inf)
        checks.number("high", self.high, self.low)

    def values(self, n):
        """n numbers at equal distances, from low to high; one number is the middle."""
        return _spread(np.linspace, self.low, self.high, n).tolist()

    def draw(self, rng):
        """Each number is as likely as the others."""
        return float(rng.uniform(self.low, self.high))


@dataclass(frozen=True)
class LogRange:
    """A number between low and high whose size is unknown: as likely between 0.01 and 0.1 as between 0.1 and 1."""

    low: float
    high: float

    def __post_init__(self):
        checks.number("low", self.low, 0)
        checks.number("high", self.high, self.low)

    def values(self, n):
        """n numbers from low to high, each the same multiple of the one before; one number is the middle."""
        return _spread(np.geomspace, self.low, self.high, n).tolist()

    def draw(self, rng):
        """Each power of ten is as likely as the others."""
        return float(np.exp(rng.uniform(log(self.low), log(self.high))))


@dataclass(frozen=True)
class WholeRange:
    """A whole number from low to high, both included."""

    low: int
    high: int

    def __post_init__(self):
        checks.whole_number("low", self.low, 0)
        checks.whole_number("high", self.high, self.low)

    def values(self, n):
        """n whole numbers at about equal distances, fewer where there are not so many."""
        return list(dict.fromkeys(_spread(np.linspace, self.low, self.high, n).round().astype(int).tolist()))

    def draw(self, rng):
        """Each is as likely as the others."""
        return int(rng.integers(self.low, self.high + 1))


@dataclass(frozen=True)
class Layers:
    """Hidden layers with the same number of units in each: Layers(depth=(1, 3), units=(2, 16)).

    depth: the fewest and the most hidden layers; 0 is logistic regression
    units: the fewest and the most units in each
    """

    depth: tuple
    units: tuple

    def __post_init__(self):
        for name, smallest in (("depth", 0), ("units", 1)):
            pair = getattr(self, name)
            if not isinstance(pair, tuple | list) or len(pair) != 2:
                raise ValueError(f"{name} is {pair!r}; expected the fewest and the most, such as (1, 3)")
            checks.whole_number(name, pair[0], smallest)
            checks.whole_number(name, pair[1], pair[0])

    def values(self, n):
        """Every depth with n numbers of units."""
        depths = range(self.depth[0], self.depth[1] + 1)
        return list(dict.fromkeys((units,) * depth for depth in depths for units in WholeRange(*self.units).values(n)))

    def draw(self, rng):
        """Each depth and each number of units is as likely as the others."""
        depth = WholeRange(*self.depth).draw(rng)
        return (WholeRange(*self.units).draw(rng),) * depth


class Space:
    """How each setting is chosen: Space(learning_rate=LogRange(1e-3, 3), hidden=Choice("tanh", "relu"), layers=(8,)).

    settings: a Choice, Range, LogRange, WholeRange or Layers; a plain value is the same in all points
    raises: ValueError for a setting that is not in SETTINGS
    """

    def __init__(self, **settings):
        for name in settings:
            checks.one_of("a setting", name, SETTINGS)
        self.settings = {name: way if hasattr(way, "draw") else Choice(way) for name, way in settings.items()}


def grid(space, n=3):
    """Every combination: all options of each Choice with n values of each range.

    returns: a list of points
    raises: ValueError for more than 100 000 points
    """
    checks.whole_number("n", n, 2)
    values = _values(space, dict.fromkeys(space.settings, n))
    number = prod(map(len, values))
    if number > MOST:
        raise ValueError(f"this grid has {number} points; it must have at most {MOST}: take a smaller n, or sample the space")
    return [dict(zip(space.settings, point)) for point in product(*values)]


def grid_within(space, most):
    """The finest grid that has at most `most` points: the range with the fewest values gets one more, while there is room for it.

    returns: a list of points; all options of each Choice are in it, and of a range at least its middle
    raises: ValueError if not even that has room
    """
    checks.whole_number("most", most, 1)
    counts = dict.fromkeys(space.settings, 1)
    size = _size(space, counts)
    if size > most:
        raise ValueError(f"the coarsest grid of this space has {size} points, and most is {most}: leave out some of the choices")
    while True:
        finer = [counts | {name: counts[name] + 1} for name in sorted(counts, key=counts.get)]
        finer = [more for more in finer if _size(space, counts) < _size(space, more) <= most]
        if not finer:
            return [dict(zip(counts, point)) for point in product(*_values(space, counts))]
        counts = finer[0]


def sample(space, n, rng=None):
    """n points, each setting drawn by itself.

    rng: a seed or a numpy Generator
    returns: a list of points
    """
    checks.whole_number("n", n, 1)
    rng = np.random.default_rng(rng)
    return [{name: way.draw(rng) for name, way in space.settings.items()} for _ in range(n)]


def _spread(between, low, high, n):
    return between(low, high, n) if n > 1 else between(low, high, 3)[1:2]


def _values(space, counts):
    return [way.values(counts[name]) for name, way in space.settings.items()]


def _size(space, counts):
    return prod(map(len, _values(space, counts)))
