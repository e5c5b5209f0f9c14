"""The training lab: a network on points in the plane, trained live, with everything that can be turned, and seen inside.

In come the name of a data set (or points) and settings; out come runs. Settings may change in the middle of a run,
which goes on from its present weights; the past can be scrubbed; a run can be forked, so that two differ in one thing.
"""

from time import perf_counter

import numpy as np

from course_lib import checks, datasets
from course_lib.errors import in_words
from course_lib.labs import run_text
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice
from course_lib.labs.own_points import OwnPoints
from course_lib.labs.run import LIVE, OWN, Run
from course_lib.labs.training_face import TrainingFace
from course_lib.labs.training_knobs import DEFAULTS, KNOBS, YOURS, completed
from course_lib.limits import limited
from course_lib.views.training import TrainingSnapshot, TrainingView

TICK_SECONDS = 0.015  # the longest that it trains in one tick of play
MOST_RUNS = 3


class TrainingLab(TrainingFace, OwnPoints, Lab):
    """Train a network live on points in the plane.

    dataset: the name of a generated data set, or a Dataset with two features and labels 0 or 1
    show: the names of the settings that get a control; None for all
    initialize, forward, backward, update: the learner's functions, or None for the course's
    settings: those of `knobs`; what is left out stands at its default
    """

    title = "Train a network"
    size = (940, 500)
    knobs = KNOBS

    def __init__(self, dataset="circles", *, show=None, initialize=None, forward=None, backward=None, update=None, **settings):
        self._own = self.data = self.cursor = None
        if not isinstance(dataset, str):
            dataset, settings = self._taken(dataset, settings)
        if initialize:
            self.knobs = KNOBS | {"initialization": Choice("initialization", (OWN, *KNOBS["initialization"].options))}
            settings = {"initialization": OWN} | settings
        super().__init__(**DEFAULTS | completed(settings, DEFAULTS) | {"dataset": dataset})
        self.shown = tuple(self.knobs) if show is None else checks.listed("show", show)
        for name in self.shown:
            self._knob(name)
        given = {"initialize": initialize, "forward": forward, "backward": backward, "update": update}
        self._learner = {name: limited(name, f) for name, f in given.items()}
        self.begin()

    @property
    def run(self):
        """The newest run, which the controls turn."""
        return self.runs[-1]

    @property
    def record(self):
        """Where the newest run is now."""
        return self.run.record

    @property
    def over(self):
        """True once every run has blown up."""
        return all(run.record.trouble for run in self.runs)

    def set(self, **settings):
        """Change settings, as the controls do; a bad value changes nothing.

        raises: ValueError that names the setting and what it takes
        """
        return super().set(**completed(settings, self.settings))

    def changed(self, names):
        """Live settings take effect from here on; others start anew."""
        if names - set(LIVE) - {"pace"}:
            self.begin()
        elif names & set(LIVE):
            self.run.change({name: self.settings[name] for name in LIVE})

    def begin(self):
        """Start anew, with the present settings and the same seed; forks are dropped."""
        self.error = ""
        self.data = self._dataset().split(self.settings["test"], rng=self.settings["seed"])
        try:
            self.runs = [Run(self.settings, self.data, self._learner)]
        except Exception as problem:  # the learner's initialize may do anything
            self.runs = [Run(self.settings | {"initialization": "small"}, self.data, self._learner)]
            self.error = f"Your initialize has stopped; the course's is used. {in_words(problem)}"

    def new_start(self):
        """Start anew with the next seed: other points, other weights."""
        self.set(seed=(self.settings["seed"] + 1) % 100)

    def tick(self, steps=1):
        """Take gradient steps now, with every run; a run that was rewound goes on from there."""
        checks.whole_number("steps", steps, 0)
        with self._guard:
            self._advance(steps)
            self.refresh()

    def play(self):
        """Take the steps of one frame."""
        self._advance(self.settings["pace"], perf_counter() + TICK_SECONDS / len(self.runs))
        self.refresh(moving=True)

    def rewind(self, step):
        """Show every run as it was after `step` steps."""
        with self._guard:
            for run in self.runs:
                run.rewind(step)
            self.refresh()

    def fork(self, **settings):
        """Go on with a second run from the same weights, with other live settings; at most three run side by side.

        raises: ValueError for settings that would need other weights or data
        """
        if set(settings) - set(LIVE):
            others = ", ".join(sorted(set(settings) - set(LIVE)))
            raise ValueError(f"a fork keeps weights and data; it can change {', '.join(LIVE)}, not {others}")
        for name, value in completed(settings, self.settings).items():
            self._knob(name).checked(name, value)
        with self._guard:
            self.runs = [*self.runs[-MOST_RUNS + 1 :], self.run.copy()]
            return self.set(**settings)

    def state(self):
        """A string that rebuilds this run exactly, data and all; `TrainingLab.from_state(...)` takes it.

        raises: ValueError for a run with too many steps or changes
        """
        return run_text.packed(self.settings, self.run, self._own)

    @classmethod
    def from_state(cls, text, **learner):
        """The lab that a state string describes, trained to the same step.

        learner: show, initialize, forward, backward, update, as for the class; they are not part of the string
        raises: ValueError for a text that is no state string
        """
        lab = cls(**learner)
        lab.load_state(text)
        return lab

    def load_state(self, text):
        """Become the run that a state string describes.

        raises: ValueError for a text that is no state string; nothing is changed then
        """
        settings, legs, own = run_text.unpacked(text)
        with self._guard:
            self._own = own or self._own
            self.settings |= settings
            self.begin()
            for step, live in legs:
                self._advance(step - self.record.step)
                if live:
                    self.settings |= live
                    self.run.change(live)
            self.refresh()

    def code(self):
        """The lines of `course_lib` that repeat this run."""
        return run_text.code(self.settings, self.run)

    def make_view(self, figure):
        """The view of this lab."""
        return TrainingView(figure)

    def snapshot(self):
        """What is on screen now."""
        cache = self.run.cache()
        pasts = [_past(run) for run in self.runs]
        return TrainingSnapshot(self.run.net, self.record, cache, self.run.gradients(cache), self.data, pasts, self.cursor)

    def describe(self):
        """The picture in words."""
        told = run_text.describe(self.run, self.runs)
        return f"{told} The cross is at ({self.cursor[0]:.2f}, {self.cursor[1]:.2f})." if self.cursor else told

    def _advance(self, steps, deadline=np.inf):
        records = 50 if deadline == np.inf else 1
        try:
            for run in reversed(self.runs):
                taken = run.tick(steps, deadline, records)
                if not run.record.trouble:  # the others keep pace
                    steps, deadline = taken, np.inf
        except Exception as problem:  # the learner's code may do anything; the history stays
            self.error = f"The run has stopped at step {self.record.step}. {in_words(problem)}"

    def _dataset(self):
        s = self.settings
        if s["dataset"] == YOURS:
            return self._own_points()
        return datasets.PLANES[s["dataset"]](m=s["m"], noise=s["noise"], rng=s["seed"])


def _past(run):
    return [record for record in run.history if record.step <= run.record.step]
