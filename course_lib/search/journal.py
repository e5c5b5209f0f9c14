"""The file of a search: a first line that says which search it is, then a record a line, written as they come (JSON Lines).

Opened again, it hands back the records that are there. A last line that was cut off is dropped; the file of another search is
refused and left alone. NaN and infinity are written as Python's json does, NaN and Infinity.
"""

import hashlib
import json
from pathlib import Path

import numpy as np

CHANGED = {  # what a first line holds → how to say that it differs
    "points": "other points",
    "data": "other data",
    "steps": "another number of steps",
    "every": "another distance between checks",
    "patience": "another patience",
}


def title(points, data, budget):
    """The first line of the file: what must be the same for a search to go on."""
    arrays = hashlib.sha256()
    for part in data:
        arrays.update(repr(np.shape(part)).encode() + np.ascontiguousarray(part, dtype=float).tobytes())
    listed = hashlib.sha256(json.dumps(points, default=repr).encode())
    return {"points": f"{len(points)}, {listed.hexdigest()[:16]}", "data": arrays.hexdigest()[:16], **budget._asdict()}


def records(file, first):
    """The records in a file, none if it is not there yet; the file stays as it is.

    first: what `title` returns
    raises: ValueError for a file that is not of this search
    """
    path = Path(file)
    text = path.read_bytes() if path.exists() else b""
    lines = text[: _whole(text)].splitlines()
    if not lines and not _line({"search": first}).startswith(text):
        raise ValueError(f"{path} is not the file of a search: choose another name")
    return _read(path, lines, first) if lines else []


def opened(file, first):
    """The file, open for `note`; a last line that was cut off is gone."""
    target = Path(file).open("ab+")
    target.seek(0)
    whole = _whole(target.read())
    target.truncate(whole)
    if not whole:
        note(target, {"search": first})
    return target


def note(target, record):
    """Append one line; it is out of this process's hands when this returns."""
    target.write(_line(record))
    target.flush()


def _whole(text):
    return text.rfind(b"\n") + 1


def _line(content):
    return json.dumps(content, default=repr, ensure_ascii=False).encode() + b"\n"


def _read(path, lines, first):
    try:
        opening, *found = (json.loads(line) for line in lines)
        there = opening["search"]
        differs = [words for name, words in CHANGED.items() if there.get(name) != first[name]]
        found = [{name: tuple(value) if isinstance(value, list) else value for name, value in record.items()} for record in found]
        by_number = {record["point"]: record for record in found}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"{path} is not the file of a search, or was changed: choose another name") from None
    if differs:
        raise ValueError(f"{path} is of another search, with {', '.join(differs)}: choose another name, or delete it")
    return list(by_number.values())
