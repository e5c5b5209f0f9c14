"""Measure everything, print the targets, write RESULTS.md, the figure and the table of the README: python -m benchmarks.speed"""

import argparse
import os
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))  # libraries read these when they are imported
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

from benchmarks.speed import footprint, measured, picture, report  # noqa: E402

HERE = Path(__file__).resolve().parents[1]


def main():
    """One run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--out", type=Path, help="a folder for the results, in place of benchmarks/ and the README")
    options = parser.parse_args()
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    results = {"footprint": footprint.measured()}
    if hasattr(os, "sched_setaffinity"):  # JAX's flags do not always hold it to one thread; one core does
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    results |= {
        "cases": measured.comparison(options.rounds),
        "stacks": measured.stacks(options.rounds),
        "scaling": measured.scaling(max(2, options.rounds // 4)),
    }
    folder = options.out or HERE
    picture.save(folder / "speed.png", results["cases"], results["scaling"])
    report.save(folder / "RESULTS.md", results, options.rounds, busy)
    if not options.out:
        report.refresh(HERE.parent / "README.md", results["cases"])
    for case, target, figure, _, verdict in report.verdicts(results):
        print(f"{verdict:13} {case}: {target}; measured {figure}")


if __name__ == "__main__":
    main()
