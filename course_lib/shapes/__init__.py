"""Shapes: those of a network, what becomes of two that meet, those of an expression, and what one slip does to them."""

from course_lib.shapes.iteration import NOTHING, SLIPS, agrees, lines, numbered, trace
from course_lib.shapes.reader import Misfit, Reader, Unreadable, name_of, operands, shape_of
from course_lib.shapes.rules import Meeting, Shape, entrywise, inner_misfit, network_shapes, product

__all__ = [
    "Meeting", "Misfit", "NOTHING", "Reader", "SLIPS", "Shape", "Unreadable", "agrees", "entrywise", "inner_misfit", "lines", "name_of",
    "network_shapes", "numbered", "operands", "product", "shape_of", "trace",
]
