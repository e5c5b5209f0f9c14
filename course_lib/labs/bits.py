"""A control for a pattern of bits: how many there are, and a button for each that flips it."""

from dataclasses import dataclass

import ipywidgets as widgets
import traitlets

from course_lib.labs.composed import Composed, how_many
from course_lib.views.graph import name_of


@dataclass(frozen=True)
class Bits:
    """A text of `fewest` to `most` zeros and ones, the first bit first."""

    label: str
    fewest: int
    most: int

    def checked(self, name, value):
        """The text, or a ValueError that says what it may be."""
        if not isinstance(value, str) or not self.fewest <= len(value) <= self.most or set(value) - set("01"):
            raise ValueError(f"{name} is {value!r}; it must be a text of {self.fewest} to {self.most} zeros and ones, such as '0110'")
        return value

    def shown(self, value):
        """The text itself."""
        return value

    def widget(self, value):
        """A slider for the number of bits, and a button for each."""
        return _BitsWidget(self, value)


class _BitsWidget(Composed):
    value = traitlets.Unicode()

    def __init__(self, knob, value):
        self._count = how_many(knob)
        self._buttons = [
            widgets.ToggleButton(tooltip=f"flip bit {i}", layout=widgets.Layout(width="auto", padding="0 7px"))
            for i in range(1, knob.most + 1)
        ]
        super().__init__([self._count, *self._buttons], value)

    def show(self):
        self._count.value = len(self.value)
        for i, button in enumerate(self._buttons):
            bit = self.value[i : i + 1]
            button.layout.display = None if bit else "none"
            button.value = bit == "1"
            button.description = f"{name_of(f'x{i + 1}')} = {bit or 0}"

    def read(self, _):
        return "".join("01"[button.value] for button in self._buttons[: self._count.value])
