"""docs/extend.md keeps its promises: each piece of its code is put into a copy of the course and used."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.labs import TrainingLab

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "extend.md").read_text(encoding="utf-8")


def pieces(heading):
    """The code under a heading."""
    return re.findall(r"```python\n(.*?)```", GUIDE.split(f"## {heading}\n")[1].split("\n## ")[0], re.S)


@pytest.fixture
def copy(tmp_path):
    """A copy of the course that a test may change."""
    for name in ("course_lib", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def insert(path, after, text):
    """Puts text behind the one place in a file where `after` stands."""
    before = path.read_text(encoding="utf-8")
    assert before.count(after) == 1
    path.write_text(before.replace(after, after + text), encoding="utf-8")


def python(folder, *arguments):
    """Runs Python in a folder, on the course that is there; returns the exit status and what it printed."""
    run = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True, text=True
    )
    return run.returncode, run.stdout + run.stderr


def uses(folder, code):
    status, told = python(folder, "-c", f"from course_lib import *\nfrom course_lib.labs import *\n{code}")
    assert status == 0, told
    return told


def test_a_control_left_out():
    (cell,) = pieces("Leave a control out of a lab")
    lab = eval(cell, {"TrainingLab": TrainingLab})
    lab.face
    assert not {"momentum", "l2", "loss"} & set(lab._inputs) and "activation" in lab._inputs
    lab.set(momentum=0.9)
    assert lab.settings["momentum"] == 0.9
    with pytest.raises(ValueError, match="no setting 'speed'"):
        lab.hide("speed")


def test_an_activation(copy):
    row, formula, slope = pieces("An activation function")
    insert(copy / "course_lib" / "activations.py", "    for g in (\n", row)
    told = uses(copy, "lab = TrainingLab(activation='softplus'); lab.tick(5); lab.png(); print(lab.code(), ActivationLab(activation='softplus').describe())")
    assert "softplus" in told
    assert uses(copy, "lab = TrainingLab(activation='softplus'); lab.tick(5); print(lab.record.step, lab.error)").split() == ["5"]
    status, told = python(copy, "-m", "pytest", "-q", "tests/test_activations.py", "-k", "formula")
    assert status == 1 and "add the formulas of the new row to G and G_PRIME in oracles.py" in told
    insert(copy / "tests" / "oracles.py", "G = {\n", formula)
    insert(copy / "tests" / "oracles.py", "G_PRIME = {\n", slope)
    status, told = python(copy, "-m", "pytest", "-q", "tests/test_activations.py", "-k", "softplus or formula")
    assert status == 0, told


def test_a_wrong_slope_of_a_new_activation_is_found(copy):
    row, formula, slope = pieces("An activation function")
    insert(copy / "course_lib" / "activations.py", "    for g in (\n", row.replace("1.0 - np.exp(-A)", "np.exp(-A)"))
    insert(copy / "tests" / "oracles.py", "G = {\n", formula)
    insert(copy / "tests" / "oracles.py", "G_PRIME = {\n", slope)
    status, told = python(copy, "-m", "pytest", "-q", "tests/test_activations.py", "-k", "formulas and softplus")
    assert status == 1 and "test_values_and_slopes_equal_the_formulas[softplus]" in told


def test_first_weights(copy):
    (row,) = pieces("First weights")
    insert(copy / "course_lib" / "initializers.py", "INITIALIZERS = {\n", row)
    assert "0.0001" in uses(copy, "print(f\"{initialize(Network((400, 300, 1)), 'tiny', rng=0).W[1].std():.4f}\"); TrainingLab(initialization='tiny')")


def test_a_data_set(copy):
    (function,) = pieces("A data set")
    file = copy / "course_lib" / "datasets.py"
    insert(file, "PLANES = {made.__name__: made for made in (", "stripes, ")
    file.write_text(file.read_text(encoding="utf-8").replace("\nPLANES", f"\n{function}\n\nPLANES"), encoding="utf-8")
    assert "stripes" in uses(copy, "lab = TrainingLab('stripes'); lab.tick(5); lab.png(); print(lab.describe())")
    status, told = python(copy, "-m", "pytest", "-q", "tests/test_datasets.py", "-k", "stripes")
    assert status == 0 and "passed" in told, told


def test_an_exercise(copy):
    exercise, right, cases = pieces("An exercise")
    file = copy / "course_lib" / "exercises" / "chapter1.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n\n{exercise}", encoding="utf-8")
    for name in ("notebooks", "tools"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    tests = ("-m", "pytest", "-q", "tests/test_exercises.py", "tests/test_notebooks.py", "-k", "error_rate or right_answers or every_exercise_of_the_chapter")
    status, told = python(copy, *tests)
    assert status == 1
    for missing in ("in tests/right_answers.py", "error_rate has no fresh cases: give it a row in fresh_cases", "cells with `# exercise: NAME`"):
        assert missing in told, told
    insert(copy / "tests" / "right_answers.py", "RIGHT = {\n", right)
    insert(copy / "tests" / "proofs.py", "        rows = {\n", cases)
    with open(copy / "notebooks" / "source" / "01_introduction.py", "a", encoding="utf-8") as source:
        source.write("\n# %%\n# exercise: error_rate\n\n# %%\ncheck(error_rate)\n")
    status, told = python(copy, "tools/build_notebooks.py", "1")
    assert status == 0 and told.startswith("notebooks/01_introduction.ipynb: written"), told
    status, told = python(copy, *tests)
    assert status == 0, told


def test_a_lab(copy):
    code, row = pieces("A lab")
    assert len(code.splitlines()) < 60
    (copy / "bend_lab.py").write_text(code, encoding="utf-8")
    told = uses(
        copy,
        "from bend_lab import BendLab\nlab = BendLab()\nlab.face\nbefore, words = lab.png(), lab.describe()\n"
        "lab._inputs['w'].value = -2.0\nassert lab.png() != before and lab.describe() != words\n"
        "lab._inputs['activation'].value = 'tanh'\nprint(lab.describe())\n"
        "try:\n    lab.set(w=99)\nexcept ValueError as refusal:\n    print(refusal)",
    )
    assert "tanh of -2 x + 0: from 1.00 at the left end to -1.00 at the right." in told and "w is 99" in told
    insert(copy / "course_lib" / "labs" / "__init__.py", "from course_lib.labs.activation import ActivationLab\n", "from bend_lab import BendLab\n")
    status, told = python(copy, "-m", "pytest", "-q", "tests/test_every_lab.py", "-k", "has_a_row")
    assert status == 1 and "say in LABS, in tests/lab_table.py, how it is tried: {'BendLab'}" in told
    insert(copy / "tests" / "lab_table.py", "LABS = {\n", row)
    status, told = python(copy, "-m", "pytest", "-q", "tests/test_every_lab.py", "-k", "has_a_row or BendLab")
    assert status == 0, told
