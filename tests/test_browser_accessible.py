"""Labs and exercises in real JupyterLab, as a screen reader and a keyboard meet them; axe-core finds nothing wrong in what is ours.

What is JupyterLab's own is left out: it names no editor of a cell, says of buttons that they are pressed which can not be, and
keeps cells in a feed without articles. None of it can be mended from a notebook.
"""

import nbformat
import pytest
from jupyter_page import cell_with, jupyterlab, needs_browser, opened, run_all, wait_until
from nbformat.v4 import new_code_cell, new_notebook
from site_page import needs_axe, violations

pytestmark = needs_browser

IMPORTS = "from course_lib.exercises import match, predict, quiz\nfrom course_lib.labs import ActivationLab, BlockLab, LandscapeLab, SearchLab, TrainingLab"
SHOWN = [  # every kind of control that there is
    "TrainingLab()", "ActivationLab()", "BlockLab()", "LandscapeLab()", "SearchLab()",
    'quiz("Which?", ["this", "that"], answer=1, why="so")', 'match("Which?", {"W": ("one", "so"), "α": ("other", "so")})',
    'predict("How many?")', 'predict("Which?", options=("this", "that"))',
]  # fmt: skip


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
