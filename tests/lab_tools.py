"""What the tests of labs share: the widgets by name, and what is on screen."""

import ipywidgets as widgets
import numpy as np


def parts(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def named(lab, kind, label):
    (found,) = [part for part in parts(lab.face) if isinstance(part, kind) and part.description == label]
    return found


def click(lab, label):
    named(lab, widgets.Button, label).click()


def player(lab):
    (found,) = [part for part in parts(lab.face) if isinstance(part, widgets.Play)]
    return found


def turn(lab, name, value):
    assert lab.face
    lab._inputs[name].value = value


def words(lab):
    """The words on the page."""
    assert lab.face
    return lab._words.value


def on_screen(lab):
    """The picture, and all words in the lab's face."""
    told = [part.value for part in parts(lab.face) if isinstance(part, widgets.HTML)]
    return lab._image.value, " ".join(told)


def point_at(landscape, learning_rate, across):
    """Move the cursor of a LandscapeLab to the tile nearest to a learning rate and a scale (or width)."""
    axes = (landscape.grid.rates, learning_rate), (landscape.places, across)
    row, column = (int(np.abs(np.log(known / wanted)).argmin()) for known, wanted in axes)
    landscape.set(row=row, column=column)
