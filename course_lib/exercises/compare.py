"""Comparing what a learner's function did with what it should have done, and saying in words where they part.

Values may be numbers, arrays, and tuples or dicts of such. Everything is compared to a relative 1e-6, so that any
correct way of writing a formula passes.
"""

import re

import numpy as np

CLOSE = dict(rtol=1e-6, atol=1e-9, equal_nan=True)
_SIZES = re.compile(r"size (\d+) is different from (\d+)|(\d+) \(dim \d\) != (\d+) \(dim \d\)")


def same(got, want):
    """True if two values agree in structure, shape and numbers."""
    if isinstance(want, dict):
        return isinstance(got, dict) and got.keys() == want.keys() and all(same(got[k], want[k]) for k in want)
    if isinstance(want, tuple | list):
        return isinstance(got, tuple | list) and len(got) == len(want) and all(map(same, got, want))
    if isinstance(got, int) and isinstance(want, int):
        return got == want
    if not _is_numeric(want):
        return type(got) is type(want) and got == want
    return _is_numeric(got) and np.shape(got) == np.shape(want) and np.allclose(got, want, **CLOSE)


def same_outcome(got, want):
    """True if two Outcomes agree: in the value or the error, and in what became of the arguments."""
    if (got.raised is None) != (want.raised is None):
        return False
    if got.raised is not None:
        return _error(got.raised) == _error(want.raised)
    return same(got.value, want.value) and same(got.arguments, want.arguments)


def _error(raised):
    """What an error says; `@` and np.dot have different words for the two sizes that do not fit."""
    sizes = _SIZES.search(str(raised))
    return (type(raised), *sorted(filter(None, sizes.groups()))) if sizes else repr(raised)


def same_outcomes(got, want):
    """True if two lists of Outcomes agree, case by case."""
    return len(got) == len(want) and all(map(same_outcome, got, want))


def blank(value):
    """The same structure and shapes, with 0 for every number: what two random values have in common."""
    if isinstance(value, dict):
        return {key: blank(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return (tuple if isinstance(value, tuple) else list)(map(blank, value))
    return np.zeros(np.shape(value))[()] if _is_numeric(value) else value


def difference(got, want):
    """(code, sentence) about the first thing in which a value is not what it should be."""
    if got is None:
        return "returned-none", "It returned None. Is the return line missing?"
    if isinstance(want, tuple | list):
        return _sequence_difference(got, want)
    if isinstance(want, dict):
        return _dict_difference(got, want)
    if not _is_numeric(got):
        return "wrong-type", f"It returned {_named(got)}; expected {_kind(want)}."
    return _array_difference(np.asarray(got, dtype=float), np.asarray(want, dtype=float))


def _sequence_difference(got, want):
    listed = isinstance(want, list)
    if not isinstance(got, tuple | list) or len(got) != len(want):
        came = f"{len(got)} value{'s' * (len(got) != 1)}" if isinstance(got, tuple | list) else _named(got)
        wanted = f"a list of {len(want)}" if listed else f"{len(want)} values, separated by commas"
        return "wrong-count", f"It returned {came}; expected {wanted}."
    place = next(i for i in range(len(want)) if not same(got[i], want[i]))
    code, sentence = difference(got[place], want[place])
    head = f"Entry [{place}]" if listed else f"Returned value number {place + 1}"
    return code, f"{head}: {sentence[0].lower()}{sentence[1:]}"


def _dict_difference(got, want):
    if not isinstance(got, dict) or got.keys() != want.keys():
        came = f"keys {list(got)}" if isinstance(got, dict) else _named(got)
        return "wrong-keys", f"It returned {came}; expected a dict with keys {list(want)}."
    key = next(k for k in want if not same(got[k], want[k]))
    if isinstance(want[key], tuple):  # a shape
        if not isinstance(got[key], tuple | list | int):
            return "not-a-shape", f"Entry [{key!r}] is {_named(got[key])}. Only its shape is wanted, a tuple such as {want[key]}."
        return "wrong-value", f"Entry [{key!r}] is {got[key]}; expected {want[key]}."
    code, sentence = difference(got[key], want[key])
    return code, f"Entry [{key!r}]: {sentence[0].lower()}{sentence[1:]}"


def _array_difference(got, want):
    if got.shape != want.shape:
        if got.ndim == 2 and got.T.shape == want.shape and np.allclose(got.T, want, **CLOSE):
            return "transposed", f"The numbers are right, but transposed: the shape is {got.shape}, expected {want.shape}."
        return "wrong-shape", f"The shape is {_shape(got)}; expected {_shape(want)}."
    if not np.isfinite(got).all() and np.isfinite(want).all():
        return "not-finite", "It holds NaN or infinity. Is there a log of 0, or a division by 0?"
    if np.allclose(got, -want, **CLOSE):
        return "wrong-sign", "The numbers are right, but the sign is turned around."
    factor = _common_factor(got, want)
    if factor:
        return "wrong-factor", f"Everything is {factor:.4g} times what it should be."
    if np.allclose(got, want, rtol=1e-3, atol=1e-6):
        return "rounded", "Almost right, but the last digits differ. Is a constant in your code rounded?"
    place = tuple(int(i) for i in np.argwhere(~np.isclose(got, want, **CLOSE))[0])
    where = f"Entry {list(place)} is" if place else "It is"
    return "wrong-value", f"{where} {got[place]:.6g}; expected {want[place]:.6g}."


def _common_factor(got, want):
    used = np.abs(want) > 1e-9
    if used.sum() < 2:
        return None
    ratios = got[used] / want[used]
    return ratios[0] if np.allclose(got, ratios[0] * want, **CLOSE) and abs(ratios[0]) > 1e-9 else None


def _is_numeric(value):
    if isinstance(value, str | bytes | dict | list | tuple) or callable(value):
        return False
    return np.asarray(value).dtype.kind in "biuf"


def _kind(want):
    return "a number" if np.ndim(want) == 0 else f"an array of shape {np.shape(want)}"


def _shape(array):
    return "() — a single number" if array.ndim == 0 else str(array.shape)


def _named(got):
    if isinstance(got, np.ndarray):
        return "an array" if _is_numeric(got) else f"an array whose entries are of type {got.dtype}, not numbers"
    return f"a {type(got).__name__}"


def brief(value):
    """An argument in a few words: an array by its shape, a function by its name."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {brief(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, tuple):
        return f"({', '.join(map(brief, value))})"
    shape = getattr(value, "shape", ())
    return f"array {shape}" if shape else str(getattr(value, "__name__", value))
