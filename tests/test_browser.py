"""Chapter 2 in real JupyterLab in a headless browser: every cell runs, a slider moves, the picture changes.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import os
import re
import shutil
import time
from pathlib import Path

import pytest
from jupyter_page import BROWSER, cell_with, cells, jupyterlab, opened, press_play, run_all, wait_until

ROOT = Path(__file__).resolve().parents[1]
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"

pytestmark = pytest.mark.skipif(not BROWSER and not REQUIRED, reason="no Chromium or Chrome on the path: the browser is not tried")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """JupyterLab on a copy of the chapters; yields its address with the token."""
    folder = tmp_path_factory.mktemp("browser")
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(notebook, folder)
    with jupyterlab(folder) as address:
        yield address


@pytest.fixture(scope="module")
def page(address):
    with opened(address, "02_logistic_regression.ipynb") as page:
        yield page


@pytest.fixture(scope="module")
def chapter(page):
    """The page after all cells have run."""
    run_all(page)
    return page


def picture(cell):
    """What the lab's picture is drawn from."""
    return cell.locator("img.widget-image").first.get_attribute("src")


def step(cell):
    """The step that the lab's words tell."""
    return int(re.search(r"Step (\d+)", cell.get_by_role("status").inner_text())[1])


def test_every_cell_runs_without_an_error(chapter):
    for cell in cells(chapter):
        for output in cell["outputs"]:
            assert output["output_type"] != "error" and output.get("name") != "stderr", (cell["source"], output)
    assert len([c for c in cells(chapter) if "application/vnd.jupyter.widget-view+json" in str(c["outputs"])]) > 10


def test_a_slider_moves_by_keyboard_and_picture_and_words_follow(chapter):
    cell = cell_with(chapter, "NeuronLab()")
    before, words = picture(cell), cell.get_by_role("status").inner_text()
    assert "w = 1.00" in words
    handle = cell.get_by_role("slider").first
    handle.focus()
    for _ in range(4):
        handle.press("ArrowRight")
    wait_until(lambda: "w = 1.20" in cell.get_by_role("status").inner_text())
    wait_until(lambda: picture(cell) != before)


def test_training_plays_and_pauses(chapter):
    cell = cell_with(chapter, "lab = LogisticLab(")
    before, first = picture(cell), step(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    time.sleep(1)
    press_play(cell)
    wait_until(lambda: step(cell) > first + 10)


def test_a_quiz_answers(chapter):
    cell = cell_with(chapter, "quiz(\n    \"Ten colour")
    cell.get_by_role("radio").nth(0).check()
    wait_until(lambda: "Not that one" in cell.inner_text())
    cell.get_by_role("radio").nth(1).check()
    wait_until(lambda: "3072 features go down" in cell.inner_text())
