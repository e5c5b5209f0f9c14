"""Chapter 2 in real JupyterLab in a headless browser: every cell runs, a slider moves, the picture changes.

The browser is the one that COURSE_BROWSER names, or Chromium or Chrome on the path. Without one this is skipped, or fails
if REQUIRE_BROWSER=1.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
BROWSER = os.environ.get("COURSE_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"

pytestmark = pytest.mark.skipif(not BROWSER and not REQUIRED, reason="no Chromium or Chrome on the path: the browser is not tried")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """JupyterLab on a copy of the chapters; yields its address with the token."""
    folder = tmp_path_factory.mktemp("browser")
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(notebook, folder)
    log = folder / "jupyter.log"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0", "--LabApp.expose_app_in_browser=True", str(folder)]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(folder / ".config"), "JUPYTER_DATA_DIR": str(folder / ".data")}
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder, env=environment)
    try:
        yield _address(log, server)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _address(log, server):
    for _ in range(240):
        found = re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/lab\S*token=\w+", log.read_text())
        if found:
            return found[0]
        assert server.poll() is None, log.read_text()
        time.sleep(0.25)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def page(address):
    assert BROWSER, "REQUIRE_BROWSER=1, but there is no Chromium or Chrome on the path"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(30_000)  # milliseconds
        page.goto(address.replace("/lab?", "/lab/tree/02_logistic_regression.ipynb?"))
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        yield page
        browser.close()


def cells(page):
    """[{source, count, outputs}] of the code cells, however few of them are on screen."""
    return page.evaluate("""() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
        .filter(cell => cell.type === 'code')
        .map(cell => ({source: cell.sharedModel.source, count: cell.executionCount, state: cell.executionState,
                       outputs: cell.outputs.toJSON()}))""")


@pytest.fixture(scope="module")
def chapter(page):
    """The page after all cells have run."""
    page.wait_for_selector("text=Python 3 (ipykernel) | Idle")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-item", has_text="Run All Cells").first.click()
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        time.sleep(0.5)
        if all(cell["state"] == "idle" and cell["count"] for cell in cells(page)):
            return page
    raise AssertionError(f"not done after two minutes: {[c['source'] for c in cells(page) if c['state'] != 'idle']}")


def cell_with(page, source):
    """The cell that starts with this source, scrolled into view."""
    page.evaluate("""source => { const notebook = window.jupyterapp.shell.currentWidget.content;
        const place = notebook.widgets.findIndex(cell => cell.model.sharedModel.source.startsWith(source));
        notebook.activeCellIndex = place; return notebook.scrollToItem(place, 'start'); }""", source)
    cell = page.locator(".jp-CodeCell.jp-mod-active")
    cell.locator(".jp-OutputArea-output .jupyter-widgets").first.wait_for()
    return cell


def picture(cell):
    """What the lab's picture is drawn from."""
    return cell.locator("img.widget-image").first.get_attribute("src")


def wait_until(true, seconds=15):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


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
    before = picture(cell)
    cell.locator(".jupyter-widget-play button, .widget-play button").first.click()
    wait_until(lambda: picture(cell) != before)
    time.sleep(1)
    cell.locator(".jupyter-widget-play button, .widget-play button").first.click()
    wait_until(lambda: int(re.search(r"Step (\d+)", cell.get_by_role("status").inner_text())[1]) > 210)


def test_a_quiz_answers(chapter):
    cell = cell_with(chapter, "quiz(\n    \"Ten colour")
    cell.get_by_role("radio").nth(0).check()
    wait_until(lambda: "Not that one" in cell.inner_text())
    cell.get_by_role("radio").nth(1).check()
    wait_until(lambda: "3072 features go down" in cell.inner_text())
