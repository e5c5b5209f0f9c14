"""Files for the browser are taken only as they were released; the course runs on what is there, and finds its data without the libraries."""

import functools
import hashlib
import json
import shutil
import subprocess
import sys
import textwrap
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import pyodide_release as release  # noqa: E402

from course_lib import real_data  # noqa: E402

FILES = {"a.whl": "wheel a", "b_b.whl": "wheel b", "c.whl": "wheel c", "pyodide.js": "the runtime"}
DEPENDS = {"a": ["B_b", "pytz"], "b-b": ["a"], "c": []}  # as Pyodide writes them: names in any form, circles, and one that nobody needs


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path):
    """A release of three packages."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    files = {name: f"{name.replace('-', '_')}.whl" for name in DEPENDS}
    packages = {name: {"file_name": files[name], "sha256": sha(FILES[files[name]]), "depends": DEPENDS[name]} for name in DEPENDS}
    (folder / release.LOCK).write_text(json.dumps({"info": {"version": "1"}, "packages": packages}))
    return folder


@pytest.fixture
def runtime(folder):
    return {name: sha((folder / name).read_text()) for name in (release.LOCK, "pyodide.js")}


def collected(source, runtime, target, packages=("a",)):
    release.collect(source, target, runtime, packages)
    return sorted(path.name for path in target.iterdir())


WANTED = ["a.whl", "b_b.whl", "pyodide-lock.json", "pyodide.js"]


def test_what_is_needed_is_copied_and_listed_and_no_more(folder, runtime, tmp_path):
    assert collected(folder, runtime, tmp_path / "new") == WANTED
    packages = json.loads((tmp_path / "new" / release.LOCK).read_text())["packages"]
    assert {name: package["depends"] for name, package in packages.items()} == {"a": ["B_b"], "b-b": ["a"]}


@pytest.mark.parametrize("kind", ["bztar", "gztar", "zip"])
def test_from_an_archive_in_which_it_is_in_a_folder(folder, runtime, tmp_path, kind):
    archive = shutil.make_archive(str(tmp_path / "release"), kind, root_dir=folder.parent, base_dir=folder.name)
    assert collected(archive, runtime, tmp_path / "new") == WANTED


def test_from_an_address(folder, runtime, tmp_path):
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        assert collected(address, runtime, tmp_path / "new") == WANTED
        (folder / "b_b.whl").unlink()
        with pytest.raises(release.Refused, match="b_b.whl is missing"):
            collected(address, runtime, tmp_path / "newer")
        server.shutdown()


@pytest.mark.parametrize("name", WANTED)
@pytest.mark.parametrize("fault", ["missing", "not the file that was released"])
def test_a_file_that_is_missing_or_differs_is_named_and_nothing_is_copied(folder, runtime, tmp_path, name, fault):
    file = folder / name
    file.unlink() if fault == "missing" else file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(release.Refused, match=f"(?m)^{name} is {fault}"):
        collected(folder, runtime, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_is_not_needed_may_be_missing(folder, runtime, tmp_path):
    (folder / "c.whl").unlink()
    assert collected(folder, runtime, tmp_path / "new") == WANTED


@pytest.mark.parametrize("content", [None, b"no archive", b"PK\x03\x04 cut off"])
def test_what_is_neither_a_folder_nor_an_archive_is_refused(tmp_path, content):
    source = tmp_path / "release.zip"
    if content:
        source.write_bytes(content)
    with pytest.raises(release.Refused, match="release.zip"):
        collected(source, {}, tmp_path / "new")


def test_the_kernel_and_pyodide_go_together():
    constants = pytest.importorskip("jupyterlite_pyodide_kernel.constants", reason="the site extra is not installed: make site installs it")
    assert release.VERSION.split(".")[:2] == constants.PYODIDE_VERSION.split(".")[:2]


# The course without the libraries that a browser has not


def test_the_file_of_real_data_holds_what_the_libraries_give(tmp_path, monkeypatch):
    given = {name: real_data.arrays(name) for name in real_data.READERS}
    real_data.save(tmp_path / "data.npz")
    monkeypatch.setattr(real_data, "FILE", tmp_path / "data.npz")
    for name, arrays in given.items():
        for array, saved in zip(arrays, real_data.arrays(name), strict=True):
            np.testing.assert_array_equal(array, saved)
            assert array.dtype == saved.dtype


def test_labs_checks_data_and_progress_work_without_them(tmp_path):
    real_data.save(tmp_path / "data.npz")
    script = """
        import sys
        from pathlib import Path
        for name in ("filelock", "threadpoolctl", "sklearn", "skimage", "scipy", "fcntl"):
            sys.modules[name] = None
        from course_lib import datasets, real_data, search
        from course_lib.exercises import REGISTRY, check, export_progress
        from course_lib.labs import TrainingLab
        real_data.FILE = Path("data.npz")
        print(datasets.digits_odd().m, datasets.breast_cancer().m, datasets.faces().m, datasets.cat().shape, datasets.portrait().shape)
        print(TrainingLab("moons").png()[1:4], next(search.run([{}], *datasets.moons().split(), steps=20))["status"])
        exec(REGISTRY["layer_sizes"].solution())
        print(check(layer_sizes).status, "1 attempt" in export_progress().read_text())
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.splitlines() == [
        "1797 569 200 (300, 451, 3) (512, 512, 3)", "b'PNG' budget", "passed True",
    ], done.stderr
