"""Colours and axes of every picture, in one place, safe for colour-blind readers (Okabe and Ito's palette).

Class 0 is blue and round, class 1 is orange and square: nothing is told by colour alone.
"""

from matplotlib.colors import LinearSegmentedColormap

BLUE, ORANGE, GREEN, INK, GREY = "#0072B2", "#D55E00", "#009E73", "#222222", "#737373"
DARK_ORANGE, DARK_GREEN, DARK_GREY = "#A84A00", "#00664b", "#5a5a5a"  # of letters: the others are too light to be read
LETTERS = {BLUE: BLUE, ORANGE: DARK_ORANGE, GREEN: DARK_GREEN, INK: INK}  # what words have that belong to a line of this colour
CLASS_COLOURS = (BLUE, ORANGE)
CLASS_MARKERS = ("o", "s")
SIGNED = LinearSegmentedColormap.from_list("signed", [BLUE, "#f5f5f5", ORANGE])


def tidy(axes, title="", x="", y=""):
    """Give axes our look: a title on the left, no box, small grey ticks."""
    axes.set_title(title, loc="left", fontsize=10.5, color=INK)
    axes.set_xlabel(x, fontsize=10, color=INK)
    axes.set_ylabel(y, fontsize=10, color=INK)
    axes.tick_params(labelsize=9, colors=GREY, length=3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    return axes


def picture_axes(axes, title=""):
    """Axes that hold an image: no ticks, no frame."""
    axes.set_title(title, loc="left", fontsize=10.5, color=INK)
    axes.set_anchor("N")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    return axes
