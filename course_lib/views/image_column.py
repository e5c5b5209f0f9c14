"""A picture coming apart: the picture, its three channels, and the column that they are laid into.

Everything lies on one sheet whose units are pixels of the figure, so that images can travel across it.
"""

import numpy as np

from course_lib.views.sheet import Sheet
from course_lib.views.style import GREEN, GREY, INK

PICTURE = (14, 74, 228)  # left, top, side
CHANNELS = ((296, 26), (296, 150), (296, 274))  # left, top of red, green, blue
SIDE = 112
COLUMN = (530, 26, 34, 360)  # left, top, width, height
LENS = (664, 66, 30)  # left, first line, distance of lines
NAMES = ("red", "green", "blue")
TINTS = np.eye(3)
TEXT_COLOURS = ("#c62828", "#2e7d32", "#1565c0")


class ImageColumnView:
    """One sheet: the picture on the left, channels, the column, and a lens on the marked number."""

    lines = 11  # of the lens

    def __init__(self, figure, image):
        self.stale = True
        self._image = image  # (h, w, 3) uint8
        self._sheet = Sheet(figure, va="baseline")
        self._fixed_part()
        self._flow = self._sheet.axes.plot([], [], color=GREEN, linewidth=1.2)[0]
        # Texts are slow to draw: they belong to what stands still, and a change of theirs makes it stale.
        self.moving = [self._flow, *self._images(), *self._marks(), self._texts()]

    def update(self, snapshot):
        """Show an ImageColumnSnapshot."""
        apart = min(snapshot.unroll / 0.25, 1.0)
        self._place_channels(snapshot, apart)
        self._fill_column(snapshot)
        self._mark(snapshot, apart)
        self._fill_lens(snapshot)

    def _fixed_part(self):
        h, w, _ = self._image.shape
        left, top, side = PICTURE
        self._sheet.image(self._image, (left, top, side, side))
        self._sheet.write(left, top - 10, f"the picture: {h} × {w} pixels", fontsize=11)
        left, top, width, height = COLUMN
        self._sheet.box(left, top, width, height, facecolor="#eeeeee", edgecolor=GREY, linewidth=0.8)
        self._sheet.write(left - 26, top - 9, f"the column x: ({h * w * 3}, 1)", fontsize=11)
        self._sheet.write(LENS[0], LENS[1] - 28, "around the mark", fontsize=11)

    def _images(self):
        blank = np.zeros_like(self._image)
        self._channels = [self._sheet.image(blank, (*place, SIDE, SIDE)) for place in CHANNELS]
        self._strip = self._sheet.image(np.zeros((1, 1, 4)), COLUMN)
        return [*self._channels, self._strip]

    def _marks(self):
        self._boxes = [self._sheet.box(0, 0, 1, 1, fill=False, edgecolor="#ffd000", linewidth=2.2) for _ in range(4)]
        self._needle = self._sheet.axes.plot([], [], color=INK, linewidth=1.6)[0]
        left, top, gap = LENS
        marked = top + (self.lines // 2 - 0.68) * gap
        self._sheet.box(left - 6, marked, 270, gap, facecolor="#fff3c4", edgecolor=INK, linewidth=1.0)
        return [*self._boxes, self._needle]

    def _texts(self):
        left, top, gap = LENS
        self._names = [self._sheet.write(x + SIDE + 6, y + 14, "", color=c, fontsize=11) for (x, y), c in zip(CHANNELS, TEXT_COLOURS)]
        self._rows = [self._sheet.write(left, top + i * gap, "", fontsize=10, family="monospace") for i in range(self.lines)]
        self._sides = [self._sheet.write(COLUMN[0] - 6, 0, "", fontsize=10, color=GREY, ha="right") for _ in range(5)]
        self._sum = self._sheet.write(PICTURE[0], PICTURE[1] + PICTURE[2] + 12, "", fontsize=11, va="top")
        return self._sum

    def _place_channels(self, snapshot, apart):
        taken = snapshot.place < snapshot.laid  # (h, w, 3)
        home = np.array(PICTURE[:2])
        side = PICTURE[2] + apart * (SIDE - PICTURE[2])
        for k, (drawn, name) in enumerate(zip(self._channels, self._names)):
            left, top = home + apart * (np.array(CHANNELS[k]) - home)
            drawn.set_visible(apart > 0)
            drawn.set_extent((left, left + side, top + side, top))
            drawn.set_data(_faded(self._image[..., k], TINTS[k], taken[..., k]))
            self._settle(name, NAMES[k] if apart == 1 else "")

    def _fill_column(self, snapshot):
        left, top, width, height = COLUMN
        self._strip.set_data(_strip(self._image, snapshot, height))
        size = self._image.size
        level = top + height * snapshot.laid / size
        for side, (index, words) in zip(self._sides, _landmarks(self._image.shape, snapshot.by_pixel)):
            self._settle(side, words, y=top + height * index / size + 5)
        row, k = _at(snapshot, min(snapshot.laid, size - 1))
        moving = 0 < snapshot.laid < size
        source = CHANNELS[k][0] + SIDE, CHANNELS[k][1] + SIDE * (row + 0.5) / len(self._image)
        self._flow.set_data([source[0], left] if moving else [], [source[1], level] if moving else [])
        h, w, _ = self._image.shape
        self._sum.set_text(f"{h} × {w} × 3 = {size:,} numbers\nin the column so far: {snapshot.laid:,}".replace(",", " "))

    def _mark(self, snapshot, apart):
        row, column, k = snapshot.marked
        _frame(self._boxes[0], PICTURE[:2], PICTURE[2], row, column, self._image.shape)
        for i, box in enumerate(self._boxes[1:]):
            _frame(box, CHANNELS[i], SIDE, row, column, self._image.shape)
            box.set(visible=apart == 1, linewidth=2.2 if i == k else 0.8)
        left, top, width, height = COLUMN
        y = top + height * snapshot.place[row, column, k] / self._image.size
        middle = LENS[1] + (self.lines // 2 - 0.18) * LENS[2]
        self._needle.set_data([left - 4, left + width + 4, LENS[0] - 6], [y, y, middle])

    def _fill_lens(self, snapshot):
        h, w, _ = self._image.shape
        first = snapshot.place[snapshot.marked] - self.lines // 2
        for index, text in enumerate(self._rows, start=first):
            if not 0 <= index < self._image.size:
                self._settle(text, "")
                continue
            row, column, k = snapshot.order[index]
            value = f"{self._image[row, column, k]:3d}" if index < snapshot.laid else "  ·"
            colour = TEXT_COLOURS[k] if index < snapshot.laid else GREY
            self._settle(text, f"x[{index:5d}] = {value}  {NAMES[k]:5s} ({row:2d}, {column:2d})", color=colour)

    def _settle(self, text, words, **style):
        if text.get_text() != words:
            text.set(text=words, **style)
            self.stale = True



def _faded(channel, tint, taken):
    """One channel in its own colour, (h, w, 3); what has gone into the column is pale."""
    shown = channel[..., None] * tint / 255
    return np.where(taken[..., None], 0.82 + 0.18 * shown, shown)


def _strip(image, snapshot, height):
    """The column as (height, 1, 4): each line is the mean of the numbers that fall on it; clear where none has come."""
    rows, columns, channels = snapshot.order.T
    coloured = image[rows, columns, channels, None] * TINTS[channels] / 255  # (n_x, 3)
    starts = np.arange(height) * image.size // height
    mean = np.add.reduceat(coloured, starts) / np.diff([*starts, image.size])[:, None]
    clear = (starts < snapshot.laid)[:, None] * 1.0
    return np.hstack([mean / max(mean.max(), 1e-9), clear])[:, None]


def _landmarks(shape, by_pixel):
    """Five (index, words) beside the column."""
    h, w, _ = shape
    if by_pixel:
        rows = np.linspace(0, h - 1, 5).astype(int)
        return [(int(r) * w * 3, f"row {r}") for r in rows]
    return [*((k * h * w, name) for k, name in enumerate(NAMES)), (0, ""), (0, "")]


def _at(snapshot, index):
    row, _, k = snapshot.order[index]
    return int(row), int(k)


def _frame(box, corner, side, row, column, shape):
    h, w, _ = shape
    grow = 3  # a frame of one pixel would be too small to see
    box.set_bounds(
        corner[0] + side * column / w - grow, corner[1] + side * row / h - grow, side / w + 2 * grow, side / h + 2 * grow
    )
