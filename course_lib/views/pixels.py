"""Images and words that are drawn pixel for pixel, several times faster than `imshow` and `text`.

In come values from −1 to 1, or words; out comes colour in a rectangle of the figure. Nothing is resampled.
"""

from functools import cache

import numpy as np
from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont
from matplotlib.text import Text
from PIL import Image, ImageDraw, ImageFont

from course_lib.views.style import SIGNED

TABLE, GREYS = (  # a colour is one number: quick to copy
    (colours(np.linspace(0, 1, 256)) * 255).astype(np.uint8).view(np.uint32)[:, 0] for colours in (SIGNED, colormaps["gray"])
)
ANCHORS = {"left": "l", "center": "m", "right": "r", "top": "a", "baseline": "s", "bottom": "d"}  # as Pillow calls them


class Pixels(Artist):
    """A rectangle of pixels; left and top are distances from the corner of the figure, all in pixels."""

    def __init__(self, left, top, width, height):
        super().__init__()
        self._corner, self.width, self.height = (left, top), width, height
        self._colours = np.zeros((height, width), dtype=np.uint32)

    def clear(self):
        """Make it all transparent."""
        self._colours[:] = 0

    def paint(self, tile, left, top, side, table=TABLE):
        """Blow a square of values (n, n) up to `side` pixels, in the colours of a table; row 0 of the values is the lowest."""
        places = np.arange(side) * len(tile) // side
        self._colours[top : top + side, left : left + side] = coloured(tile[::-1], table)[places].take(places, axis=1)

    def draw(self, renderer):
        """Draw the pixels as they are."""
        if self.get_visible():
            left, top = self._corner
            height = renderer.height - top - self.height
            renderer.draw_image(renderer.new_gc(), left, height, _bytes(self._colours)[::-1])


class QuickText(Text):
    """Words that change in every frame: Matplotlib 3.11 takes milliseconds for a line, Pillow a tenth of that."""

    def draw(self, renderer):
        """Draw the words, upright and without mathematics."""
        words = self.get_text()
        if not words or not self.get_visible():
            return
        anchor = ANCHORS[self.get_horizontalalignment()] + ANCHORS[self.get_verticalalignment()]
        style = dict(font=_font(renderer.points_to_pixels(self.get_fontsize())), anchor=anchor, align=self.get_horizontalalignment(), spacing=2)
        left, top, right, bottom = map(round, _SHEET.multiline_textbbox((0, 0), words, **style))
        ink = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(ink).multiline_text((-left, -top), words, fill=255, **style)
        colours = np.empty((*ink.size[::-1], 4), dtype=np.uint8)
        colours[..., :3], colours[..., 3] = np.multiply(to_rgb(self.get_color()), 255), ink
        x, y = self.get_transform().transform(self.get_position())
        renderer.draw_image(renderer.new_gc(), round(x) + left, round(y) - bottom, colours[::-1])


_SHEET = ImageDraw.Draw(Image.new("L", (1, 1)))  # to measure on


@cache
def _font(pixels):
    return ImageFont.truetype(findfont("DejaVu Sans"), pixels)


def _bytes(colours):
    return colours[..., None].view(np.uint8)  # (..., 4)


def coloured(values, table=TABLE):
    """Colours of values from −1 to 1, as numbers; what is beyond has the last colour, NaN the middle one."""
    places = np.nan_to_num((np.clip(values, -1, 1) + 1) * 127.5, nan=127.5)
    return table[places.astype(np.uint8)]


def data_at(axes, x, y):
    """Data coordinates (x, y) of places in the picture, in pixels from its upper left corner."""
    return axes.transData.inverted().transform(np.column_stack([x, axes.figure.bbox.height - np.asarray(y)])).T
