"""An exception in the learner's words: what it says, what that mostly means, and which of their own lines led to it."""

import sysconfig
import traceback
from functools import lru_cache
from pathlib import Path

_NOT_THEIRS = {Path(__file__).resolve().parent, *(Path(sysconfig.get_path(kind)).resolve() for kind in ("stdlib", "purelib"))}
ADVICE = {  # part of what Python or NumPy says → what it mostly means here
    "can be converted to Python scalars": "Functions of `math` take one number; NumPy's, such as np.exp, take arrays.",
    "truth value of an array": "`if` wants one True or False, and an array has many; np.where chooses entry by entry.",
    "matmul: ": "In A @ B, A needs as many columns as B has rows: print both shapes.",
    "could not be broadcast": "The two shapes do not fit: print both. A column has the shape (n, 1), not (n,).",
    "non-broadcastable output": "What is added has another shape: print both. A column has the shape (n, 1), not (n,).",
    "can only convert an array of size 1": "`.item()` wants an array with one entry: print its shape.",
}


def in_words(problem):
    """An exception's type and text, advice, and the last line outside this package and other libraries."""
    told = f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
    told += "".join(f". {advice}" for part, advice in ADVICE.items() if part in told)
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        if frame.line and is_learners(frame.filename):
            return f"{told} — in {frame.name}, line {frame.lineno}: {frame.line}"
    return told


def kind_of(returned):
    """What a function returned, in a word or two: "nothing", "3 values", or its type."""
    if returned is None:
        return "nothing"
    return f"{len(returned)} values" if isinstance(returned, tuple | list) else type(returned).__name__


@lru_cache
def is_learners(filename):
    """True for a file that belongs neither to the course nor to Python or an installed library."""
    if filename.startswith("<frozen"):
        return False
    return _NOT_THEIRS.isdisjoint(Path(filename).resolve().parents)
