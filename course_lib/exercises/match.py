"""Things to be matched: one drop-down list a row; each row says at once whether the choice is right, and why."""

import html

import ipywidgets as widgets

from course_lib import checks
from course_lib.names import headed
from course_lib.widget_page import bundle


class Matching:
    """Rows to be matched with kinds; a page without a kernel shows both lists.

    rows: {what is to be matched: (its kind, why)}
    """

    def __init__(self, question, rows):
        self.question, self.rows = question, dict(rows)
        self.kinds = list(dict.fromkeys(kind for kind, _ in self.rows.values()))
        self._choices, self._replies = {}, {}
        lines = [self._line(row) for row in self.rows]
        self._score = widgets.HTML(self._told())
        self.face = widgets.VBox([widgets.HTML(headed(question)), *lines, self._score])

    def choose(self, row, kind):
        """Match a row, as its list does; returns True if it is right.

        raises: ValueError for a row or a kind that there is not
        """
        checks.one_of("row", row, self.rows)
        checks.one_of("kind", kind, ("", *self.kinds))
        self._choices[row].value = kind
        return kind == self.rows[row][0]

    @property
    def right(self):
        """How many rows are matched as they should be."""
        return sum(self._choices[row].value == kind for row, (kind, _) in self.rows.items())

    def _line(self, row):
        style, layout = {"description_width": "300px"}, widgets.Layout(width="540px")
        options = [("choose …", ""), *((kind, kind) for kind in self.kinds)]
        self._choices[row] = widgets.Dropdown(options=options, value="", description=row, style=style, layout=layout)
        self._replies[row] = widgets.HTML()
        self._choices[row].observe(lambda change: self._answer(row, change.new), "value")
        return widgets.HBox([self._choices[row], self._replies[row]], layout=widgets.Layout(flex_flow="row wrap"))

    def _answer(self, row, chosen):
        kind, why = self.rows[row]
        reply = "" if not chosen else f"✓ {why}" if chosen == kind else "✗ Not that one."
        self._replies[row].value = f'<div role="status">{html.escape(reply)}</div>'
        self._score.value = self._told()

    def _told(self):
        return f'<div role="status">{self.right} of {len(self.rows)} matched.</div>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        kinds = " · ".join(self.kinds)
        items = "".join(f"<li>{html.escape(row)}</li>" for row in self.rows)
        markup = f"<p><b>{html.escape(self.question)}</b></p><p>{html.escape(kinds)}</p><ul>{items}</ul>"
        return bundle(self.face, "\n".join([self.question, kinds, *self.rows]), markup=markup)


def match(question, rows):
    """Ask for a kind for each row.

    rows: {what is to be matched: (its kind, what makes it right)}
    """
    return Matching(question, rows)
