"""How fast is a search of 200 points? One process against two workers, and stacks against one by one: python benchmarks/search_speed.py

What is measured: seconds from the call until the last record, on 300 training and 100 validation examples of moons; each point takes all
of its steps, so that the work is the same. Workers are started before, and have trained something. In each round the ways take turns; the
table holds the fastest of the rounds, which other work on the machine disturbs least.
"""

import argparse
import os
import platform
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from time import perf_counter

import numpy as np

from course_lib import datasets, search
from course_lib.search import Choice, Layers, LogRange, Range, Space, stack

TRAINING, VALIDATION = datasets.moons(m=400, noise=0.2, rng=0).split(0.25)
SPACES = {
    "one shape": Space(learning_rate=LogRange(1e-3, 3), layers=(4,), momentum=Range(0, 0.9)),
    "many shapes": Space(learning_rate=LogRange(1e-3, 3), layers=Layers((1, 3), (2, 16)), hidden=Choice("tanh", "relu")),
}


def seconds(points, executor=None):
    """How long a search takes, from the call to the last record."""
    began = perf_counter()
    records = list(search.run(points, TRAINING, VALIDATION, steps=300, patience=10**6, executor=executor))
    assert len(records) == len(points)
    return perf_counter() - began


@contextmanager
def one_by_one():
    """While inside, each point is a stack of its own."""
    most, stack.MOST_RUNS = stack.MOST_RUNS, 1
    try:
        yield
    finally:
        stack.MOST_RUNS = most


@contextmanager
def dask_workers():
    """Two Dask workers, or None where Dask is not installed."""
    try:
        from dask.distributed import Client, LocalCluster
    except ImportError:
        yield None
        return
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client.get_executor(pure=False)  # so that Dask remembers no result of the round before


def one_round(points, executors):
    """{way: seconds}."""
    with one_by_one():
        times = {"one by one": seconds(points)}
    return times | {"stacks": seconds(points)} | {name: seconds(points, executor) for name, executor in executors.items()}


def main():
    """Print a table for each space."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}; {os.cpu_count()} cores, load before {busy:.1f}")
    with ProcessPoolExecutor(2) as pool, dask_workers() as dask:
        executors = {"stacks, 2 processes": pool} | ({"stacks, 2 Dask workers": dask} if dask else {})
        for name, space in SPACES.items():
            points = search.sample(space, 200, rng=0)
            one_round(points[:40], executors)
            times = [one_round(points, executors) for _ in range(rounds)]
            parts = stack.stacks(points, 1, TRAINING.m)
            print(f"\n200 points of {name}, {len(parts)} stacks")
            best = {way: min(row[way] for row in times) for way in times[0]}
            for way, least in best.items():
                print(f"{way:24} {least:6.2f} s   {best['one by one'] / least:5.2f} × as fast as one by one")
            for way in executors:
                print(f"{way:24} {best['stacks'] / best[way]:5.2f} × as fast as stacks in one process")


if __name__ == "__main__":
    main()
