"""The shape of an expression, had without running it: its names are looked up, and the shapes follow by the rules.

In comes the syntax tree of an expression and what its names stand for; out comes a value, or an array of zeros that takes no
memory and has the shape that the result would have. Nothing of the learner's is called: what would need that is Unreadable.
"""

import ast
import operator
from types import ModuleType

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from course_lib.shapes.rules import entrywise, product

ARITHMETIC = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv,
}
SIGNS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.MatMult: "@", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}
PRODUCTS = (np.dot, np.matmul)
REDUCTIONS = (np.sum, np.mean, np.max, np.min)
NUMBERS = (int, float)
LONGEST = 40  # characters of an expression that still serve as its name


class Unreadable(Exception):
    """Its shape cannot be known without running it."""


class Misfit(Exception):
    """Two shapes in the expression do not fit: `meeting` tells which."""

    def __init__(self, meeting):
        super().__init__(meeting.words)
        self.meeting = meeting


class Reader:
    """Reads expressions.

    names: {name: what it stands for}
    meetings: the Meetings of all operations that have been read, in the order in which Python would do them
    """

    def __init__(self, names):
        self.names, self.meetings = names, []

    def read(self, node):
        """The value of an expression, or an array of zeros of its shape.

        raises: Misfit where NumPy would raise for the shapes; Unreadable
        """
        rule = getattr(self, f"_{type(node).__name__}", None)
        try:
            return rule(node)
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
            raise Unreadable from None

    def _Name(self, node):
        return self.names[node.id]

    def _Constant(self, node):
        return node.value

    def _Tuple(self, node):
        return tuple(self.read(part) for part in node.elts)

    def _Slice(self, node):
        return slice(*(part and self.read(part) for part in (node.lower, node.upper, node.step)))

    def _Attribute(self, node):
        owner = self.read(node.value)
        if type(owner) is np.ndarray and node.attr in ("T", "mT", "shape", "size", "ndim"):
            return getattr(owner, node.attr)
        if type(owner) is ModuleType and owner.__name__ == "numpy":
            return getattr(owner, node.attr)
        if isinstance(owner, tuple) and node.attr in getattr(type(owner), "_fields", ()):
            return tuple.__getitem__(owner, type(owner)._fields.index(node.attr))
        raise Unreadable

    def _Subscript(self, node):
        owner, index = self.read(node.value), self.read(node.slice)
        if type(owner) is np.ndarray and all(map(_is_plain, index if type(index) is tuple else (index,))):
            return owner[index]
        if type(owner) is dict and type(index) in (int, str):
            return owner[index]
        if type(owner) in (list, tuple) and type(index) is int:
            return owner[index]
        raise Unreadable

    def _UnaryOp(self, node):
        value = self.read(node.operand)
        if type(value) in NUMBERS and isinstance(node.op, ast.USub):
            return -value
        if isinstance(node.op, ast.Not):
            raise Unreadable
        return zeros(shape_of(value))

    def _BinOp(self, node):
        left, right = self.read(node.left), self.read(node.right)
        if type(left) in NUMBERS and type(right) in NUMBERS:
            return ARITHMETIC[type(node.op)](left, right)
        return self._met(SIGNS[type(node.op)], (node.left, node.right), (left, right))

    def _Call(self, node):
        if (asked := operands(node, self.names)) and not node.keywords:
            values = [self.read(part) for part in asked[1]]
            if asked[0] == "@" and not all(np.ndim(value) in (1, 2) for value in values):
                raise Unreadable  # np.dot has rules of its own there
            return self._met(*asked, values)
        function, given = self.read(node.func), [self.read(part) for part in node.args]
        if isinstance(function, np.ufunc) and function.nin == len(given) == 1 and not node.keywords:
            return zeros(shape_of(given[0]))
        if any(function is one for one in REDUCTIONS):
            return _reduced(*given, **{word.arg: self.read(word.value) for word in node.keywords})
        raise Unreadable

    def _met(self, sign, parts, values):
        names, shapes = [name_of(part) for part in parts], [shape_of(value) for value in values]
        self.meetings.append(product(*shapes, names) if sign == "@" else entrywise(*shapes, names, sign))
        if self.meetings[-1].shape is None:
            raise Misfit(self.meetings[-1])
        return zeros(self.meetings[-1].shape)


def operands(node, names):
    """(sign, [left, right]) of an operation of two arrays, or None; names: {name: what it stands for}."""
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        return SIGNS[type(node.op)], [node.left, node.right]
    if isinstance(node, ast.AugAssign) and type(node.op) in SIGNS:
        return SIGNS[type(node.op)], [node.target, node.value]
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SIGNS:
        return SIGNS[type(node.ops[0])], [node.left, node.comparators[0]]
    if isinstance(node, ast.Call) and not any(isinstance(part, ast.Starred) for part in node.args):
        return _called(node, names)
    return None


def _called(node, names):
    if isinstance(node.func, ast.Attribute) and node.func.attr == "dot" and len(node.args) == 1:
        return "@", [node.func.value, *node.args]
    try:
        function = Reader(names).read(node.func)
    except Unreadable:
        return None
    is_product = any(function is one for one in PRODUCTS)
    if len(node.args) != 2 or not (is_product or isinstance(function, np.ufunc) and function.nin == 2):
        return None
    return "@" if is_product else function.__name__, node.args


def name_of(node):
    """What to call the value of an expression: the expression itself, unless it is long."""
    text = ast.unparse(node)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2].rstrip()} …"


def shape_of(value):
    """The shape of an array or a number."""
    if type(value) is np.ndarray or type(value) in NUMBERS or isinstance(value, np.number | np.bool_):
        return np.shape(value)
    raise Unreadable


def zeros(shape):
    """An array of zeros that takes no memory."""
    return np.broadcast_to(0.0, shape)


def _is_plain(index):
    return index is None or index is Ellipsis or type(index) in (int, slice)


def _reduced(value, axis=None, keepdims=False):
    shape = shape_of(value)
    gone = range(len(shape)) if axis is None else normalize_axis_tuple(axis, len(shape))
    return zeros(tuple(1 if k in gone else n for k, n in enumerate(shape) if keepdims or k not in gone))
