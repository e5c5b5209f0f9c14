"""Controls for the shape of a network: how many hidden layers, how many units in each, and which activation each has."""

from dataclasses import dataclass

import ipywidgets as widgets
import traitlets

from course_lib.labs.composed import Composed, how_many
from course_lib.labs.controls import STYLE, Choice

MOST_LAYERS, MOST_UNITS = 6, 32
MIXED = "mixed"


@dataclass(frozen=True)
class Layers:
    """The sizes (2, …, 1): two inputs, `fewest` to `most` hidden layers of at most `units` units, one output."""

    label: str
    fewest: int = 0
    most: int = MOST_LAYERS
    units: int = MOST_UNITS

    def checked(self, name, value):
        """The sizes as a tuple, or a ValueError that says what they may be."""
        good = isinstance(value, tuple | list) and self.fewest <= len(value) - 2 <= self.most and value[0] == 2 and value[-1] == 1
        if not good or not all(isinstance(n, int) and 1 <= n <= self.units for n in value):
            depth = f"{self.fewest} to {self.most}" if self.fewest else f"at most {self.most}"
            raise ValueError(
                f"{name} is {value!r}; it must be sizes such as (2, 4, 1): 2 inputs, {depth} hidden layers of "
                f"1 to {self.units} units, 1 output"
            )
        return tuple(value)

    def shown(self, value):
        """The sizes themselves."""
        return value

    def widget(self, value):
        """A slider for the number of layers, and one a layer for its units."""
        return _LayersWidget(self, value)


class _LayersWidget(Composed):
    value = traitlets.Tuple()

    def __init__(self, knob, value):
        self._count = how_many(knob)
        self._units = [
            widgets.BoundedIntText(
                min=1, max=knob.units, description=f"layer {l}", style=STYLE, layout=widgets.Layout(width="105px")
            )
            for l in range(1, knob.most + 1)
        ]
        super().__init__([self._count, *self._units], value)

    def show(self):
        hidden = self.value[1:-1]
        self._count.value = len(hidden)
        for l, control in enumerate(self._units):
            control.layout.display = None if l < len(hidden) else "none"
            control.value = hidden[l] if l < len(hidden) else (hidden[-1] if hidden else 4)

    def read(self, _):
        return 2, *(control.value for control in self._units[: self._count.value]), 1


@dataclass(frozen=True)
class PerLayer(Choice):
    """One of `options` for every hidden layer, or a tuple with one for each."""

    def checked(self, name, value):
        """The name, or the tuple of names; a ValueError lists what may stand there."""
        for one in value if isinstance(value, tuple | list) else (value,):
            super().checked(name, one)
        return value if isinstance(value, str) else tuple(value)

    def widget(self, value):
        """A drop-down list for all layers, and, where there are several, one for each."""
        return _PerLayerWidget(self.label, self.options, value)


class _PerLayerWidget(Composed):
    value = traitlets.Tuple()

    def __init__(self, label, options, value):
        wide = widgets.Layout(width="auto", margin="2px 12px 2px 2px")
        self._all = widgets.Dropdown(options=(*options, MIXED), description=label, style=STYLE, layout=wide)
        self._each = [
            widgets.Dropdown(options=options, description=f"{l}", style=STYLE, layout=widgets.Layout(width="auto"))
            for l in range(1, MOST_LAYERS + 1)
        ]
        super().__init__([self._all, *self._each], value)

    def show(self):
        if self.value:
            self._all.value = self.value[0] if len(set(self.value)) == 1 else MIXED
        for l, control in enumerate(self._each):
            control.layout.display = None if l < len(self.value) > 1 else "none"
            if l < len(self.value):
                control.value = self.value[l]

    def read(self, control):
        if control is self._all:
            return self.value if control.value == MIXED else (control.value,) * len(self.value)
        return tuple(one.value for one in self._each[: len(self.value)])
