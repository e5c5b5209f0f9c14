"""The shape doctor as a learner meets it: text typed well and badly, every break, and words that agree with the picture."""

import pytest
from lab_tools import on_screen, turn

from course_lib.labs import ShapeLab
from course_lib.labs.controls import Sizes
from course_lib.shapes import SLIPS

NETWORKS = [((12288, 20, 7, 5, 1), 209), ((3, 4, 1), 5), ((4, 4, 4), 4), ((2, 1), 1), ((99_999,) * 9, 99_999)]


def test_sizes_are_typed_with_commas_or_spaces():
    lab = ShapeLab()
    for text in ("784, 128,10", "784 128 10", " 784,128 , 10, "):
        turn(lab, "layers", text)
        assert lab.settings["layers"] == (784, 128, 10) and lab._inputs["layers"].value == "784, 128, 10"
    assert "layer 1 (128, 784), (128, 1), (128, 209); layer 2 (10, 128), (10, 1), (10, 209)" in lab.describe()


def test_a_bad_text_stays_to_be_mended_and_is_told():
    lab = ShapeLab()
    picture, _ = on_screen(lab)
    turn(lab, "layers", "12288, x, 1")
    assert "layers is '12288, x, 1'; it must be 2 to 9 whole numbers from 1 to 99999, such as 3, 4, 1" in lab.error
    assert 'role="alert"' in on_screen(lab)[1] and on_screen(lab)[0] == picture
    assert lab._inputs["layers"].value == "12288, x, 1"
    turn(lab, "layers", "12288, 20, 7, 5, 1")  # as it was
    assert lab.error == "" and 'role="alert"' not in on_screen(lab)[1]
    turn(lab, "layers", "no")
    turn(lab, "m", 10)
    assert lab.error == "" and lab._inputs["layers"].value == "12288, 20, 7, 5, 1"


def test_the_text_box_says_what_it_takes():
    knob = Sizes("sizes", 1, 3, 50)
    assert knob.checked("sizes", [5, 6]) == knob.checked("sizes", "5 6") == (5, 6)
    with pytest.raises(ValueError, match="sizes is '51'; it must be 1 to 3 whole numbers from 1 to 50"):
        knob.checked("sizes", "51")


def test_layers_are_counted_without_the_input():
    assert "L = 4, since the input, 12288, is layer 0 and is not counted" in ShapeLab().describe()
    lab = ShapeLab(layer=8)
    assert lab.layer == 4 and "W[4]: one row a unit of layer 4, one column a unit of layer 3." in lab.describe()


def test_unbroken_every_line_fits():
    told = ShapeLab().describe()
    assert "Every line fits. ✓ Z[2] = W[2] @ A[1] + b[2] makes (7, 209)." in told
    assert "✓ dW[2] = dZ[2] @ A[1].T / m makes (7, 20)." in told and "Broken" not in told
    assert "the inner axes agree, 20 and 20; the outer ones make the result, (7, 209)" in told


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("W[l] with swapped sizes", "Broken: W[2] with swapped sizes. It fails at once. ⚠ W[2] is given as (20, 7), not (7, 20). "
         "✗ Z[2] = W[2] @ A[1] + b[2] fails: (20, 7) @ (20, 209) do not fit. Drawn: W[2] is (20, 7) and A[1] is (20, 209): "
         "in a product the inner axes must agree, here 7 and 20."),
        ("b[l] of rank 1, (n,)", "✗ Z[2] = W[2] @ A[1] + b[2] fails: (7, 209) + (7,) do not fit."),
        ("dW[l] without .T", "✗ dW[2] = dZ[2] @ A[1] / m fails: (7, 209) @ (20, 209) do not fit."),
        ("A[l] for A[l-1] in dW[l]", "Broken: A[2] for A[1] in dW[2]. It fails late: an earlier line went wrong silently. "
         "⚠ dW[2] = dZ[2] @ A[2].T / m makes (7, 7), not (7, 20). "
         "✗ W[2] = W[2] - learning_rate * dW[2] fails: (7, 20) - (7, 7) do not fit."),
        ("db[l] without keepdims", "⚠ b[2] = b[2] - learning_rate * db[2] no error: silently makes (7, 7), not (7, 1). "
         "✗ next round: Z[2] = W[2] @ A[1] + b[2] fails: (7, 209) + (7, 7) do not fit."),
        ("db[l] summed along axis 0", "Nothing fails. It trains on, with wrong numbers! ⚠ db[2] = np.sum(dZ[2], axis=0, keepdims=True) / m makes "
         "(1, 209), not (7, 1). ⚠ b[2] = b[2] - learning_rate * db[2] no error: silently makes (7, 209), not (7, 1)."),
        ("X with examples in rows", "✗ Z[1] = W[1] @ A[0] + b[1] fails: (20, 12288) @ (209, 12288) do not fit."),
        ("Y of rank 1, (m,)", "Nothing fails, and with these sizes nothing is wrong. ⚠ Y is given as (209,), not (1, 209)."),
        ("Y with examples in rows", "⚠ dZ[4] = A[4] - Y no error: silently makes (209, 209), not (1, 209). ✗ dA[3] = W[4].T @ dZ[4] fails"),
    ],
)
def test_a_break_is_told_line_by_line(broken, says):
    assert says in ShapeLab(broken=broken).describe()


def test_square_coincidences_hide_a_break():
    told = ShapeLab((4, 4, 1), 6, layer=1, broken="W[l] with swapped sizes").describe()
    assert "Nothing fails, all shapes are right, the numbers are not! ⚠ W[1] is given turned, as (4, 4)." in told
    told = ShapeLab((3, 1, 2), 6, layer=1, broken="db[l] without keepdims").describe()
    assert "Nothing fails, and with these sizes nothing is wrong." in told
    told = ShapeLab((3, 4, 2), 6, layer=1, broken="dA[l-1] without .T").describe()
    assert "Nothing to break: layer 1 hands no dA back." in told


@pytest.mark.parametrize(("layers", "m"), NETWORKS)
def test_every_break_of_every_network_is_drawn(layers, m):
    lab, pictures = ShapeLab(layers, m), []
    for broken in SLIPS:
        now = lab.set(broken=broken).snapshot()
        assert now.caption in lab.describe() and now.meeting.words in lab.describe()
        fails = [remark.code for remark in now.story if remark.mark == "✗"]
        assert len(fails) == now.caption.startswith("It fails")
        pictures.append(lab.png())
    assert all(picture.startswith(b"\x89PNG") for picture in pictures) and len(set(pictures)) > len(SLIPS) / 2
    assert lab.png() == ShapeLab(layers, m, broken=broken).png()
