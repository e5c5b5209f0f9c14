"""Parity three ways: a tree of XORs, a flat circuit of ANDs, and units that count, all built and tried on all 2ⁿ inputs.

In come n bits and, if the learner has written it, parity_tree(bits) → levels; out come the value of every unit, what a
flipped bit changes, and how many units each circuit takes.
"""

from typing import NamedTuple

import numpy as np

from course_lib.circuits import CIRCUITS, evaluate, number_wrong, parity, patterns
from course_lib.errors import in_words
from course_lib.labs.base import Lab
from course_lib.labs.bits import Bits
from course_lib.limits import is_yours, limited
from course_lib.views.parity import ParityView

FEWEST, MOST = 2, 10  # bits


class ParitySnapshot(NamedTuple):
    """What the view shows; dicts have the names of CIRCUITS as keys.

    bits: the input as a text
    circuits: the Circuits for so many bits;  values: of all their wires, (n + units,);  changed: which wires the last turn has changed
    wrong: for how many of all inputs each is wrong
    levels: the values of the tree as it is drawn, level by level, from the learner's code if there is one
    mistakes: which of these are wrong
    whose: who has computed the tree
    """

    bits: str
    circuits: dict
    values: dict
    changed: dict
    wrong: dict
    levels: list
    mistakes: list
    whose: str


class ParityLab(Lab):
    """Flip bits, and see three circuits say whether the number of ones is odd.

    parity_tree: the learner's function: bits (n, m) in; the list of levels out, the bits first, the answer (1, m) last; None for
        the course's circuit only
    source: course 4.2
    """

    title = "Parity: is the number of ones odd?"
    size = (940, 520)
    knobs = {"bits": Bits("bits n", FEWEST, MOST)}

    def __init__(self, parity_tree=None, *, bits="10110000"):
        super().__init__(bits=bits)
        self._parity_tree = limited("parity_tree", parity_tree)
        self._yours = is_yours(parity_tree)
        self._sizes = {name: [len(make(n).units) for n in range(FEWEST, MOST + 1)] for name, make in CIRCUITS.items()}
        self._at, self._values = None, {}
        self.changed({"bits"})

    @property
    def n(self):
        """The number of bits."""
        return len(self.settings["bits"])

    def changed(self, names):
        """Another input, or other circuits; what has failed stays told."""
        if names:
            self._look()
        self.error = self._failure

    def next(self):
        """The next input, as one counts in binary."""
        number = (int(self.settings["bits"], 2) + 1) % 2**self.n
        self.set(bits=f"{number:0{self.n}b}")

    def make_view(self, figure):
        """The view of this lab."""
        return ParityView(figure, range(FEWEST, MOST + 1), self._sizes)

    def snapshot(self):
        """What is on screen now."""
        column = int(self.settings["bits"], 2)
        levels, mistakes = ([level[:, column] for level in table] for table in (self._levels, self._mistakes))
        wrong = {name: number_wrong(name, self.n) for name in CIRCUITS} | ({"tree": self._wrong} if self._uses_given else {})
        whose = "your parity_tree" if self._yours and self._uses_given else "the course's circuit"
        return ParitySnapshot(self.settings["bits"], self._circuits, self._values, self._changed, wrong, levels, mistakes, whose)

    def describe(self):
        """The input and the three circuits in words."""
        now, n = self.snapshot(), self.n
        ones = now.bits.count("1")
        sizes = {name: f"{len(c.units)} units, {c.connections} connections, {c.depth} layers" for name, c in now.circuits.items()}
        fires = f"the one for {now.bits} fires" if ones % 2 else "none of them fires"
        return (
            f"Input {now.bits}: {_count(ones, 'one')}, so the parity is {ones % 2}. Tree: {_count(n - 1, 'XOR')}, {len(now.levels) - 1} of them one after "
            f"another; each is 3 units: {sizes['tree']}. Flat: {2 ** (n - 1)} AND units, {fires}, and an OR: {sizes['flat']}. Counting: {n} units "
            f"that say at least 1, 2, … {n} ones, {ones} fire, and one that adds with signs: {sizes['counting']}. All {2**n} inputs tried; "
            f"wrong: tree {now.wrong['tree']}, flat {now.wrong['flat']}, counting {now.wrong['counting']}.{self._change()}{self._verdict(now)}"
        )

    def extra_controls(self):
        """Go through the inputs."""
        return [[self.button("Next input", self.next, "count on in binary")]]

    def _look(self):
        """Work out all that is shown for the present bits."""
        bits, before = self.settings["bits"], self._at
        if before is None or len(before) != len(bits):
            self._build()
        column = np.array([[int(bit)] for bit in bits])
        values = {name: evaluate(circuit, column)[:, 0] for name, circuit in self._circuits.items()}
        same = before is not None and len(before) == len(bits)
        self._changed = {name: values[name] != self._values[name] if same else values[name] < 0 for name in values}
        self._at, self._values = bits, values

    def _build(self):
        """The circuits, and the tree's values for all inputs, from the learner's function if there is one."""
        every = patterns(self.n)
        self._circuits = {name: make(self.n) for name, make in CIRCUITS.items()}
        tree = self._circuits["tree"]
        wires = evaluate(tree, every)
        right = self._levels = [wires[list(level)] for level in tree.levels]
        self._failure, self._uses_given = "", False
        try:
            if self._parity_tree:
                self._levels, self._uses_given = _levels(self._parity_tree(every.copy()), right), True
        except Exception as problem:  # the learner's code may do anything
            self._failure = in_words(problem)
        self._mistakes = [mine != ours for mine, ours in zip(self._levels, right)]
        self._wrong = int((self._levels[-1][0] != parity(every)).sum())

    def _change(self):
        """What the last turn has changed."""
        if not any(changed.any() for changed in self._changed.values()):
            return ""
        n = self.n
        gates = sum(self._changed["tree"][n + 2 :: 3])
        hidden = {name: sum(self._changed[name][n:-1]) for name in ("flat", "counting")}
        bits = _count(sum(self._changed["tree"][:n]), "bit")
        return (
            f" Changed by the last turn: {bits}, {gates} of {_count(n - 1, 'XOR')}, {hidden['flat']} of {2 ** (n - 1)} ANDs, "
            f"{hidden['counting']} of {n} counting units."
        )

    def _verdict(self, now):
        """What the learner's function is worth."""
        if not self._yours:
            return ""
        if not self._uses_given:
            return " Your parity_tree has failed, so the tree shows the course's values; the error is shown in red."
        faults = [int(level.sum()) for level in self._mistakes]
        if not sum(faults):
            return " Running on your parity_tree: all its levels are right for all inputs."
        l = next(l for l, fault in enumerate(faults) if fault)
        row, column = np.argwhere(self._mistakes[l])[0]
        return (
            f" Running on your parity_tree: its answer is wrong for {self._wrong} of {2**self.n} inputs. The first mistake is in level {l}, row "
            f"{row}: for the input {column:0{self.n}b} it says {self._levels[l][row, column]:g}."
        )


def _levels(returned, right):
    """The learner's levels as numbers, or a ValueError that says what does not fit."""
    if not isinstance(returned, list | tuple):
        raise ValueError(f"parity_tree returned {type(returned).__name__}; expected a list of levels, the bits first")
    if len(returned) != len(right):
        raise ValueError(f"parity_tree returned {len(returned)} levels for {len(right[0])} bits; expected {len(right)}, the bits among them")
    levels = [np.asarray(level, dtype=float) for level in returned]
    for l, (level, ours) in enumerate(zip(levels, right)):
        if level.shape != ours.shape:
            raise ValueError(f"level {l} of parity_tree has the shape {level.shape}; expected {ours.shape}")
    return levels


def _count(number, word):
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
