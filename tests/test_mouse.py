"""The mouse on pictures: what a page reports becomes a click or a drag, and the lab does what its controls can do."""

import json
from html.parser import HTMLParser

import ipywidgets as widgets
import numpy as np
import pytest
from lab_tools import named, parts, point_at, words

from course_lib.labs import LandscapeLab, SearchLab, TrainingLab, mouse
from course_lib.views.pixels import data_at
from course_lib.views.search import AXES, LINE, TOP, path
from course_lib.views.trainability import LEFT, MAP, SIDE
from course_lib.views.trainability import TOP as MAP_TOP


def glass(lab):
    """The glass and the hidden box over the picture of a lab."""
    (together,) = [part for part in parts(lab.face) if isinstance(part, widgets.GridBox)]
    image, glass, box = together.children
    assert image is lab._image and box.layout.display == "none"
    return glass, box


def report(lab, start, end, area):
    """What a page reports of a mouse that went from one pixel of the picture to another."""
    shares = [(at - low) / length for place in (start, end) for at, low, length in zip(place, area[:2], area[2:])]
    glass(lab)[1].value = json.dumps([*shares, np.random.default_rng().random()])


class Outer(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attributes):
        self.tags.append(dict(attributes))


def tags(lab):
    parser = Outer()
    parser.feed(glass(lab)[0].value)
    return parser.tags


@pytest.fixture
def land():
    return LandscapeLab(steps=50, layers=(2, 4, 1))


@pytest.fixture(scope="module")
def searched():
    lab = SearchLab(points=20, steps=100)
    lab.search()
    return lab


# The glass


@pytest.mark.parametrize(
    "end, called",
    [((12, 22), [["click", 12, 22]]), ((40, 23), []), ((60, 50), [["drag", 10, 20, 60, 50]]), ((4, 2), [["drag", 4, 2, 10, 20]])],
)
def test_a_click_a_thin_line_and_a_drag(end, called):
    calls, lab = [], TrainingLab(show=("learning_rate",))
    listen = {name: lambda *place, name=name: calls.append([name, *np.round(place, 9)]) for name in ("click", "drag")}
    lab.pictured = lambda image: mouse.over(lab, image, (0, 0, 100, 50), **listen)
    report(lab, (10, 20), end, (0, 0, 100, 50))
    assert calls == called


def test_without_a_drag_all_is_a_click():
    places, lab = [], TrainingLab(show=("learning_rate",))
    lab.pictured = lambda image: mouse.over(lab, image, (0, 0, 100, 50), click=lambda *place: places.append(place))
    report(lab, (10, 20), (60, 40), (0, 0, 100, 50))
    assert places == [pytest.approx((60, 40))] and len(tags(lab)) == 2  # no frame to drag


def test_the_glass_lies_on_the_map_and_has_its_handlers(land):
    outer, over, frame = tags(land)
    assert f"left: {100 * LEFT / 940:.3f}%; top: {100 * MAP_TOP / 480:.3f}%; width: {100 * SIDE / 940:.3f}%; height: {100 * SIDE / 480:.3f}%" in over["style"]
    assert "Drag" in over["title"] and "display: none" in frame["style"]
    for event, code in mouse.HANDLERS.items():
        assert over[f"on{event}"] == " ".join(code.split())
    assert land._image.layout.grid_area == glass(land)[0].layout.grid_area


def test_labs_without_a_use_for_it_have_no_glass():
    lab = TrainingLab(show=("learning_rate",))
    assert lab.face and lab._image in lab.face.children


def test_nonsense_from_a_page_is_told_and_changes_nothing(land):
    before = dict(land.settings)
    for nonsense in ("no numbers", "[1, 2]", '["a", 1, 2, 3]'):
        glass(land)[1].value = nonsense
        assert land.error and land.error.split()[0] in land._alarm.value and land.settings == before


# The landscape of trainability


@pytest.mark.parametrize("across, columns", [("scale", 64), ("width", 32)])
def test_a_click_opens_the_run_of_the_tile_under_it(across, columns):
    lab = LandscapeLab(steps=1, layers=(2, 3, 1), across=across)
    assert lab.face
    for row, column in ((0, 0), (63, columns - 1), (10, 20)):
        middle = LEFT + (column + 0.5) * SIDE / columns, MAP_TOP + SIDE - (row + 0.5) * SIDE / 64
        report(lab, middle, middle, MAP)
        assert lab.error == "" and (lab.settings["row"], lab.settings["column"]) == (row, column)
        (opened,) = lab._opened.children
        assert any(part.description == "Fork" for part in parts(opened) if isinstance(part, widgets.Button))
    for corner in ((LEFT, MAP_TOP), (LEFT + SIDE, MAP_TOP + SIDE)):
        report(lab, corner, corner, MAP)
        assert lab.error == ""
    assert (lab.settings["row"], lab.settings["column"]) == (0, columns - 1)


def test_a_drag_zooms_to_its_rectangle(land):
    """The map shows 64 tiles from 10^-2 to 10^2, centre to centre, so a side of it is 4 · 64/63 powers of ten."""
    picture, told = land.face and land._image.value, words(land)
    report(land, (LEFT + SIDE / 4, MAP_TOP + SIDE / 4), (LEFT + SIDE / 2, MAP_TOP + SIDE / 2), MAP)
    assert land.settings["rates"] == pytest.approx((0, 64 / 63)) and land.settings["scales"] == pytest.approx((-0.5 - 48 / 63, -0.5))
    assert land._image.value != picture and words(land) != told and land._inputs["rates"].value == (0, 1)
    assert np.log10(land.grid.rates[[0, -1]]) == pytest.approx((0, 64 / 63))
    assert land.error == "" and not land._opened.children


def test_a_drag_from_any_corner_is_the_same():
    windows = []
    corners = (LEFT + 40, MAP_TOP + 40), (LEFT + 90, MAP_TOP + 90)
    for start, end in (corners, corners[::-1], ((LEFT + 90, MAP_TOP + 40), (LEFT + 40, MAP_TOP + 90))):
        lab = LandscapeLab(steps=1)
        report(lab, start, end, MAP)
        windows.append((*lab.settings["rates"], *lab.settings["scales"]))
    assert windows[0] == pytest.approx(windows[1]) and windows[0] == pytest.approx(windows[2])


def test_the_cursor_stays_at_its_network_or_goes_as_near_as_it_can():
    lab = LandscapeLab(steps=1)
    point_at(lab, 10.0, 1.0)
    lab.zoom((0, 2), (-1, 0.5))
    assert lab.alpha == pytest.approx(10, rel=0.04) and lab.start.scale == pytest.approx(1, rel=0.04)
    lab.zoom((-2, -1), (0.5, 1))
    assert (lab.settings["row"], lab.settings["column"]) == (63, 0)


def test_a_drag_ends_where_the_axes_end_and_leaves_all_widths():
    lab = LandscapeLab(steps=1, rates=(-4, 4), scales=(-4, 2))
    report(lab, (LEFT, MAP_TOP), (LEFT + SIDE, MAP_TOP + SIDE), MAP)
    assert lab.error == "" and lab.settings["rates"] == (-4, 4) and lab.settings["scales"] == (-4, 2)
    wide = LandscapeLab(steps=1, across="width")
    report(wide, (LEFT + 100, MAP_TOP), (LEFT + 200, MAP_TOP + SIDE / 2), MAP)
    assert wide.error == "" and wide.settings["rates"] == pytest.approx((0, 2 + 2 / 63)) and len(wide.places) == 32 and wide.settings["scales"] == (-2, 1)


@pytest.mark.parametrize("rates, scales", [((1, 0), (0, 1)), ("wide", (0, 1)), ((0, np.nan), (0, 1)), ((0, 1), (0, 9)), ((0, 1), None)])
def test_a_bad_window_is_refused(land, rates, scales):
    before = dict(land.settings)
    with pytest.raises(ValueError, match="rates|scales"):
        land.zoom(rates, scales)
    assert land.settings == before


# Points of one's own


def test_a_click_draws_while_the_page_for_points_is_open():
    lab = TrainingLab(m=40)
    over, _ = glass(lab)
    (tabs,) = [part for part in parts(lab.face) if isinstance(part, widgets.Tab)]
    assert over.layout.display == "none"
    tabs.selected_index = 3
    assert over.layout.display is None
    click_at(lab, 1.0, -0.5)
    assert lab.points.m == 41 and lab.points.Y[0, -1] == 0 and lab.points.X[:, -1] == pytest.approx([1, -0.5], abs=0.006)
    assert "The cross is at (1.00, -0.50)." in words(lab)
    stroke = named(lab, widgets.Dropdown, "a click")
    for label, left in (("adds 1", 42), ("removes", 41), ("moves the cross", 41)):
        stroke.value = dict(stroke.options)[label]
        click_at(lab, 1.0, 0.25)
        assert lab.error == "" and lab.points.m == left and "The cross is at (1.00, 0.25)." in words(lab)
    assert lab.points.Y[0, -1] == 0
    tabs.selected_index = 0
    assert over.layout.display == "none"


def click_at(lab, x1, x2):
    """A click at a place of the answer, which reaches equally far to all sides."""
    left, top, side, _ = area = lab._canvas.view.area
    reach = lab._canvas.view._answer.limit
    place = left + side * (0.5 + x1 / reach / 2), top + side * (0.5 - x2 / reach / 2)
    report(lab, place, place, area)


# The search


def row_place(row):
    return 300, 500 * 0.585 + TOP + LINE * (row + 0.5)


def test_a_click_on_a_row_marks_it_and_its_line(searched):
    searched.set(row=1)
    for row in (3, 0, 7):
        report(searched, row_place(row), row_place(row), (0, 0, 940, 500))
        assert searched.error == "" and searched.settings["row"] == row + 1 == searched._inputs["row"].value
        assert searched._canvas.view._chosen.get_ydata() == pytest.approx(path(searched.table[row]))
    searched.set(row=12)  # rows 5 to 12 are on screen, and stay there
    report(searched, row_place(2), row_place(2), (0, 0, 940, 500))
    assert searched.settings["row"] == 7 and searched.snapshot().rows[0][0] == "5"


def test_a_click_on_a_line_marks_its_row(searched):
    view, table = searched.face and searched._canvas.view, searched.table
    for row in (19, 4, 11):
        heights = np.array([path(record) for record in table])
        across = max(np.arange(0, 6, 0.05), key=lambda x: min(abs(at(heights[i], x) - at(heights[row], x)) for i in range(20) if i != row))
        x, y = view._axes.transData.transform((across, at(heights[row], across)))
        report(searched, (x, 500 - y), (x, 500 - y), (0, 0, 940, 500))
        assert searched.settings["row"] == row + 1 and f"row {row + 1} by" in words(searched)
        now = searched.snapshot()
        assert now.rows[now.mark][0] == str(row + 1)


def at(heights, x):
    return np.interp(x, range(len(AXES)), heights)


def test_a_click_beside_all_lines_and_rows_changes_nothing(searched):
    searched.set(row=2)
    for place in ((800, 100), (5, 5), (300, 480), (300, 300)):
        report(searched, place, place, (0, 0, 940, 500))
        assert searched.error == "" and searched.settings["row"] == 2
    new = SearchLab(points=8)
    for place in (row_place(0), (300, 100)):
        report(new, place, place, (0, 0, 940, 500))
        assert new.error == "" and new.settings["row"] == 1


def test_a_short_table_has_no_rows_below_its_last(searched):
    lab = SearchLab(points=8, steps=100)
    lab.search(points=2)
    there = len(lab.table)
    assert there < 8 and lab.face
    report(lab, row_place(there), row_place(there), (0, 0, 940, 500))
    assert lab.settings["row"] == 1
    report(lab, row_place(there - 1), row_place(there - 1), (0, 0, 940, 500))
    assert lab.settings["row"] == there


def test_places_of_the_picture_in_the_units_of_its_axes(land):
    assert land.face
    axes = land._canvas.view._axes
    assert data_at(axes, [LEFT, LEFT + SIDE], [MAP_TOP + SIDE, MAP_TOP]).tolist() == [pytest.approx(axes.get_xlim()), pytest.approx(axes.get_ylim())]
