"""A computation graph to click through: values go forward, slopes come back, and a nudge shows that they tell the truth.

In come the values of the givens; out come, click by click, the value of each piece and then its slope.
"""

from typing import NamedTuple

import numpy as np

from course_lib.graph import CHAIN, LOGISTIC, backward, forward
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.views.graph import GraphView, name_of, short

NUDGE = 0.001
NO_NUDGE = "nothing"
KINDS = {
    "chain": ("J = 3 (a + b · c), forward and back", CHAIN, {"a": 5.0, "b": 3.0, "c": 2.0}, 10, 0.5),
    "logistic": (
        "Logistic regression on one example, forward and back",
        LOGISTIC,
        {"x1": 2.0, "x2": -1.0, "w1": 0.5, "w2": 1.0, "b": -0.5, "y": 1},
        3,
        0.1,
    ),
}  # title, nodes, givens, how far a slider goes, its step


class GraphSnapshot(NamedTuple):
    """What the view shows.

    values: {name: value} of the nodes that are computed; nudged: the same with the nudge, where that differs
    visits: the Visits of the way back so far
    now: the name of the node just visited, or None; caption, effect: what happened there, and what the nudge did
    """

    values: dict
    nudged: dict
    visits: list
    now: str | None
    caption: str
    effect: str


class GraphLab(Lab):
    """Walk through a formula, one node a click.

    kind: "chain" for J = 3 (a + b c), "logistic" for one neuron and one example
    raises: ValueError for another kind
    source: course 2.1.4 and 2.1.6
    """

    size = (940, 480)

    def __init__(self, kind="chain"):
        if kind not in KINDS:
            raise ValueError(f"kind is {kind!r}; it must be one of: {', '.join(KINDS)}")
        self.kind = kind
        self.title, self.nodes, givens, far, step = KINDS[kind]
        self._steps = [node for node in self.nodes if node.inputs]
        names = [visit.name for visit in backward(self.nodes, forward(self.nodes, givens))][1:]
        self.knobs = {
            name: Choice("y", (0, 1)) if name == "y" else Slider(name_of(name), -far, far, step) for name in givens
        } | {"nudge": Choice(f"nudge by {NUDGE}", (NO_NUDGE, *names))}
        super().__init__(**givens, nudge=NO_NUDGE)
        self.clicks = 0

    @property
    def values(self):
        """The value of every node, by name."""
        return forward(self.nodes, self.settings)

    @property
    def slopes(self):
        """The slope of every node, by name: how fast the last one changes with it."""
        return {visit.name: visit.slope for visit in backward(self.nodes, self.values)}

    @property
    def last_click(self):
        """How many clicks the whole walk takes."""
        return len(self._steps) + len(self.slopes)

    def next(self):
        """One node further: forward to the last one, then back."""
        self._go(self.clicks + 1)

    def back(self):
        """Undo a click."""
        self._go(self.clicks - 1)

    def run_all(self):
        """To the end of the walk."""
        self._go(self.last_click)

    def start_over(self):
        """Nothing computed yet."""
        self._go(0)

    def make_view(self, figure):
        """The view of this lab."""
        return GraphView(figure, self.nodes, self.kind)

    def snapshot(self):
        """What is on screen now."""
        values, pushed = self.values, self._pushed()
        back = max(0, self.clicks - len(self._steps))
        visits = backward(self.nodes, values)[:back]
        hidden = {node.name for node in self._steps[self.clicks :]}
        shown = {name: value for name, value in values.items() if name not in hidden}
        nudged = {name: pushed[name] for name in shown if pushed[name] != values[name]}
        now = visits[-1].name if back else self._steps[self.clicks - 1].name if self.clicks else None
        caption = self._backward_words(visits[-1]) if back else self._forward_words(now, values)
        return GraphSnapshot(shown, nudged, visits, now, caption, self._effect(values, pushed))

    def describe(self):
        """The walk so far in words."""
        now = self.snapshot()
        givens = ", ".join(f"{name_of(name)} = {short(self.settings[name])}" for name in self.settings if name != "nudge")
        forth = ", ".join(f"{node.name} = {short(now.values[node.name])}" for node in self._steps[: self.clicks])
        back = ", ".join(f"d{name_of(visit.name)} = {short(visit.slope)}" for visit in now.visits)
        told = [f"Given: {givens}.", f"Forward: {forth}." if forth else "", f"Backward: {back}." if back else ""]
        end = "The walk is complete." if self.clicks == self.last_click else ""
        return " ".join(part for part in (*told, now.caption, now.effect, end) if part)

    def extra_controls(self):
        """One node a click."""
        last = self.nodes[-1].name
        return [
            [
                self.button("Next", self.next, f"one node further: forward to {last}, then back"),
                self.button("Back", self.back, "undo a click"),
                self.button("Run all", self.run_all, "all values and all slopes"),
                self.button("Start over", self.start_over, "nothing computed yet"),
            ]
        ]

    def _go(self, clicks):
        with self._guard:
            self.clicks = min(max(clicks, 0), self.last_click)
            self.refresh()

    def _pushed(self):
        name = self.settings["nudge"]
        return forward(self.nodes, self.settings, None if name == NO_NUDGE else (name, NUDGE))

    def _forward_words(self, name, values):
        if name is None:
            return "Press Next to go forward, node by node, and then back."
        formula = next(node.formula for node in self._steps if node.name == name).replace("\n", " ")
        return f"Forward: {name} = {formula} = {short(values[name])}."

    def _backward_words(self, visit):
        if not visit.terms:
            return f"Backward starts with d{visit.name} = 1: {visit.name} changes just as much as itself."
        (user, formula, local, upstream) = visit.terms[0]
        local = short(local) if formula == short(local) else f"{formula} = {short(local)}"
        product = f"local slope {local}, times upstream d{user} = {short(upstream)}"
        return f"Backward: {product}: d{name_of(visit.name)} = {short(visit.slope)}."

    def _effect(self, values, pushed):
        name, last = self.settings["nudge"], self.nodes[-1].name
        if name == NO_NUDGE:
            return ""
        if self.clicks < len(self._steps):
            return f"To see what the nudge does, go forward to {last}."
        change = pushed[last] - values[last]
        if not np.isfinite(change):
            return f"{name_of(name)} + {NUDGE} is above 1, where the loss has no value."
        return f"Nudge {name_of(name)} by {NUDGE}: {last} changes by {short(change, 3)} = {short(change / NUDGE, 3)} × {NUDGE}."
