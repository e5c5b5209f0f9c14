"""Which part of the axes the landscape of trainability shows: half, twice, or a rectangle that is dragged with the mouse.

In come ends of the axes and what the mouse did on the map; out come new settings of the lab, and the run of a tile.
"""

import numpy as np

from course_lib.labs.mouse import over
from course_lib.views.trainability import MAP

TILES = 64  # of a side of the map
SCALE, WIDTH = "scale", "width"
CLOSEST = 1e-6  # the narrowest window, in powers of ten


class Zoom:
    """The part of LandscapeLab that moves its window."""

    def zoom(self, rates, scales):
        """Show this part of the axes, as powers of ten; the cursor stays as near to its network as it can. All widths stay, too."""
        rates = self.knobs["rates"].checked("rates", rates)
        new = {"rates": rates, "row": _nearest(rates, self.alpha)}
        if self.settings["across"] == SCALE:
            scales = self.knobs["scales"].checked("scales", scales)
            new |= {"scales": scales, "column": _nearest(scales, self.start.scale)}
        self.set(**new)

    def zoom_in(self):
        """Half of each axis; the cursor stays where it is."""
        self._zoom(0.5)

    def zoom_out(self):
        """Twice of each axis, as far as they go; the cursor stays where it is, if it can."""
        self._zoom(2.0)

    def pictured(self, image):
        """The map listens to the mouse."""
        return over(self, image, MAP, click=self._clicked, drag=self._dragged, hint="Drag to zoom in. Click to open a run.")

    def _clicked(self, x, y):
        row, column = self._drawn().view.tile(x, y)
        self.set(row=row, column=column)
        self.open_run()

    def _dragged(self, left, top, right, bottom):
        ends = zip(("scales", "rates"), self._drawn().view.places([left, right], [bottom, top]))
        self.zoom(**{name: np.clip(two, self.knobs[name].low, self.knobs[name].high).tolist() for name, two in ends})

    def _zoom(self, factor):
        s, place = self.settings, self.places[self.settings["column"]]
        self.zoom(self._window("rates", factor, self.alpha, s["row"]), self._window("scales", factor, place, s["column"]))

    def _window(self, name, factor, value, tile):
        """Ends of an axis with `factor` of its length, so that a value stays at its tile, if that is possible."""
        knob, (low, high) = self.knobs[name], self.settings[name]
        span = min(max(factor * (high - low), 2 * CLOSEST), knob.high - knob.low)
        low = min(max(np.log10(value) - span * tile / (TILES - 1), knob.low), knob.high - span)
        return low, low + span


def _nearest(ends, value):
    """The tile of an axis that is nearest to a value."""
    return round(np.interp(np.log10(value), ends, (0, TILES - 1)))
