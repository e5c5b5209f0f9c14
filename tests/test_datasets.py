"""The data sets: shapes, labels, seeds, splits, and what is known of the real ones."""

import inspect
import socket

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import steady

from course_lib import Network, Params, accuracy, datasets, initialize, predict, train
from course_lib.datasets import DATASETS

REAL = ("digits", "digits_odd", "breast_cancer", "faces")
GENERATED = tuple(name for name in DATASETS if name not in REAL)
PRICES = ("bent_line", "housing")  # the answer is a number
TWO_CLASSES = tuple(name for name in DATASETS if name not in (*PRICES, "digits"))


def make(name, rng=0):
    return DATASETS[name](rng=rng) if name in GENERATED else DATASETS[name]()


@pytest.mark.parametrize("name", DATASETS)
def test_the_shape_of_every_data_set(name):
    data = make(name)
    X, Y = data
    assert X.shape[1] == Y.shape[1] == data.m and len(X) == len(data.features)
    assert X.dtype == Y.dtype == float and X.flags.f_contiguous and Y.flags.f_contiguous
    assert np.isfinite(X).all() and data.name == name and len(set(data.features)) == len(X)
    assert "array" not in repr(data)


@pytest.mark.parametrize("name", TWO_CLASSES)
def test_labels_are_0_or_1_in_one_row(name):
    data = make(name)
    assert data.Y.shape == (1, data.m) and set(np.unique(data.Y)) == {0.0, 1.0} and len(data.classes) == 2


@pytest.mark.parametrize("name", [name for name in TWO_CLASSES if name != "breast_cancer"])
def test_classes_are_balanced(name):
    assert make(name).Y.mean() == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("name", ["line", "blobs", "circles", "moons", "spirals"])
@pytest.mark.parametrize("m", [2, 3, 40, 41])
def test_two_classes_differ_by_one_example_at_most(name, m):
    data = DATASETS[name](m=m, rng=1)
    assert data.m == m and data.Y.sum() == m // 2


@pytest.mark.parametrize("name", GENERATED)
def test_the_seed_decides(name):
    first, again, other = make(name, 0), make(name, np.random.default_rng(0)), make(name, 1)
    np.testing.assert_array_equal(first.X, again.X)
    np.testing.assert_array_equal(first.Y, again.Y)
    assert (first.X != other.X).any()
    assert (DATASETS[name]().X != DATASETS[name]().X).any()


@pytest.mark.parametrize("name", GENERATED)
def test_noise_blurs_what_lies_beneath(name):
    clean, blurred, same = (DATASETS[name](m=300, noise=noise, rng=5) for noise in (0, 0.2, 0.0))
    np.testing.assert_array_equal(clean.X, same.X)
    moved = blurred.Y - clean.Y if name in PRICES else blurred.X - clean.X
    if name == "bent_line":
        moved = moved[clean.Y > 0.6]  # a price of 0 cannot fall
    assert moved.std() == pytest.approx(0.2, rel=0.15) and abs(moved.mean()) < 0.05
    assert (clean.X == blurred.X).all() if name in PRICES else (clean.Y == blurred.Y).all()


@pytest.mark.parametrize("name", GENERATED)
@pytest.mark.parametrize(
    ("argument", "value"),
    [("m", 1), ("m", 0), ("m", -5), ("m", 10.0), ("m", "many"), ("m", True), ("m", None)]
    + [("noise", -0.1), ("noise", np.nan), ("noise", np.inf), ("noise", "some"), ("noise", None)],
)
def test_arguments_that_cannot_work_are_refused(name, argument, value):
    with pytest.raises(ValueError, match=rf"^{argument} is .*{value}.*; it must be"):
        DATASETS[name](**{argument: value})


def test_unknown_arguments_are_refused():
    for name, make_it in DATASETS.items():
        assert list(inspect.signature(make_it).parameters) == (["m", "noise", "rng"] if name in GENERATED else [])
        with pytest.raises(TypeError, match="examples"):
            make_it(examples=10)


# What the generated ones are for


def best_accuracy(data, layers):
    net = Network(layers)
    start = initialize(net, "xavier", rng=0)
    last = [*train(net, start, *data, learning_rate=1.0, steps=1500, every=1500, momentum=0.9)][-1]
    return accuracy(net, last.params, *data)


@pytest.mark.parametrize("name", ["line", "blobs"])
def test_a_straight_line_divides_these(name):
    assert best_accuracy(make(name), (len(make(name).X), 1)) > 0.85


@pytest.mark.parametrize("name", ["circles", "xor", "flower"])
def test_a_straight_line_does_not_divide_these_and_hidden_units_do(name):
    data = make(name)
    assert best_accuracy(data, (2, 1)) < 0.7
    assert best_accuracy(data, (2, 8, 1)) > 0.85


DEFAULTS = {
    "line": (40, 1.0), "blobs": (400, 0.5), "circles": (400, 0.1), "moons": (400, 0.1), "xor": (400, 0.1), "spirals": (400, 0.05),
    "flower": (400, 0.03), "bent_line": (40, 0.2), "housing": (400, 0.1),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFAULTS)
def test_how_many_and_how_blurred_they_are_when_nobody_says(name):
    m, noise = DEFAULTS[name]
    for part, same in zip(make(name), DATASETS[name](m=m, noise=noise, rng=0)):
        np.testing.assert_array_equal(part, same)


def fills(values, low, high):
    """True if the values lie between the two and come near both."""
    near = 0.05 * (high - low)
    return low <= values.min() < low + near and high - near < values.max() <= high


@pytest.mark.parametrize("name", ["line", "blobs", "circles", "moons", "xor", "spirals", "flower"])
def test_the_features_are_the_places_in_the_plane(name):
    assert make(name).features == (("x",) if name == "line" else ("x₁", "x₂"))


def test_a_data_set_of_ones_own_is_stored_column_by_column_as_floats():
    data = datasets.Dataset(np.arange(6).reshape(2, 3), [[0, 1, 1], [1, 0, 0]], "mine")
    assert data.X.dtype == data.Y.dtype == float and data.X.flags.f_contiguous and data.Y.flags.f_contiguous
    assert data.X.tolist() == [[0, 1, 2], [3, 4, 5]] and data.Y.tolist() == [[0, 1, 1], [1, 0, 0]]


def test_line_and_blobs_have_two_centres():
    for data, centre in ((datasets.line(noise=0.0, rng=0), [[1.5]]), (datasets.blobs(noise=0.0, rng=0), [[1.0], [1.0]])):
        np.testing.assert_array_equal(data.X, np.array(centre) * np.where(data.Y == 1, 1, -1))


def test_moons_are_two_half_circles():
    X, Y = datasets.moons(noise=0.0, rng=0)
    for moon, centre, side in ((0, (-0.5, -0.2), 1), (1, (0.5, 0.3), -1)):
        x, y = X[:, Y[0] == moon] - np.array(centre)[:, None]
        np.testing.assert_allclose(np.hypot(x, y), 1)
        assert fills(x, -1, 1) and fills(side * y, 0, 1)


def test_spirals_are_two_arms_half_a_turn_apart():
    X, Y = datasets.spirals(noise=0.0, rng=0)
    radius = np.hypot(*X)
    assert fills(radius, 0.1, 1)
    angle = 3.5 * np.pi * radius
    np.testing.assert_allclose(X, np.where(Y == 1, -1, 1) * radius * [np.cos(angle), np.sin(angle)], atol=1e-12)


def test_flower_has_four_petals_of_each_colour():
    X, Y = datasets.flower(noise=0.0, rng=0)
    turn = np.arctan2(X[1], X[0]) % (2 * np.pi) / (np.pi / 4)  # 0 to 8, a petal between two whole numbers
    np.testing.assert_array_equal(Y[0], turn.astype(int) % 2)
    assert np.bincount(turn.astype(int)).min() > 30 and fills(turn % 1, 0.15, 0.85)
    assert fills(np.hypot(*X) / np.abs(np.sin(np.pi * turn)), 0.4, 1)


def test_circles_are_a_disc_in_a_ring():
    data = datasets.circles(noise=0.0, rng=0)
    radius = np.hypot(*data.X)
    assert fills(radius[data.Y[0] == 1], 0, 0.5) and fills(radius[data.Y[0] == 0], 0.75, 1.2)
    around = np.histogram(np.arctan2(*data.X), bins=8, range=(-np.pi, np.pi))[0]
    assert around.sum() == 400 and around.min() > 30 and around.max() < 75


def test_xor_is_a_chessboard():
    data = datasets.xor(noise=0.0, rng=0)
    np.testing.assert_array_equal(data.Y[0] == 1, data.X[0] * data.X[1] > 0)
    assert all(fills(x, -1, 1) for x in data.X)


def test_prices_lie_on_a_line_that_is_bent_at_0():
    data = datasets.bent_line(m=200, noise=0.0, rng=0)
    assert data.features == ("size",) and data.classes == () and fills(data.X, 0.2, 2.6)
    size, price = data
    worth = price > 0
    np.testing.assert_allclose(price[worth], 1.8 * size[worth] - 1.4)
    assert size[~worth].max() < 1.4 / 1.8 < size[worth].min() and 0.1 < worth.mean() < 0.9
    assert (datasets.bent_line(m=200, noise=1.0, rng=0).Y == 0).mean() > 0.1


def test_the_hidden_features_give_the_price():
    data = datasets.housing(noise=0.0, rng=0)
    assert data.features == ("size", "bedrooms", "zip code", "wealth") and data.classes == ()
    assert all(fills(x, -1, 1) for x in data.X)
    size, bedrooms, zip_code, wealth = data.X
    family, walkability, school = data.hidden
    np.testing.assert_allclose(family, np.maximum(0, 0.8 * size + 0.6 * bedrooms + 0.3), atol=1e-15)
    np.testing.assert_allclose(walkability, np.maximum(0, zip_code + 0.3), atol=1e-15)
    np.testing.assert_allclose(school, np.maximum(0, 0.5 * zip_code + 0.9 * wealth + 0.3), atol=1e-15)
    weights, left_over, rank, _ = np.linalg.lstsq(data.hidden.T, data.Y[0], rcond=None)
    assert rank == 3 and left_over.item() < 1e-20 and (weights > 0.5).all()


def test_a_network_with_three_hidden_units_can_know_the_price():
    data = datasets.housing(noise=0.0, rng=0)
    mixing, price = ([[0.8, 0.6, 0, 0], [0, 0, 1, 0], [0, 0, 0.5, 0.9]]), [[1.2, 0.6, 0.9]]
    params = Params({1: np.array(mixing), 2: np.array(price)}, {1: np.full((3, 1), 0.3), 2: np.zeros((1, 1))})
    net = Network((4, 3, 1), hidden="relu", output="linear")
    np.testing.assert_allclose(predict(net, params, data.X), data.Y, atol=1e-14)


# The real ones


def test_faces():
    data = datasets.faces()
    assert data.X.shape == (625, 200) and data.image_shape == (25, 25) and data.Y.sum() == 100
    assert data.X.min() >= 0.0 and data.X.max() <= 1.0 and data.classes == ("no face", "face")
    assert data.features[25] == "pixel (1, 0)"
    faces = data.X[:, data.Y[0] == 1].mean(axis=1).reshape(25, 25)  # the mean face
    assert faces[18:, 8:17].mean() > faces[7:11, 4:21].mean()  # eyes are darker than the chin


def test_digits():
    data = datasets.digits()
    assert data.classes == tuple("0123456789")
    assert data.X.shape == (64, 1797) and data.Y.shape == (10, 1797) and data.image_shape == (8, 8)
    assert (data.Y.sum(axis=0) == 1).all() and data.Y.sum(axis=1).min() > 170
    assert (data.X.min(), data.X.max()) == (0.0, 1.0) and data.Y[:, 0].argmax() == 0
    odd = datasets.digits_odd()
    np.testing.assert_array_equal(odd.Y[0], data.Y.argmax(axis=0) % 2)
    np.testing.assert_array_equal(odd.X, data.X)
    assert odd.classes == ("even", "odd")


def test_breast_cancer():
    data = datasets.breast_cancer()
    assert data.X.shape == (30, 569) and data.Y.sum() == 212 and data.classes == ("benign", "malignant")
    np.testing.assert_allclose(data.X.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(data.X.std(axis=1), 1, rtol=1e-12)
    size = data.X[data.features.index("mean radius")]
    assert size[data.Y[0] == 1].mean() > size[data.Y[0] == 0].mean()


def test_cat():
    image = datasets.cat()
    assert image.shape == (300, 451, 3) and image.dtype == np.uint8 and image.std() > 20


def test_real_ones_need_no_network(monkeypatch):
    def no_network(*args, **kwargs):
        raise AssertionError("a data set asked for the network")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    assert [make(name).m for name in REAL] == [1797, 1797, 569, 200] and datasets.cat().any()


# Splits


@given(m=st.integers(2, 60), test=st.floats(0.01, 0.99), seed=st.integers(0, 99))
@steady(60)
def test_a_split_is_disjoint_and_complete(m, test, seed):
    data = datasets.housing(m=m, rng=0)
    train_part, test_part = data.split(test, rng=seed)
    assert train_part.m >= 1 and test_part.m >= 1 and train_part.m + test_part.m == m
    assert abs(test_part.m - test * m) <= 1
    columns = [(*x, *y, *h) for part in (train_part, test_part) for x, y, h in zip(part.X.T, part.Y.T, part.hidden.T)]
    assert sorted(columns) == sorted((*x, *y, *h) for x, y, h in zip(data.X.T, data.Y.T, data.hidden.T))


def test_a_split_keeps_the_rest_and_follows_its_seed():
    data = datasets.faces()
    one, other = data.split()
    assert (one.m, other.m) == (150, 50) and one.image_shape == (25, 25) and one.classes == data.classes
    assert one.X.flags.f_contiguous and other.X.flags.f_contiguous
    np.testing.assert_array_equal(one.X, data.split(rng=0)[0].X)
    assert (one.X != data.split(rng=1)[0].X).any()
    assert 0.3 < other.Y.mean() < 0.7


@pytest.mark.parametrize("test", [0, 1, -0.5, 1.5, np.nan, "half", None, True])
def test_a_share_that_cannot_work_is_refused(test):
    with pytest.raises(ValueError, match=r"^test is .*; it must be a number, finite and > 0 and < 1"):
        datasets.line(rng=0).split(test=test)
