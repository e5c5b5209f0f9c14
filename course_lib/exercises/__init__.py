"""Exercises: `check` a function, get a `guide` or a `hint`, see the `solution`, `use` what passed; questions and predictions."""

from course_lib.exercises.closing import closing_quiz
from course_lib.exercises.desk import (
    REGISTRY, check, export_progress, guide, hint, show_progress, solution, use,
)
from course_lib.exercises.match import match
from course_lib.exercises.order import watch_names
from course_lib.exercises.predict import predict
from course_lib.exercises.quiz import quiz
from course_lib.exercises.verdict import Verdict

__all__ = [
    "REGISTRY", "Verdict", "check", "closing_quiz", "export_progress", "guide", "hint", "match", "predict", "quiz", "show_progress",
    "solution", "use",
]

watch_names()
