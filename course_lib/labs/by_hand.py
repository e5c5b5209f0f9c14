"""Runs of the training lab as records of the experiment log.

Its second set is looked at all the time, so what it calls test is a validation set here.
"""

from itertools import pairwise

from course_lib.labs.run import BY_HAND
from course_lib.labs.training import TrainingLab
from course_lib.search import SETTINGS


def records_of(lab):
    """A record for each run of a TrainingLab, as it stands now, with the names that a search uses.

    raises: ValueError for what is not a TrainingLab
    """
    if not isinstance(lab, TrainingLab):
        raise ValueError(f"log takes a TrainingLab; what came is {type(lab).__name__}")
    return [_record(number, run) for number, run in enumerate(lab.runs)]


def _record(number, run):
    s, now = run.settings | run.plain, run.record
    settings = {name: s[name] for name in SETTINGS if name in s} | {
        "layers": s["layers"][1:-1],
        "hidden": ", ".join(dict.fromkeys(s["activation"])),
        "output": "sigmoid",
        "scale": s["scale"] if s["initialization"] == BY_HAND else None,
        "batch_size": None if s["batch_size"] == "all" else s["batch_size"],
    }
    costs = dict(zip(("train_cost", "validation_cost", "train_accuracy", "validation_accuracy"), (*now.cost, *now.accuracy)))
    ended = {"status": "diverged" if now.trouble else "by hand", "steps": now.step, "best_step": now.step}
    place = {"search": "by hand", "data": f"{s['dataset']}, training lab", "way": "by hand", "point": number}
    changes = sum(before[1] != after[1] for before, after in pairwise(run.legs))
    words = [f"loss {s['loss']}" + (", with the L2 penalty" if s["l2"] else "")]
    if changes:
        words.append(f"settings changed on the way ({changes}×); these are the last ones")
    return place | settings | ended | costs | {"words": "; ".join(words)}
