"""Chapter 4 in real JupyterLab in a headless browser: the block stepper is walked through, and a learner's mistake is shown.

Until the chapter's notebook is built, the labs stand in a small notebook that is written here.
Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import nbformat
import pytest
from jupyter_page import cell_with, jupyterlab, needs_browser, opened, picture, run_all, wait_until, words

pytestmark = needs_browser

CELLS = (
    "import numpy as np\nfrom course_lib.labs import BlockLab",
    "lab = BlockLab()\nlab",
    "def dense_backward(dA, cache, W, g_prime):\n"
    "    A_prev, Z, A = cache\n    dZ = dA * g_prime(Z, A)\n    dW = dZ @ A_prev.T\n"
    "    return W.T @ dZ, dW, dZ.mean(axis=1, keepdims=True)\n\nBlockLab(dense_backward=dense_backward)",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS], metadata=kernel)
    nbformat.write(notebook, folder / "labs.ipynb")
    with jupyterlab(folder) as address, opened(address, "labs.ipynb") as page:
        run_all(page)
        yield page


def test_the_block_stepper_is_walked_forward_and_back(page):
    cell = cell_with(page, "lab = BlockLab(")
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


def test_the_first_block_where_a_learner_s_code_parts_is_told(page):
    cell = cell_with(page, "def dense_backward(")
    cell.get_by_label("run to").select_option("backward 2")
    wait_until(lambda: "First to part: backward 3, in dW[3]." in words(cell))
    assert "Running on your dense_backward." in words(cell)
