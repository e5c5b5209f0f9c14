"""An exception in the learner's words: what it says, what that mostly means, and which of their own lines led to it.

Where two shapes did not fit, it says which: the expression that failed is found in the learner's line, and its operands are
looked up where it failed. Nothing of the learner's runs again.
"""

import ast
import linecache
import re
import sysconfig
import traceback
import warnings
from collections import ChainMap
from functools import lru_cache
from itertools import islice
from pathlib import Path

from course_lib.shapes import Reader, Unreadable, entrywise, inner_misfit, name_of, operands, product, shape_of

_COURSE = Path(__file__).resolve().parent
_NOT_THEIRS = {_COURSE, *(Path(sysconfig.get_path(kind)).resolve() for kind in ("stdlib", "purelib"))}
_DICT = "A dict holds many things, each under its key. Say which one you mean, as in W[1]."
ADVICE = {  # part of what Python or NumPy says → what it mostly means here
    "can be converted to Python scalars": "Functions of `math` take one number; NumPy's, such as np.exp, take arrays.",
    "truth value of an array": "`if` wants one True or False, and an array has many; np.where chooses entry by entry.",
    "'dict' and ": _DICT,
    " and 'dict'": _DICT,
    "of type dict": _DICT,
    "'dict' object": _DICT,
    "matmul: ": "In A @ B, A needs as many columns as B has rows: print both shapes.",
    "not aligned": "In np.dot(A, B), A needs as many columns as B has rows: print both shapes.",
    "could not be broadcast": "The two shapes do not fit: print both. A column has the shape (n, 1), not (n,).",
    "non-broadcastable output": "What is added has another shape: print both. A column has the shape (n, 1), not (n,).",
    "'function' object is not subscriptable": "Square brackets stand after a function: call it first. Or is a dict of functions, one a layer, wanted?",
    "for ^: ": "In Python a power is **, not ^.",
    "ufunc 'bitwise_xor'": "In Python a power is **, not ^.",
    "can only convert an array of size 1": "`.item()` wants an array with one entry: print its shape.",
    "read-only": "What comes in belongs to the caller. Make a new array.",
    "RecursionError": "It calls itself again and again. When is it to stop?",
    "MemoryError": "That is more than the memory of this machine holds. Which size is wrong?",
    "name 'np' is not defined": "Run the first cell of the chapter again: it imports NumPy as np.",
    "' is not defined": "Is it made in a cell above? Then choose Run > Run All Above Selected Cell. If it is made nowhere, look at its spelling.",
    "has no attribute 'T'": "What stands before .T is not an array.",
    "'int' object has no attribute": "Has a name been given to a number, np perhaps? Run the first cell of the chapter again.",
}
_SHAPES = ("matmul: ", "not aligned", "could not be broadcast", "non-broadcastable output")


def in_words(problem):
    """An exception's type and text, what it means, and the last line outside this package and other libraries.

    Where shapes did not fit, what they were comes first and NumPy's own words last. What the course itself refuses is a
    sentence already, and stands without its type.
    """
    kind, text, means = type(problem).__name__.lstrip("_"), str(problem), _shapes_in_words(problem)
    told, frames = f"{kind}: {means or text}" if text else kind, traceback.extract_tb(problem.__traceback__)
    if not means and (advised := advice(problem)):
        told += f". {advised}"
    if frames and _refuses(frames[-1]):
        told = text
    told = " — ".join(part for part in (told, learners_line(problem)) if part)
    return f"{told} — NumPy's own words: {text.split(', with gufunc')[0].strip()}" if means else told


def advice(problem):
    """What an exception mostly means here; "" if there is nothing to say."""
    told = f"{type(problem).__name__}: {problem}"
    return next((advised for part, advised in ADVICE.items() if part in told), "")


def learners_line(problem):
    """The last line of the learner's that led to an exception, and the function in which it stands; "" if there is none."""
    frames = reversed(traceback.extract_tb(problem.__traceback__))
    return next((f"in {f.name}, line {f.lineno}: {f.line}" for f in frames if f.line and is_learners(f.filename)), "")


def _shapes_in_words(problem):
    """Which shapes of the learner's did not fit, and why; "" if that cannot be told."""
    try:
        if isinstance(problem, ValueError) and any(part in str(problem) for part in _SHAPES):
            return _misfit(problem.__traceback__, str(problem))
    except Exception:  # the learner's problem is the other one
        pass
    return ""


def _misfit(trace, text):
    while trace.tb_next:
        trace = trace.tb_next
    frame = trace.tb_frame
    names, node = ChainMap(frame.f_locals, frame.f_globals), _failing(frame, trace.tb_lasti)
    if not node or not (found := operands(node, names)):
        return ""
    sign, parts = found
    if whole := [part.id for part in parts if isinstance(part, ast.Name) and isinstance(names.get(part.id), dict)]:
        return f"{whole[0]} is a dict, with one entry a layer. Say which layer you mean, as in {whole[0]}[1]."
    shapes, told = [_looked_up(part, names) for part in parts], _told(text)
    if told and any(shape not in (None, other) for shape, other in zip(shapes, told)):
        return ""
    called = [name_of(part) for part in parts]
    if told or None not in shapes:
        given = *(told or shapes), called
        meeting = product(*given) if sign == "@" else entrywise(*given, sign, in_place=isinstance(node, ast.AugAssign))
        words = "" if meeting.shape is not None else meeting.words
    else:
        words = _inner(called, text)
    return words and words + _indices(node, names)


def _failing(frame, instruction):
    """The operation in the learner's source that was being done, or None."""
    code = frame.f_code
    place = next(islice(code.co_positions(), instruction // 2, None))
    source = "".join(linecache.getlines(code.co_filename, frame.f_globals)) if is_learners(code.co_filename) else ""
    with warnings.catch_warnings(action="ignore"):  # of the learner's own backslashes, which Python has told already
        tree = ast.parse(source)
    operations = (node for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.AugAssign | ast.Call | ast.Compare))
    return next((node for node in operations if (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset) == place), None)


def _looked_up(node, names):
    try:
        return shape_of(Reader(names).read(node))
    except Unreadable:
        return None


def _told(text):
    """The two shapes, where NumPy tells them."""
    if "together with shapes" not in text and "not aligned" not in text:
        return None
    shapes = [tuple(int(n) for n in shape.split(",") if n) for shape in re.findall(r"\(([\d,]*)\)", text)]
    return shapes if len(shapes) == 2 else None


def _inner(called, text):
    """What can be said of a product with only the inner sizes, which NumPy tells right side first."""
    sizes = re.search(r"size (\d+) is different from (\d+)", text)
    return f"{' @ '.join(called)}: {inner_misfit(sizes[2], sizes[1])}" if sizes else ""


def _indices(node, names):
    """The layer, where the code calls it by a name."""
    inside = (part for one in ast.walk(node) if isinstance(one, ast.Subscript) for part in ast.walk(one.slice))
    used = {part.id: names[part.id] for part in inside if isinstance(part, ast.Name) and type(names.get(part.id)) is int}
    return f" Here {', '.join(f'{name} = {value}' for name, value in used.items())}." if used else ""


def kind_of(returned):
    """What a function returned, in a word or two: "nothing", "3 values", or its type."""
    if returned is None:
        return "nothing"
    return f"{len(returned)} values" if isinstance(returned, tuple | list) else type(returned).__name__


def two_results(function, returned, names):
    """The two results of a learner's function.

    raises: ValueError that names the function, where there are not two
    """
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise ValueError(f"{function} returned {kind_of(returned)}; expected two results, {names}")
    return returned


def _refuses(frame):
    return (frame.line or "").startswith("raise ValueError(") and _COURSE in Path(frame.filename).resolve().parents


@lru_cache
def is_learners(filename):
    """True for a file that belongs neither to the course nor to Python or an installed library."""
    if filename.startswith("<frozen"):
        return False
    return _NOT_THEIRS.isdisjoint(Path(filename).resolve().parents)
