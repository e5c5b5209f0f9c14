"""A learner's mistakes in real JupyterLab in a headless browser: the lab and the check tell them in words.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import nbformat
from jupyter_page import cell_with, cells, jupyterlab, needs_browser, opened, run_all, wait_until, words

pytestmark = needs_browser

CELLS = (
    "import numpy as np\nfrom course_lib.exercises import check\nfrom course_lib.labs import BlockLab, TrainingLab",
    "def dense_backward(dA, cache, W, g_prime):\n"
    "    A_prev, Z, A = cache\n    dZ = dA * g_prime(Z, A)\n    dW = dZ @ A_prev.T\n"
    "    return W.T @ dZ, dW, dZ.mean(axis=1, keepdims=True)\n\nBlockLab(dense_backward=dense_backward)",
    "def forward_shallow(W, b, X, g):\n    Z, A = {}, {0: X}\n    for l in (1, 2):\n"
    "        Z[l] = A[l - 1] @ W[l] + b[l]\n        A[l] = g[l](Z[l])\n    return Z, A\n\ncheck(forward_shallow)",
    "def waiting(W, b, X, g):\n    while len(W) == 2:\n        pass\n\nTrainingLab(m=40, forward=waiting, show=())",
)


def test_mistakes_are_told(tmp_path):
    """The first block where their code parts; a shape error, whose operands are found in the source of the cell, as the kernel has it; and a loop
    without end, which is stopped on the thread where JupyterLab runs the button."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS], metadata=kernel)
    nbformat.write(notebook, tmp_path / "mistaken.ipynb")
    with jupyterlab(tmp_path) as address, opened(address, "mistaken.ipynb") as page:
        run_all(page)
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
