"""Points of one's own: from a CSV text, or one by one.

In comes text with three columns, x₁, x₂ and the label 0 or 1; out comes a Dataset, or an error that names the line.
"""

import numpy as np

from course_lib.datasets import Dataset

MOST = 5000
FARTHEST = 1e3
MOST_TEXT = 1_000_000  # characters
SHOWN = 40  # characters of a cell that is no number


def from_csv(text):
    """Read points; a first line of names is left out, and columns may be separated by comma, semicolon or tab.

    raises: ValueError that names the line and says what is wrong with it
    """
    if len(text) > MOST_TEXT:
        raise ValueError(f"this text has {len(text)} characters; at most {MOST_TEXT} can be taken, and {MOST} points")
    separator = max(",;\t", key=text.count)
    numbered = enumerate(text.splitlines(), start=1)
    lines = [(f"line {number}", _cells(line, separator)) for number, line in numbered if line.strip()]
    if lines and not any(map(_is_number, lines[0][1])):
        del lines[0]
    return _dataset([point(*line) for line in lines])


def dataset(rows):
    """A Dataset of (x₁, x₂, label) rows, rounded to four decimals; both labels have to occur twice.

    raises: ValueError that names the row and says what is wrong with it
    """
    return _dataset([point(f"row {number}", row) for number, row in enumerate(rows, start=1)])


def point(where, cells):
    """One point as (x₁, x₂, label), or a ValueError that says where it stands and what is wrong with it."""
    if len(cells) != 3:
        raise ValueError(f"{where} has {len(cells)} columns; expected three: x1, x2, label (0 or 1)")
    for cell in cells:
        if not _is_number(cell) or not np.isfinite(float(cell)):
            raise ValueError(f"{where}: '{_short(str(cell))}' is not a number")
    x1, x2, label = map(float, cells)
    if label not in (0, 1):
        raise ValueError(f"{where}: the label is {label:g}; it must be 0 or 1")
    if max(abs(x1), abs(x2)) > FARTHEST:
        raise ValueError(f"{where}: a coordinate is beyond ±{FARTHEST:g}; scale your points first")
    return x1, x2, label


def _dataset(points):
    if len(points) > MOST:
        raise ValueError(f"there are {len(points)} points; at most {MOST} can be taken")
    counts = [sum(point[2] == label for point in points) for label in (0, 1)]
    if min(counts) < 2:
        raise ValueError(f"there are {counts[0]} points with label 0 and {counts[1]} with label 1: at least two of each, please")
    table = np.array(points).round(4)  # (m, 3)
    return Dataset(table[:, :2].T, table[:, 2][None], "yours", features=("x₁", "x₂"))


def _cells(line, separator):
    return [cell.strip().strip('"') for cell in line.split(separator)]


def _short(text):
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _is_number(cell):
    try:
        float(cell)
    except (OverflowError, TypeError, ValueError):
        return False
    return True
