"""The block stepper: one whole iteration of a deep network, block by block, every slope beside the one that is measured.

In come a small network and, if the learner has written them, dense_forward and dense_backward; out come, click by click, the
forward blocks and their caches, the cost, the backward blocks, and the update.
"""

from textwrap import wrap

import ipywidgets as widgets
import numpy as np

from course_lib.blocks import corners, walk
from course_lib.errors import in_words
from course_lib.labs import block_text
from course_lib.labs.base import Lab, in_a_row
from course_lib.labs.block_code import guarded_backward, guarded_forward
from course_lib.labs.controls import Choice, Slider
from course_lib.labs.layer_controls import Layers
from course_lib.labs.training_knobs import KNOBS, completed
from course_lib.limits import is_yours, limited
from course_lib.network import Network, Params, forward, initialize
from course_lib.views.block import BlockSnapshot, BlockView
from course_lib.views.block_panel import Line

X = np.array([[1.0, -0.5, 0.8, -1.2, 0.3], [0.5, 1.5, -1.0, -0.4, -0.7]])  # (2, 5)
Y = np.array([[1.0, 0.0, 1.0, 0.0, 1.0]])  # (1, 5)
NOTHING = "nothing yet"


class BlockLab(Lab):
    """Step through forward blocks, cost, backward blocks and update of a network on a few examples.

    dense_forward, dense_backward: the learner's functions; None for the course's
    layers: (2, …, 1) with 1 to 4 hidden layers of 1 to 5 units;  activation: one name, or one a hidden layer
    m: how many examples, 2 to 5
    block: where the walk stands: one of `blocks`
    source: course 4.3
    """

    title = "One iteration of a deep network, block by block"
    size = (940, 560)
    knobs = {
        "layers": Layers("hidden layers", fewest=1, most=4, units=5),
        "seed": Slider("seed", 0, 20, whole=True),
        "activation": KNOBS["activation"],
        "m": Choice("examples m", (2, 3, 4, 5)),
        "learning_rate": Slider("learning rate α", 0.1, 10.0, 0.1),
    }

    def __init__(self, dense_forward=None, dense_backward=None, *, layers=(2, 4, 3, 1), seed=1, activation="tanh", m=5, learning_rate=0.5):
        settings = {"layers": layers, "seed": seed, "activation": activation, "m": m, "learning_rate": learning_rate}
        super().__init__(**completed(settings, settings))
        given = {"dense_forward": dense_forward, "dense_backward": dense_backward}
        self._own = {name: limited(name, f) for name, f in given.items() if is_yours(f)}
        self._following = False
        self.begin()

    def set(self, **settings):
        """Change settings, as the controls do; a bad value changes nothing.

        raises: ValueError that names the setting and what it takes
        """
        return super().set(**completed(settings, self.settings))

    def changed(self, names):
        """Another network or other data: the same block of the new walk, if it has one."""
        if names:
            at = self.block
            self.begin()
            self._go(self.blocks.index(at) if at in self.blocks else 0)

    @property
    def net(self):
        """The network."""
        return Network(self.settings["layers"], hidden=self.settings["activation"])

    @property
    def blocks(self):
        """The stations of the walk, in order; the first is before it begins."""
        L = len(self.settings["layers"]) - 1
        there, back = ([f"{way} {l}" for l in range(1, L + 1)] for way in ("forward", "backward"))
        return (NOTHING, *there, "cost", f"dA[{L}]", *reversed(back), "update")

    @property
    def visits(self):
        """The Visits so far."""
        return self._visits[: self._place]

    @property
    def parted(self):
        """The first block so far, and the names in it, that are not as they should be; ("", []) if all are."""
        return next(((name, visit.parted) for name, visit in zip(self.blocks[1:], self.visits) if visit.parted), ("", []))

    def next(self):
        """One block further."""
        self._move(self._place + 1)

    def back(self):
        """Undo a block."""
        self._move(self._place + self._failed - 1)

    def run_all(self):
        """To the end of the walk."""
        self._move(len(self.blocks) - 1)

    def start_over(self):
        """Nothing computed yet."""
        self._move(0)

    def run_to(self, block):
        """Go to a block, forward or back.

        block: one of `blocks`, such as "backward 2"
        raises: ValueError for a block that the walk does not have
        """
        if block not in self.blocks:
            raise ValueError(f"block is {block!r}; it must be one of: {', '.join(self.blocks)}")
        self._move(self.blocks.index(block))
        return self

    @property
    def _compares(self):
        """True if the forward block is the learner's, so that there is something to compare."""
        return "dense_forward" in self._own

    def make_view(self, figure):
        """The view of this lab."""
        return BlockView(figure)

    def snapshot(self):
        """What is on screen now."""
        seals = {name: block_text.seal(visit, self._compares) for name, visit in zip(self.blocks[1:], self.visits)}
        return BlockSnapshot(
            self.net, self.settings["m"], self.blocks[1:], self._place, self._failed, seals, self.parted[0],
            block_text.cost(self.visits), self._caption(), self._code(), self._note(), self._lines(),
        )

    def describe(self):
        """The present block in words."""
        s = self.settings
        names = ", ".join((*s["activation"], "sigmoid"))
        told = [f"Network {'-'.join(map(str, s['layers']))} ({names}), m = {s['m']} examples, seed {s['seed']}.", f"{self._caption()}."]
        if self.visits and not self._failed:
            told.append(block_text.in_words(self.visits[-1], self.net, self._compares))
        told += [self._note(), f"{self._code()}."]
        return " ".join(part for part in told if part)

    def arranged(self, inputs):
        """Short sliders, so that all controls fit beside each other."""
        for name in ("seed", "learning_rate"):
            inputs[name].layout.width = "240px"
        return in_a_row(inputs.values())

    def extra_controls(self):
        """One block a click, or to a chosen one."""
        self._choice = widgets.Dropdown(description="run to", layout=widgets.Layout(width="auto", margin="2px 12px 2px 2px"))
        self.follow()
        self._choice.observe(self._chosen, "value")
        return [[
            self.button("Next", self.next, "one block further: forward, cost, backward, update"),
            self.button("Back", self.back, "undo a block"),
            self._choice,
            self.button("Run all", self.run_all, "the whole iteration"),
            self.button("Start over", self.start_over, "nothing computed yet"),
        ]]

    def follow(self):
        """Bring the list of blocks along."""
        self._following = True
        if self._choice.options != self.blocks:
            self._choice.options = self.blocks
        self._choice.value = self.block
        self._following = False

    def _chosen(self, change):
        if not self._following and change.new != self.block:
            self.safely(lambda: self.run_to(change.new))

    def begin(self):
        """A new walk, with nothing visited."""
        s, net = self.settings, self.net
        self.data = X[:, : s["m"]], Y[:, : s["m"]]
        self.params = _first_params(net, s["seed"])
        self.corners = corners(net, forward(net, self.params, self.data[0]))
        own = {"dense_forward": guarded_forward, "dense_backward": guarded_backward}
        functions = {name: own[name](function) for name, function in self._own.items()}
        self._stream = walk(net, self.params, *self.data, learning_rate=s["learning_rate"], **functions)
        self._visits, self._stopped = [], ""
        self._go(0)

    def _move(self, place):
        with self._guard:
            self._go(place)
            self.refresh()

    def _go(self, place):
        """Visit blocks until so many are visited, or until one stops; what was computed stays."""
        place = min(max(place, 0), len(self.blocks) - 1)
        try:
            while len(self._visits) < place and not self._stopped:
                with np.errstate(all="ignore"):
                    self._visits.append(next(self._stream))
        except Exception as problem:  # the learner's code may do anything
            name = self.blocks[len(self._visits) + 1]
            function = f"dense_{name.split()[0]}"
            self._stopped = f"Your {function} has stopped at {name}. {in_words(problem)}"
        self._place = min(place, len(self._visits))
        self._failed = place > self._place
        self.block = self.blocks[self._place + self._failed]
        self.error = self._stopped if self._failed else ""

    def _lines(self):
        if self._failed:
            return [Line(words) for words in wrap(self._stopped, 100, max_lines=9)]
        if not self.visits:
            return block_text.given_lines(*self.data, self.params)
        return block_text.lines(self.visits[-1], self.net, self._compares)

    def _caption(self):
        if self._failed:
            return f"{self.block} has stopped".capitalize()
        return block_text.caption(self.visits[-1], self.net) if self.visits else f"Nothing computed yet. Next: {self.blocks[1]}"

    def _code(self):
        return f"Running on your {', '.join(self._own)}" if self._own else "The code that runs is the course's"

    def _note(self):
        """Where the walk parted from the numbers beside it, and what else is out of the ordinary."""
        told, (block, names) = [], self.parted
        if block:
            told.append(f"≠ First to part: {block}, in {', '.join(names)}. What comes after it is built on it.")
        if self.corners:
            l, i, j = self.corners[0]
            told.append(
                f"Z[{l}] is about 0 in row {i + 1}, column {j + 1}, where {self.net.g[l].name} has its corner: the numeric gradient "
                "lies between two slopes there, and differs without a mistake."
            )
        answers = next((visit.values[f"A[{visit.l}]"] for visit in self.visits if visit.kind == "cost"), np.array(0.5))
        if not ((answers > 0) & (answers < 1)).all():
            told.append("ŷ is not between 0 and 1 everywhere, where alone the loss has a slope: dA[L] is taken just inside.")
        return " ".join(told)


def _first_params(net, seed):
    """He's weights with two digits, and biases that are not 0, so that a dead layer leaves no Z[l] at the corner of ReLU."""
    rng = np.random.default_rng(seed)
    W, _ = initialize(net, "he", rng)
    b = {l: rng.choice([-0.3, -0.2, -0.1, 0.1, 0.2, 0.3], (net.layers[l], 1)) for l in W}
    return Params({l: np.round(W[l], 2) for l in W}, b)
