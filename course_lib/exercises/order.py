"""A cell that was run before the one that makes its names: a line beside Python's own says what to run.

Nothing of Python's or the notebook's is changed: the line is printed once the cell is over. Outside a notebook nothing happens.
"""

import sys

from course_lib.errors import advice


def watch_names():
    """From here on, say under a cell that has failed over an unknown name what to run first."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell:
        shell.events.register("post_run_cell", _tell)


def _tell(result):
    problem = getattr(result, "error_in_exec", None)
    if isinstance(problem, NameError) and (means := advice(problem)):
        print(f"{problem.name} is not known here. {means}")
