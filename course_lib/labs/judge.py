"""Your own picture, judged by a model that was trained on others, and why: what each pixel adds to z.

In come a LogisticLab that has been trained on grey pictures, and a photograph; out come the square that the neuron
looks at, in its own few pixels, its answer, and the share of each pixel.
"""

import warnings
from io import BytesIO
from typing import NamedTuple

import ipywidgets as widgets
import numpy as np
from PIL import Image, ImageOps

from course_lib import datasets
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider, uploaded
from course_lib.views.judge import JudgeView

LARGEST = 600  # pixels; a larger photograph is made smaller
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")  # of an upload; Pillow reads others by running programs
YOURS = "your picture"
SQUARES = {  # side, across, down: where the square is put at first
    "portrait": (0.26, 0.45, 0.23),
    "cat": (0.9, 0.47, 0.0),
    YOURS: (1.0, 0.5, 0.5),
}


class JudgeSnapshot(NamedTuple):
    """What the view shows.

    photograph: (h, w) in 0 … 1; square: left, top, side in its pixels; seen, share: what the neuron gets and what each
    pixel adds to z, both of the model's image shape; b: the bias; answer: ŷ; step: how long the model was trained
    """

    photograph: np.ndarray
    square: tuple
    seen: np.ndarray
    share: np.ndarray
    b: float
    answer: float
    step: int


class JudgeLab(Lab):
    """Let a trained neuron judge a picture.

    model: a LogisticLab on pictures; what is judged is the state that it shows
    """

    title = "Your own picture"
    size = (940, 350)

    def __init__(self, model):
        if not model.dataset.image_shape:
            raise ValueError(f"the model was trained on {model.dataset.name}, which are not pictures; take datasets.faces()")
        self.model = model
        self.photographs = {"portrait": _grey(datasets.portrait()), "cat": _grey(datasets.cat())}
        self.knobs = {
            "picture": Choice("picture", tuple(self.photographs)),
            "side": Slider("square size", 0.05, 1.0, 0.01),
            "across": Slider("across", 0.0, 1.0, 0.01),
            "down": Slider("down", 0.0, 1.0, 0.01),
        }
        side, across, down = SQUARES["portrait"]
        super().__init__(picture="portrait", side=side, across=across, down=down)

    def changed(self, names):
        """Another picture gets its own square."""
        if names == {"picture"}:
            self.settings |= zip(("side", "across", "down"), SQUARES[self.settings["picture"]])

    def load(self, data):
        """Take the bytes of an image file as the learner's own picture, and judge it.

        raises: ValueError if no image can be read from them
        """
        try:
            photograph = _decoded(data)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
            raise ValueError("this picture has too many pixels; make it smaller first") from problem
        except (OSError, ValueError, SyntaxError) as problem:
            raise ValueError("this file is no picture, or it is broken; take a PNG or a JPEG") from problem
        with self._guard:
            self.photographs[YOURS] = photograph
            self.knobs["picture"] = Choice("picture", tuple(self.photographs))
            if self._face is not None:
                self._inputs["picture"].options = tuple(self.photographs)
            self.set(picture=YOURS)

    def make_view(self, figure):
        """The view of this lab."""
        return JudgeView(figure, self.model.dataset)

    def snapshot(self):
        """What is on screen now."""
        photograph, record = self.photographs[self.settings["picture"]], self.model.record
        square = self._square(photograph)
        seen = _shrunk(photograph, square, self.model.dataset.image_shape)
        share = seen * record.w.reshape(seen.shape)
        answer = float(np.ravel(self.model.judge(seen.reshape(-1, 1)))[0])
        return JudgeSnapshot(photograph, square, seen, share, float(np.ravel(record.b)[0]), answer, record.step)

    def describe(self):
        """The judgement in words."""
        now, (no, yes) = self.snapshot(), self.model.dataset.classes
        up, down = now.share[now.share > 0].sum(), now.share[now.share < 0].sum()
        left, top, side = now.square
        return (
            f"{self.settings['picture'].capitalize()}, the square of {side} pixels at ({left}, {top}): ŷ = {now.answer:.2f}, so "
            f"{yes if now.answer > 0.5 else no}, says the neuron after {now.step} steps. Pixels that speak for {yes} add {up:.2f} to z, those that "
            f"speak against add {down:.2f}, and b = {now.b:.2f}: z = {up + down + now.b:.2f}."
        ).replace("-", "−")

    def extra_controls(self):
        """Upload a picture; judge again with the weights that the model has now."""
        upload = widgets.FileUpload(accept="image/*", multiple=False, description="Your picture")
        upload.tooltip = "a PNG or a JPEG of yours; it is judged here and sent nowhere"
        upload.observe(lambda change: self.safely(lambda: self._uploaded(change.new)), "value")
        return [[upload, self.button("Judge again", self.refresh, "after the model above has trained on")]]

    def _uploaded(self, value):
        if (data := uploaded(value)) is not None:
            self.load(data)

    def _square(self, photograph):
        height, width = photograph.shape
        side = max(round(self.settings["side"] * min(height, width)), 2)
        left, top = (round(self.settings[name] * (size - side)) for name, size in (("across", width), ("down", height)))
        return left, top, side


def _decoded(data):
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)  # its limit is ours: 90 million pixels
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            opened.thumbnail((LARGEST, LARGEST))
            return _grey(np.asarray(ImageOps.exif_transpose(opened).convert("RGB")))


def _grey(image):
    """(h, w, 3) uint8 as (h, w) in 0 … 1: the brightness that the eye sees."""
    return image @ np.array([0.2125, 0.7154, 0.0721]) / 255


def _shrunk(photograph, square, shape):
    left, top, side = square
    part = Image.fromarray(photograph[top : top + side, left : left + side].astype(np.float32))
    return np.asarray(part.resize(shape[::-1], Image.Resampling.BOX), dtype=float)
