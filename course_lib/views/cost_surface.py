"""Two cost surfaces over (w, b), side by side, seen from any side, with a ball rolling on each, and a slice through each.

The projection is our own few lines: a height field drawn from back to front is one collection of polygons, which is
several times faster than Matplotlib's 3-D axes. The near walls hide what lies behind them, so each looks like a block.
"""

import numpy as np
from matplotlib import colormaps
from matplotlib.collections import PolyCollection

from course_lib.views.style import GREY, INK, ORANGE, tidy

RISE = 1.15  # height of the highest point, in half widths of the floor
COLOURS = colormaps["cividis"]
LIGHT = np.array([-0.55, -0.35, 0.76])  # where the light comes from, in w, b, J


class CostSurfaceView:
    """Left and middle the surfaces, right a slice of each along w, at the ball's b."""

    def __init__(self, figure, surfaces, limit):
        self.stale = True
        grid = figure.add_gridspec(1, 2, left=0.0, right=0.69, top=0.93, bottom=0.0, wspace=0.0)
        slices = figure.add_gridspec(2, 1, left=0.745, right=0.985, top=0.92, bottom=0.12, hspace=0.6)
        self._surfaces = [_Surface(figure.add_subplot(grid[i]), surface, limit) for i, surface in enumerate(surfaces)]
        self._slices = [_Slice(figure.add_subplot(slices[i]), surface, limit) for i, surface in enumerate(surfaces)]
        self._turning = [artist for surface in self._surfaces for artist in surface.turning]
        self._rolling = [artist for part in (*self._surfaces, *self._slices) for artist in part.rolling]
        self.moving = self._rolling
        self._from = None

    def update(self, snapshot):
        """Show a CostSurfaceSnapshot."""
        turned, self._from = self._from != snapshot.seen_from, snapshot.seen_from
        if turned:
            for surface in self._surfaces:
                surface.turn(*np.radians(snapshot.seen_from))
        self._choose_moving(turned)
        for surface, cut, roll in zip(self._surfaces, self._slices, snapshot.rolls):
            surface.roll(roll)
            cut.update(roll)

    def _choose_moving(self, turned):
        """While the surfaces turn they are drawn anew each frame; else they are part of what stands still."""
        moving = [*self._turning, *self._rolling] if turned else self._rolling
        if len(moving) != len(self.moving):
            self.moving, self.stale = moving, True
            for artist in self._turning:
                artist.set_animated(turned)


class _Surface:
    """One surface; J is (n, n) heights, rows over b and columns over w."""

    def __init__(self, axes, surface, limit):
        axes.axis("off")
        axes.set(xlim=(-1.62, 1.62), ylim=(-1.72, 1.72), aspect="equal")
        axes.set_title(f"{surface.name}, highest point J = {surface.J.max():.2g}", loc="center", fontsize=11, color=INK)
        self._limit, self._top = limit, surface.J.max()
        self._height = RISE * surface.J / self._top
        self._side = np.linspace(-1, 1, len(surface.J))
        self._colours = _lit(COLOURS(_corners(surface.J / self._top).mean(axis=1)), self._height, self._side[1] - self._side[0])
        self._quads = axes.add_collection(PolyCollection([], edgecolors="face", linewidths=0.4))
        self._walls = axes.add_collection(PolyCollection([], facecolors=["#dcdcdc", "#c6c6c6"], edgecolors=GREY, linewidths=0.8))
        self._names = [axes.text(0, 0, "", fontsize=10.5, color=INK, ha="center", va="center") for _ in range(6)]
        self.turning = [self._quads, self._walls, *self._names]
        self._trail = [axes.plot([], [], color=colour, linewidth=width)[0] for colour, width in ((INK, 4.5), ("#ffffff", 2.0))]
        (self._start,) = axes.plot([], [], "D", markersize=6, color="#ffffff", markeredgecolor=INK, markeredgewidth=1.2)
        (self._ball,) = axes.plot([], [], "o", color=ORANGE, markersize=10, markeredgecolor="#ffffff", markeredgewidth=1.5)
        self.rolling = [*self._trail, self._start, self._ball]

    def turn(self, azimuth, elevation):
        """Look from another side; angles in radians."""
        self._angles = azimuth, elevation
        u, v = np.meshgrid(self._side, self._side)
        x, y, depth = self._project(u, v, self._height)
        order = np.argsort(-_corners(depth).mean(axis=1))
        self._quads.set_verts(np.stack([_corners(x), _corners(y)], axis=-1)[order])
        self._quads.set_color(self._colours[order])
        near_u, near_v = (-1 if part > 0 else 1 for part in (np.sin(azimuth), np.cos(azimuth)))
        self._raise_walls(near_u, near_v)
        self._write_names(near_u, near_v)

    def roll(self, roll):
        """Show the way of the ball."""
        x, y, _ = self._project(*(roll.way[:, :2] / self._limit).T, RISE * roll.way[:, 2] / self._top)
        for line in self._trail:
            line.set_data(x, y)
        self._start.set_data(x[:1], y[:1])
        self._ball.set_data(x[-1:], y[-1:])

    def _project(self, u, v, height):
        azimuth, elevation = self._angles
        across = u * np.cos(azimuth) - v * np.sin(azimuth)
        depth = u * np.sin(azimuth) + v * np.cos(azimuth)
        return across, (height - RISE / 2) * np.cos(elevation) + depth * np.sin(elevation), depth

    def _raise_walls(self, near_u, near_v):
        side, ground = self._side, np.zeros_like(self._side)
        last = {-1: 0, 1: -1}
        along_w = side, near_v + ground, self._height[last[near_v]]
        along_b = near_u + ground, side, self._height[:, last[near_u]]
        walls = []
        for u, v, height in (along_w, along_b):
            edge, foot = self._project(u, v, height), self._project(u, v, ground)
            walls.append(np.stack([np.r_[edge[i], foot[i][::-1]] for i in (0, 1)], axis=-1))  # (2 n, 2)
        self._walls.set_verts(walls)

    def _write_names(self, near_u, near_v):
        places = [(0, 1.2 * near_v), (1.2 * near_u, 0)]
        places += [(s, 1.15 * near_v) for s in (-0.88, 0.88)] + [(1.15 * near_u, s) for s in (-0.88, 0.88)]
        ends = [f"{s * self._limit:.0f}".replace("-", "−") for s in (-1, 1)]
        for name, (u, v), words in zip(self._names, places, ["w", "b", *ends, *ends]):
            x, y, _ = self._project(u, v, 0.0)
            name.set(position=(x, y - 0.08), text=words)


class _Slice:
    """J along w; where the curve bends down it is thick and orange."""

    def __init__(self, axes, surface, limit):
        tidy(axes, surface.name, "w", "J")
        axes.set(xlim=(-limit, limit), ylim=(0, surface.J.max() * 1.06), xticks=(-5, 0, 5))
        corner = dict(transform=axes.transAxes, ha="right", fontsize=10, color=INK)
        axes.text(1, 0.97, "thick: bends down" if surface.not_convex else "bends down nowhere", va="top", **corner)
        (self._line,) = axes.plot([], [], color=INK, linewidth=1.6)
        (self._down,) = axes.plot([], [], color=ORANGE, linewidth=4.5, alpha=0.75)
        (self._ball,) = axes.plot([], [], "o", color=ORANGE, markersize=8, markeredgecolor="#ffffff")
        self._note = axes.text(1, 1.06, "", **corner)
        self.rolling = [self._line, self._down, self._ball, self._note]

    def update(self, roll):
        """Show the slice through the ball."""
        w, J, bends = roll.cut
        self._line.set_data(w, J)
        self._down.set_data(w, np.where(bends, J, np.nan))
        self._ball.set_data(roll.way[-1:, 0], roll.way[-1:, 2])
        self._note.set_text(f"slice at b = {roll.way[-1, 1]:.1f}".replace("-", "−"))


def _corners(grid):
    """The four corner values of each cell, in drawing order: (cells, 4)."""
    return np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=-1).reshape(-1, 4)


def _lit(colours, height, cell):
    """Colours (cells, 4), darker where the surface turns away from the light."""
    west_south, east_south, east_north, west_north = _corners(height).T
    to_w = (east_south + east_north - west_south - west_north) / (2 * cell)
    to_b = (west_north + east_north - west_south - east_south) / (2 * cell)
    normal = np.stack([-to_w, -to_b, np.ones_like(to_w)]) / np.sqrt(1 + to_w**2 + to_b**2)
    shade = 0.62 + 0.38 * np.clip(LIGHT @ normal, 0, 1) / np.linalg.norm(LIGHT)
    return np.column_stack([colours[:, :3] * shade[:, None], colours[:, 3]])
