"""Search for hyperparameters: describe a space, draw points from it, train them all with early stopping, read a table.

    points = sample(Space(learning_rate=LogRange(1e-3, 3), hidden=Choice("tanh", "relu")), 100, rng=0)
    best, *others = table(run(points, training, validation, steps=1000))
    final_test(best, training, test)

It runs in this process, or on any `concurrent.futures.Executor`, also that of a Dask cluster: docs/search.md tells how.
"""

from course_lib.search.report import report
from course_lib.search.running import final_test, retrain, run, table, ticks
from course_lib.search.space import SETTINGS, Choice, Layers, LogRange, Range, Space, WholeRange, grid, grid_within, sample

__all__ = [
    "Choice", "Layers", "LogRange", "Range", "SETTINGS", "Space", "WholeRange", "final_test", "grid", "grid_within", "report", "retrain",
    "run", "sample", "table", "ticks",
]
