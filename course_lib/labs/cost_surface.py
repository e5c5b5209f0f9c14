"""Why logistic regression does not use the squared error: both costs as surfaces over (w, b), and a ball on each.

In comes a start; out come the two surfaces of a data set with one feature over the same floor, two runs of gradient
descent from that start, and slices that show where a cost bends down.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from course_lib import datasets
from course_lib.labs.base import Lab
from course_lib.labs.controls import Slider
from course_lib.landscape import bends_down, heights, neurons
from course_lib.network import Network
from course_lib.training import train
from course_lib.views.cost_surface import CostSurfaceView

LIMIT = 7.0  # the floor is −7 … 7 both ways
FARTHEST = 5.0  # start; from there 200 steps stay over the floor
CELLS = 24
STEPS, LEARNING_RATE = 200, 1.0
NETS = {
    "squared error": Network((1, 1), loss="squared_error"),
    "logistic cost": Network((1, 1)),
}


class Surface(NamedTuple):
    """A cost over the floor: J (n, n), rows over b, columns over w; share of the floor where it is not convex."""

    name: str
    J: np.ndarray
    not_convex: float


class Roll(NamedTuple):
    """A ball's way (steps + 1, 3): w, b, J; and the slice at its b: w, J and where it bends down, (161,) each."""

    way: np.ndarray
    cut: tuple


class CostSurfaceSnapshot(NamedTuple):
    """What the view shows: azimuth and elevation in degrees, and a Roll for each surface."""

    seen_from: tuple
    rolls: list


class CostSurfaceLab(Lab):
    """Turn the two surfaces, choose where the balls start, and let them roll.

    w, b: where both balls start
    azimuth, elevation: from where it is seen, in degrees
    steps: of gradient descent so far, α = 1
    source: course 2.1.2
    """

    title = "The cost as a landscape: squared error and logistic cost, same data"
    size = (940, 400)
    knobs = {
        "w": Slider("start at w", -FARTHEST, FARTHEST, 0.1),
        "b": Slider("start at b", -FARTHEST, FARTHEST, 0.1),
        "steps": Slider("steps", 0, STEPS, whole=True),
        "azimuth": Slider("turn (°)", -180, 180, 5, whole=True),
        "elevation": Slider("tilt (°)", 10, 80, 5, whole=True),
    }

    def __init__(self, *, w=-5.0, b=0.0, steps=30, azimuth=-30, elevation=35):
        super().__init__(w=w, b=b, steps=steps, azimuth=azimuth, elevation=elevation)
        self.dataset = datasets.line(rng=0)
        self._ways = {}

    @cached_property
    def surfaces(self):
        """Both costs over the floor."""
        side = np.linspace(-LIMIT, LIMIT, CELLS + 1)
        w, b = np.meshgrid(side, side)
        made = []
        for name, net in NETS.items():
            down = bends_down(net, *self.dataset, w, b)
            made.append(Surface(name, heights(net, *self.dataset, w, b), float(down.mean())))
        return made

    def changed(self, names):
        """A new start has new ways down."""
        if names & {"w", "b"}:
            self._ways = {}

    def play(self):
        """Two more steps; from the start again after the last."""
        now = self.settings["steps"]
        self.settings["steps"] = 0 if now >= STEPS else min(now + 2, STEPS)
        self.refresh(moving=True)

    def extra_controls(self):
        """Let the balls roll."""
        return [[self.player(self.play, interval=50), self.button("Back to the start", lambda: self.set(steps=0), "0 steps")]]

    def make_view(self, figure):
        """The view of this lab."""
        return CostSurfaceView(figure, self.surfaces, LIMIT)

    def snapshot(self):
        """What is on screen now."""
        rolls = [self._roll(name) for name in NETS]
        return CostSurfaceSnapshot((self.settings["azimuth"], self.settings["elevation"]), rolls)

    def describe(self):
        """Both landscapes and both balls in words."""
        start = f"w = {self.settings['w']:.1f}, b = {self.settings['b']:.1f}"
        told = [f"Both balls start at {start} and take {self.settings['steps']} steps each, α = 1."]
        for surface in self.surfaces:
            way = self._roll(surface.name).way
            bends = f"bends down on {surface.not_convex:.0%} of the floor" if surface.not_convex else "bends down nowhere"
            told.append(
                f"{surface.name.capitalize()}: {bends}. The ball is at w = {way[-1, 0]:.2f}, b = {way[-1, 1]:.2f}; J has gone from "
                f"{way[0, 2]:.3f} to {way[-1, 2]:.3f} (lowest about {surface.J.min():.2f})."
            )
        return " ".join(told)

    def _roll(self, name):
        if name not in self._ways:
            self._ways[name] = self._way(NETS[name])
        way = self._ways[name][: self.settings["steps"] + 1]
        w = np.linspace(-LIMIT, LIMIT, 161)
        J = heights(NETS[name], *self.dataset, w, way[-1, 1])
        bends = np.diff(J, 2, prepend=2 * J[0] - J[1], append=2 * J[-1] - J[-2]) < -1e-9
        return Roll(way, (w, J, bends))

    def _way(self, net):
        start = neurons(self.settings["w"], self.settings["b"])
        run = train(net, start, *self.dataset, learning_rate=LEARNING_RATE, steps=STEPS)
        return np.array([(s.params.W[1][0, 0], s.params.b[1][0, 0], s.cost) for s in run])
