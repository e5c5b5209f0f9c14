"""What learners do wrong (faults.py): each row runs in a real kernel; it gets its words, loses nothing, and hangs nothing."""

import re
import time

import pytest
from faults import GROUPS, PAGE, RESTART, STOP, page
from jupyter_client.manager import start_new_kernel

SETUP = """
import html, json, os, shutil, subprocess, sys, threading, unittest.mock, warnings
import numpy as np
from course_lib import Network, datasets, initialize, limits, progress, train
from course_lib.exercises import REGISTRY, check, export_progress, guide, hint, match, predict, quiz, show_progress, solution, use
from course_lib.exercises import desk
from course_lib.labs import BentLineLab, JudgeLab, LogisticLab, NeuronLab, RaceLab, TrainingLab, challenge

limits.SECONDS = 0.5
warnings.resetwarnings()
desk._hints_given.clear()
desk._misses.clear()
progress.record("kept", True)
X, Y = datasets.moons(m=20, rng=0)

def right(name):
    exec(REGISTRY[name].solution(), globals())
    return globals()[name]

forward_shallow = right("forward_shallow")

def descendants(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from descendants(child)

def press(lab, label):
    next(w for w in descendants(lab.face) if getattr(w, "description", "") == label).click()

def see(lab):
    lab.face
    print(html.unescape(lab._alarm.value), lab.describe())

def elsewhere(action):
    thread = threading.Thread(target=action)
    thread.start()
    thread.join()

def fail(name, problem):
    global mend
    patch = unittest.mock.patch(name, side_effect=problem)
    patch.start()
    mend = patch.stop
"""
ROWS = [pytest.param(fault, id=re.sub(r"\W+", "-", fault.what)) for faults in GROUPS.values() for fault in faults]
LIMIT = 60  # seconds that a cell may take before it counts as hanging


class Kernel:
    """A kernel in a folder of its own; `said` is all that its cells have shown since `begin`."""

    def __init__(self, folder):
        self.manager, self.client = start_new_kernel(kernel_name="python3", cwd=str(folder))
        self.said = ""

    def begin(self):
        self.run("%reset -f")
        self.run(SETUP)
        self.said = ""

    def run(self, cell):
        """Run a cell to its end, and note what it shows."""
        if cell == RESTART:
            self.manager.restart_kernel()
            self.client.wait_for_ready(timeout=LIMIT)
            return
        asked = self.client.execute(cell, allow_stdin=False)
        while True:
            message = self.client.get_iopub_msg(timeout=LIMIT)
            content, its = message["content"], message["parent_header"].get("msg_id") == asked
            if its and content.get("execution_state") == "idle":
                return
            if its and message["msg_type"] == "execute_input" and cell.startswith(STOP):
                time.sleep(1)
                self.manager.interrupt_kernel()
            if its and message["msg_type"] == "stream":  # may come in pieces
                self.said += content["text"]
                continue
            shown = content.get("data", {}).get("text/plain") or "\n".join(content.get("traceback", ()))
            self.said += "\n" + re.sub(r"\x1b\[[\d;]*m", "", shown) + "\n" if shown else ""

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    started = Kernel(tmp_path_factory.mktemp("learner"))
    yield started
    started.close()


@pytest.mark.parametrize("fault", ROWS)
def test_what_a_learner_gets(kernel, fault):
    kernel.begin()
    for cell in fault.cells.split("\n# %%\n"):
        kernel.run(cell)
    assert fault.gets in kernel.said, kernel.said[-3000:]
    assert len(kernel.said) < 100_000
    kernel.run(SETUP if RESTART in fault.cells else "")
    kernel.run(f"__import__('builtins').print('held:', bool({fault.holds}))")
    kernel.run("from course_lib import progress\n__import__('builtins').print('kept:', progress.load()['kept']['passed'] is not None)")
    assert "held: True" in kernel.said and "kept: True" in kernel.said, kernel.said[-3000:]


def test_there_are_many_and_no_two_are_alike():
    faults = [fault for faults in GROUPS.values() for fault in faults]
    assert len({fault.cells for fault in faults}) == len({fault.what for fault in faults}) == len(faults) >= 100


def test_the_page_is_that_of_the_table():
    """`python tests/faults.py` writes it."""
    assert PAGE.read_text(encoding="utf-8") == page()
