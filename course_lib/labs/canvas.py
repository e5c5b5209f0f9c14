"""From a snapshot to the bytes of a picture, fast: what stands still is drawn once and kept.

In comes a view (artists made once, those that move listed in `view.moving`) and snapshots for it; out come the bytes
of a JPEG while things move, and of a PNG at rest.
"""

from io import BytesIO

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

DPI = 100


class Canvas:
    """One Matplotlib figure that is drawn off screen by blitting.

    view_class: called with the figure; has size = (width, height) in pixels, moving, stale and update(snapshot)
    """

    def __init__(self, make_view, size):
        width, height = size
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white")
        self._agg = FigureCanvasAgg(self._figure)
        self.view = make_view(self._figure)
        for artist in self.view.moving:
            artist.set_animated(True)
        self._background = None

    def frame(self, snapshot, moving=False):
        """The picture of a snapshot as bytes: a JPEG if `moving`, else a PNG."""
        self.view.update(snapshot)
        if self._background is None or self.view.stale:
            self._agg.draw()
            self._background = self._agg.copy_from_bbox(self._figure.bbox)
            self.view.stale = False
        self._agg.restore_region(self._background)
        for artist in self.view.moving:
            self._figure.draw_artist(artist)
        return self._encoded("JPEG", quality=85) if moving else self._encoded("PNG")

    def _encoded(self, form, **options):
        out = BytesIO()
        Image.fromarray(np.asarray(self._agg.buffer_rgba())).convert("RGB").save(out, form, **options)
        return out.getvalue()
