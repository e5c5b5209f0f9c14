"""How every lab is tried: a way to make it, a turn of each control, and settings that it refuses. A new lab needs a row in LABS."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from course_lib import datasets, labs
from course_lib.contest import STARTS
from course_lib.exercises import chapter2
from course_lib.labs.anatomy import ROW
from course_lib.labs.descent import LOGISTIC

RACERS = {"loop": chapter2.logistic_gradients_loop, "NumPy": chapter2.logistic_gradients}


class Row(NamedTuple):
    """How a lab is tried.

    make: a function that gives the lab, as far on that each turn can be seen
    turns: {setting: another value}, for each control
    bad: settings that are refused
    quiet: {setting: "picture", "words" or "both"}, what does not tell of its turn at once
    """

    make: Callable
    turns: dict = {}
    bad: tuple = ()
    quiet: dict = {}


def after(lab, *steps):
    """The lab, after its method of this name was called with these arguments."""
    name, *arguments = steps
    getattr(lab, name)(*arguments)
    return lab


LABS = {
    "ActivationLab": Row(
        labs.ActivationLab,
        {"activation": "tanh", "z": -3.5, "spread": 8.0, "shift": 2.0},
        ({"activation": "softmax"}, {"activation": "yours"}, {"z": 13}, {"spread": 0}, {"shift": None}),
    ),
    "AnatomyLab": Row(
        labs.AnatomyLab,
        {"layer": 2, "unit": 4, "example": 5, "highlight": ROW},
        ({"unit": 5}, {"example": 0}, {"layer": 3}, {"highlight": "all"}, {"unit": 1.5}),
    ),
    "BentLineLab": Row(
        labs.BentLineLab,
        {"w": 2.5, "b": -1.5, "size": 0.4, "line": "straight"},
        ({"w": 50}, {"b": None}, {"size": -0.1}, {"line": "curved"}),
    ),
    "BlockLab": Row(
        lambda: labs.BlockLab().run_to("update"),
        {"layers": (2, 3, 5, 2, 1), "activation": ("relu", "sigmoid"), "m": 3, "seed": 4, "learning_rate": 2.0},
        (
            {"layers": (2, 1)}, {"layers": (2, 6, 1)}, {"layers": (2, 2, 2, 2, 2, 2, 1)}, {"layers": (3, 2, 1)}, {"layers": "2-4-1"},
            {"activation": "softmax"}, {"activation": ("tanh",)}, {"m": 1}, {"m": 6}, {"seed": 21}, {"seed": 0.5}, {"learning_rate": 0},
        ),
    ),
    "CollapseLab": Row(
        labs.CollapseLab,
        {"activation": "tanh", "data": "circles", "depth": 4, "units": 7, "seed": 3, "folds": 1},
        ({"activation": "sigmoid"}, {"data": "cats"}, {"depth": 5}, {"units": 0}, {"folds": -1}),
    ),
    "CostSurfaceLab": Row(
        labs.CostSurfaceLab,
        {"w": 2.0, "b": -3.0, "steps": 120, "azimuth": 90, "elevation": 60},
        ({"steps": 1.5}, {"azimuth": 500}, {"w": "high"}, {"speed": 1}),
        {"azimuth": "words", "elevation": "words"},
    ),
    "DataScaleLab": Row(labs.DataScaleLab, {"repetitions": 5}, ({"repetitions": 2}, {"repetitions": 100})),
    "DeepOrWideLab": Row(
        lambda: after(labs.DeepOrWideLab(), "tick", 30),
        {"task": "parity", "difficulty": 2, "width": 1, "start": STARTS[1], "noise": 0.1, "learning_rate": 0.1, "seed": 3},
        ({"task": "cats"}, {"difficulty": 7}, {"width": 0}, {"start": "zeros"}, {"noise": 0}, {"learning_rate": 0}, {"seed": -1}),
    ),
    "DescentLab": Row(
        labs.DescentLab,
        {"learning_rate": 10.0, "start": 1.5, "curve": LOGISTIC, "curvature": 1.6},
        ({"learning_rate": 0}, {"learning_rate": -1.0}, {"start": np.nan}, {"curve": "a saddle"}),
    ),
    "FeatureLab": Row(
        labs.FeatureLab,
        {"layer": 3, "unit": 7, "learning_rate": 0.2, "l2": 0.1, "initialization": "xavier", "data": "digits_odd"},
        ({"layer": 5}, {"unit": 0}, {"unit": 21}, {"l2": 0.02}, {"initialization": "huge"}, {"data": "xor"}, {"speed": 1}),
        {"learning_rate": "picture", "l2": "picture"},
    ),
    "FoldLab": Row(labs.FoldLab, {"k": 5, "x": 0.12}, ({"k": 0}, {"k": 9}, {"k": 2.5}, {"x": 1.5}, {"x": None})),
    "GraphLab": Row(
        lambda: after(labs.GraphLab("chain"), "run_all"),
        {"a": 1.0, "b": -2.0, "c": 4.5, "nudge": "v"},
        ({"a": 1e9}, {"nudge": "x"}, {"y": 1}),
    ),
    "GraphLab of logistic regression": Row(
        lambda: after(labs.GraphLab("logistic"), "run_all"),
        {"x1": -2.0, "x2": 0.3, "w1": 1.1, "w2": -0.6, "b": 0.2, "y": 0, "nudge": "w2"},
        ({"y": 0.5}, {"w1": None}),
    ),
    "HousingLab": Row(labs.HousingLab, {"units": 6, "seed": 7}, ({"units": 2}, {"units": 9}, {"seed": 1.5})),
    "ImageColumnLab": Row(
        labs.ImageColumnLab,
        {"unroll": 0.9, "order": "channel by channel", "row": 5, "column": 40, "channel": "blue"},
        ({"unroll": 1.5}, {"channel": "purple"}, {"row": -1}),
    ),
    "InitializationLab": Row(
        labs.InitializationLab,
        {"initialization": "large", "scale": 2.0, "activation": "relu", "data": "flower", "units": 8, "seed": 5},
        ({"initialization": "yours"}, {"scale": 0}, {"activation": "linear"}, {"units": 1}, {"seed": 0.5}),
    ),
    "JudgeLab": Row(
        lambda: labs.JudgeLab(after(labs.LogisticLab(datasets.faces()), "tick", 20)),
        {"picture": "cat", "side": 0.5, "across": 0.1, "down": 0.8},
        ({"picture": "your picture"}, {"side": 0}, {"across": 2}, {"down": "top"}),
    ),
    "LandscapeLab": Row(
        lambda: labs.LandscapeLab(steps=50, layers=(2, 4, 1)),
        {
            "dataset": "xor", "activation": "relu", "across": "width", "steps": 100, "seed": 4, "layers": (2, 3, 3, 1), "rates": (-1.0, 1.0),
            "scales": (-1.0, 0.5), "column": 10, "row": 50,
        },
        (
            {"dataset": "spirals"}, {"activation": "softmax"}, {"across": "depth"}, {"steps": 0}, {"steps": 10.5}, {"seed": -1}, {"layers": (2, 1)},
            {"rates": (1, -1)}, {"rates": (0, 0)}, {"rates": (-9, 1)}, {"scales": (0, 3)}, {"scales": "wide"}, {"scales": (np.nan, 1)},
            {"row": 64}, {"column": -1},
        ),
    ),
    "LearntLab": Row(lambda: labs.LearntLab(2)),
    "LogisticLab": Row(
        lambda: after(labs.LogisticLab(datasets.faces()), "tick"),
        {"learning_rate": 0.5, "pace": 30},
        ({"learning_rate": -1}, {"pace": 0}, {"speed": 1}),
        {"learning_rate": "picture", "pace": "both"},
    ),
    "NeuronLab": Row(labs.NeuronLab, {"w": -2.0, "b": 3.0}, ({"w": 1000}, {"b": True})),
    "ParityLab": Row(labs.ParityLab, {"bits": "10110"}, ({"bits": "1"}, {"bits": "10102"}, {"bits": 101}, {"bits": "0" * 11}, {"n": 4})),
    "RaceLab": Row(lambda: labs.RaceLab(RACERS), {"features": 2}, ({"features": 3},), {"features": "both"}),
    "SearchLab": Row(
        lambda: after(labs.SearchLab(points=8, steps=100), "search"),
        {
            "data": "spirals", "way": "grid", "scale": "linear", "points": 12, "steps": 200, "seed": 3, "learning_rate": (0.01, 5.0),
            "depth": (2, 3), "units": (4, 16), "activation": "sigmoid", "l2": (1e-4, 1.0), "sort": "learning rate", "row": 2,
        },
        (
            {"data": "cats"}, {"way": "luck"}, {"scale": "ln"}, {"points": 7}, {"points": 8.5}, {"steps": 0}, {"seed": -1},
            {"learning_rate": (1, 0.1)}, {"learning_rate": (0, 1)}, {"learning_rate": 1}, {"depth": (0, 2)}, {"depth": (1, 2.5)},
            {"units": (2, 33)}, {"units": ("2", "3")}, {"activation": "step"}, {"l2": (1e-3, float("nan"))}, {"l2": (0, 1)}, {"momentum": 0.9},
        ),
    ),
    "ShapeLab": Row(
        labs.ShapeLab,
        {"layers": "3 4, 4  1", "m": 4, "layer": 3, "broken": "db[l] without keepdims"},
        (
            {"layers": "3, four, 1"}, {"layers": "12"}, {"layers": ""}, {"layers": "3, 0, 1"}, {"layers": "3, -4, 1"}, {"layers": "3.5, 1"},
            {"layers": "1 2 3 4 5 6 7 8 9 10"}, {"layers": "3, 100000"}, {"layers": "3, " + "9" * 5000}, {"layers": None}, {"layers": 7},
            {"layers": (3, True)}, {"layers": (3, 1.0)}, {"m": 0}, {"m": 2.5}, {"m": "many"}, {"layer": 9}, {"broken": "everything"}, {"speed": 1},
        ),
    ),
    "SpikeLab": Row(
        lambda: labs.SpikeLab(shape="noise"),
        {"current": 4.5, "shape": "step", "seed": 3, "threshold": 20.0, "tau": 25.0, "refractory": 5.0},
        ({"current": 11}, {"shape": "sine"}, {"seed": 0.5}, {"threshold": 0}, {"tau": 1}, {"refractory": -1}),
    ),
    "StepRaceLab": Row(labs.StepRaceLab, {}, ({"features": 20},)),
    "TrainingLab": Row(
        lambda: after(labs.TrainingLab(m=40, layers=(2, 3, 1), seed=1), "tick", 5),
        {
            "learning_rate": 2.0, "activation": ("relu",), "initialization": "xavier", "scale": 2.0, "layers": (2, 4, 5, 1), "dataset": "moons",
            "m": 60, "noise": 0.5, "test": 0.5, "seed": 7, "batch_size": 16, "momentum": 0.9, "l2": 0.05, "loss": "squared error", "pace": 3,
        },
        (
            {"layers": (2, 33, 1)}, {"layers": (3, 1)}, {"layers": (2, *[1] * 7, 1)}, {"layers": 4}, {"activation": "softmax"},
            {"learning_rate": 0}, {"m": 20.5}, {"speed": 1}, {"batch_size": 5}, {"scale": -1}, {"noise": np.nan}, {"dataset": "faces"},
        ),
        {"pace": "both", "learning_rate": "picture", "batch_size": "picture", "momentum": "picture"},  # until the next step
    ),
    "TwoKindsLab": Row(labs.TwoKindsLab, {"example": 3, "table": "advertisements"}, ({"example": 4}, {"table": "cats"})),
    "WatchLab": Row(lambda: labs.WatchLab(show=("dataset", "seed")), {"dataset": "moons", "seed": 3}, ({"seed": -1}, {"l2": "much"}, {"speed": 1})),
}  # fmt: skip
