"""The text of a reference solution, and what is cut from it: the stub, the guide, and the solution as it is shown.

Between the marker lines BEGIN and END stands what the learner has to write. A line there that begins with STEP is a
step of the guide, and stands nowhere else. All that is shown comes from this one text, so that nothing can drift.
"""

import ast
import inspect
import textwrap
from itertools import accumulate

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STEP = "#: "
TODO = 'raise NotImplementedError("write your solution here")'
GAP = "..."


def source(function):
    """The text of a function, markers included, steps left out."""
    return _without(_whole(function), lambda line: line.startswith(STEP))


def solution(function):
    """The function as the learner may see it."""
    return _without(source(function), _is_marker)


def stub(function):
    """The function with its solution cut out, as the notebook shows it."""
    before, _, after = parts(function)
    return f"{before}{TODO}{after}".rstrip() + "\n"


def parts(function):
    """What stands before the solution, the solution, and what stands after it.

    raises: ValueError where the marker lines are not there
    """
    before, opening, rest = source(function).partition(BEGIN)
    inside, closing, after = rest.partition(END)
    if not opening or not closing:
        raise ValueError(f"{function.__name__}: put the lines {BEGIN} and {END} around what the learner has to write")
    return before, inside, after


def guide(function):
    """The function with its steps, and a gap for each thing that is to be worked out; empty if it has no steps."""
    text = _without(_whole(function), _is_marker)
    return _with_gaps(text.replace(STEP, "# ")) if STEP in text else ""


def _whole(function):
    return textwrap.dedent(inspect.getsource(function))


def _is_marker(line):
    return line in (BEGIN, END)


def _without(text, unwanted):
    return "".join(line for line in text.splitlines(keepends=True) if not unwanted(line.strip()))


def _with_gaps(text):
    data = text.encode()  # ast counts columns in bytes
    starts = [0, *accumulate(map(len, data.splitlines(keepends=True)))]
    places = [
        (starts[part.lineno - 1] + part.col_offset, starts[part.end_lineno - 1] + part.end_col_offset)
        for part in _worked_out(ast.parse(text))
    ]
    for start, end in sorted(places, reverse=True):
        data = data[:start] + GAP.encode() + data[end:]
    return data.decode()


def _worked_out(tree):
    """What stands to the right of `=`, what a loop goes through, and what is returned, unless that is only names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For):
            yield node.iter
        elif isinstance(node, ast.Assign) or isinstance(node, ast.Return) and not _only_names(node.value):
            yield node.value


def _only_names(value):
    return all(isinstance(part, ast.Name | ast.Tuple | ast.Load) for part in ast.walk(value))
