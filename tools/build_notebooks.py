"""Build the chapters: notebooks/source/NN_name.py → notebooks/NN_name.ipynb, executed, with outputs.

A cell `# exercise: NAME` becomes the stub of that exercise. The code of a question is folded away. What is noise goes: widget views (a PNG and words stand in
their place), execution times, random cell ids. Two builds of the same source give the same bytes.

    python tools/build_notebooks.py            build them all
    python tools/build_notebooks.py 2          build one, by its number or name
    python tools/build_notebooks.py --check    say which do not match their source; nothing is written
"""

import argparse
import base64
import os
import re
import sys
import tempfile
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

import jupytext
import nbformat
import numpy as np
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from PIL import Image
from workspace import Refused, find

from course_lib.exercises import REGISTRY

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
EXERCISE = re.compile(r"# *exercise\b[: ]*(.*)", re.IGNORECASE)
COLOUR = re.compile(r"\x1b\[[\d;]*m")  # of a traceback in a terminal
ANSWERS = re.compile(r"(quiz|match)\(")  # the code of such a cell holds the answers: it is folded away
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
SECONDS = 120  # the longest that a cell may take


def sources(folder=FOLDER):
    """The source files, chapter by chapter."""
    return sorted((folder / "source").glob("[0-9][0-9]_*.py"))


def target(source):
    """The notebook that is built from a source file."""
    return source.parents[1] / f"{source.stem}.ipynb"


def composed(source):
    """The notebook of a source file, stubs filled in, not executed.

    raises: Refused for an exercise that is not there, or whose mistakes cannot be made
    """
    notebook = jupytext.read(source)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03d}"
        if exercise := EXERCISE.fullmatch(cell.source.strip()):
            cell.source = _stub(exercise[1], source, cell.source)
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _stub(name, source, line):
    if name not in REGISTRY:
        number = list(map(str.strip, source.read_text(encoding="utf-8").splitlines())).index(line.strip()) + 1
        near = get_close_matches(name, REGISTRY, n=1)
        meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(REGISTRY)}."
        raise Refused(f"{source.name}, line {number}: there is no exercise {name!r}. {meant}")
    if REGISTRY[name].faults:
        raise Refused("\n".join(REGISTRY[name].faults.values()))
    try:
        return REGISTRY[name].stub().rstrip()
    except ValueError as problem:
        raise Refused(problem) from None


def built(source):
    """The notebook of a source file, executed and cleaned, as text.

    raises: Refused where `composed` does, and for a cell that fails
    """
    notebook, begun = composed(source), []
    with tempfile.TemporaryDirectory() as empty:
        os.environ["COURSE_PROGRESS"] = str(Path(empty) / "progress.json")
        how = {"timeout": SECONDS, "kernel_name": "python3", "resources": {"metadata": {"path": empty}}}
        how |= {"extra_arguments": ["--log-level=ERROR"], "on_cell_execute": lambda cell, cell_index: begun.append(cell)}
        try:
            NotebookClient(notebook, coalesce_streams=True, **how).execute()  # what is printed may come in any number of pieces
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as problem:
            raise Refused(_failure(source, begun[-1], problem)) from None
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        _clean(cell)
    return nbformat.writes(notebook) + "\n"


def contents(notebook):
    """What a notebook says, without what running it has left: [(kind of cell, text, tags)]."""
    return [(cell.cell_type, cell.source.rstrip(), cell.metadata.get("tags", [])) for cell in notebook.cells]


def out_of_step(folder=FOLDER):
    """The notebooks that do not say what their source says, or that have no source; in words."""
    wrong = []
    for source in sources(folder):
        if not target(source).exists():
            wrong.append(f"{target(source).name} is not built")
        elif contents(nbformat.read(target(source), as_version=4)) != contents(composed(source)):
            wrong.append(f"{target(source).name} differs from source/{source.name}: run make notebooks CHAPTER={int(source.stem[:2])}")
    known = {target(source) for source in sources(folder)}
    return wrong + [f"{path.name} has no source" for path in sorted(folder.glob("*.ipynb")) if path not in known]


def _failure(source, cell, problem):
    """Which cell of which chapter fails, and the traceback without what lies between the cell and the place where it failed."""
    first = cell.source.strip().splitlines()[0]
    errors = [output.traceback for output in cell.outputs if output.output_type == "error"]
    if isinstance(problem, CellTimeoutError):
        told = [f"It was stopped after {SECONDS} seconds."]
    elif errors:
        told = dict.fromkeys([*(part for part in errors[0] if "In[" in part), *errors[0][-2:]])
    else:
        told = [str(problem)]
    return COLOUR.sub("", "\n".join([f"{source.name}: this chapter is not built. A cell of it fails, which begins with: {first}", *told])).rstrip()


def _clean(cell):
    cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k == "tags"})
    if cell.cell_type == "code" and ANSWERS.match(cell.source):
        cell.metadata["jupyter"] = {"source_hidden": True}
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        data.pop(WIDGET_VIEW, None)
        if "image/png" in data:
            data["image/png"] = _small(data["image/png"])


def _small(png):
    """The same picture in fewer bytes: 18 greys from black to white are enough for the edges of letters, and 48 colours for all."""
    shades = np.asarray(Image.open(BytesIO(base64.b64decode(png))).convert("RGB"))
    grey = np.ptp(shades, axis=-1, keepdims=True) < 5
    picture = Image.fromarray(np.where(grey, 15 * np.round(shades / 15), shades).astype(np.uint8))
    picture = picture.quantize(48, kmeans=2, dither=Image.Dither.NONE)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()


def _write(path, text):
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8", newline="\n")
    os.replace(new, path)


def run(wanted):
    """Build every chapter, or the wanted one; says which are written."""
    for source in [find(wanted, sources())] if wanted else sources():
        path, text = target(source), built(source)
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        if changed:
            _write(path, text)
        told = f"written, {len(text.encode()) // 1000} kB" if changed else "nothing to change"
        print(f"{path.parent.name}/{path.name}: {told}.", flush=True)


def main(arguments=None):
    """Build or check, as asked on the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapter", nargs="?", metavar="CHAPTER", help="the number or the name of the one to build")
    parser.add_argument("--check", action="store_true", help="only say which notebooks do not match their source")
    chosen = parser.parse_args(arguments)
    try:
        if not chosen.check:
            run(chosen.chapter)
            return 0
        wrong = out_of_step()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(*wrong or ["All notebooks match their sources."], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
