"""What the core wants to reach, and whether the measured ratios reach it."""

from typing import NamedTuple

from benchmarks.speed.cases import compared

LARGE = ("12288-20-7-5-1", "784-128-64-1")
NAMES = {"torch": "PyTorch eager", "sklearn": "scikit-learn", "textbook": "the textbook form", "limit": "the preallocated step",
         "products": "the bare matrix products", "jax": "JAX's vmap"}


class Target(NamedTuple):
    """A ratio of two ways in one case that should be at least, or at most, some figure."""

    case: object
    way: str
    other: str
    least: float | None = None
    most: float | None = None

    def __str__(self):
        if self.least:
            return f"at least {self.least:g} × as fast as {NAMES[self.way]}"
        return f"within {self.most:g} × of {NAMES[self.other]}"


def targets():
    """{group of results: its Targets}."""
    everywhere = [case.name for case in compared()]
    of_cases = [Target("2-4-1", "torch", "course", 10), Target("2-4-1", "sklearn", "course", 4)]
    of_cases += [Target("2-8-8-1", "torch", "course", 5), Target("2-8-8-1", "sklearn", "course", 2.5)]
    of_cases += [Target(name, "textbook", "course", 1.4) for name in everywhere]
    of_cases += [Target(name, "course", "limit", most=1.15) for name in everywhere]
    of_cases += [Target(name, "course", "products", most=1.15) for name in LARGE]
    return {"cases": of_cases, "stacks": [Target((name, 16), "course", "jax", most=1.3) for name in ("2-4-1", "2-8-8-1")]}


def verdict(target, times):
    """("met", "missed" or "not installed", the (median, lower, upper) of the ratio or None)."""
    ratio = times.ratio(target.way, target.other)
    if ratio is None:
        return "not installed", None
    reached = ratio[0] >= target.least if target.least else ratio[0] <= target.most
    return "met" if reached else "missed", ratio


def at_best(target, times):
    """The same ratio for the preallocated step in place of course_lib, or None: a target beyond it is beyond NumPy on this machine."""
    way, other = ("limit" if each == "course" else each for each in (target.way, target.other))
    return None if way == other else times.ratio(way, other)
