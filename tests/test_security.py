"""What an adopter relies on: the server is for its owner, files of strangers do no harm, pages show what was typed, nothing calls home."""

import ast
import csv
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import zlib
from io import BytesIO, StringIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import mistune
import numpy as np
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from course_lib import datasets, search
from course_lib.exercises import check, export_progress, hint, match, predict, quiz
from course_lib.labs import JudgeLab, LogisticLab, TrainingLab
from course_lib.labs.experiment_log import csv_text

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "course_lib").rglob("*.py"))
EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "</pre></div><iframe src='javascript:alert(1)'>",
    "[read me](javascript:alert(1))",
    "![a](javascript:alert(1)) <javascript:alert(1)>",
    "&lt;script&gt;",
]
HARMLESS = {
    "html", "head", "body", "meta", "title", "h1", "h2", "p", "b", "br", "em", "strong", "code", "pre", "div", "ol", "ul", "li", "table", "thead", "tbody",
    "tr", "td", "th", "progress", "blockquote", "hr",
}  # fmt: skip


def assert_plain(markup, *typed):
    """A parser finds no element that runs or loads anything, and what was typed as text, letter by letter."""
    page = BeautifulSoup(markup, "html.parser")
    assert {tag.name for tag in page.find_all()} <= HARMLESS
    for tag in page.find_all():
        assert not [name for name in tag.attrs if name.startswith("on") or name in ("src", "href", "srcdoc")], tag
    shown = _letters(page.get_text())
    for text in typed:
        assert _letters(text) in shown


def _letters(text):
    return "".join(text.split())


# The server


@pytest.fixture
def server(tmp_path):
    """What `make lab` starts, with its settings, as (process, address without token, token)."""
    (tmp_path / "config" / "labconfig").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "jupyter_server.json", tmp_path / "config" / "jupyter_server_config.json")
    shutil.copy(ROOT / "tools" / "jupyterlab_settings.json", tmp_path / "config" / "labconfig" / "default_setting_overrides.json")
    (tmp_path / "my_work").mkdir()
    lines = subprocess.run(["make", "-n", "lab", "DISPLAY="], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    (line,) = [line for line in lines if "-m jupyterlab" in line]
    command = [sys.executable, *line.split()[1:-1], "--port=0", *([] if "--no-browser" in line else ["--no-browser"]), "my_work"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER_", "JPY_"))}
    environment |= {"JUPYTER_CONFIG_PATH": str(tmp_path / "config"), "JUPYTER_CONFIG_DIR": str(tmp_path / "own"), "JUPYTER_DATA_DIR": str(tmp_path / "data")}
    with open(tmp_path / "log", "w") as log:
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(240):
            if found := re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+/)\S*token=(\w+)", (tmp_path / "log").read_text()):
                break
            assert process.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.25)
        yield process, *found.groups()
    finally:
        process.terminate()
        process.wait(timeout=20)


def answer(address):
    """The status of an address, asked without a cookie."""
    try:
        with urlopen(address) as page:
            return page.status
    except HTTPError as refusal:
        return refusal.code


@pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="make is not installed here")
def test_the_server_listens_to_this_machine_only_and_wants_its_token(server):
    psutil = pytest.importorskip("psutil")
    process, address, token = server
    listening = {one.laddr for one in psutil.Process(process.pid).net_connections() if one.status == psutil.CONN_LISTEN}
    assert listening and {place.ip for place in listening} <= {"127.0.0.1", "::1"}
    assert len(token) >= 32
    for path in ("api/contents", "api/kernels", "api/sessions", "api/terminals"):
        assert answer(address + path) == 403
        assert answer(f"{address}{path}?token={'0' * len(token)}") == 403
    assert answer(f"{address}api/contents?token={token}") == 200
    with urlopen(f"{address}lab/api/settings/@jupyterlab/apputils-extension:notification?token={token}") as page:
        settings = json.load(page)["schema"]["properties"]
    assert (settings["fetchNews"]["default"], settings["checkForUpdates"]["default"]) == ("false", False)  # JupyterLab does not ask outside


# Files of strangers


def png_of(width, height):
    """A PNG that says it is so large, with the pixels of a small one."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(4))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in parts)


def encoded(kind, size=(40, 30), **options):
    """A picture as the bytes of a file."""
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **options)
    return out.getvalue()


BAD_PICTURES = {
    "400 million pixels": (png_of(20000, 20000), "too many pixels"),
    "108 million pixels": (png_of(12000, 9000), "too many pixels"),
    "one row of pixels without end": (png_of(2**31 - 1, 1), "too many pixels"),
    "no size": (png_of(0, 0), "no picture"),
    "truncated PNG": (encoded("PNG", (400, 300))[:200], "broken"),
    "truncated JPEG": (encoded("JPEG", (400, 300))[:300], "broken"),
    "zip": (b"PK\x03\x04" + bytes(100), "no picture"),
    "SVG with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no picture"),
    "PostScript, which Pillow would hand to a program": (encoded("EPS"), "no picture"),
    "TIFF": (encoded("TIFF"), "no picture"),
    "nothing": (b"", "no picture"),
}


@pytest.fixture(scope="module")
def judge():
    lab = JudgeLab(LogisticLab(datasets.faces()))
    assert lab.face
    return lab


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_bad_picture_is_refused_in_words_and_changes_nothing(judge, name):
    data, words = BAD_PICTURES[name]
    before = dict(judge.settings), list(judge.photographs), judge.png()
    judge.safely(lambda: judge._uploaded(({"content": memoryview(data)},)))
    assert words in judge.error and "Error" not in judge.error
    assert (judge.settings, list(judge.photographs), judge.png()) == before


def test_of_a_film_the_first_picture_is_taken_and_a_picture_of_one_pixel_is_one(judge):
    frames = [Image.new("L", (20, 20), shade) for shade in [0] + [255, 254] * 300]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    judge.load(out.getvalue())
    assert judge.snapshot().photograph.max() == 0
    for size in ((1, 1), (1, 3000), (3000, 1)):
        judge.load(encoded("PNG", size))
        assert judge.png() and np.isfinite(judge.snapshot().answer)


BAD_POINTS = {
    "a million rows": ("0,0,0\n1,1,1\n" * 500_000, "at most 1000000"),
    "6000 rows": ("0,0,0\n1,1,1\n" * 3000, "at most 5000"),
    "one cell without end": ("0," + "x" * 900_000 + ",1", "is not a number"),
    "NaN": ("nan,0,0\n1,1,1\n", "is not a number"),
    "infinity": ("0,-inf,0\n1,1,1\n", "is not a number"),
    "a label that is NaN": ("0,0,nan\n1,1,1\n", "is not a number"),
    "a formula": ("=1+1,0,0\n1,1,1\n", "is not a number"),
    "a script": (f"{EVIL[0]},0,0\n1,1,1\n", "is not a number"),
    "too far": ("1e300,0,0\n1,1,1\n", "beyond"),
    "no text": ("\x00\x01\x02", "at least two"),
    "nothing": ("", "at least two"),
}


@pytest.mark.parametrize("name", BAD_POINTS)
def test_bad_points_are_refused_in_a_few_words_and_change_nothing(name):
    text, words = BAD_POINTS[name]
    lab = TrainingLab("circles")
    before = lab.state()
    assert lab.face
    lab.safely(lambda: lab._uploaded(({"content": memoryview(text.encode())},)))
    assert words in lab.error and len(lab.error) < 200
    assert lab.state() == before
    assert_plain(lab._alarm.value, lab.error)


def test_no_cell_of_an_exported_table_is_a_formula():
    typed = ["=HYPERLINK(\"evil\")", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "tanh", 'a "quoted", cell', "two\nlines"]
    text = csv_text([{"=name": value, "learning_rate": -0.5, "layers": (2, 1)} for value in typed])
    head, *rows = csv.reader(StringIO(text))
    assert head == ["'=name", "learning_rate", "layers"]
    assert [row[0] for row in rows] == [*(f"'{value}" for value in typed[:5]), "'\n=1", *typed[6:]]
    assert {row[1] for row in rows} == {"-0.5"} and {row[2] for row in rows} == {"(2, 1)"}


# Pages


@pytest.mark.parametrize("typed", EVIL)
def test_the_progress_page_shows_what_was_typed(tmp_path, monkeypatch, typed):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
    record = {"attempts": 1, "passed": typed}
    (tmp_path / "progress.json").write_text(json.dumps({"relu": record, typed: record}))
    page = export_progress(tmp_path / "page.html", learner=typed).read_text(encoding="utf-8")
    assert_plain(page, f"Progress of {typed}", f"passed on {typed[:10]}")


@pytest.mark.parametrize("typed", EVIL)
def test_the_report_of_a_search_shows_what_was_typed(tmp_path, typed):
    measured = {f"{part}_{kind}": 0.5 for part in ("train", "validation", "test") for kind in ("cost", "accuracy")}
    record = search.SETTINGS | measured | {"point": 0, "best_step": 20, "status": f"{typed} | {typed}", "hidden": f"{typed}\n| a | b |"}
    page = search.report(record, [record], why=f"Because {typed}\n\n{typed} a < b & c", file=tmp_path / "report.md").read_text(encoding="utf-8")
    markup = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])(page)
    assert_plain(markup, f"Because {typed}", f"{typed} a < b & c", f"{typed} | {typed}")
    rows = BeautifulSoup(markup, "html.parser").find_all("tr")
    assert len(rows) > 12 and all(len(row.find_all(["td", "th"])) in (2, 3, 5) for row in rows)


@pytest.mark.parametrize("typed", EVIL)
def test_whatever_is_said_under_a_cell_is_text(typed):
    def relu(z):
        print(typed)
        raise RuntimeError(typed)

    relu.__doc__ = typed
    assert_plain(check(relu)._repr_html_(), typed)
    assert_plain(hint(typed)._repr_html_(), repr(typed))
    question = quiz(typed, [typed, "b"], answer=0, why=typed)
    for face in (question, match(typed, {typed: (typed, typed), "b": ("c", typed)}), predict(typed, typed, [typed, "b"])):
        assert_plain(face._repr_mimebundle_()["text/html"], typed)
    question.choose(0)
    assert_plain(question.reply, typed)


@pytest.mark.parametrize("typed", EVIL)
def test_an_error_of_the_learners_code_is_text_in_the_lab(typed):
    def forward(W, b, X, g):
        raise RuntimeError(typed)

    lab = TrainingLab("circles", forward=forward)
    assert lab.face
    lab.safely(lab.tick)
    assert_plain(lab._alarm.value, typed)
    lab.safely(lambda: lab.set(activation=typed))
    assert_plain(lab._alarm.value)
    lab.safely(lambda: lab.load_state(typed))
    assert_plain(lab._alarm.value)
    bundle = lab._repr_mimebundle_()
    assert "text/html" not in bundle and bundle["text/plain"]


# Nothing runs what it reads, nothing calls home

OWN_TEXT = {  # the only places that run text, and it is the course's own: references with a mistake edited in, and lines of gradient descent
    ("exercises/engine.py", "exec"), ("exercises/engine.py", "compile"), ("shapes/iteration.py", "exec"),
}  # fmt: skip
RUNS = {"eval", "exec", "compile", "__import__", "import_module", "system", "popen", "execfile", "runpy"}
STORES = {"pickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "yaml"}
NETWORK = {
    "urllib", "http", "socket", "socketserver", "ssl", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "webbrowser", "requests", "httpx",
    "aiohttp", "urllib3", "websocket", "websockets", "tornado", "zmq", "pooch",
}  # fmt: skip


def calls(tree):
    """The last name of whatever is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


def test_no_data_is_run_and_no_file_can_hold_a_program():
    found = set()
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, node in calls(tree):
            of_a_module = isinstance(node.func, ast.Name) or getattr(getattr(node.func, "value", None), "id", "") in ("os", "builtins", "importlib")
            if name in RUNS and of_a_module:
                found.add((path.relative_to(ROOT / "course_lib").as_posix(), name))
            assert name != "load" or "allow_pickle" not in ast.dump(node), path
    assert found == OWN_TEXT
    assert not imports() & STORES


def imports():
    """The first names of all that the package imports, wherever in a file."""
    nodes = [node for path in SOURCES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return {name.split(".")[0] for name in modules + [node.module for node in nodes if isinstance(node, ast.ImportFrom)]}


def test_the_package_imports_nothing_that_opens_a_connection():
    assert "numpy" in imports() and not imports() & NETWORK


WATCHED = """
import sys
seen = []
sys.addaudithook(lambda event, args: event.split(".")[0] in {"socket", "urllib", "http", "ftplib", "smtplib", "subprocess", "webbrowser"}
                 and not event.endswith("gethostname") and seen.append((event, repr(args)[:200])))
import importlib, pkgutil, socket, types, course_lib
for module in pkgutil.walk_packages(course_lib.__path__, "course_lib."):
    importlib.import_module(module.name)
from course_lib import datasets, exercises, labs
for make in datasets.DATASETS.values():
    make()
datasets.portrait(), datasets.cat()
for name in ("TrainingLab", "LogisticLab", "SearchLab", "ActivationLab"):
    lab = getattr(labs, name)(*[datasets.faces()] * (name == "LogisticLab"))
    assert lab.face and lab.png()
    for _ in range(3):
        lab.play() if hasattr(lab, "play") else None
for exercise in exercises.REGISTRY.values():
    right = exercise.reference
    theirs = types.FunctionType(right.__code__, right.__globals__, right.__name__, right.__defaults__, right.__closure__)
    theirs.__kwdefaults__ = right.__kwdefaults__
    verdict = exercise.check(theirs)
    assert verdict.status == "passed", verdict
assert not seen, seen
socket.socket().close()
assert seen, "the watch sees nothing"
"""


def test_importing_and_running_everything_opens_no_socket_and_starts_no_program(tmp_path):
    done = subprocess.run([sys.executable, "-c", WATCHED], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9A-Za-z-]{10,}|sk-[A-Za-z0-9]{32,}")


@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="this is no clone: it is not known which files are ours")
def test_no_file_holds_a_secret():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    held = [name for name in names if name and (ROOT / name).is_file() and SECRET.search((ROOT / name).read_text(encoding="utf-8", errors="ignore"))]
    assert len(names) > 100 and held == []
