"""The plane: where its points lie, where a sign changes, and where a neuron is undecided."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import datasets
from course_lib.plane import crossings, plane_of, zero_line

POINTS = datasets.Dataset([[-2.0, 1.0], [0.5, 1.0]], [[0.0, 1.0]], "two points")


def test_points_go_along_x1_first_from_the_lowest_x2():
    plane, limit = plane_of(POINTS, 3)
    assert limit == pytest.approx(2.16)
    assert plane / limit == pytest.approx(np.array([[-1, 0, 1] * 3, [-1] * 3 + [0] * 3 + [1] * 3]))


def test_a_crossing_by_hand():
    plane = np.stack(np.meshgrid([0.0, 1.0], [0.0, 1.0])).reshape(2, -1)  # (0, 0), (1, 0), (0, 1), (1, 1)
    found = crossings(plane, [-1.0, 3.0, -1.0, 1.0])
    assert sorted(map(tuple, found.T)) == [(0.25, 0.0), (0.5, 1.0)]
    assert crossings(plane, np.ones((1, 4))).shape == (2, 0)


@given(st.floats(0.1, 3.1), st.floats(-1, 1))
def test_all_crossings_of_a_straight_z_lie_on_its_line(angle, b):
    w = np.array([np.cos(angle), np.sin(angle)])
    plane, limit = plane_of(POINTS, 20)
    found = crossings(plane, w @ plane + b)
    assert found.shape[1] >= 10 and np.abs(found).max() <= limit + 1e-9
    assert np.abs(w @ found + b).max() < 1e-9


@given(st.floats(0.1, 5), st.floats(-5, 5), st.floats(-3, 3))
def test_a_neuron_is_undecided_at_both_ends_of_its_line(w1, w2, b):
    w = np.array([w1, w2])
    ends = zero_line(w, b, 4.0)
    assert np.abs(w @ ends + b).max() < 1e-9
    assert np.linalg.norm(ends[:, 0] - ends[:, 1]) == pytest.approx(8.0)
    assert ends.mean(axis=1) @ np.array([-w2, w1]) == pytest.approx(0.0, abs=1e-9)  # the middle is the point nearest to 0
