"""One training run that can be stepped, changed on the way, rewound, copied, and repeated exactly.

In come settings, data and, if the learner has written them, the four functions that do the work; out come records.
The functions are initialize(n, rng) → W, b; forward(W, b, X, g) → Z, A; backward(W, Z, A, Y, g_prime) → dW, db and
update(W, b, dW, db, learning_rate) → W, b, everything a dict keyed by layer.
"""

from bisect import bisect_left
from copy import copy
from operator import itemgetter
from time import perf_counter
from typing import NamedTuple

import numpy as np

from course_lib.errors import kind_of
from course_lib.labs.history import History
from course_lib.network import Network, Params, backpropagate, initialize, mean_loss, penalty, propagate
from course_lib.training import Snapshot, train

LIVE = ("learning_rate", "activation", "batch_size", "momentum", "l2", "loss")  # what may change on the way
BY_HAND, OWN = "by hand", "your function"
LOSSES = {"cross-entropy": None, "squared error": "squared_error"}
FOREVER = 10**12  # steps
PLAIN = {"batch_size": "all", "momentum": 0.0, "l2": 0.0}  # what the learner's functions train with, whatever the settings
MOST_LEGS = 1000  # changes on the way that are remembered


class Record(NamedTuple):
    """The run after `step` steps; cost and accuracy are (train, test); trouble names the tensor that blew up first."""

    step: int
    params: Params
    cost: tuple
    accuracy: tuple
    trouble: str | None


class Run:
    """A run of gradient descent.

    settings: those of TrainingLab
    data: (train, test) Datasets
    learner: {"initialize", "forward", "backward", "update": function or None}
    """

    def __init__(self, settings, data, learner):
        self.settings, self.data = dict(settings), data
        self.learner = learner if settings["initialization"] == OWN else learner | {"initialize": None}
        self.history = History(limit=400)
        self.events = []  # (step, the live settings from there on)
        self._stream = None
        self.net = self._network()
        self._keep(Snapshot(0, self._first_params(), None))

    @property
    def live(self):
        """The settings that may change on the way."""
        return {name: self.settings[name] for name in LIVE}

    @property
    def plain(self):
        """The settings that the learner's functions have no place for, as {name: what holds instead}."""
        loss = {"loss": "cross-entropy"} if self.learner["backward"] else {}  # the one that its slopes belong to
        return PLAIN | loss if any(self.learner[name] for name in ("forward", "backward", "update")) else {}

    @property
    def legs(self):
        """The past up to now: [(step, the live settings from there on)], the first one at step 0.

        raises: ValueError if there were too many changes to remember them
        """
        past = [event for event in self.events if event[0] < self.record.step] or [(0, self.live)]
        if len(past) > MOST_LEGS:
            raise ValueError(f"this run was changed more than {MOST_LEGS} times on its way, too often to repeat it; rewind it")
        return past

    @property
    def going_on(self):
        """True if the next tick goes on with the present leg: with its momentum, and in the middle of its epoch."""
        return self._stream is not None

    def change(self, settings):
        """Go on with other live settings, from the present weights."""
        self.settings |= settings
        self.net = self._network()
        self._look_again(self.record)

    def tick(self, steps, deadline=np.inf, records=50):
        """Take steps, until the clock shows `deadline`; keep `records` of them on the way, and the last one.

        returns: how many were taken
        """
        if self.record.trouble or steps < 1:
            return 0
        try:
            if self._stream is None:
                self._begin()
            with np.errstate(all="ignore"):  # a run that blows up is a result
                return self._take(steps, deadline, 1 if self.plain else max(1, steps // records))
        except BaseException:  # Ctrl-C too
            self._stream = None  # what has raised cannot go on; the next tick begins at the last record
            raise

    def rewind(self, step):
        """Go back, or forward again, to the record at or before `step`."""
        self._look_again(self.history.at(step))

    def copy(self):
        """A run with the same past that goes its own way from here; with the same settings both go the same way."""
        self._stream = None
        other = copy(self)
        other.settings, other.events, other.history = dict(self.settings), list(self.events), self.history.copy()
        return other

    def cache(self):
        """The forward pass on the training set with the present weights."""
        with np.errstate(all="ignore"):
            return propagate(self.net, self.record.params, self.data[0].X)

    def gradients(self, cache):
        """The gradients that belong to a cache."""
        with np.errstate(all="ignore"):
            return backpropagate(self.net, self.record.params, cache, self.data[0].Y, self._l2)

    @property
    def _l2(self):
        return (self.settings | self.plain)["l2"]

    def _network(self):
        s = self.settings | self.plain
        return Network(s["layers"], hidden=s["activation"], loss=LOSSES[s["loss"]])

    def _begin(self):
        """Start a stream at the present weights, and forget what came after them."""
        start = self.record.step
        self.history.cut(start - 1)
        self.history.append(self.record)
        del self.events[bisect_left(self.events, start, key=itemgetter(0)) :]
        if len(self.events) <= MOST_LEGS:  # one more tells that there were too many
            self.events.append((start, self.live))
        self._stream = self._learners_stream() if self.plain else self._course_stream()
        next(self._stream)  # the state that we are in

    def _take(self, steps, deadline, every):
        for taken in range(1, steps + 1):
            snapshot = next(self._stream)
            over = not snapshot.finite or taken == steps or perf_counter() > deadline
            if over or taken % every == 0:
                self._keep(snapshot)
            if over or self.record.trouble:
                return taken

    def _course_stream(self):
        s, start = self.settings, self.record.step
        stream = train(
            self.net, self.record.params, *self.data[0], learning_rate=s["learning_rate"], steps=FOREVER,
            batch_size=None if s["batch_size"] == "all" else s["batch_size"], momentum=s["momentum"], l2=s["l2"],
            rng=[s["seed"], start],
        )
        return (snapshot._replace(step=start + snapshot.step) for snapshot in stream)

    def _learners_stream(self):
        net, params, step = self.net, self.record.params, self.record.step
        X, Y = map(np.array, self.data[0])  # copies: the learner's code may change what it is given
        work = _course_functions(net) | {name: f for name, f in self.learner.items() if f}
        g_prime = {l: g.prime for l, g in net.g.items()}
        while True:
            yield Snapshot(step, params, None, _not_finite(params))
            W, b = ({l: tensor.copy() for l, tensor in tensors.items()} for tensors in params)
            with np.errstate(all="ignore"):
                Z, A = _two_dicts("forward", "Z, A", work["forward"](W, b, X, dict(net.g)))
                dW, db = _shaped("backward", "dW, db", work["backward"](W, Z, A, Y, dict(g_prime)), net.layers)
                params = _shaped("update", "W, b", work["update"](W, b, dW, db, self.settings["learning_rate"]), net.layers)
            step += 1

    def _first_params(self):
        s = self.settings
        if self.learner["initialize"]:
            drawn = self.learner["initialize"](s["layers"], np.random.default_rng(s["seed"]))
            return _shaped("initialize", "W, b", drawn, s["layers"])
        if s["initialization"] == BY_HAND:
            return initialize(self.net, rng=s["seed"], scale=s["scale"])
        return initialize(self.net, s["initialization"], rng=s["seed"])

    def _keep(self, snapshot):
        self.record = self._measured(snapshot.step, snapshot.params, snapshot.trouble)
        self.history.append(self.record)

    def _look_again(self, record):
        """Be at a record; cost and accuracy are those under the present settings."""
        self._stream = None
        self.record = self._measured(record.step, record.params, None if record.trouble == "cost" else record.trouble)

    def _measured(self, step, params, trouble):
        with np.errstate(all="ignore"):
            train_set, test_set = (self._measure(params, *part) for part in self.data)
        return Record(step, params, *zip(train_set, test_set), trouble or (None if np.isfinite(train_set[0]) else "cost"))

    def _measure(self, params, X, Y):
        net, l2 = self.net, self._l2
        cache = propagate(net, params, X)
        J = mean_loss(net, cache, Y) + (penalty(params, l2) if l2 else 0.0)
        return float(J), float(((cache.A[net.L] > 0.5) == Y).mean())


def _course_functions(net):
    def forward(W, b, X, g):
        return propagate(net, Params(W, b), X)

    def backward(W, Z, A, Y, g_prime):
        return backpropagate(net, Params(W, None), (Z, A), Y)

    def update(W, b, dW, db, learning_rate):
        return {l: W[l] - learning_rate * dW[l] for l in W}, {l: b[l] - learning_rate * db[l] for l in b}

    return {"forward": forward, "backward": backward, "update": update}


def _not_finite(params):
    """The first tensor with an entry that is infinite or NaN, or None."""
    every = ((name, l, part[l]) for l in params.W for name, part in zip("Wb", params))
    return next((f"{name}[{l}]" for name, l, tensor in every if not np.isfinite(tensor).all()), None)


def _two_dicts(function, names, returned):
    if not isinstance(returned, tuple | list) or len(returned) != 2 or not all(isinstance(part, dict) for part in returned):
        raise ValueError(f"{function} returned {kind_of(returned)}; expected two dicts keyed by layer: return {names}")
    return returned


def _shaped(function, names, returned, layers):
    """Params of two dicts, or a ValueError that says which tensor is not as its layer wants it."""
    parts = [{}, {}]
    for name, part, checked in zip(names.split(", "), _two_dicts(function, names, returned), parts):
        for l in range(1, len(layers)):
            shape = (layers[l], layers[l - 1] if name.endswith("W") else 1)
            if l not in part or np.shape(part[l]) != shape:
                found = f"{name}[{l}] of shape {np.shape(part[l])}" if l in part else f"no {name}[{l}]"
                raise ValueError(f"{function} returned {found}; expected shape {shape}")
            checked[l] = np.asarray(part[l], dtype=float)
    return Params(*parts)
