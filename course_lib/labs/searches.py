"""The searches of the search lab: which data they use, which points they try, and the records that came.

In come the settings of the lab; out come points for `course_lib.search`.
"""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from course_lib import datasets, search
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


@cache
def parts(data):
    """Training, validation and test set: a half and two quarters."""
    training, rest = DATA[data]().split(0.5)
    return training, *rest.split(0.5)


def drawn(s):
    """The points of a search, from the settings of the lab."""
    way = {"log": search.LogRange, "linear": search.Range}[s["scale"]]
    space = search.Space(
        learning_rate=_between(way, s["learning_rate"]),
        layers=search.Layers(s["depth"], s["units"]),
        hidden=search.Choice(*ACTIVATIONS[s["activation"]]),
        l2=_between(search.LogRange, s["l2"]),
        seed=s["seed"],
    )
    if s["way"] == "random":
        return search.sample(space, s["points"], rng=s["seed"])
    points = search.grid_within(space, s["points"])
    return [points[i] for i in np.random.default_rng(s["seed"]).permutation(len(points))]


def _between(way, ends):
    low, high = ends
    return way(low, high) if low < high else low
