"""Guess before you run: the guess is committed first, and then the truth is shown beside it."""

import html

import ipywidgets as widgets
import numpy as np

from course_lib import checks
from course_lib.names import headed
from course_lib.page import Page
from course_lib.widget_page import bundle


class Prediction:
    """A number to be guessed, or one of a few options; once committed it stays."""

    def __init__(self, question, unit, options):
        self.question, self.unit, self.options, self.guess = question, unit, options, None
        layout = widgets.Layout(width="360px" if options else "200px")
        if options:
            self._input = widgets.Dropdown(description="My guess", options=options, layout=layout)
        else:
            self._input = widgets.FloatText(description="My guess", layout=layout)
        self._button = widgets.Button(description="Commit")
        self._button.on_click(lambda _: self.commit(self._input.value))
        self._reply = widgets.HTML()
        row = widgets.HBox([self._input, widgets.Label(unit), self._button])
        self.face = widgets.VBox([widgets.HTML(headed(question)), row, self._reply])

    def commit(self, guess):
        """Take a guess; a second one is not taken.

        raises: ValueError for a guess that is no number, or none of the options
        """
        if self.guess is None:
            checks.one_of("guess", guess, self.options) if self.options else checks.number("guess", guess, -np.inf)
            self.guess = guess if self.options else float(guess)
            self._input.value, self._input.disabled, self._button.disabled = self.guess, True, True
            self._reply.value = f'<div role="status">Your guess stands: {html.escape(self._say(self.guess))}. Now find out.</div>'

    def reveal(self, truth):
        """The truth beside the guess, as a Page, but not before there is one; `truth` is None if it is not known yet."""
        if truth is None:
            return Page("Nothing has been measured yet. Do that first, then run this cell again.")
        if self.guess is None:
            return Page("Guess first, above, and press Commit. Then run this cell again.")
        return Page(f"You guessed {self._say(self.guess)}. It is {self._say(truth)}. {self._how_far(truth)}")

    def _how_far(self, truth):
        if self.options:
            return "Well guessed!" if self.guess == truth else "Did you expect that?"
        return _how_far(self.guess, truth)

    def _say(self, value):
        if self.options:
            return value
        number = f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"
        return f"{number} {self.unit}".strip()

    def _repr_mimebundle_(self, include=None, exclude=None):
        if self.options:
            return bundle(self.face, f"{self.question} (guess first: {', '.join(self.options)})")
        return bundle(self.face, f"{self.question} (guess first, in {self.unit})" if self.unit else self.question)


def predict(question, unit="", options=()):
    """Ask for a guess, in `unit` or out of a few `options`; `.reveal(truth)` compares."""
    return Prediction(question, unit, options)


def _how_far(guess, truth):
    if guess <= 0 or truth <= 0:
        return f"You are off by {abs(guess - truth):.3g}."
    factor = max(guess / truth, truth / guess)
    if factor < 1.25:
        return "Well guessed!"
    return f"Your guess is {factor:.2g} times too {'large' if guess > truth else 'small'}."
