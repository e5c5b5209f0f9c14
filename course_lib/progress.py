"""Which exercises are done, kept in one small file on the learner's machine.

In come names of exercises and whether they passed; out come a table with bars, and a page that an instructor can
collect. The file is `progress.json` in the working folder, or where the variable COURSE_PROGRESS says. It is replaced
as a whole, under a lock: neither a crash nor two notebooks at once lose anything. Trouble with it is told, never raised.
In a browser, where no file can be locked, it is replaced without.
"""

import html
import json
import os
import warnings
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from course_lib.page import Page

FOLDER = Path.cwd()  # where the notebook is; its code may go elsewhere
LOCK_SECONDS = 3.0
DATA = '<meta name="progress" content="'


def path():
    """Where the file is."""
    return FOLDER / os.environ.get("COURSE_PROGRESS", "progress.json")


def load():
    """{exercise: {"attempts": n, "passed": when or None}}; a file that cannot be read is put aside, not lost."""
    try:
        return _checked(json.loads(path().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}
    except ValueError as problem:
        aside = path().with_name(f"{path().stem}-damaged-{datetime.now():%Y%m%d-%H%M%S-%f}.json")
        os.replace(path(), aside)
        warnings.warn(f"{path().name} could not be read ({problem}). It is kept as {aside.name}; a new one is begun.")
        return {}


def record(name, passed):
    """Note one attempt at an exercise; once passed, it stays passed."""
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        with _lock():
            done = load()
            entry = done.setdefault(name, {"attempts": 0, "passed": None})
            entry["attempts"] += 1
            if passed and entry["passed"] is None:
                entry["passed"] = datetime.now().isoformat(timespec="seconds")
            _replace(path(), json.dumps(done, indent=1))
    except OSError as problem:  # also where the lock is not to be had in time
        warnings.warn(f"Your progress could not be saved ({problem}). Your answer itself is in the notebook.")


def show(chapters):
    """A Page with a bar for each chapter and a row for each exercise.

    chapters: {number of the chapter: [names of its exercises]}
    """
    try:
        done = load()
    except OSError as problem:
        return Page(f"Your progress could not be read: {problem}")
    parts = [_chapter(number, names, done) for number, names in sorted(chapters.items())]
    return Page("\n\n".join(part.text for part in parts), "".join(part.html for part in parts))


def export(chapters, file, learner=""):
    """Write the table as a page to hand in, which `handed_in` reads; returns its path, or None where it cannot be written, which is told."""
    title = f"Progress of {html.escape(learner)}" if learner else "Progress"
    head = '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
    body = f"<body style='font-family: sans-serif; max-width: 45em; margin: 2em auto'><h1>{title}</h1>"
    made = f"<p>Written on {datetime.now():%Y-%m-%d %H:%M}.</p>"
    try:
        data = html.escape(json.dumps({"learner": learner, "exercises": load()}))
        page = f'{head}{DATA}{data}"><title>{title}</title>\n{body}\n{show(chapters).html}\n{made}</body></html>\n'
        _replace(Path(file), page)
    except OSError as problem:
        warnings.warn(f"The page could not be written ({problem}). Is there a folder {Path(file).absolute().parent}?")
        return None
    return Path(file)


def handed_in(text):
    """The learner and {exercise: {"attempts", "passed"}} of a page that `export` wrote, or of a progress file, which names no learner.

    raises: ValueError if it is neither
    """
    _, is_page, rest = text.partition(DATA)
    found = json.loads(html.unescape(rest.partition('"')[0]) if is_page else text)
    if not is_page:
        return "", _checked(found)
    return found["learner"], _checked(found["exercises"])


def _lock():
    try:
        from filelock import FileLock
    except ImportError:
        return nullcontext()
    return FileLock(path().with_name(f".{path().name}.lock"), timeout=LOCK_SECONDS)  # hidden: learners need not see it


def _chapter(number, names, done):
    rows = [(name, done.get(name, {"attempts": 0, "passed": None})) for name in names]
    passed = sum(entry["passed"] is not None for _, entry in rows)
    told = [f"Chapter {number}: {passed} of {len(names)}  {'█' * passed}{'░' * (len(names) - passed)}"]
    told += [f"  {'✓' if entry['passed'] else '·'} {name}: {_state(entry)}" for name, entry in rows]
    bar = f"<progress value='{passed}' max='{len(names)}'></progress>"
    cells = (
        f"<tr><td>{'✓' if e['passed'] else ''}</td><td style='text-align: left'><code>{html.escape(name)}</code></td>"
        f"<td style='text-align: left'>{html.escape(_state(e))}</td></tr>"
        for name, e in rows
    )
    head = f"<p><b>Chapter {number}</b> {bar} {passed} of {len(names)}</p>"
    return Page("\n".join(told), f"{head}<table>{''.join(cells)}</table>")


def _state(entry):
    tries = f"{entry['attempts']} attempt{'s' if entry['attempts'] != 1 else ''}"
    if entry["passed"]:
        return f"passed on {entry['passed'][:10]}, {tries}"
    return tries if entry["attempts"] else "not tried yet"


def _checked(done):
    good = isinstance(done, dict) and all(
        isinstance(e, dict) and isinstance(e.get("attempts"), int) and isinstance(e.get("passed"), str | None)
        for e in done.values()
    )
    if not good:
        raise ValueError("it is not a table of exercises")
    return done


def _replace(target, text):
    with NamedTemporaryFile("w", encoding="utf-8", dir=target.absolute().parent, prefix=f".{target.name}.", delete=False) as new:
        try:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
            new.close()
            os.replace(new.name, target)
        except BaseException:
            new.close()
            Path(new.name).unlink(missing_ok=True)
            raise
