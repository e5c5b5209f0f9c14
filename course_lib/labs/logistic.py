"""Logistic regression, trained live: on photographs, with the weights drawn as an image.

In come a data set and, if the learner has written them, the functions that do the work; out come records of the run.
The functions are as in the exercises of Chapter 2: sigmoid(z), cost(A, Y), gradients(w, b, X, Y) → dw, db and
step(w, b, dw, db, learning_rate) → w, b. Those left out are the course's own.
"""

from time import perf_counter
from typing import NamedTuple

import ipywidgets as widgets
import numpy as np

from course_lib import activations
from course_lib.errors import in_words, two_results
from course_lib.labs.base import Lab
from course_lib.labs.controls import Slider
from course_lib.labs.descent import course_step
from course_lib.labs.history import History
from course_lib.limits import is_yours, limited
from course_lib.network import Network, Params, backpropagate, mean_loss, propagate
from course_lib.views.logistic import LogisticView

TICK_SECONDS = 0.02  # the longest that it trains in one tick of play


class Record(NamedTuple):
    """The run after `step` steps; cost and accuracy are (train, test)."""

    step: int
    w: np.ndarray  # (n_x, 1)
    b: float
    cost: tuple
    accuracy: tuple

    @property
    def finite(self):
        """False once the weights have blown up."""
        return bool(np.isfinite(self.w).all() and np.isfinite(self.b))


class LogisticSnapshot(NamedTuple):
    """What the view shows: a record, the records up to it, and the test examples that are judged worst."""

    record: Record
    past: list
    worst: list  # of (x (n_x,), y, ŷ)


class LogisticLab(Lab):
    """Train one neuron live, and see what it has learnt.

    dataset: a Dataset with labels 0 or 1; a quarter of it is put aside as the test set
    sigmoid, cost, gradients, step: the learner's functions, or None for the course's
    """

    title = "Logistic regression, live"
    size = (940, 380)
    knobs = {
        "learning_rate": Slider("learning rate α", 1e-3, 1e3, log=True),
        "pace": Slider("steps a frame", 1, 100, whole=True),
    }

    def __init__(self, dataset, *, learning_rate=0.1, pace=5, sigmoid=None, cost=None, gradients=None, step=None):
        super().__init__(learning_rate=learning_rate, pace=pace)
        self.dataset = dataset
        self.train_set, self.test_set = dataset.split(test=0.25, rng=0)
        for part in (*self.train_set, *self.test_set):
            part.flags.writeable = False  # the learner's code may try to change them
        self._net = Network((dataset.X.shape[0], 1))
        given = {"sigmoid": sigmoid, "cost": cost, "gradients": gradients, "step": step}
        self._learner = {name: limited(name, f) for name, f in given.items()}
        self._sigmoid = self.steady("sigmoid", sigmoid, activations.sigmoid)
        self._gradients = self._learner["gradients"] or self._course_gradients
        self._step = self._learner["step"] or course_step
        self._cost = cost and self.steady("cost", cost, lambda A, Y: np.nan)
        self.begin()

    @property
    def over(self):
        """True once the weights have blown up."""
        return not self.record.finite

    def make_view(self, figure):
        """The view of this lab."""
        return LogisticView(figure, self.dataset)

    def begin(self):
        """Back to the start: w = 0 and b = 0."""
        self.error, self.history, self._met_log_0 = "", History(), False
        self._keep(0, np.zeros((self._net.layers[0], 1)), 0.0)

    def changed(self, names):
        """The run goes on, with another α."""

    def tick(self, steps=1):
        """Take gradient steps now; a run that was rewound goes on from there and forgets what came after."""
        with self._guard:
            self._run(steps, every=max(1, steps // 50))
            self.refresh()

    def play(self):
        """Take the steps of one frame."""
        self._run(self.settings["pace"], every=self.settings["pace"], deadline=perf_counter() + TICK_SECONDS)
        self.refresh(moving=True)

    def rewind(self, step):
        """Show the run as it was after `step` steps."""
        with self._guard:
            self.record = self.history.at(step)
            self.refresh()

    def judge(self, X):
        """ŷ (1, m) for examples X (n_x, m), by the weights on screen."""
        with np.errstate(all="ignore"):
            return self._answer(self.record.w, self.record.b, X)[1]

    def snapshot(self):
        """What is on screen now."""
        X, Y = self.test_set
        A = self.judge(X)
        order = np.argsort(-np.abs(A - Y)[0], kind="stable")[: LogisticView.tiles]
        worst = [(X[:, i], int(Y[0, i]), float(A[0, i])) for i in order]
        return LogisticSnapshot(self.record, [r for r in self.history if r.step <= self.record.step], worst)

    def describe(self):
        """The state of the run in words."""
        r, m = self.record, self.test_set.m
        wrong = round((1 - r.accuracy[1]) * m)
        return (
            f"Step {r.step}, α = {self.settings['learning_rate']:.3g}. Cost {r.cost[0]:.3f} on {self.train_set.m} training "
            f"examples, {r.cost[1]:.3f} on {m} test examples. Right: {r.accuracy[0]:.1%} of the training set, "
            f"{r.accuracy[1]:.1%} of the test set ({wrong} wrong). {self._verdict()}{self._whose()}"
        )

    def extra_controls(self):
        """Play, step, reset, and a slider over the past."""
        self._scrubber = widgets.IntSlider(
            value=self.record.step, max=max(self.record.step, 1), description="history", layout=widgets.Layout(width="380px")
        )
        self._scrubber.observe(self._scrubbed, "value")
        step = self.button("Step", self.tick, "one gradient step")
        reset = self.button("Reset", self.reset, "back to w = 0, b = 0")
        return [[self.player(self.play), step, reset, self._scrubber]]

    def follow(self):
        """Move the history slider along with the run."""
        self._scrubber.max = max(self.history.last.step, 1)
        self._scrubber.value = self.record.step

    def _scrubbed(self, change):
        if change.new != self.record.step and change.new <= self.history.last.step:
            self.safely(lambda: self.rewind(change.new))

    def _run(self, steps, every, deadline=np.inf):
        self.history.cut(self.record.step)
        try:
            with np.errstate(all="ignore"):  # a run that blows up is a result
                self._descend(steps, every, deadline)
        except Exception as problem:  # the learner's code may do anything; the history stays
            self.error = f"The run has stopped at step {self.record.step}. {in_words(problem)}"

    def _descend(self, steps, every, deadline):
        start, w, b = self.record[:3]
        for taken in range(1, steps + 1):
            if not self.record.finite:
                return
            dw, db = _fitting("gradients", "dw and db", self._gradients(w.copy(), b, *self.train_set), w)
            w, b = _fitting("step", "w and b", self._step(w.copy(), b, dw, db, self.settings["learning_rate"]), w)
            late = perf_counter() > deadline
            if late or taken == steps or taken % every == 0:
                self._keep(start + taken, w, b)
            if late:
                return

    def _keep(self, step, w, b):
        with np.errstate(all="ignore"):
            train, test = (self._measure(w, b, *part) for part in (self.train_set, self.test_set))
        self.record = Record(step, w, b, *zip(train, test))
        self.history.append(self.record)

    def _measure(self, w, b, X, Y):
        cache, A = self._answer(w, b, X)
        J = float(self._cost(A, Y)) if self._cost else np.nan
        if self._cost and not np.isfinite(J):
            self._met_log_0 = True
        return J if np.isfinite(J) else float(mean_loss(self._net, cache, Y)), float(((A > 0.5) == Y).mean())

    def _answer(self, w, b, X):
        cache = propagate(self._net, _as_params(w, b), X)
        return cache, self._sigmoid(cache.Z[1])

    def _course_gradients(self, w, b, X, Y):
        params = _as_params(w, b)
        dW, db = backpropagate(self._net, params, propagate(self._net, params, X), Y)
        return dW[1].T, float(db[1][0, 0])

    def _verdict(self):
        costs = [r.cost[0] for r in self.history if r.step <= self.record.step]
        if not self.record.finite:
            return "The weights have blown up: every step landed higher than the last. Reset, and try a smaller α. "
        if costs[-1] > costs[0]:
            return "The cost is higher than at the start: the steps jump over the valley. Reset, and try a smaller α. "
        if len(costs) > 3 and costs[-1] > 1.02 * costs[-2] and costs[-1] > 0.05:
            return "The cost has just risen: the step jumped over the valley. Try a smaller α. "
        if self._met_log_0:
            return "Some answers round to exactly 0 or 1, and your cost meets log 0; what is drawn is computed from z. "
        return ""

    def _whose(self):
        yours = [name for name, f in self._learner.items() if is_yours(f)]
        rest = [name for name in self._learner if name not in yours]
        if not yours:
            return "The code that runs is the course's."
        return f"Running on your {', '.join(yours)}" + (f"; the course's {', '.join(rest)}." if rest else ": all yours.")


def _fitting(function, names, returned, w):
    """The two results of a learner's function, or a ValueError that says what does not fit."""
    two_results(function, returned, names)
    if np.shape(returned[0]) != w.shape or np.size(returned[1]) != 1:
        shapes = " and ".join(str(np.shape(part)) for part in returned)
        raise ValueError(f"{function} returned the shapes {shapes}; expected {w.shape} and one number")
    return returned


def _as_params(w, b):
    return Params({1: np.asarray(w).T}, {1: np.reshape(b, (1, 1))})
