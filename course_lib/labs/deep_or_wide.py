"""Deep or wide? Train both at equal numbers of parameters, eight seeds each, and count how many come out right.

In come a task for which a deep solution is known, a start and a learning rate; out comes what gradient descent really finds.
"""

from time import perf_counter
from typing import NamedTuple

import numpy as np

from course_lib.contest import STARTS, TASKS, first_params, has_room, networks, outputs
from course_lib.folded_line import kinks
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.labs.history import History
from course_lib.network import Network, Params
from course_lib.training import train
from course_lib.views.deep_or_wide import DeepOrWideView

RUNS = 8  # seeds at once
MOMENTUM = 0.9
STRIDE = 10  # steps from one record to the next
FOREVER = 10**12  # steps
TICK_SECONDS = 0.025  # the shortest that it trains in one tick of play


class Record(NamedTuple):
    """Both networks after `step` steps: costs and which runs are right, (RUNS,) each, by name."""

    step: int
    cost: dict
    right: dict


class DeepOrWideSnapshot(NamedTuple):
    """What the view shows; dicts have the keys "deep" and "wide".

    task, X, Y: its name and its data;  titles: a line of words for each network
    answers: ŷ of each run, (RUNS, m);  records: the runs so far
    """

    task: str
    X: np.ndarray
    Y: np.ndarray
    titles: dict
    answers: dict
    records: list


class DeepOrWideLab(Lab):
    """Train a deep and a wide ReLU network with as many parameters on the folded line, or on parity.

    source: course 4.2; Telgarsky 2016 for the folded line
    """

    title = "Deep or wide? What gradient descent finds"
    size = (940, 500)
    knobs = {
        "task": Choice("task", tuple(TASKS)),
        "difficulty": Slider("folds k, or bits n", 2, 6, whole=True),
        "width": Slider("width (× the solution's)", 1, 4, whole=True),
        "start": Choice("first weights", STARTS),
        "noise": Slider("noise on the solution", 1e-3, 1, log=True),
        "learning_rate": Slider("learning rate α", 1e-3, 3, log=True),
        "seed": Slider("first seed", 0, 20, whole=True),
    }

    def __init__(self, task="folding", *, difficulty=3, width=4, start="he", noise=0.01, learning_rate=1.0, seed=0):
        super().__init__(
            task=task, difficulty=difficulty, width=width, start=start, noise=noise, learning_rate=learning_rate, seed=seed
        )
        self.begin()

    def changed(self, names):
        """Every setting begins anew; a turned noise is meant to be used."""
        if names == {"noise"}:
            self.settings["start"] = STARTS[2]
        super().changed(names)

    def tick(self, steps=500):
        """Train now; steps are taken by tens."""
        with self._guard:
            for _ in range(-(-steps // STRIDE)):
                self._advance()
            self.refresh()

    def play(self):
        """Train for one frame."""
        end = perf_counter() + TICK_SECONDS
        self._advance()
        while perf_counter() < end:
            self._advance()
        self.refresh(moving=True)

    @property
    def record(self):
        """How both stand now."""
        return self.history.last

    def make_view(self, figure):
        """The view of this lab."""
        return DeepOrWideView(figure, RUNS)

    def snapshot(self):
        """What is on screen now."""
        drawn = {name: outputs(net, self.params[name], self.task.X)[:, 0] for name, net in self.nets.items()}
        few = {"deep": "", "wide": " (too few units)" if self._too_few else ""}
        titles = {
            name: f"{name} {_sizes(net)}, {net.parameter_count} parameters{few[name]}: {self._count(name)}" for name, net in self.nets.items()
        }
        return DeepOrWideSnapshot(self.settings["task"], self.task.X, self.task.Y, titles, drawn, list(self.history))

    def describe(self):
        """Networks, starts and results in words."""
        s, (deep, wide) = self.settings, self.nets.values()
        start = s["start"]
        if start == STARTS[2]:
            start += f", noise {s['noise']:.3g}" + ("" if self._has_room("wide") else f" (wide: {STARTS[1]})")
        rule = "no answer is off by more than 0.1" if s["task"] == "folding" else "all inputs are classified right"
        what = f"{s['difficulty']} folds, {self.task.X.shape[1]} points" if s["task"] == "folding" else f"{s['difficulty']} bits, all {self.task.X.shape[1]} inputs"
        results = "; ".join(f"{name} {self._count(name)}, {self._costs(name)}" for name in self.nets)
        return (
            f"Task: {s['task']}, {what}. ReLU networks: deep {_sizes(deep)} with {deep.parameter_count} parameters, wide {_sizes(wide)} with "
            f"{wide.parameter_count}. First weights: {start}; gradient descent with momentum {MOMENTUM}, α = {s['learning_rate']:.3g}, "
            f"seeds {s['seed']} to {s['seed'] + RUNS - 1}. Step {self.record.step}: {results}. A run is right if {rule}. {self._possible()}{self._pieces()}"
        )

    def extra_controls(self):
        """Play, run on, reset."""
        more = self.button("500 steps", self.tick, "500 steps of gradient descent for both")
        return [[self.player(self.play), more, self.button("Reset", self.reset, "back to the first weights")]]

    def begin(self):
        """The task, and the first weights of both."""
        s = self.settings
        self.task = TASKS[s["task"]](s["difficulty"])
        self.nets = networks(self.task, s["width"])
        seeds = range(s["seed"], s["seed"] + RUNS)
        self.params, self._streams = {}, {}
        for name, net in self.nets.items():
            self.params[name] = first_params(net, self.task.solutions[name], s["start"], seeds, s["noise"])
            how = dict(learning_rate=s["learning_rate"], steps=FOREVER, every=STRIDE, momentum=MOMENTUM)
            self._streams[name] = train(net, self.params[name], self.task.X, self.task.Y, **how)
        self.history = History()
        self._advance()

    def _advance(self):
        """Both to the next record; a network all of whose runs have blown up stays as it is."""
        cost, right = {}, {}
        for name, net in self.nets.items():
            snapshot = next(self._streams[name], None)
            if snapshot is not None:
                self.params[name] = snapshot.params
            off = np.abs(outputs(net, self.params[name], self.task.X) - self.task.Y).max(axis=(1, 2))
            right[name] = off < self.task.margin  # NaN is not
            cost[name] = self.record.cost[name] if snapshot is None else np.array(snapshot.cost)
        self.history.append(Record(self.record.step + STRIDE if len(self.history) else 0, cost, right))

    @property
    def _too_few(self):
        """True if the wide network makes fewer straight pieces than the zigzag has, so it cannot come near it."""
        return self.settings["task"] == "folding" and self.nets["wide"].layers[1] + 1 < 2 ** self.settings["difficulty"]

    def _has_room(self, name):
        return has_room(self.nets[name], self.task.solutions[name])

    def _count(self, name):
        return f"{self.record.right[name].sum()} of {RUNS} seeds right"

    def _costs(self, name):
        """The spread of the costs, and what blew up."""
        cost = self.record.cost[name]
        left = cost[np.isfinite(cost)]
        blown = f", {RUNS - len(left)} blown up" if len(left) < RUNS else ""
        return f"cost {np.median(left):.2g} in the middle, {left.min():.2g} to {left.max():.2g}{blown}" if len(left) else "all blown up"

    def _possible(self):
        """Which of the two could be right at all."""
        if all(self._has_room(name) for name in self.nets):
            return "For both, a solution is known that fits."
        units, pieces = self.nets["wide"].layers[1], 2 ** self.settings["difficulty"]
        if self._too_few:
            return f"For the deep one a solution is known; the wide one can never be right: {units} units make at most {units + 1} straight pieces, not {pieces}."
        return f"For the deep one a solution is known; the wide one has a unit less than its solution, which takes {pieces}."

    def _pieces(self):
        """How many straight pieces the learnt lines have."""
        if self.settings["task"] != "folding":
            return ""
        told = []
        for name, net in self.nets.items():
            whole = [run for run in range(RUNS) if np.isfinite(self.record.cost[name][run])]
            counts = [len(kinks(net, _one(self.params[name], run), -1.0, 1.0)) + 1 for run in whole]
            told.append(f"{name} {min(counts)} to {max(counts)}" if counts else f"{name} none")
        return f" Straight pieces of the lines that were learnt, {2 ** self.settings['difficulty']} in the task: {', '.join(told)}."


def _one(params, run):
    """The weights of one run of a stack."""
    return Params(*({l: tensor[run] for l, tensor in tensors.items()} for tensors in params))


def _sizes(net: Network):
    return "-".join(map(str, net.layers))
