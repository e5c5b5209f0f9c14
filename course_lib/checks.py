"""Bad input, told in words.

Each function looks at one argument and raises a ValueError that names it, says what came, what was expected, and
where the mistake probably is. Nothing is changed here.
"""

import numpy as np


def one_of(name, value, known):
    """Refuse a name that is not in the table `known`."""
    if value not in known:
        raise ValueError(f"{name} is {value!r}; it must be one of: {', '.join(known)}")


def whole_number(name, value, smallest):
    """Refuse what is not a whole number of at least `smallest`."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < smallest:
        raise ValueError(f"{name} is {value!r}; it must be a whole number of at least {smallest}")


def number(name, value, low, high=np.inf, low_allowed=False):
    """Refuse numbers (or arrays of numbers) that are not finite or not between `low` and `high`."""
    values = _numeric(name, value)
    above = values >= low if low_allowed else values > low
    if not (np.isfinite(values) & above & (values < high)).all():
        relation = "≥" if low_allowed else ">"
        limit = "" if high == np.inf else f" and < {high:g}"
        raise ValueError(f"{name} is {value}; it must be finite and {relation} {low:g}{limit}")


def examples(X, n_x):
    """Refuse an X that is not (n_x, m), finite and not empty; return it as floats."""
    X = _numeric("X", X)
    if X.ndim < 2:
        raise ValueError(f"X has shape {X.shape}; expected ({n_x}, m): make one example a column, X.reshape(-1, 1)")
    if X.size == 0:
        raise ValueError(f"X has shape {X.shape}: there are no examples in it")
    if X.shape[-2] != n_x:
        fix = "examples go in columns: pass X.T" if X.shape[-1] == n_x else f"the network has n_x = {n_x} inputs"
        raise ValueError(f"X has shape {X.shape}; expected ({n_x}, m): {fix}")
    return _finite("X", X)


def labels(Y, n_y, m, loss):
    """Refuse a Y that is not (n_y, m) or holds what the loss can't use; return it as floats."""
    Y = _numeric("Y", Y)
    if Y.shape[-2:] != (n_y, m):
        raise ValueError(f"Y has shape {Y.shape}; expected ({n_y}, {m}): {_label_fix(Y, n_y, m)}")
    _finite("Y", Y)
    if loss == "squared_error":
        return Y
    if not np.isin(Y, (0, 1)).all():
        fix = "labels −1 and 1 become 0 and 1 with (Y + 1) / 2" if np.isin(Y, (-1, 1)).all() else "labels must be 0 or 1"
        raise ValueError(f"Y holds {_some(Y)}; expected only 0 and 1: {fix}")
    if loss == "cross_entropy" and not (Y.sum(axis=-2) == 1).all():
        raise ValueError("Y must have exactly one 1 in each column: np.eye(n_y)[:, classes] makes such columns")
    return Y


def parameters(W, b, layers):
    """Refuse parameters whose layers or shapes are not those of the network."""
    for l in range(1, len(layers)):
        for name, tensors, shape in (("W", W, (layers[l], layers[l - 1])), ("b", b, (layers[l], 1))):
            if l not in tensors:
                raise ValueError(f"{name}[{l}] is missing; the network has layers 1 to {len(layers) - 1}")
            if np.shape(tensors[l])[-2:] != shape:
                fix = f"pass {name}[{l}].T" if np.shape(tensors[l])[-2:] == shape[::-1] else f"({name}[l] is for layer l)"
                raise ValueError(f"{name}[{l}] has shape {np.shape(tensors[l])}; expected {shape}: {fix}")


def _numeric(name, value):
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers; what came is {type(value).__name__} of {array.dtype}")
    return array if array.dtype == float else array.astype(float)


def _finite(name, array):
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name} holds {array[place]} at {place}; all entries must be finite: clean the data first")
    return array


def _label_fix(Y, n_y, m):
    if Y.shape == (m,) and n_y == 1:
        return "make it a row, Y.reshape(1, -1)"
    if Y.shape == (m, n_y):
        return "examples go in columns: pass Y.T"
    if Y.shape[-1:] == (m,) and n_y > 1:
        return f"each of the {n_y} classes has a row: np.eye({n_y})[:, classes]"
    return f"one column for each of the {m} examples in X"


def _some(Y):
    values = np.unique(Y)
    shown = ", ".join(f"{v:g}" for v in values[:4])
    return shown + (", …" if values.size > 4 else "")
