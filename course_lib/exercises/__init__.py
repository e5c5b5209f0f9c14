"""Exercises: `check` a function, get a `guide` or a `hint`, see the `solution`, `use` what passed; questions and predictions."""

from course_lib.exercises.closing import closing_quiz
from course_lib.exercises.desk import (
    REGISTRY, check, export_progress, guide, hint, show_progress, solution, use,
)
from course_lib.exercises.engine import Verdict
from course_lib.exercises.match import match
from course_lib.exercises.predict import predict
from course_lib.exercises.quiz import quiz

__all__ = [
    "REGISTRY", "Verdict", "check", "closing_quiz", "export_progress", "guide", "hint", "match", "predict", "quiz", "show_progress",
    "solution", "use",
]
