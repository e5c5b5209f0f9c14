"""Computation graphs: values and slopes worked by hand, and slopes measured by central differences."""

import numpy as np
import pytest

from course_lib.graph import CHAIN, LOGISTIC, Local, Node, backward, forward

COURSE = {"a": 5, "b": 3, "c": 2}
POINTS = [
    (CHAIN, COURSE),
    (CHAIN, {"a": -1.5, "b": 0.0, "c": 4.0}),
    (LOGISTIC, {"x1": 2.0, "x2": -1.0, "w1": 0.5, "w2": 1.0, "b": -0.5, "y": 1}),
    (LOGISTIC, {"x1": -0.3, "x2": 1.7, "w1": 2.0, "w2": -0.4, "b": 0.9, "y": 0}),
    (LOGISTIC, {"x1": 3.0, "x2": 3.0, "w1": 1.0, "w2": 1.0, "b": 0.5, "y": 0}),
]


def slopes(nodes, givens):
    return {visit.name: visit.slope for visit in backward(nodes, forward(nodes, givens))}


def test_chain_by_hand():
    values = forward(CHAIN, COURSE)
    assert (values["u"], values["v"], values["J"]) == (6, 11, 33)
    assert slopes(CHAIN, COURSE) == {"J": 1, "v": 3, "a": 3, "u": 3, "b": 6, "c": 9}


def test_the_way_back_goes_from_right_to_left():
    assert list(slopes(CHAIN, COURSE)) == ["J", "v", "a", "u", "b", "c"]
    assert list(slopes(*POINTS[2])) == ["L", "a", "z", "w1", "w2", "b"]


@pytest.mark.parametrize("y", [0, 1])
def test_logistic_by_hand(y):
    # z = log 3, so a = 3/4
    givens = {"x1": 2.0, "x2": -1.0, "w1": np.log(3), "w2": np.log(3), "b": 0.0, "y": y}
    values, found = forward(LOGISTIC, givens), slopes(LOGISTIC, givens)
    assert values["a"] == pytest.approx(0.75)
    assert values["L"] == pytest.approx(np.log(4 / 3) if y else np.log(4))
    assert found["a"] == pytest.approx(-4 / 3 if y else 4)
    dz = 0.75 - y
    assert [found[name] for name in ("z", "w1", "w2", "b")] == pytest.approx([dz, 2 * dz, -dz, dz])


@pytest.mark.parametrize("nodes, givens", POINTS)
def test_every_slope_is_what_a_nudge_measures(nodes, givens):
    last, h = nodes[-1].name, 1e-6
    for name, slope in slopes(nodes, givens).items():
        up, down = (forward(nodes, givens, nudge=(name, sign * h))[last] for sign in (1, -1))
        assert slope == pytest.approx((up - down) / (2 * h), rel=1e-5, abs=1e-8), name


def test_a_nudge_changes_only_what_comes_after():
    calm, nudged = forward(CHAIN, COURSE), forward(CHAIN, COURSE, nudge=("u", 0.5))
    changed = {name: nudged[name] - calm[name] for name in calm if nudged[name] != calm[name]}
    assert changed == {"u": 0.5, "v": 0.5, "J": 1.5}


def test_a_visit_tells_local_times_upstream():
    db = next(visit for visit in backward(CHAIN, forward(CHAIN, COURSE)) if visit.name == "b")
    assert db.terms == [("u", "c", 2, 3)]


def test_slopes_of_a_piece_that_is_used_twice_add_up():
    # J = w · w + w, so dJ/dw = 2 w + 1
    square = Node("s", "w²", lambda w: w * w, ("w",), {"w": Local("2w", lambda w: 2 * w)})
    both = Node("J", "s + w", lambda s, w: s + w, ("s", "w"), dict.fromkeys("sw", Local("1", lambda s, w: 1.0)))
    nodes = (Node("w"), square, both)
    assert slopes(nodes, {"w": 4.0})["w"] == 9.0
    assert len(backward(nodes, forward(nodes, {"w": 4.0}))[-1].terms) == 2


def test_an_answer_beyond_1_costs_infinitely_much():
    givens = {"x1": 3.0, "x2": 3.0, "w1": 3.0, "w2": 3.0, "b": 3.0, "y": 0}
    assert np.isfinite(list(slopes(LOGISTIC, givens).values())).all()
    assert forward(LOGISTIC, givens, nudge=("a", 0.001))["L"] == np.inf


def test_data_has_no_slope():
    assert not {"x1", "x2", "y"} & set(slopes(*POINTS[2]))
