"""Equations with their matrices as numbers, one under the other, as large as the room allows.

In come Lines: words, and matrices with the signs between them; a matrix may have another one beside it, to compare with.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.font_manager import FontProperties

from course_lib.views.style import BLUE, DARK_GREEN, DARK_GREY, DARK_ORANGE, GREEN, GREY, INK, ORANGE

CACHED = "◆"  # the sign of what is read from a cache
UNLIKE = "≠"
LOOKS = {  # face, edge, width of the edge
    "given": ("#f3f6f9", GREY, 0.8),
    "cache": ("#e2f3ec", GREEN, 2.0),
    "value": ("#e6f0f8", BLUE, 1.4),
    "slope": ("#fdf0e6", ORANGE, 1.4),
    "beside": ("white", GREY, 0.8),
}
MONO = "DejaVu Sans Mono"
SANS, BOLD = 0.92, 1.02  # widths of letters of the other fonts, in characters of MONO, about
FONTS = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)  # points; the largest that fits is taken
ROW, TITLE, HEADER, GAP, DIGIT = 1.6, 1.65, 1.85, 0.9, 1.01  # heights, in pixels for each point of the font


class Table(NamedTuple):
    """One matrix.

    name: what stands above it
    values: the array (rows, columns)
    look: "given", "cache", "value" or "slope"
    beside, title: another array to stand at its right, and what it is
    unlike: where the two differ, (rows, columns), or None
    """

    name: str
    values: np.ndarray
    look: str = "given"
    beside: np.ndarray | None = None
    title: str = ""
    unlike: np.ndarray | None = None


class Line(NamedTuple):
    """An equation in words, or "", a note at its right, and its Tables with the signs between them."""

    equation: str
    note: str = ""
    items: tuple = ()


def show_lines(sheet, lines, place):
    """Write Lines into the place (left, top, width, height) of a sheet."""
    left, top, width, height = place
    rows = [_Row(line) for line in lines]
    tall, wide = sum(row.tall for row in rows), max(row.wide for row in rows)
    sizes = ((font, _advance(sheet, font)) for font in FONTS)
    font, advance = next(((f, a) for f, a in sizes if f * tall <= height and a * wide <= width), (FONTS[-1], _advance(sheet, FONTS[-1])))
    for row in rows:
        row.show(sheet, (left, top, left + width), font, advance)
        top += row.tall * font


def _advance(sheet, font):
    """The width of one character of MONO in pixels, as it is really drawn."""
    renderer, properties = sheet.axes.figure.canvas.get_renderer(), FontProperties(family=MONO, size=font)
    return renderer.get_text_width_height_descent("0" * 20, properties, ismath=False)[0] / 20


class _Grid:
    """One matrix as text: a string for each row, and one with only the entries that are marked."""

    def __init__(self, title, texts, look, unlike=None):
        marks = np.zeros(np.shape(texts), bool) if unlike is None else unlike
        cell = max(len(text) for row in texts for text in row) + 1 + int(marks.any())
        self.title, self.look, self.rows, self.marked = title, look, [], []
        for row, wrong in zip(texts, marks):
            self.rows.append("".join(("" if bad else text).rjust(cell) for text, bad in zip(row, wrong)))
            self.marked.append("".join((UNLIKE + text if bad else "").rjust(cell) for text, bad in zip(row, wrong)))
        self.across = len(self.rows[0])
        self.wide = max(self.across, SANS * len(title))

    def show(self, sheet, left, middle, font, advance):
        """Draw it, half of it above the middle."""
        high, top = ROW * font, middle - ROW * font * len(self.rows) / 2
        face, edge, width = LOOKS[self.look]
        beside = self.look == "beside"
        style = dict(facecolor=face, edgecolor=edge, linewidth=width, linestyle=(0, (3, 2)) if beside else "-")
        sheet.box(left, top, self.across * advance, high * len(self.rows), **style)
        colour = DARK_GREEN if self.look == "cache" else DARK_GREY if beside else INK
        sheet.write(left, top - TITLE * font / 2, self.title, ha="left", fontsize=font, color=colour)
        for i, (row, marked) in enumerate(zip(self.rows, self.marked)):
            style = dict(ha="left", va="baseline", fontsize=font, family=MONO)
            place = left - advance / 2, top + high * (i + 0.5) + DIGIT * font / 2  # the space at its start is shared by both sides
            sheet.write(*place, row, color=DARK_GREY if beside else INK, **style)
            if marked.strip():
                sheet.write(*place, marked, color=DARK_ORANGE, weight="bold", **style)


class _Sign:
    """What stands between two matrices; one without words is room."""

    rows = ()

    def __init__(self, words):
        self._words, self.wide = words, len(words) + 1

    def show(self, sheet, left, middle, font, advance):
        """Draw it around the middle."""
        sheet.write(left + self.wide * advance / 2, middle, self._words, fontsize=font, weight="bold")


class _Row:
    """One line of the panel: how much room it needs, in characters and in points, and how it is drawn."""

    def __init__(self, line):
        self._line = line
        self._parts = [part for item in line.items for part in _parts(item)]
        self._rows = max([len(part.rows) for part in self._parts], default=0)
        self.wide = max(sum(part.wide for part in self._parts), BOLD * len(line.equation) + SANS * len(line.note) + 1)
        self._header = HEADER * bool(line.equation)
        self.tall = self._header + TITLE * bool(self._rows) + ROW * self._rows + GAP

    def show(self, sheet, place, font, advance):
        """Draw it; place: (left, top, right)."""
        left, top, right = place
        sheet.write(left, top + HEADER * font / 2, self._line.equation, ha="left", fontsize=font, weight="bold")
        sheet.write(right, top + HEADER * font / 2, self._line.note, ha="right", fontsize=font, color=DARK_GREY)
        middle = top + (self._header + TITLE + ROW * self._rows / 2) * font
        for part in self._parts:
            part.show(sheet, left, middle, font, advance)
            left += part.wide * advance


def _parts(item):
    """A Table as one grid, or as two; a sign as itself."""
    if isinstance(item, str):
        return [_Sign(item)]
    arrays = [item.values] if item.beside is None else [item.values, item.beside]
    power, texts = in_digits(*arrays, fewer=item.look in ("given", "cache"))
    unit = f" ×10{str(power).translate(_RAISED)}" if power else ""
    sign = f"{CACHED} " if item.look == "cache" else ""
    first = _Grid(f"{sign}{item.name}{unit}", texts[0], item.look, item.unlike)
    return [first] if item.beside is None else [first, _Sign(""), _Grid(item.title, texts[1], "beside")]


def in_digits(*arrays, fewer=False):
    """The entries as strings, all in the same unit, with three digits in the largest, or two if `fewer`.

    returns: (power of ten, [rows of strings of each array])
    """
    every = np.concatenate([np.ravel(array) for array in arrays]).astype(float)
    largest = np.abs(every[np.isfinite(every)]).max(initial=0.0)
    power = int(np.floor(np.log10(max(largest, 1e-300)))) if largest else 0
    exact = next((d for d in range(3) if largest < 100 and np.allclose(every, np.round(every, d), rtol=0, atol=1e-12)), None)
    if exact is not None:
        power, digits = 0, exact
    elif -1 <= power <= 2 or (power == -2 and arrays[0].shape[1] < 3):  # few columns have room
        power, digits = 0, min(2 - power, 2 if fewer else 4)
    else:
        digits = 2
    return power, [[[_text(value / 10.0**power, digits) for value in row] for row in array] for array in arrays]


def _text(value, digits):
    return f"{np.round(value, digits) + 0.0:.{digits}f}".replace("-", "−")  # no −0.0


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
