"""The learner's dense_forward and dense_backward, so that nothing they return can hurt: it fits, or it is told in words what does not.

In comes a learner's function; out comes one with the same arguments, which gets copies and returns arrays of the right shapes.
"""

import numpy as np

from course_lib.errors import kind_of


def guarded_forward(function):
    """dense_forward of the learner: (A_prev, W, b, g) → A, (A_prev, Z, A).

    raises: what the function raises; ValueError if it returns something else
    """

    def dense_forward(A_prev, W, b, g):
        A, cache = _parts("dense_forward returned", "A, cache", function(A_prev.copy(), W.copy(), b.copy(), g))
        names, shape = "A_prev, Z, A", (len(W), A_prev.shape[1])
        A = _array("dense_forward returned A", A, shape)
        parts = _parts("the cache of dense_forward is", names, cache)
        kept = [_array(f"dense_forward keeps {name} in its cache", *part) for name, *part in zip(
            names.split(", "), parts, (A_prev.shape, shape, shape)
        )]
        for name, found, expected in (("A_prev", kept[0], A_prev), ("A", kept[2], A)):
            if not np.allclose(found, expected, equal_nan=True):
                raise ValueError(f"dense_forward keeps something else where its cache should hold {name}; expected cache = ({names})")
        return A, tuple(kept)

    return dense_forward


def guarded_backward(function):
    """dense_backward of the learner: (dA, cache, W, g_prime) → dA_prev, dW, db.

    raises: what the function raises; ValueError if it returns something else
    """

    def dense_backward(dA, cache, W, g_prime):
        returned = function(dA.copy(), tuple(part.copy() for part in cache), W.copy(), g_prime)
        names, shapes = "dA_prev, dW, db", (cache[0].shape, W.shape, (len(W), 1))
        parts = _parts("dense_backward returned", names, returned)
        return tuple(_array(f"dense_backward returned {name}", *part) for name, *part in zip(names.split(", "), parts, shapes))

    return dense_backward


def _parts(what, names, value):
    if not isinstance(value, tuple | list) or len(value) != len(names.split(", ")):
        raise ValueError(f"{what} {kind_of(value)}; expected {names}")
    return value


def _array(what, value, shape):
    try:
        array = np.array("nothing" if value is None else value, dtype=float)  # None would become NaN
    except (TypeError, ValueError):
        raise ValueError(f"{what} as {kind_of(value)}, not as an array of numbers; expected shape {shape}") from None
    if array.shape != shape:
        raise ValueError(f"{what} of shape {array.shape}; expected {shape}{_advice(array.shape, shape)}")
    return array


def _advice(found, expected):
    if found == expected[::-1]:
        return ": it is transposed"
    if found in ((expected[0],), (1, expected[0])) and expected[1] == 1:
        return ": a column; keepdims=True keeps it one"
    return ""
