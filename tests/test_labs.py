"""The labs of Chapter 2 that train, race and judge, and what all labs share, without a browser."""

import re
from io import BytesIO

import numpy as np
import pytest
from lab_tools import click, player
from PIL import Image

from course_lib import datasets
from course_lib.exercises import chapter2 as c2
from course_lib.labs import JudgeLab, LogisticLab, NeuronLab, RaceLab, SearchLab, TrainingLab, WatchLab
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.labs.history import History
from course_lib.training import Snapshot

FACES = datasets.faces()


@pytest.fixture
def lab():
    made = LogisticLab(FACES, learning_rate=0.1)
    made.face
    return made


def test_training_lowers_the_cost_and_finds_the_faces(lab):
    start = lab.record
    lab.tick(200)
    assert lab.record.step == 200
    assert lab.record.cost[0] < 0.2 < np.log(2) == pytest.approx(start.cost[0])
    assert lab.record.accuracy[1] > 0.9
    assert "Step 200, α = 0.1" in lab.describe() and "of the test set" in lab.describe()


def test_the_learning_rate_changes_in_the_middle_of_a_run(lab):
    lab.tick(10)
    before = lab.record.w
    lab._inputs["learning_rate"].value = 0.5
    assert lab.settings["learning_rate"] == 0.5 and lab.record.w is before
    lab.tick(1)
    w, b = c2.gradient_descent_step(before, lab.history.at(10).b, *c2.logistic_gradients(before, lab.history.at(10).b, *lab.train_set), 0.5)
    np.testing.assert_allclose(lab.record.w, w, rtol=1e-9)
    assert lab.record.b == pytest.approx(b)


def test_a_page_that_moves_a_slider_to_its_nearest_place_turns_nothing(lab):
    lab.set(learning_rate=0.5)
    control = lab._inputs["learning_rate"]
    assert control.value == pytest.approx(10**-0.3, rel=1e-5)  # the nearest place of a slider with steps of a fiftieth
    control.value = 10**-0.3  # what the page reports, to the last digit
    assert lab.settings["learning_rate"] == 0.5
    control.value = 0.7  # typed
    assert lab.settings["learning_rate"] == control.value == 0.7
    lab.tick(1)
    assert lab.settings["learning_rate"] == control.value == 0.7


@pytest.mark.parametrize("slider, value, place", [
    (Slider("", 0, 1, 0.05), 0.123, 0.1), (Slider("", 0.1, 0.9, 0.05), 0.333, 0.35), (Slider("", 20, 1000, 20, whole=True), 133, 140),
    (Slider("", 0, 0.1, 0.001), 0.0030000000000000005, 0.003), (Slider("", 1e-3, 30, log=True), 31, 30), (Slider("", 0, 5, whole=True), -1, 0),
])  # fmt: skip
def test_a_slider_stands_at_the_nearest_of_its_places(slider, value, place):
    assert slider.shown(value) == slider.shown(place) == place
    assert slider.widget(value).value == pytest.approx(place, rel=1e-9)


def test_each_frame_of_play_takes_steps_and_shows_a_moving_picture(lab):
    lab._inputs["pace"].value = 3
    player(lab).value += 1
    assert 1 <= lab.record.step <= 3
    coarse = lab._image.value
    assert coarse[:3] == b"\xff\xd8\xff"  # a JPEG
    click(lab, "Step")
    assert lab._image.value != coarse and lab.png()[:4] == b"\x89PNG"


def test_the_history_can_be_scrubbed_and_a_new_run_goes_on_from_there(lab):
    lab.tick(50)
    late = lab._image.value
    lab._scrubber.value = 20
    assert lab.record.step == 20 and lab._image.value != late
    lab.tick(5)
    assert lab.record.step == lab.history.last.step == 25
    click(lab, "Reset")
    assert lab.record.step == 0 and len(lab.history) == 1 and lab._scrubber.max == 1


def test_divergence_is_explained_and_ends_the_run():
    lab = LogisticLab(FACES, learning_rate=1000.0)
    lab.tick(20)
    assert lab.record.cost[0] > lab.history.at(0).cost[0] and "higher than at the start" in lab.describe()
    blown = LogisticLab(FACES, gradients=lambda w, b, X, Y: (-1e306 * np.ones_like(w), 0.0))
    blown.set(learning_rate=1000.0)
    with np.errstate(all="raise"):
        blown.tick(100)
    assert not blown.record.finite and "blown up" in blown.describe() and blown.error == ""
    assert blown.png()


def test_the_learners_functions_run_and_are_named():
    calls = []

    def gradients(w, b, X, Y):
        calls.append(X.shape)
        return c2.logistic_gradients(w, b, X, Y)

    lab = LogisticLab(FACES, gradients=gradients)
    lab.tick(3)
    assert calls == [(625, 150)] * 3
    assert "Running on your gradients; the course's sigmoid, cost, step." in lab.describe()
    ours = LogisticLab(FACES, sigmoid=c2.sigmoid, gradients=c2.logistic_gradients)
    ours.tick(3)
    np.testing.assert_allclose(ours.record.w, lab.record.w, rtol=1e-9)
    assert "The code that runs is the course's" in ours.describe()


def test_an_error_in_the_learners_code_is_shown_in_red_and_the_history_stays(lab):
    broken = LogisticLab(FACES, step=lambda w, b, dw, db, learning_rate: undefined_name)  # noqa: F821
    broken.face
    player(broken).value += 1
    assert "stopped at step 0" in broken.error and "undefined_name" in broken.error and "lambda" in broken.error
    assert "role=\"alert\"" in broken._alarm.value and len(broken.history) == 1
    click(broken, "Reset")
    assert broken.error == "" and broken._alarm.value == ""


def test_a_bad_setting_is_refused_and_changes_nothing(lab):
    with pytest.raises(ValueError, match="learning_rate is -1; it must be a number from 0.001 to 1000"):
        lab.set(pace=7, learning_rate=-1)
    assert lab.settings == {"learning_rate": 0.1, "pace": 5}
    with pytest.raises(ValueError, match="LogisticLab has no setting 'speed'; it has: learning_rate, pace"):
        lab.set(speed=1)
    with pytest.raises(ValueError, match="no setting"):
        NeuronLab()._knob("speed")


@pytest.mark.parametrize("made", [TrainingLab, WatchLab, SearchLab])
@pytest.mark.parametrize(
    ("show", "told"),
    [
        ("seed", "show is 'seed'; it must be a list of names, even for one: show=['seed']"),
        (True, "show is True; it must be a list of names"),
        (["sede"], "Lab has no setting 'sede'; it has: "),
        ([["seed"]], "['seed'] is not the name of a setting"),
    ],
)
def test_names_to_show_come_in_a_list(made, show, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        made(show=show)
    assert "seed" in made(show=["seed"]).shown


@pytest.mark.parametrize("names", [(["momentum", "l2"],), (("momentum",),), ("momentum", 3)])
def test_names_to_hide_come_one_by_one(names):
    lab = TrainingLab("circles")
    shown = lab.shown
    with pytest.raises(ValueError, match="is not the name of a setting; give names one by one"):
        lab.hide(*names)
    assert lab.shown == shown


class WholeView:
    """All that a view needs."""

    moving = ()

    def update(self, snapshot):
        """Nothing moves."""


class WholeLab(Lab):
    """All that a lab needs."""

    def make_view(self, figure):
        return WholeView()

    def snapshot(self):
        return None

    def describe(self):
        return "Nothing."


def without(part, whole):
    """A class like another one, without one of its parts."""
    return type("Mine", whole.__bases__, {name: value for name, value in vars(whole).items() if name != part})


@pytest.mark.parametrize("method", ["make_view(self, figure)", "snapshot(self)", "describe(self)"])
def test_a_lab_that_lacks_a_method_says_which(method):
    assert WholeLab().face and WholeLab().png()
    with pytest.raises(ValueError, match=re.escape(f"Mine lacks {method}: ")):
        without(method.split("(")[0], WholeLab)()


def test_a_control_without_a_value_is_named(monkeypatch):
    monkeypatch.setattr(WholeLab, "knobs", {"w": Slider("weight w", -1, 1), "b": Slider("bias b", -1, 1)})
    assert WholeLab(w=0.5, b=0.5).face
    with pytest.raises(ValueError, match=r"WholeLab gives no value to the control of b: hand it to super\(\).__init__"):
        WholeLab(w=0.5)


class UnbegunLab(WholeLab):
    """A lab that forgets to begin."""

    knobs = {"w": Slider("weight w", -1, 1)}

    def __init__(self):
        self.mine = 1


class UnbegunTrainingLab(TrainingLab):
    """A lab of the course made into another one, that forgets to begin."""

    def __init__(self):
        self.mine = 1


@pytest.mark.parametrize(
    "use",
    [
        lambda lab: lab.settings, lambda lab: lab.error, lambda lab: lab.set(w=0.5), lambda lab: lab.hide("w"), lambda lab: lab.face,
        lambda lab: lab.png(), lambda lab: lab.frame(), lambda lab: lab.reset(), lambda lab: lab.refresh(), lambda lab: lab.safely(lab.reset),
        lambda lab: lab._repr_mimebundle_(),
    ],
)  # fmt: skip
def test_a_lab_that_has_not_begun_says_so_at_its_first_use(use):
    with pytest.raises(AttributeError, match=r"UnbegunLab.__init__ has not called super\(\).__init__ yet, so there is no '\w+'\. Call it before all else"):
        use(UnbegunLab())


@pytest.mark.parametrize("use", [lambda lab: lab.tick(5), lambda lab: lab.set(learning_rate=1.0), lambda lab: lab.describe(), lambda lab: lab._repr_mimebundle_()])
def test_so_does_one_that_is_made_from_a_lab_of_the_course(use):
    with pytest.raises(AttributeError, match=r"UnbegunTrainingLab.__init__ has not called super\(\).__init__"):
        use(UnbegunTrainingLab())


def test_what_is_not_there_is_told_as_everywhere_once_a_lab_has_begun(monkeypatch):
    with pytest.raises(AttributeError, match="'WholeLab' object has no attribute 'nothing'"):
        WholeLab().nothing
    assert not hasattr(WholeLab(), "nothing") and UnbegunLab().mine == 1 and not hasattr(UnbegunLab(), "settings")
    monkeypatch.setattr(WholeLab, "make_view", lambda lab, figure: figure.add_no_plot())
    with pytest.raises(AttributeError, match="add_no_plot"):  # of the learner's own code, from within a property
        WholeLab().face


@pytest.mark.parametrize("part", ["moving", "update(self, snapshot)"])
def test_a_view_that_lacks_a_part_says_which(part, monkeypatch):
    monkeypatch.setattr(WholeLab, "make_view", lambda lab, figure: without(part.split("(")[0], WholeView)())
    with pytest.raises(ValueError, match=re.escape(f"what make_view returned, of type Mine, lacks {part}: ")):
        WholeLab().face


def test_a_view_that_is_not_returned_is_told(monkeypatch):
    monkeypatch.setattr(WholeLab, "make_view", lambda lab, figure: None)
    with pytest.raises(ValueError, match="what make_view returned, of type NoneType, lacks "):
        WholeLab().face


def test_a_table_of_features_is_shown_as_bars():
    lab = LogisticLab(datasets.breast_cancer(), learning_rate=0.5)
    lab.tick(50)
    assert lab.record.accuracy[1] > 0.9 and lab.png()[:4] == b"\x89PNG"


@pytest.mark.parametrize("bad", [0.5, 5, "x", None, True, np.nan])
def test_a_slider_takes_its_range_only(bad):
    with pytest.raises(ValueError, match="α"):
        Slider("α", 1.0, 4.0).checked("α", bad)
    with pytest.raises(ValueError, match="one of: a, b"):
        Choice("c", ("a", "b")).checked("c", bad)


def test_a_whole_slider_takes_whole_numbers_only():
    knob = Slider("steps", 0, 10, whole=True)
    assert knob.checked("steps", 3.0) == 3 and type(knob.checked("steps", 3.0)) is int
    with pytest.raises(ValueError, match="whole number"):
        knob.checked("steps", 2.5)


def test_the_history_thins_out_and_keeps_both_ends():
    history = History(limit=10)
    for step in range(100):
        history.append(Snapshot(step, None, 0.0, None))
        assert len(history) <= 10
    assert history.at(0).step == 0 and history.last.step == 99
    assert history.at(-5).step == 0 and history.at(10**9).step == 99
    history.cut(50)
    assert history.last.step <= 50


RACERS = {"loop": c2.logistic_gradients_loop, "NumPy": c2.logistic_gradients}


@pytest.fixture
def short_race(monkeypatch):
    monkeypatch.setattr("course_lib.labs.race.SIZES", (1, 300))
    monkeypatch.setattr("course_lib.labs.race.ROUNDS", 3)


def test_the_race_measures_and_says_what_it_measured(short_race):
    lab = RaceLab(RACERS)
    before = lab.png()
    assert lab.ratio is None and "Not run yet" in lab.describe()
    lab.face
    click(lab, "Race")
    assert lab.error == "" and lab.png() != before
    last = lab.laps[-1]
    assert last.m == 300 and lab.ratio == pytest.approx(np.median(last.seconds["loop"] / last.seconds["NumPy"]))
    assert lab.ratio > 2  # a loop over 300 examples in Python; in truth about 50
    assert f"NumPy is {lab.ratio:.3g} times faster than loop" in lab.describe()
    lab._inputs["features"].value = 2
    assert lab.ratio is None


def test_functions_that_disagree_are_not_raced(short_race):
    lab = RaceLab({"loop": c2.logistic_gradients_loop, "wrong": lambda w, b, X, Y: (0 * w, 0.0)})
    lab.face
    click(lab, "Race")
    assert "different results" in lab.error and lab.ratio is None
    with pytest.raises(ValueError, match="two or more"):
        RaceLab({"alone": c2.logistic_gradients})


@pytest.fixture
def judge(lab):
    lab.tick(200)
    made = JudgeLab(lab)
    made.face
    return made


def png_of(array):
    out = BytesIO()
    Image.fromarray(array).save(out, "PNG")
    return out.getvalue()


def test_a_face_is_found_in_the_portrait_and_none_in_the_cat(judge):
    assert judge.snapshot().answer > 0.9 and "so face" in judge.describe()
    judge._inputs["picture"].value = "cat"
    judge._inputs["side"].value = 0.5
    assert judge.snapshot().answer < 0.5 and "so no face" in judge.describe()


def test_shares_and_bias_add_up_to_z(judge):
    now = judge.snapshot()
    assert 1 / (1 + np.exp(-(now.share.sum() + now.b))) == pytest.approx(now.answer)
    x = now.seen.reshape(-1, 1)
    assert judge.model.judge(x)[0, 0] == pytest.approx(now.answer)


@pytest.mark.parametrize("shape", [(40, 60, 3), (900, 300, 3), (30, 30), (2, 2, 4)])
def test_an_uploaded_picture_is_judged(judge, shape):
    before = judge.png()
    data = png_of(np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8))
    judge._uploaded(({"name": "mine.png", "content": memoryview(data)},))  # ipywidgets 8
    assert judge.settings["picture"] == "your picture" and judge.png() != before and judge.error == ""
    judge._inputs["picture"].value = "cat"
    judge._uploaded({"mine.png": {"content": data}})  # ipywidgets 7
    assert judge.settings["picture"] == "your picture"


@pytest.mark.parametrize("data", [b"not a picture", png_of(np.zeros((99, 99), np.uint8))[:60]])
def test_a_file_that_is_no_picture_is_refused_in_words(judge, data):
    with pytest.raises(ValueError, match="^this file is no picture, or it is broken; take a PNG or a JPEG$"):
        judge.load(data)
    judge.safely(lambda: judge.load(b""))
    assert judge.error.startswith("this file is no picture") and judge.settings["picture"] == "portrait"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(judge, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(ValueError, match="^this picture has too many pixels"):
        judge.load(png_of(np.zeros((50, 50), np.uint8)))
    assert judge.settings["picture"] == "portrait"


def test_the_square_stays_inside_the_photograph(judge):
    for side in (0.05, 1.0):
        for across in (0.0, 1.0):
            judge.set(side=side, across=across, down=across, picture="cat")
            left, top, size = judge.snapshot().square
            height, width = judge.snapshot().photograph.shape
            assert 0 <= left <= left + size <= width and 0 <= top <= top + size <= height


def test_only_pictures_can_be_judged():
    with pytest.raises(ValueError, match="not pictures; take datasets.faces"):
        JudgeLab(LogisticLab(datasets.breast_cancer()))


def test_judging_again_uses_the_weights_of_now(judge):
    before = judge.snapshot().answer
    judge.model.reset()
    click(judge, "Judge again")
    assert judge.snapshot().answer == 0.5 != before and "after 0 steps" in judge._words.value
