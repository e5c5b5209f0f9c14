"""The training lab as a learner meets it: every knob and button through its widget, live changes, forks, the past."""

import ipywidgets as widgets
import numpy as np
import pytest
from lab_table import LABS
from lab_tools import click, parts, player, turn, words
from training_tools import agrees, headline, same

from course_lib import accuracy, cost, datasets, forward, gauges, train
from course_lib.labs import TrainingLab
from course_lib.labs.base import WORDS_EVERY
from course_lib.labs.run import LIVE
from course_lib.labs.training_knobs import KNOBS, completed
from course_lib.views.training import order_of

SMALL = dict(m=40, layers=(2, 3, 1), seed=1)


@pytest.fixture
def hidden():
    made = TrainingLab(**SMALL)
    made.tick(5)
    return made


@pytest.fixture
def lab(hidden):
    assert hidden.face
    return hidden


@pytest.mark.parametrize("name, value", LABS["TrainingLab"].turns.items())
def test_a_turn_of_the_widget_reaches_the_run(lab, name, value):
    before = lab.record
    turn(lab, name, value)
    assert lab.error == "" and (name == "pace" or lab.run.settings[name] == value)
    agrees(lab)
    if name in (*LIVE, "pace"):
        assert lab.record.step == 5 and same(lab.record.params, before.params)
    else:
        assert lab.record.step == 0 and len(lab.run.history) == 1


def test_the_layers_by_their_own_controls(lab):
    layers = lab._inputs["layers"]
    layers._count.value = 3
    assert lab.settings["layers"] == (2, 3, 3, 3, 1) and lab.settings["activation"] == ("tanh",) * 3
    layers._units[1].value = 32
    assert lab.settings["layers"] == (2, 3, 32, 3, 1) and lab.run.record.params.W[2].shape == (32, 3)
    assert [control.layout.display for control in layers._units] == [None] * 3 + ["none"] * 3
    layers._count.value = 0
    assert lab.settings["layers"] == (2, 1) and lab.settings["activation"] == ()
    click(lab, "Step")
    assert lab.record.step == 1 and "no hidden layer" in words(lab)
    layers._count.value = 6
    assert lab.settings["layers"] == (2, *[4] * 6, 1) and lab.error == ""
    agrees(lab)


def test_the_activations_by_their_own_controls(lab):
    lab.set(layers=(2, 4, 3, 1))
    lab.tick(3)
    activation, before = lab._inputs["activation"], lab.record.params
    activation._each[1].value = "relu"
    assert lab.settings["activation"] == ("tanh", "relu") and activation._all.value == "mixed"
    activation._all.value = "sigmoid"
    assert lab.settings["activation"] == ("sigmoid", "sigmoid") and activation._each[0].value == "sigmoid"
    activation._all.value = "mixed"  # says nothing new
    assert activation._all.value == "sigmoid" and lab.settings["activation"] == ("sigmoid", "sigmoid")
    assert lab.record.step == 3 and lab.record.params is before
    lab.set(activation=("linear", "leaky_relu"))
    assert [control.value for control in activation._each[:2]] == ["linear", "leaky_relu"]


@pytest.mark.parametrize("rate", [1e4, 1e-8, 30.0, 0.001])
def test_a_value_beyond_the_slider_is_kept(lab, rate):
    lab.set(learning_rate=rate)
    lab.tick(1)
    assert lab.settings["learning_rate"] == rate == lab.run.events[-1][1]["learning_rate"]
    lab.set(scale=0)
    assert lab.settings["scale"] == 0 and lab.settings["initialization"] == "by hand" and not lab.record.params.W[1].any()


def test_play_step_reset_new_start_and_fork(lab):
    weights = lab.run.history.at(0).params
    player(lab).value += 1
    assert 6 <= lab.record.step <= 15 and lab._image.value[:2] == b"\xff\xd8"
    click(lab, "Step")
    step = lab.record.step
    click(lab, "Fork")
    assert len(lab.runs) == 2 and lab.record.step == step
    click(lab, "Reset")
    assert len(lab.runs) == 1 and lab.record.step == 0 and same(lab.record.params, weights)
    click(lab, "New start")
    assert lab.settings["seed"] == 2 == lab._inputs["seed"].value and not same(lab.record.params, weights)
    lab.set(seed=99).new_start()
    assert lab.settings["seed"] == 0
    agrees(lab)


def test_a_frame_of_play_sends_one_picture_and_little_else(lab, monkeypatch):
    lab.play()  # the first frame moves to the coarse picture
    sent = []
    monkeypatch.setattr(widgets.Widget, "notify_change", lambda self, change: sent.append((type(self).__name__, change["name"])))
    lab.play()
    assert sent == [("Image", "value")]


def test_words_and_history_slider_follow_now_and_then_while_it_plays(lab):
    for _ in range(WORDS_EVERY):
        player(lab).value += 1
    assert words(lab).count(f"Step {lab.record.step} of") == 1 and lab._scrubber.value == lab.record.step > 5


def test_a_run_that_blows_up_stops_what_plays_and_is_explained():
    lab = TrainingLab(m=40, layers=(2, 8, 8, 1), activation="linear", learning_rate=1e4, initialization="large")
    play = player(lab)
    play.playing = True
    while play.playing:
        assert play.value < 100 and "diverged" not in words(lab)
        play.value += 1
    assert lab.over and f"{lab.record.trouble} blew up" in headline(lab)
    assert "It has diverged" in words(lab) and lab.error == ""
    agrees(lab)


def test_the_history_slider(lab):
    lab.tick(20)
    picture, late = lab._image.value, lab.record
    lab._scrubber.value = 7
    assert lab.record.step == 7 and lab._image.value != picture and "Step 7 of" in words(lab)
    assert len(lab.run.history) == 26, "looking back forgets nothing"
    lab.rewind(10**9)
    assert lab.record == late
    lab.rewind(-3)
    assert lab.record.step == 0 == lab._scrubber.value
    lab.rewind(7)
    lab.tick(2)
    assert lab.record.step == lab.run.history.last.step == lab._scrubber.max == 9, "going on forgets the future"


@pytest.mark.parametrize("at", [5, 60, 300])
def test_a_shorter_past_does_not_turn_the_history_slider(at):
    lab = TrainingLab(**SMALL)
    assert lab.face
    lab.tick(at)
    for again in (lab.reset, lambda: lab.set(layers=(2, 1)), lambda: lab.load_state(TrainingLab(**SMALL).state())):
        lab.tick(at)
        again()
        assert lab.record.step == 0 == lab._scrubber.value


@pytest.mark.parametrize(
    "options",
    [
        {}, {"batch_size": 4}, {"batch_size": 1024}, {"momentum": 0.9}, {"l2": 0.1},
        {"batch_size": 16, "momentum": 0.5, "l2": 0.01, "loss": "squared error"},
    ],
)
def test_ticks_are_what_train_does(options):
    lab = TrainingLab("moons", m=60, seed=3, layers=(2, 4, 2, 1), activation=("relu", "sigmoid"), **options)
    first = lab.record.params
    for steps in (1, 0, 60, 19):
        lab.tick(steps)
    options = {k: v for k, v in options.items() if k != "loss"}
    *_, last = train(lab.run.net, first, *lab.data[0], learning_rate=0.5, steps=80, rng=[3, 0], **options)
    assert last.step == lab.record.step == 80 and same(lab.record.params, last.params)
    assert lab.record.cost[0] == last.cost


def test_a_live_change_goes_on_from_the_present_weights(hidden):
    before = hidden.record.params
    hidden.set(learning_rate=3.0, momentum=0.9, batch_size=16)
    assert hidden.record.params is before
    hidden.tick(7)
    *_, last = train(hidden.run.net, before, *hidden.data[0], learning_rate=3.0, steps=7, momentum=0.9, batch_size=16, rng=[1, 5])
    assert same(hidden.record.params, last.params) and hidden.record.step == 12


@pytest.mark.parametrize("change", [{"activation": "relu"}, {"loss": "squared error"}, {"l2": 0.1}])
@pytest.mark.parametrize("back", [None, 2])
def test_cost_and_accuracy_belong_to_the_network_on_screen(hidden, change, back):
    if back is not None:
        hidden.rewind(back)
    hidden.set(**change)
    for _ in range(2):
        run, r = hidden.run, hidden.record
        for part, J, right in zip(hidden.data, r.cost, r.accuracy):
            penalty = 0.5 * hidden.settings["l2"] * sum((W * W).sum() for W in r.params.W.values())
            assert J == pytest.approx(cost(run.net, forward(run.net, r.params, part.X), part.Y) + penalty)
            assert right == accuracy(run.net, r.params, *part)
        agrees(hidden)
        hidden.rewind(1)


@pytest.mark.parametrize("initialization, low, high", [("small", 1e-10, 1e-7), ("he", 1e-4, 1.0), ("large", 1e2, 1e5)])
def test_at_depth_the_start_decides_how_large_gradients_are(initialization, low, high):
    lab = TrainingLab("circles", layers=(2, 10, 10, 10, 10, 1), activation="relu", initialization=initialization)
    lab.png()
    sizes = [gauges.gradient_size(lab.run.gradients(lab.run.cache()), l) for l in range(1, 6)]
    assert low < min(sizes) and max(sizes) < high
    shown = [order_of(size) for size in sizes]
    assert [text.get_text() for text in lab._canvas.view._sizes[:5]] == shown
    assert f"size of dW from layer 1 to 5: {', '.join(shown)}" in lab.describe()
    assert "size of dW" not in TrainingLab(layers=(2, 4, 4, 1)).describe()  # shallow enough


def test_a_size_in_few_characters():
    told = [order_of(size) for size in (0.0, 3.2e-9, 0.0042, 0.02, 7.0, 41.0, 9.6e12, float("inf"))]
    assert told == ["0", "3e−9", "4e−3", "0.02", "7", "4e1", "1e13", "inf"]


def test_small_weights_leave_a_deep_network_where_it_is_and_he_does_not():
    ends = {}
    for initialization in ("small", "he", "large"):
        lab = TrainingLab("circles", layers=(2, 10, 10, 10, 10, 1), activation="relu", learning_rate=0.1, initialization=initialization)
        lab.tick(1000)
        ends[initialization] = lab
    assert round(ends["small"].record.cost[0], 2) == 0.69 and ends["he"].record.cost[0] < 0.1
    assert "100% of the units dead" in ends["large"].describe() and ends["large"].run.history.at(0).cost[0] > 1e4


def test_words_and_gauges_tell_the_same():
    lab = TrainingLab("spirals", m=80, layers=(2, 8, 6, 1), activation=("tanh", "relu"), initialization="large")
    lab.tick(30)
    net, cache, (W, b) = lab.run.net, lab.run.cache(), lab.record.params
    told, full, gone = lab.describe(), gauges.saturated(net, cache, 1), gauges.dead(net, cache, 2)
    assert f"Layer 1: {full:.0%} saturated; layer 2: {gone:.0%} of the units dead" in told
    assert f"symmetry of layer 1: {gauges.symmetry(np.hstack([W[1], b[1]])):.2f}" in told
    lab.png()
    notes = [note.get_text() for note in lab._canvas.view._notes[:2]]
    assert notes == [f"{full:.0%} sat.", f"{gone:.0%} dead"]


def test_zeros_never_separate():
    lab = TrainingLab("flower", layers=(2, 6, 1), initialization="zeros", learning_rate=5.0)
    for _ in range(5):
        lab.tick(100)
        assert gauges.symmetry(np.hstack([lab.record.params.W[1], lab.record.params.b[1]])) == 1.0
        assert "symmetry of layer 1: 1.00" in lab.describe()


def test_up_to_three_runs_side_by_side(hidden):
    weights = hidden.record.params
    for rate in (0.1, 2.0, 4.0):
        hidden.fork(learning_rate=rate)
        assert hidden.record.params is weights and hidden.settings["learning_rate"] == rate
    assert [run.settings["learning_rate"] for run in hidden.runs] == [0.1, 2.0, 4.0]
    hidden.tick(10)
    assert {run.record.step for run in hidden.runs} == {15} and len({run.record.cost for run in hidden.runs}) == 3
    assert "Forked from: α = 0.1: cost" in hidden.describe() and len(hidden.snapshot().pasts) == 3
    agrees(hidden)
    hidden.rewind(8)
    assert {run.record.step for run in hidden.runs} == {8}


def test_a_fork_with_nothing_changed_takes_the_same_way():
    lab = TrainingLab(**SMALL, momentum=0.9, batch_size=4)
    lab.tick(5)
    lab.fork()
    lab.tick(10)
    assert same(*(run.record.params for run in lab.runs))


def test_forks_keep_pace_while_it_plays(hidden):
    hidden.set(pace=100).fork(learning_rate=0.1).fork(learning_rate=3.0)
    for _ in range(4):
        hidden.play()
        assert len({run.record.step for run in hidden.runs}) == 1 < hidden.record.step


def test_a_fork_goes_on_where_another_has_diverged():
    lab = TrainingLab(**SMALL, activation="linear", loss="squared error")
    lab.set(layers=(2, 4, 4, 1), activation="linear").tick(2)
    lab.fork(learning_rate=1e4, loss="cross-entropy").tick(60)
    assert lab.record.trouble and lab.runs[0].record.step == 62 > lab.record.step
    lab.play()
    assert lab.runs[0].record.step > 62 and lab.error == ""
    lab.rewind(3)
    lab.set(learning_rate=0.1).tick(2)
    assert lab.record.trouble is None and [run.record.step for run in lab.runs] == [5, 5]


@pytest.mark.parametrize("name", sorted(set(KNOBS) - set(LIVE)))
def test_a_fork_refuses_what_would_need_other_weights_or_data(hidden, name):
    with pytest.raises(ValueError, match=f"a fork keeps weights and data; it can change learning_rate, .*, not {name}"):
        hidden.fork(learning_rate=1.0, **{name: hidden.settings[name]})
    with pytest.raises(ValueError, match="learning_rate is -1"):
        hidden.fork(learning_rate=-1)
    assert len(hidden.runs) == 1 and hidden.settings["learning_rate"] == 0.5


def test_divergence_is_explained_and_the_history_stays():
    lab = TrainingLab(m=40, layers=(2, 8, 8, 1), activation="linear", learning_rate=1e4, initialization="large")
    lab.tick(200)
    r, told = lab.record, lab.describe()
    assert r.trouble in ("W[1]", "W[2]", "W[3]", "cost") and r.step < 200 and lab.error == ""
    assert f"at step {r.step} {'the cost' if r.trouble == 'cost' else r.trouble} was the first to become infinite" in told
    assert "α = 1e+04 is the likely cause: take a tenth of it" in told
    agrees(lab)
    assert headline(lab) == f"step {r.step}\n{r.trouble} blew up"
    step = r.step
    lab.tick(10)
    assert lab.record.step == step == lab.run.history.last.step
    lab.rewind(0)
    assert lab.record.trouble is None and "diverged" not in lab.describe()


def test_a_cost_that_is_too_large_is_traced_to_its_layer():
    lab = TrainingLab(layers=(2, 4, 4, 1), activation="linear", learning_rate=30)
    lab.tick(100)
    Z = lab.run.cache().Z
    assert lab.record.trouble == "cost" and np.isfinite(Z[1]).all() and not np.isfinite(Z[2]).all()
    assert "the cost was the first to become infinite, as Z[2] in layer 2 is too large for a number." in lab.describe()


def test_show_limits_the_controls():
    lab = TrainingLab(show=("learning_rate", "activation"))
    assert lab.face and set(lab._inputs) == {"learning_rate", "activation"}
    labels = {part.description for part in parts(lab.face) if hasattr(part, "description")}
    assert {"Play", "Step", "Reset"} <= labels and not {"Use these points", "seed"} & labels
    assert TrainingLab(show=()).face and len(TrainingLab(show=tuple(KNOBS)[:8]).face.children) == len(lab.face.children)
    with pytest.raises(ValueError, match="TrainingLab has no setting 'speed'; it has: learning_rate"):
        TrainingLab(show=("speed",))


@pytest.mark.parametrize(
    "bad, words",
    [
        ({"layers": (2, 33, 1)}, "1 to 32 units"), ({"layers": (3, 1)}, "2 inputs"),
        ({"layers": (2, *[1] * 7, 1)}, "at most 6"), ({"layers": 4}, "layers"),
        ({"activation": ("tanh", "relu")}, "2 names; the number of hidden layers is 1"),
        ({"activation": "softmax"}, "one of: tanh"),
        ({"layers": (2, 3, 1), "activation": ()}, "0 names"), ({"learning_rate": 0}, "1e-08 to 10000"),
        ({"m": 20.5}, "whole number"), ({"speed": 1}, "no setting"),
        ({"batch_size": 5}, "all, 1, 4"), ({"scale": -1}, "scale"), ({"noise": np.nan}, "noise"),
        ({"dataset": "faces"}, "circles"),
    ],
)  # fmt: skip
def test_a_bad_setting_is_refused_and_changes_nothing(hidden, bad, words):
    before, record = dict(hidden.settings), hidden.record
    with pytest.raises(ValueError, match=words):
        hidden.set(momentum=0.5, **bad)
    assert hidden.settings == before and hidden.record is record
    with pytest.raises(ValueError, match=words):
        TrainingLab(**SMALL | bad)


def test_what_follows_from_a_setting():
    present = {"layers": (2, 3, 3, 1), "activation": ("relu", "tanh")}
    assert completed({"layers": (2, 1)}, present)["activation"] == ()
    assert completed({"layers": (2, 5, 5, 5, 1)}, present)["activation"] == ("relu", "tanh", "tanh")
    assert completed({"activation": "linear"}, present)["activation"] == ("linear", "linear")
    assert completed({"scale": 2}, present) == {"scale": 2, "initialization": "by hand"}
    assert TrainingLab(batch_size=4.0).settings["batch_size"].__class__ is int


def test_a_generated_data_set_is_known_again():
    lab = TrainingLab(datasets.circles(rng=0))
    assert lab.settings["dataset"] == "circles" and "on circles" in lab.describe() and "datasets.circles(m=400" in lab.code()
    assert np.array_equal(np.sort(np.hstack([part.X for part in lab.data])), np.sort(datasets.circles(rng=0).X))
    other = TrainingLab(datasets.circles(m=60, noise=0.3, rng=0))
    assert other.settings["dataset"] == "yours" and sum(part.m for part in other.data) == 60
    assert TrainingLab(datasets.moons(m=2000, rng=0)).settings["dataset"] == "yours"


@pytest.mark.parametrize("data", [datasets.housing(m=30, rng=0), datasets.line(rng=0)])
def test_other_than_two_features_are_refused(data):
    with pytest.raises(ValueError, match=f"dataset {data.name} has [14] features"):
        TrainingLab(data)
