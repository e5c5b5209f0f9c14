"""What `make mutants` found, as a page: how many small changes of the numerical core the tests notice, and why the others live.

In come the results that mutmut has left in mutants/; out comes tests/MUTANTS.md. The reasons in it are written by hand, and kept.
It fails if less than 95 % are noticed, if a survivor has no reason yet, and if some were not tried.
"""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "tests" / "MUTANTS.md"
GOAL = 0.95
ENDS = {"killed": "noticed", "timeout": "noticed", "segfault": "noticed", "not checked": "not tried"}  # all others survive
NO_REASON = "Why does it live?"
TOP = """# Mutants

`make mutants` changes one small thing at a time in the numerical core (a sign, a number, an argument, a word) and runs the tests of the core
on it: a test has to fail. [mutmut](https://mutmut.readthedocs.io) makes the changes; `[tool.mutmut]` in pyproject.toml says where, and which
tests. This page is written by `tools/survivors.py`; only the reasons under the survivors are written by hand.

mutmut changes what stands in functions and in methods, not properties, and not the rows of a table that are written as a lambda.
"""
ENTRY = re.compile(r"^### (\S+)\n\n```diff\n(.*?)\n```\n\n(.*?)$", re.MULTILINE | re.DOTALL)


def mutmut(*arguments):
    return subprocess.run([sys.executable, "-m", "mutmut", *arguments], capture_output=True, text=True, check=True).stdout


def statuses():
    """{name of a mutant: how it ended}"""
    return dict(line.strip().split(": ") for line in mutmut("results", "--all", "true").splitlines() if ": " in line)


def place(name):
    """course_lib.search.space.xǁRangeǁdraw__mutmut_3 → search.space, Range.draw"""
    module, function = re.fullmatch(r"course_lib\.(.*)\.x[_ǁ](.*)__mutmut_\d+", name).groups()
    return module, function.replace("ǁ", ".")


def difference(name):
    """The changed lines, before and after."""
    lines = [line for line in mutmut("show", name).splitlines() if re.match(r"[+-](?![+-]{2})", line)]
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines)


def page(found, reasons):
    """The text of the page, the share that is noticed, and how many were not tried."""
    counts, entries = defaultdict(Counter), []
    for name, status in found.items():
        module, function = place(name)
        counts[module][ENDS.get(status, "survived")] += 1
        if status not in ENDS:
            key = f"{module}.{function}", difference(name)
            entries.append(f"### {key[0]}\n\n```diff\n{key[1]}\n```\n\n{reasons.get(key, NO_REASON)}")
    total = sum(counts.values(), Counter())
    columns = ("noticed", "survived", "not tried")
    rows = [(module, each.total(), *(each[name] for name in columns)) for module, each in [*sorted(counts.items()), ("all", total)]]
    table = "\n".join(f"| {' | '.join(map(str, row))} |" for row in [("module", "mutants", *columns), ("---",) * 5, *rows])
    share = total["noticed"] / (total["noticed"] + total["survived"])
    said = f"{100 * share:.1f} % of those that were tried are noticed: a test fails, or does not end any more."
    return "\n\n".join([TOP.strip(), said, table, f"## The {len(entries)} survivors", *sorted(entries)]) + "\n", share, total["not tried"]


def main():
    known = {(where, changed): reason for where, changed, reason in ENTRY.findall(PAGE.read_text("utf-8") if PAGE.exists() else "")}
    text, share, left = page(statuses(), known)
    PAGE.write_text(text, encoding="utf-8")
    new = text.count(NO_REASON)
    print(f"{100 * share:.1f} % of the mutants are noticed; {new} survivors have no reason yet, {left} were not tried: see {PAGE.name}")
    return share < GOAL or new + left > 0


if __name__ == "__main__":
    sys.exit(main())
