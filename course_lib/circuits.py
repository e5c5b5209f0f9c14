"""Parity by circuits: a tree of XOR gates, a flat circuit of AND gates, and units that count; built, not only counted.

All three are made of the same part, a threshold unit. In come n, the number of bits, and patterns of bits (n, m); out come
circuits, and the value of each of their units for each pattern.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from course_lib import checks
from course_lib.network import Network, Params

MOST_BITS = 16  # the flat circuit has 2^15 units then


class Unit(NamedTuple):
    """A neuron with a step for its activation: 1 where the weighted sum of its inputs reaches the threshold, else 0.

    kind: what it does, in words
    inputs: the wires that it reads: 0 … n − 1 are the bits, n the first unit, n + 1 the second …
    """

    kind: str
    inputs: tuple
    weights: tuple
    threshold: int


@dataclass(frozen=True)
class Circuit:
    """Units in an order in which each comes after its inputs; the last one is the answer.

    levels: wires for a picture, level by level, the bits first
    """

    n: int
    units: tuple
    levels: tuple

    @property
    def connections(self):
        """How many weights there are."""
        return sum(len(unit.inputs) for unit in self.units)

    @property
    def depth(self):
        """The number of units on the longest way from a bit to the answer."""
        depths = [0] * self.n
        for unit in self.units:
            depths.append(1 + max(depths[wire] for wire in unit.inputs))
        return depths[-1]


def patterns(n):
    """All patterns of n bits, (n, 2ⁿ): column j is the number j in binary, its highest digit first."""
    return np.arange(2**n) >> np.arange(n)[::-1, None] & 1


def parity(bits):
    """1 for an odd number of ones, else 0: bits (n, m) → (m,)."""
    return np.sum(bits, axis=0) % 2


def evaluate(circuit, bits):
    """The value of every wire.

    bits: (n, m) of 0 and 1
    returns: (n + units, m) of 0 and 1, in the order of the wires
    """
    values = np.empty((circuit.n + len(circuit.units), np.shape(bits)[1]), dtype=int)
    values[: circuit.n] = bits
    for wire, unit in enumerate(circuit.units, start=circuit.n):
        values[wire] = np.array(unit.weights) @ values[list(unit.inputs)] >= unit.threshold
    return values


@cache
def xor_tree(n):
    """Parity as a tree of XORs of two bits: n − 1 of them, ⌈log₂ n⌉ one after another; an odd one out is passed on.

    Each XOR is three units: "first AND NOT second", "second AND NOT first", and the OR of the two.
    source: course 4.2
    """
    _check(n)
    units, levels = [], [tuple(range(n))]
    while len(levels[-1]) > 1:
        below, level = levels[-1], []
        for first, second in zip(below[::2], below[1::2]):
            wire = n + len(units)
            units += [_and((first, second), (1, 0)), _and((first, second), (0, 1)), _or((wire, wire + 1))]
            level.append(wire + 2)
        levels.append((*level, *below[len(below) - len(below) % 2 :]))
    return Circuit(n, tuple(units), tuple(levels))


@cache
def flat_and(n):
    """Parity in two layers of gates: one AND for each of the 2^(n − 1) patterns with an odd number of ones, then an OR.

    source: course 4.2
    """
    _check(n)
    every = patterns(n)
    bits, odd = tuple(range(n)), every[:, parity(every) == 1].T
    hidden = tuple(range(n, n + len(odd)))
    units = (*(_and(bits, pattern.tolist()) for pattern in odd), _or(hidden))
    return Circuit(n, units, (bits, hidden, (n + len(odd),)))


@cache
def counting(n):
    """Parity with n hidden units that count: unit k says "at least k ones"; their sum with signs + − + − … is the answer."""
    _check(n)
    bits, hidden = tuple(range(n)), tuple(range(n, 2 * n))
    units = tuple(Unit(f"≥ {k}", bits, (1,) * n, k) for k in range(1, n + 1))
    signs = tuple((-1) ** k for k in range(n))
    return Circuit(n, (*units, Unit("odd", hidden, signs, 1)), (bits, hidden, (2 * n,)))


CIRCUITS = {"tree": xor_tree, "flat": flat_and, "counting": counting}


@cache
def number_wrong(name, n):
    """For how many of the 2ⁿ patterns a circuit of CIRCUITS gives a wrong answer; all of them are tried."""
    every = patterns(n)
    return int((evaluate(CIRCUITS[name](n), every)[-1] != parity(every)).sum())


def relu_tree(n):
    """The tree as a network of ReLU units: a XOR b is |a − b|, which two units make; an odd one out takes one.

    returns: (Network, Params); inputs are −1 for the bit 0 and 1 for the bit 1, z is −5 or 5
    """
    rows, shift = np.eye(n) / 2, np.full((n, 1), 0.5)  # the bits, from the layer before
    W, b, sizes = {}, {}, [n]
    while len(rows) > 1:
        pairs = np.kron(np.eye(len(rows) // 2), [[1, -1], [-1, 1]])  # (2 · pairs, 2 · pairs)
        mix = _block(pairs, np.eye(len(rows) % 2))
        W[len(sizes)], b[len(sizes)] = mix @ rows, mix @ shift
        sizes.append(len(mix))
        rows = _block(np.kron(np.eye(len(pairs) // 2), [[1, 1]]), np.eye(len(mix) % 2))
        shift = np.zeros((len(rows), 1))
    W[len(sizes)], b[len(sizes)] = 10 * rows, 10 * shift - 5
    return Network((*sizes, 1), hidden="relu"), Params(W, b)


def relu_counting(n):
    """The circuit that counts as a network of n ReLU units: a line that goes 0, 1, 0, 1 … with the number of ones.

    returns: (Network, Params); inputs are −1 for the bit 0 and 1 for the bit 1, z is −5 or 5
    """
    turns = np.array([[1.0, *(2.0 * (-1) ** k for k in range(1, n))]])  # (1, n)
    W = {1: np.full((n, n), 0.5), 2: 10 * turns}
    b = {1: n / 2 - np.arange(n)[:, None], 2: np.array([[-5.0]])}
    return Network((n, n, 1), hidden="relu"), Params(W, b)


def parity_tree(bits):
    """The XOR tree on all patterns at once.

    bits: (n, m) of 0 and 1
    returns: a list of levels: the bits, then the XOR of neighbouring pairs, an odd one out passed on as the last row …; the last is (1, m)
    """
    levels = [np.asarray(bits)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append(np.vstack([below[:-1:2] ^ below[1::2], below[len(below) - len(below) % 2 :]]))
    return levels


def _and(wires, pattern):
    """1 where the wires have just this pattern: a wire that should be 0 counts against it."""
    return Unit("AND", tuple(wires), tuple(2 * bit - 1 for bit in pattern), sum(pattern))


def _or(wires):
    return Unit("OR", tuple(wires), (1,) * len(wires), 1)


def _block(first, second):
    """Two matrices along a diagonal."""
    corner = np.zeros((len(first), second.shape[1]))
    return np.block([[first, corner], [np.zeros((len(second), first.shape[1])), second]])


def _check(n):
    checks.whole_number("n", n, 2)
    if n > MOST_BITS:
        raise ValueError(f"n is {n}; the flat circuit doubles with each bit, so at most {MOST_BITS} can be built")
