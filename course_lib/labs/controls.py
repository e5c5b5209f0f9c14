"""What a learner can turn: each knob says which values it takes, and can make the widget that sets it.

A lab lists its knobs by the name of the setting. The same row refuses a bad value and draws the control, so the two
cannot disagree.
"""

from dataclasses import dataclass

import ipywidgets as widgets
import numpy as np

LOG_STEP = 0.02  # of a slider over powers of ten
RANGE_STEP = 0.1  # of a slider with two handles
STYLE = {"description_width": "initial"}  # a label as wide as its words


@dataclass(frozen=True)
class Slider:
    """A number between `low` and `high`; with `log`, a slider over powers of ten; with `whole`, integers only.

    A slider stands only at places `step` apart (LOG_STEP, with `log`). The page moves it there, and reports that like a turn.

    reach: (lowest, highest) that code may set beyond the ends of the slider
    """

    label: str
    low: float
    high: float
    step: float = 0.1
    log: bool = False
    whole: bool = False
    reach: tuple | None = None

    def checked(self, name, value):
        """The value as a number, or a ValueError that names the setting."""
        low, high = self.reach or (self.low, self.high)
        good = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        if not good or not low <= value <= high or (self.whole and value != int(value)):
            kind = "a whole number" if self.whole else "a number"
            raise ValueError(f"{name} is {value!r}; it must be {kind} from {low:g} to {high:g}")
        return int(value) if self.whole else float(value)

    def shown(self, value):
        """Where the slider stands for a value: at the nearest of its places, at its end if the value is beyond."""
        value = min(max(value, self.low), self.high)
        if self.log:
            return tidied(10 ** float(_place(np.log10(value), *np.log10([self.low, self.high]), LOG_STEP)))
        place = _place(value, self.low, self.high, self._pitch)
        return int(place) if self.whole else tidied(float(place))

    @property
    def _pitch(self):
        return max(int(self.step), 1) if self.whole else self.step

    def widget(self, value):
        """The slider, at `value`."""
        value = self.shown(value)
        options = dict(description=self.label, style=STYLE, layout=widgets.Layout(width="310px"))
        if self.log:
            low, high = np.log10([self.low, self.high])
            options |= dict(base=10, min=low, max=high, step=LOG_STEP, readout_format=".3g")
            return widgets.FloatLogSlider(value=value, **options)
        if self.whole:
            return widgets.IntSlider(value=value, min=self.low, max=self.high, step=self._pitch, **options)
        digits = max(0, -int(np.floor(np.log10(self.step))))
        options |= dict(min=self.low, max=self.high, step=self.step, readout_format=f".{digits}f")
        return widgets.FloatSlider(value=value, **options)


def tidied(value):
    """What a control reports, without the noise in a float's last digits."""
    if isinstance(value, tuple):
        return tuple(map(tidied, value))
    return float(f"{value:.6g}") if isinstance(value, float) else value


def uploaded(value):
    """The bytes of the file in a FileUpload; None if there is none."""
    files = list(value.values()) if isinstance(value, dict) else list(value)  # ipywidgets 7, 8
    return bytes(files[-1]["content"]) if files else None


def _place(value, low, high, step):
    return min(low + step * round((value - low) / step), high)


@dataclass(frozen=True)
class Choice:
    """One of a few values; `options` are the values, shown as they are."""

    label: str
    options: tuple

    def checked(self, name, value):
        """The value, or a ValueError that names the setting and lists what it takes."""
        if value not in self.options:
            raise ValueError(f"{name} is {value!r}; it must be one of: {', '.join(map(str, self.options))}")
        return self.options[self.options.index(value)]  # 4, where 4.0 was given

    def shown(self, value):
        """The value itself."""
        return value

    def widget(self, value):
        """A drop-down list, at `value`."""
        layout = widgets.Layout(width="auto", margin="2px 12px 2px 2px")
        return widgets.Dropdown(options=self.options, value=value, description=self.label, style=STYLE, layout=layout)


@dataclass(frozen=True)
class Sizes:
    """A text box for `fewest` to `most` whole numbers from 1 to `largest`, with commas or spaces between; the value is a tuple."""

    label: str
    fewest: int
    most: int
    largest: int

    def checked(self, name, value):
        """The sizes as a tuple, from text or numbers, or a ValueError that says what they may be."""
        parts = value.replace(",", " ").split() if isinstance(value, str) else value
        numbers = [_whole(part) for part in parts] if isinstance(parts, list | tuple) else []
        if not self.fewest <= len(numbers) <= self.most or not all(n and n <= self.largest for n in numbers):
            raise ValueError(
                f"{name} is {value!r}; it must be {self.fewest} to {self.most} whole numbers from 1 to {self.largest}, such as 3, 4, 1"
            )
        return tuple(numbers)

    def shown(self, value):
        """The sizes as text."""
        return ", ".join(map(str, value))

    def widget(self, value):
        """A text box, at `value`; what is typed counts on Enter, or when the box is left."""
        layout = widgets.Layout(width="310px", margin="2px 12px 2px 2px")
        return widgets.Text(value=self.shown(value), description=self.label, continuous_update=False, style=STYLE, layout=layout)


def _whole(part):
    """A whole number from digits, or from a whole number; None for all else."""
    if isinstance(part, str):
        return int(part) if part.isdecimal() and len(part) < 20 else None
    return int(part) if isinstance(part, int | np.integer) and not isinstance(part, bool) and part > 0 else None


@dataclass(frozen=True)
class Range:
    """Two numbers between `low` and `high`, the first one smaller by `least` or more."""

    label: str
    low: float
    high: float
    least: float

    def checked(self, name, value):
        """The two as a tuple of floats, or a ValueError that names the setting."""
        good = isinstance(value, tuple | list) and len(value) == 2 and all(isinstance(end, int | float | np.number) for end in value)
        if not good or not self.low <= value[0] <= value[1] - self.least <= self.high - self.least:
            raise ValueError(
                f"{name} is {value!r}; it must be two numbers from {self.low:g} to {self.high:g}, the second one larger by {self.least:g} or more"
            )
        return float(value[0]), float(value[1])

    def shown(self, value):
        """Where the two handles stand: each at the nearest of its places."""
        return tuple(tidied(float(_place(end, self.low, self.high, RANGE_STEP))) for end in value)

    def widget(self, value):
        """A slider with two handles, at `value`."""
        options = dict(style=STYLE, layout=widgets.Layout(width="400px"), readout_format=".1f")
        return widgets.FloatRangeSlider(value=self.shown(value), min=self.low, max=self.high, step=RANGE_STEP, description=self.label, **options)
