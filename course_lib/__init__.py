"""The vectorized NumPy core of the workbook: networks as plain data, and a few verbs over them.

This import loads NumPy only. The labs are in `course_lib.labs`, the exercises in `course_lib.exercises`.

How the data go, one way: `datasets` makes X and Y, and `train` yields a Snapshot after each so many steps. When the page asks for the
next picture, a lab (labs/training.py, its run in labs/run.py) takes steps, keeps a record, and hands what is to be seen to its view
(views/training.py), which moves what it has drawn. labs/canvas.py makes a picture of that, and labs/base.py puts it on the page.
"""

from course_lib import datasets, search
from course_lib.gradient_check import check_gradient
from course_lib.network import Cache, Network, Params, accuracy, backward, cost, forward, initialize, predict
from course_lib.training import Snapshot, train

__all__ = [
    "Cache", "Network", "Params", "Snapshot", "accuracy", "backward", "check_gradient", "cost", "datasets", "forward",
    "initialize", "predict", "search", "train",
]
