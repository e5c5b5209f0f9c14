"""The vectorized NumPy core of the workbook: networks as plain data, and a few verbs over them.

This import loads NumPy only. The labs are in `course_lib.labs`, the exercises in `course_lib.exercises`.
"""

from course_lib import datasets, search
from course_lib.gradient_check import check_gradient
from course_lib.network import Cache, Network, Params, accuracy, backward, cost, forward, initialize, predict
from course_lib.training import Snapshot, train

__all__ = [
    "Cache", "Network", "Params", "Snapshot", "accuracy", "backward", "check_gradient", "cost", "datasets", "forward",
    "initialize", "predict", "search", "train",
]
