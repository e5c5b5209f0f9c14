"""Builds build/site/lite/: the course as a folder of files that any web server can hand out, with Python in the reader's browser.

    python tools/lite.py                           download Pyodide, the Python for browsers, and build
    python tools/lite.py --pyodide FOLDER          take it from a folder or an archive of its release

JupyterLite is the page, Pyodide the kernel. `import course_lib` works in the first cell, because its wheel is in Pyodide's own
list of packages. Nothing is asked of any other server.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from course_lib import real_data
from pyodide_release import LOCK, RELEASE, Refused, collect

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "build" / "site" / "lite"
WHEELS = ("comm", "ipywidgets")  # what Pyodide does not have; the versions are those installed here
IN_THE_PAGE = {"jupyterlab-widgets", "widgetsnbextension"}  # JavaScript, which the page has already
DONE_WITHOUT = {"filelock", "threadpoolctl", "scikit-image", "scikit-learn"}  # one process, one thread; data come in the course's wheel
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager")
KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
WELCOME = """\
> **This page is the whole course.** Python runs in your browser: nothing is installed, and what you write goes to no server.
> The first start takes half a minute or more, while about 40 MB come in. The line at the bottom of the page says *Idle* when Python is ready. The
> pictures that you see until then are from the authors' run: choose *Run → Run All Cells*, and they get their controls.
>
> **Your work stays in this browser**, on this computer, until you clear the browser's data. To keep it safe or hand it in, right-click a file in the
> list on the left and choose *Download*."""
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Neural Networks and Deep Learning",
        "exposeAppInBrowser": True,  # for the test that drives it
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": {"disablePyPIFallback": True}},
    },
}


def build(pyodide, site=SITE):
    """Build the folder anew.

    pyodide: a folder, an archive or an address of Pyodide's release
    """
    with tempfile.TemporaryDirectory() as empty:  # what a build before this one has left would drop settings
        work = Path(empty)
        packages = work / "static" / "pyodide"
        collect(pyodide, packages)
        add_wheels(packages)
        (work / "jupyter-lite.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        shutil.copytree(ROOT / "notebooks", work / "files", ignore=shutil.ignore_patterns("source", ".*"))
        for notebook in (work / "files").glob("*.ipynb"):
            nbformat.write(for_the_browser(notebook), notebook)
        shutil.rmtree(site, ignore_errors=True)
        run_jupyterlite(work, site)


def add_wheels(packages):
    """Put the course's wheel, and those that Pyodide does not have, beside Pyodide's own and into its list."""
    pip("download", "--dest", packages, "--only-binary=:all:", *(f"{name}=={version(name)}" for name in WHEELS))
    course_wheel(packages)
    lock = PyodideLockSpec.from_json(packages / LOCK)
    new = [path for name in ("course_lib", *WHEELS) for path in packages.glob(f"{name}-*.whl")]
    lock = add_wheels_to_spec(lock, new, ignore_missing_dependencies=True)
    for package in lock.packages.values():
        left_out = IN_THE_PAGE | (DONE_WITHOUT if package.name == "course-lib" else set())
        package.depends = [name for name in package.depends if name not in left_out]
    lock.to_json(packages / LOCK)


def course_wheel(target):
    """The wheel of course_lib, with the arrays of the real data sets in it."""
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(ROOT / "course_lib", Path(copy) / "course_lib", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "tools", Path(copy) / "tools")
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, copy)
        real_data.save(Path(copy) / "course_lib" / real_data.FILE.name)
        pip("wheel", "--no-build-isolation", "--wheel-dir", target, copy)


def for_the_browser(path):
    """A chapter, with its outputs, that opens with a word on where Python runs."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.kernelspec = nbformat.from_dict(KERNEL)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(WELCOME, id="welcome"))
    return notebook


def pip(command, *arguments):
    """Run pip, without dependencies."""
    subprocess.run([sys.executable, "-m", "pip", command, "--quiet", "--no-deps", *map(str, arguments)], check=True)


def run_jupyterlite(work, site):
    """Let JupyterLite make its folder from what is in `work`."""
    installed = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    config = {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": [str(work / "files")],
            "federated_extensions": [str(installed / name) for name in EXTENSIONS],
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(site),
        }
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "jupyterlite_core", "build"], check=True, cwd=work)


def main():
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pyodide", metavar="SOURCE", default=RELEASE, help="a folder, an archive or an address; left out, it is downloaded")
    try:
        build(parser.parse_args().pyodide)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    files = [path for path in SITE.rglob("*") if path.is_file()]
    print(f"{SITE.relative_to(ROOT)}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
