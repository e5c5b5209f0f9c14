"""The guide to search: its code runs from top to bottom and prints what the guide says, figures aside."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "search.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(<!-- not run: .*? -->\n)?```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)
BLOCKS = [(code, told) for skipped, code, told in BLOCK.findall(GUIDE) if not skipped]
NEEDED = ("dask", "optuna")  # packages that are not always there


def missing(code):
    return [name for name in NEEDED if f"import {name}" in code or f"from {name}" in code if find_spec(name) is None]


def masked(text):
    return re.sub(r"\d[\d.]*", "#", text)


def test_every_block_is_python():
    blocks = BLOCK.findall(GUIDE)
    assert len(blocks) == GUIDE.count("```python") and len(BLOCKS) == len(blocks) - 3
    for _, code, _ in blocks:
        compile(code, "docs/search.md", "exec")


@pytest.mark.parametrize("package", NEEDED)
def test_the_blocks_that_need_a_package_are_among_those_that_run(package):
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed: its block of the guide was not run")
    assert any(f" {package}" in code and not missing(code) for code, _ in BLOCKS)


def test_the_guide_runs_and_prints_what_it_says(tmp_path):
    blocks = [(code, told) for code, told in BLOCKS if not missing(code)]
    script = "\nprint('— next block')\n".join(code for code, _ in blocks)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [masked(part) for part in done.stdout.split("— next block\n")] == [masked(told) for _, told in blocks], done.stdout
