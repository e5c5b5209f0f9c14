"""The searches of the search lab: which data they use, which points they try, and the records that came.

In come the settings of the lab; out come points for `course_lib.search`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from course_lib import datasets, search
from course_lib.errors import in_words
from course_lib.labs.search_text import ACTIVATIONS

DATA = {
    "moons": lambda: datasets.moons(m=800, noise=0.25, rng=0),
    "spirals": lambda: datasets.spirals(m=800, rng=0),
    "digits_odd": datasets.digits_odd,
    "breast_cancer": datasets.breast_cancer,
}


@dataclass
class Search:
    """One search: its number in the log, the lab's settings, its points and the records so far."""

    number: int
    settings: dict
    points: list
    records: list = field(default_factory=list)

    @property
    def tags(self):
        """What the log says of all its points."""
        s = self.settings
        return {"search": self.number, "data": s["data"], "way": s["way"], "learning_rate_scale": s["scale"]}

    @property
    def label(self):
        """What tells one search from another."""
        return f"{self.settings['way']}, {self.settings['scale']} α"

    @property
    def left(self):
        """How many points are not done."""
        return len(self.points) - len(self.records)


@dataclass(frozen=True)
class OwnRange(search.LogRange):
    """A LogRange from which the learner's log_uniform(low, high, n, rng) draws."""

    function: Callable

    def draw(self, rng):
        """One number, drawn by it."""
        (number,) = self.function(self.low, self.high, 1, rng)
        return float(number)


@cache
def parts(data, split_three=None):
    """Training, validation and test set: a half and two quarters; shuffled and cut by the learner's split_three, if it is given."""
    whole = DATA[data]()
    if split_three is None:
        training, rest = whole.split(0.5)
        return training, *rest.split(0.5)
    quarter = whole.m // 4
    training, validation, test = split_three(whole.m, quarter, quarter, np.random.default_rng(0))
    return tuple(replace(whole, X=whole.X[:, part], Y=whole.Y[:, part]) for part in (training, validation, test))


def drawn(s, log_uniform=None):
    """The points of a search, from the settings of the lab; numbers on a log scale come from the learner's log_uniform, if it is given."""
    on_a_log_scale = partial(OwnRange, function=log_uniform) if log_uniform else search.LogRange
    way = {"log": on_a_log_scale, "linear": search.Range}[s["scale"]]
    space = search.Space(
        learning_rate=_between(way, s["learning_rate"]),
        layers=search.Layers(s["depth"], s["units"]),
        hidden=search.Choice(*ACTIVATIONS[s["activation"]]),
        l2=_between(on_a_log_scale, s["l2"]),
        seed=s["seed"],
    )
    if s["way"] == "random":
        return search.sample(space, s["points"], rng=s["seed"])
    points = search.grid_within(space, s["points"])
    return [points[i] for i in np.random.default_rng(s["seed"]).permutation(len(points))]


class Own(NamedTuple):
    """The learner's functions; None stands for the course's."""

    split_three: Callable | None = None
    log_uniform: Callable | None = None

    def parts(self, data):
        """Training, validation and test set."""
        return parts(data, self.split_three)

    def drawn(self, s):
        """(functions in use, points, what went wrong): where the learner's code stops, the course's goes on."""
        try:
            self.parts(s["data"])
            return self, drawn(s, self.log_uniform), ""
        except Exception as problem:  # it may do anything
            return Own(), drawn(s), f"Your code has stopped; the course's is used. {in_words(problem)}"


def _between(way, ends):
    low, high = ends
    return way(low, high) if low < high else low
