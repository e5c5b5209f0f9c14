"""The site to read: it builds without a warning, every link leads somewhere, every picture has its words, and everyone can use it.

Without Sphinx (`make pages` installs it) the site is not built and all this is skipped; without a browser, only the second half.
"""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import nbformat
import pytest
from jupyter_page import needs_browser
from site_page import browser, needs_axe, served, violations

from course_lib import labs

ROOT = Path(__file__).resolve().parents[1]
MISSING = [name for name in ("sphinx", "myst_nb", "pydata_sphinx_theme", "latex2mathml") if find_spec(name) is None]
KINDS = ["index.html", "chapters/03_shallow_network.html", "reference.html", "api/core.html", "instructors.html", "search.html?q=saturated"]
PHONE, ZOOMED = {"width": 390, "height": 844}, {"width": 640, "height": 400}  # 1280×800 at 200 % is as wide as 640
# axe does not hear MathML, so a head of a column that is a formula is empty for it; so is the head of a column of numbers.
NOT_ASKED = {"empty-table-header": {"enabled": False}}

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}. The site to read is not built; make pages installs it")


class Reader(HTMLParser):
    """The links, pictures and places of a page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loaded, self.pictures, self.places = [], [], [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        """Note what the tag leads to, or is."""
        given = dict(attributes)
        self.places.add(given.get("id"))
        if tag == "img":
            self.pictures.append(given)
        if tag in ("img", "script", "iframe") and "src" in given:
            self.loaded.append(given["src"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload"):
            self.loaded.append(given["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", str(folder / "doctrees"), str(ROOT / "docs"), str(folder / "html")]
    made = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert made.returncode == 0, made.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site):
    return {path: Reader(path) for path in site.rglob("*.html") if "_static" not in path.parts}


def test_every_link_inside_leads_somewhere(site, pages):
    broken = []
    for path, page in pages.items():
        for link in page.links + page.loaded:
            parts = urlsplit(link)
            if parts.scheme or "lite/" in parts.path or link == "#":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists() or (parts.fragment and target in pages and parts.fragment not in pages[target].places):
                broken.append((path.name, link))
    assert broken == []


def test_a_page_loads_nothing_from_elsewhere(pages):
    assert {link for page in pages.values() for link in page.loaded if urlsplit(link).netloc} == set()


def test_every_picture_has_its_words(site, pages):
    for path, page in pages.items():
        assert all(len(picture.get("alt", "").split()) >= 5 for picture in page.pictures), path
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        given = [output["data"]["text/plain"] for cell in cells for output in cell.get("outputs", ()) if "image/png" in output.get("data", {})]
        page = pages[site / "chapters" / f"{path.stem}.html"]
        assert [picture["alt"] for picture in page.pictures] == [" ".join(words.split()) for words in given]


def test_a_chapter_can_be_opened_live_in_three_places(site, pages):
    links = pages[site / "chapters" / "02_logistic_regression.html"].links
    assert "../lite/lab/index.html?path=02_logistic_regression.ipynb" in links
    assert any(re.fullmatch(r"https://mybinder.org/v2/gh/\S+/HEAD\?urlpath=lab/tree/my_work/02_logistic_regression.ipynb", link) for link in links)
    assert any(re.fullmatch(r"https://colab.research.google.com/github/\S+/blob/HEAD/notebooks/02_logistic_regression.ipynb", link) for link in links)


def test_the_reference_has_every_public_name(site, pages):
    import course_lib
    from course_lib import exercises, search

    places = set().union(*(page.places for page in pages.values()))
    for module in (course_lib, exercises, search, labs):
        for name in module.__all__:
            if name not in ("datasets", "search", "SETTINGS", "REGISTRY"):
                assert {f"{module.__name__}.{name}", getattr(getattr(module, name), "__module__", "") + f".{name}"} & places, name


def test_docstrings_become_lists_and_code_and_lose_nothing():
    sys.path.insert(0, str(ROOT / "tools"))
    import pages as tool

    lines = ["Draw `n` points, `a*b`.", "", "X, Y: (n_x, m), g_prime*2; W: the rest", "    which goes on", "returns: a list", "More.", "", "    code(1)"]
    made = tool.docstring(lines)
    assert made == [
        "Draw ``n`` points, ``a*b``.", "",
        "", "**X, Y**", r"   (n_x, m), g_prime\*2", "", "**W**", "   the rest", "   which goes on", "", "**returns**", "   a list", "", "More.", "",
        "::", "", "    code(1)",
    ]


def test_formulas_are_mathml_and_wide_ones_fall_apart():
    sys.path.insert(0, str(ROOT / "tools"))
    import pages as tool

    assert tool.math_block(r"z = w x + b \qquad\qquad \hat y = \max(0, z)").count("<math ") == 2
    assert "ℒ" in tool.mathml(r"\mathcal L", "inline")


@pytest.fixture(scope="module")
def shown(site):
    """A function that opens a page of the site, and gives it with what it asked of other places."""
    with served(site) as address, browser() as started:

        def show(name, **options):
            page = started.new_page(**options)
            page.set_default_timeout(60_000)
            asked = []
            page.on("request", lambda request: None if request.url.startswith((address, "data:")) else asked.append(request.url))
            page.goto(address + name)
            page.wait_for_function("document.readyState === 'complete'")
            return page, asked

        yield show


@needs_browser
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing_and_nothing_comes_from_elsewhere(shown, name, scheme):
    page, asked = shown(name, color_scheme=scheme, viewport={"width": 1280, "height": 800})
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    assert violations(page, rules=NOT_ASKED) == []
    assert asked == []
    page.close()


@needs_browser
@pytest.mark.parametrize("view", [PHONE, ZOOMED], ids=["a phone", "200 %"])
def test_no_page_scrolls_sideways(site, shown, view):
    page, _ = shown("index.html", viewport=view)
    wide = []
    for path in sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if "_static" not in path.parts):
        page.goto(urljoin(page.url, f"/{path}"))
        wide += [path] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    assert wide == []
    page.close()


@needs_browser
@needs_axe
def test_axe_finds_nothing_on_a_phone(shown):
    page, _ = shown(KINDS[1], viewport=PHONE)
    assert violations(page, rules=NOT_ASKED) == []
    page.close()


@needs_browser
def test_the_keyboard_is_enough(shown):
    page, _ = shown(KINDS[1])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Open in your browser":
            break
    else:
        raise AssertionError("the buttons of the chapter are not among the first that Tab comes to")
    page.keyboard.press("Control+k")
    page.keyboard.type("saturated")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a, .search li a")
    assert "Chapter 3" in page.inner_text("#search-results")
    page.close()
