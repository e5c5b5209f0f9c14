"""A control for a pattern of bits: how many there are, and a button for each that flips it."""

from dataclasses import dataclass

import ipywidgets as widgets
import traitlets

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


class _BitsWidget(widgets.HBox):
    value = traitlets.Unicode()

    def __init__(self, knob, value):
        style = {"description_width": "initial"}
        self._count = widgets.IntSlider(
            min=knob.fewest, max=knob.most, description=knob.label, style=style, layout=widgets.Layout(width="250px")
        )
        self._buttons = [
            widgets.ToggleButton(tooltip=f"flip bit {i}", layout=widgets.Layout(width="auto", padding="0 7px"))
            for i in range(1, knob.most + 1)
        ]
        super().__init__([self._count, *self._buttons], layout=widgets.Layout(flex_flow="row wrap", align_items="center"))
        self.value = value
        self._follow(None)
        self.observe(self._follow, "value")
        for control in self.children:
            control.observe(self._turned, "value")

    def _follow(self, _):
        self._setting = True
        self._count.value = len(self.value)
        for i, button in enumerate(self._buttons):
            bit = self.value[i : i + 1]
            button.layout.display = None if bit else "none"
            button.value = bit == "1"
            button.description = f"{name_of(f'x{i + 1}')} = {bit or 0}"
        self._setting = False

    def _turned(self, _):
        if not self._setting:
            self.value = "".join("01"[button.value] for button in self._buttons[: self._count.value])

