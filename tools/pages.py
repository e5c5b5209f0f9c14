"""What docs/conf.py needs to make the site to read: the chapters as pages, docstrings as reStructuredText, formulas as MathML.

In come the built notebooks, with their outputs; nothing is run. Each picture gets its words as its text alternative, and each
chapter a line of buttons that open it live.
"""

import re
import shutil
import sys
from pathlib import Path

import nbformat
from latex2mathml.converter import convert

from course_lib import labs

sys.path.insert(0, str(Path(__file__).parent))
import environment

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
LINK_TO_DOCS = re.compile(r"\]\(\.\./docs/([\w.]+)")
MOVED = {"search.md": "search_guide.md"}  # search.html is Sphinx's own page
FIELD = re.compile(r"([A-Za-z]\w*(?:, \w+)*): +(.+)")
NEXT_FIELD = re.compile(r"; +(?=[A-Za-z]\w*(?:, \w+)*: )")  # X: (n_x, m); Y: (n_y, m)
SPECIAL = re.compile(r"([*|\\]|(?<=\w)_(?!\w))")  # what reStructuredText would read as markup

MATHML_MENDED = {  # a hat stays as narrow as its letter; ":=" and ":" get the room that a relation has
    "<mo>&#x0005E;</mo>": '<mo stretchy="false">&#x0005E;</mo>',
    "<mi>:</mi><mo>&#x0003D;</mo>": "<mo>:=</mo>",
    "<mi>:</mi>": "<mo>:</mo>",
}


def copy_chapters(folder):
    """Write the chapters, the glossary, the page of notation and the list of labs into a folder, made anew, as the site shows them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    project = environment.load_project()
    for path in sorted(NOTEBOOKS.glob("*.md")):
        shutil.copy(path, folder)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        title, _, rest = notebook.cells[0].source.partition("\n")
        notebook.cells[0].source = f"{title}\n\n{buttons(project, path.name)}\n\n{rest}"
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = LINK_TO_DOCS.sub(lambda link: f"](../{MOVED.get(link[1], link[1])}", cell.source)
            name_pictures(cell)
        nbformat.write(notebook, folder / path.name)
    every_lab = "\n".join(f".. autoclass:: course_lib.labs.{name}" for name in labs.__all__ if name.endswith("Lab"))
    (folder / "labs.txt").write_text(f"```{{eval-rst}}\n{every_lab}\n```\n", encoding="utf-8")


def name_pictures(cell):
    """Tell MyST-NB the text alternative of a cell's picture: the words that the lab gave with it."""
    for output in cell.get("outputs", ()):
        if "image/png" in output.get("data", {}):
            cell.metadata["mystnb"] = {"image": {"alt": " ".join(output["data"]["text/plain"].split())}}


def buttons(project, notebook):
    """The links that open a chapter live, as HTML."""
    addresses = {
        "Open in your browser": f"../lite/lab/index.html?path={notebook}",
        "Open in Binder": environment.binder(project, notebook),
        "Open in Colab": environment.colab(project, notebook),
    }
    links = "\n".join(f'<a href="{address}">{label}</a>' for label, address in addresses.items())
    return f'<div class="live" role="group" aria-label="Open this chapter live">\n{links}\n</div>'


def docstring(lines):
    """Our docstrings as reStructuredText: the lines `name: meaning` become a list of definitions, indented lines a block of code."""
    made, entry = [], False
    for line in lines:
        field = FIELD.fullmatch(line) if made else None  # the first line is a sentence
        if field:
            for name, meaning in (FIELD.fullmatch(part).groups() for part in NEXT_FIELD.split(line)):
                made += ["", f"**{name}**", f"   {escaped(meaning)}"]
        elif entry and line.startswith(" "):
            made.append(f"   {escaped(line.strip())}")
        elif line.startswith(" ") and made and not made[-1]:
            made += ["::", "", line]
        else:
            made += [""] * entry + [line if line.startswith(" ") else escaped(line)]
        entry = bool(field) or (entry and line.startswith(" "))
    return made


def escaped(text):
    """Text as reStructuredText: what stands between backticks is code, all else is itself."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # a lone backtick
        return SPECIAL.sub(r"\\\1", text.replace("`", r"\`"))
    return "".join(f"``{part}``" if place % 2 else SPECIAL.sub(r"\\\1", part) for place, part in enumerate(parts))


def mathml(formula, display):
    """A LaTeX formula as MathML, which a browser draws and a screen reader reads with no script and no download."""
    made = convert(formula.replace(r"\mathcal L", "ℒ"), display=display)
    for old, new in MATHML_MENDED.items():
        made = made.replace(old, new)
    return made


def math_block(formula):
    """A formula of its own; where it is several, with wide space between, they stand below each other on a narrow page."""
    parts = "".join(mathml(part, "block") for part in formula.split(r"\qquad") if part.strip())
    return f'<div class="formulas">{parts}</div>\n'
