"""An exception in the learner's words: their own line, what NumPy's sentence mostly means, and which shapes did not fit."""

import linecache
import math

import numpy as np
import pytest

from course_lib import checks
from course_lib.errors import ADVICE, in_words, is_learners
from course_lib.exercises import check
from course_lib.labs import TrainingLab

COLUMN, TABLE = np.ones((3, 1)), np.ones((2, 3))
LAYERS = {1: TABLE}
PAIR, GROWING = (TABLE, TABLE), dict(out=np.ones((3, 1)))
SLIPS = [
    (lambda: math.exp(COLUMN), "np.exp, take arrays"),
    (lambda: 1 if COLUMN else 2, "np.where"),
    (lambda: LAYERS * 2.0, "'dict' and 'float'. A dict holds many things, each under its key. Say which one you mean, as in W[1]."),
    (lambda: 2.0 - LAYERS, "'float' and 'dict'. A dict holds many things"),
    (lambda: np.exp(LAYERS), "no callable exp method. A dict holds many things"),
    (lambda: LAYERS(2.0), "not callable. A dict holds many things"),
    (lambda: np.matmul(*PAIR), "In A @ B, A needs as many columns"),
    (lambda: np.dot(*PAIR), "In np.dot(A, B), A needs as many columns"),
    (lambda: np.add(*(TABLE, COLUMN)), "(n, 1), not (n,)"),
    (lambda: np.add(COLUMN, np.ones((3, 3)), **GROWING), "another shape"),
    (lambda: TABLE.item(), ".item()"),
    (lambda: in_words[1], "dict of functions, one a layer"),
    (lambda: np.add(1, 1, out=np.broadcast_to(0, 3)), "Make a new array"),
    (lambda: (again := lambda: again())(), "When is it to stop?"),
    (lambda: [0] * 10**15, "Which size is wrong?"),
    (lambda: eval("np", {}), "imports NumPy as np"),
    (lambda: eval("net", {}), "Run > Run All Above Selected Cell"),
    (lambda: (3).T, "before .T is not an array"),
    (lambda: (3).exp, "given to a number, np perhaps"),
    (lambda: 2.0 ^ 3.0, "a power is **"),
    (lambda: COLUMN ^ COLUMN, "a power is **, not ^"),
]


@pytest.mark.parametrize(("slip", "advice"), SLIPS, ids=[advice for _, advice in SLIPS])
def test_numpys_sentences_come_with_advice_and_the_line(slip, advice):
    with pytest.raises((TypeError, ValueError, NameError, AttributeError, RuntimeError, MemoryError)) as caught:
        slip()
    told = in_words(caught.value)
    assert advice in told and "in <lambda>, line" in told


def test_every_advice_is_tried():
    assert len(SLIPS) == len(ADVICE)


def test_an_exception_without_words_is_still_named():
    assert in_words(KeyError()) == "KeyError" and in_words(ValueError("a")) == "ValueError: a"


def test_a_refusal_of_the_course_is_a_sentence_without_its_type():
    with pytest.raises(ValueError) as caught:
        checks.whole_number("steps", -1, 0)
    assert in_words(caught.value).startswith("steps is -1; it must be a whole number of at least 0 — in test_a_refusal")


def test_files_of_the_course_of_python_and_of_libraries_are_not_the_learners():
    for filename in (math.__spec__.origin, np.__file__, pytest.__file__, in_words.__code__.co_filename, "<frozen importlib>"):
        assert not is_learners(filename) or filename == "built-in"
    assert is_learners(__file__) and is_learners("<cell>")


# Which shapes did not fit


def written(tmp_path, body, name="forward_shallow", arguments="W, b, X, g"):
    """A learner's function as it comes from a cell, with its source at hand."""
    cell = tmp_path / f"{name}.py"
    cell.write_text(f"import numpy as np\n\ndef {name}({arguments}):\n    " + "\n    ".join(body.split("\n")) + "\n")
    linecache.checkcache(str(cell))
    namespace = {}
    exec(compile(cell.read_text(), str(cell), "exec"), namespace)
    return namespace[name]


LOOP = "Z, A = {}, {0: X}\nfor l in (1, 2):\n    Z[l] = %s\n    A[l] = g[l](Z[l])\nreturn Z, A"
FORWARD = [  # W[1] is (4, 3), X is (3, 5), b[1] is (4, 1)
    ("A[l - 1] @ W[l] + b[l]", "A[l - 1] is (3, 5) and W[l] is (4, 3): in a product the inner axes must agree, here 5 and 4. "
     "A[l - 1] wants something with 5 rows on its right. Here l = 1. — in forward_shallow, line 6: Z[l] = A[l - 1] @ W[l] + b[l]"),
    ("W[l].T @ A[l - 1] + b[l]", "W[l].T is (3, 4) and A[l - 1] is (3, 5): in a product the inner axes must agree, here 4 and 3."),
    ("W[l] @ A[l - 1] + b[l][:, 0]", "W[l] @ A[l - 1] is (4, 5) and b[l][:, 0] is (4,): axes are compared from the right. (4,) counts as one row, "
     "(1, 4), and its 4 meets the 5 columns of W[l] @ A[l - 1]. As a column, (4, 1), it would fit. Here l = 1."),
    ("np.dot(W[l], A[l - 1].T) + b[l]", "W[l] is (4, 3) and A[l - 1].T is (5, 3): in a product the inner axes must agree, here 3 and 5."),
    ("W[l].dot(A[l - 1].T) + b[l]", "W[l] is (4, 3) and A[l - 1].T is (5, 3): in a product the inner axes must agree"),
    ("np.matmul(W[l],\n            A[l - 1].T) + b[l]", "W[l] is (4, 3) and A[l - 1].T is (5, 3): in a product the inner axes must agree"),
    ("W[l] * A[l - 1] + b[l]", "W[l] is (4, 3) and A[l - 1] is (3, 5): entry by entry, the columns must be equally many, or just 1 on one "
     "side; here 3 and 5."),
    ("np.add(W[l] @ A[l - 1], W[l])", "W[l] @ A[l - 1] is (4, 5) and W[l] is (4, 3): entry by entry, the columns must be"),
    ("W[l] @ A[l - 1] + b[l] if (A[0] == b[1]).all() else 0", "A[0] is (3, 5) and b[1] is (4, 1): entry by entry, the rows must be"),
    ("(lambda x: x)(W[l]) @ A[0].T", "(lambda x: x)(W[l]) @ A[0].T: in a product the inner axes must agree, here 3 and 5. Here l = 1."),
    ("(lambda x: x)(W[l]) * A[0]", "(lambda x: x)(W[l]) is (4, 3) and A[0] is (3, 5): entry by entry"),
]


@pytest.mark.parametrize(("line", "says"), FORWARD, ids=[line for line, _ in FORWARD])
def test_a_learners_forward_pass_is_told_which_shapes_do_not_fit(tmp_path, line, says):
    verdict = check(written(tmp_path, LOOP % line))
    assert verdict.status == "wrong" and says in verdict.message
    assert "NumPy's own words: " in verdict.message and "print both" not in verdict.message and "gufunc" not in verdict.message


@pytest.mark.parametrize("line", ["W @ A[l - 1] + b[l]", "np.matmul(W, A[l - 1]) + b[l]"])
def test_a_product_with_all_layers_at_once_is_told(tmp_path, line):
    assert "W is a dict, with one entry a layer. Say which layer you mean, as in W[1]. — in forward" in check(written(tmp_path, LOOP % line)).message


def test_a_product_inside_a_long_line_of_the_backward_pass(tmp_path):
    body = (
        "m = Y.shape[1]\ndZ = {2: A[2] - Y}\nl = 2\n"
        "dZ[1] = (W[l].T @ dZ[l]\n         * g_prime[l - 1](Z[l - 1], A[l - 1]) @ A[l - 2].T\n         * dZ[l])"
    )
    message = check(written(tmp_path, body, "backward_shallow", "W, Z, A, Y, g_prime")).message
    assert "W[l].T @ dZ[l] * g_prime[l - 1](Z[l - … is (4, 3) and dZ[l] is (2, 5): entry by entry" in message


def test_a_sum_that_lies_down_is_told(tmp_path):
    body = "b_new = {l: b[l].copy() for l in b}\nfor l in b:\n    b_new[l] -= learning_rate * db[l].T\nreturn W, b_new"
    message = check(written(tmp_path, body, "update_parameters", "W, b, dW, db, learning_rate")).message
    assert "and -= has to put that into b_new[l], which keeps its shape (4, 1). Here l = 1." in message


def test_what_cannot_be_looked_up_gets_the_advice(tmp_path):
    body = "b_new = {l: b[l].copy() for l in b}\nfor l in b:\n    b_new[l] -= np.outer(db[l], db[l])\nreturn W, b_new"
    message = check(written(tmp_path, body, "update_parameters", "W, b, dW, db, learning_rate")).message
    assert "What is added has another shape: print both." in message and "Here l" not in message


def test_the_training_lab_tells_it_too(tmp_path):
    lab = TrainingLab("circles", forward=written(tmp_path, LOOP % "W[l] @ A[l - 1].T + b[l]"))
    lab.tick(1)
    assert "W[l] is (4, 2) and A[l - 1].T is (300, 2): in a product the inner axes must agree, here 2 and 300." in lab.error


class Trap:
    """An operand that must not run again."""

    def __init__(self):
        self.runs = 0

    def __matmul__(self, other):
        self.runs += 1
        return np.ones((2, 3)) @ other

    def __getitem__(self, index):
        self.runs += 1
        return np.ones((2, 3))


def test_nothing_of_the_learners_runs_again():
    trap, other = Trap(), np.ones((4, 5))
    with pytest.raises(ValueError) as caught:
        trap[0] @ other
    assert "trap[0] @ other: in a product the inner axes must agree, here 3 and 4." in in_words(caught.value)
    assert trap.runs == 1


def test_a_default_dict_does_not_grow():
    from collections import defaultdict

    W = defaultdict(lambda: np.ones((2, 3)), {1: np.ones((2, 3))})
    with pytest.raises(ValueError) as caught:
        W[1] @ W[2]
    assert "W[1] @ W[2]: in a product the inner axes must agree, here 3 and 2." in in_words(caught.value)
    assert set(W) == {1, 2}


def test_an_error_of_their_own_words_stays_as_it_is():
    def one(A):
        raise ValueError("A @ A could not be broadcast")

    with pytest.raises(ValueError) as caught:
        one(TABLE)
    assert in_words(caught.value).startswith("ValueError: A @ A could not be broadcast. The two shapes")


def test_shapes_inside_a_library_are_not_taken_for_the_learners():
    with pytest.raises(ValueError) as caught:
        np.linalg.multi_dot([TABLE, TABLE, TABLE])
    assert "NumPy's own words" not in in_words(caught.value) and "not aligned" in in_words(caught.value)


def test_without_source_the_advice_is_given():
    with pytest.raises(ValueError) as caught:
        eval("A @ A", {"A": TABLE})
    assert "print both shapes" in in_words(caught.value)
