"""A formula cut into small pieces, the values that go forward through it, and the slopes that come back.

In come the values of the givens; out come the value of every piece (left to right), and for every piece the slope of the
last one with respect to it (right to left): its local slope in the next piece times the slope of that piece.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from course_lib.activations import sigmoid


class Local(NamedTuple):
    """The local slope of a piece with respect to one input: as a formula, and as a function of all inputs of the piece."""

    formula: str
    function: Callable


@dataclass(frozen=True)
class Node:
    """One piece of a formula; without inputs it is a given.

    inputs: the names of the pieces it uses, in the order of the arguments of `function`
    slopes: {input: Local}; an input that is data, and never learns, has none
    """

    name: str
    formula: str = ""
    function: Callable | None = None
    inputs: tuple = ()
    slopes: dict = field(default_factory=dict)


class Term(NamedTuple):
    """What one use of a piece adds to its slope: local · upstream; `user` is the piece that uses it."""

    user: str
    formula: str
    local: float
    upstream: float


class Visit(NamedTuple):
    """A piece on the way back: its terms, one for each use (none for the last piece), and their sum."""

    name: str
    terms: list
    slope: float


def forward(nodes, givens, nudge=None):
    """The value of every node, by name.

    nodes: in an order in which each comes after its inputs
    givens: {name: value} of the nodes without inputs
    nudge: (name, amount) to add to one value on the way; what comes after feels it
    """
    values = {}
    for node in nodes:
        value = node.function(*(values[name] for name in node.inputs)) if node.inputs else float(givens[node.name])
        values[node.name] = value + nudge[1] if nudge and nudge[0] == node.name else value
    return values


def backward(nodes, values):
    """A Visit for every node whose slope can be had, from the last to the first (the chain rule, course 2.1.5)."""
    slopes, visits = {}, []
    for node in reversed(nodes):
        terms = [_term(user, node.name, values, slopes) for user in nodes if node.name in user.slopes]
        if terms or node is nodes[-1]:
            slopes[node.name] = sum(term.local * term.upstream for term in terms) if terms else 1.0
            visits.append(Visit(node.name, terms, slopes[node.name]))
    return visits


def _term(user, name, values, slopes):
    formula, function = user.slopes[name]
    return Term(user.name, formula, function(*(values[of] for of in user.inputs)), slopes[user.name])


def _minus_log(p):
    return float(-np.log(p)) if p > 0 else np.inf


# J = 3 (a + b c); the order makes the way back J, v, a, u, b, c.
CHAIN = (
    Node("c"),
    Node("b"),
    Node("u", "b · c", lambda b, c: b * c, ("b", "c"), {"b": Local("c", lambda b, c: c), "c": Local("b", lambda b, c: b)}),
    Node("a"),
    Node("v", "a + u", lambda a, u: a + u, ("a", "u"), dict.fromkeys("au", Local("1", lambda a, u: 1.0))),
    Node("J", "3 · v", lambda v: 3 * v, ("v",), {"v": Local("3", lambda v: 3.0)}),
)

# Logistic regression on one example with two features; x1, x2 and y are data.
LOGISTIC = (
    *(Node(name) for name in ("y", "x1", "x2", "b", "w2", "w1")),
    Node(
        "z",
        "w₁x₁ + w₂x₂ + b",
        lambda x1, w1, x2, w2, b: w1 * x1 + w2 * x2 + b,
        ("x1", "w1", "x2", "w2", "b"),
        {
            "w1": Local("x₁", lambda x1, w1, x2, w2, b: x1),
            "w2": Local("x₂", lambda x1, w1, x2, w2, b: x2),
            "b": Local("1", lambda x1, w1, x2, w2, b: 1.0),
        },
    ),
    Node("a", "σ(z)", lambda z: float(sigmoid(z)), ("z",), {"z": Local("a(1 − a)", lambda z: float(sigmoid(z) * sigmoid(-z)))}),
    Node(
        "L",
        "−y log a\n− (1 − y) log(1 − a)",
        lambda a, y: _minus_log(a if y else 1 - a),
        ("a", "y"),
        {"a": Local("−y/a + (1 − y)/(1 − a)", lambda a, y: -1 / a if y else 1 / (1 - a))},
    ),
)
