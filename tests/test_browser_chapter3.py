"""Chapter 3 in real JupyterLab in a headless browser: every cell runs, controls move, pictures and words follow.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import time

from jupyter_page import cell_with, labs_that_show_something_else, needs_browser, no_cell_has_failed, page_of, picture, press_play, step, wait_until, words

pytestmark = needs_browser
page = page_of("03_shallow_network.ipynb")


def test_every_cell_runs_without_an_error(page):
    assert no_cell_has_failed(page)


def test_showing_a_lab_changes_nothing_in_it(page):
    assert labs_that_show_something_else(page) == []


def test_learning_rate_activation_and_initialization_are_turned_while_it_plays(page):
    cell = cell_with(page, "lab = TrainingLab(")
    before, first = picture(cell), step(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    handle = cell.get_by_role("slider").first
    handle.focus()
    for _ in range(6):
        handle.press("ArrowRight")
    cell.get_by_label("activation").first.select_option("relu")
    time.sleep(1)
    press_play(cell)
    wait_until(lambda: "(relu)" in words(cell) and "α = 1.0," not in words(cell) and step(cell) > first)
    cell.get_by_role("tab", name="Network").click()
    press_play(cell)
    before = picture(cell)
    cell.get_by_label("initialization").select_option("zeros")
    time.sleep(1)
    press_play(cell)
    wait_until(lambda: "zeros start" in words(cell) and picture(cell) != before)
    assert "⚠" not in cell.inner_text()


def test_the_kernel_stays_free_for_other_cells_while_it_plays(page):
    cell = cell_with(page, "lab = TrainingLab(")
    press_play(cell)
    before = picture(cell)
    wait_until(lambda: picture(cell) != before)
    reply = page.evaluate("""async () => {
        const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
        return (await kernel.requestExecute({code: 'import time; time.sleep(2); lab.record.step'}).done).content.status; }""")
    assert reply == "ok"
    before = picture(cell)
    wait_until(lambda: picture(cell) != before)
    press_play(cell)
