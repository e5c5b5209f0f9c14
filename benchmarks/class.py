"""A class on one machine: what a learner costs, and how fast a slider is when 1, 5 and 10 learners drag at once: python benchmarks/class.py

JupyterHub runs on loopback with tools/class/jupyterhub_config.py. All learners log in at once, open Chapter 3, run all its
cells, and then drag the first slider of the initialization lab, which draws new weights, trains and draws the picture anew.

Learners are clients that speak the messages of JupyterLab's page (class_client.py): ten browsers would compete for this machine,
and a class brings its own. Then one learner goes and comes back in a real headless Chromium, and presses keys while the others drag: that
time is from the key to the painted picture, with the browser on the same machine.

Memory is PSS, where pages that processes share are counted once in all. Results go to benchmarks/CLASS.md.
"""

import argparse
import asyncio
import math
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from urllib.request import urlopen

import numpy as np
import psutil

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from class_client import Learner  # noqa: E402
from jupyter_page import BROWSER, FLAGS, run_all  # noqa: E402
from playwright.sync_api import Error, sync_playwright  # noqa: E402
from slider_latency import Bench  # noqa: E402

README, SENTENCE = HERE.parent / "README.md", re.compile(r"For a class of \d+, .*? drag at once", re.DOTALL)
CONFIG = HERE.parent / "tools" / "class" / "jupyterhub_config.py"
CHAPTER, CELL = "03_shallow_network.ipynb", "InitializationLab()"
PASSWORD = "only-on-loopback"
KEYS = 20
CLASS, AT_ONCE = 30, 1 / 3  # learners; the share of them that moves something in the same moment
SPARE = 1.25  # what a machine should have beyond what was measured
SYSTEM = 1000  # MB for the operating system
ADDITIONS = """
load_subconfig({config!r})
c.Spawner.args = [*c.Spawner.args, "--LabApp.expose_app_in_browser=True"]
c.JupyterHub.hub_port, c.ConfigurableHTTPProxy.api_url = {hub}, "http://127.0.0.1:{api}"
"""
TROUBLE = re.compile(r"^\[[EC] |Traceback|^\[. [^]]*\] 5\d\d ", re.MULTILINE)


def free_ports(number):
    """Ports of loopback that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@contextmanager
def hub(folder):
    """JupyterHub on loopback, as a context that gives its address, process and log."""
    port, inner, api = free_ports(3)
    config, log, address = folder / "config.py", folder / "hub.log", f"http://127.0.0.1:{port}"
    config.write_text(ADDITIONS.format(config=str(CONFIG), hub=inner, api=api))
    environment = os.environ | {
        "COURSE_CLASS_ADDRESS": address, "COURSE_CLASS_PASSWORD": PASSWORD, "COURSE_CLASS_FOLDER": str(folder / "class"), "COURSE_CLASS_ROOT": "1",
        "PYTHONPATH": str(HERE.parent),
    }
    with log.open("w") as out:
        command = [sys.executable, "-m", "jupyterhub", "--config", str(config)]
        process = psutil.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder, env=environment)
    try:
        _wait_for(f"{address}/hub/health", process, log)
        yield SimpleNamespace(address=address, process=process, log=log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)


def _wait_for(address, process, log):
    for _ in range(240):
        try:
            return urlopen(address)
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.5)
    raise AssertionError(f"JupyterHub did not start:\n{log.read_text()}")


def processes(running):
    """{"hub": [...], "server": [...], "kernel": [...]}: the hub with its proxy, and the learners' processes."""
    found = {"hub": [running.process], "server": [], "kernel": []}
    for one in running.process.children(recursive=True):
        line = " ".join(one.cmdline())
        found["kernel" if "ipykernel" in line else "server" if "singleuser" in line else "hub"].append(one)
    return found


def megabytes(some):
    """The PSS of each of some processes."""
    return [one.memory_full_info().pss / 1e6 for one in some]


def seconds(found):
    """The CPU time that the learners' processes have taken."""
    return sum(sum(one.cpu_times()[:2]) for kind in ("server", "kernel") for one in found[kind])


async def clients(running, number, duration):
    """All learners as clients: [Learner], and the figures of opening and of dragging."""
    learners = [Learner(running.address, f"learner{i}", PASSWORD) for i in range(number)]
    start = time.perf_counter()
    await asyncio.gather(*(one.open(CHAPTER, CELL) for one in learners))
    opened = time.perf_counter() - start
    found = processes(running)
    figures = {"open, wall": opened, "open, CPU": seconds(found) / number}
    await asyncio.sleep(3)
    figures |= {kind: np.mean(megabytes(some)) for kind, some in found.items() if kind != "hub"} | {"hub": sum(megabytes(found["hub"]))}
    before, start = seconds(found), time.perf_counter()
    delays = await _drag(learners, lambda: time.perf_counter() < start + duration)
    elapsed = time.perf_counter() - start
    figures |= _spread("clients", delays) | {"pictures": len(delays) / elapsed / number, "cores": (seconds(found) - before) / elapsed / number}
    return learners, figures


async def _drag(learners, going):
    return sum(await asyncio.gather(*(one.drag(going) for one in learners)), [])


def _spread(name, delays):
    median, most = np.percentile(delays, [50, 95]) if delays else (np.nan, np.nan)
    return {f"{name}, median": median, f"{name}, 95 %": most}


async def with_a_browser(running, learners):
    """The first learner comes back in Chromium and presses keys while the others drag: the figures, and what its console complained of."""
    first, *others = learners
    await first.leave()
    ready, done = threading.Event(), threading.Event()
    page = asyncio.create_task(asyncio.to_thread(_browser, running.address, first.name, ready, done))
    while not ready.is_set() and not page.done():
        await asyncio.sleep(0.2)
    await asyncio.gather(_drag(others, lambda: not done.is_set()), page)
    delays, complaints = page.result()
    return _spread("browser", delays), complaints


def _browser(address, name, ready, done):
    delays, complaints = [], []
    try:
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS).new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(120_000)  # milliseconds
            page.on("console", lambda message: complaints.append(f"console: {message.text} {message.location['url']}") if message.type == "error" else None)
            page.on("pageerror", lambda problem: complaints.append(f"page: {problem}"))
            page.goto(f"{address}/hub/login?next=/user/{name}/lab/tree/{CHAPTER}")
            page.fill("#username_input", name)
            page.fill("#password_input", PASSWORD)
            page.click("#login_submit")
            page.wait_for_selector(".jp-Notebook .jp-CodeCell")
            run_all(page)
            bench = Bench(page, CELL)
            ready.set()
            page.set_default_timeout(30_000)
            delays = bench.pressed(KEYS, by_shade=False)
    except (AssertionError, Error) as problem:  # the other figures stand
        complaints.append(f"page: {problem}")
    finally:
        done.set()
    return delays, complaints


async def one_class(running, number, duration):
    """{row: figure} of so many learners, and all errors in words."""
    learners, figures = await clients(running, number, duration)
    painted, errors = await with_a_browser(running, learners)
    return figures | painted, errors + [problem for one in learners for problem in one.errors]


def measured(number, duration):
    """{row: figure} of a hub of its own with so many learners, and all errors in words."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with hub(Path(folder)) as running:
            busy = os.getloadavg()[0]
            figures, errors = asyncio.run(one_class(running, number, duration))
            log = running.log.read_text()
    errors += [f"hub: {line}" for line in log.splitlines() if TROUBLE.search(line)]
    return figures | {"errors": len(errors), "load before": busy}, errors


ROWS = {  # row: (words, unit, digits)
    "kernel": ("memory of a kernel, after all cells of Chapter 3", "MB", 0),
    "server": ("memory of a learner's server", "MB", 0),
    "hub": ("memory of the hub and its proxy, for all", "MB", 0),
    "open, wall": ("from logging in until all learners have run all cells", "s", 0),
    "open, CPU": ("processor time of it, a learner", "s", 1),
    "clients, median": ("slider to picture, median", "ms", 0),
    "clients, 95 %": ("slider to picture, 95 %", "ms", 0),
    "pictures": ("pictures a second, a learner", "", 1),
    "cores": ("cores a learner keeps busy by dragging", "", 2),
    "browser, median": ("key to painted picture in Chromium, median", "ms", 0),
    "browser, 95 %": ("key to painted picture in Chromium, 95 %", "ms", 0),
    "errors": ("errors of kernels, labs, hub and page", "", 0),
    "load before": ("load of the machine before", "", 1),
}


def table(runs):
    """The figures as Markdown, a column for each number of learners."""
    lines = [["learners", *map(str, runs)], ["---"] + ["---:"] * len(runs)]
    for row, (words, unit, digits) in ROWS.items():
        shown = [f"{figures[row]:.{digits}f}" for figures in runs.values()]
        lines.append([f"{words}{f', {unit}' if unit else ''}", *shown])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def needs(runs):
    """(the sentence about a class of 30, the sums that it comes from)."""
    most, cores = max(runs), os.cpu_count()
    few = min(runs, key=lambda number: abs(number - most / 2))
    now, then = runs[most], runs[few]
    learner, at_once = now["kernel"] + now["server"], round(CLASS * AT_ONCE)
    total = SYSTEM + now["hub"] + CLASS * learner
    gigabytes = 2 ** math.ceil(math.log2(SPARE * total / 1000))
    wanted = math.ceil(at_once * cores / few)
    opening = CLASS * now["open, CPU"] / wanted
    said = (
        f"For a class of {CLASS}, take {wanted} cores and {gigabytes} GB of memory: a slider then answers in about {then['clients, median']:.0f} ms "
        f"while {at_once} learners drag at once"
    )
    sums = (
        f"Memory: {SYSTEM} MB for the system + {now['hub']:.0f} MB for the hub + {CLASS} × ({now['server']:.0f} + {now['kernel']:.0f}) MB = "
        f"{total / 1000:.1f} GB; with a quarter to spare {SPARE * total / 1000:.1f} GB, and the next size that is sold is {gigabytes} GB.\n\n"
        f"Cores: we take it that at most a third of the class, {at_once} learners, drag in the same moment; the others read, think and type. {few} learners at once on "
        f"{cores} cores are {few / cores:g} a core, and that is what {at_once} are on {wanted} cores: {then['clients, median']:.0f} ms (median) as measured "
        f"with {few}. On {cores} cores, {most} at once had to wait {now['clients, median']:.0f} ms.\n\n"
        f"The first minutes: if all {CLASS} log in at once and run all cells, that is {CLASS} × {now['open, CPU']:.1f} s of processor time, "
        f"{opening:.0f} s on {wanted} cores."
    )
    return said, sums


def written(runs, duration):
    """The text of CLASS.md."""
    names = ("jupyterhub", "jupyterlab", "ipykernel", "ipywidgets", "matplotlib", "numpy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    said, sums = needs(runs)
    about = __doc__.split("\n\n", 1)[1].strip()
    return (
        f"# A class on one machine\n\nWritten by `make bench-class` (`benchmarks/class.py`).\n\n{about}\n\n{table(runs)}\n\n"
        f"Clients drag for {duration} s at 30 moves a second; the time is from the move of the hand to the arrival of its picture, and moves that were "
        f"overtaken by newer ones are not sent, as in the page. The browser presses {KEYS} keys. Clients and browser run on the same machine and take their share of it. "
        f"One run, on {os.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}.\n\n## A class of {CLASS}\n\n{said}.\n\n{sums}\n"
    )


def main():
    """Measure, print, and write CLASS.md and its sentence in the README if no error came; 1 if one did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--learners", type=int, nargs="+", default=[1, 5, 10])
    parser.add_argument("--seconds", type=int, default=20, help="how long they drag")
    parser.add_argument("--out", type=Path, default=HERE / "CLASS.md")
    wanted = parser.parse_args()
    runs, errors = {}, []
    for number in wanted.learners:
        runs[number], more = measured(number, wanted.seconds)
        errors += more
        print(number, {row: round(float(figure), 2) for row, figure in runs[number].items()}, *more, sep="\n", flush=True)
    text = written(runs, wanted.seconds)
    print(text)
    if not errors:
        wanted.out.write_text(text, encoding="utf-8")
    if not errors and wanted.out == parser.get_default("out"):
        README.write_text(SENTENCE.sub(needs(runs)[0], README.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
