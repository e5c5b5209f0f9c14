"""For readers who see no picture, or other colours: every picture has its words, every colour can be told from the others and be read.

Colour-blind sight is simulated by the matrices of Machado, Oliveira and Fernandes 2009, at full severity.
"""

import re
from functools import partial
from itertools import combinations
from pathlib import Path

import nbformat
import numpy as np
import pytest
from lab_table import LABS, RACERS, after
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.text import Text
from skimage.color import deltaE_ciede2000, rgb2lab

from course_lib import labs
from course_lib.views import style

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
SEEN_BY = {
    "everyone": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
COLOURS = {name: getattr(style, name) for name in ("BLUE", "ORANGE", "GREEN", "INK", "GREY")}
APART = 10  # CIEDE2000; about 1 can just be seen side by side, 10 at a glance
READABLE = 4.5  # what WCAG 2 asks of letters

each_sight = pytest.mark.parametrize("sight", SEEN_BY)


def linear(colour):
    share = np.array(to_rgb(colour))
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def seen(colour, sight):
    """The CIELAB place of a colour as this sight has it."""
    light = np.clip(np.array(SEEN_BY[sight]) @ linear(colour), 0, 1)
    return rgb2lab(np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055))


def difference(one, other, sight):
    return float(deltaE_ciede2000(seen(one, sight), seen(other, sight)))


def contrast(one, other="white"):
    """The ratio of WCAG 2, from 1 to 21."""
    darker, lighter = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def pictures(path):
    """(source of the cell, output) for each picture of a notebook."""
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", ()):
            if any(kind.startswith("image/") for kind in output.get("data", ())):
                yield cell.source, output


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_picture_of_a_chapter_has_its_words(path):
    found = list(pictures(path))
    assert len(found) >= 5
    for source, output in found:
        words = output["data"].get("text/plain", "")
        assert len(words.split()) >= 10 and not re.match(r"<.*>$", words), f"{source!r} shows a picture and says {words!r}: draw it with a lab"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_other_picture_is_in_a_chapter(path):
    for cell in nbformat.read(path, as_version=4).cells:
        assert not re.search(r"pyplot|plt\.|!\[\]\(|<img (?![^>]*alt=)", cell.source), cell.source


@each_sight
def test_the_colours_can_be_told_apart(sight):
    close = {pair: difference(COLOURS[pair[0]], COLOURS[pair[1]], sight) for pair in combinations(COLOURS, 2)}
    assert {pair: value for pair, value in close.items() if value < APART} == {}


@each_sight
def test_signed_maps_change_from_end_to_end(sight):
    steps = [style.SIGNED(share)[:3] for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    for one, other in combinations(steps, 2):
        assert difference(one, other, sight) >= APART


def test_the_simulation_knows_what_is_known():
    red, green = "#d62728", "#2ca02c"
    assert difference(red, green, "everyone") > 60
    assert difference("#8b6914", "#4e7a1a", "deuteranopia") < APART < difference("#8b6914", "#4e7a1a", "everyone")
    for sight in SEEN_BY:
        assert difference("black", "white", sight) > 95
        assert difference("#777777", "#777777", sight) == 0


def test_contrast_is_that_of_wcag():
    assert contrast("black") == pytest.approx(21)
    assert contrast("#777777") == pytest.approx(4.48, abs=0.005)


def block_lab_that_is_wrong():
    def dense_backward(dA, cache, W, g_prime):
        return (W.T @ dA, dA @ cache[0].T, dA.sum(axis=1, keepdims=True))

    return labs.BlockLab(dense_backward=dense_backward)


STATES = {name: row.make for name, row in LABS.items()} | {  # and where a lab says more
    "BentLineLab, played": lambda: after(labs.BentLineLab(), "tick", 20),
    "BlockLab, wrong": lambda: after(block_lab_that_is_wrong(), "run_all"),
    "DescentLab, played": lambda: after(labs.DescentLab(), "tick", 3),
    "InitializationLab, changed": lambda: after(labs.InitializationLab().set(initialization="zeros"), "tick", 20),
    **{f"LearntLab, {chapter}": partial(labs.LearntLab, chapter) for chapter in range(1, 6)},
    "NeuronLab, best": lambda: after(labs.NeuronLab(), "show_best"),
    "RaceLab, run": lambda: after(labs.RaceLab(RACERS, features=2), "run"),
    "SearchLab, open": lambda: after(after(labs.SearchLab(points=8, steps=100), "search"), "open_test"),
    **{f"ShapeLab, {broken}": partial(labs.ShapeLab, broken=broken) for broken in labs.ShapeLab.knobs["broken"].options},
    "TrainingLab, forked": lambda: after(after(labs.TrainingLab(), "tick", 5), "fork"),
}


def letters(lab):
    """(words, contrast) for each text in the picture, with the colour that lies under most of it."""
    lab.png()
    figure = lab._canvas._figure
    for artist in figure.findobj():
        artist.set_animated(False)
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    places = [text.get_window_extent() for text in texts]
    for text in texts:
        text.set_visible(False)
    figure.canvas.draw()
    picture = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3] / 255
    for text, place in zip(texts, places):
        patch, part = text.get_bbox_patch(), picture[max(int(place.y0), 0) : int(place.y1) + 1, max(int(place.x0), 0) : int(place.x1) + 1]
        if part.size:
            below = patch.get_facecolor()[:3] if patch and patch.get_facecolor()[3] > 0.5 else np.median(part, axis=(0, 1))
            *colour, share = to_rgba(text.get_color(), text.get_alpha())
            yield text.get_text(), contrast(share * np.array(colour) + (1 - share) * np.array(below), below)


@pytest.mark.parametrize("state", STATES)
def test_all_letters_in_pictures_can_be_read(state):
    found = list(letters(STATES[state]()))
    assert len(found) >= 3
    assert {words: round(ratio, 2) for words, ratio in found if ratio < READABLE} == {}


def test_a_line_may_have_a_colour_that_letters_may_not():
    assert contrast(style.ORANGE) < READABLE < contrast(style.LETTERS[style.ORANGE])
    for sight in SEEN_BY:
        for one, other in combinations((*style.LETTERS.values(), style.GREY), 2):
            assert difference(one, other, sight) >= APART
