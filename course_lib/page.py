"""Something to read under a cell: words for every reader, and HTML for those who have a browser."""

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """Words, and the same as HTML; without HTML the words stand as a paragraph."""

    text: str
    markup: str = ""

    @property
    def html(self):
        """The HTML."""
        return self.markup or f"<p>{html.escape(self.text)}</p>"

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return self.text
