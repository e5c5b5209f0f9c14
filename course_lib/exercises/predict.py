"""Guess before you run: the guess is committed first, and then the truth is shown beside it."""

import html

import ipywidgets as widgets

from course_lib.page import Page
from course_lib.widget_page import bundle


class Prediction:
    """A number to be guessed; once committed it stays."""

    def __init__(self, question, unit):
        self.question, self.unit, self.guess = question, unit, None
        self._number = widgets.FloatText(description="My guess", layout=widgets.Layout(width="200px"))
        self._button = widgets.Button(description="Commit")
        self._button.on_click(lambda _: self.commit(self._number.value))
        self._reply = widgets.HTML()
        row = widgets.HBox([self._number, widgets.Label(unit), self._button])
        self.face = widgets.VBox([widgets.HTML(f"<b>{html.escape(question)}</b>"), row, self._reply])

    def commit(self, guess):
        """Take a guess; a second one is not taken."""
        if self.guess is None:
            self.guess = float(guess)
            self._number.value, self._number.disabled, self._button.disabled = self.guess, True, True
            self._reply.value = f'<div role="status">Your guess stands: {self._say(self.guess)}. Now find out.</div>'

    def reveal(self, truth):
        """The truth beside the guess, as a Page; `truth` is None if it is not known yet."""
        if truth is None:
            return Page("Nothing has been measured yet. Do that first, then run this cell again.")
        if self.guess is None:
            return Page(f"It is {self._say(truth)}. You had made no guess: next time, guess first. It helps you remember.")
        return Page(f"You guessed {self._say(self.guess)}. It is {self._say(truth)}. {_how_far(self.guess, truth)}")

    def _say(self, number):
        return f"{number:.3g} {self.unit}".strip()

    def _repr_mimebundle_(self, include=None, exclude=None):
        return bundle(self.face, f"{self.question} (guess first, in {self.unit})" if self.unit else self.question)


def predict(question, unit=""):
    """Ask for a guess, in `unit`; `.reveal(truth)` compares."""
    return Prediction(question, unit)


def _how_far(guess, truth):
    if guess <= 0 or truth <= 0:
        return f"You are off by {abs(guess - truth):.3g}."
    factor = max(guess / truth, truth / guess)
    if factor < 1.25:
        return "Well guessed!"
    return f"Your guess is {factor:.2g} times too {'large' if guess > truth else 'small'}."
