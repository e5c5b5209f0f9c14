"""Chapter 2 in real JupyterLab in a headless browser: every cell runs, controls move, pictures and words follow.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import time

from jupyter_page import cell_with, labs_that_show_something_else, needs_browser, no_cell_has_failed, page_of, picture, press_play, step, wait_until, words
from PIL import Image

pytestmark = needs_browser
page = page_of("02_logistic_regression.ipynb")


def test_every_cell_runs_without_an_error(page):
    assert no_cell_has_failed(page)


def test_showing_a_lab_changes_nothing_in_it(page):
    assert labs_that_show_something_else(page) == []


def test_a_slider_moves_by_keyboard_and_picture_and_words_follow(page):
    cell = cell_with(page, "NeuronLab()")
    before = picture(cell)
    wait_until(lambda: "w = 1.00" in words(cell))
    handle = cell.get_by_role("slider").first
    handle.focus()
    for _ in range(4):
        handle.press("ArrowRight")
    wait_until(lambda: "w = 1.20" in words(cell))
    wait_until(lambda: picture(cell) != before)


def test_training_plays_and_pauses(page):
    cell = cell_with(page, "lab = LogisticLab(")
    before, first = picture(cell), step(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    time.sleep(1)
    press_play(cell)
    wait_until(lambda: step(cell) > first + 10)


def test_a_quiz_answers(page):
    cell = cell_with(page, "quiz(\n    \"Ten colour")
    cell.get_by_role("radio").nth(0).check()
    wait_until(lambda: "Not that one" in cell.inner_text())
    cell.get_by_role("radio").nth(1).check()
    wait_until(lambda: "3072 features go down" in cell.inner_text())


def test_a_picture_is_uploaded_and_judged_and_a_broken_one_is_refused(page, tmp_path):
    cell = cell_with(page, "JudgeLab(lab)")
    Image.new("RGB", (80, 60), "white").save(tmp_path / "mine.png")
    (tmp_path / "broken.png").write_bytes((tmp_path / "mine.png").read_bytes()[:40])
    for name, expected in (("mine.png", "Your picture, the square of 60 pixels"), ("broken.png", "⚠ this file is no picture")):
        with page.expect_file_chooser() as chooser:
            cell.get_by_role("button", name="Your picture").click()
        chooser.value.set_files(tmp_path / name)
        wait_until(lambda expected=expected: expected in cell.inner_text())
