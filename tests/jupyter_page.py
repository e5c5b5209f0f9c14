"""Real JupyterLab and a headless browser, for the tests and the benchmark that need them.

In comes a folder of notebooks; out come the address of a JupyterLab on it, a page with one notebook open, and its cells.
The browser is the one that COURSE_BROWSER names, or Chromium or Chrome on the path.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
BROWSER = os.environ.get("COURSE_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)

needs_browser = pytest.mark.skipif(
    not BROWSER and os.environ.get("REQUIRE_BROWSER") != "1", reason="no Chromium or Chrome on the path: the browser is not tried"
)


@contextmanager
def jupyterlab(folder):
    """JupyterLab on a folder, as a context that gives its address with the token."""
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


@contextmanager
def opened(address, notebook):
    """A page of the browser with this notebook open, as a context."""
    assert BROWSER, "there is no Chromium or Chrome on the path; COURSE_BROWSER can name one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(30_000)  # milliseconds
        page.goto(address.replace("/lab?", f"/lab/tree/{notebook}?"))
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        yield page
        browser.close()


def page_of(notebook):
    """A fixture for a file of tests: the page of a chapter after all its cells have run, in a copy of the notebooks."""

    @pytest.fixture(scope="module")
    def page(tmp_path_factory):
        folder = tmp_path_factory.mktemp("browser")
        for one in NOTEBOOKS.glob("*.ipynb"):
            shutil.copy(one, folder)
        with jupyterlab(folder) as address, opened(address, notebook) as page:
            run_all(page)
            yield page

    return page


def cells(page):
    """[{source, count, outputs}] of the code cells, however few of them are on screen."""
    return page.evaluate("""() => { const { content, sessionContext } = window.jupyterapp.shell.currentWidget;
        const kernel = sessionContext.session.kernel.status;  // JupyterLab 4.2 knows no state of a cell
        return [...content.model.cells].filter(cell => cell.type === 'code')
            .map(cell => ({source: cell.sharedModel.source, count: cell.executionCount, state: cell.executionState ?? kernel,
                           outputs: cell.outputs.toJSON()})); }""")


def run_all(page, seconds=120):
    """Run all cells, and wait until they have."""
    page.wait_for_selector(r"text=/^Python .*\| Idle$/")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-item", has_text="Run All Cells").first.click()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(0.5)
        waiting = [cell["source"] for cell in cells(page) if cell["state"] != "idle" or not cell["count"]]
        if not waiting:
            return
    raise AssertionError(f"not done after {seconds} seconds: {waiting}")


def cell_with(page, source):
    """The cell that starts with this source, scrolled into view."""
    page.evaluate("""source => { const notebook = window.jupyterapp.shell.currentWidget.content;
        const place = notebook.widgets.findIndex(cell => cell.model.sharedModel.source.startsWith(source));
        notebook.activeCellIndex = place; return notebook.scrollToItem(place, 'start'); }""", source)
    cell = page.locator(".jp-CodeCell.jp-mod-active")
    cell.locator(".jp-OutputArea-output .jupyter-widgets").first.wait_for()
    return cell


def labs_that_show_something_else(page):
    """The sources of the cells whose lab on the page says other words than the kernel gave with it."""
    wrong = []
    for cell in cells(page):
        given = [_text(output) for output in cell["outputs"] if "application/vnd.jupyter.widget-view+json" in output.get("data", {})]
        shown = cell_with(page, cell["source"]).get_by_role("status") if given else None
        if shown and shown.count() and _one_line(shown.first.inner_text()) not in given:
            wrong.append((cell["source"], given, shown.first.inner_text()))
    return wrong


def _text(output):
    return _one_line("".join(output["data"]["text/plain"]))


def _one_line(text):
    return " ".join(text.split())


def press_play(cell):
    """Press the lab's play button, or the same button to pause."""
    cell.locator(".jupyter-widget-play button, .widget-play button").first.click()


def picture(cell):
    """What the lab's picture is drawn from."""
    return cell.locator("img.widget-image").first.get_attribute("src")


def words(cell):
    """The picture in words, beside it."""
    return cell.get_by_role("status").inner_text()


def step(cell):
    """The step that the lab's words tell."""
    return int(re.search(r"Step (\d+)", words(cell))[1])


def no_cell_has_failed(page):
    """Fail with the first cell that has an error or a warning; True if there are live labs on the page."""
    for cell in cells(page):
        for output in cell["outputs"]:
            assert output["output_type"] != "error" and output.get("name") != "stderr", (cell["source"], output)
    return len([c for c in cells(page) if "application/vnd.jupyter.widget-view+json" in str(c["outputs"])]) > 10


def wait_until(true, seconds=15):
    """Wait for something to come true, and complain if it does not."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)
