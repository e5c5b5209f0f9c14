"""Chapter 4 in real JupyterLab in a headless browser: every cell runs, labs are driven, and a learner's mistakes are told in words.

The learner who makes them has a small notebook of their own, written here.
Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import nbformat
import pytest
from jupyter_page import (
    cell_with, cells, chapter, jupyterlab, needs_browser, no_cell_has_failed, opened, picture, press_play, run_all, wait_until, words,
)

pytestmark = needs_browser

CELLS = (
    "import numpy as np\nfrom course_lib.exercises import check\nfrom course_lib.labs import BlockLab",
    "def dense_backward(dA, cache, W, g_prime):\n"
    "    A_prev, Z, A = cache\n    dZ = dA * g_prime(Z, A)\n    dW = dZ @ A_prev.T\n"
    "    return W.T @ dZ, dW, dZ.mean(axis=1, keepdims=True)\n\nBlockLab(dense_backward=dense_backward)",
    "def forward_shallow(W, b, X, g):\n    Z, A = {}, {0: X}\n    for l in (1, 2):\n"
    "        Z[l] = A[l - 1] @ W[l] + b[l]\n        A[l] = g[l](Z[l])\n    return Z, A\n\ncheck(forward_shallow)",
)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    with chapter(tmp_path_factory.mktemp("browser"), "04_deep_network.ipynb") as page:
        yield page


@pytest.fixture
def mistaken(tmp_path):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS], metadata=kernel)
    nbformat.write(notebook, tmp_path / "mistaken.ipynb")
    with jupyterlab(tmp_path) as address, opened(address, "mistaken.ipynb") as page:
        run_all(page)
        yield page


def test_every_cell_runs_without_an_error(lesson):
    assert no_cell_has_failed(lesson)


def test_the_block_stepper_is_walked_forward_and_back(lesson):
    cell = cell_with(lesson, "BlockLab().run_to(")
    cell.get_by_role("button", name="Start over").click()
    wait_until(lambda: "Nothing computed yet" in words(cell))
    walked = ["Forward block 1 of 3", "Forward block 2 of 3", "Forward block 3 of 3", "The cost", "The way back starts", "Backward block 3 of 3"]
    for told in walked:
        before = picture(cell)
        cell.get_by_role("button", name="Next").click()
        wait_until(lambda told=told: told in words(cell))
        assert picture(cell) != before
    assert "It reads cache 3 (A[2], Z[3], A[3])" in words(cell)
    cell.get_by_label("run to").select_option("backward 1")
    wait_until(lambda: "Backward block 1 of 3" in words(cell))
    cell.get_by_role("button", name="Next").press("Enter")
    wait_until(lambda: "The update ends the iteration. J was" in words(cell))
    assert cell.get_by_label("run to").input_value() == "update"
    cell.get_by_label("activation").first.select_option("relu")
    wait_until(lambda: "(relu, relu, sigmoid)" in words(cell) and "The update" in words(cell))
    cell.get_by_role("button", name="Start over").click()
    wait_until(lambda: "Nothing computed yet" in words(cell))
    assert "⚠" not in cell.inner_text()


def test_the_shape_doctor_takes_a_network_that_is_typed_and_breaks_it(lesson):
    cell = cell_with(lesson, "ShapeLab((12288,")
    before, box = picture(cell), cell.get_by_label("layer sizes")
    box.fill("784 64 10")
    box.press("Enter")
    wait_until(lambda: "layer 1 (64, 784), (64, 1), (64, 209)" in words(cell) and picture(cell) != before)
    cell.get_by_label("break").select_option("db[l] without keepdims")
    wait_until(lambda: "silently makes (10, 10), not (10, 1)" in words(cell))
    box.fill("784 sixty 10")
    box.press("Enter")
    wait_until(lambda: "layers is '784 sixty 10'" in cell.get_by_role("alert").inner_text())
    box.fill("784, 64, 10")
    box.press("Enter")
    wait_until(lambda: cell.get_by_role("alert").count() == 0)


def test_deep_and_wide_are_trained_and_the_depth_of_a_fold_is_turned(lesson):
    cell = cell_with(lesson, "contest = DeepOrWideLab(")
    before = picture(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    press_play(cell)
    wait_until(lambda: "Step 1500:" not in words(cell))
    cell = cell_with(lesson, "FoldLab()")
    slider = cell.get_by_role("slider").first
    slider.focus()
    slider.press("ArrowRight")
    wait_until(lambda: "After 4 folds the line has 16 straight pieces" in words(cell))


def test_gradients_at_depth_come_back_with_he(lesson):
    cell = cell_with(lesson, "deep = dict(")
    cell.get_by_label("initialization").select_option("he")
    wait_until(lambda: "he start" in words(cell))
    before = picture(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    press_play(cell)
    wait_until(lambda: "Step 0 " not in words(cell))
    assert "⚠" not in cell.inner_text()


def test_a_learner_s_mistakes_are_told(mistaken):
    """The first block where their code parts; and a shape error, whose operands are found in the source of the cell, as the kernel has it."""
    cell = cell_with(mistaken, "def dense_backward(")
    cell.get_by_label("run to").select_option("backward 2")
    wait_until(lambda: "First to part: backward 3, in dW[3]." in words(cell))
    assert "Running on your dense_backward." in words(cell)
    (output,) = next(cell["outputs"] for cell in cells(mistaken) if cell["source"].startswith("def forward_shallow"))
    assert "A[l - 1] is (3, 5) and W[l] is (4, 3): in a product the inner axes must agree, here 5 and 4." in str(output)
