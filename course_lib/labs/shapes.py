"""The shape doctor: every shape of a network that you type, and what each line of code makes of one that is broken.

In come layer sizes and the number of examples; out come a diagram, a table of shapes, and, with one thing broken, the two
shapes that meet, the line that fails, or the damage that no line reports.
"""

from typing import NamedTuple

from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Sizes, Slider
from course_lib.shapes import NOTHING, SLIPS, Meeting, agrees, network_shapes, numbered, trace
from course_lib.views.shapes import ShapeView

MOST_LAYERS, LARGEST = 8, 99_999  # what the picture has room for
FITS, STOPS, WRONG = "✓", "✗", "⚠"


class Remark(NamedTuple):
    """One line of the story: a mark, the code, and what it does."""

    mark: str
    code: str
    words: str


class ShapeSnapshot(NamedTuple):
    """What the view shows.

    layers, m, layer: the sizes n[0] … n[L], the number of examples, the layer looked at
    shapes: {name: Shape} of all there is
    meeting, of: the two shapes that are drawn, and the line that they are from
    made, wanted: the shape that this line stores, or None, and what it should be
    story: Remarks;  caption: what comes of it;  rules: of the shapes in this layer
    """

    layers: tuple
    m: int
    layer: int
    shapes: dict
    meeting: Meeting
    of: str
    made: tuple | None
    wanted: tuple
    story: list
    caption: str
    rules: list


class ShapeLab(Lab):
    """Type a network, see every shape, and break one thing.

    source: course 4 and 4.1
    """

    title = "Shape doctor: every shape of a network, and what happens when one is wrong"
    size = (940, 500)
    knobs = {
        "layers": Sizes("layer sizes", 2, MOST_LAYERS + 1, LARGEST),
        "m": Slider("examples m", 1, 1000, whole=True, reach=(1, LARGEST)),
        "layer": Slider("layer l", 1, MOST_LAYERS, whole=True),
        "broken": Choice("break", tuple(SLIPS)),
    }

    def __init__(self, layers=(12288, 20, 7, 5, 1), m=209, *, layer=2, broken=NOTHING):
        super().__init__(layers=layers, m=m, layer=layer, broken=broken)

    @property
    def layer(self):
        """The layer looked at: where the break is, or what the slider says, as far as there are layers."""
        L, fixed = len(self.settings["layers"]) - 1, SLIPS[self.settings["broken"]].layer
        return fixed % (L + 1) if fixed else min(self.settings["layer"], L)

    def make_view(self, figure):
        """The view of this lab."""
        return ShapeView(figure)

    def snapshot(self):
        """What is on screen now."""
        n, m, l = self.settings["layers"], self.settings["m"], self.layer
        steps, shapes = trace(n, m, self.settings["broken"], l), network_shapes(n, m)
        step = self._drawn_step(steps)
        rules = [f"{name}{also}: {shapes[name].rule}." for name, also in ((f"W[{l}]", ""), (f"b[{l}]", ""), (f"Z[{l}]", f", A[{l}]"))]
        drawn = step.meeting, step.code, step.shape, step.wanted
        return ShapeSnapshot(n, m, l, shapes, *drawn, self._story(steps), self._caption(steps), rules)

    def describe(self):
        """What comes of the break, the network and its shapes, in words."""
        now, n = self.snapshot(), self.settings["layers"]
        broken = f"Broken: {numbered(self.settings['broken'], self.layer)}."
        story = [f"{mark} {code} {words}." for mark, code, words in now.story]
        told = " ".join([*([broken] if self.settings["broken"] != NOTHING else []), now.caption, *story])
        table = "; ".join(f"layer {l} {', '.join(str(now.shapes[f'{letter}[{l}]'].shape) for letter in 'WbZ')}" for l in range(1, len(n)))
        return (
            f"{told} Drawn: {now.meeting.words} The network: L = {len(n) - 1}, since the input, {n[0]}, is layer 0 and is "
            f"not counted; m = {now.m}. Shapes of W, b and Z: {table}. A is as Z, and a gradient as what it belongs to. "
            + " ".join(now.rules)
        )

    def _drawn_step(self, steps):
        """The line whose shapes are drawn: one that fits silently, else one that fails, else the broken one or the next that uses it."""
        if striking := [step for step in steps if step.silent or step.shape is None]:
            return striking[0]
        broken = [step.target for step in steps if step.broken] or [f"Z[{self.layer}]"]
        about = [step for step in steps if step.meeting and step.meeting.left and step.meeting.right and broken[0] in step.code]
        return about[0]

    def _story(self, steps):
        if self.settings["broken"] == NOTHING:
            made = [f"{letter}[{l}]" for letter, l in (("Z", self.layer), ("dW", self.layer), ("db", self.layer), ("dA", self.layer - 1))]
            return [_remark(step) for step in steps if step.target in made and step.round == 1]
        wrong = [step for step in steps if step.round and step.shape not in (None, step.wanted)]
        told = [
            *[step for step in steps if step.broken][:1], *wrong[:1], *[step for step in steps if step.silent][:1],
            *[step for step in steps if step.shape is None],
        ]
        return [_remark(step) for k, step in enumerate(told) if step not in told[:k]]

    def _caption(self, steps):
        """What comes of it, in a sentence."""
        s, last = self.settings, steps[-1]
        if s["broken"] == NOTHING:
            return "Every line fits."
        if not any(step.broken for step in steps):
            return "Nothing to break: layer 1 hands no dA back."
        earlier = [step for step in steps if step.silent or (step.round and step.shape not in (None, step.wanted))]
        if last.shape is None:
            return "It fails late: an earlier line went wrong silently." if earlier else "It fails at once."
        if agrees(s["layers"], s["m"], s["broken"], self.layer):
            return "Nothing fails, and with these sizes nothing is wrong."
        return "Nothing fails. It trains on, with wrong numbers!" if earlier else "Nothing fails, all shapes are right, the numbers are not!"


def _remark(step):
    code = f"next round: {step.code}" if step.round == 2 else step.code
    if step.shape is None:
        return Remark(STOPS, code, f"fails: {step.meeting.left} {step.meeting.sign} {step.meeting.right} do not fit")
    right = step.shape == step.wanted
    made = f"{step.shape}" if right else f"{step.shape}, not {step.wanted}"
    if step.round == 0:
        return Remark(WRONG, step.target, f"is given turned, as {made}" if right else f"is given as {made}")
    if step.silent:
        return Remark(WRONG, code, f"no error: silently makes {made}")
    return Remark(FITS if right and not step.broken else WRONG, code, f"makes {made}")
