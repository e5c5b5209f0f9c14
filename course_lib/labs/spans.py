"""A control for the part of a setting that a search may use: a slider with two handles."""

from dataclasses import dataclass
from math import ceil, floor, log10

import ipywidgets as widgets
import numpy as np

from course_lib.labs.controls import STYLE

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Span:
    """The lowest and the highest value that may be used: whole numbers, or with `log` any numbers, which the slider offers as 1, 2, 5 times a power of ten."""

    label: str
    low: float
    high: float
    log: bool = False

    def checked(self, name, value):
        """The two as a tuple, or a ValueError that names the setting."""
        good = isinstance(value, tuple | list) and len(value) == 2 and all(map(self._fits, value)) and value[0] <= value[1]
        if not good:
            kind = "numbers" if self.log else "whole numbers"
            raise ValueError(f"{name} is {value!r}; it must be two {kind} from {self.low:g} to {self.high:g}, the smaller one first")
        return tuple(float(end) if self.log else int(end) for end in value)

    def shown(self, value):
        """Where the handles stand: at the nearest values of the slider."""
        return tuple(min(self.stops, key=lambda stop: abs(log10(stop / end))) for end in value) if self.log else value

    @property
    def stops(self):
        """The values of a slider over powers of ten."""
        tens = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
        every = [float(f"{digit}e{ten}") for ten in tens for digit in (1, 2, 5)]
        return [value for value in every if self.low <= value <= self.high]

    def widget(self, value):
        """A slider with two handles, at `value`."""
        options = dict(description=self.label, style=STYLE, value=self.shown(value))
        if self.log:
            stops = [(_short(stop), stop) for stop in self.stops]
            return widgets.SelectionRangeSlider(options=stops, layout=widgets.Layout(width="330px"), **options)
        return widgets.IntRangeSlider(min=self.low, max=self.high, layout=widgets.Layout(width="230px"), **options)

    def _fits(self, end):
        good = isinstance(end, int | float | np.number) and not isinstance(end, bool) and self.low <= end <= self.high
        return good and (self.log or end == int(end))


def _short(stop):
    """A value as short as it can be read: 10⁻⁴ and 2·10⁻⁴, but 0.002."""
    if stop >= 1e-3:
        return f"{stop:g}"
    digit, power = f"{stop:.0e}".split("e-")
    return ("" if digit == "1" else f"{digit}·") + "10⁻" + f"{int(power)}".translate(RAISED)
