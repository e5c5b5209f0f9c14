"""Several small controls that make one value: a setting with a control for each of its parts."""

import ipywidgets as widgets

from course_lib.labs.controls import STYLE


class Composed(widgets.HBox):
    """Controls side by side, in step with `value`.

    A subclass gives the trait `value`; show(), which sets the controls to it; and read(control), the value they stand
    for after that one was turned.
    """

    def __init__(self, controls, value):
        super().__init__(controls, layout=widgets.Layout(flex_flow="row wrap"))
        self.value = value
        self._follow(None)
        self.observe(self._follow, "value")
        for control in controls:
            control.observe(self._turned, "value")

    def _follow(self, _):
        self._following = True
        self.show()
        self._following = False

    def _turned(self, change):
        if not self._following:
            self.value = self.read(change.owner)
            self._follow(None)  # where the value is the old one, too


def how_many(knob):
    """A slider over the numbers of parts, `fewest` to `most`."""
    return widgets.IntSlider(
        min=knob.fewest, max=knob.most, description=knob.label, style=STYLE, layout=widgets.Layout(width="250px")
    )
