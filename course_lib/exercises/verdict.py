"""What a learner is told after a check, as words and as HTML: the finding, what their code printed, and where help is."""

import html
from dataclasses import dataclass

_SIGNS = {"passed": "✓", "wrong": "✗", "not_attempted": "…"}
_COLOURS = {"passed": "#009E73", "wrong": "#D55E00", "not_attempted": "#8c8c8c"}
PATIENCE = 3  # wrong answers in a row, after which the solution is spoken of


@dataclass(frozen=True, repr=False)
class Verdict:
    """What came of a check.

    status: passed, wrong or not_attempted
    code, message: the finding by its name, and in words
    misses: wrong answers in a row, this one among them
    """

    status: str
    code: str
    message: str
    exercise: str = ""
    printed: str = ""
    misses: int = 0

    def __repr__(self):
        lines = [f"{_SIGNS[self.status]} {self.exercise}: {self.message}"]
        if self.printed:
            lines.append(f"Your code printed:\n{self.printed}")
        if self.status == "wrong":
            more = f', or read solution("{self.exercise}") and then write it in your own way' if self.misses >= PATIENCE else ""
            lines.append(f'Stuck? hint("{self.exercise}"){more}')
        return "\n".join(lines)

    def _repr_html_(self):
        sign, *rest = repr(self).split("\n")
        lines = "<br>".join(html.escape(line) for line in rest)
        style = f"border-left: 4px solid {_COLOURS[self.status]}; padding: 4px 12px; max-width: 60em"
        return f'<div role="status" style="{style}"><b>{html.escape(sign)}</b><br>{lines}</div>'
