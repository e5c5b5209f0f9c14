"""The depth labs as a learner meets them: controls, counts in words, their own code right, wrong and broken, and training."""

import ipywidgets as widgets
import numpy as np
import pytest
from lab_tools import click, named, player, turn, words

from course_lib.circuits import parity_tree as reference_tree
from course_lib.contest import STARTS
from course_lib.folded_line import count_pieces as reference_count
from course_lib.labs import DeepOrWideLab, FoldLab, ParityLab

pytestmark = pytest.mark.filterwarnings("error", "ignore::DeprecationWarning")  # one library speaks to another


def picture(lab):
    assert lab.face
    return lab._image.value


def alarm(lab):
    assert lab.face
    return lab._alarm.value


# Parity


@pytest.mark.parametrize("n", range(2, 11))
def test_the_counts_are_told_for_every_n(n):
    lab = ParityLab(bits="1" * n)
    told = lab.describe()
    assert f"Input {'1' * n}: {n} ones, so the parity is {n % 2}." in told
    assert f"{3 * (n - 1)} units, {6 * (n - 1)} connections" in told
    assert f"{2 ** (n - 1)} AND units, {'the one for ' + '1' * n + ' fires' if n % 2 else 'none of them fires'}" in told
    assert f"{n + 1} units, {n * (n + 1)} connections, 2 layers" in told
    assert f"All {2**n} inputs tried; wrong: tree 0, flat 0, counting 0." in told
    lab.png()
    view = lab._canvas.view
    assert [[text.get_text() for text in row] for row in view._cells_of.values()] == [
        [str(3 * (n - 1)), str(6 * (n - 1)), str(2 * int(np.ceil(np.log2(n)))), "0"],
        [str(2 ** (n - 1) + 1), str((n + 1) * 2 ** (n - 1)), "2", "0"],
        [str(n + 1), str(n * (n + 1)), "2", "0"],
    ]
    assert view._cells.get_array().size == 2 ** (n - 1) and view._cells.get_array().sum() == n % 2


def test_a_flipped_bit_changes_one_way_through_each_circuit():
    lab = ParityLab(bits="10110000")
    assert "Changed" not in lab.describe()
    named(lab, widgets.ToggleButton, "x₄ = 1").value = False
    assert lab.settings["bits"] == "10100000"
    assert "Changed by the last turn: 1 bit, 3 of 7 XORs, 1 of 128 ANDs, 1 of 8 counting units." in words(lab)
    view = lab._canvas.view
    assert len(view._gates._turned.get_xydata()) == 3 and len(view._plain._turned.get_xydata()) == 1
    assert view._gates.places.tolist()[-1] in view._gates._turned.get_xydata().tolist()  # the answer is among them
    lab.refresh()
    assert "Changed" in words(lab)


def test_the_lamps_show_the_values():
    lab = ParityLab(bits="110")
    lab.png()
    view = lab._canvas.view
    assert [text.get_text() for text in view._plain._texts] == ["1", "1", "0", "0"]  # three bits, and the third passed on
    assert [text.get_text() for text in view._gates._texts] == ["0", "0"]
    assert [text.get_text() for text in view._counters._texts] == ["1", "1", "0", "0"]
    lab.set(bits="111")
    lab.png()
    assert [text.get_text() for text in view._gates._texts] == ["0", "1"] and [text.get_text() for text in view._or._texts] == ["1"]


def test_bits_by_their_control():
    lab = ParityLab(bits="11")
    assert lab.face
    control = lab._inputs["bits"]
    visible = [button.description for button in control.children[1:] if button.layout.display is None]
    assert visible == ["x₁ = 1", "x₂ = 1"]
    named(lab, widgets.IntSlider, "bits n").value = 4
    assert lab.settings["bits"] == "1100" and "All 16 inputs tried" in words(lab)
    named(lab, widgets.ToggleButton, "x₄ = 0").value = True
    assert lab.settings["bits"] == "1101" and "x₄ = 1" in [button.description for button in control.children[1:]]
    named(lab, widgets.IntSlider, "bits n").value = 2
    assert lab.settings["bits"] == "11"
    click(lab, "Next input")
    assert lab.settings["bits"] == "00" == control.value


def test_next_input_goes_through_them_all():
    lab, seen = ParityLab(bits="000"), []
    for _ in range(8):
        seen.append(lab.settings["bits"])
        click(lab, "Next input")
    assert seen == [f"{number:03b}" for number in range(8)] and lab.settings["bits"] == "000"


def parity_tree(bits):
    levels = [bits]
    while len(levels[-1]) > 1:
        below = levels[-1]
        rows = [np.logical_xor(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append(np.array(rows + [below[-1]] * (len(below) % 2)))
    return levels


def test_the_learners_tree_is_used_and_named():
    lab = ParityLab(parity_tree, bits="10110")
    assert "Running on your parity_tree: all its levels are right for all inputs." in words(lab) and lab.error == ""
    assert lab._canvas.view._words[0].get_text() == "your parity_tree: ✓ all 32 inputs right"
    for course in (ParityLab(bits="10110"), ParityLab(reference_tree, bits="10110")):
        assert "our parity_tree" not in course.describe().replace("Your", "your")
        assert "your" not in course.snapshot().whose


def or_tree(bits):
    levels = [bits]
    while len(levels[-1]) > 1:
        below = levels[-1]
        rows = [below[i] | below[i + 1] for i in range(0, len(below) - 1, 2)]
        levels.append(np.array(rows + [below[-1]] * (len(below) % 2)))
    return levels


def test_a_wrong_tree_shows_where():
    lab = ParityLab(or_tree, bits="1100")
    # OR is right for 0000 and for each of the 8 odd inputs, and wrong for the other 7
    assert "its answer is wrong for 7 of 16 inputs. The first mistake is in level 1, row 0: for the input 1100 it says 1." in words(lab)
    view = lab._canvas.view
    assert view._words[0].get_text() == "your parity_tree: ✗ wrong for 7 of 16 inputs"
    assert len(view._crosses.get_xydata()) == 2  # the first gate, and the answer
    turn(lab, "bits", "1000")
    assert len(view._crosses.get_xydata()) == 0
    assert lab.snapshot().wrong == {"tree": 7, "flat": 0, "counting": 0}


def spoil(bits):
    bits[:] = 1
    return reference_tree(bits)


@pytest.mark.parametrize(
    "tree, told",
    [
        (lambda bits: 1 / 0, "ZeroDivisionError"),
        (lambda bits: bits, "returned ndarray; expected a list of levels"),
        (lambda bits: [bits], "returned 1 levels for 4 bits; expected 3"),
        (lambda bits: [bits, bits, bits[:1]], "level 1 of parity_tree has the shape (4, 16); expected (2, 16)"),
        (lambda bits: [bits, bits[:2], bits[0]], "level 2 of parity_tree has the shape (16,); expected (1, 16)"),
        (lambda bits: ["a", "b", "c"], "could not convert"),
        (lambda bits, n: [bits], "missing 1 required positional argument"),
    ],
)
def test_a_broken_tree_is_told_and_the_circuits_stay(tree, told):
    lab = ParityLab(tree, bits="1011")
    assert told in lab.error and told in alarm(lab)
    assert "parity_tree has failed, so the tree shows" in words(lab)
    assert lab.snapshot().wrong == {"tree": 0, "flat": 0, "counting": 0} and lab.snapshot().levels[-1].tolist() == [1]
    turn(lab, "bits", "1010")
    assert told in lab.error


def test_a_tree_that_changes_its_input_does_no_harm():
    lab = ParityLab(spoil, bits="0110")
    assert "The first mistake is in level 0, row 0: for the input 0000 it says 1." in lab.describe()
    assert lab.snapshot().values["tree"][:4].tolist() == [0, 1, 1, 0]


def test_not_a_number_is_a_mistake_too():
    lab = ParityLab(lambda bits: [level * np.nan for level in reference_tree(bits)], bits="01")
    assert "wrong for 4 of 4 inputs" in lab.describe() and lab.png()


# Folding


@pytest.mark.parametrize("k", range(1, 9))
def test_folds_are_counted_and_compared(k):
    lab = FoldLab(k=k)
    told = lab.describe()
    assert f"the line has {2**k} straight pieces" in told
    assert f"Deep: {k} × 2 = {2 * k} ReLU units, {6 * k + 1} parameters." in told
    assert f"Flat, one hidden layer: {2**k} units, {3 * 2**k + 1} parameters." in told
    assert "Largest difference of the two at 1025 points: 0, and their kinks are in the same places." in told
    lab.png()
    view = lab._canvas.view
    assert view._units.get_text() == f"units for k = {k}:  deep {2 * k},  flat {2**k}"
    assert [len(line.get_xdata()) > 0 for line in view._lines] == [l <= k for l in range(9)]
    assert (view._deep.get_ydata() == view._flat.get_ydata()).all()


def test_a_point_is_followed():
    lab = FoldLab(k=3, x=0.3)
    assert "The point: 0.30 → 0.60 → 0.80 → 0.40; 8 places of the line lie there" in lab.describe()
    lab.png()
    meeting = lab._canvas.view._meeting.get_xydata()
    assert meeting[:, 0] == pytest.approx([0.05, 0.2, 0.3, 0.45, 0.55, 0.7, 0.8, 0.95]) and meeting[:, 1] == pytest.approx(0.4)
    assert "The point: 1.00 → 0.00 → 0.00" in lab.set(x=1.0).describe()


def test_fold_and_unfold():
    lab = FoldLab(k=7)
    first = picture(lab)
    click(lab, "Fold")
    click(lab, "Fold")
    assert lab.settings["k"] == 8 == lab._inputs["k"].value
    click(lab, "Unfold")
    assert picture(lab) == first
    turn(lab, "k", 1)
    click(lab, "Unfold")
    assert lab.settings["k"] == 1


def test_the_learners_count_is_used_and_named():
    seen = []

    def count_pieces(x, y):
        seen.append((x.shape, y.shape))
        pieces = 1 + np.sum(np.diff(np.sign(np.diff(y))) != 0)
        x[:], y[:] = 0, 0  # the lab must not notice
        return pieces

    lab = FoldLab(count_pieces, k=6)
    assert seen == [((1025,), (1025,))]
    assert "Running on your count_pieces: it says 64, which is right." in words(lab)
    assert "your count_pieces: 64 ✓" in lab._canvas.view._pieces.get_text()
    assert lab.set(x=0.5).snapshot().pieces == 64 and len(seen) == 1
    for course in (FoldLab(), FoldLab(reference_count)):
        assert picture(course) and "your" not in course.describe() + course._canvas.view._pieces.get_text()
    assert "count_pieces: 8 ✓" in course._canvas.view._pieces.get_text() and "the course's" in course.describe()


def test_a_wrong_count_is_told():
    lab = FoldLab(lambda x, y: int(np.sum(np.abs(np.diff(np.diff(y))) > 1e-9)), k=3)
    assert "it says 7, which is not right: there are 8." in words(lab)
    assert "your count_pieces: 7 ✗" in lab._canvas.view._pieces.get_text() and lab.error == ""


@pytest.mark.parametrize(
    "count, told",
    [
        (lambda x, y: 1 / 0, "ZeroDivisionError"),
        (lambda x, y: None, "returned NoneType None; expected a whole number"),
        (lambda x, y: 2.5, "returned float 2.5; expected a whole number"),
        (lambda x, y: float("nan"), "returned float nan; expected a whole number"),
        (lambda x, y: float("inf"), "returned float inf; expected a whole number"),
        (lambda x, y: np.diff(y), "returned ndarray"),
        (lambda x: 1, "takes 1 positional argument"),
    ],
)
def test_a_broken_count_is_told_and_the_lab_goes_on(count, told):
    lab = FoldLab(count)
    assert told in lab.error and told in alarm(lab) and "has failed" in words(lab)
    assert "8 straight pieces" in lab._canvas.view._pieces.get_text()
    turn(lab, "k", 4)
    assert told in lab.error and "16 straight pieces" in words(lab)


# Deep or wide


def test_step_counts_and_what_is_told_is_what_was_measured():
    lab = DeepOrWideLab("parity", difficulty=3, width=2, learning_rate=0.3)
    assert "Step 0: deep" in lab.describe()
    lab.tick(195)
    assert lab.record.step == 200
    click(lab, "500 steps")
    now, told = lab.snapshot(), words(lab)
    assert lab.record.step == 700
    for name, net in lab.nets.items():
        right = [((answer > 0.5) == lab.task.Y[0]).all() for answer in now.answers[name]]
        assert right == lab.record.right[name].tolist() and 0 < sum(right)
        assert f"{name} {sum(right)} of 8 seeds right" in told
        assert f"{name} {'-'.join(map(str, net.layers))} with {net.parameter_count}" in told
        assert now.titles[name].endswith(f"{sum(right)} of 8 seeds right")
    assert "For both, a solution is known that fits." in told


def test_the_counts_and_curves_on_screen_are_the_records():
    lab = DeepOrWideLab("parity", difficulty=3, width=2, learning_rate=0.3)
    lab.tick(400)
    lab.png()
    view = lab._canvas.view
    right = {name: lab.record.right[name].sum() for name in lab.nets}
    assert view._count.get_text() == f"right at step 400: deep {right['deep']}, wide {right['wide']}"
    for name in lab.nets:
        steps, counts = view._count_lines[name].get_data()
        assert list(steps) == list(range(0, 401, 10)) and counts[-1] == right[name]
        assert [line.get_ydata()[-1] for line in view._cost_lines[name]] == pytest.approx(lab.record.cost[name])
        assert sum(line.get_linewidth() == 2 for line in view._answers[name]._lines) == right[name]


def test_the_wide_one_is_told_when_it_can_not_and_the_deep_one_finds_the_fold_from_nearby():
    lab = DeepOrWideLab(width=1, start=STARTS[2], learning_rate=0.03)
    lab.tick(500)
    told = lab.describe()
    assert "deep 8 of 8 seeds right" in told and "wide 0 of 8 seeds right" in told
    assert "the wide one can never be right: 6 units make at most 7 straight pieces, not 8" in told
    assert f"(wide: {STARTS[1]})" in told and "(too few units)" in lab.snapshot().titles["wide"]
    short = DeepOrWideLab(difficulty=5, width=2)  # 31 units
    assert "has a unit less than its solution, which takes 32" in short.describe() and "too few" not in short.snapshot().titles["wide"]


def test_pieces_of_the_learnt_lines_are_counted():
    lab = DeepOrWideLab(width=1, start=STARTS[2], noise=0.001, learning_rate=0.01)
    lab.tick(200)
    assert "8 in the task: deep 8 to " in lab.describe()
    assert "Straight pieces" not in DeepOrWideLab("parity").describe()


def test_play_reset_and_new_settings():
    lab = DeepOrWideLab("parity", difficulty=2, width=1)
    first = picture(lab), words(lab)
    player(lab).value += 1
    assert lab.record.step >= 10 and picture(lab) != first[0]
    click(lab, "Reset")
    assert (picture(lab), words(lab)) == first and lab.record.step == 0
    lab.tick(50)
    turn(lab, "seed", 1)
    assert lab.record.step == 0


def test_a_picture_while_it_moves_is_the_same_run():
    lab, other = (DeepOrWideLab("parity", difficulty=3, width=1) for _ in range(2))
    assert lab.face
    for _ in range(7):
        player(lab).value += 1
    other.tick(lab.record.step)
    lab.refresh()
    assert picture(lab) == other.frame() and words(lab).count(other.describe().split("Step")[1]) == 1


def test_a_turned_noise_is_meant_to_be_used():
    lab = DeepOrWideLab()
    turn(lab, "noise", 0.1)
    assert lab.settings["start"] == STARTS[2] == lab._inputs["start"].value
    assert "near the solution, noise 0.1;" in words(lab)


def test_runs_that_blow_up_are_told_and_do_no_harm():
    lab = DeepOrWideLab(difficulty=6, width=4, start=STARTS[2], noise=1.0, learning_rate=3.0)
    lab.tick(60)
    told = lab.describe()
    assert "blown up" in told and lab.error == "" and lab.record.step == 60
    gone = {name: ~np.isfinite(lab.record.cost[name]) for name in lab.nets}
    assert any(lost.any() for lost in gone.values())
    assert not any((gone[name] & lab.record.right[name]).any() for name in gone)
    assert lab.png() and lab.frame(moving=True)
