"""The blocks of a network as a map: forward blocks above, backward blocks below, caches between, and the present block's numbers.

What has not happened yet is grey and dashed; the present block has a thick frame; a cache that is read has a sign and a colour.
"""

from textwrap import wrap
from typing import NamedTuple

from course_lib.network import Network
from course_lib.views.block_panel import CACHED, UNLIKE, show_lines
from course_lib.views.sheet import Sheet, arrow
from course_lib.views.style import DARK_GREY, DARK_ORANGE, GREEN, GREY, INK, ORANGE

LEFT, BOX, FULL = 80, 88, 844  # of the map: its left end, the width of a block, the whole width
FORWARD, CACHE, BACKWARD = (66, 38), (115, 32), (159, 38)  # top and height of each row
CACHE_WIDTH = 128
PANEL = (14, 242, 914, 290)
LEGEND = f"dashed block: not computed yet     {CACHED} green: read from the cache     ✓: largest difference from the numeric gradient"
DASHED = (0, (3, 2))


class BlockSnapshot(NamedTuple):
    """What the view shows.

    net, m: the network, and how many examples
    labels: the blocks in the order of the walk;  place: how many of them have been visited
    failed: True if the block after them has stopped
    seals: {label: a mark for a block that was compared};  first: the label of the first one that parted, or ""
    cost: J as text, after the update also the new one; or ""
    caption, code, note: lines of words
    lines: the Lines of the present block
    """

    net: Network
    m: int
    labels: tuple
    place: int
    failed: bool
    seals: dict
    first: str
    cost: str
    caption: str
    code: str
    note: str
    lines: list


class BlockView:
    """One sheet that is written anew for each block: nothing moves between two clicks."""

    moving = ()

    def __init__(self, figure):
        self._sheet = Sheet(figure, ha="center", fontsize=9, parse_math=False)  # a learner's line may hold a $

    def update(self, snapshot):
        """Show a BlockSnapshot."""
        self.stale = True
        self._s, self._L = snapshot, snapshot.net.L
        self._pitch = min(240, (FULL - BOX) / self._L)
        self._sheet.wipe()
        self._show_words()
        for l in range(1, self._L + 1):
            self._show_column(l)
        self._show_cost()
        for l in range(self._L + 1):
            self._show_edges(l)
        show_lines(self._sheet, snapshot.lines, PANEL)

    @property
    def _now(self):
        """The label of the present block, or "" before the first."""
        s = self._s
        return s.labels[s.place] if s.failed else s.labels[s.place - 1] if s.place else ""

    def _state(self, label):
        """Whether a block is "now", "done" or "later"."""
        if label == self._now:
            return "now"
        return "done" if label in self._s.labels[: self._s.place] else "later"

    def _middle(self, l):
        return LEFT + self._pitch * (l - 1) + BOX / 2

    def _show_words(self):
        s, write = self._s, self._sheet.write
        back = self._now.startswith(("backward", "dA", "update"))
        write(16, 16, s.caption, ha="left", fontsize=11, weight="bold", color=DARK_ORANGE if back else INK)
        write(924, 16, s.code, ha="right", fontsize=9.5, color=DARK_GREY)
        for y, words in zip((540, 553), wrap(s.note, 126) or (LEGEND,)):
            write(16, y, words, ha="left", color=DARK_ORANGE if s.note else DARK_GREY)
        for (top, _), words in ((FORWARD, "forward →"), (BACKWARD, "← backward")):
            write(10, top - 4, words, ha="left", fontsize=8, color=DARK_GREY)

    def _show_column(self, l):
        """A forward block, its parameters above it, its cache, its backward block, and the gradients below it."""
        n, x = self._s.net.layers, self._middle(l)
        there, back = f"forward {l}", f"backward {l}"
        self._block(x, FORWARD, f"block {l}", there, self._s.net.g[l].name)
        self._block(x, BACKWARD, f"block {l}", back, "")
        self._show_cache(l)
        shapes = {"W": (n[l], n[l - 1]), "b": (n[l], 1)}
        updating = self._now == "update"
        for y, name in ((35, "W"), (49, "b")):
            self._name(x, y, f"{'new ' * updating}{name}[{l}] {shapes[name]}", "done", bold=updating or self._now == there)
        self._arrow((x, 57), (x, FORWARD[0] - 1), self._state(there))
        bottom = sum(BACKWARD)
        self._arrow((x, bottom + 1), (x, bottom + 11), self._state(back), ORANGE)
        for y, name in ((bottom + 20, "W"), (bottom + 33, "b")):
            self._name(x, y, f"d{name}[{l}] {shapes[name]}", self._state(back), bold=self._now == back)

    def _show_cost(self):
        """The cost at the end of the way forward, the start of the way back under it, and Y between them."""
        s, x = self._s, self._middle(self._L + 1)
        start = s.labels[self._L + 1]
        self._block(x, FORWARD, "cost", "cost", s.cost)
        self._block(x, BACKWARD, start, start, "")
        y = CACHE[0] + CACHE[1] / 2
        self._sheet.write(x, y, f"Y (1, {s.m})", fontsize=9)
        self._arrow((x, y - 9), (x, sum(FORWARD) + 2), self._state("cost"))
        self._arrow((x, y + 9), (x, BACKWARD[0] - 2), self._state(start), ORANGE)

    def _block(self, x, row, name, label, words):
        state, (top, height) = self._state(label), row
        forward = row == FORWARD
        colour = GREY if state == "later" else INK if forward else ORANGE
        face = "white" if state == "later" else "#e6f0f8" if forward else "#fdf0e6"
        style = dict(linewidth=3 if state == "now" else 1.2, linestyle=DASHED if state == "later" else "-")
        self._sheet.box(x - BOX / 2, top, BOX, height, facecolor=face, edgecolor=colour, **style)
        seal = "stopped ⚠" if self._s.failed and state == "now" else self._s.seals.get(label, "") if state != "later" else ""
        ink = DARK_GREY if state == "later" else INK
        self._sheet.write(x, top + 12, name, weight="bold", color=ink)
        bad = dict(weight="bold", color=DARK_ORANGE) if seal.startswith((UNLIKE, "stopped")) else dict(color=ink)
        self._sheet.write(x, top + 27, f"{words} {seal}".strip(), fontsize=8.5, **bad)
        if label == self._s.first:
            flag = dict(facecolor=DARK_ORANGE, edgecolor="none", pad=1.5)
            self._sheet.write(x + BOX / 2 - 16, top - 3, f"first {UNLIKE}", fontsize=8, weight="bold", color="white", bbox=flag)

    def _show_cache(self, l):
        """Dashed while it is empty; with a sign while it is read."""
        x, (top, height), (n_prev, n), m = self._middle(l), CACHE, self._s.net.layers[l - 1 : l + 1], self._s.m
        there, back = (self._state(f"{way} {l}") for way in ("forward", "backward"))
        filled = there == "done" or (there == "now" and not self._s.failed)
        style = dict(facecolor="#e2f3ec" if back == "now" else "white", edgecolor=GREEN if filled else GREY)
        style |= dict(linewidth=3 if back == "now" else 1.4, linestyle="-" if filled else DASHED)
        self._sheet.box(x - CACHE_WIDTH / 2, top, CACHE_WIDTH, height, **style)
        words = f"{CACHED} " * (back == "now") + (f"A[{l - 1}]  Z[{l}]  A[{l}]" if filled else f"cache {l}: empty")
        bold, colour = "bold" if "now" in (there, back) else "normal", INK if filled else DARK_GREY
        self._sheet.write(x, top + 10, words, fontsize=8.5, weight=bold, color=colour)
        self._sheet.write(x, top + 23, f"({n_prev}, {m})  ({n}, {m})  ({n}, {m})", fontsize=8, color=colour)
        self._arrow((x, sum(FORWARD) + 1), (x, top - 1), there if filled else "later", GREEN)
        self._arrow((x, top + height + 1), (x, BACKWARD[0] - 2), back, GREEN)

    def _show_edges(self, l):
        """A[l] on its way from block l to the next one, and dA[l] on its way back."""
        n, m = self._s.net.layers[l], self._s.m
        start, end = (self._middle(l) + BOX / 2 if l else 30), self._middle(l + 1) - BOX / 2
        x, L = (start + end) / 2 if l else 48, self._L
        made = [("done" if l == 0 else self._state(f"forward {l}")), self._state(f"backward {l + 1}" if l < L else self._s.labels[L + 1])]
        names = ["X = A[0]" if l == 0 else f"A[{l}]", f"dA[{l}]"]
        taken = [self._state(f"forward {l + 1}" if l < L else "cost"), "done" if l == 0 else self._state(f"backward {l}")]
        for k, (row, ends) in enumerate(((FORWARD, (start + 3, end - 3)), (BACKWARD, (end - 3, start + 3)))):
            y, state = row[0] + row[1] / 2, "now" if "now" in (made[k], taken[k]) else made[k]
            self._arrow((ends[0], y), (ends[1], y), state, ORANGE if k else INK)
            self._name(x, y - 9, names[k], made[k], bold=state == "now")
            self._name(x, y + 10, f"({n}, {m})", made[k], bold=state == "now")

    def _name(self, x, y, words, state, bold=False):
        self._sheet.write(x, y, words, fontsize=8.5, weight="bold" if bold else "normal", color=DARK_GREY if state == "later" else INK)

    def _arrow(self, start, end, state, colour=INK):
        style = dict(color=GREY if state == "later" else colour, linewidth=2.6 if state == "now" else 1.2)
        self._sheet.axes.plot(*arrow(start, end, head=(6, 4)), **style)
