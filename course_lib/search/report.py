"""A search as a page to hand in: what was chosen and why, what the test said, and the best of what was tried, as Markdown."""

import html
from collections import Counter
from pathlib import Path

from course_lib.search.running import NO_NETWORK, table
from course_lib.search.space import SETTINGS

SETS = {"train": "training", "validation": "validation", "test": "test"}
ENDS = {"converged": "at rest", "stopped": "stopped, as only the training cost still fell", "budget": "out of steps"}
SHOWN = 5  # rows of the table of points


def report(final, records, *, why, file="report.md"):
    """Write the page; returns its path.

    final: what `final_test` returned for the chosen point
    records: those of all points of the search
    why: the reason for the choice, in your own words
    raises: ValueError if the test set has not been opened, or no reason is given
    """
    if "test_cost" not in final:
        raise ValueError("this record has no test_cost: open the test set first, with final_test(record, training, test)")
    if not str(why).strip():
        raise ValueError("why is empty; say in a sentence or two why you chose this point")
    Path(file).write_text(text(final, records, str(why).strip()), encoding="utf-8")
    return Path(file)


def text(final, records, why):
    """The page itself."""
    ended = "; ".join(f"{number} {ENDS.get(status, _said(status))}" for status, number in Counter(record["status"] for record in records).most_common())
    good = [record for record in table(records) if record["status"] not in NO_NETWORK]
    best = [(*(_said(r[name]) for name in ("point", "learning_rate", "layers", "hidden")), _said(r["validation_cost"])) for r in good[:SHOWN]]
    parts = ("cost", "accuracy")
    measured = [(words, *(_said(final[f"{name}_{part}"]) for part in parts)) for name, words in SETS.items()]
    gap = ("test − validation", *(_said(final[f"test_{part}"] - final[f"validation_{part}"]) for part in parts))
    chosen = [*((name, final[name]) for name in SETTINGS), ("steps", final["best_step"])]
    return "\n\n".join((
        "# Report", "## The choice", _plain(why), _table(("setting", "value"), [(name, _said(value)) for name, value in chosen]),
        "## What it is worth", _table(("examples", *parts), [*measured, gap]),
        "## The search", f"{len(records)} points: {ended}. The best of them:",
        _table(("point", "learning rate", "hidden layers", "activation", "validation cost"), best),
    )) + "\n"  # fmt: skip


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _said(value):
    return f"{value:.4g}" if isinstance(value, float) else _plain(" ".join(str(value).split()))


def _plain(words):
    """Words as Markdown that shows them as they are: no HTML, no links, no new columns."""
    for sign in "\\`[]|":
        words = words.replace(sign, f"\\{sign}")
    return html.escape(words, quote=False)
