"""Live experiments for the notebooks: put a lab on the last line of a cell, and it shows itself."""

from course_lib.labs.image_column import ImageColumnLab
from course_lib.labs.logistic import LogisticLab
from course_lib.labs.neuron import NeuronLab

__all__ = ["ImageColumnLab", "LogisticLab", "NeuronLab"]
