"""An exception in the learner's words: what it says, and which of their own lines led to it."""

import sysconfig
import traceback
from functools import lru_cache
from pathlib import Path

_NOT_THEIRS = {Path(__file__).resolve().parent, *(Path(sysconfig.get_path(kind)).resolve() for kind in ("stdlib", "purelib"))}


def in_words(problem):
    """One sentence about an exception: its type, its text, and the last line outside this package and other libraries."""
    told = f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        if frame.line and is_learners(frame.filename):
            return f"{told} — in {frame.name}, line {frame.lineno}: {frame.line}"
    return told


@lru_cache
def is_learners(filename):
    """True for a file that belongs neither to the course nor to Python or an installed library."""
    if filename.startswith("<frozen"):
        return False
    return _NOT_THEIRS.isdisjoint(Path(filename).resolve().parents)
