"""The landscape of trainability: thousands of small networks that differ in learning rate and in their start, trained as stacks.

In come a data set and what all networks share; out come a map of how each run ended, coarse first and then finer, the edge
beyond which nothing trains, and any run of the map as a training lab.
"""

from time import perf_counter

import ipywidgets as widgets
import numpy as np

from course_lib import checks
from course_lib.activations import HIDDEN
from course_lib.datasets import DATASETS
from course_lib.labs import landscape_text
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Range, Slider
from course_lib.labs.layer_controls import MOST_UNITS, Layers
from course_lib.labs.training import TrainingLab
from course_lib.labs.zoom import CLOSEST, SCALE, TILES, WIDTH, Zoom
from course_lib.trainability import CONVERGED_AT, OUTCOMES, Grid, Problem, Start, look_steps
from course_lib.views.trainability import TrainabilitySnapshot, TrainabilityView

DATA = dict(m=80, noise=0.1, test=0.25)  # of the points; the networks are trained on the 60 that are not for testing
TICK_SECONDS = 0.06  # the longest that it trains in one tick of play: no motion has to be smooth here


class LandscapeLab(Zoom, Lab):
    """Train a network for each learning rate and each initialization scale (or width), and see where training works.

    layers: (2, …, 1) with 1 to 3 hidden layers; with across="width" each of them has the width of its column
    across: "scale", the standard deviation of the first weights, or "width", with He's
    rates, scales: the ends of the axes, as powers of ten: (-2, 2) is from 0.01 to 100
    row, column: the tile at the cursor, counted from the lower left corner
    """

    title = "Where training works: learning rate and start"
    size = (940, 480)
    knobs = {
        "dataset": Choice("data", ("circles", "moons", "xor")),
        "activation": Choice("activation", HIDDEN),
        "across": Choice("across", (SCALE, WIDTH)),
        "steps": Slider("steps", 50, 400, 50, whole=True, reach=(1, 2000)),
        "seed": Slider("seed", 0, 99, whole=True),
        "layers": Layers("hidden layers", fewest=1, most=3),
        "rates": Range("α, powers of 10", -4, 4, CLOSEST),
        "scales": Range("scale, powers of 10", -4, 2, CLOSEST),
        "column": Slider("cursor across", 0, TILES - 1, whole=True),
        "row": Slider("cursor up", 0, TILES - 1, whole=True),
    }

    def __init__(
        self, dataset="circles", *, activation="tanh", across=SCALE, steps=150, seed=0, layers=(2, 8, 1), rates=(-2.0, 2.0),
        scales=(-2.0, 1.0), column=42, row=32,
    ):
        super().__init__(
            dataset=dataset, activation=activation, across=across, steps=steps, seed=seed, layers=layers, rates=rates,
            scales=scales, column=column, row=row,
        )
        self.begin()

    def changed(self, names):
        """A new map, or another tile of the present one."""
        if names - {"row", "column"}:
            self.begin()
        else:
            self._look()

    @property
    def alpha(self):
        """The learning rate at the cursor."""
        return float(self.grid.rates[self.settings["row"]])

    @property
    def start(self):
        """The Start at the cursor."""
        return self.grid.starts[self.settings["column"]]

    @property
    def outcome(self):
        """How the run at the cursor ended: converged, crawling or diverged."""
        return tuple(OUTCOMES)[self.grid.outcome[self._tile]]

    @property
    def costs(self):
        """J of the run at the cursor on its way, (looks,); not finite where it has blown up."""
        return self.grid.costs[self._tile]

    def edge(self, across):
        """The largest learning rate of the axis that converges at this scale (or width), measured now; None if none does."""
        column = Grid(self._problem(), self.grid.rates, [self._start(across)])
        while column.advance():
            pass
        return column.edge(0)

    def run_here(self):
        """The run at the cursor as a TrainingLab, trained as far as it was for the map; its history can be scrubbed."""
        s, (layers, scale) = self.settings, self.start
        start = {"initialization": "he"} if scale is None else {"scale": scale}
        lab = TrainingLab(
            s["dataset"], **DATA, **start, layers=layers, activation=s["activation"], learning_rate=self.alpha, seed=s["seed"],
            show=("learning_rate", "activation", "layers" if scale is None else "scale"),
        )
        lab.tick(s["steps"])
        return lab

    def refine(self):
        """Train until the next finer grid is complete; the picture grows meanwhile."""
        with self._guard:
            drawn = perf_counter()
            for _ in self.grid.refine():
                if perf_counter() - drawn > 0.2:
                    self.refresh(moving=True)
                    drawn = perf_counter()
            self.refresh()
        return self

    def play(self):
        """Train for one frame."""
        deadline = perf_counter() + TICK_SECONDS
        while going_on := self.grid.advance():
            if perf_counter() > deadline:
                break
        self.refresh(moving=going_on)
        if not going_on:
            self.pause()

    def open_run(self):
        """Show the run at the cursor under the map."""
        self._opened.children = [self.run_here().face]

    def make_view(self, figure):
        """The view of this lab."""
        return TrainabilityView(figure)

    def snapshot(self):
        """What is on screen now."""
        s, ends = self.settings, self.places[[0, -1]]
        rows, columns, known = self.grid.blocks()
        ended = np.where(known, self.grid.outcome[rows, columns], -1)
        left, right = ends if s["across"] == WIDTH else np.log10(ends)
        edge = self.grid.edge(s["column"])
        return TrainabilitySnapshot(
            ended, self._haste()[rows, columns], (float(left), float(right), *s["rates"]), s["across"], self._tile,
            None if edge is None else int(np.searchsorted(self.grid.rates, edge)), landscape_text.shares(ended),
            int(self.grid.measured.sum()), (look_steps(s["steps"]), self.costs, CONVERGED_AT), landscape_text.at_cursor(self),
        )

    def describe(self):
        """The map in words."""
        return landscape_text.describe(self, self.snapshot().outcome)

    def extra_controls(self):
        """Refine, zoom, and open the run at the cursor."""
        return [[
            self.player(self.play),
            self.button("Next finer grid", self.refine, "train the networks between those of now"),
            self.button("Zoom in at the cursor", self.zoom_in, "half of each axis"),
            self.button("Zoom out", self.zoom_out, "twice of each axis"),
            self.button("Open this run", self.open_run, "the run at the cursor as a training lab, under the map"),
        ]]

    def _make_face(self):
        face = super()._make_face()
        self._opened = widgets.VBox()
        face.children = (*face.children, self._opened)
        return face

    @property
    def _tile(self):
        return self.settings["row"], self.settings["column"]

    def begin(self):
        """A new map, with the coarsest grid and the tile at the cursor measured."""
        s = self.settings
        self.places = np.arange(1, MOST_UNITS + 1) if s["across"] == WIDTH else np.logspace(*s["scales"], TILES)
        self.grid = Grid(self._problem(), np.logspace(*s["rates"], TILES), [self._start(place) for place in self.places])
        for _ in self.grid.refine():
            pass
        self._look()

    def _look(self):
        """Bring the cursor onto the map, and train its whole column, so that its edge is known."""
        s = self.settings
        s["column"] = min(s["column"], len(self.places) - 1)
        if not self.grid.measured[:, s["column"]].all():
            self.grid.measure(range(TILES), [s["column"]] * TILES)

    def _problem(self):
        s = self.settings
        points, _ = DATASETS[s["dataset"]](m=DATA["m"], noise=DATA["noise"], rng=s["seed"]).split(DATA["test"], rng=s["seed"])
        return Problem(*points, s["activation"], s["seed"], s["steps"])

    def _start(self, across):
        layers = self.settings["layers"]
        if self.settings["across"] == SCALE:
            checks.number(SCALE, across, 0)
            return Start(layers, float(across))
        checks.whole_number(WIDTH, across, 1)
        return Start((2, *(int(across),) * (len(layers) - 2), 1))

    def _haste(self):
        """How early each run came under the threshold: 1 at once, 0 at the end."""
        below = self.grid.costs <= CONVERGED_AT
        return 1 - below.argmax(axis=-1) / below.shape[-1]
