"""The rules of shapes: which shape everything in a network has and why, and what becomes of two shapes that meet.

In come sizes and shapes, never arrays; out come shapes, and words about them.
"""

from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from course_lib.checks import whole_number

RULES = {
    "W": "one row a unit of layer {l}, one column {before}",
    "b": "one row a unit of layer {l}, one column",
    "Z": "one row a unit of layer {l}, one column an example",
    "A": "one row a unit of layer {l}, one column an example",
}


class Shape(NamedTuple):
    """A shape and the rule behind it."""

    shape: tuple
    rule: str


class Meeting(NamedTuple):
    """Two shapes that meet.

    sign: "@" for a product, else what is done entry by entry
    names, left, right: what the two are called, and their shapes
    shape: that of the result, or None if they do not fit
    silent: True if they fit only because NumPy repeats entries in a way that is hardly ever meant
    words: what happens, and why
    """

    sign: str
    names: tuple
    left: tuple
    right: tuple
    shape: tuple | None
    silent: bool
    words: str

    @property
    def axes(self):
        """[(size on the left or None, size on the right or None, "=", "→" or "≠")] of the axes compared, from left to right."""
        if self.sign == "@":
            pairs = [(self.left[-1], self.right[-2:][0])] if self.left and self.right else []
        else:
            pairs = list(zip_longest(self.left[::-1], self.right[::-1]))[::-1]
        return [(one, other, _compared(one, other, self.sign)) for one, other in pairs]


def network_shapes(layers, m):
    """{name: Shape} of all that one iteration of gradient descent handles, such as "W[1]" and "dZ[2]".

    layers: sizes n[0] … n[L]; n[0] is the number of inputs
    m: number of examples
    raises: ValueError for sizes that are not whole numbers of at least 1
    source: course 4.1
    """
    for l, n in enumerate(layers):
        whole_number(f"layers[{l}]", n, 1)
    whole_number("m", m, 1)
    found = {
        "A[0]": Shape((layers[0], m), "this is X: one row a feature, one column an example"),
        "Y": Shape((layers[-1], m), "one row an output, one column an example"),
    }
    for l in range(1, len(layers)):
        columns = {"W": layers[l - 1], "b": 1, "Z": m, "A": m}
        for letter, rule in RULES.items():
            shape = layers[l], columns[letter]
            found[f"{letter}[{l}]"] = Shape(shape, rule.format(l=l, before=f"a unit of layer {l - 1}" if l > 1 else "an input"))
            found[f"d{letter}[{l}]"] = Shape(shape, f"the shape of {letter}[{l}], as every gradient")
    return found


def product(left, right, names=("the left side", "the right side")):
    """What becomes of left @ right: a Meeting.

    left, right: shapes
    names: what to call them
    """
    told, shape = f"{_both(names, left, right)}: ", None
    if not left or not right:
        number = names[0] if not left else names[1]
        told += f"@ multiplies arrays, and {number} is a single number. Use * there, or begin a product of matrices with np.eye(n)."
    elif left[-1] != right[-2:][0]:
        told += f"{inner_misfit(left[-1], right[-2:][0])} {names[0]} wants something with {_rows(left[-1], right)} on its right."
    elif (stack := _together(left[:-2], right[:-2])) is None:
        told += f"the products are stacked, and the stacks do not fit: {left[:-2]} and {right[:-2]}."
    else:
        shape = stack + left[-2:-1] + (right[-1:] if len(right) > 1 else ())
        told += f"the inner axes agree, {left[-1]} and {left[-1]}; the outer ones make the result, {shape}."
    return Meeting("@", names, left, right, shape, False, told)


def entrywise(left, right, names=("the left side", "the right side"), sign="+", in_place=False):
    """What becomes of left + right, or of another calculation entry by entry: a Meeting.

    left, right: shapes
    names, sign: what to call them, and the calculation
    in_place: True for +=, where the result has to fit into the left side
    """
    shape, told = _together(left, right), f"{_both(names, left, right)}: "
    if shape is None:
        return Meeting(sign, names, left, right, None, False, told + _misfit(left, right, names))
    if in_place and shape != left:
        told += f"together they make {shape}, and {sign}= has to put that into {names[0]}, which keeps its shape {left}."
        return Meeting(sign, names, left, right, None, False, told)
    repeated = [side for side in (left, right) if side != shape]
    single = any(np.prod(side) == 1 for side in repeated)
    silent = not single and (len(repeated) == 2 or len(left) != len(right))
    if not repeated:
        told += f"the same shape, so is the result, {shape}."
    elif single:
        told += f"a single number goes to every entry, and the result is {shape}."
    else:
        told += _repetition(left, right, names, shape)
    return Meeting(sign, names, left, right, shape, silent, told)


def inner_misfit(columns, rows):
    """What is wrong with a product whose left side has so many columns, and its right side so many rows."""
    return f"in a product the inner axes must agree, here {columns} and {rows}."


def _rows(n, shape):
    word = ("row", "rows") if len(shape) > 1 else ("entry", "entries")
    return f"{n} {word[n != 1]}"


def _repetition(left, right, names, shape):
    small = min(left, right, key=len)
    told = "" if len(left) == len(right) else f"{_as_row(small)}. "
    if left != shape != right:
        return f"no error. {told}Both are repeated until they fit, and the result is {shape}: larger than either."
    if told:
        return f"no error. {told}It is repeated for every row: entry j goes to column j. The result is {shape}."
    name, side = (names[0], left) if left != shape else (names[1], right)
    lines = " and ".join(line for line, place in (("row", -2), ("column", -1)) if len(side) >= -place and side[place] != shape[place])
    return f"the one {lines} of {name} is repeated, and the result is {shape}."


def _misfit(left, right, names):
    (small, _), (large, name) = sorted(((left, names[0]), (right, names[1])), key=lambda side: len(side[0]))
    if len(small) == 1 < len(large):
        told = f"axes are compared from the right. {_as_row(small)}, and its {small[0]} meets the {large[-1]} columns of {name}."
        column = (*small, 1)
        return told + (f" As a column, {column}, it would fit." if _together(column, large) is not None else "")
    axis = next(k for k in range(-1, -len(small) - 1, -1) if _compared(left[k], right[k], "+") == "≠")
    what = {-1: "columns" if len(large) > 1 else "entries", -2: "rows"}.get(axis, f"entries along axis {axis}")
    return f"entry by entry, the {what} must be equally many, or just 1 on one side; here {left[axis]} and {right[axis]}."


def _as_row(shape):
    return f"{shape} counts as {'one row' if len(shape) == 1 else 'a stack of one'}, {(1, *shape)}"


def _both(names, left, right):
    return " and ".join(f"{name} is {side or 'a number'}" for name, side in zip(names, (left, right)))


def _compared(one, other, sign):
    if one == other:
        return "="
    return "→" if sign != "@" and {one, other} & {1, None} else "≠"


def _together(left, right):
    """The shape of two that are broadcast, or None."""
    try:
        return np.broadcast_shapes(left, right)
    except ValueError:
        return None
