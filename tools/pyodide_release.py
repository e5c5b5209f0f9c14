"""Python for the browser: takes from a Pyodide release the files that the course needs, and refuses any that is not what was released.

In comes a folder, an archive, or an address; out come the runtime and the wheels in a folder, each with the SHA-256 that is
written here or in the release's own list, whose SHA-256 is written here too.
"""

import hashlib
import json
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

VERSION = "0.27.7"  # goes with the versions of JupyterLite in pyproject.toml
RELEASE = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
LOCK = "pyodide-lock.json"
RUNTIME = {
    LOCK: "9c45b916001a750f4102fc287494f3eab215909c7535c626a20db80fd6333e2c",
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
}
PACKAGES = ("ipython", "jedi", "matplotlib", "micropip", "numpy", "pillow", "scikit-learn", "sqlite3", "ssl")
NOT_NEEDED = {"pytz"}  # Pyodide lists it under Matplotlib, which does not import it


class Refused(Exception):
    """Files that are missing or differ, in words."""


def collect(source, target, runtime=RUNTIME, packages=PACKAGES):
    """Copy the runtime and the packages, with all that they depend on, to a folder; the list there names just those.

    source: a folder, a .tar.bz2, .tar.gz or .zip archive, or an address that ends in /
    runtime: {file: SHA-256}
    raises: Refused, and then there is nothing in the folder
    """
    with tempfile.TemporaryDirectory() as new, _opened(source) as place:
        _copy(place, Path(new), runtime)
        lock = json.loads((Path(new) / LOCK).read_text(encoding="utf-8"))
        lock["packages"] = needed(lock["packages"], packages)
        _copy(place, Path(new), {package["file_name"]: package["sha256"] for package in lock["packages"].values()})
        (Path(new) / LOCK).write_text(json.dumps(lock, indent=1), encoding="utf-8")
        shutil.copytree(new, target, dirs_exist_ok=True)


def needed(packages, names):
    """The entries of these names and of all that they depend on; dependencies name only what is among them."""
    found, ahead = {}, list(names)
    while ahead:
        name = _plain(ahead.pop())
        if name not in found:
            depends = [other for other in packages[name]["depends"] if _plain(other) not in NOT_NEEDED]
            found[name] = packages[name] | {"depends": depends}
            ahead += depends
    return dict(sorted(found.items()))


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@contextmanager
def _opened(source):
    """The folder or the address where the files are."""
    path = Path(source)
    if "://" in str(source):
        yield str(source)
    elif path.is_dir():
        yield path
    elif path.is_file():
        with tempfile.TemporaryDirectory() as unpacked:
            try:
                shutil.unpack_archive(path, unpacked, **({} if path.suffix == ".zip" else {"filter": "data"}))
            except (shutil.ReadError, OSError, ValueError) as problem:
                raise Refused(f"{path} cannot be unpacked: {problem}") from None
            yield next((lock.parent for lock in Path(unpacked).rglob(LOCK)), Path(unpacked))
    else:
        raise Refused(f"{path} is not there: PYODIDE names a folder, or a .tar.bz2, .tar.gz or .zip archive")


def _copy(place, target, files):
    wrong = []
    for name, expected in files.items():
        try:
            content = _read(place, name)
        except (OSError, URLError) as problem:
            wrong.append(f"{name} is missing ({problem})")
            continue
        if hashlib.sha256(content).hexdigest() != expected:
            wrong.append(f"{name} is not the file that was released: its SHA-256 differs")
        (target / name).write_bytes(content)
    if wrong:
        raise Refused("\n".join([f"This is not Pyodide {VERSION}, or not all of it. Nothing was built.", *wrong]))


def _read(place, name):
    if isinstance(place, Path):
        return (place / name).read_bytes()
    with urlopen(place + name, timeout=60) as answer:
        return answer.read()
