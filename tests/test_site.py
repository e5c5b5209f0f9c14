"""The course in JupyterLite, in a headless browser, from a folder of files: what a reader does who has installed nothing.

It tries the folder that `make site` built, and only where it is asked for, by `make test-site`. Nothing may be asked of any other server.
"""

import functools
import os
import re
import threading
import time
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
import pytest
from jupyter_page import BROWSER, FLAGS, cell_with, cells, no_cell_has_failed, picture, press_play, run_all, step, wait_until, words
from playwright.sync_api import sync_playwright

from course_lib.exercises import REGISTRY

SITE = Path(__file__).resolve().parents[1] / "build" / "site"
CHAPTERS = sorted(path.name for path in (SITE / "lite" / "files").glob("0*.ipynb"))
START = 180_000  # milliseconds that Python may take to start
SOLVED = "layer_sizes"

pytestmark = pytest.mark.skipif(os.environ.get("TEST_SITE") != "1", reason="the site in a browser is tried by make test-site, after make site")


class Files(SimpleHTTPRequestHandler):
    """Files and nothing else, as any static host hands them out; what was asked for in vain is noted."""

    missed = []

    def log_request(self, code="-", size="-"):
        """Note it."""
        if int(code) >= 400 and self.path != "/favicon.ico":  # which browsers ask of every server
            self.missed.append(self.path)

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def served(folder):
    """The address of a folder on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def reader():
    """A browser that has never seen the site; what it asks of other servers is refused, and any such request fails the tests."""
    assert CHAPTERS, "there is no site: make site builds it"
    assert BROWSER, "there is no Chromium or Chrome on the path; COURSE_BROWSER can name one"
    with served(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=[*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])
        context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=address)
        context.set_default_timeout(60_000)
        elsewhere = []

        def same_server(route):
            if route.request.url.startswith(address):
                route.continue_()
            else:
                elsewhere.append(route.request.url)
                route.abort()

        context.route("**/*", same_server)
        yield context
        browser.close()
    assert elsewhere == [] and Files.missed == []


@pytest.fixture(scope="module")
def page(reader):
    """Chapter 3, all of whose cells have run."""
    page = reader.new_page()
    began = time.monotonic()
    page.goto(f"lite/lab/index.html?path={CHAPTERS[2]}")
    ready(page, "cold start", began)
    assert "image/png" in str(cells(page))  # pictures before a lab has run
    run_all(page, seconds=240)
    return page


def ready(page, told, began):
    """Wait for Python and run the first cell, and print how long that took."""
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    shown = time.monotonic() - began
    page.wait_for_selector("text=Python (Pyodide) | Idle", timeout=START)
    python = time.monotonic() - began
    assert run(page, cells(page)[0]["source"]) == ["ok", "", ""]
    print(f"\n{told}: page {shown:.0f} s, Python {python:.0f} s, course imported {time.monotonic() - began:.0f} s")


def run(page, code):
    """Run code in the kernel of the page; [status, what was printed, what was printed as an error]."""
    return page.evaluate("""async code => {
        const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
        const future = kernel.requestExecute({code});
        const printed = {stdout: '', stderr: ''};
        future.onIOPub = ({content}) => { printed[content.name ?? 'stderr'] += content.text ?? content.evalue ?? ''; };
        return [(await future.done).content.status, printed.stdout, printed.stderr]; }""", code)


def test_every_cell_of_chapter_3_runs_without_an_error(page):
    assert no_cell_has_failed(page)


def test_the_learning_rate_is_dragged_while_the_picture_moves(page):
    cell = cell_with(page, "lab = TrainingLab(")
    before, first, rate = picture(cell), step(cell), alpha(cell)
    press_play(cell)
    wait_until(lambda: picture(cell) != before, seconds=30)
    box = cell.get_by_role("slider").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 20, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    before = picture(cell)
    wait_until(lambda: picture(cell) != before and alpha(cell) < rate and step(cell) > first, seconds=30)
    press_play(cell)
    assert "⚠" not in cell.inner_text()


def alpha(cell):
    """The learning rate that the lab's words tell."""
    return float(re.search(r"α = ([\d.]+)", words(cell))[1].rstrip("."))


def test_code_without_an_end_is_stopped(page):
    code = f"def {SOLVED}(X, Y, n_h):\n    while True:\n        pass\nprint(check({SOLVED}).message)"
    assert "seconds" in run(page, code)[1]


def test_a_solved_exercise_is_marked_and_is_still_after_the_page_is_loaded_again(page):
    answer = REGISTRY[SOLVED].solution()
    page.evaluate("""([start, answer]) => {
        const notebook = window.jupyterapp.shell.currentWidget.content;
        const place = notebook.widgets.findIndex(cell => cell.model.sharedModel.source.startsWith(start));
        notebook.activeCellIndex = place; return notebook.scrollToItem(place, 'start'); }""", [f"def {SOLVED}(", answer])
    page.locator(".jp-CodeCell.jp-mod-active .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(answer)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")  # check(…), the next cell

    def verdict():
        return str(next(cell["outputs"] for cell in cells(page) if cell["source"] == f"check({SOLVED})"))

    wait_until(lambda: "passed" in verdict() or "✓" in verdict(), seconds=30)
    page.keyboard.press("Control+s")
    wait_until(lambda: not page.evaluate("() => window.jupyterapp.shell.currentWidget.context.model.dirty"))
    page.reload()
    file = page.get_by_role("listitem").filter(has_text=CHAPTERS[2])
    file.wait_for()
    began = time.monotonic()
    file.dblclick()
    ready(page, "warm start", began)
    assert answer.strip() in [cell["source"].strip() for cell in cells(page)]
    assert f"✓ {SOLVED}: passed on" in run(page, "print(show_progress(3))")[1]


def test_progress_is_exported_as_a_page_and_downloaded(page):
    assert run(page, "from course_lib.exercises import export_progress\nexport_progress(learner='Ada')")[0] == "ok"
    page.evaluate("() => window.jupyterapp.commands.execute('filebrowser:refresh')")
    page.get_by_role("listitem").filter(has_text="my_progress.html").click(button="right")
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Download", exact=True).click()
    text = download.value.path().read_text(encoding="utf-8")
    assert "<h1>Progress of Ada</h1>" in text and f"<code>{SOLVED}</code></td><td style='text-align: left'>passed on" in text


@pytest.mark.parametrize("chapter", [name for name in CHAPTERS if name[:2] != "03"])
def test_the_other_chapters_begin_without_an_error(page, chapter):
    """In the Python that Chapter 3 has started, which saves half a minute each."""
    code = [cell.source for cell in nbformat.read(SITE / "lite" / "files" / chapter, as_version=4).cells if cell.cell_type == "code"]
    for source in code[:12]:
        status, _, warned = run(page, source)
        assert (status, warned) == ("ok", ""), source
