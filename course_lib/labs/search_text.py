"""The words and the table of the search lab: what a point is, how it did, and in which order points stand."""

from math import inf, isfinite

from course_lib.search import table
from course_lib.search.running import NO_NETWORK

ACTIVATIONS = {"tanh or relu": ("tanh", "relu"), "tanh": ("tanh",), "relu": ("relu",), "sigmoid": ("sigmoid",)}
SORTS = {  # the name of an order → its key; equal ones stand by their validation cost
    "validation cost": lambda r: 0,
    "validation accuracy": lambda r: -r["validation_accuracy"] if isfinite(r["validation_accuracy"]) else inf,
    "learning rate": lambda r: r["learning_rate"],
    "hidden layers": lambda r: len(r["layers"]),
    "units": lambda r: r["layers"][0],
    "L2": lambda r: r["l2"],
}


def in_order(records, sort):
    """The records by one of SORTS, as a new list."""
    return sorted(table(records), key=SORTS[sort])


def cells(row, record):
    """A row of the table as texts."""
    good, rate = record["status"] not in NO_NETWORK, record["learning_rate"]
    return (
        f"{row}", f"{record['search']}", f"{record['point']}", f"{rate:.3g}" if rate >= 1e-3 else f"{rate:.1e}", shape(record), record["hidden"],
        f"{record['l2']:.1e}", record["status"], f"{record['best_step']}",
        f"{record['validation_cost']:.4f}" if good else "—", f"{record['validation_accuracy']:.1%}" if good else "—",
        f"{record['test_cost']:.4f}" if "test_cost" in record else "",
    )  # fmt: skip


def so_far(search, s, parts):
    """What a search is, on which parts of the data, and how far it has come."""
    sizes = ", ".join(f"{part.m} {name}" for part, name in zip(parts, ("training", "validation", "test")))
    rates = len({point["learning_rate"] for point in search.points})
    return (
        f"Search {search.number} on {s['data']} ({sizes} examples): {s['way']}, {len(search.points)} points with {rates} different α, "
        f"at most {s['steps']} steps each, seed {s['seed']}. Space: {space(s)}. {len(search.records)} of {len(search.points)} points done, "
        f"{sum(r['status'] == 'diverged' for r in search.records)} diverged."
    )


def chosen(search, s, record):
    """The best point of a search, and the chosen record of the table; "" where there is none."""
    best = next(iter(table(search.records)), None)
    told = [f"Best of this search: {point(best)}."] if best else []
    told += [f"Chosen, row {s['row']} by {s['sort']}: {'the same' if record is best else point(record)}."] if record else []
    return " ".join(told)


def whose(functions):
    """Which of the functions are the learner's; "" if none is."""
    mine = [f.__name__ for f in functions if f and not f.__module__.startswith("course_lib")]
    return f"Running on your {' and '.join(mine)}." if mine else ""


def shape(record):
    """Its hidden layers: 2 × 8 are two layers of eight units."""
    return f"{len(record['layers'])} × {record['layers'][0]}"


def named(record):
    """Which point of which search a record is."""
    return f"point {record['point']} of search {record['search']}"


def point(record):
    """The settings and the validation results of a record."""
    told = f"{named(record)} (α = {record['learning_rate']:.3g}, {shape(record)} {record['hidden']} units, L2 {record['l2']:.1e})"
    if record["status"] in NO_NETWORK:
        return f"{told}, which {record['status']}"
    return f"{told}: validation cost {record['validation_cost']:.4f}, {record['validation_accuracy']:.1%} right"


def test(record):
    """What the test set has said of a record beside its validation results; None: it is closed."""
    if not record:
        return "The test set is closed."
    J, share = record["test_cost"], record["test_accuracy"]
    apart = J - record["validation_cost"], share - record["validation_accuracy"]
    gaps = f"cost {J:.4f}, gap to validation {apart[0]:+.4f}; right {share:.1%}, gap {apart[1] * 100:+.1f} percentage points"
    return f"Test set opened once, for {named(record)}: {gaps}.".replace("-", "−")


def opened(data, record):
    """Why a test set stays closed now."""
    return (
        f"The test set of {data} has been opened, for {named(record)}. It stays closed now: who looks again and then chooses has made it "
        "a second validation set."
    )


def space(s):
    """A space in words, from the settings of the lab."""
    ends = {name: " to ".join(f"{end:g}" for end in dict.fromkeys(s[name])) for name in ("learning_rate", "depth", "units", "l2")}
    return (
        f"α {ends['learning_rate']} ({s['scale']} scale), {ends['depth']} hidden layers of {ends['units']} {s['activation']} units, "
        f"L2 {ends['l2']} (log scale)"
    )


def progress(search):
    """How far a search is, with what is left."""
    done, left = len(search.records), search.left
    told = f"{done} of {len(search.points)} points done"
    if done and left:
        told += f", about {left * sum(r['seconds'] for r in search.records) / done:.1f} s left"
    return told


def compared(searches):
    """The best of each search so far, in one sentence."""
    told = []
    for one in searches:
        best = table(one.records)[:1]
        good = f"best {best[0]['validation_cost']:.4f}" if best and best[0]["status"] not in NO_NETWORK else "none good"
        told.append(f"{one.number} ({one.label}, {len(one.records)} points) {good}")
    return f"Validation cost by search: {'; '.join(told)}." if len(told) > 1 else ""
