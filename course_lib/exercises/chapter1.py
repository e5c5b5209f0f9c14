"""The exercises of Chapter 1: a line, a bend, a neuron made of both, the connections of a network, and the first examples of X."""

import numpy as np

from course_lib.exercises.engine import Exercise
from course_lib.exercises.mistakes import Mistake, nothing_returned


def straight_line(x, w, b):
    """The height at x of the straight line with slope w that starts from b at x = 0."""
    ### BEGIN SOLUTION
    z = w * x + b
    return z
    ### END SOLUTION


def relu(z):
    """z where it is positive, else 0: for a number, or for each entry of an array."""
    ### BEGIN SOLUTION
    a = np.maximum(0, z)
    return a
    ### END SOLUTION


def neuron(x, w, b):
    """What a neuron with weight w and bias b answers to x: a line, bent at zero."""
    ### BEGIN SOLUTION
    z = straight_line(x, w, b)
    a = relu(z)
    return a
    ### END SOLUTION


def count_connections(n):
    """How many connections a dense network with n[0], n[1], … units has; biases do not count."""
    ### BEGIN SOLUTION
    connections = 0
    for l in range(1, len(n)):
        connections = connections + n[l] * n[l - 1]
    return connections
    ### END SOLUTION


def first_examples(X, Y, m):
    """The first m columns of X and of Y: X is (n_x, more), Y is (1, more), one example a column."""
    ### BEGIN SOLUTION
    X_first = X[:, :m]  # (n_x, m)
    Y_first = Y[:, :m]  # (n_y, m)
    return X_first, Y_first
    ### END SOLUTION


def _table(n_x, n_y, examples, m):
    rng = np.random.default_rng(n_x)
    return rng.normal(size=(n_x, examples)), (rng.random((n_y, examples)) < 0.4) * 1.0, m


_SIZES = np.array([[0.2, 0.5, 1.1, 1.9, 2.4]])
_BIAS_LEFT_OUT = "b is left out: the whole line moves up by b."
_ENDS = "Adding up the units is not enough: each unit is connected to each unit of the layer before. How many pairs is that?"

STRAIGHT_LINE = Exercise(
    straight_line,
    cases=lambda: [(1.0, 2.0, 3.0), (3.0, -2.0, 0.5), (_SIZES, 1.8, -1.2)],
    hints=(
        "You know it from school: a slope times x, plus where the line starts.",
        "In Python * multiplies and + adds. Write z = … in place of the last line, and return z below it.",
        "z = w * x + b, and then: return z.",
    ),
    words="The slope times x says how much the line has climbed; b says where it started. NumPy does it for a whole array of x at once.",
    mistakes=(
        Mistake("bias-left-out", "w * x + b", "w * x", "At x = 0 your line is always at 0. Where does b come in?"),
        Mistake("sign-of-b", "* x + b", "* x - b", "b is added, not taken away."),
        Mistake("swapped", "w * x + b", "b * x + w", "The roles are swapped: w is the slope, b is the height at x = 0."),
        Mistake("added", "w * x + b", "w + x + b", "A slope of w means w more for each unit of x: multiply them."),
        Mistake("bracket", "w * x + b", "w * (x + b)", "b is multiplied by w too. Multiply first, then add b."),
        Mistake("power", "w * x + b", "w ** x + b", "** is a power. One star multiplies."),
        Mistake("no-star", "w * x + b", "wx + b", "Python reads wx as one name. A product needs its star: w * x."),
        Mistake("called", "w * x + b", "w(x) + b", "Brackets right after a name call a function. A product needs its star: w * x."),
        Mistake("number-only", "w * x + b", "w * x[0] + b", "x may be a single number here, so do not take entries out of it."),
        Mistake("returned-none", "return z", "return None",
                "It returns nothing. print only shows a number; return hands it back to whoever called."),
    ),
    chapter=1,
)

RELU = Exercise(
    relu,
    cases=lambda: [(2.0,), (-3.5,), (0.0,), (np.array([[-2.0, 0.0, 0.5], [1.0, 4.0, -30.0]]),), (np.linspace(-5, 6, 7),)],
    hints=(
        "Two numbers stand for choice, z and 0. Which of them is it, always?",
        "Python's own max takes numbers only. NumPy has a function that compares entry by entry: np.maximum.",
        "a = np.maximum(0, z), and then: return a.",
    ),
    words="The larger one of 0 and z, entry by entry. np.maximum does that for numbers and arrays alike.",
    mistakes=(
        Mistake("minimum", "maximum(", "minimum(", "You keep the negative part and lose the positive one."),
        Mistake("absolute", "np.maximum(0, z)", "np.abs(z)", "−3 becomes 3 with you. It should become 0: bent flat, not folded up."),
        Mistake("python-max", "np.maximum(0, z)", "max(0, z)",
                "z may be an array. Python's max, like an `if`, wants one comparison; np.maximum compares entry by entry."),
        Mistake("largest-of-all", "np.maximum(0, z)", "np.maximum(0, np.max(z))",
                "One number comes back for a whole array. np.maximum, with two arguments, keeps the shape."),
        Mistake("np-max", "np.maximum(0, z)", "np.max(z)", "np.max looks for the largest entry of one array. np.maximum compares two things entry by entry."),
        Mistake("np-max-of-two", "np.maximum(0, z)", "np.max(0, z)",
                "The second argument of np.max is an axis, not a number to compare with. np.maximum compares two things."),
        Mistake("entry-by-entry", "np.maximum(0, z)", "[max(0, entry) for entry in z]",
                "z may be a single number, which has no entries to go through. np.maximum needs no loop."),
        Mistake("written-into", "a = np.maximum(0, z)", "z[z < 0] = 0; a = z",
                "z may be a single number, and an array that comes in should stay as it is. np.maximum makes a new one."),
        Mistake("step", "np.maximum(0, z)", "np.where(z > 0, 1.0, 0.0)", "Positive numbers should stay as they are, not become 1."),
        Mistake("dropped", "np.maximum(0, z)", "np.atleast_1d(z)[np.atleast_1d(z) > 0]", "The negative entries are gone. They should become 0, and the shape stays."),
        Mistake("turned", "np.maximum(0, z)", "np.maximum(0, -z)", "It is turned around: negative numbers become 0, positive ones stay."),
        Mistake("minus", "np.maximum(0, z)", "-np.maximum(0, z)", "There is a minus too many."),
        Mistake("bent-at-1", "maximum(0", "maximum(1", "The bend is at 1 with you. It belongs at 0."),
        Mistake("unbent", "np.maximum(0, z)", "z", "This is still straight: negative numbers come out as they went in."),
        Mistake("in-place", "a = np.maximum(0, z)", "np.maximum(0, z, out=z) if isinstance(z, np.ndarray) else None; a = np.maximum(0, z)",
                "The array that came in is changed. Make a new one: the caller may still need the old."),
        nothing_returned("a"),
    ),
    chapter=1,
)

NEURON = Exercise(
    neuron,
    cases=lambda: [(1.0, 2.0, 3.0), (1.0, 2.0, -5.0), (-1.0, 2.0, 3.0), (_SIZES, 1.8, -1.2), (_SIZES, -1.0, 1.5)],
    hints=(
        "You have written both parts already. First the line, then the bend.",
        "Call them: straight_line(x, w, b) gives z, and relu(z) bends it.",
        "z = straight_line(x, w, b), then a = relu(z), then return a.",
    ),
    words="First a straight line, then a bend. Every neuron in this book does these two things.",
    mistakes=(
        Mistake("unbent", "a = relu(z)", "a = z", "The line is not bent: what is negative should come out as 0. Send z through relu, and return what comes out."),
        Mistake("bent-first", "z = straight_line(x, w, b)\n    a = relu(z)", "z = relu(x)\n    a = straight_line(z, w, b)",
                "You bend x first and then make the line. It goes the other way: the line first, then the bend."),
        Mistake("bent-without-b", "straight_line(x, w, b)\n    a = relu(z)", "straight_line(x, w, 0)\n    a = relu(z) + b",
                "b is added after the bend. It belongs to the line, before the bend."),
        Mistake("bias-left-out", "straight_line(x, w, b)", "straight_line(x, w, 0)", _BIAS_LEFT_OUT),
        Mistake("swapped", "(x, w, b)\n    a", "(x, b, w)\n    a", "w and b have changed places in your call of straight_line."),
        Mistake("python-max", "a = relu(z)", "a = max(0, z)", "x may be an array, and Python's own max takes numbers only. Your relu takes both."),
        Mistake("not-called", "relu(z)", "relu(straight_line)", "straight_line is a function: call it with x, w and b, and hand relu what comes out."),
        Mistake("x-and-w", "(x, w, b)\n    a", "(x, w, x)\n    a", "The third argument of straight_line is b, where the line starts."),
        nothing_returned("a"),
    ),
    chapter=1,
)

COUNT_CONNECTIONS = Exercise(
    count_connections,
    cases=lambda: [((4, 3, 1),), ((2, 1),), ((5, 7, 2, 3),), ([64, 16, 10],), ((3, 3, 3, 3, 1),)],
    hints=(
        "Take two neighbouring layers. Each unit of the right one is connected to each unit of the left one: how many lines is that?",
        "Go through the layers with a loop, for l in range(1, len(n)), and add up. A running total starts at 0, before the loop.",
        "In the loop: connections = connections + n[l] * n[l - 1]. After the loop: return connections.",
    ),
    words="Between two neighbouring layers there is a connection for each pair of units, so their sizes are multiplied; then all these products are added up.",
    mistakes=(
        Mistake("biases-too", "n[l] * n[l - 1]", "n[l] * (n[l - 1] + 1)", "You count the biases too. A bias belongs to a unit, not to a connection."),
        Mistake("units", "n[l] * n[l - 1]", "n[l]", _ENDS),
        Mistake("added", "n[l] * n[l - 1]", "n[l] + n[l - 1]", "Three units with four inputs each: is that 3 + 4 connections, or more?"),
        Mistake("within-layer", "n[l] * n[l - 1]", "n[l] * n[l]", "Units of the same layer are not connected to each other. Multiply by the size of the layer before."),
        Mistake("product-of-all", "connections = connections + n[l] * n[l - 1]", "connections = max(connections, 1) * n[l] * n[l - 1]",
                "You multiply the pairs of layers with each other. Connections of different layers are added up."),
        Mistake("sum-of-all", "connections = connections + n[l] * n[l - 1]", "connections = sum(n)",
                "These are the units, added up. A connection joins two of them: how many pairs are there between neighbouring layers?"),
        Mistake("product-of-sizes", "connections = connections + n[l] * n[l - 1]", "connections = int(np.prod(n))",
                "All sizes are multiplied with each other. Multiply neighbours only, and add up the products."),
        Mistake("past-the-end", "range(1, len(n)):\n        connections = connections + n[l] * n[l - 1]",
                "range(0, len(n)):\n        connections = connections + n[l] * n[l + 1]",
                "The last layer has no neighbour on its right: n[l + 1] is beyond the end there. Stop one earlier."),
        Mistake("three-layers", "connections = connections + n[l] * n[l - 1]", "connections = n[0] * n[1] + n[1] * n[2]",
                "That is right for three layers, and n may have any number of them. Let a loop go through the pairs."),
        Mistake("four-layers", "connections = connections + n[l] * n[l - 1]", "connections = n[0] * n[1] + n[1] * n[2] + n[2] * n[3]",
                "That is right for four layers, and n may have any number of them. Let a loop go through the pairs."),
        Mistake("sizes-as-numbers", "for l in range(1, len(n)):", "for l in n:",
                "The loop runs over the sizes, and you use them as numbers of layers. Let l run over range(1, len(n))."),
        Mistake("not-accumulated", "connections + n[l]", "n[l]", "Only the last pair of layers is left. Add each product to what you have: connections = connections + …"),
        Mistake("last-left-out", "len(n))", "len(n) - 1)", "The connections to the last layer are missing: range already stops before its end."),
        Mistake("first-left-out", "range(1,", "range(2,", "The connections from the inputs are missing. The first pair is n[0] and n[1]."),
        Mistake("wraps-around", "range(1,", "range(0,", "At l = 0 you multiply by n[-1], which in Python is the last entry. Begin at l = 1."),
        Mistake("every-layer", "n[l] * n[l - 1]", "n[l] * sum(n[:l])", "A unit listens to the layer just before it, not to all earlier ones."),
        Mistake("ends-only", "connections = connections + n[l] * n[l - 1]", "connections = n[0] * n[-1]",
                "These are inputs times outputs. The hidden layers stand between them, so go through all pairs of neighbours."),
        Mistake("stopped-early", "    return connections", "        return connections", "It stops after the first pair of layers: the return stands inside the loop."),
        nothing_returned("connections"),
    ),
    chapter=1,
)

FIRST_EXAMPLES = Exercise(
    first_examples,
    cases=lambda: [_table(3, 1, 7, 4), _table(5, 2, 6, 1), _table(4, 1, 5, 5), _table(6, 3, 9, 2)],
    hints=(
        "X[rows, columns] takes a part out of X, and a single colon means: all of them. Examples are columns.",
        "The first m columns are :m. Do the same to X and to Y, so that every example keeps its label.",
        "X[:, :m] and Y[:, :m], returned with a comma between them.",
    ),
    words="All rows, the first m columns, of both: each example is a column, and its label stands in the same column of Y.",
    mistakes=(
        Mistake("rows", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:m]\n    Y_first = Y[:m]",
                "X[:m] takes the first m rows: m features of all examples. Examples are columns, so the cut comes after the comma."),
        Mistake("rows-of-x", "X[:, :m]", "X[:m]", "X[:m] takes rows, which are features. The first m columns are wanted."),
        Mistake("rows-of-y", "Y[:, :m]", "Y[:m]", "The cut in Y goes through its rows. Labels lie in columns, as examples do."),
        Mistake("y-left-whole", "Y[:, :m]", "Y", "Y still has the labels of all examples. Cut it as you cut X."),
        Mistake("x-left-whole", "X[:, :m]", "X", "X still has all examples. Cut it as you cut Y."),
        Mistake("last-ones", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:, -m:]\n    Y_first = Y[:, -m:]", "These are the last m examples, not the first."),
        Mistake("all-but-m", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:, m:]\n    Y_first = Y[:, m:]",
                "m: leaves the first m out and keeps the rest. The colon belongs before m."),
        Mistake("one-too-many", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:, : m + 1]\n    Y_first = Y[:, : m + 1]",
                "One example too many: :m stops before column m, and counting begins at 0."),
        Mistake("one-too-few", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:, : m - 1]\n    Y_first = Y[:, : m - 1]",
                "One example too few: :m already gives the columns 0 to m − 1, which are m of them."),
        Mistake("first-skipped", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:, 1 : m + 1]\n    Y_first = Y[:, 1 : m + 1]",
                "Counting begins at 0 in Python: your first example is the second one."),
        Mistake("one-column", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:, m]\n    Y_first = Y[:, m]",
                "X[:, m] is one column, the one with the number m. A colon before m takes all columns up to it."),
        Mistake("from-1", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:, 1:m]\n    Y_first = Y[:, 1:m]",
                "1:m leaves the first example out: Python counts from 0."),
        Mistake("column-m", "X[:, :m]  # (n_x, m)\n    Y_first = Y[:, :m]", "X[:, m - 1 : m]\n    Y_first = Y[:, m - 1 : m]",
                "This is one example, number m. All of the first m are wanted."),
        Mistake("not-transposed", "return X_first, Y_first", "return X_first.T, Y_first.T", "They come back with examples in rows. Leave them as they are: one example is one column."),
        Mistake("swapped", "return X_first, Y_first", "return Y_first, X_first", "X and Y come back in the wrong order. Return X first."),
        Mistake("x-only", "return X_first, Y_first", "return X_first", "Return both: the examples and their labels."),
        nothing_returned("X_first, Y_first"),
    ),
    chapter=1,
)
