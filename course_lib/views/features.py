"""What each layer has learnt from pictures: every unit as an image, one of them looked at closely, and how far each gets alone."""

import numpy as np

from course_lib.views.curves import CostCurves
from course_lib.views.pixels import GREYS, TABLE, Pixels, QuickText
from course_lib.views.sheet import Sheet
from course_lib.views.style import BLUE, DARK_ORANGE, GREY, INK, ORANGE, tidy

LEFT, SIDE, STEP, COLUMNS = 62, 50, 52, 10  # of the units' images, in pixels, and how many stand in a row
TOPS = (26, 150, 222, 222)  # of layers 1 to 4
RIGHT, CLOSE, CLOSE_STEP = 602, 100, 112  # the images of the chosen unit
EXAMPLE, EXAMPLE_STEP, SHOWN = 56, 68, 5  # the images that it answers to
MOST, LEAST = 222, 340  # their tops


class FeatureView:
    """Left: the images of all units, the costs, and how far each unit gets alone. Right: the chosen unit.

    layers: (n[0], …, n[4]), the last one a single unit
    """

    def __init__(self, figure, layers):
        self.stale = True
        self._places = _places(layers[1:])
        self._sheet = Sheet(figure, va="baseline")
        self._pixels = figure.add_artist(Pixels(0, 0, round(self._sheet.width), round(self._sheet.height)))
        (self._frame,) = self._sheet.axes.plot([], [], color=INK, linewidth=2.5)
        self._words = self._fixed_words() | self._examples_words()
        self._curves = CostCurves(figure.add_axes((0.055, 0.105, 0.235, 0.235)))
        judges = self._judges(figure.add_axes((0.365, 0.105, 0.23, 0.235)), len(layers) - 1)
        self.moving = [self._pixels, self._frame, *self._curves.moving, *judges]
        self.slow = list(self._words.values())

    def update(self, snapshot, moving=False):
        """Show the images, the costs and the judges of a FeatureSnapshot."""
        self._shape = snapshot.shape
        for rows, places in zip(snapshot.slopes, self._places):
            for row, place in zip(rows, places):
                self._paint(_even(row), place, SIDE)
        self._show_chosen(snapshot)
        for top, examples in ((MOST, snapshot.most), (LEAST, snapshot.least)):
            for k, (x, _, _) in enumerate(examples):
                self._paint(2 * x - 1, (RIGHT + EXAMPLE_STEP * k, top), EXAMPLE, GREYS)
        self.stale |= self._curves.update(snapshot.past)
        self._show_judges(snapshot)

    def update_slow(self, snapshot):
        """Show the words of a FeatureSnapshot."""
        (l, i), (no, yes) = snapshot.chosen, snapshot.classes
        self._words["unit"].set_text(f"Unit {i + 1} of layer {l}")
        self._words[0].set_text(f"{'its weights' if l == 1 else 'its mean slope'}\ncosine with the\nnext: {_number(snapshot.cosine)}")
        self._words[1].set_text(f"the mean “{yes}”\nminus the mean\n“{no}”")
        self._words[2].set_text(f"the mean image,\npushed uphill:\nz = {_number(snapshot.summit)}")
        self._words["share"].set_text(snapshot.share)
        for top, examples in ((MOST, snapshot.most), (LEAST, snapshot.least)):
            for k, (_, label, z) in enumerate(examples):
                self._words[top, k].set_text(f"{snapshot.classes[label]}\n{_number(z)}")

    def _fixed_words(self):
        self._sheet.write(LEFT, 16, "layer 1: the weights;  deeper: the slope dz/dx, mean over training images")
        for l, ((left, top), *_) in enumerate(self._places, start=1):
            self._sheet.write(left - 6, top + SIDE / 2 + 4, f"layer {l}", ha="right")
        self._sheet.write(LEFT, 291, "■ brighter here: z rises", color=DARK_ORANGE)
        self._sheet.write(LEFT + 170, 291, "■ brighter here: z falls", color=BLUE)
        close = {i: self._quick(RIGHT + CLOSE_STEP * i, 29 + CLOSE + 6) for i in range(3)}
        self._sheet.write(RIGHT, MOST - 7, "training images with the largest z")
        self._sheet.write(RIGHT, LEAST - 7, "and with the smallest")
        heads = {"unit": 8, "share": 446}
        return close | {name: self._quick(RIGHT, top, 10) for name, top in heads.items()}

    def _examples_words(self):
        places = [(top, k) for top in (MOST, LEAST) for k in range(SHOWN)]
        return {(top, k): self._quick(RIGHT + EXAMPLE_STEP * k, top + EXAMPLE + 3) for top, k in places}

    def _judges(self, axes, L):
        tidy(axes, "one unit alone: right (test set)")
        axes.set(xlim=(0.5, L + 0.5), ylim=(0.18, 1.03), xticks=range(1, L + 1), yticks=(0.5, 0.75, 1))
        axes.set(xticklabels=[f"layer {l}" for l in range(1, L + 1)], yticklabels=("50%", "75%", "100%"))
        axes.axhline(0.5, color=GREY, linewidth=0.8, linestyle=":")
        (self._start,) = axes.plot([], [], "_", color=GREY, markersize=20, markeredgewidth=1.5, label="at the start")
        (self._mean,) = axes.plot([], [], "_", color=INK, markersize=20, markeredgewidth=2.5, label="mean of the layer")
        (self._dots,) = axes.plot([], [], "o", color=BLUE, markersize=4, alpha=0.6)
        (self._ring,) = axes.plot([], [], "s", markersize=8, markerfacecolor="none", color=ORANGE, markeredgewidth=1.8)
        axes.legend(frameon=False, fontsize=8.5, loc="lower left", ncols=2, borderaxespad=0, handlelength=1, columnspacing=1)
        return [self._start, self._mean, self._dots, self._ring]

    def _show_chosen(self, snapshot):
        l, i = snapshot.chosen
        (x, y), s = self._places[l - 1][i], SIDE
        self._frame.set_data([x - 1, x + s, x + s, x - 1, x - 1], [y - 1, y - 1, y + s, y + s, y - 1])
        images = (_even(snapshot.slopes[l - 1][i]), TABLE), (_even(snapshot.difference), TABLE), (2 * snapshot.climbed - 1, GREYS)
        for k, (image, table) in enumerate(images):
            self._paint(image, (RIGHT + CLOSE_STEP * k, 29), CLOSE, table)

    def _show_judges(self, snapshot):
        layers = np.arange(1, len(snapshot.alone) + 1)
        spread = [l + np.linspace(-0.25, 0.25, len(part)) * (len(part) > 1) for l, part in zip(layers, snapshot.alone)]
        self._dots.set_data(np.concatenate(spread), np.concatenate(snapshot.alone))
        self._mean.set_data(layers, [part.mean() for part in snapshot.alone])
        self._start.set_data(layers, snapshot.alone_at_start)
        l, i = snapshot.chosen
        self._ring.set_data([spread[l - 1][i]], [snapshot.alone[l - 1][i]])

    def _paint(self, image, place, side, table=TABLE):
        self._pixels.paint(image.reshape(self._shape)[::-1], *place, side, table)  # an image has its first row on top

    def _quick(self, x, y, size=9):
        return self._sheet.axes.add_artist(QuickText(x, y, "", fontsize=size, color=INK, va="top"))


def _places(sizes):
    """(left, top) of the image of each unit, a list a layer; the last layer stands beside the one before."""
    places = [[(LEFT + STEP * (i % COLUMNS), top + STEP * (i // COLUMNS)) for i in range(n)] for n, top in zip(sizes, TOPS)]
    return [*places[:-1], [(LEFT + STEP * (COLUMNS - 1), TOPS[-1])]]


def _even(row):
    """Values scaled so that the largest is ±1."""
    return row / max(np.abs(row).max(), 1e-300)


def _number(value):
    return f"{value:.2g}".replace("-", "−")
