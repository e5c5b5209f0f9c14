"""Logistic regression on pictures: the weights as an image, the costs, and the worst judged test examples."""

import numpy as np

from course_lib.views.curves import CostCurves
from course_lib.views.style import BLUE, DARK_ORANGE, INK, ORANGE, SIGNED, picture_axes, tidy


class LogisticView:
    """Three panels: w, the cost curves, and tiles of test examples with what the neuron says to them."""

    tiles = 8

    def __init__(self, figure, dataset):
        self.stale = True
        self._classes, self._shape = dataset.classes, dataset.image_shape
        left, middle, right = figure.add_gridspec(
            1, 3, width_ratios=(1, 1.25, 1.5), left=0.02, right=0.985, top=0.86, bottom=0.14, wspace=0.16
        )
        self._curves = CostCurves(figure.add_subplot(middle))
        self.moving = [*self._weights(figure, left, dataset), *self._curves.moving]
        if self._shape:
            self.moving += self._tiles(figure, right)

    def update(self, snapshot):
        """Show a LogisticSnapshot."""
        self._update_weights(snapshot.record.w)
        self.stale |= self._curves.update(snapshot.past)
        if self._shape:
            self._update_tiles(snapshot.worst)

    def _weights(self, figure, place, dataset):
        axes = figure.add_subplot(place)
        if not self._shape:
            tidy(axes, "the weights w, one bar a feature", "weight", "feature")
            self._bars = axes.barh(range(dataset.X.shape[0]), 0.0, color=BLUE)
            axes.axvline(0, color=INK, linewidth=0.8)
            self._bar_axes = axes
            return list(self._bars)
        picture_axes(axes, f"the weights w, {self._shape[0]} × {self._shape[1]}")
        self._image = axes.imshow(np.zeros(self._shape), cmap=SIGNED, vmin=-1, vmax=1)
        note = dict(transform=axes.transAxes, fontsize=9.5, va="top")
        axes.text(0, -0.03, f"■ bright here speaks for “{self._classes[1]}”", color=DARK_ORANGE, **note)
        axes.text(0, -0.10, "■ bright here speaks against", color=BLUE, **note)
        return [self._image]

    def _tiles(self, figure, place):
        grid = place.subgridspec(2, self.tiles // 2, wspace=0.08, hspace=0.42)
        self._faces, self._labels = [], []
        for i in range(self.tiles):
            axes = picture_axes(figure.add_subplot(grid[i]), "worst judged in the test set" if i == 0 else "")
            self._faces.append(axes.imshow(np.zeros(self._shape), cmap="gray", vmin=0, vmax=1))
            self._labels.append(axes.text(0, -0.06, "", transform=axes.transAxes, fontsize=9, va="top", color=INK))
        return [*self._faces, *self._labels]

    def _update_weights(self, w):
        largest = max(np.abs(w).max(), 1e-12) if np.isfinite(w).all() else 1.0
        if self._shape:
            self._image.set_data(np.nan_to_num(np.clip(w / largest, -1, 1)).reshape(self._shape))
            return
        for bar, weight in zip(self._bars, np.nan_to_num(np.clip(w[:, 0] / largest, -1, 1))):
            bar.set_width(weight)
            bar.set_color(ORANGE if weight > 0 else BLUE)
        self._bar_axes.set_xlim(-1.05, 1.05)

    def _update_tiles(self, worst):
        for (x, y, answer), image, label in zip(worst, self._faces, self._labels):
            image.set_data(x.reshape(self._shape))
            wrong = (answer > 0.5) != y
            label.set_text(f"{'✗' if wrong else '✓'} {self._classes[y]}\n   ŷ = {answer:.2f}")
            label.set_color(DARK_ORANGE if wrong else INK)
