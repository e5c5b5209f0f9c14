"""Bad input, told in words.

Each function looks at one argument and raises a ValueError that names it, says what came, what was expected, and
where the mistake probably is. Nothing is changed here.
"""

import numpy as np


def one_of(name, value, known):
    """Refuse a name that is not in the table `known`."""
    if value not in tuple(known):
        raise ValueError(f"{name} is {value!r}; it must be one of: {', '.join(known)}")


def listed(name, value):
    """Refuse what is not a list of names, a name alone for one; return it as a tuple."""
    if not isinstance(value, list | tuple):
        example = [value] if isinstance(value, str) else ["learning_rate"]
        raise ValueError(f"{name} is {value!r}; it must be a list of names, even for one: {name}={example}")
    return tuple(value)


def complete(called, thing, needed):
    """Refuse what lacks an attribute or a method that it needs.

    needed: {its name, with its arguments if it is a method: what it is for}
    """
    for name, use in needed.items():
        if not hasattr(thing, name.split("(")[0]):
            raise ValueError(f"{called} lacks {name}: {use}")


def whole_number(name, value, smallest):
    """Refuse what is not a whole number of at least `smallest`."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < smallest:
        raise ValueError(f"{name} is {value!r}; it must be a whole number of at least {smallest}")


def number(name, value, low, high=np.inf, low_allowed=False):
    """Refuse what is not one number, finite and between `low` and `high`."""
    real = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if not real or not (low < value < high or (low_allowed and value == low)):
        relation = "≥" if low_allowed else ">"
        limit = "" if high == np.inf else f" and < {high:g}"
        raise ValueError(f"{name} is {value!r}; it must be a number, finite and {relation} {low:g}{limit}")


def rates(value):
    """Refuse a learning rate that is not a number > 0, nor such numbers in the shape (k, 1, 1)."""
    shape = np.shape(value)
    if shape[-2:] not in ((), (1, 1)):
        raise ValueError(f"learning_rate has shape {shape}; expected a number, or (k, 1, 1) for a stack of k networks")
    for rate in np.ravel(value).tolist():
        number("learning_rate", rate, 0)


def stacks(*arrays):
    """Refuse leading axes, the runs of a stack, that do not fit each other; return those of all together."""
    runs = sorted({np.shape(array)[:-2] for array in arrays})
    try:
        return np.broadcast_shapes(*runs)
    except ValueError:
        raise ValueError(f"the leading axes (runs of a stack) are {runs}; expected the same in all of them") from None


def examples(X, n_x):
    """Refuse an X that is not (n_x, m), finite and not empty; return it as floats."""
    X = _numeric("X", X)
    if X.ndim < 2:
        raise ValueError(f"X has shape {X.shape}; expected ({n_x}, m): make one example a column, X.reshape(-1, 1)")
    if X.size == 0:
        raise ValueError(f"X has shape {X.shape}: it is empty; expected ({n_x}, m) with at least one example")
    if X.shape[-2] != n_x:
        raise ValueError(f"X has shape {X.shape}; expected ({n_x}, m): {_example_fix(X, n_x)}")
    return _finite("X", X)


def labels(Y, n_y, m, output):
    """Refuse a Y that is not (n_y, m) or holds what the output never says; return it as floats."""
    Y = _numeric("Y", Y)
    if Y.shape[-2:] != (n_y, m):
        raise ValueError(f"Y has shape {Y.shape}; expected ({n_y}, {m}): {_label_fix(Y, n_y, m)}")
    _finite("Y", Y)
    if output == "linear":
        return Y
    if not np.isin(Y, (0, 1)).all():
        fix = "labels −1 and 1 become 0 and 1 with (Y + 1) / 2" if np.isin(Y, (-1, 1)).all() else "labels must be 0 or 1"
        raise ValueError(f"Y holds {_some(Y)}; expected only 0 and 1: {fix}")
    ones = Y.sum(axis=-2)
    if output == "softmax" and not (ones == 1).all():
        fix = f"np.eye({n_y})[:, classes] makes such columns"
        raise ValueError(f"Y has a column with {ones[ones != 1][0]:g} ones; expected exactly one 1 in each: {fix}")
    return Y


def parameters(params, layers):
    """Refuse parameters whose layers or shapes are not those of the network."""
    if not isinstance(params, tuple) or len(params) != 2 or not all(isinstance(tensors, dict) for tensors in params):
        raise ValueError(f"params is {type(params).__name__}; expected Params(W, b), as initialize(net) returns")
    for name, tensors, inputs in zip("Wb", params, (layers[:-1], (1,) * (len(layers) - 1))):
        if set(tensors) != set(range(1, len(layers))):
            raise ValueError(f"{name} has layers {list(tensors)}; the network has layers 1 to {len(layers) - 1}")
        for l, shape in enumerate(zip(layers[1:], inputs), start=1):
            _tensor(f"{name}[{l}]", tensors[l], shape)


def passed_forward(cache, layers):
    """Refuse a cache that a network of other sizes left."""
    sizes = tuple(A.shape[-2] for A in cache.A.values())
    if sizes != layers:
        raise ValueError(f"cache has layers {sizes}; expected {layers}: pass what forward returned for this network")


def _tensor(name, tensor, shape):
    if not isinstance(tensor, np.ndarray):
        raise ValueError(f"{name} is {type(tensor).__name__}; expected an array of shape {shape}: np.array({name})")
    _numeric(name, tensor)
    if tensor.shape[-2:] != shape:
        fix = f"pass {name}.T" if tensor.shape[-2:] == shape[::-1] else "one row for each unit of its layer"
        raise ValueError(f"{name} has shape {tensor.shape}; expected {shape}: {fix}")


def _numeric(name, value):
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths; expected an array: make them equally long") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} is {type(value).__name__} of {array.dtype}; expected an array of real numbers")
    return array if array.dtype == float else array.astype(float)


def _finite(name, array):
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name} holds {array[place]} at {place}; all entries must be finite: clean the data first")
    return array


def _example_fix(X, n_x):
    if X.shape[-1] == n_x:
        return "examples go in columns: pass X.T"
    if np.prod(X.shape[1:]) == n_x:
        return "make each image a column: pass X.reshape(len(X), -1).T"
    return f"the network has n_x = {n_x} inputs"


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
