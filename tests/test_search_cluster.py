"""Search on a real Dask cluster: separate worker processes on loopback, one of them killed in the middle."""

import os
import re
import signal
import time
from itertools import islice

import pytest
from search_tools import DATA, SPACE, same

from course_lib import search
from course_lib.search.stack import trained

distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'course-lib[cluster]'")

HOW = {"steps": 300, "every": 10, "patience": 10}
POINTS = search.sample(SPACE, 80, rng=1)
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


class Noted:
    """An executor that notes in a folder which process began which stack."""

    def __init__(self, executor, folder):
        self.executor, self.folder = executor, folder

    def submit(self, *task):
        return self.executor.submit(noted, self.folder, *task)

    def who_began(self, first="*"):
        """The processes that began the stack whose first point this is, or any."""
        return [int(note.suffix[1:]) for note in self.folder.glob(f"{first}.*")]


def noted(folder, function, part, *data):
    first = part[0][0]
    again = list(folder.glob(f"{first}.*"))
    (folder / f"{first}.{os.getpid()}").touch()
    if folder.name == "killed" and first == 0 and not again:
        next(trained(part, *data))
        time.sleep(600)  # in the middle of its work, until it is killed
    if folder.name == "deadly" and first == 0:
        os.kill(os.getpid(), KILL)
    return function(part, *data)


def wait_for(condition):
    for _ in range(600):
        if found := condition():
            return found
        time.sleep(0.1)
    pytest.fail("it did not happen within a minute")


@pytest.fixture(scope="module")
def here():
    return list(search.run(POINTS, *DATA, **HOW))


@pytest.fixture(scope="module")
def client():
    where = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "host": "127.0.0.1", "dashboard_address": None}
    with distributed.LocalCluster(**where) as cluster, distributed.Client(cluster) as client:
        yield client


def folder(tmp_path, name):
    (tmp_path / name).mkdir()
    return tmp_path / name


def test_the_cluster_gives_the_same_records_bit_for_bit(client, here, tmp_path):
    executor = Noted(client.get_executor(), folder(tmp_path, "notes"))
    assert same(search.run(POINTS, *DATA, **HOW, executor=executor), here)
    workers = set(executor.who_began())
    assert workers == set(client.run(os.getpid).values()) and len(workers - {os.getpid()}) == 2


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(client, here, tmp_path):
    executor, file = Noted(client.get_executor(), folder(tmp_path, "killed")), tmp_path / "s.jsonl"
    ticks, records, begun = search.ticks(POINTS, *DATA, **HOW, executor=executor, file=file), [], []
    while not begun or len(records) < 20:  # the others are seen while stack 0 is still at work
        records += next(ticks)
        begun = executor.who_began(0)
    (victim,) = begun
    assert victim in client.run(os.getpid).values()
    os.kill(victim, KILL)
    records += [record for tick in ticks for record in tick]
    assert same(records, here) and same(search.run(POINTS, *DATA, **HOW, file=file), here)
    begun = executor.who_began(0)
    assert len(begun) == 2 and victim in begun  # it was begun again, by another process
    assert victim not in client.run(os.getpid).values()


def test_a_search_that_is_closed_leaves_the_cluster_and_goes_on_anywhere(client, here, tmp_path):
    file, executor = tmp_path / "s.jsonl", client.get_executor()
    records = search.run(POINTS, *DATA, **HOW, executor=executor, file=file)
    some = list(islice(records, 20))
    records.close()
    wait_for(lambda: not any(client.processing().values()))
    assert len(file.read_text().splitlines()) < len(POINTS)
    whole = list(search.run(POINTS, *DATA, **HOW, file=file))
    assert same(whole, here) and repr(whole[:20]) == repr(some)


def test_work_that_kills_its_workers_is_named_and_all_else_is_done(client, here, tmp_path):
    file, executor = tmp_path / "s.jsonl", Noted(client.get_executor(), folder(tmp_path, "deadly"))
    client.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 1))
    records = []
    with pytest.raises(RuntimeError, match=r"the executor lost points .*\(KilledWorker: .* with a file, the same search goes on") as lost:
        for record in search.run(POINTS, *DATA, **HOW, executor=executor, file=file):
            records.append(record)
    missing = set(range(len(POINTS))) - {record["point"] for record in records}
    assert 0 in missing and missing == set(map(int, re.search("points ([0-9, ]+)", str(lost.value))[1].split(",")))
    assert len(missing) < 40 and len(executor.who_began(0)) == 2
    assert same(search.run(POINTS, *DATA, **HOW, file=file), here)
