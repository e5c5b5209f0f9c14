"""One table from the progress that a class has handed in: a row a learner, a column an exercise, as CSV.

In come folders, with the pages that `export_progress` wrote or with `progress.json` files in a folder for each learner; the
table goes to standard output. An entry is how many attempts were made, negative while the exercise is not solved, empty where it
was not tried.
"""

import sys
from pathlib import Path

from course_lib import progress
from course_lib.exercises import REGISTRY
from course_lib.labs.experiment_log import csv_text


def row(learner, done):
    """One learner's line: the name, how many are solved, then each exercise of the course."""
    attempts = {name: done[name]["attempts"] * (1 if done[name]["passed"] else -1) for name in REGISTRY if name in done}
    solved = sum(count > 0 for count in attempts.values())
    return {"learner": learner, "solved": solved} | {name: attempts.get(name, "") for name in REGISTRY}


def table(folders):
    """The rows, sorted by learner, and what could not be read, in words."""
    rows, trouble = [], []
    files = (path for folder in folders for path in Path(folder).rglob("[!.]*") if path.suffix in (".html", ".json"))
    for path in sorted(files):
        try:
            learner, done = progress.handed_in(path.read_text(encoding="utf-8"))
            rows.append(row(learner or (path.parent.name if path.stem == "progress" else path.stem), done))
        except (ValueError, KeyError, TypeError, OSError) as problem:
            trouble.append(f"{path} is left out: it is no progress that was handed in ({problem})")
    return sorted(rows, key=lambda row: row["learner"].lower()), trouble


def main(folders):
    """Prints the table; returns 1 where a file was left out or nothing was found, else 0."""
    rows, trouble = table(folders)
    if not rows:
        trouble.append("Nothing was handed in there. Name the folder: python tools/class_table.py FOLDER > class.csv")
    for line in trouble:
        print(line, file=sys.stderr)
    print(csv_text(rows), end="")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
