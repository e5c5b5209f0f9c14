"""Chapter 4 in real JupyterLab in a headless browser: every cell runs, and its labs are driven.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

from jupyter_page import cell_with, needs_browser, no_cell_has_failed, page_of, picture, press_play, wait_until, words

pytestmark = needs_browser
page = page_of("04_deep_network.ipynb")


def test_every_cell_runs_without_an_error(page):
    assert no_cell_has_failed(page)


def test_the_block_stepper_is_walked_forward_and_back(page):
    cell = cell_with(page, "BlockLab().run_to(")
    cell.get_by_role("button", name="Start over").click()
    wait_until(lambda: "Nothing computed yet" in words(cell))
    walked = ["Forward block 1 of 3", "Forward block 2 of 3", "Forward block 3 of 3", "The cost", "The way back starts", "Backward block 3 of 3"]
    for told in walked:
        before = picture(cell)
        cell.get_by_role("button", name="Next").click()
        wait_until(lambda told=told: told in words(cell))
        assert picture(cell) != before
    assert "It reads cache 3 (A[2], Z[3], A[3])" in words(cell)
    cell.get_by_label("run to").select_option("backward 1")
    wait_until(lambda: "Backward block 1 of 3" in words(cell))
    cell.get_by_role("button", name="Next").press("Enter")
    wait_until(lambda: "The update ends the iteration. J was" in words(cell))
    assert cell.get_by_label("run to").input_value() == "update"
    cell.get_by_label("activation").first.select_option("relu")
    wait_until(lambda: "(relu, relu, sigmoid)" in words(cell) and "The update" in words(cell))
    cell.get_by_role("button", name="Start over").click()
    wait_until(lambda: "Nothing computed yet" in words(cell))
    assert "⚠" not in cell.inner_text()


def test_the_shape_doctor_takes_a_network_that_is_typed_and_breaks_it(page):
    cell = cell_with(page, "ShapeLab((12288,")
    before, box = picture(cell), cell.get_by_label("layer sizes")
    box.fill("784 64 10")
    box.press("Enter")
    wait_until(lambda: "layer 1 (64, 784), (64, 1), (64, 209)" in words(cell) and picture(cell) != before)
    cell.get_by_label("break").select_option("db[l] without keepdims")
    wait_until(lambda: "silently makes (10, 10), not (10, 1)" in words(cell))
    box.fill("784 sixty 10")
    box.press("Enter")
    wait_until(lambda: "layers is '784 sixty 10'" in cell.get_by_role("alert").inner_text())
    box.fill("784, 64, 10")
    box.press("Enter")
    wait_until(lambda: cell.get_by_role("alert").count() == 0)


def test_deep_and_wide_are_trained_and_the_depth_of_a_fold_is_turned(page):
    cell = cell_with(page, "contest = DeepOrWideLab(")
    before = picture(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    press_play(cell)
    wait_until(lambda: "Step 1500:" not in words(cell))
    cell = cell_with(page, "FoldLab()")
    slider = cell.get_by_role("slider").first
    slider.focus()
    slider.press("ArrowRight")
    wait_until(lambda: "After 4 folds the line has 16 straight pieces" in words(cell))


def test_gradients_at_depth_come_back_with_he(page):
    cell = cell_with(page, "deep = dict(")
    cell.get_by_label("initialization").select_option("he")
    wait_until(lambda: "he start" in words(cell))
    before = picture(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before)
    press_play(cell)
    wait_until(lambda: "Step 0 " not in words(cell))
    assert "⚠" not in cell.inner_text()
