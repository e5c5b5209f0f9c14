"""The landscape of trainability as a learner meets it: every control, the run behind a tile, the edge, zoom, and bad input."""

import ipywidgets as widgets
import numpy as np
import pytest
from lab_tools import click, named, parts, player, point_at, turn, words

from course_lib.labs import LandscapeLab, TrainingLab
from course_lib.trainability import CONVERGED_AT, OUTCOMES
from course_lib.views.trainability import painted


@pytest.fixture
def lab():
    return LandscapeLab(steps=50, layers=(2, 4, 1))


@pytest.mark.parametrize("column, row", [(42, 32), (0, 63), (63, 40), (20, 5)])
@pytest.mark.parametrize("settings", [{}, {"dataset": "moons", "activation": "relu", "layers": (2, 5, 3, 1), "seed": 7}, {"across": "width"}])
def test_the_run_behind_a_tile_is_opened_as_it_was(column, row, settings):
    lab = LandscapeLab(steps=50, **({"layers": (2, 4, 1)} | settings)).set(column=column, row=row)
    run = lab.run_here()
    assert isinstance(run, TrainingLab)
    place = lab.places[lab.settings["column"]]
    assert run.settings["learning_rate"] == lab.alpha == lab.grid.rates[row]
    assert (run.settings["layers"][1] if lab.settings["across"] == "width" else run.settings["scale"]) == place
    found, expected = run.record.cost[0], lab.costs[-1]
    if np.isfinite(expected):
        assert run.record.step == 50 and found == pytest.approx(expected, rel=1e-9)
    else:
        assert run.record.trouble and not np.isfinite(found)
    run.rewind(0)
    assert run.record.cost[0] == pytest.approx(lab.costs[0], rel=1e-12)


def test_the_edge_is_measured_and_the_lab_tells_it(lab):
    edge = lab.edge(1.0)
    point_at(lab, edge, 1.0)
    assert lab.alpha == edge and lab.outcome == "converged" and lab.costs[-1] <= CONVERGED_AT
    assert f"largest α here that converges at scale 1: {edge:.3g}" in words(lab)
    above = lab.grid.outcome[lab.settings["row"] + 1 :, lab.settings["column"]]
    assert len(above) and (above != 0).all()
    assert LandscapeLab(steps=50, rates=(-4, -3)).edge(1.0) is None
    assert LandscapeLab(steps=50, across="width").edge(8) > 0.1


@pytest.mark.parametrize("across, bad", [("scale", 0), ("scale", "one"), ("width", 2.5), ("width", 0)])
def test_a_place_that_cannot_be_is_refused(across, bad):
    lab = LandscapeLab(steps=50, across=across)
    with pytest.raises(ValueError, match=across):
        lab.edge(bad)


def test_play_goes_from_coarse_to_fine_and_stops_at_the_end():
    lab = LandscapeLab(steps=1)
    play, before = player(lab), lab.grid.measured.sum()
    play.value += 1
    assert lab.grid.measured.sum() > before
    while not lab.grid.measured.all():
        play.value += 1
    play.playing = True
    play.value += 1
    assert not play.playing and "4096 of 4096 networks trained" in words(lab)


def test_the_next_finer_grid(lab):
    for stride, least in ((4, 256), (2, 1024)):
        click(lab, "Next finer grid")
        assert lab.grid.measured[::stride, ::stride].all() and lab.grid.measured.sum() >= least
        assert f"{lab.grid.measured.sum()} of 4096 networks trained" in words(lab)


def test_zoom_keeps_the_cursor_where_it_was(lab):
    point_at(lab, 5.0, 0.5)
    alpha, scale, place = lab.alpha, lab.start.scale, (lab.settings["row"], lab.settings["column"])
    click(lab, "Zoom in at the cursor")
    low, high = lab.settings["rates"]
    assert high - low == pytest.approx(2) and lab.settings["scales"][1] - lab.settings["scales"][0] == pytest.approx(1.5)
    assert lab.alpha == pytest.approx(alpha) and lab.start.scale == pytest.approx(scale)
    assert (lab.settings["row"], lab.settings["column"]) == place


def test_zoom_has_ends():
    lab = LandscapeLab(steps=1)
    for _ in range(23):
        lab.zoom_in()
    assert np.ptp(lab.settings["rates"]) == pytest.approx(2e-6) == np.ptp(lab.settings["scales"]) and lab.png()
    for _ in range(25):
        lab.zoom_out()
    assert lab.settings["rates"] == (-4, 4) and lab.settings["scales"] == (-4, 2)


def test_what_a_page_makes_of_a_slider_s_value_is_not_a_turn():
    """A page moves a value to the nearest step of its slider and sends it back: a run must not change for that."""
    run = TrainingLab(learning_rate=0.7, scale=0.9988, show=("learning_rate", "scale", "noise"), noise=0.12)
    run.tick(3)
    for name, snapped in (("learning_rate", 10**-0.16), ("scale", 1.0), ("noise", 0.1)):
        turn(run, name, snapped)
    assert run.record.step == 3 and (run.settings["learning_rate"], run.settings["scale"], run.settings["noise"]) == (0.7, 0.9988, 0.12)
    turn(run, "learning_rate", 0.71)  # typed
    assert run.settings["learning_rate"] == 0.71
    turn(run, "learning_rate", 10**-0.12)  # the next step
    assert run.settings["learning_rate"] == pytest.approx(10**-0.12, rel=1e-5)
    lab = LandscapeLab(steps=1, rates=(-1.97, 2.0))
    turn(lab, "rates", (-2.0, 2.0000000001))
    assert lab.settings["rates"] == (-1.97, 2.0)
    turn(lab, "rates", (-1.9, 2.0))
    assert lab.settings["rates"] == (-1.9, 2.0)


def test_open_this_run_shows_a_training_lab_below(lab):
    assert lab.face
    click(lab, "Open this run")
    click(lab, "Open this run")
    assert lab.error == "" and len([part for part in parts(lab.face) if isinstance(part, widgets.Play)]) == 2
    assert any(part.description == "Fork" for part in parts(lab.face) if isinstance(part, widgets.Button))


def test_across_widths_the_cursor_stays_on_the_map(lab):
    turn(lab, "column", 60)
    turn(lab, "across", "width")
    assert lab.settings["column"] == 31 == named(lab, widgets.IntSlider, "cursor across").value and lab.start.layers == (2, 32, 1)
    assert "width 32" in words(lab)


def test_shares_are_those_of_the_map(lab):
    ended = lab.snapshot().outcome
    for k, name in enumerate(OUTCOMES):
        assert f"{(ended == k).mean():.0%} {name}" in lab.describe()


def test_outcomes_differ_by_pattern_and_not_by_colour_alone():
    grey = [painted(np.full((1, 1), k), np.full((1, 1), 0.5), 48).mean(axis=-1) for k in (0, 1, 2)]
    assert np.ptp(grey[0]) == 0 and np.ptp(grey[1]) > 0.2 and np.ptp(grey[2]) > 0.1
    assert (painted(np.full((1, 1), -1), np.zeros((1, 1)), 8) == 1).all()
