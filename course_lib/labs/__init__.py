"""Live experiments for the notebooks: put a lab on the last line of a cell, and it shows itself."""

from course_lib.labs.logistic import LogisticLab

__all__ = ["LogisticLab"]
