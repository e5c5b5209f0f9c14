"""The mouse on the pictures of labs in real JupyterLab: a drag zooms, a click opens a run, a clicked row or line is marked.

Without a browser (see jupyter_page.py) this is skipped, or fails if REQUIRE_BROWSER=1.
"""

import re

import nbformat
import numpy as np
import pytest
from jupyter_page import cell_with, jupyterlab, needs_browser, opened, picture, run_all, wait_until

from course_lib.labs import SearchLab
from course_lib.views.search import LINE, TOP, path

pytestmark = needs_browser
IMPORTS = "from course_lib.labs import LandscapeLab, SearchLab, TrainingLab"
LAND, SEARCH = "land = LandscapeLab(steps=50)\nland", "found = SearchLab(points=20, steps=100)\nfound.search()\nfound"
POINTS = "drawn = TrainingLab(m=40)\ndrawn"
NO_HANDLERS = "script-src 'self' 'unsafe-eval'"  # a page with this lets no handlers run that stand in HTML


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    cells = [nbformat.v4.new_code_cell(source) for source in (IMPORTS, LAND, SEARCH, POINTS)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}})
    nbformat.write(notebook, folder / "labs.ipynb")
    with jupyterlab(folder) as address:
        yield address


@pytest.fixture(scope="module")
def page(address):
    with opened(address, "labs.ipynb") as page:
        run_all(page)
        yield page


def words(cell):
    """The words of the lab, also where another lab has been opened below it."""
    return cell.get_by_role("status").first.inner_text()


def box(cell, hint):
    """The glass, in the middle of the page, and where it is."""
    glass = cell.locator(f'[title^="{hint}"]')
    glass.wait_for()  # until it can be seen
    glass.evaluate("glass => glass.scrollIntoView({block: 'center'})")
    return glass, glass.bounding_box()


def drag(page, box, start, end):
    """Move the mouse with its button down, from and to shares of a box; gives the frame that the page showed meanwhile."""
    (x, y), (to_x, to_y) = ((box["x"] + box["width"] * across, box["y"] + box["height"] * down) for across, down in (start, end))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, (y + to_y) / 2)
    page.mouse.move(to_x, to_y)
    frames = page.locator(".course-picture div[style*='dashed']").filter(visible=True)
    shown = frames.first.bounding_box() if frames.count() else None
    page.mouse.up()
    return shown


def test_a_drag_draws_a_frame_and_zooms_to_it(page):
    cell = cell_with(page, "land = ")
    glass, place = box(cell, "Drag")
    before = picture(cell)
    frame = drag(page, place, (0.5, 0.25), (0.75, 0.5))
    assert [frame[side] for side in ("x", "y", "width", "height")] == pytest.approx(
        [place["x"] + place["width"] / 2, place["y"] + place["height"] / 4, place["width"] / 4, place["height"] / 4], abs=1.5
    )
    wait_until(lambda: picture(cell) != before and re.search(r"from 1(\.\d+)? to 1[01](\.\d+)?;", words(cell)))
    assert glass.locator("div").filter(visible=True).count() == 0 and "⚠" not in cell.inner_text()


def test_a_click_opens_the_run_under_it_and_it_is_alive(page):
    cell = cell_with(page, "land = ")
    glass, place = box(cell, "Drag")
    assert cell.get_by_role("button", name="Fork").count() == 0
    glass.click(position={"x": place["width"] * 10.5 / 64, "y": place["height"] * 43.5 / 64})
    cell.get_by_role("button", name="Fork").wait_for()
    for label, tile in (("cursor across", "10"), ("cursor up", "20")):
        assert cell.locator(".widget-slider, .jupyter-widget-slider").filter(has_text=label).first.inner_text().split()[-1] == tile
    run = cell.get_by_role("status").nth(1)
    assert "Step 50 of " in run.inner_text()
    cell.get_by_role("button", name="Step", exact=True).click()
    wait_until(lambda: "Step 51 of " in run.inner_text())
    assert "⚠" not in cell.inner_text()


def test_a_click_on_a_row_and_on_a_line_marks_both(page):
    cell = cell_with(page, "found = ")
    glass, place = box(cell, "Click")
    pixel = place["width"] / 940
    before = picture(cell)
    glass.click(position={"x": 300 * pixel, "y": (500 * 0.585 + TOP + 3.5 * LINE) * pixel})
    wait_until(lambda: "Chosen, row 4 by" in words(cell) and picture(cell) != before)
    x, y = point_of_a_line(row=7)
    glass.click(position={"x": x * pixel, "y": y * pixel})
    wait_until(lambda: "Chosen, row 7 by" in words(cell))
    assert "⚠" not in cell.inner_text()


def point_of_a_line(row):
    """A pixel of the line of a row where no other line is near, from the same search here."""
    lab = SearchLab(points=20, steps=100)
    lab.search()
    lab.png()
    heights, x = np.array([path(record) for record in lab.table]), np.arange(0, 6, 0.05)
    lines = np.array([np.interp(x, range(7), one) for one in heights])
    free = np.abs(np.delete(lines, row - 1, axis=0) - lines[row - 1]).min(axis=0).argmax()
    right, up = lab._canvas.view._axes.transData.transform((x[free], lines[row - 1, free]))
    return right, 500 - up


def test_points_are_drawn_by_clicks(page):
    cell = cell_with(page, "drawn = ")
    assert cell.locator('[title^="Click to draw"]').filter(visible=True).count() == 0
    cell.get_by_role("tab", name="Your points").click()
    glass, place = box(cell, "Click to draw")
    wait_until(lambda: "The cross is at (0.00, 0.00)." in words(cell))
    glass.click(position={"x": place["width"] * 0.75, "y": place["height"] * 0.25})
    wait_until(lambda: "on yours" in words(cell))
    assert re.search(r"The cross is at \(0\.\d+, 0\.\d+\)", words(cell)) and "⚠" not in cell.inner_text()


def test_where_no_handlers_may_run_the_lab_is_as_it_was_without(page):
    """The last one here: the page keeps the rule."""
    page.evaluate("rule => document.head.insertAdjacentHTML('beforeend', `<meta http-equiv=Content-Security-Policy content=\"${rule}\">`)", NO_HANDLERS)
    run_all(page)
    cell = cell_with(page, "land = ")
    glass, place = box(cell, "Drag")
    told = words(cell)
    assert "from 0.01 to 100;" in told and drag(page, place, (0.5, 0.25), (0.75, 0.5)) is None
    glass.click()
    cell.get_by_role("button", name="Next finer grid").click()
    wait_until(lambda: words(cell) != told)
    assert "from 0.01 to 100;" in words(cell) and "⚠" not in cell.inner_text() and cell.get_by_role("button", name="Fork").count() == 0
