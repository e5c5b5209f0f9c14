"""The built site in a headless browser: a server on a folder, a page on it, and what axe-core finds there."""

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest
from jupyter_page import BROWSER, FLAGS
from playwright.sync_api import sync_playwright

AXE = find_spec("axe_playwright_python")
needs_axe = pytest.mark.skipif(AXE is None, reason="axe-playwright-python, which brings axe-core, is not installed: accessibility is not checked")


class Quiet(SimpleHTTPRequestHandler):
    """A server that does not tell of each request."""

    def log_message(self, *arguments):
        """Nothing."""


@contextmanager
def served(folder):
    """A folder at an address of this machine, as a context that gives the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def browser():
    """A headless browser, as a context."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield started
        started.close()


def violations(page, part="document", **options):
    """What axe-core finds wrong in a part of the page, a CSS selector: [(rule, HTML of the first place, what to mend)]."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Path(AXE.submodule_search_locations[0], "axe.min.js").read_text(encoding="utf-8"))
    where = "document" if part == "document" else repr(part)
    found = page.evaluate(f"options => axe.run({where}, options)", {"resultTypes": ["violations"], **options})["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200], each["nodes"][0]["failureSummary"]) for each in found]
