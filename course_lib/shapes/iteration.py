"""Gradient descent as lines of code, with one thing broken: what each line makes of the shapes in two iterations.

In come sizes and the name of a slip; out come Steps, line by line up to the one that fails. Sizes may be large: nothing is
calculated but shapes, except to see whether a slip that no shape betrays changes the numbers, and that on small arrays.
"""

import ast
import re
from typing import NamedTuple

import numpy as np

from course_lib.shapes.reader import Misfit, Reader, zeros
from course_lib.shapes.rules import Meeting, network_shapes

FORWARD = ("Z[l] = W[l] @ A[l-1] + b[l]", "A[l] = g[l](Z[l])")
OUTPUT = "dZ[l] = A[l] - Y"
HIDDEN = "dZ[l] = dA[l] * g_prime[l](Z[l], A[l])"
GRADIENTS = ("dW[l] = dZ[l] @ A[l-1].T / m", "db[l] = np.sum(dZ[l], axis=1, keepdims=True) / m")
BACK = "dA[l-1] = W[l].T @ dZ[l]"
UPDATE = ("W[l] = W[l] - learning_rate * dW[l]", "b[l] = b[l] - learning_rate * db[l]")
NOTHING = "nothing"


class Slip(NamedTuple):
    """One thing broken.

    given: a line that spoils what is there at first, or
    old, new: an edit of the line that does the work
    layer: the layer that it is always about, −1 for the last; None if it can be in any
    """

    given: str = ""
    old: str = ""
    new: str = ""
    layer: int | None = None


SLIPS = {
    NOTHING: Slip(),
    "W[l] with swapped sizes": Slip(given="W[l] = W[l].T"),
    "b[l] of rank 1, (n,)": Slip(given="b[l] = b[l][:, 0]"),
    "* for @ in Z[l]": Slip(old="W[l] @ A", new="W[l] * A"),
    "dW[l] without .T": Slip(old="A[l-1].T", new="A[l-1]"),
    "A[l] for A[l-1] in dW[l]": Slip(old="A[l-1].T", new="A[l].T"),
    "dA[l-1] without .T": Slip(old="W[l].T @", new="W[l] @"),
    "db[l] without keepdims": Slip(old=", keepdims=True", new=""),
    "db[l] summed along axis 0": Slip(old="axis=1", new="axis=0"),
    "X with examples in rows": Slip(given="A[0] = A[0].T", layer=1),
    "Y of rank 1, (m,)": Slip(given="Y = Y[0]", layer=-1),
    "Y with examples in rows": Slip(given="Y = Y.T", layer=-1),
}


class Step(NamedTuple):
    """What one line does.

    code: the line, with the layer's number in it
    round: 1 or 2, as some damage shows only after the first update; 0 for what is given
    broken: True if the slip is in this line
    shape, wanted: of what the line makes, or None if it fails, and what it ought to be
    meeting: the two shapes that tell most: those that do not fit, else that fit silently, else two arrays; None if none meet
    """

    code: str
    round: int
    broken: bool
    shape: tuple | None
    wanted: tuple
    meeting: Meeting | None

    @property
    def silent(self):
        """True if the line does not fail, but NumPy repeats entries in a way that is hardly meant."""
        return self.meeting is not None and self.meeting.silent

    @property
    def target(self):
        """What the line makes, such as "Z[2]"."""
        return self.code.split(" = ")[0]


def trace(layers, m, slip=NOTHING, layer=1):
    """The Steps of two rounds of forward pass, backward pass and update, up to the first that fails.

    layers, m: sizes n[0] … n[L], and the number of examples
    slip, layer: a name in SLIPS, and the layer it is made in, where it is about a layer
    """
    rules = network_shapes(layers, m)
    names = _start({name: zeros(rule.shape) for name, rule in rules.items()}, len(layers) - 1, m)
    steps = []
    for code, turn, broken in lines(len(layers) - 1, slip, layer):
        steps.append(_step(code, turn, broken, names, rules))
        if steps[-1].shape is None:
            break
    return steps


def lines(L, slip=NOTHING, layer=1):
    """(code, round, broken) of every line of two iterations of L layers; what is given broken comes first, as round 0."""
    change = SLIPS[slip]
    if change.given:
        yield numbered(change.given, layer), 0, True
    for turn in (1, 2):
        for l, line in _program(L):
            broken = bool(change.old) and l == layer and change.old in line
            yield numbered(line.replace(change.old, change.new) if broken else line, l), turn, broken


def agrees(layers, m, slip, layer):
    """True if the numbers come out right in spite of the slip, tried in NumPy; False if they differ, or a line fails.

    It runs on small arrays: shapes fit or not by which sizes are equal and which are 1, so others may stand for them.
    """
    small = {n: k + 2 for k, n in enumerate(sorted({*layers, m} - {1}))} | {1: 1}
    layers, m = [small[n] for n in layers], small[m]
    try:
        right, other = (_run(layers, m, name, layer) for name in (NOTHING, slip))
    except ValueError:
        return False
    return all(np.shape(right[name]) == np.shape(other[name]) and np.allclose(right[name], other[name], rtol=1e-9) for name in right)


def _program(L):
    """(layer, line) of every line of one round, in the order in which they run."""
    every = range(1, L + 1)
    yield from ((l, line) for l in every for line in FORWARD)
    for l in reversed(every):
        yield from ((l, line) for line in (OUTPUT if l == L else HIDDEN, *GRADIENTS, *([BACK] if l > 1 else [])))
    yield from ((l, line) for l in every for line in UPDATE)


def numbered(line, l):
    """A line, or the name of a slip, with the number of the layer in it."""
    return line.replace("[l-1]", f"[{l - 1}]").replace("[l]", f"[{l}]")


def _start(values, L, m):
    """What the lines find: {name: value}, with a dict by layer for W, b, A and so on; values: {"W[1]": array, …}."""
    names = {letter: {} for letter in ("Z", "dZ", "dW", "db", "dA")}
    names |= {letter: {l: values[f"{letter}[{l}]"] for l in range(1, L + 1)} for letter in "Wb"}
    any_two = dict.fromkeys(range(1, L + 1), np.multiply)  # entry by entry, as every slope: its shape is all that counts
    names |= {"g": dict.fromkeys(range(1, L + 1), np.tanh), "g_prime": any_two}
    return names | {"A": {0: values["A[0]"]}, "Y": values["Y"], "m": m, "learning_rate": 0.1, "np": np}


def _step(code, turn, broken, names, rules):
    target, expression = code.split(" = ")
    reader = Reader(names)
    letter, l = re.fullmatch(r"(\w+)(?:\[(\d+)\])?", target).groups()
    try:
        value = reader.read(ast.parse(expression, mode="eval").body)
    except Misfit as problem:
        return Step(code, turn, broken, None, rules[target].shape, problem.meeting)
    if l:
        names[letter][int(l)] = value
    else:
        names[letter] = value
    meeting = max(reader.meetings, key=lambda one: (one.silent, bool(one.left and one.right)), default=None)
    return Step(code, turn, broken, value.shape, rules[target].shape, meeting)


def _run(layers, m, slip, layer):
    """{name: array} of all that two rounds in NumPy leave, from random numbers."""
    rng = np.random.default_rng(0)
    values = {name: rng.standard_normal(rule.shape) for name, rule in network_shapes(layers, m).items()}
    names = _start(values, len(layers) - 1, m)
    for code, _, _ in lines(len(layers) - 1, slip, layer):
        exec(code, names)
    return {f"{letter}[{l}]": value for letter in ("W", "b", "Z", "A") for l, value in names[letter].items() if l}
