"""What the workbook costs beside training: the import, a kernel with a lab open, and all notebooks once through nbval."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
IMPORT = "import time, numpy; began = time.process_time(); import course_lib; print(time.process_time() - began)"
CELLS = [
    "from course_lib.labs import TrainingLab\nlab = TrainingLab('circles', layers=(2, 8, 8, 1))\nlab",
    "import psutil\nlab.tick(200), lab.png()\nmemory = psutil.Process().memory_full_info()\nprint(memory.rss, getattr(memory, 'pss', 0))",
]


def environment(folder=None):
    """The variables of a process whose course_lib is this one and whose progress is kept in a folder of ours."""
    kept = {} if folder is None else {"COURSE_PROGRESS": str(Path(folder) / "progress.json")}
    return os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"} | kept


def import_seconds(times=9):
    """Processor seconds of `import course_lib` once NumPy is there, in each of some fresh processes, but the first."""
    def once():
        done = subprocess.run([sys.executable, "-c", IMPORT], env=environment(), capture_output=True, text=True, check=True)
        return float(done.stdout)

    return [once() for _ in range(times + 1)][1:]


def kernel_megabytes():
    """(resident, proportional) memory of a real kernel that shows a TrainingLab and has trained in it; proportional is 0 where unknown."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(notebook, kernel_name="python3").execute(env=environment(folder))
    assert any("image/png" in output.get("data", {}) for output in notebook.cells[0].outputs), "the lab did not show itself"
    return tuple(int(size) / 1e6 for size in notebook.cells[1].outputs[0].text.split())


def notebook_seconds():
    """(how long nbval takes for all chapters on two processes, what it says at the end, whether all cells passed)."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [shutil.copy(path, folder) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
        options = ["--nbval", "--nbval-cell-timeout=120", "-n", "2", "--dist", "loadscope", "-q", "-p", "no:cacheprovider"]
        began = perf_counter()
        command = [sys.executable, "-m", "pytest", *options, *copies]
        done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True)
        took = perf_counter() - began
    return took, done.stdout.strip().splitlines()[-1].strip("= "), done.returncode == 0


def measured(told=print):
    """[(what, figure, what it should stay below, note, whether it does)]."""
    told("import, kernel, notebooks")
    imports, (resident, proportional), (notebooks, said, passed) = import_seconds(), kernel_megabytes(), notebook_seconds()
    rows = [
        ("`import course_lib` after NumPy, processor seconds", median(imports), 0.3, f"median of {len(imports)}, {min(imports):.3f} to {max(imports):.3f}"),
        ("a kernel with a training lab open, MB", resident, 150, f"resident; with its part of what is shared: {proportional:.0f}"),
        ("all notebooks under nbval on 2 processes, seconds", notebooks, 120, said),
    ]
    return [(*row, row[1] < row[2] and (passed or "nbval" not in row[0])) for row in rows]
