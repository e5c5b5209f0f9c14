"""A question with a few answers to choose from; it says at once whether the choice is right, and why."""

import html

import ipywidgets as widgets

from course_lib.names import headed
from course_lib.widget_page import bundle


class Quiz:
    """A quiz question as plain widgets; a page without a kernel shows the question and its answers."""

    def __init__(self, question, options, answer, why):
        if not 0 <= answer < len(options):
            raise ValueError(f"answer is {answer}; it must be the place of the right option, 0 to {len(options) - 1}")
        self.question, self.options, self.answer, self.why = question, list(options), answer, why
        self._choices = widgets.RadioButtons(
            options=_labelled(options), value=None, layout=widgets.Layout(width="auto")
        )
        self._choices.observe(lambda change: self._told(change.new), "value")
        self._reply = widgets.HTML()
        self.face = widgets.VBox([widgets.HTML(headed(question)), self._choices, self._reply])

    def choose(self, place):
        """Answer with the option at this place, as a click does; returns True if it is right.

        raises: ValueError for a place where there is none
        """
        if place not in range(len(self.options)):
            raise ValueError(f"place is {place!r}; it must be that of an option, 0 to {len(self.options) - 1}")
        self._choices.value = place
        return place == self.answer

    @property
    def reply(self):
        """What stands under the question."""
        return self._reply.value

    def _told(self, place):
        if place == self.answer:
            self._reply.value = f'<div role="status">✓ Yes. {html.escape(self.why)}</div>'
        elif place is not None:
            self._reply.value = '<div role="status">✗ Not that one. Think again, then choose another.</div>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        lines = [label for label, _ in _labelled(self.options)]
        items = "".join(f"<li>{html.escape(str(option))}</li>" for option in self.options)
        markup = f'<p><b>{html.escape(self.question)}</b></p><ol type="A">{items}</ol>'
        return bundle(self.face, "\n".join([self.question, *lines]), markup=markup)


def quiz(question, options, *, answer, why):
    """Ask a question.

    options: the answers to choose from
    answer: the place of the right one, from 0
    why: what makes it right, shown once it is found
    """
    return Quiz(question, options, answer, why)


def _labelled(options):
    """("A. first", 0), ("B. second", 1), …"""
    return [(f"{chr(ord('A') + place)}. {option}", place) for place, option in enumerate(options)]
