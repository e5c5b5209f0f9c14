"""Copies the chapters, the glossary and the page of notation to my_work/, where learners write their answers, and brings them up
to date after an update.

A chapter that differs from what was copied belongs to the learner and is never overwritten: what was copied is remembered as
SHA-256 sums in my_work/.course.json, and every write is a temporary file that takes its place in one step.
"""

import argparse
import hashlib
import json
import os
import sys
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COURSE = ROOT / "notebooks"
WORK = Path(os.environ.get("COURSE_WORK") or ROOT / "my_work")
STATE = WORK / ".course.json"

if os.name == "nt":
    import msvcrt

    def lock(file):
        """Waits until no other process holds the file."""
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def lock(file):
        """Waits until no other process holds the file."""
        fcntl.flock(file, fcntl.LOCK_EX)


class Refused(Exception):
    """A request that makes no sense, in words for the learner."""


@contextmanager
def workspace():
    """Holds my_work/ for this process alone, and clears away what a crash left half written."""
    WORK.mkdir(exist_ok=True)
    with open(WORK / ".course.lock", "ab") as file:
        lock(file)
        for leftover in WORK.glob(".course-*.tmp"):
            leftover.unlink()
        yield


def fingerprint(data):
    """The SHA-256 of some bytes, or None for None."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def read(path):
    """The bytes of a file, or None where there is none."""
    return path.read_bytes() if path.exists() else None


def sync_folder(folder):
    """Makes the names in a folder survive a power cut, where the system can."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write(path, data, before=lambda: True):
    """Puts data in place in one step, if `before` still says yes once the data is safely on the disk."""
    temporary = path.with_name(f".course-{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if agreed := before():
            os.replace(temporary, path)
            sync_folder(path.parent)
        return agreed
    finally:
        temporary.unlink(missing_ok=True)


def load_state():
    """What was copied, as {file name: SHA-256}; a damaged file counts as knowing nothing, so that nothing is overwritten."""
    try:
        state = json.loads(STATE.read_bytes())
        if all(isinstance(value, str) for value in state.values()):
            return state
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError):
        pass
    print(f"{STATE.name} was damaged, so every chapter counts as changed by you.")
    return {}


def put(name, data, state):
    """Writes a file unless it is the learner's; returns copied, updated, same, or theirs."""
    path, new = WORK / name, fingerprint(data)
    old = fingerprint(read(path))
    if old == new:
        result = "same"
    elif old not in (None, state.get(name)):
        return "theirs"
    elif not write(path, data, before=lambda: fingerprint(read(path)) == old):
        return "theirs"
    else:
        result = "copied" if old is None else "updated"
    state[name] = new
    return result


def new_names(page):
    """Names for a new version that has to stand beside the learner's."""
    numbers = chain([""], (f" {k}" for k in count(2)))
    return (f"{page.stem} (new version{number}){page.suffix}" for number in numbers)


def update(page, state):
    """Brings a chapter, the glossary or the page of notation up to date, and says what happened if anything did."""
    data = page.read_bytes()
    known = state.get(page.name)
    result = put(page.name, data, state)
    if result in ("copied", "updated"):
        print(f"{page.name}: {result}.")
    elif result == "theirs" and known != fingerprint(data):
        beside = next(name for name in new_names(page) if put(name, data, state) != "theirs")
        state[page.name] = fingerprint(data)
        print(f"{page.name}: yours stays as it is; the course's new version is beside it: {beside}")


def backup_path(chapter, now):
    """A dated name beside the chapter that nothing has yet."""
    stem = f"{chapter.stem} {now:%Y-%m-%d %H%M}"
    names = chain([f"{stem}.ipynb"], (f"{stem} ({k}).ipynb" for k in count(2)))
    return next(WORK / name for name in names if not (WORK / name).exists())


def reset(chapter, state):
    """Puts a fresh copy of one chapter in place, after moving the learner's to a dated name."""
    path, data = WORK / chapter.name, chapter.read_bytes()
    if read(path) == data:
        print(f"{chapter.name}: this is a fresh copy already.")
    else:
        backup = backup_path(chapter, datetime.now())
        write(path, data, before=lambda: not path.exists() or path.rename(backup))
        print(f"{chapter.name}: a fresh copy." + (f" Yours is kept as: {backup.name}" if backup.exists() else ""))
    state[chapter.name] = fingerprint(data)


def find(wanted, chapters):
    """The chapter with this number or name, or a refusal that lists those there are."""
    for chapter in chapters:
        number = chapter.stem.split("_")[0]
        if wanted in (number, number.lstrip("0"), chapter.stem, chapter.name):
            return chapter
    there_are = ", ".join(chapter.stem for chapter in chapters)
    problem = f"There is no chapter {wanted}." if wanted else "Which chapter? Name its number: make reset CHAPTER=2."
    raise Refused(f"{problem} There are: {there_are}.")


def run(wanted):
    """Updates every chapter and page, or resets the wanted chapter."""
    chapters = sorted(COURSE.glob("*.ipynb"))
    if not chapters:
        raise Refused("There are no chapters in notebooks/. Authors build them with: make notebooks")
    pages = sorted(COURSE.glob("*.md"))
    job, chosen = (update, chapters + pages) if wanted is None else (reset, [find(wanted, chapters)])
    with workspace():
        state = load_state()
        for page in chosen:
            known = dict(state)
            job(page, state)
            if state != known:
                write(STATE, json.dumps(state, indent=1).encode())


def main(arguments=None):
    """The command line; returns 0, 1 where a file cannot be read or written, or 2 where the request makes no sense."""
    parser = argparse.ArgumentParser(description="Copy the chapters to my_work/; what you changed is never overwritten.")
    parser.add_argument("--reset", metavar="CHAPTER", help="a fresh copy of one chapter; yours is kept beside it, dated")
    try:
        run(parser.parse_args(arguments).reset)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except PermissionError as error:
        print(f"No permission to write or read {error.filename}: copy the course to a folder of your own.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Your files are as they were; {error.filename or WORK} cannot be used: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
