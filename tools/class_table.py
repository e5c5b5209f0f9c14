"""One table from the progress that a class has handed in: a row a learner, a column an exercise, as CSV for any spreadsheet.

In comes a folder, with the pages that `export_progress` wrote, or with `progress.json` files in a folder for each learner; the
table goes to standard output, and what there is to know about it to standard error. An entry is how many attempts were made,
negative while the exercise is not solved, empty where it was not tried.
"""

import argparse
import re
import sys
from pathlib import Path

from course_lib import progress
from course_lib.exercises import REGISTRY
from course_lib.labs.experiment_log import csv_text

BOM = "\ufeff"  # tells Excel that this is UTF-8
NAMELESS = re.compile(r"(my_)?progress[\W\d]*")  # file names that tell nobody's name: progress.json, my_progress (1).html


def row(learner, done):
    """One learner's line: the name, how many are solved, then each exercise of the course."""
    attempts = {name: done[name]["attempts"] * (1 if done[name]["passed"] else -1) for name in REGISTRY if name in done}
    solved = sum(count > 0 for count in attempts.values())
    return {"learner": learner, "solved": solved} | {name: attempts.get(name, "") for name in REGISTRY}


def together(parts):
    """What was handed in in several files, as one: each exercise as in the file where it is solved, with the most attempts."""
    entries = [entry for done in parts for entry in done.items()]
    return dict(sorted(entries, key=lambda entry: (bool(entry[1]["passed"]), entry[1]["attempts"])))  # the last one stays


def handed_in(folder):
    """All that was handed in, [(path, the learner's name or "", what is done)], and what is left out, in words."""
    found, left_out = [], []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".html", ".json") or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            learner, done = progress.handed_in(path.read_text(encoding="utf-8"))
            found.append((path, " ".join(str(learner).split()), done))
        except OSError as problem:
            left_out.append(f"{path} is left out: it cannot be read ({problem.strerror})")
        except (ValueError, KeyError, TypeError):
            left_out.append(f"{path} is left out: it is no page of export_progress, and no progress file")
    return found, left_out


def whose(path, folder, found):
    """The name for a file that names no learner: the file's; or whom the files beside it name; or its folder's; or none."""
    if not NAMELESS.fullmatch(path.stem):
        return path.stem
    if path.parent == folder:
        return ""
    beside = {learner for other, learner, _ in found if learner and other.parent == path.parent}
    return beside.pop() if len(beside) == 1 else path.parent.relative_to(folder).as_posix()


def solved(done):
    """What was solved when, {(exercise, time)}: no two learners have one of these in common."""
    return {(exercise, entry["passed"]) for exercise, entry in done.items() if entry["passed"]}


def by_learner(files):
    """The files that bear one name, [(name, path, what is done)], as a list of lists: one for each learner of that name.

    All are of one, unless an exercise was solved at two different times. Then those are together that have one solved at the same time.
    """
    times = set().union(*(solved(done) for *_, done in files))
    if len(times) == len({exercise for exercise, _ in times}):
        return [files]
    learners = []
    for file in files:
        same = [other for other in learners if any(solved(file[2]) & solved(done) for *_, done in other)]
        learners = [other for other in learners if other not in same] + [sorted([*sum(same, []), file], key=lambda one: one[1])]
    return sorted(learners, key=lambda other: other[0][1])


def rows_of(files, folder):
    """The rows of one name, and what there is to know about them, in words."""
    learners, rows, notes = by_learner(files), [], []
    for names, paths, parts in (zip(*learner) for learner in learners):
        listed = [path.relative_to(folder).as_posix() for path in paths]
        name = names[0] if len(learners) == 1 else f"{names[0]} ({listed[0]})"
        rows.append(row(name, together(parts)))
        if len(paths) > 1:
            notes.append(f"{name} handed in {len(paths)} files, which make one row, with the furthest of each exercise: {', '.join(listed)}")
    if len(learners) > 1:
        who = "several learners, or of one who began anew: the same exercise was solved at different times"
        notes.append(f"{files[0][0]} is the name of {who}. Their rows: {'; '.join(made['learner'] for made in rows)}")
    return rows, notes


def table(folder):
    """The rows, sorted by learner; what there is to know about them; and what is left out. Both in words."""
    found, left_out = handed_in(folder)
    named, rows, notes = {}, [], []
    for path, learner, done in found:
        if name := learner or whose(path, folder, found):
            named.setdefault(name.casefold(), []).append((name, path, done))
        else:
            left_out.append(f"{path} is left out: it names no learner. Put it into a folder that has the learner's name.")
    for _, files in sorted(named.items()):
        more, told = rows_of(files, folder)
        rows, notes = rows + more, notes + told
    return rows, notes, left_out


def main(arguments=None):
    """Prints the table; returns 1 where a file was left out or nothing was found, else 0."""
    parser = argparse.ArgumentParser(
        description="One table from the progress that a class has handed in, as CSV: python tools/class_table.py FOLDER > class.csv",
        epilog="An entry is the number of attempts, with a minus while the exercise is not solved.",
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where the pages are, or the learners' folders with their progress.json")
    folder = parser.parse_args(arguments).folder
    if not folder.is_dir():
        parser.error(f"{folder} is no folder")
    rows, notes, left_out = table(folder)
    if not rows:
        left_out.append(f"Nothing was handed in, in {folder}.")
    print(*notes, *left_out, f"Learners in the table: {len(rows)}.", sep="\n", file=sys.stderr)
    if rows:
        sys.stdout.reconfigure(encoding="utf-8", newline="")
        print(BOM + csv_text(rows), end="")
    return 1 if left_out else 0


if __name__ == "__main__":
    sys.exit(main())
