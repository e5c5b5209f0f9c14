"""One section of a chapter in real JupyterLab, with the keyboard alone: a lab, a question, an exercise and its check.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import nbformat
from jupyter_page import cells, jupyterlab, needs_browser, opened, step, wait_until, words
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_lib.exercises import REGISTRY

pytestmark = needs_browser
CELLS = [
    new_code_cell("import numpy as np\n\nfrom course_lib.exercises import check, quiz\nfrom course_lib.labs import TrainingLab"),
    new_markdown_cell("# A section\n\nPress play."),
    new_code_cell('TrainingLab(m=40, show=("learning_rate", "activation"))'),
    new_code_cell('quiz("Which bends?", ["linear", "tanh"], answer=1, why="It has no straight piece.")'),
    new_code_cell(REGISTRY["relu"].stub()),
    new_code_cell("check(relu)"),
]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
FOCUS = "() => { const at = document.activeElement; return (at.ariaLabel || at.innerText || at.tagName) + ' ' + (at.type || ''); }"


def focus(page):
    """What the next key goes to."""
    return page.evaluate(FOCUS)


def active(page):
    """The place of the active cell."""
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex")


def go(page, words):
    """Press Tab until the focus is on what is called by these words."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if words in focus(page):
            return
    raise AssertionError(f"Tab does not come to {words!r}")


def run(page, place):
    """Run the active cell, which is that of this place; the next one becomes active."""
    assert active(page) == place
    page.keyboard.press("Shift+Enter")
    wait_until(lambda: page.evaluate(f"() => window.jupyterapp.shell.currentWidget.content.widgets[{place}].model.executionCount") is not None)


def to_cell(page, place):
    """From whatever has the focus in a cell to the cell of this place, by arrow keys."""
    page.keyboard.press("Escape")
    while active(page) != place:
        before = active(page)
        page.keyboard.press("ArrowDown" if before < place else "ArrowUp")
        wait_until(lambda: active(page) != before)


def test_a_section_with_the_keyboard_alone(tmp_path):
    nbformat.write(new_notebook(cells=CELLS, metadata=KERNEL), tmp_path / "section.ipynb")
    with jupyterlab(tmp_path) as address, opened(address, "section.ipynb") as page:
        page.wait_for_selector(r"text=/^Python .*\| Idle$/")
        wait_until(lambda: "Cell" in focus(page))
        run(page, 0)
        page.keyboard.press("Shift+Enter")  # the words
        run(page, 2)
        the_lab(page)
        the_question(page)
        the_exercise(page)


def the_lab(page):
    lab = page.locator(".jp-CodeCell").nth(1)
    lab.locator("img.widget-image").wait_for()
    to_cell(page, 2)
    go(page, "learning rate")
    slider = lab.get_by_role("slider", name="learning rate")
    assert slider.get_attribute("aria-valuetext") == "0.501"
    page.keyboard.press("ArrowRight")
    wait_until(lambda: slider.get_attribute("aria-valuetext") == "0.525" and "α = 0.52" in words(lab))
    go(page, "select")
    for key in ("ArrowDown", "ArrowUp", "r"):  # by arrows, and by the first letter, which is a command to JupyterLab elsewhere
        page.keyboard.press(key)
    wait_until(lambda: "(relu)" in words(lab))
    assert active(page) == 2 and "select" in focus(page)
    go(page, "Play")
    page.keyboard.press("Space")
    wait_until(lambda: step(lab) > 0 and "Pause" in focus(page))
    page.keyboard.press("Enter")
    wait_until(lambda: "Play" in focus(page))
    go(page, "Reset")
    page.keyboard.press("Enter")
    wait_until(lambda: step(lab) == 0)


def the_question(page):
    to_cell(page, 3)
    run(page, 3)
    question = page.locator(".jp-CodeCell").nth(2)
    question.get_by_role("radio").first.wait_for()
    to_cell(page, 3)
    go(page, "radio")
    page.keyboard.press("Space")
    wait_until(lambda: "Not that one" in question.inner_text())
    page.keyboard.press("ArrowDown")
    wait_until(lambda: "✓ Yes. It has no straight piece." in question.inner_text())
    assert active(page) == 3


def the_exercise(page):
    to_cell(page, 4)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("def relu(z):\n    return np.maximum(0, z)")
    run(page, 4)
    run(page, 5)
    wait_until(lambda: "✓ relu: Right!" in str(cells(page)[4]["outputs"]))
