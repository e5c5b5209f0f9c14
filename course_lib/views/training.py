"""The training lab: the network with its units' maps, the answer over the plane, the costs, and gauges for each layer."""

from typing import NamedTuple

import numpy as np

from course_lib import gauges
from course_lib.network import Network, Params, propagate
from course_lib.views.answer import Answer, grid, horizon
from course_lib.views.diagram import PIXELS, Diagram
from course_lib.views.pixels import QuickText, data_at
from course_lib.views.style import BLUE, GREEN, GREY, INK, ORANGE, SIGNED, picture_axes, tidy

BINS = 24
MAP = 264  # pixels along the side of the answer
COARSE, FINE = 44, 132  # points of the answer along a side while things move, and at rest
REACH = 1.5  # how far from the middle the cross can go
LOWEST, HIGHEST = 1e-12, 1e4  # of the gradient bars
RUN_STYLES = ("-", "--", ":")  # the newest run, the one it was forked from, the one before
STEPS_WORDS = ("steps", "steps (dashed: forked from)", "steps (dashed, dotted: forked from)")


class TrainingSnapshot(NamedTuple):
    """What the view shows: the newest run (network, record, cache and gradients on the training set), data, the past of all runs, and where the cross is."""

    net: Network
    record: NamedTuple
    cache: NamedTuple
    gradients: NamedTuple
    data: tuple  # train, test
    pasts: list
    cursor: tuple | None = None


class TrainingView:
    """Diagram and answer above; costs, rows of W[1], activations and gradients below."""

    def __init__(self, figure):
        width, height = map(round, figure.bbox.size)
        self.stale = True
        self._figure, self._net, self._placed = figure, None, None
        top = figure.add_axes((0.028, 0.40, 0.665, 0.60))
        self._diagram = Diagram(top, round(0.665 * width), round(0.60 * height))
        self.area = left, above, *_ = width - MAP - 12, 34, MAP, MAP  # of the answer, in pixels
        self._answer = Answer(figure, left, above, MAP)
        self._cross = self._answer.axes.plot([], [], "+", color=INK, markersize=15, markeredgewidth=2)[0]
        place = dict(transform=self._answer.axes.transAxes, ha="right", va="bottom")
        self._headline = figure.add_artist(QuickText(1, 1.012, "", fontsize=9.5, color=INK, **place))
        curves = self._curves(figure.add_axes((0.05, 0.085, 0.29, 0.25)))
        strips = self._strips(figure.add_axes((0.395, 0.085, 0.13, 0.25)))
        histograms = self._histograms(figure.add_axes((0.572, 0.085, 0.145, 0.25)))
        bars = self._bars(figure.add_axes((0.868, 0.085, 0.078, 0.25)))
        self._gauges = [*strips, *histograms, *bars]
        self.slow = self._gauges
        self.moving = [*self._answer.moving, *self._diagram.moving, self._cross, self._headline, *curves]

    def update(self, snapshot, moving=False):
        """Show a TrainingSnapshot; `moving` draws the answer coarser."""
        if snapshot.net.layers != getattr(self._net, "layers", None) or snapshot.net.hidden != self._net.hidden:
            self._net, self.stale = snapshot.net, True
            self._diagram.build(snapshot.net)
            self._lay_out_gauges(snapshot.net)
        least = REACH if snapshot.cursor else 0.1
        if self._placed is None or self._placed[0] is not snapshot.data or self._placed[1] != least:
            self._placed, self.stale = (snapshot.data, least), True
            self._answer.place(snapshot.data, least)
            self._small_grid = grid(self._answer.limit, PIXELS)
        self._cross.set_data([[value] for value in snapshot.cursor or (np.nan, np.nan)])
        self._show_maps(snapshot, COARSE if moving else FINE)
        self._show_curves(snapshot)
        self._headline.set_text(_headline(snapshot.record))

    def update_slow(self, snapshot):
        """Show the gauges of a TrainingSnapshot."""
        net, cache = snapshot.net, snapshot.cache
        rows = gauges.rows_of(snapshot.record.params)
        largest = np.abs(rows[np.isfinite(rows)]).max(initial=0.0) or 1.0
        self._strip.set_data(np.nan_to_num(np.clip(rows / largest, -1, 1)))
        alike = gauges.symmetry(rows) if np.isfinite(rows).all() else float("nan")
        self._alike.set_text(f"symmetry {alike:.2f}" if len(rows) > 1 else "one unit")
        counts = [_shares(cache.A[l], *_span(net.g[l])) for l in range(1, net.L)]
        self._shares.set_data(np.sqrt(counts) if counts else np.zeros((1, BINS)))  # a share of 4 % can be seen, too
        for l, note in enumerate(self._notes, start=1):
            note.set_text(_note(net, cache, l))
        for bar, l in zip(self._gradient_bars, range(1, net.L + 1)):
            size = gauges.gradient_size(snapshot.gradients, l)
            bar.set_width(np.log10(np.clip(np.nan_to_num(size, nan=HIGHEST, posinf=HIGHEST), LOWEST, HIGHEST) / LOWEST))
            bar.set_color(BLUE if 1e-5 < size < 10 else ORANGE)
            self._sizes[l - 1].set_text(order_of(size))

    def place(self, x, y):
        """(x₁, x₂) at a pixel of the picture."""
        return tuple(data_at(self._answer.axes, x, y).ravel().round(2).tolist())

    def _show_maps(self, snapshot, side):
        net, params = snapshot.net, snapshot.record.params
        with np.errstate(all="ignore"):
            quick = Params(*({l: values.astype(np.float32) for l, values in part.items()} for part in params))  # tanh is 5 times as fast
            self._diagram.update(net, params, _unit_maps(net, propagate(net, quick, self._small_grid), self._answer.limit))
            self._answer.update(net, quick, side)

    def _curves(self, axes):
        tidy(axes, "cost J: train black, test thin green", STEPS_WORDS[0])
        axes.set(yscale="log", ylim=(1e-3, 10))
        axes.minorticks_off()
        self._cost_axes, self._shown = axes, None
        looks = [dict(linestyle=style, color=colour, linewidth=width) for style in RUN_STYLES for colour, width in ((INK, 1.8), (GREEN, 1.1))]
        self._lines = [axes.plot([], [], **look)[0] for look in looks]
        return self._lines

    def _show_curves(self, snapshot):
        for i, line in enumerate(self._lines):
            past = snapshot.pasts[::-1][i // 2] if i // 2 < len(snapshot.pasts) else []
            line.set_data([r.step for r in past], np.clip([r.cost[i % 2] for r in past], 1.05e-3, 9.5))
        furthest = max((past[-1].step for past in snapshot.pasts), default=0)
        shown = horizon(furthest), len(snapshot.pasts)
        if shown != self._shown:
            self._shown, self.stale = shown, True
            self._cost_axes.set(xlim=(0, shown[0]), xlabel=STEPS_WORDS[shown[1] - 1])

    def _strips(self, axes):
        self._strip_axes = picture_axes(axes, "rows of W[1], b[1]")
        self._strip = axes.imshow(np.zeros((1, 3)), cmap=SIGNED, vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
        self._alike = axes.add_artist(QuickText(0, -0.07, "", transform=axes.transAxes, fontsize=9.5, va="top", color=INK))
        return [self._strip, self._alike]

    def _histograms(self, axes):
        self._share_axes = picture_axes(axes, "activations")
        axes.tick_params(labelsize=9, colors=GREY, length=0)
        self._shares = axes.imshow(np.zeros((1, BINS)), cmap="Greys", vmin=0, vmax=1, aspect="auto", interpolation="nearest")
        style = dict(transform=axes.transAxes, fontsize=9.5, va="center", color=INK)
        self._notes = [axes.add_artist(QuickText(1.03, 0, "", **style)) for _ in range(6)]
        return [self._shares, *self._notes]

    def _bars(self, axes):
        tidy(axes, "size of dW")
        self._bar_axes = axes
        axes.set(xlim=(0, np.log10(HIGHEST / LOWEST)), xticks=(4, 12), xticklabels=("1e−8", "1"))
        self._gradient_bars = axes.barh(range(1, 8), [0] * 7, height=0.6, color=BLUE)
        style = dict(transform=axes.transAxes, fontsize=9.5, va="center", color=INK)
        self._sizes = [axes.add_artist(QuickText(1.05, 0, "", **style)) for _ in self._gradient_bars]
        return [*self._gradient_bars, *self._sizes]

    def _lay_out_gauges(self, net):
        n, L = net.layers[1], net.L
        self._strip.set_extent((-0.5, 2.5, n + 0.5, 0.5))
        self._strip_axes.set(xlim=(-0.5, 2.5), ylim=(n + 0.5, 0.5))
        hidden = max(L - 1, 1)
        self._shares.set_extent((0, 1, hidden + 0.5, 0.5))
        self._share_axes.set(xlim=(0, 1), ylim=(hidden + 0.5, 0.5), yticks=range(1, L), yticklabels=[f"A[{l}]" for l in range(1, L)])
        self._share_axes.set_visible(L > 1)
        for l, note in enumerate(self._notes, start=1):
            note.set(y=1 - (l - 0.5) / hidden, visible=l < L)
        self._bar_axes.set(ylim=(L + 0.6, 0.4), yticks=range(1, L + 1), yticklabels=[f"dW[{l}]" for l in range(1, L + 1)])
        for l, (bar, size) in enumerate(zip(self._gradient_bars, self._sizes), start=1):
            bar.set_visible(l <= L)
            size.set(y=(L + 0.6 - l) / (L + 0.2), visible=l <= L)


def _unit_maps(net, cache, limit):
    """What each unit answers over the plane, (n, PIXELS, PIXELS) for each layer, scaled to −1 … 1; layer 0 is the inputs."""
    maps = [cache.A[0] / limit]
    for l in range(1, net.L):
        low, high = _span(net.g[l])
        largest = max(abs(low), high)
        A = np.nan_to_num(cache.A[l], posinf=largest, neginf=-largest)
        maps.append(2 * A - 1 if net.hidden[l - 1] == "sigmoid" else np.clip(A / largest, -1, 1))
    return [values.swapaxes(0, 1) for values in maps]


def _span(g):
    """The lowest and highest answer of a unit that a picture tells apart."""
    return np.clip(g(np.array([-10.0, 10.0])), -3.0, 3.0)


def _shares(A, low, high):
    """The share of the entries of A in each of BINS bins; what is beyond counts in the last ones."""
    A = np.clip(np.nan_to_num(A), low, high)
    places = np.clip(((A - low) / (high - low) * BINS).astype(int), 0, BINS - 1)
    return np.bincount(places.ravel(), minlength=BINS) / places.size


def _note(net, cache, l):
    if l >= net.L or not np.isfinite(cache.Z[l]).all():
        return ""
    if net.g[l].corner:
        return f"{gauges.dead(net, cache, l):.0%} dead"
    return f"{gauges.saturated(net, cache, l):.0%} sat."


def _headline(record):
    if record.trouble:
        return f"step {record.step}\n{record.trouble} blew up"
    return f"step {record.step}\nJ = {in_short(record.cost[0])}, test {in_short(record.cost[1])}, {record.accuracy[1]:.0%} right"


def order_of(size):
    """A size to one digit: 0, 3e−9, 0.02, 7, 4e3."""
    if not np.isfinite(size) or 0.01 <= size < 10:
        return f"{size:.1g}"
    digit, power = f"{size:.0e}".split("e")
    return f"{digit}e{int(power)}".replace("-", "−") if size else "0"


def in_short(cost):
    """A cost as text, steady in width while it is small."""
    return f"{cost:.3f}" if cost < 1000 else f"{cost:.3g}"
