"""Labs and exercises in real JupyterLab, as a screen reader and a keyboard meet them; axe-core finds nothing wrong in what is ours.

What is JupyterLab's own is left out: it names no editor of a cell, says of buttons that they are pressed which can not be, and
keeps cells in a feed without articles. None of it can be mended from a notebook.
"""

import nbformat
import pytest
from jupyter_page import cell_with, jupyterlab, needs_browser, opened, run_all, wait_until
from nbformat.v4 import new_code_cell, new_notebook
from site_page import needs_axe, violations

from course_lib.names import LOST

pytestmark = needs_browser

IMPORTS = "from course_lib.exercises import match, predict, quiz\nfrom course_lib.labs import *\nfrom course_lib import datasets"
SHOWN = [  # every kind of control that there is
    "TrainingLab()", "ActivationLab()", "BlockLab()", "LandscapeLab()", "SearchLab()", "ShapeLab()", "WatchLab()", "LearntLab(3)",
    "JudgeLab(LogisticLab(datasets.faces()))",
    'quiz("Which?", ["this", "that"], answer=1, why="so")', 'match("Which?", {"W": ("one", "so"), "α": ("other", "so")})',
    'predict("How many?")', 'predict("Which?", options=("this", "that"))',
]  # fmt: skip

MISPLACED = """output => {
    const right = output.getBoundingClientRect().right + 1, told = node => (node.className + ' ' + node.textContent).slice(0, 80);
    const seen = [...output.querySelectorAll('*')].filter(node => node.checkVisibility() && node.getBoundingClientRect().width);
    const outside = seen.filter(node => node.getBoundingClientRect().right > right && getComputedStyle(node).position !== 'absolute');
    const named = seen.filter(node => node.matches('label, button, [role=tab] div'));
    const cut = named.filter(node => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline');
    const over = [];
    for (const row of seen.filter(node => node.matches('.widget-hbox, .widget-vbox'))) {
        const places = [...row.children].filter(child => child.checkVisibility()).map(child => [child, child.getBoundingClientRect()]);
        for (const [one, a] of places) for (const [other, b] of places)
            if (one !== other && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) over.push(one);
    }
    return [['outside', outside], ['cut', cut], ['over', over]].flatMap(([kind, nodes]) => nodes.map(node => kind + ': ' + told(node)));
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accessible")
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in (IMPORTS, *SHOWN)], metadata=kernel), folder / "labs.ipynb")
    with jupyterlab(folder) as address, opened(address, "labs.ipynb") as page:
        run_all(page)
        yield page


@needs_axe
@pytest.mark.parametrize("source", SHOWN)
def test_axe_finds_nothing_in_labs_and_exercises(page, source):
    cell_with(page, source)
    page.wait_for_timeout(500)  # names are given when the lab is on the page
    assert violations(page, ".jp-CodeCell.jp-mod-active .jp-OutputArea-output") == []


def test_sliders_are_called_by_their_labels_and_move_with_the_keyboard(page):
    cell = cell_with(page, "TrainingLab()")
    slider = cell.get_by_role("slider", name="learning rate")
    before = slider.get_attribute("aria-valuetext")
    slider.press("ArrowRight")
    wait_until(lambda: slider.get_attribute("aria-valuetext") != before)


def test_sliders_are_read_out_as_they_are_written(page):
    """Not as the exponent of a power, nor with the last digits of a float, nor as a place in a list; also after a key."""
    cell = cell_with(page, "TrainingLab()")
    slider = cell.get_by_role("slider", name="learning rate")
    slider.press("End")
    wait_until(lambda: slider.get_attribute("aria-valuetext") == "30.0" and "α = 30" in cell.get_by_role("status").inner_text())
    cell.get_by_role("slider", name="momentum").press("ArrowRight")
    wait_until(lambda: cell.get_by_role("slider", name="momentum").get_attribute("aria-valuetext") == "0.01")
    ends = cell_with(page, "SearchLab()").get_by_role("slider", name="learning rate")
    assert [end.get_attribute("aria-valuetext") for end in ends.all()] == ["10⁻⁴", "100"]


def test_what_is_typed_beside_a_slider_has_a_name(page):
    cell = cell_with(page, "TrainingLab()")
    assert cell.get_by_role("textbox", name="learning rate α, typed").inner_text()


@pytest.mark.parametrize("source", SHOWN)
def test_at_200_percent_nothing_is_cut_off_or_lies_over_another(page, source):
    """A window of 1280 × 800 pixels that is enlarged twice has room for 640 × 400."""
    page.set_viewport_size({"width": 640, "height": 400})
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    cell_with(page, source)
    page.wait_for_timeout(500)
    assert page.locator(".jp-CodeCell.jp-mod-active .jp-OutputArea-output").last.evaluate(MISPLACED) == []
    page.set_viewport_size({"width": 1280, "height": 800})


def test_both_ends_of_a_range_have_names(page):
    cell = cell_with(page, "SearchLab()")
    names = [handle.get_attribute("aria-label") for handle in cell.get_by_role("slider").all()]
    assert all(names) and len(set(names)) == len(names)
    assert [name for name in names if name.endswith(", lower end")] and [name for name in names if name.endswith(", upper end")]


def test_the_play_button_says_what_it_does_and_the_picture_where_its_words_are(page):
    cell = cell_with(page, "TrainingLab()")
    cell.get_by_role("button", name="Play", exact=True).first.press("Enter")
    pause = cell.get_by_role("button", name="Pause", exact=True).first
    pause.wait_for()
    pause.press("Enter")
    cell.get_by_role("button", name="Play", exact=True).first.wait_for()
    assert cell.get_by_role("img", name="Train a network: the picture; the words below tell what it shows").count() == 1
    assert cell.get_by_role("status").count() == 1


def test_after_a_restart_of_the_kernel_what_is_on_screen_tells_what_to_do(page):
    """The last one here: the labs are dead then."""
    cell = cell_with(page, "TrainingLab()")
    assert cell.get_by_role("alert").count() == 0
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    wait_until(lambda: LOST in cell.get_by_role("alert").all_inner_texts())
    assert LOST in cell_with(page, 'quiz("Which?"').get_by_role("alert").all_inner_texts()
