"""Settings and results of experiments as CSV, which every spreadsheet reads: as text, and as a new file."""

import csv
from io import StringIO
from itertools import count
from pathlib import Path

FILE = "experiments"
FORMULA = ("=", "+", "-", "@", "\t", "\n")  # a spreadsheet runs a text that begins so


def csv_text(records):
    """A line of names, then a line a record; what a record does not have is left empty.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay as they are.

    records: a list of dicts
    """
    names = dict.fromkeys(name for record in records for name in record)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_harmless, names))
    writer.writerows([_harmless(record.get(name, "")) for name in names] for record in records)
    return out.getvalue()


def _harmless(cell):
    if not isinstance(cell, str):
        return cell
    lines = "\n".join(cell.splitlines())  # csv does not quote a lone carriage return
    return f"'{lines}" if lines.startswith(FORMULA) else lines


def save(text, folder="."):
    """Write a new file, experiments.csv, or experiments-2.csv if that is there, and so on; returns its path.

    raises: ValueError in words if the folder cannot be written to
    """
    for number in count(1):
        path = Path(folder) / (f"{FILE}.csv" if number == 1 else f"{FILE}-{number}.csv")
        try:
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
            return path
        except FileExistsError:
            continue
        except OSError as problem:
            raise ValueError(f"{path} cannot be written ({problem.strerror or problem}); lab.csv() gives the same text") from None
