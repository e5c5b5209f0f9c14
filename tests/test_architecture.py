"""The house rules: imports point one way, the core is NumPy only, files and functions stay small, docstrings say what is what."""

import ast
import inspect
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "course_lib"
FILES = sorted(PACKAGE.rglob("*.py"))
LEVELS = {  # a module imports from lower levels, or from its own folder
    0: ("activations", "initializers", "losses", "checks", "page", "real_data", "names"),
    1: ("network", "datasets", "graph", "shapes", "spiking"),
    2: ("passes",),
    3: ("training", "gradient_check", "landscape", "gauges", "blocks", "errors", "features", "circuits", "folded_line", "collapse", "plane"),
    4: ("views", "widget_page", "progress", "search", "comparison", "contest", "trainability", "limits"),
    5: ("labs", "exercises"),
}
LEVEL = {name: level for level, names in LEVELS.items() for name in names}
EXERCISE_DATA = "chapter"  # files of exercises are data, and as long as they need to be


def room(path_or_module):
    """The first name below course_lib: "labs" for course_lib/labs/base.py."""
    parts = path_or_module.split(".")[1:] if isinstance(path_or_module, str) else path_or_module.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py") if parts else "__init__"


def imported(path):
    """(module, at the top of the file) for all that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in tree.body) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            below = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "course_lib" else [node.module]
            yield from ((module, node in tree.body) for module in below)


def functions():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def test_every_file_has_its_level():
    assert {room(path) for path in FILES} - {"__init__"} == set(LEVEL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    mine = room(path)
    if mine == "__init__":
        return
    for module, _ in imported(path):
        if module.startswith("course_lib.") and (other := room(module)) in LEVEL and other != mine:
            assert LEVEL[other] < LEVEL[mine], f"{path.name} imports {module}"
        assert module != "matplotlib.pyplot", "figures are object-oriented"


def test_there_is_no_circle_of_imports():
    names = {f"course_lib.{'.'.join(path.relative_to(PACKAGE).with_suffix('').parts)}": path for path in FILES}
    TopologicalSorter({name: {m for m, _ in imported(path) if m in names} for name, path in names.items()}).prepare()


@pytest.mark.parametrize("path", [p for p in FILES if LEVEL.get(room(p), 0) <= 3 or room(p) == "search"], ids=lambda path: path.name)
def test_the_core_imports_numpy_and_the_standard_library_only(path):
    for module, at_top in imported(path):
        first = module.split(".")[0]
        allowed = sys.stdlib_module_names | {"numpy", "course_lib"} | (set() if at_top else {"sklearn", "skimage", "threadpoolctl"})
        assert first in allowed, f"{path.name} imports {module}"


def test_importing_the_package_loads_numpy_only():
    code = "import course_lib, sys; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert "numpy" in loaded
    assert not loaded & {"matplotlib", "ipywidgets", "IPython", "sklearn", "skimage", "scipy", "PIL", "filelock", "threadpoolctl", "concurrent", "dask"}


def test_no_threads_and_no_processes():
    """It also has to run in a browser."""
    for path in FILES:
        for module, _ in imported(path):
            assert module.split(".")[0] not in {"subprocess", "multiprocessing", "asyncio", "concurrent"}, path
            assert module != "threading" or path.name in ("base.py", "one_thread.py"), path  # their locks only


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_are_short_and_say_what_they_are(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module opens with what it is"
    assert EXERCISE_DATA in path.name or len(text.splitlines()) <= 250


def test_functions_are_short():
    lengths = {f"{path.name}: {node.name}": node.end_lineno - node.lineno + 1 for path, node in functions()}
    assert {name for name, length in lengths.items() if length > 40} == set()
    assert median(lengths.values()) < 10


def test_public_functions_have_at_most_five_positional_parameters():
    public = {f"{path.name}: {node.name}": node.args.args for path, node in functions() if node.name[0] != "_"}
    assert [name for name, arguments in public.items() if len([a for a in arguments if a.arg != "self"]) > 5] == []


def test_public_functions_and_classes_have_docstrings():
    bare = []
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for parent in (tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name[0] != "_")):
            for node in ast.iter_child_nodes(parent):
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_" and not ast.get_docstring(node):
                    bare.append(f"{path.name}: {node.name}")
    assert bare == []


def test_the_contract_of_names_is_there():
    import course_lib
    from course_lib import exercises

    for name in ("Network", "Params", "Cache", "Snapshot", "initialize", "forward", "cost", "backward", "predict", "accuracy", "train",
                 "check_gradient", "datasets", "search"):
        assert hasattr(course_lib, name)
    for name in ("check", "hint", "solution", "use", "REGISTRY"):
        assert hasattr(exercises, name)
    assert list(inspect.signature(course_lib.forward).parameters)[:3] == ["net", "params", "X"]
