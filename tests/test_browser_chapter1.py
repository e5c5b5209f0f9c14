"""Chapter 1 in real JupyterLab in a headless browser: every cell runs, controls move, pictures and words follow.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

from jupyter_page import cell_with, needs_browser, no_cell_has_failed, page_of, picture, press_play, step, wait_until, words

pytestmark = needs_browser
page = page_of("01_introduction.ipynb")


def test_every_cell_runs_without_an_error(page):
    assert no_cell_has_failed(page)


def test_the_first_lab_moves_at_the_press_of_a_button(page):
    cell = cell_with(page, 'WatchLab("circles")')
    before, first = picture(cell), step(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    press_play(cell)
    wait_until(lambda: step(cell) > first)


def test_a_line_is_dragged_by_keyboard_and_then_learns_by_itself(page):
    cell = cell_with(page, "BentLineLab()")
    before = picture(cell)
    handle = cell.get_by_role("slider").first
    handle.focus()
    for _ in range(4):
        handle.press("ArrowRight")
    wait_until(lambda: "w = 0.54" in words(cell) and picture(cell) != before)
    press_play(cell)
    wait_until(lambda: float(handle.get_attribute("aria-valuenow")) > 1)  # the slider moves along
    press_play(cell)
    wait_until(lambda: "w = 0.54" not in words(cell))


def test_a_guess_a_matching_and_a_button(page):
    cell = cell_with(page, "few = predict(")
    cell.get_by_label("My guess").select_option("large")
    cell.get_by_role("button", name="Commit").click()
    wait_until(lambda: "Your guess stands: large" in cell.inner_text())
    cell = cell_with(page, "match(")
    cell.get_by_label("English → Chinese").select_option("recurrent")
    wait_until(lambda: "✓ a sentence is a sequence of words" in cell.inner_text() and "1 of 6" in cell.inner_text())
    cell = cell_with(page, "HousingLab()")
    cell.get_by_role("button", name="Train 500 steps").click()
    wait_until(lambda: step(cell) == 500)


def test_the_code_of_a_question_is_folded_away(page):
    for cell, hidden in (("quiz(", True), ("match(", True), ("BentLineLab()", False)):
        assert (cell_with(page, cell).locator(".jp-Cell-inputWrapper .jp-Placeholder").count() > 0) == hidden


def test_the_measurement_runs_pauses_and_the_page_stays_alive(page):
    cell = cell_with(page, "scale = DataScaleLab(")
    before = picture(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before, seconds=60)
    press_play(cell)
    wait_until(lambda: "of 18 trainings are done" in words(cell))
    assert cell.locator(".progress-bar").first.bounding_box()["width"] > 5
