"""What holds for every lab, as a learner meets it: each control turned through its widget, bad settings, what a cell leaves behind.

How each is tried stands in lab_table.py. What its numbers and words must be is tested in a file of its own.
"""

from inspect import signature
from io import BytesIO

import ipywidgets as widgets
import pytest
from lab_table import LABS
from lab_tools import on_screen, parts, turn
from PIL import Image

from course_lib import labs
from course_lib.labs.canvas import DPI

pytestmark = pytest.mark.filterwarnings("error", "ignore::DeprecationWarning")  # one library speaks to another

REFUSED = [(name, bad) for name, row in LABS.items() for bad in row.bad]
NAMED = (
    widgets.IntSlider, widgets.FloatSlider, widgets.FloatLogSlider, widgets.FloatRangeSlider, widgets.BoundedIntText,
    widgets.Dropdown, widgets.Button, widgets.FileUpload,
)  # fmt: skip
each_lab = pytest.mark.parametrize("name", LABS)


def test_every_lab_has_a_row():
    missing = set(labs.__all__) - {"challenge"} - {name.split()[0] for name in LABS}
    assert not missing, f"say in LABS, in tests/lab_table.py, how it is tried: {missing}"


@each_lab
def test_every_control_is_turned_and_has_a_label(name):
    lab = LABS[name].make()
    assert set(LABS[name].turns) == set(lab.shown)
    assert all(part.description for part in parts(lab.face) if isinstance(part, NAMED))


@pytest.mark.parametrize("name, knob", [(name, knob) for name, row in LABS.items() for knob in row.turns])
def test_a_turn_of_the_widget_changes_the_picture_and_the_words(name, knob):
    row = LABS[name]
    lab = row.make()
    picture, words = on_screen(lab)
    turn(lab, knob, row.turns[knob])
    assert lab.error == "" and lab.settings[knob] == lab.knobs[knob].checked(knob, row.turns[knob])
    quiet = row.quiet.get(knob)
    assert (on_screen(lab)[0] == picture) is (quiet in ("picture", "both"))
    assert (on_screen(lab)[1] == words) is (quiet in ("words", "both"))


def takes(name, settings):
    """True if the lab can be made with these settings alone."""
    taken = signature(getattr(labs, name.split()[0])).parameters
    required = [given for given in taken.values() if given.default is given.empty and given.kind is not given.VAR_KEYWORD]
    return set(settings) <= set(taken) and not required


@pytest.mark.parametrize("name, bad", REFUSED, ids=lambda part: str(part)[:60])
def test_a_bad_setting_is_refused_and_changes_nothing(name, bad):
    lab = LABS[name].make()
    before, shown = dict(lab.settings), on_screen(lab)
    good = dict([(knob, value) for knob, value in LABS[name].turns.items() if knob not in bad][-1:])
    with pytest.raises(ValueError, match=next(iter(bad))):
        lab.set(**good, **bad)
    assert lab.settings == before and on_screen(lab) == shown


@pytest.mark.parametrize("name, bad", [case for case in REFUSED if takes(*case)], ids=lambda part: str(part)[:60])
def test_a_lab_does_not_begin_with_a_bad_setting(name, bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        getattr(labs, name.split()[0])(**bad)


@each_lab
def test_the_output_of_a_cell_has_a_widget_one_picture_and_words(name):
    lab = LABS[name].make()
    bundle = lab._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    picture = Image.open(BytesIO(bundle["image/png"]))
    assert (picture.format, picture.size) == ("PNG", lab.size) and bundle["text/plain"] == lab.describe()
    assert len([part for part in parts(lab.face) if isinstance(part, widgets.Image)]) == 1
    assert lab.size[0] <= 940 and lab.size[1] <= 560
    assert lab.size == tuple(int(pixels / DPI * DPI) for pixels in lab.size)  # Matplotlib 3.8 makes 231 pixels of 2.32 inches


@each_lab
def test_the_same_settings_give_the_same_picture_and_words(name):
    lab, other = LABS[name].make(), LABS[name].make()
    assert lab.png() == other.png() and lab.describe() == other.describe()
