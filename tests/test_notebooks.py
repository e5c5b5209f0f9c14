"""The chapters as they are committed: in step with their sources, run by nbval, small, readable; and with every exercise solved."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from unicodedata import numeric

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import build_notebooks as build  # noqa: E402

from course_lib.exercises import REGISTRY  # noqa: E402

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOURCES = build.sources()
LARGEST = 600_000  # bytes
WORDS, EXERCISE, LAB, QUESTION = 180, 10, 4, 1  # words a minute; minutes


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)


def test_there_are_chapters():
    assert [path.stem for path in NOTEBOOKS] == [source.stem for source in SOURCES] != []


def test_notebooks_are_in_step_with_their_sources():
    assert build.out_of_step() == []


def test_a_notebook_out_of_step_is_found(tmp_path):
    folder = tmp_path / "notebooks"
    shutil.copytree(ROOT / "notebooks", folder)
    source = build.sources(folder)[0]
    source.write_text(source.read_text(encoding="utf-8").replace("# # Chapter", "# # The chapter"), encoding="utf-8")
    (folder / "99_stray.ipynb").write_text("{}")
    wrong = build.out_of_step(folder)
    assert len(wrong) == 2 and source.stem in wrong[0] and "99_stray" in wrong[1]
    build.target(source).unlink()
    assert "is not built" in build.out_of_step(folder)[0]


@pytest.fixture
def chapters(tmp_path, monkeypatch):
    """Two small chapters in a folder of their own; returns the folder."""
    monkeypatch.setenv("COURSE_PROGRESS", "")  # the build sets its own, and this puts back what was there
    folder = tmp_path / "notebooks"
    (folder / "source").mkdir(parents=True)
    for name, code in (("01_one", "# exercise: sigmoid"), ("02_two", "print(1 + 1)")):
        (folder / "source" / f"{name}.py").write_text(f"# %% [markdown]\n# # {name}\n\n# %%\n{code}\n", encoding="utf-8")
    found = build.sources(folder)
    monkeypatch.setattr(build, "sources", lambda *_: found)
    return folder


def change(folder, name, old, new):
    path = folder / "source" / f"{name}.py"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_one_chapter_is_built_alone_and_what_was_written_is_told(chapters, capsys):
    assert build.main(["2"]) == 0
    assert capsys.readouterr().out == "notebooks/02_two.ipynb: written, 0 kB.\n"
    assert not (chapters / "01_one.ipynb").exists()
    assert build.main([]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("notebooks/01_one.ipynb: written") and second == "notebooks/02_two.ipynb: nothing to change."


def test_a_chapter_that_there_is_not_is_told_with_those_there_are(chapters, capsys):
    assert build.main(["9"]) == 1
    assert capsys.readouterr().err == "There is no chapter 9. There are: 01_one, 02_two.\n"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("# exercise: sigmiod", "there is no exercise 'sigmiod'. Did you mean sigmoid?"),
        ("#Exercise:sigmoid  2", "there is no exercise 'sigmoid  2'. Did you mean sigmoid?"),
        ("# exercise: qqqq", "there is no exercise 'qqqq'. There are: straight_line, "),
    ],
)
def test_a_misspelt_exercise_is_named_with_its_line(chapters, capsys, written, told):
    change(chapters, "01_one", "# exercise: sigmoid", written)
    assert build.main(["1"]) == 1
    assert capsys.readouterr().err.startswith(f"01_one.py, line 5: {told}")
    assert not (chapters / "01_one.ipynb").exists()
    nbformat.write(nbformat.v4.new_notebook(), chapters / "01_one.ipynb")
    assert build.main(["--check"]) == 1
    assert capsys.readouterr().err.startswith(f"01_one.py, line 5: {told}")


def test_a_mistake_that_cannot_be_made_stops_the_build(chapters, capsys, monkeypatch):
    lost = replace(REGISTRY["sigmoid"].mistakes[0], old="nowhere to be found")
    monkeypatch.setitem(REGISTRY, "sigmoid", replace(REGISTRY["sigmoid"], mistakes=(lost,)))
    assert build.main(["1"]) == 1
    assert f"sigmoid: the mistake '{lost.code}'" in (told := capsys.readouterr().err) and "nowhere to be found" in told


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def half(x):\n    return x.half\n\n\nhalf(3)", ["half(3)", "return x.half", "AttributeError: 'int' object has no attribute 'half'"]),
        ("x = (", ["incomplete input"]),
        ("from course_lib.labs import WatchLab\nWatchLab(speed=3)", ["WatchLab(speed=3)", "ValueError: WatchLab has no setting 'speed'"]),
        ("import os; os._exit(1)", ["Kernel died"]),
    ],
)
def test_a_cell_that_fails_is_named_with_its_error(chapters, capsys, code, words):
    change(chapters, "02_two", "print(1 + 1)", code)
    assert build.main(["2"]) == 1
    first, *told = capsys.readouterr().err.splitlines()
    assert first == f"02_two.py: this chapter is not built. A cell of it fails, which begins with: {code.splitlines()[0]}"
    assert all(word in "\n".join(told) for word in words) and len(told) < 20 and "\x1b" not in "".join(told)
    assert not (chapters / "02_two.ipynb").exists()


def test_a_cell_without_end_is_named(chapters, capsys, monkeypatch):
    monkeypatch.setattr(build, "SECONDS", 1)
    change(chapters, "02_two", "print(1 + 1)", "while True:\n    pass")
    assert build.main(["2"]) == 1
    assert capsys.readouterr().err.endswith("which begins with: while True:\nIt was stopped after 1 seconds.\n")


@each_source
def test_two_builds_are_the_same_bytes(source, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", "")  # the build sets its own, and this puts back what was there
    first, second = build.built(source), build.built(source)
    lines = enumerate(zip(first.splitlines(), second.splitlines()), start=1)
    assert [(number, one[:150], other[:150]) for number, (one, other) in lines if one != other] == []
    assert first == second


@each_notebook
def test_nbval_runs_every_cell_and_finds_the_same_text(path, tmp_path):
    environment = os.environ | {
        "COURSE_PROGRESS": str(tmp_path / "progress.json"),
        "PYTHONWARNINGS": "error::RuntimeWarning",
        "OMP_NUM_THREADS": "1",
    }
    copy = shutil.copy(path, tmp_path)  # what a chapter writes stands beside it
    command = ["--nbval", "--nbval-cell-timeout=120", "-p", "no:cacheprovider", "-q", "--color=no", str(copy)]
    done = subprocess.run([sys.executable, "-m", "pytest", *command], capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-6000:]
    assert f"{len(code_cells(path))} passed" in done.stdout


@each_source
def test_with_every_exercise_solved_all_checks_pass_and_the_labs_run_on_the_learners_code(source, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
    notebook = build.composed(source)
    for cell in notebook.cells:
        if (name := re.match(r"def (\w+)\(", cell.source)) and name[1] in REGISTRY:
            cell.source = REGISTRY[name[1]].solution()
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    said = {cell.source: _said(cell) for cell in notebook.cells if cell.cell_type == "code"}
    checks = {text: words for text, words in said.items() if text.startswith("check(")}
    number = int(source.stem[:2])
    assert set(checks) == {f"check({name})" for name, exercise in REGISTRY.items() if exercise.chapter == number} != set()
    assert all("✓" in words for words in checks.values()), checks
    assert all("From here on: your" in words for text, words in said.items() if "= use(" in text)
    assert len([words for words in said.values() if "running on your" in words.lower()]) >= 2
    done = json.loads((tmp_path / "progress.json").read_text())
    assert all(entry["passed"] for entry in done.values()) and len(done) == len(checks)


def _said(cell):
    parts = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    return "\n".join(map(str, parts))


@each_notebook
def test_a_chapter_reads_well_as_a_page(path):
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert len(text.encode()) < LARGEST
    assert "widgets" not in notebook.metadata and build.WIDGET_VIEW not in text
    outputs = [output for cell in code_cells(path) for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    labs = [cell for cell in code_cells(path) if re.match(r"\w+Lab\(", cell.source)]
    shown = [cell.outputs[-1].data for cell in labs]
    assert shown and all("image/png" in data and data["text/plain"] for data in shown)


def counted_hours(path):
    """How long a learner needs for a chapter, by its words, exercises, labs and questions."""
    cells = nbformat.read(path, as_version=4).cells
    words = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    code = "\n".join(cell.source for cell in code_cells(path))
    exercises, questions = code.count("NotImplementedError"), len(re.findall(r"\b(quiz|match|predict)\(", code))
    labs = sum("image/png" in output.get("data", {}) for cell in code_cells(path) for output in cell.outputs)
    return (words / WORDS + EXERCISE * exercises + LAB * labs + QUESTION * questions) / 60


@each_notebook
def test_a_chapter_takes_about_as_long_as_it_says_and_everything_says_the_same(path):
    said = re.search(r"\*\*Plan\*\* about (\d?)([¼½¾]?) hours", nbformat.read(path, as_version=4).cells[0].source)
    hours = int(said[1] or 0) + (numeric(said[2]) if said[2] else 0)
    assert 3 / 4 < hours / counted_hours(path) < 4 / 3
    row = rf"^(?:# )?\| {int(path.stem[:2])} \|.*\| {said[1]}{said[2]}(, and your project)? \|$"
    for text in (ROOT / "README.md", SOURCES[0]):
        assert re.search(row, text.read_text(encoding="utf-8"), re.M), text.name


@each_notebook
def test_every_code_cell_was_run_in_order(path):
    assert [cell.execution_count for cell in code_cells(path)] == list(range(1, len(code_cells(path)) + 1))


@each_notebook
def test_cells_are_short(path):
    lengths = [len(cell.source.splitlines()) for cell in code_cells(path)]
    assert max(lengths) <= 15 and median(lengths) <= 3
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" and "$" not in cell.source and "|" not in cell.source:
            assert len(cell.source.split()) <= 120, cell.source[:80]


@each_notebook
def test_no_class_and_no_late_import_in_a_notebook(path):
    first, *rest = [cell.source for cell in code_cells(path)]
    assert "import numpy as np" in first
    assert not any(re.search(r"^\s*(class|import|from) ", source, re.M) for source in rest)


@each_notebook
def test_every_exercise_of_the_chapter_is_in_it_with_its_check(path):
    number = int(path.stem[:2])
    text = "\n".join(cell.source for cell in code_cells(path))
    there = {name for name, exercise in REGISTRY.items() if exercise.stub().strip() in text and f"check({name})" in text}
    missing = [name for name, exercise in REGISTRY.items() if exercise.chapter == number and name not in there]
    assert missing == [], f"cells with `# exercise: NAME` and check(NAME) are missing in source/{path.stem}.py, or make notebooks CHAPTER={number} was not run"
    long = [name for name, exercise in REGISTRY.items() if max(map(len, exercise.stub().splitlines())) > 104]
    assert long == [], "on a laptop the end of the line cannot be read"
