"""How Sphinx makes the site to read: `make site` builds it into build/site/, with no network and without running a cell."""

import sys
from pathlib import Path

from docutils import nodes

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tools")]
import environment
import pages

pages.copy_chapters(HERE / "chapters")

project = "Neural Networks and Deep Learning"
html_title = f"{project}, the interactive workbook"
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc"]
exclude_patterns = ["search.md"]  # search.html is Sphinx's own page; search_guide.md takes it in

nb_execution_mode = "off"
nb_merge_streams = True
nb_ipywidgets_js = {}  # the pages hold pictures, not widgets
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

default_role = "code"
add_module_names = False
autodoc_member_order = "bysource"

html_theme = "pydata_sphinx_theme"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = html_show_sourcelink = html_domain_indices = False
html_sidebars = {page: [] for page in ("index", "how_it_is_built")}  # nothing is below them
html_theme_options = {
    "logo": {"text": project},
    "github_url": environment.repository(environment.load_project()),
    "navbar_align": "left",
    "header_links_before_dropdown": 6,
    "secondary_sidebar_items": ["page-toc"],
    "show_toc_level": 2,
    "footer_start": ["copyright"],
    "footer_end": ["sphinx-version", "theme-version"],
}


def setup(app):
    """Our formulas, our docstrings, and tables without a head where it would be empty."""
    app.add_html_math_renderer("mathml", (inline_math, None), (block_math, None))
    app.connect("autodoc-process-docstring", lambda *event: event[-1].__setitem__(slice(None), pages.docstring(event[-1])))
    app.connect("doctree-read", lambda app, tree: [head.parent.remove(head) for head in list(tree.findall(nodes.thead)) if not head.astext().strip()])


def inline_math(translator, node):
    """Put MathML where a formula stands in a line."""
    translator.body.append(pages.mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def block_math(translator, node):
    """Put MathML where a formula stands by itself."""
    translator.body.append(pages.math_block(node.astext()))
    raise nodes.SkipNode
