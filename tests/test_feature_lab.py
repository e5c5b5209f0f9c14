"""What units answer to, computed by hand and by nudging; and the lab that shows it on faces and digits."""

import numpy as np
import pytest
from lab_tools import click, player, turn, words

from course_lib import Network, Params, features, forward, initialize
from course_lib.labs import FeatureLab

RNG = np.random.default_rng(0)


# The functions


@pytest.mark.parametrize("hidden", ["tanh", "sigmoid", "leaky_relu"])
@pytest.mark.parametrize("l", [1, 2, 3, 4])
def test_slopes_are_the_mean_of_numeric_slopes(hidden, l):
    net, X = Network((5, 4, 3, 2, 1), hidden=hidden), RNG.normal(size=(5, 7))
    params = initialize(net, "he", rng=1)
    slopes = features.slopes(net, params, forward(net, params, X), l)
    for pixel in range(5):
        nudge = 1e-6 * np.eye(5)[:, [pixel]]
        up, down = (forward(net, params, X + sign * nudge).Z[l] for sign in (1, -1))
        np.testing.assert_allclose(slopes[:, pixel], ((up - down) / 2e-6).mean(axis=1), rtol=1e-6, atol=1e-8)


def test_a_slope_by_hand():
    net = Network((2, 2, 1), hidden="relu")
    params = Params({1: np.array([[1.0, 2.0], [3.0, -4.0]]), 2: np.array([[5.0, 7.0]])}, {1: np.zeros((2, 1)), 2: np.zeros((1, 1))})
    X = np.array([[1.0, 0.0], [0.0, 1.0]])  # unit 1 is on for both examples, unit 2 for the first only
    slope = features.slopes(net, params, forward(net, params, X), 2)
    np.testing.assert_allclose(slope, [[5 * 1 + 0.5 * 7 * 3, 5 * 2 - 0.5 * 7 * 4]])


def test_a_climb_by_hand_stays_among_pictures():
    net, params = Network((2, 1)), Params({1: np.array([[3.0, -4.0]])}, {1: np.zeros((1, 1))})
    x = np.array([[0.5], [0.5]])
    np.testing.assert_allclose(features.climb(net, params, x, (1, 0), steps=2, length=0.1), [[0.5 + 0.12], [0.5 - 0.16]])
    np.testing.assert_allclose(features.climb(net, params, x, (1, 0), steps=50), [[1.0], [0.0]])
    flat = Params({1: np.zeros((1, 2))}, params.b)
    np.testing.assert_array_equal(features.climb(net, flat, x, (1, 0)), x)


def test_one_unit_alone_by_hand():
    Y, Z = np.array([[0, 0, 1, 1]]), np.array([[0.0, 2.0, 4.0, 6.0], [6.0, 4.0, 2.0, 0.0], [1.0, 1.0, 1.0, 1.0]])  # cuts: 3, 3, 1
    Y_test, Z_test = np.array([[0, 1, 1, 1]]), np.array([[2.9, 3.1, 9.0, 0.0], [2.9, 3.1, 9.0, 0.0], [0.0, 0.0, 2.0, 2.0]])
    np.testing.assert_allclose(features.alone(Z, Y, Z_test, Y_test), [3 / 4, 1 / 4, 1 / 4])


def test_cosines_and_copies_by_hand():
    rows = np.array([[1.0, 0.0], [-2.0, 0.0], [1.0, 1.0], [0.0, 0.0]])
    np.testing.assert_allclose(features.cosines(rows, np.array([[3.0, 0.0]]))[:, 0], [1, -1, np.sqrt(0.5), 0])
    assert features.copies(rows) == 2 and features.copies(rows[1:]) == 0


# The lab


@pytest.fixture(scope="module")
def trained():
    lab = FeatureLab(layer=4)
    lab.tick(600)
    return lab


def test_it_learns_faces_and_its_words_are_what_was_measured(trained):
    now, told = trained.snapshot(), trained.describe()
    record = trained.history.last
    assert record.step == 600 and record.accuracy[0] > 0.98 and record.accuracy[1] > 0.9
    assert f"right: {record.accuracy[0]:.1%} and {record.accuracy[1]:.1%}" in told
    assert now.alone[3][0] == pytest.approx(record.accuracy[1], abs=0.1)  # the output needs no other unit
    assert [part.shape for part in now.slopes] == [(20, 625), (10, 625), (5, 625), (1, 625)]
    assert now.slopes[0] is trained.params.W[1]
    assert [label for _, label, _ in now.most] == [1] * 5 and [label for _, label, _ in now.least] == [0] * 5
    z = [z for *_, z in now.most + now.least[::-1]]
    assert z == sorted(z, reverse=True)
    assert now.summit > forward(trained.net, trained.params, trained.train_set.X.mean(axis=1, keepdims=True)).Z[4][0, 0]
    assert f"is {now.cosine:.2f}" in told and "Do not look for edges" in told


def test_l2_makes_noise_fade_and_templates_alike():
    told, copies = {}, {}
    for l2 in (0.0, 0.1):
        lab = FeatureLab(l2=l2)
        assert "Nothing is learnt yet" in lab.describe()
        lab.tick(1200)
        told[l2], copies[l2] = lab.describe(), features.copies(lab.params.W[1])
    assert copies[0.0] == 0 and "mostly the noise" in told[0.0]
    assert copies[0.1] > 10 and f"{copies[0.1]} of 20" in told[0.1] and "have a twin" in told[0.1]


def test_on_digits_one_unit_alone_gets_further_the_deeper_it_sits():
    lab = FeatureLab("digits_odd")
    assert lab.settings["learning_rate"] == 0.3 and lab.settings["l2"] == 0.001
    lab.tick(500)
    means = [part.mean() for part in lab.snapshot().alone]
    assert means == sorted(means) and means[3] - means[0] > 0.2
    assert max(lab.snapshot().alone_at_start) < 0.7


@pytest.mark.parametrize("name, value", [("learning_rate", 0.2), ("l2", 0.1)])
def test_other_rates_tell_in_the_next_steps(name, value):
    lab, other = FeatureLab(), FeatureLab()
    turn(lab, name, value)
    lab.tick(3), other.tick(3)
    assert not np.array_equal(lab.params.W[1], other.params.W[1])


def test_rates_and_looks_go_on_and_other_starts_begin_anew():
    lab = FeatureLab()
    lab.tick(5)
    weights = lab.params
    lab.set(learning_rate=0.1, l2=0.0, layer=2, unit=3)
    assert lab.params is weights and lab.history.last.step == 5
    lab.set(initialization="xavier")
    assert lab.history.last.step == 0 and len(lab.history) == 1


def test_other_pictures_bring_their_own_rates_unless_they_are_given():
    lab = FeatureLab().set(data="digits_odd", l2=0.0)
    assert lab.settings["learning_rate"] == 0.3 and lab.settings["l2"] == 0.0
    assert FeatureLab("digits_odd", learning_rate=0.2).settings["learning_rate"] == 0.2


def test_a_smaller_layer_offers_fewer_units():
    lab = FeatureLab(unit=20)
    slider = lab.face and lab._inputs["unit"]
    turn(lab, "layer", 3)
    assert lab.settings["unit"] == slider.value == slider.max == 5 and "Unit 5 of layer 3" in words(lab)
    turn(lab, "layer", 1)
    assert slider.max == 20
    assert FeatureLab(layer=4, unit=9).settings["unit"] == 1
    assert lab.set(layer=2, unit=15).settings["unit"] == 10


def test_buttons_and_play():
    lab = FeatureLab()
    first = lab.params
    click(lab, "Step")
    player(lab).value += 1
    assert lab.history.last.step == 11 and lab._image.value[:3] == b"\xff\xd8\xff"
    click(lab, "500 steps")
    assert lab.history.last.step == 511
    click(lab, "Reset")
    assert lab.history.last.step == 0
    np.testing.assert_array_equal(lab.params.W[1], first.W[1])
    click(lab, "New start")
    assert lab.history.last.step == 0 and not np.array_equal(lab.params.W[1], first.W[1])


def test_a_run_that_blows_up_is_told_and_can_be_reset():
    lab = FeatureLab(initialization="large", learning_rate=1.0, l2=0.0)
    lab.face
    for _ in range(3):
        click(lab, "500 steps")
    assert lab.png() and lab.describe()
    lab.set(initialization="he")
    lab.settings["learning_rate"] = 1e300  # more than the slider has
    click(lab, "Step")
    assert "blown up at step" in lab.error and 'role="alert"' in lab._alarm.value and np.isfinite(lab.history.last.cost).all()
    click(lab, "Reset")
    assert lab.error == "" and lab._alarm.value == ""


@pytest.mark.parametrize("initialization", ["zeros", "small", "large"])
def test_odd_starts_are_drawn_and_told(initialization):
    lab = FeatureLab(initialization=initialization, layer=2)
    lab.tick(20)
    assert lab.png()[:4] == b"\x89PNG" and "nan" not in lab.describe()


def test_the_same_start_and_steps_give_the_same_picture_and_words():
    lab, other = FeatureLab(layer=2), FeatureLab(layer=2)
    lab.tick(10), other.tick(10)
    assert lab.png() == other.png() and lab.describe() == other.describe()
