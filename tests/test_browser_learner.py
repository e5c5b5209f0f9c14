"""A learner in real JupyterLab in a headless browser: mistakes are told in words, and who comes back finds the labs alive.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import sys
from contextlib import contextmanager
from pathlib import Path

import nbformat
from jupyter_page import cell_with, cells, jupyterlab, needs_browser, opened, picture, run_all, wait_until, words

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))
from slider_latency import Bench  # noqa: E402

pytestmark = needs_browser

MISTAKES = (
    "import numpy as np\nfrom course_lib.exercises import check\nfrom course_lib.labs import BlockLab, TrainingLab",
    "def dense_backward(dA, cache, W, g_prime):\n"
    "    A_prev, Z, A = cache\n    dZ = dA * g_prime(Z, A)\n    dW = dZ @ A_prev.T\n"
    "    return W.T @ dZ, dW, dZ.mean(axis=1, keepdims=True)\n\nBlockLab(dense_backward=dense_backward)",
    "def forward_shallow(W, b, X, g):\n    Z, A = {}, {0: X}\n    for l in (1, 2):\n"
    "        Z[l] = A[l - 1] @ W[l] + b[l]\n        A[l] = g[l](Z[l])\n    return Z, A\n\ncheck(forward_shallow)",
    "def waiting(W, b, X, g):\n    while len(W) == 2:\n        pass\n\nTrainingLab(m=40, forward=waiting, show=())",
)
TWICE = ("from course_lib.labs import InitializationLab\nlab = InitializationLab()", "lab", "# once more\nlab")


@contextmanager
def run(folder, sources):
    """JupyterLab with a notebook of these cells after all of them have run, as a context that gives the page."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources], metadata=kernel)
    nbformat.write(notebook, folder / "learner.ipynb")
    with jupyterlab(folder) as address, opened(address, "learner.ipynb") as page:
        run_all(page)
        yield page


def test_mistakes_are_told(tmp_path):
    """The first block where their code parts; a shape error, whose operands are found in the source of the cell, as the kernel has it; and a loop
    without end, which is stopped on the thread where JupyterLab runs the button."""
    with run(tmp_path, MISTAKES) as page:
        cell = cell_with(page, "def dense_backward(")
        cell.get_by_label("run to").select_option("backward 2")
        wait_until(lambda: "First to part: backward 3, in dW[3]." in words(cell))
        assert "Running on your dense_backward." in words(cell)
        (output,) = next(cell["outputs"] for cell in cells(page) if cell["source"].startswith("def forward_shallow"))
        assert "A[l - 1] is (3, 5) and W[l] is (4, 3): in a product the inner axes must agree, here 5 and 4." in str(output)
        cell = cell_with(page, "def waiting(")
        cell.get_by_role("button", name="Step").click()
        wait_until(lambda: "it ran for more than 5 seconds. Is there a loop that never ends?" in cell.get_by_role("alert").inner_text(), seconds=30)
        assert "in waiting, line" in cell.get_by_role("alert").inner_text()


def test_who_comes_back_moves_a_slider_and_sees_the_picture_change(tmp_path):
    """On a page that is loaded anew, in a second window, and again in the first one; the kernel runs on all the time."""
    with run(tmp_path, TWICE) as page:
        moved(page, "lab")
        page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
        page.reload()
        moved(page, "lab")
        with page.expect_popup() as second:
            page.evaluate("window.open(location.href)")
        moved(second.value, "# once more")
        page.bring_to_front()
        moved(page, "lab")


def moved(page, source):
    """Press keys on the lab's slider: the measurement sees a picture for each, and the same lab below shows the same."""
    page.wait_for_selector(r"text=/^Python .*\| Idle$/")
    cell = cell_with(page, source)
    cell.locator("img.widget-image").wait_for()
    before, told = picture(cell), words(cell)
    assert len(Bench(page, source).pressed(2, by_shade=False)) == 2
    wait_until(lambda: picture(cell) != before and words(cell) != told)
    wait_until(lambda: len({words(cell_with(page, one)) for one in TWICE[1:]}) == 1)
