"""The training lab under thousands of drawn actions and ten thousand changes: nothing raises, lies or grows."""

import gc
import sys
import warnings

import psutil
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lab_tools import player
from matplotlib.figure import Figure
from training_tools import agrees

from course_lib.labs import TrainingLab
from course_lib.labs.training import MOST_RUNS
from course_lib.activations import HIDDEN
from course_lib.labs.training_knobs import KNOBS

RATES = st.sampled_from([1e-8, 1e-3, 0.5, 3.0, 30.0, 1e4])
LAYERS = st.lists(st.sampled_from([1, 2, 5, 8, 32]), max_size=6).map(lambda hidden: (2, *hidden, 1))
VALUES = {
    "learning_rate": RATES,
    "activation": st.sampled_from(HIDDEN),
    "batch_size": st.sampled_from(KNOBS["batch_size"].options),
    "momentum": st.sampled_from([0, 0.5, 0.99]),
    "l2": st.sampled_from([0, 0.001, 0.1]),
    "loss": st.sampled_from(KNOBS["loss"].options),
    "pace": st.sampled_from([1, 10, 100]),
    "layers": LAYERS,
    "initialization": st.sampled_from(KNOBS["initialization"].options),
    "scale": st.sampled_from([0, 1e-3, 1, 1e6]),
    "dataset": st.sampled_from(KNOBS["dataset"].options),
    "m": st.sampled_from([20, 20, 20, 100, 1000]),
    "noise": st.sampled_from([0, 0.1, 1]),
    "test": st.sampled_from([0.1, 0.25, 0.9]),
    "seed": st.integers(0, 99),
}
LAB = TrainingLab(m=20, seed=3)  # one for all, as making a figure takes long
START = LAB.state()
OUTSIDE = {
    "learning_rate": 0, "activation": "softmax", "layers": (2, 64, 1), "m": 10**6, "momentum": 1.0,
    "scale": -1, "speed": 1, "batch_size": 3,
}  # fmt: skip
COORDINATES = st.sampled_from([-1000, -1.5, 0.0, 0.3, 1e-9, 1000])


def some(names):
    return st.sampled_from(sorted(names)).flatmap(lambda name: VALUES[name].map(lambda value: {name: value}))


LIVE = ("learning_rate", "activation", "batch_size", "momentum", "l2", "loss")
ACTIONS = st.one_of(
    st.tuples(st.just("set"), some(VALUES)),
    st.tuples(st.just("set"), some(LIVE)),
    st.tuples(st.just("refused"), st.sampled_from(sorted(OUTSIDE)).map(lambda name: {name: OUTSIDE[name]})),
    st.tuples(st.just("tick"), st.sampled_from([0, 1, 2, 7, 60])),
    st.tuples(st.just("tick"), st.sampled_from([1, 5, 20])),
    st.tuples(st.just("play"), st.integers(1, 3)),
    st.tuples(st.just("rewind"), st.sampled_from([-5, 0, 1, 3, 10, 50, 10**9])),
    st.tuples(st.just("fork"), some(LIVE)),
    st.tuples(st.just("add_point"), st.tuples(COORDINATES, COORDINATES, st.sampled_from([0, 1]))),
    st.tuples(st.just("remove_point"), st.tuples(COORDINATES, COORDINATES)),
    st.tuples(st.just("aim"), st.one_of(st.none(), st.tuples(COORDINATES, COORDINATES))),
    st.tuples(st.sampled_from([*["reset", "new_start", "load_state", "fork", "clear_points"] * 2, "png"]), st.none()),
)


def act(lab, action, value):
    if action in ("set", "fork") and value:
        getattr(lab, action)(**value)
    elif action == "refused":
        refused(lab, value)
    elif action == "load_state":
        lab.load_state(lab.state())
    elif action == "aim":
        lab.aim(value)
    elif action == "add_point":
        lab.add_point(*value)
    elif action == "remove_point":
        left = lab.points.Y.sum(), lab.points.m - lab.points.Y.sum()
        if min(left) > 2:
            lab.remove_point(*value)
    elif action == "play":
        for _ in range(value):
            lab.play()
    elif value is None:
        getattr(lab, action)()
    else:
        getattr(lab, action)(value)


def refused(lab, value):
    before = dict(lab.settings), lab.record
    try:
        lab.set(**value)
    except ValueError as problem:
        assert next(iter(value)) in str(problem)
    else:
        raise AssertionError(f"{value} was taken")
    assert (dict(lab.settings), lab.record) == before


def sound(lab):
    """What must hold after every action."""
    assert lab.error == "" and 1 <= len(lab.runs) <= MOST_RUNS
    for run in lab.runs:
        steps = [record.step for record in run.history]
        assert steps[0] == 0 and steps == sorted(set(steps)) and len(steps) <= 400
        assert run.record.step in steps and run.settings["layers"] == run.net.layers
        assert all(record.trouble is None for record in list(run.history)[:-1])
    assert lab.describe().startswith(f"Step {lab.record.step} of {'-'.join(map(str, lab.settings['layers']))} (")
    assert all(lab.settings[name] == lab.run.settings[name] for name in LIVE)


@settings(derandomize=True, deadline=None, max_examples=220, suppress_health_check=list(HealthCheck))
@given(actions=st.lists(ACTIONS, min_size=5, max_size=30))
def test_no_sequence_raises_or_lies(actions):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)  # one library speaks to another
        LAB.load_state(START)
        for action, value in actions:
            act(LAB, action, value)
            sound(LAB)
        agrees(LAB, draw=False)


@settings(derandomize=True, deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))
@given(actions=st.lists(ACTIONS, min_size=3, max_size=6))
def test_the_face_goes_along(actions):
    lab = TrainingLab(m=20)
    assert lab.face
    for action, value in actions:
        act(lab, action, value)
        sound(lab)
    player(lab).value += 1
    lab.refresh()
    agrees(lab)


def figures():
    return sum(isinstance(each, Figure) for each in gc.get_objects())


def change(lab, i):
    """One turn of a slider and one step, and now and then a look, a way back, a fork."""
    lab.set(learning_rate=0.001 + (i % 97) / 100)
    lab.tick(1)
    if i % 7 == 0:
        lab.rewind(i % 500)
    if i % 100 == 0:
        lab.frame(moving=True)
    if i % 1000 == 900:
        lab.fork(momentum=0.5)
    if i % 1000 == 950:
        lab.reset()


def test_ten_thousand_changes_do_not_grow():
    lab, blocks, memory = TrainingLab(m=20, layers=(2, 3, 1)), {}, {}
    lab.png()
    gc.collect()  # what earlier tests have left
    drawn = figures()
    for i in range(1, 10_001):
        change(lab, i)
        if i in (2000, 10_000):
            gc.collect()
            blocks[i], memory[i] = sys.getallocatedblocks(), psutil.Process().memory_info().rss
    assert figures() == drawn
    assert all(len(run.history) <= 400 and len(run.events) <= 1001 for run in lab.runs)
    assert blocks[10_000] - blocks[2000] < 2000  # not even an object for every fourth change
    assert memory[10_000] - memory[2000] < 8e6
