"""The smallest network: one neuron that tells the price of a house from its size, a line bent at zero.

In come houses and, if the learner has written it, neuron(x, w, b); out come the prices that the neuron tells, the cost at
each setting tried, and the best one so far. Drag by hand, or let gradient descent do it.
"""

from collections import deque
from typing import NamedTuple

import numpy as np

from course_lib import datasets
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.limits import is_yours
from course_lib.losses import LOSSES
from course_lib.network import Network, Params, backpropagate, mean_loss, propagate
from course_lib.views.bent_line import BentLineView

BENT, STRAIGHT = "bent at 0", "straight"
HIDDEN = {BENT: "relu", STRAIGHT: "linear"}
LEARNING_RATE = 0.3
TICK_STEPS = 2  # in one tick of play
REMEMBERED = 200  # settings
NEAR = 1.1  # times the lowest cost is near enough
GRID = 0.05  # on which the lowest cost is looked for


class BentLineSnapshot(NamedTuple):
    """What the view shows.

    curve: x, the straight line z, the price ŷ, each (200,);  A: the price that the neuron tells for each house, (m,)
    costs: J at each setting tried, the last one now;  best: the lowest of them
    possible: the lowest on a grid over both sliders;  asked: x, z, ŷ of one house
    """

    w: float
    b: float
    bent: bool
    curve: tuple
    A: np.ndarray
    costs: list
    best: float
    possible: float
    reached: bool
    asked: tuple


class BentLineLab(Lab):
    """Fit one neuron to the prices of houses, by hand or by gradient descent.

    dataset: a Dataset with one feature and one number to tell; None for `datasets.bent_line`
    w, b: where to start;  size: the house to ask about
    neuron: the learner's own, (x, w, b) → price; None for the course's
    source: course 1.1
    """

    title = "One neuron: the price of a house"
    size = (940, 420)
    knobs = {
        "w": Slider("slope w", -1, 4, 0.01, reach=(-10, 10)),
        "b": Slider("bias b", -3, 3, 0.01, reach=(-10, 10)),
        "size": Slider("ask about size x", 0, 2.8, 0.05),
        "line": Choice("line", (BENT, STRAIGHT)),
    }

    def __init__(self, dataset=None, *, w=0.5, b=0.5, size=2.0, line=BENT, neuron=None):
        super().__init__(w=w, b=b, size=size, line=line)
        self.dataset = dataset or datasets.bent_line(rng=0)
        if self.dataset.X.shape[0] != 1:
            raise ValueError(f"dataset has {self.dataset.X.shape[0]} features; this lab shows one: take datasets.bent_line()")
        self._neuron = self.steady("neuron", neuron, self._course_neuron)
        self._yours = is_yours(neuron)
        self._start = w, b
        self._forget()

    @property
    def cost(self):
        """J at the present w and b."""
        X, Y = self.dataset
        return float(LOSSES["squared_error"].elements(None, self._price(X), Y).mean())

    def changed(self, names):
        """Another line has costs of its own; another setting is one more that was tried."""
        if "line" in names:
            self._forget()
        elif names & {"w", "b"}:
            self._keep()

    def tick(self, steps=1):
        """Let gradient descent take steps now."""
        with self._guard:
            for _ in range(steps):
                self._descend()
            self.refresh()

    def play(self):
        """The steps of gradient descent of one frame."""
        for _ in range(TICK_STEPS):
            self._descend()
        self.refresh(moving=True)

    def reset(self):
        """Back to the first w and b, with nothing tried yet."""
        with self._guard:
            self.settings["w"], self.settings["b"] = self._start
            self._forget()
            self.refresh()

    def make_view(self, figure):
        """The view of this lab."""
        return BentLineView(figure, *self.dataset)

    def snapshot(self):
        """What is on screen now."""
        s = self.settings
        x = np.linspace(0, 2.8, 200)
        asked = s["size"], s["w"] * s["size"] + s["b"], float(self._price(np.array([[s["size"]]])).item())
        curve = x, s["w"] * x + s["b"], self._price(x[None])[0]
        A, reached = self._price(self.dataset.X)[0], self._tried[-1] <= NEAR * self._possible
        return BentLineSnapshot(s["w"], s["b"], self._bent, curve, A, list(self._tried), self.best[2], self._possible, reached, asked)

    def describe(self):
        """The neuron and its cost in words."""
        now = self.snapshot()
        x, z, price = now.asked
        below = int((now.A < 0).sum())
        told = [
            f"w = {now.w:.2f}, b = {now.b:.2f}, {self.settings['line']}: cost J = {now.costs[-1]:.3f}.",
            f"Best so far: {self.best[2]:.3f} with w = {self.best[0]:.2f}, b = {self.best[1]:.2f}; the lowest there is: about {now.possible:.3f}.",
            f"A house of {100 * x:.0f} m²: z = {z:.2f}, so the price is {100 * price:.0f} thousand dollars.",
        ]
        told += [f"{below} houses get a price below 0."] * bool(below)
        told += ["All houses lie on the flat part: moving w or b a little changes nothing, so there is no slope to follow."] * self._flat
        told += ["Running on your neuron."] * (self._yours and now.bent)
        return " ".join(told).replace("-", "−")

    def extra_controls(self):
        """Let the machine do it, and go back."""
        step = self.button("Step", self.tick, "one step of gradient descent")
        return [[self.player(self.play, interval=50), step, self.button("Start again", self.reset, "back to the first w and b")]]

    @property
    def _bent(self):
        return self.settings["line"] == BENT

    @property
    def _flat(self):
        return self._bent and not self._price(self.dataset.X).any()

    @property
    def _network(self):
        """The neuron as a hidden unit whose answer an output hands on unchanged, so that the course's backpropagation fits."""
        w, b = (np.array([[self.settings[name]]]) for name in "wb")
        net = Network((1, 1, 1), hidden=HIDDEN[self.settings["line"]], output="linear")
        return net, Params({1: w, 2: np.ones((1, 1))}, {1: b, 2: np.zeros((1, 1))})

    def _price(self, x):
        """ŷ for sizes x, (1, k)."""
        if self._bent:
            return self._neuron(x, self.settings["w"], self.settings["b"])
        net, params = self._network
        return propagate(net, params, x).A[2]

    def _course_neuron(self, x, w, b):
        return np.maximum(0, w * x + b)

    def _descend(self):
        net, params = self._network
        dW, db = backpropagate(net, params, propagate(net, params, self.dataset.X), self.dataset.Y)
        for name, slope in (("w", dW[1]), ("b", db[1])):
            self.settings[name] -= LEARNING_RATE * slope.item()
        self._keep()

    def _forget(self):
        self._tried = deque(maxlen=REMEMBERED)
        self.best = None, None, np.inf
        self._possible = self._lowest()
        self._keep()

    def _keep(self):
        J = self.cost
        self._tried.append(J)
        self.best = min(self.best, (self.settings["w"], self.settings["b"], J), key=lambda tried: tried[2])

    def _lowest(self):
        """The lowest cost on a grid over both sliders, tried as one stack of networks."""
        w, b = (np.arange(k.low, k.high + GRID / 2, GRID) for k in (self.knobs["w"], self.knobs["b"]))
        w, b = (grid.reshape(-1, 1, 1) for grid in np.meshgrid(w, b))
        net, (W, B) = self._network
        cache = propagate(net, Params({1: w, 2: W[2]}, {1: b, 2: B[2]}), self.dataset.X)
        return float(mean_loss(net, cache, self.dataset.Y).min())
