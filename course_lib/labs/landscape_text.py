"""The words of the landscape of trainability: how much of the map ended how, the run at the cursor, and the edge above it."""

import numpy as np

from course_lib.trainability import OUTCOMES


def shares(outcome):
    """(name, share, meaning) of each outcome on the map, (rows, columns)."""
    return [(name, float((outcome == k).mean()), meaning) for k, (name, meaning) in enumerate(OUTCOMES.items())]


def at_cursor(lab):
    """Where the cursor is, how its run ended, and the edge of its column, as three lines."""
    first, last = lab.costs[[0, -1]]
    end = f"J = {last:.3g}" if np.isfinite(last) else "a J that is not finite"
    edge = lab.grid.edge(lab.settings["column"])
    return (
        f"α = {lab.alpha:.3g}, {place(lab)}: {lab.outcome}",
        f"from J = {first:.3g} to {end} in {lab.settings['steps']} steps",
        f"no α converges at {place(lab)}" if edge is None else f"▼ largest α here that converges at {place(lab)}: {edge:.3g}",
    )


def place(lab):
    """The scale or the width at the cursor."""
    return f"{lab.settings['across']} {lab.places[lab.settings['column']]:.3g}"


def describe(lab, outcome):
    """The map in words."""
    s, grid = lab.settings, lab.grid
    low, high = (10.0**end for end in s["rates"])
    net = f"with {len(s['layers']) - 2} hidden layers and He's start" if s["across"] == "width" else "-".join(map(str, s["layers"]))
    told = "; ".join(f"{share:.0%} {name} ({meaning})" for name, share, meaning in shares(outcome))
    return (
        f"Networks {net}, {s['activation']}, on {s['dataset']}, {s['steps']} steps each, seed {s['seed']}. Upward: learning rate α from "
        f"{low:.3g} to {high:.3g}; across: {s['across']} from {lab.places[0]:.3g} to {lab.places[-1]:.3g}. "
        f"{grid.measured.sum()} of {grid.measured.size} networks trained. Of the map: {told}. "
        f"Cursor: {'; '.join(at_cursor(lab))}."
    ).replace("▼ ", "")
