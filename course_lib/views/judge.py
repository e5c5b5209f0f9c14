"""A photograph with the square that is judged, what the neuron sees of it, what each pixel adds to z, and the answer."""

import numpy as np
from matplotlib.patches import Rectangle

from course_lib.views.style import BLUE, DARK_ORANGE, GREY, INK, ORANGE, SIGNED, picture_axes, tidy


class JudgeView:
    """Four panels, left to right, as the computation goes."""

    def __init__(self, figure, dataset):
        self.stale = True
        self._classes = dataset.classes
        grid = figure.add_gridspec(1, 4, width_ratios=(1.5, 1, 1, 1.0), left=0.01, right=0.985, top=0.88, bottom=0.12, wspace=0.14)
        self._photo_axes = picture_axes(figure.add_subplot(grid[0]), "the photograph")
        self._photo = self._photo_axes.imshow(np.zeros((2, 2)), cmap="gray", vmin=0, vmax=1)
        self._square = self._photo_axes.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor="#ffd000", linewidth=2.5))
        h, w = dataset.image_shape
        axes = picture_axes(figure.add_subplot(grid[1]), f"the neuron sees {h} × {w}")
        self._seen = axes.imshow(np.zeros((h, w)), cmap="gray", vmin=0, vmax=1)
        axes = picture_axes(figure.add_subplot(grid[2]), "what each pixel adds to z")
        self._share = axes.imshow(np.zeros((h, w)), cmap=SIGNED, vmin=-1, vmax=1)
        note = dict(transform=axes.transAxes, fontsize=9.5, va="top")
        axes.text(0, -0.03, f"■ for “{self._classes[1]}”", color=DARK_ORANGE, **note)
        axes.text(0.5, -0.03, "■ against", color=BLUE, **note)
        bars = self._bars(figure.add_subplot(grid[3]))
        self._shown = None
        self.moving = [self._square, self._seen, self._share, *bars]

    def update(self, snapshot):
        """Show a JudgeSnapshot."""
        if self._shown is not snapshot.photograph:
            self._shown, self.stale = snapshot.photograph, True
            height, width = snapshot.photograph.shape
            self._photo.set_data(snapshot.photograph)
            self._photo.set_extent((-0.5, width - 0.5, height - 0.5, -0.5))
        left, top, side = snapshot.square
        self._square.set_bounds(left - 0.5, top - 0.5, side, side)
        self._seen.set_data(snapshot.seen)
        share = np.nan_to_num(snapshot.share, posinf=0.0, neginf=0.0)
        self._share.set_data(share / max(np.abs(share).max(), 1e-12))
        self._update_bars(snapshot)

    def _bars(self, axes):
        tidy(axes, "")
        self._axes = axes
        axes.set(xlim=(-0.6, 3.6), xticks=range(4), ylim=(-1.2, 1.2), yticks=[])
        axes.set_xticklabels(["for", "against", "b", "z"], fontsize=10, color=INK)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.axhline(0, color=GREY, linewidth=0.8)
        self._rectangles = axes.bar(range(4), [0] * 4, color=(ORANGE, BLUE, GREY, INK), width=0.7)
        self._numbers = [axes.text(i, 0, "", ha="center", fontsize=10, color=INK) for i in range(4)]
        self._answer = axes.text(0, 1.03, "", transform=axes.transAxes, fontsize=12.5, weight="bold", color=INK)
        return [*self._rectangles, *self._numbers, self._answer]

    def _update_bars(self, snapshot):
        share = np.nan_to_num(snapshot.share, posinf=0.0, neginf=0.0)
        heights = np.array([share[share > 0].sum(), share[share < 0].sum(), snapshot.b, share.sum() + snapshot.b])
        scale = max(np.abs(heights).max(), 1e-12)
        for bar, number, height in zip(self._rectangles, self._numbers, heights):
            bar.set_height(height / scale)
            number.set_text(f"{height:.1f}".replace("-", "−"))
            number.set(y=height / scale + (0.05 if height >= 0 else -0.05), va="bottom" if height >= 0 else "top")
        self._answer.set_text(f"ŷ = {snapshot.answer:.2f}: {self._classes[snapshot.answer > 0.5]}")
