"""Three circuits for the same bits: a tree of XORs, a grid of AND units, a column of units that count; and their sizes.

Everything lies on one sheet whose units are pixels of the figure. A unit that says 1 is filled and has a 1 in it; a thick
outline marks what the last turn has changed.
"""

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.ticker import NullLocator

from course_lib.views.graph import name_of
from course_lib.views.pixels import QuickText
from course_lib.views.sheet import Sheet
from course_lib.views.style import BLUE, GREEN, GREY, INK, LETTERS, ORANGE, tidy

TREE, FLAT, COUNTING = (46, 328), (414, 276), (760, 150)  # left, width
TOP, BOTTOM = 66, 326
LIT = "#f3bd96"
COLOURS = {"tree": BLUE, "flat": ORANGE, "counting": GREEN}
MARKERS = {"tree": "o", "flat": "s", "counting": "^"}
LINK = dict(color="#c9c9c9", linewidth=1, zorder=0)
COLUMNS = (600, 690, 790, 855, 925)  # right ends of the columns of the table


class Lamps:
    """Units at fixed places: filled if they say 1, with their values in them."""

    def __init__(self, axes, places, marker, size):
        self.places = np.reshape(places, (-1, 2))
        style = dict(linestyle="none", markersize=size, zorder=3)
        (self._off,) = axes.plot([], [], marker, markerfacecolor="white", markeredgecolor=GREY, **style)
        (self._on,) = axes.plot([], [], marker, markerfacecolor=LIT, markeredgecolor=INK, **style)
        (self._turned,) = axes.plot([], [], marker, fillstyle="none", markeredgecolor=INK, markeredgewidth=2.6, **style)
        self._texts = [axes.add_artist(QuickText(x, y, "", fontsize=10.5, ha="center", va="center", color=INK)) for x, y in self.places]
        self.artists = [self._off, self._on, self._turned, *self._texts]

    def show(self, values, changed):
        """Values and which of them have changed, one a place."""
        lit = np.asarray(values) == 1
        for dots, which in ((self._off, ~lit), (self._on, lit), (self._turned, np.asarray(changed, dtype=bool))):
            dots.set_data(self.places[which].T)
        for text, value in zip(self._texts, values):
            text.set_text(f"{value:g}")


class ParityView:
    """Top: the circuits side by side. Below: units over n, and a table for the present n."""

    def __init__(self, figure, ns, sizes):
        self.stale = True
        self._n, self._made, self._parts = None, [], []
        self._sheet = Sheet(figure)
        self._axes = self._sheet.axes
        for left, words in ((12, "tree of XORs"), (FLAT[0], "flat: one AND for each odd pattern"), (COUNTING[0] - 24, "units that count")):
            self._sheet.write(left, 20, words, va="baseline", fontsize=11, weight="bold")
        style = dict(fontsize=10, color=INK)
        places = ((12, 42), (FLAT[0], 42), (COUNTING[0] - 24, 42), (FLAT[0], 0))
        self._words = [self._axes.add_artist(QuickText(x, y, "", va="baseline", **style)) for x, y in places]
        self._fixed = [*self._words, *self._chart(figure.add_axes((0.06, 0.085, 0.42, 0.22)), ns, sizes), *self._table()]

    @property
    def moving(self):
        """All that a turn changes."""
        return [*self._fixed, *self._parts]

    def update(self, snapshot):
        """Show a ParitySnapshot."""
        n = len(snapshot.bits)
        if n != self._n:
            self._lay_out(snapshot)
        self._show_tree(snapshot)
        self._show_flat(snapshot)
        values, changed = snapshot.values["counting"], snapshot.changed["counting"]
        self._counters.show(values[n:], changed[n:])
        ones = snapshot.bits.count("1")
        right = "✗ wrong for {} of {} inputs".format(snapshot.wrong["tree"], 2**n) if snapshot.wrong["tree"] else f"✓ all {2**n} inputs right"
        fires = f"{snapshot.bits} is on the list: its unit fires" if ones % 2 else f"{snapshot.bits} is not on the list: no unit fires"
        told = (f"{snapshot.whose}: {right}", f"each of the {2 ** (n - 1)} reads all {n} bits", f"{ones} of {n} fire", fires)
        for text, words in zip(self._words, told):
            text.set_text(words)
        self._here.set_data([n, n], [1, 2000])
        self._fill_table(snapshot, n)

    def _lay_out(self, snapshot):
        """Other circuits: put their units in their places."""
        for artist in self._made:
            artist.remove()
        self._n, self.stale, self._made = len(snapshot.bits), True, []
        before = set(self._axes.get_children())
        tree = self._lay_out_tree(snapshot.circuits["tree"])
        self._parts = [*tree, *self._lay_out_flat(snapshot.circuits["flat"]), *self._lay_out_counting(self._n)]
        for artist in self._parts:
            artist.set_animated(True)
        self._made = [artist for artist in self._axes.get_children() if artist not in before]

    def _lay_out_tree(self, tree):
        """Bits on the left, the answer on the right; what is passed on is drawn like a bit."""
        (left, width), steps = TREE, len(tree.levels) - 1
        heights, gates = [_spaced(tree.n)], [np.zeros(tree.n, dtype=bool)]
        for below, level in zip(tree.levels, tree.levels[1:]):
            low = heights[-1]
            heights.append(np.array([low[2 * row : 2 * row + 2].mean() for row in range(len(level))]))
            gates.append(np.array([wire not in below for wire in level]))
        spots = [np.stack([np.full(len(h), left + width * l / steps), h], axis=1) for l, h in enumerate(heights)]
        self._wires, self._is_gate, self._spots = np.concatenate(tree.levels), np.concatenate(gates), np.vstack(spots)
        ends = [(spots[l][row], spots[l + 1][row // 2]) for l in range(steps) for row in range(len(spots[l]))]
        self._links = np.array(ends).transpose(0, 2, 1)  # (links, x and y, both ends)
        for link in self._links:
            self._axes.plot(*link, **LINK)
        (self._path,) = self._axes.plot([], [], color=INK, linewidth=2.6, zorder=1)
        self._plain = Lamps(self._axes, self._spots[~self._is_gate], "s", _lamp_size(tree.n))
        self._gates = Lamps(self._axes, self._spots[self._is_gate], "o", 22)
        (self._crosses,) = self._axes.plot([], [], "x", color=ORANGE, markersize=13, markeredgewidth=3, zorder=5)
        for i, (x, y) in enumerate(spots[0]):
            self._sheet.write(x - 17, y, name_of(f"x{i + 1}"), ha="right")
        return [self._path, *self._plain.artists, *self._gates.artists, self._crosses]

    def _show_tree(self, snapshot):
        values, mistakes, changed = np.concatenate(snapshot.levels), np.concatenate(snapshot.mistakes), snapshot.changed["tree"][self._wires]
        for lamps, which in ((self._plain, ~self._is_gate), (self._gates, self._is_gate)):
            lamps.show(values[which], changed[which])
        self._crosses.set_data((self._spots[mistakes] + (15, -13)).T)
        paths = [part for link, turned in zip(self._links, changed) if turned for part in (link, [[np.nan], [np.nan]])]
        self._path.set_data(*np.hstack(paths) if paths else ([], []))

    def _lay_out_flat(self, flat):
        """The AND units as cells of a grid, in the order of their patterns, and the OR."""
        n, (left, width) = flat.n, FLAT
        columns = 2 ** (n // 2)
        rows, side = 2 ** (n - 1) // columns, min(46, (width - 40) / columns)
        height = side * rows
        middle = (TOP + BOTTOM) / 2
        x, y = left + side * np.arange(columns + 1), middle - height / 2 + side * np.arange(rows + 1)
        style = dict(cmap=ListedColormap(["#f1f1f1", LIT]), vmin=0, vmax=1, edgecolors="white", linewidth=0.8)
        self._cells = self._axes.pcolormesh(x, y, np.zeros((rows, columns)), **style)
        self._centres = np.stack(np.meshgrid(x[:-1] + side / 2, y[:-1] + side / 2), axis=-1).reshape(-1, 2)
        (self._turned,) = self._axes.plot([], [], "s", fillstyle="none", color=INK, markersize=max(0.72 * side, 6), markeredgewidth=2.2)
        names = ["".join("1" if weight > 0 else "0" for weight in unit.weights) for unit in flat.units[:-1]] if n <= 5 else []
        style = dict(fontsize=9 if n == 5 else 10.5, color=INK, ha="center", va="center")
        texts = [self._axes.add_artist(QuickText(*place, name, **style)) for place, name in zip(self._centres, names)]
        self._words[3].set_y(y[-1] + 26)
        right = left + side * columns
        self._axes.plot([right + 4, right + 18], [middle, middle], **LINK)
        self._or = Lamps(self._axes, [(right + 26, middle)], "o", 22)
        self._sheet.write(right + 26, middle + 26, "OR", ha="center")
        return [self._cells, self._turned, *texts, *self._or.artists]

    def _show_flat(self, snapshot):
        n = len(snapshot.bits)
        values, changed = snapshot.values["flat"][n:], snapshot.changed["flat"][n:]
        self._cells.set_array(values[:-1])
        self._turned.set_data(self._centres[changed[:-1]].T)
        self._or.show(values[-1:], changed[-1:])

    def _lay_out_counting(self, n):
        """Units from "at least 1" to "at least n", and the one that adds them up with signs."""
        (left, width), heights, middle = COUNTING, _spaced(n), (TOP + BOTTOM) / 2
        for k, y in enumerate(heights, start=1):
            self._axes.plot([left + 40, left + width - 20], [y, middle], **LINK)
            self._sheet.write(left + 14, y, f"≥ {k}", ha="right")
            self._sheet.write(left + 52, y, "+1" if k % 2 else "−1", fontsize=9, bbox=dict(facecolor="white", edgecolor="none", pad=0.6))
        self._counters = Lamps(self._axes, [*((left + 32, y) for y in heights), (left + width - 12, middle)], "o", _lamp_size(n))
        return self._counters.artists

    def _chart(self, axes, ns, sizes):
        tidy(axes, "units needed: ANDs double with each bit, counting does not", "bits n")
        axes.set(yscale="log", xlim=(ns[0] - 0.4, ns[-1] + 2.2), ylim=(2, 1200), xticks=ns, yticks=(10, 100, 1000), yticklabels=("10", "100", "1000"))
        axes.yaxis.set_minor_locator(NullLocator())
        (here,) = axes.plot([], [], color=GREY, linewidth=1.2, linestyle=(0, (3, 2)))
        for name, counts in sizes.items():
            axes.plot(ns, counts, MARKERS[name] + "-", color=COLOURS[name], markersize=5)
            axes.text(ns[-1] + 0.25, counts[-1], name, fontsize=10, color=LETTERS[COLOURS[name]], va="center")
        self._here = here
        return [here]

    def _table(self):
        write = self._sheet.write
        for x, words in zip(COLUMNS, ("", "units", "connections", "layers", "wrong")):
            write(x, 372, words, va="baseline", color=GREY, ha="right")
        self._cells_of = {}
        for row, name in enumerate(COLOURS):
            y = 397 + 25 * row
            write(COLUMNS[0] - 70, y, name, va="baseline", fontsize=10.5, color=LETTERS[COLOURS[name]], weight="bold")
            style = dict(fontsize=10.5, ha="right", va="baseline", color=INK)
            self._cells_of[name] = [self._axes.add_artist(QuickText(x, y, "", **style)) for x in COLUMNS[1:]]
        left = COLUMNS[0] - 70
        write(left, 499, "Filled: 1. Thick outline: changed by the last turn.", va="baseline")
        self._note = self._axes.add_artist(QuickText(left, 478, "", fontsize=10, va="baseline", color=INK))
        return [*(text for texts in self._cells_of.values() for text in texts), self._note]

    def _fill_table(self, snapshot, n):
        for name, circuit in snapshot.circuits.items():
            row = len(circuit.units), circuit.connections, circuit.depth, snapshot.wrong[name]
            for text, number in zip(self._cells_of[name], row):
                text.set_text(str(number))
        self._note.set_text(f"Wrong: of all {2**n} inputs. Each XOR is 3 units in 2 layers.")


def _gap(n):
    """Pixels from one of n units to the next."""
    return min(40, (BOTTOM - TOP - 14) / (n - 1))


def _spaced(n):
    """Heights of n units, from top to bottom."""
    return (TOP + BOTTOM) / 2 + _gap(n) * (np.arange(n) - (n - 1) / 2)


def _lamp_size(n):
    """Points across a lamp, so that n of them do not touch."""
    return min(19, 0.6 * _gap(n))
