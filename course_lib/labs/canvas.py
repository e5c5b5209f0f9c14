"""From a snapshot to the bytes of a picture, fast: what stands still is drawn once and kept.

In comes a view (artists made once, those that move listed in `view.moving`) and snapshots for it; out come the bytes
of a JPEG for the live picture, or of a PNG for a page. Gauges that a view lists in `view.slow` are drawn anew in some
frames only, by its `update_slow(snapshot)`.
"""

from io import BytesIO

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from course_lib import checks

DPI = 100
NEEDED = {"update(self, snapshot)": "it brings the artists up to date", "moving": "the list of the artists that change from frame to frame"}
SLOW_FRAMES = 5  # slow artists are drawn in every fifth frame while things move


class Canvas:
    """One Matplotlib figure that is drawn off screen by blitting.

    make_view: called with the figure; the view has moving, stale and update(snapshot), and may have slow and update_slow
    size: (width, height) in pixels
    """

    def __init__(self, make_view, size):
        width, height = size
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white")
        self._agg = FigureCanvasAgg(self._figure)
        self.view = make_view(self._figure)
        checks.complete(f"what make_view returned, of type {type(self.view).__name__},", self.view, NEEDED)
        self._slow = list(getattr(self.view, "slow", ()))
        for artist in (*self.view.moving, *self._slow):
            artist.set_animated(True)
        self._background = self._middle = None
        self._frames = 0

    def png(self, snapshot):
        """The picture of a snapshot as the bytes of a PNG."""
        self._draw(snapshot, moving=False)
        return self._encoded("PNG")

    def frame(self, snapshot, moving=False):
        """The picture of a snapshot as the bytes of a JPEG, which is quicker to make; sharper at rest."""
        self._draw(snapshot, moving)
        return self._encoded("JPEG", quality=85) if moving else self._encoded("JPEG", quality=92, subsampling=0)

    def _draw(self, snapshot, moving):
        self.view.update(snapshot, moving) if self._slow else self.view.update(snapshot)
        if self._background is None or self.view.stale:
            self._agg.draw()
            self._background, self._middle = self._agg.copy_from_bbox(self._figure.bbox), None
            self.view.stale = False
        self._restore(snapshot, moving)
        for artist in self.view.moving:
            self._figure.draw_artist(artist)

    def _restore(self, snapshot, moving):
        """Put back what stands still, and the slow artists as they were drawn last, or anew."""
        self._frames += 1
        if self._middle is None or not moving or self._frames % SLOW_FRAMES == 0:
            self._agg.restore_region(self._background)
            if self._slow:
                self.view.update_slow(snapshot)
            for artist in self._slow:
                self._figure.draw_artist(artist)
            self._middle = self._agg.copy_from_bbox(self._figure.bbox) if self._slow and moving else None  # 2 MB that a lab at rest does not keep
        else:
            self._agg.restore_region(self._middle)

    def _encoded(self, form, **options):
        out = BytesIO()
        Image.fromarray(np.asarray(self._agg.buffer_rgba())).convert("RGB").save(out, form, **options)
        return out.getvalue()
