"""Chapter 5 in real JupyterLab in a headless browser: every cell runs, the labs move, and a closing question answers.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

from jupyter_page import cell_with, needs_browser, no_cell_has_failed, page_of, picture, press_play, wait_until, words

pytestmark = needs_browser
page = page_of("05_hyperparameters.ipynb")


def test_every_cell_runs_without_an_error(page):
    assert no_cell_has_failed(page)


def test_two_runs_from_the_same_start_go_on_side_by_side(page):
    cell = cell_with(page, "shown = (")
    before = picture(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    press_play(cell)
    assert words(cell).startswith("L2 0: step ") and "L2 0.02: step " in words(cell) and "⚠" not in cell.inner_text()


def test_points_of_a_search_arrive(page):
    cell = cell_with(page, "SearchLab(")
    assert "0 of 24 points done" in words(cell)
    before = picture(cell)
    press_play(cell)
    wait_until(lambda: "24 of 24 points done" in words(cell))
    assert picture(cell) != before and "The test set is closed." in words(cell) and "⚠" not in cell.inner_text()


def test_the_landscape_gets_finer_and_a_run_of_it_opens(page):
    cell = cell_with(page, "landscape = LandscapeLab()")
    before = picture(cell)
    cell.get_by_role("button", name="Next finer grid").click()
    wait_until(lambda: "128 of 4096" not in words(cell) and picture(cell) != before)
    assert "⚠" not in cell.inner_text()


def test_the_spiking_neuron_follows_the_current(page):
    cell = cell_with(page, "SpikeLab()")
    before = picture(cell)
    handle = cell.get_by_role("slider").first
    handle.focus()
    for _ in range(4):
        handle.press("ArrowLeft")
    wait_until(lambda: "Input 1.80 nA" in words(cell) and picture(cell) != before)


def test_a_closing_question_answers(page):
    cell = cell_with(page, "closing_quiz(1)")
    cell.get_by_text("12", exact=False).first.click()
    wait_until(lambda: "In a dense layer each unit listens" in cell.inner_text())
