"""The training lab seen from outside: what the network answers and how many new points it gets right; few controls, no gauges.

In comes what TrainingLab takes; out come the same runs, two of them side by side after a fork.
"""

from course_lib.labs.run import LIVE
from course_lib.labs.training import TrainingLab
from course_lib.labs.training_knobs import KNOBS
from course_lib.views.watch import MOST, WatchSnapshot, WatchView


class WatchLab(TrainingLab):
    """Watch a network learn, or two that differ in one thing.

    dataset, settings: as for TrainingLab
    show: the names of the settings that get a control; where there are none, there are only the buttons to play and to begin again
    """

    title = "Watch a network learn"
    size = (940, 356)

    def __init__(self, dataset="circles", *, show=(), **settings):
        super().__init__(dataset, show=show, **settings)

    def begin_again(self):
        """Back to the first step, with every run."""
        self.rewind(0)

    def new_start(self):
        """Other points and other first weights, for every run."""
        first, *later = [run.live for run in self.runs]
        with self._guard:
            self.set(seed=(self.settings["seed"] + 1) % 100, **first)
            for live in later:
                self.fork(**live)

    def make_view(self, figure):
        """The view of this lab."""
        return WatchView(figure)

    def snapshot(self):
        """What is on screen now: the newest run, and the one before it."""
        runs = [(name, run.net, run.record, [r for r in run.history if r.step <= run.record.step]) for name, run in self._named()]
        return WatchSnapshot(runs, self.data)

    def describe(self):
        """Each run in words."""
        train, test = (part.m for part in self.data)
        told = []
        for name, run in self._named():
            r = run.record
            right = f"{r.accuracy[1] * test:.0f} of {test} new points right, {r.accuracy[0] * train:.0f} of the {train} that it learns from"
            told.append(f"{name}{': step' if name else 'Step'} {r.step}, {f'{r.trouble} blew up' if r.trouble else right}.")
        return " ".join(told)

    def extra_controls(self):
        """Play and begin again; with settings to turn also step, fork and history."""
        if self.shown:
            return super().extra_controls()
        again = self.button("Begin again", self.begin_again, "back to the first step")
        return [[self.player(self.play), again, self.button("New start", self.new_start, "other points, other first weights")]]

    def follow(self):
        """Move the history slider along, if there is one."""
        if self.shown:
            super().follow()

    def _named(self):
        """[(what sets it apart from the other one, run)] of the runs on screen."""
        seen = self.runs[-MOST:]
        apart = [name for name in LIVE if len({run.live[name] for run in seen}) > 1]
        if len(seen) == 1:
            return [("", self.run)]
        names = [", ".join(_setting(name, run.live[name]) for name in apart) for run in seen]
        return list(zip(names if apart else ("first run", "second run"), seen))


def _setting(name, value):
    """A setting in words: activations stand for themselves."""
    if name == "activation":
        return ", ".join(dict.fromkeys(value))
    return f"{KNOBS[name].label} {value:g}" if isinstance(value, float) else f"{KNOBS[name].label} {value}"
