"""A picture becomes a column of numbers, one number a pixel and channel.

In comes a colour picture; out come its three channels and the column, in the order that NumPy's reshape gives or,
for comparison, channel after channel, as many drawings show it.
"""

from typing import NamedTuple

import numpy as np

from course_lib import datasets
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.views.image_column import NAMES, ImageColumnView

BY_PIXEL, BY_CHANNEL = "pixel by pixel", "channel by channel"
CODE = {BY_PIXEL: "image.reshape(-1, 1)", BY_CHANNEL: "image.transpose(2, 0, 1).reshape(-1, 1)"}
APART = 0.25  # up to here the channels come apart, then the numbers go into the column


class ImageColumnSnapshot(NamedTuple):
    """What the view shows: how far the picture is unrolled, the order, and the marked number.

    unroll: 0 … 1; laid: how many numbers are in the column
    place: (h, w, 3), the index that each number has in the column; order: (n_x, 3), row, column, channel of each index
    marked: row, column, channel
    """

    unroll: float
    laid: int
    place: np.ndarray
    order: np.ndarray
    marked: tuple
    by_pixel: bool


class ImageColumnLab(Lab):
    """Take a picture apart, into channels and into one column.

    image: (h, w, 3) uint8, at most 100 × 100; None for a cat of 64 × 64
    row, column: of the marked pixel; None for row 23, column 11, or the last ones of a smaller image
    raises: ValueError for another kind of image
    source: course 2.1.1
    """

    title = "A picture becomes a column"
    size = (940, 396)

    def __init__(self, image=None, *, unroll=0.6, row=None, column=None, channel="green", order=BY_PIXEL):
        self.image = cat_face() if image is None else _checked(image)
        h, w, _ = self.image.shape
        self.knobs = {
            "unroll": Slider("unroll", 0.0, 1.0, 0.01),
            "order": Choice("order", (BY_PIXEL, BY_CHANNEL)),
            "row": Slider("marked row", 0, h - 1, whole=True),
            "column": Slider("marked column", 0, w - 1, whole=True),
            "channel": Choice("channel", NAMES),
        }
        row = min(23, h - 1) if row is None else row
        column = min(11, w - 1) if column is None else column
        super().__init__(unroll=unroll, order=order, row=row, column=column, channel=channel)
        self._orders = {name: _order(self.image.shape, name) for name in CODE}

    @property
    def column(self):
        """All numbers of the picture in the chosen order, (n_x, 1)."""
        return self.image[tuple(self._orders[self.settings["order"]].T)][:, None]

    @property
    def index(self):
        """Where in the column the marked number is."""
        snapshot = self.snapshot()
        return int(snapshot.place[snapshot.marked])

    def make_view(self, figure):
        """The view of this lab."""
        return ImageColumnView(figure, self.image)

    def snapshot(self):
        """What is on screen now."""
        s = self.settings
        order = self._orders[s["order"]]
        place = np.empty(self.image.shape, dtype=int)
        place[tuple(order.T)] = np.arange(len(order))
        laid = round(max(0.0, s["unroll"] - APART) / (1 - APART) * len(order))
        marked = s["row"], s["column"], NAMES.index(s["channel"])
        return ImageColumnSnapshot(s["unroll"], laid, place, order, marked, s["order"] == BY_PIXEL)

    def describe(self):
        """The picture in words."""
        now, s = self.snapshot(), self.settings
        h, w, _ = self.image.shape
        row, column, k = now.marked
        recipe = f"3 · ({w} · {row} + {column}) + {k}" if now.by_pixel else f"{h * w} · {k} + {w} · {row} + {column}"
        return (
            f"{h} × {w} pixels × 3 channels = {self.image.size} numbers. {now.laid} of them are in the column, {s['order']}: "
            f"{CODE[s['order']]}. The marked number, {s['channel']} of the pixel in row {row}, column {column}, is "
            f"{self.image[now.marked]} (of 255). Its place in the column is {recipe} = {self.index}."
        )

    def play(self):
        """Unroll a little further; from the start again if the column is full."""
        now = self.settings["unroll"]
        self.settings["unroll"] = 0.0 if now >= 1.0 else min(1.0, round(now + 0.01, 2))
        self.refresh(moving=True)

    def extra_controls(self):
        """Play, and back to the whole picture."""
        return [[self.player(self.play, interval=50), self.button("Whole picture", lambda: self.set(unroll=0.0), "unroll = 0")]]


def cat_face():
    """The cat's face, (64, 64, 3) uint8: means of 4 × 4 pixels of the photograph."""
    crop = datasets.cat()[14:270, 100:356]
    return crop.reshape(64, 4, 64, 4, 3).mean(axis=(1, 3)).round().astype(np.uint8)


def _order(shape, name):
    indices = np.moveaxis(np.indices(shape), 0, -1)  # (h, w, 3, 3): row, column, channel of each number
    return (indices if name == BY_PIXEL else indices.transpose(2, 0, 1, 3)).reshape(-1, 3)


def _checked(image):
    image = np.asarray(image)
    if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3 or not 0 < max(image.shape) <= 100 or not image.size:
        raise ValueError(
            f"image has shape {image.shape} and type {image.dtype}; expected (h, w, 3) of uint8, at most 100 × 100 pixels"
        )
    return image
