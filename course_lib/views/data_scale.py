"""The share of test digits judged right over the number of training examples, and the largest network against the smallest."""

import numpy as np
from matplotlib.ticker import NullLocator, PercentFormatter

from course_lib.views.race import LOOKS
from course_lib.views.style import GREY, INK, tidy


class DataScaleView:
    """Left a curve for each network, with bars from the worst repetition to the best; right the difference, each repetition a dot."""

    moving = ()

    def __init__(self, figure, networks, sizes):
        self.stale = True
        self._networks, self._sizes = networks, sizes
        left, right = figure.subplots(
            1, 2, gridspec_kw=dict(width_ratios=(1.35, 1), left=0.075, right=0.985, top=0.9, bottom=0.13, wspace=0.22)
        )
        self._axes = left, right

    def update(self, snapshot):
        """Show a DataScaleSnapshot."""
        self.stale = True
        shares, gaps = self._axes
        for axes in self._axes:
            axes.clear()
        tidy(shares, f"test digits judged right (bars: worst to best of {snapshot.repetitions})", "training examples m", "")
        small, *_, large = self._networks
        tidy(gaps, f"{large} minus {small}, in each repetition", "training examples m", "percentage points")
        for axes in self._axes:
            axes.set(xscale="log", xlim=(self._sizes[0] / 1.4, self._sizes[-1] * 1.4))
            axes.set_xticks(self._sizes, self._sizes)
            axes.xaxis.set_minor_locator(NullLocator())
            axes.grid(True, axis="y", color="#e8e8e8")
        shares.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        self._draw_shares(shares, snapshot.shares)
        self._draw_gaps(gaps, snapshot.shares, small, large)

    def _draw_shares(self, axes, shares):
        lowest = min((share.min() for share in shares.values()), default=1.0)
        axes.set_ylim(min(0.7, np.floor(10 * lowest) / 10), 1.0)
        if not shares:
            axes.text(0.5, 0.5, "press play", transform=axes.transAxes, ha="center", fontsize=13, color=GREY)
            return
        looks = LOOKS[len(self._networks) - 1 :: -1]  # the largest looks as in the race of steps
        for place, (name, (colour, marker)) in enumerate(zip(self._networks, looks)):
            m = np.array([m for m in self._sizes if (name, m) in shares])
            if not m.size:
                continue
            runs = np.array([shares[name, size] for size in m])  # (sizes, repetitions)
            middle = runs.mean(axis=1)
            bars = middle - runs.min(axis=1), runs.max(axis=1) - middle
            beside = 1.045 ** (place - (len(self._networks) - 1) / 2)  # so that bars do not hide each other
            label = f"{name}: {'-'.join(map(str, self._networks[name])) or 'no'} hidden units"
            axes.errorbar(m * beside, middle, bars, color=colour, marker=marker, capsize=3, linewidth=1.8, elinewidth=1.1, label=label)
        axes.legend(frameon=False, fontsize=10, loc="lower right")

    def _draw_gaps(self, axes, shares, small, large):
        m = [m for m in self._sizes if (small, m) in shares and (large, m) in shares]
        gaps = [100 * (shares[large, size] - shares[small, size]) for size in m]
        reach = max(10.0, 1.1 * max((np.abs(gap).max() for gap in gaps), default=0.0))
        axes.set_ylim(-reach, reach)
        axes.axhline(0, color=INK, linewidth=1)
        axes.text(self._sizes[-1] * 1.35, -0.03 * reach, "equally good", color=INK, fontsize=9.5, ha="right", va="top")
        for size, gap in zip(m, gaps):
            axes.plot(np.full(len(gap), size), gap, "o", color=GREY, markersize=4.5, alpha=0.7)
            axes.text(size, -0.95 * reach, str((gap > 0).sum()), fontsize=9.5, color=INK, ha="center")
        axes.plot(m, [gap.mean() for gap in gaps], "D-", color=INK, markersize=6, linewidth=1.6)
        if m:
            axes.text(self._sizes[0] / 1.3, -0.84 * reach, f"repetitions, of {len(gaps[0])}, in which {large} is ahead:", fontsize=9.5, color=INK)
