"""The exercises of Chapter 3: a network with one hidden layer, from its shapes to its six backward equations and its start."""

import numpy as np

from course_lib.activations import relu, sigmoid
from course_lib.exercises.engine import Exercise
from course_lib.exercises.material import data, draws, parameters
from course_lib.exercises.mistakes import Mistake, missing_mean, nothing_returned, throughout
from course_lib.exercises.randomness import judge_weights


def layer_sizes(X, n_h, Y):
    """The sizes (n_x, n_h, n_y) of a network with n_h hidden units, for X (n_x, m) and Y (n_y, m)."""
    ### BEGIN SOLUTION
    n_x = X.shape[0]
    n_y = Y.shape[0]
    return n_x, n_h, n_y
    ### END SOLUTION


def forward_one_example(W, b, x, g):
    """The answer y-hat, shape (n_2, 1), to one example x, shape (n_x, 1).
    Layer l has the weights W[l], the biases b[l] and the function g[l]."""
    ### BEGIN SOLUTION
    z, a = {}, {}
    z[1] = W[1] @ x + b[1]  # (n_1, 1)
    a[1] = g[1](z[1])
    z[2] = W[2] @ a[1] + b[2]  # (n_2, 1)
    a[2] = g[2](z[2])
    return a[2]
    ### END SOLUTION


def forward_shallow(W, b, X, g):
    """The dicts Z, with keys 1 and 2, and A, with keys 0, 1 and 2, where A[0] = X.
    X is (n_x, m); Z[l] and A[l] are (n_l, m)."""
    ### BEGIN SOLUTION
    Z, A = {}, {0: X}
    Z[1] = W[1] @ A[0] + b[1]  # (n_1, m)
    A[1] = g[1](Z[1])
    Z[2] = W[2] @ A[1] + b[2]  # (n_2, m)
    A[2] = g[2](Z[2])
    return Z, A
    ### END SOLUTION


def tanh(z):
    """The hyperbolic tangent of z: a number, or an array of any shape."""
    ### BEGIN SOLUTION
    a = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return a
    ### END SOLUTION


def leaky_relu(z):
    """The leaky ReLU of z, a number or an array of any shape, with slope 0.01 below zero."""
    ### BEGIN SOLUTION
    a = np.maximum(0.01 * z, z)
    return a
    ### END SOLUTION


def collapse_linear(W, b):
    """One W, shape (n_L, n_0), and one b, shape (n_L, 1), that do what linear layers 1 to L do in
    sequence. The dicts W and b hold these layers."""
    ### BEGIN SOLUTION
    W_all, b_all = W[1], b[1]
    for l in range(2, len(W) + 1):
        W_all = W[l] @ W_all  # (n_l, n_0)
        b_all = W[l] @ b_all + b[l]  # (n_l, 1)
    return W_all, b_all
    ### END SOLUTION


def sigmoid_prime(z, a):
    """The slope of the sigmoid at z, where a = sigmoid(z). Both are numbers, or arrays of one shape."""
    ### BEGIN SOLUTION
    slope = a * (1 - a)
    return slope
    ### END SOLUTION


def tanh_prime(z, a):
    """The slope of tanh at z, where a = tanh(z). Both are numbers, or arrays of one shape."""
    ### BEGIN SOLUTION
    slope = 1 - a**2
    return slope
    ### END SOLUTION


def relu_prime(z, a):
    """The slope of ReLU at z, where a = relu(z), and 1 at z = 0.
    Both are numbers, or arrays of one shape."""
    ### BEGIN SOLUTION
    slope = np.where(z >= 0, 1.0, 0.0)
    return slope
    ### END SOLUTION


def leaky_relu_prime(z, a):
    """The slope of leaky ReLU at z, where a = leaky_relu(z), and 1 at z = 0.
    Both are numbers, or arrays of one shape."""
    ### BEGIN SOLUTION
    slope = np.where(z >= 0, 1.0, 0.01)
    return slope
    ### END SOLUTION


def backward_shallow(W, Z, A, Y, g_prime):
    """The gradients of the logistic cost: dicts dW and db with keys 1 and 2, shaped like W and b.
    A[2] holds the answers of sigmoid units and Y the truth, both (n_2, m)."""
    ### BEGIN SOLUTION
    m = Y.shape[1]
    dZ, dW, db = {}, {}, {}
    dZ[2] = A[2] - Y  # (n_2, m)
    dW[2] = dZ[2] @ A[1].T / m  # (n_2, n_1)
    db[2] = np.sum(dZ[2], axis=1, keepdims=True) / m  # (n_2, 1)
    dZ[1] = W[2].T @ dZ[2] * g_prime[1](Z[1], A[1])  # (n_1, m)
    dW[1] = dZ[1] @ A[0].T / m  # (n_1, n_x)
    db[1] = np.sum(dZ[1], axis=1, keepdims=True) / m  # (n_1, 1)
    return dW, db
    ### END SOLUTION


def update_parameters(W, b, dW, db, learning_rate):
    """Take one step downhill in every layer, however many there are.
    Returns new dicts W and b, and leaves the old ones as they are."""
    ### BEGIN SOLUTION
    W_new, b_new = {}, {}
    for l in W:
        W_new[l] = W[l] - learning_rate * dW[l]
        b_new[l] = b[l] - learning_rate * db[l]
    return W_new, b_new
    ### END SOLUTION


def initialize_random(n, rng):
    """Dicts W and b for the sizes n. W[l], shape (n[l], n[l-1]), is 0.01 times standard normal from
    rng; b[l], shape (n[l], 1), is 0."""
    ### BEGIN SOLUTION
    W, b = {}, {}
    for l in range(1, len(n)):
        W[l] = 0.01 * rng.standard_normal((n[l], n[l - 1]))
        b[l] = np.zeros((n[l], 1))
    return W, b
    ### END SOLUTION


PRIME = {sigmoid: sigmoid_prime, tanh: tanh_prime, relu: relu_prime, leaky_relu: leaky_relu_prime}


def _sizes(n_x, n_h, n_y, m):
    return np.ones((n_x, m)), n_h, np.ones((n_y, m))


def _forward(n, m, hidden, output):
    return *parameters(n, m), data(n, m, m)[0], {1: hidden, 2: output}


def _backward(n, m, hidden):
    """Z and A come from a real forward pass, so that a slope may be taken from either."""
    W, b, X, g = _forward(n, m, hidden, sigmoid)
    return W, *forward_shallow(W, b, X, g), data(n, m, m)[1], {l: PRIME[g[l]] for l in g}


def _update(n, seed, learning_rate):
    return *parameters(n, seed), *parameters(n, seed + 1), learning_rate


_GRID = np.array([[-3.0, 0.0, 0.5], [1.5, -0.25, 8.0]])


def _slopes(g):
    return [(z, g(z)) for z in (_GRID, 0.0, 2.0, -1.5, 10.0, -10.0, np.linspace(-4, 5, 6))]


_ONE_NUMBER = "Keep one number for each entry of z: do not sum."
_NO_IF = "`if` decides once, but an array holds many numbers. np.where decides for each entry."

LAYER_SIZES = Exercise(
    layer_sizes,
    cases=lambda: [_sizes(3, 4, 2, 7), _sizes(5, 2, 1, 6), _sizes(2, 8, 3, 10)],
    hints=(
        "One example per column: what, then, do the rows of X count?",
        "array.shape is a pair, (rows, columns). Counting begins at 0.",
        "n_x is X.shape[0]. n_y is found in the same way from Y, and n_h is handed in.",
    ),
    words="Rows of X are features, rows of Y are outputs, columns are examples. The number of hidden units is for you to choose: no data say it.",
    mistakes=(
        Mistake("columns-for-rows", "X.shape[0]\n    n_y = Y.shape[0]", "X.shape[1]\n    n_y = Y.shape[1]",
                "shape[1] counts columns, and columns are examples. Features and outputs lie in rows."),
        Mistake("n-x-from-columns", "X.shape[0]", "X.shape[1]", "n_x came out as m. Each example is a column of X: the features lie in rows."),
        Mistake("n-y-from-columns", "Y.shape[0]", "Y.shape[1]",
                "n_y came out as m. Each column of Y is one example's truth: the outputs lie in rows."),
        Mistake("one-output", "Y.shape[0]", "1", "n_y is 1 for a yes or no, but a network may have several outputs. Ask Y."),
        Mistake("n-y-from-X", "Y.shape[0]", "X.shape[0]", "n_y came from X. The outputs are in Y."),
        Mistake("n-x-from-Y", "X.shape[0]", "Y.shape[0]", "n_x came from Y. The features are in X."),
        Mistake("hard-coded-n-h", "return n_x, n_h, n_y", "return n_x, 4, n_y", "Your hidden layer always has 4 units. Use the argument n_h."),
        Mistake("n-h-from-X", "return n_x, n_h, n_y", "return n_x, n_x, n_y", "The hidden layer is as wide as we choose: n_h, not n_x."),
        Mistake("all-numbers", "X.shape[0]", "X.size", "X.size counts all the numbers in X. How many rows has it?"),
        Mistake("whole-shapes", "return n_x, n_h, n_y", "return X.shape, n_h, Y.shape", "Return sizes, not whole shapes: the number of rows alone."),
        Mistake("turned-around", "return n_x, n_h, n_y", "return n_y, n_h, n_x",
                "From left to right: input, hidden, output. Yours run the other way."),
        Mistake("hidden-last", "return n_x, n_h, n_y", "return n_x, n_y, n_h", "The hidden layer stands in the middle: n_x, n_h, n_y."),
        Mistake("hidden-missing", "return n_x, n_h, n_y", "return n_x, n_y", "Three sizes, please: the hidden layer has one too."),
        nothing_returned("n_x, n_h, n_y"),
    ),
    chapter=3,
)

FORWARD_ONE_EXAMPLE = Exercise(
    forward_one_example,
    cases=lambda: [
        (*parameters((3, 4, 2), 1), data((3, 2), 1, 1)[0], {1: tanh, 2: sigmoid}),
        (*parameters((4, 2, 3), 2), data((4, 3), 1, 2)[0], {1: leaky_relu, 2: tanh}),
        (*parameters((2, 5, 3), 3), data((2, 3), 1, 3)[0], {1: sigmoid, 2: leaky_relu}),
        (*parameters((3, 3, 3), 4), data((3, 3), 1, 4)[0], {1: tanh, 2: sigmoid}),
    ],
    hints=(
        "Four lines: z[1], a[1], z[2], a[2]. The last two look like the first two, one layer on.",
        "z[1] is W[1] @ x + b[1]. What takes the place of x in layer 2?",
        "a[1] = g[1](z[1]), and this is what layer 2 sees: z[2] = W[2] @ a[1] + b[2]. One line is left.",
    ),
    words="Each layer does two things: a weighted sum plus b, then its function. The second layer sees what the first one answered.",
    mistakes=(
        Mistake("activation-1-left-out", "g[1](z[1])", "z[1]", "Layer 1 stops at z[1]. Its function g[1] comes before layer 2."),
        Mistake("activation-2-left-out", "g[2](z[2])", "z[2]", "Layer 2 stops at z[2]. Its function g[2] is left out."),
        Mistake("no-layer-of-g", "g[1](", "g(", "g is a dict with one function a layer. Say which one you call, as with W and b."),
        Mistake("g1-for-g2", "g[2](", "g[1](", "Layer 2 uses the function of layer 1. Each layer has its own."),
        Mistake("g2-for-g1", "g[1](", "g[2](", "Layer 1 uses the function of layer 2. Each layer has its own."),
        Mistake("sigmoid-hard-coded", "g[2](z[2])", "sigmoid(z[2])", "Your output is always a sigmoid. Use the function that layer 2 is given."),
        Mistake("sigmoid-in-layer-1", "g[1](z[1])", "sigmoid(z[1])", "Your hidden units are always sigmoids. Use the function that layer 1 is given."),
        Mistake("tanh-hard-coded", "g[1](z[1])", "np.tanh(z[1])", "Your hidden units are always tanh. Use the function that layer 1 is given."),
        Mistake("bias-1-left-out", " + b[1]", "", "b[1] is left out of z[1]."),
        Mistake("bias-2-left-out", " + b[2]", "", "b[2] is left out of z[2]."),
        Mistake("bias-1-subtracted", "x + b[1]", "x - b[1]", "b[1] is subtracted. It is added."),
        Mistake("bias-2-subtracted", "a[1] + b[2]", "a[1] - b[2]", "b[2] is subtracted. It is added."),
        Mistake("bias-after-activation", "W[1] @ x + b[1]  # (n_1, 1)\n    a[1] = g[1](z[1])", "W[1] @ x\n    a[1] = g[1](z[1]) + b[1]",
                "b[1] comes too late: it belongs to z[1], before the function."),
        Mistake("wrong-bias", "b[2]", "b[1]", "Layer 2 adds the b of layer 1."),
        Mistake("wrong-weights", "W[2] @", "W[1] @", "Layer 2 uses the weights of layer 1."),
        Mistake("x-in-layer-2", "@ a[1]", "@ x", "Layer 2 does not see x. It sees what layer 1 answered."),
        Mistake("layer-0", "W[1] @", "W[0] @", "There is no W[0]: layer 0 is the input. The first layer with weights is number 1."),
        Mistake("star-in-layer-1", "W[1] @ x", "W[1] * x", "* multiplies entry by entry. A weighted sum is a matrix product, @: look at z[1]."),
        Mistake("star-in-layer-2", "W[2] @ a[1]", "W[2] * a[1]", "* multiplies entry by entry. A weighted sum is a matrix product, @: look at z[2]."),
        throughout(forward_one_example, "star", " @ ", " * ", "* multiplies entry by entry. A weighted sum is a matrix product, @, in both layers."),
        Mistake("w1-transposed", "W[1] @", "W[1].T @", "W[1] is (n_1, n_x): one row a unit. It fits as it is, without .T."),
        Mistake("w2-transposed", "W[2] @", "W[2].T @", "W[2] is (n_2, n_1): one row a unit. It fits as it is, without .T."),
        Mistake("x-first", "W[1] @ x", "x @ W[1]", "The order counts in a matrix product: the weights stand first."),
        Mistake("hidden-returned", "return a[2]", "return a[1]", "These are the hidden units. Go on to layer 2."),
        Mistake("all-returned", "return a[2]", "return a", "Return y-hat alone, the answer of the last layer."),
        Mistake("rank-1", "return a[2]", "return a[2].ravel()", "y-hat is a column, (n_2, 1). Yours has lost its second axis."),
        Mistake("rounded", "return a[2]", "return np.round(a[2])", "Do not round: the answer is a number between, not only 0 or 1."),
        nothing_returned("a[2]"),
    ),
    chapter=3,
)

FORWARD_SHALLOW = Exercise(
    forward_shallow,
    cases=lambda: [
        _forward((3, 4, 2), 5, tanh, sigmoid), _forward((4, 2, 3), 6, leaky_relu, tanh), _forward((2, 5, 3), 4, sigmoid, leaky_relu),
        _forward((3, 3, 3), 3, tanh, sigmoid),
    ],
    hints=(
        "The same four lines as for one example, with X in place of x: the columns do not disturb each other.",
        "Begin with Z = {} and A = {0: X}. Then both layers read alike: Z[1] from A[0], Z[2] from A[1].",
        "Z[1] = W[1] @ A[0] + b[1] and A[1] = g[1](Z[1]). NumPy adds the column b[1] to every column. Then layer 2, and return Z, A.",
    ),
    words="The four lines of one example, for all columns at once: the product with W[l] treats each column by itself, and b[l] is added to each.",
    mistakes=(
        Mistake("activation-1-left-out", "g[1](Z[1])", "Z[1]", "A[1] is just Z[1]: the function of layer 1 is left out."),
        Mistake("activation-2-left-out", "g[2](Z[2])", "Z[2]", "A[2] is just Z[2]: the function of layer 2 is left out."),
        Mistake("no-layer-of-g", "g[1](", "g(", "g is a dict with one function a layer. Say which one you call, as with W and b."),
        Mistake("g1-for-g2", "g[2](", "g[1](", "Layer 2 uses the function of layer 1. Each layer has its own."),
        Mistake("g2-for-g1", "g[1](", "g[2](", "Layer 1 uses the function of layer 2. Each layer has its own."),
        Mistake("sigmoid-hard-coded", "g[2](Z[2])", "sigmoid(Z[2])", "Your output is always a sigmoid. Use the function that layer 2 is given."),
        Mistake("sigmoid-in-layer-1", "g[1](Z[1])", "sigmoid(Z[1])", "Your hidden units are always sigmoids. Use the function that layer 1 is given."),
        Mistake("tanh-hard-coded", "g[1](Z[1])", "np.tanh(Z[1])", "Your hidden units are always tanh. Use the function that layer 1 is given."),
        Mistake("activation-of-A", "g[2](Z[2])", "g[2](A[1])", "g[2] is applied to A[1]. First comes the weighted sum of layer 2."),
        Mistake("z-for-a", "@ A[1]", "@ Z[1]", "Layer 2 sees Z[1]. It should see the answers of layer 1."),
        Mistake("x-in-layer-2", "@ A[1]", "@ A[0]", "Layer 2 does not see X. It sees what layer 1 answered."),
        Mistake("bias-1-left-out", " + b[1]", "", "b[1] is left out of Z[1]."),
        Mistake("bias-2-left-out", " + b[2]", "", "b[2] is left out of Z[2]."),
        Mistake("bias-1-lies-down", "+ b[1]", "+ b[1].T", "b[1] is a column, and each unit, a row of Z[1], gets its own entry. Leave it standing."),
        Mistake("bias-2-lies-down", "+ b[2]", "+ b[2].T", "b[2] is a column, and each unit, a row of Z[2], gets its own entry. Leave it standing."),
        Mistake("wrong-bias", "b[2]", "b[1]", "Layer 2 adds the b of layer 1."),
        Mistake("wrong-weights", "W[2] @", "W[1] @", "Layer 2 uses the weights of layer 1."),
        Mistake("layer-0", "W[1] @", "W[0] @", "There is no W[0]: layer 0 is the input. The first layer with weights is number 1."),
        Mistake("star-in-layer-1", "W[1] @ A[0]", "W[1] * A[0]", "* multiplies entry by entry. A weighted sum is a matrix product, @: look at Z[1]."),
        Mistake("star-in-layer-2", "W[2] @ A[1]", "W[2] * A[1]", "* multiplies entry by entry. A weighted sum is a matrix product, @: look at Z[2]."),
        throughout(forward_shallow, "star", " @ ", " * ", "* multiplies entry by entry. A weighted sum is a matrix product, @, in both layers."),
        Mistake("w1-transposed", "W[1] @", "W[1].T @", "W[1] is (n_1, n_x): one row a unit. It fits as it is, without .T."),
        Mistake("w2-transposed", "W[2] @", "W[2].T @", "W[2] is (n_2, n_1): one row a unit. It fits as it is, without .T."),
        Mistake("x-transposed", "@ A[0]", "@ A[0].T", "X has one example per column already: without .T."),
        Mistake("x-first", "W[1] @ A[0]", "A[0] @ W[1]", "The order counts in a matrix product: the weights stand first."),
        Mistake("input-missing", "Z, A = {}, {0: X}\n    Z[1] = W[1] @ A[0]", "Z, A = {}, {}\n    Z[1] = W[1] @ X",
                "A has no key 0. The input is layer 0, and the way back will need it."),
        Mistake("input-in-Z", "Z, A = {}, {0: X}", "Z, A = {0: X}, {0: X}", "Z has a key 0. Layer 0 only hands X on: it has an A, but no Z."),
        Mistake("four-arrays", "return Z, A", "return Z[1], A[1], Z[2], A[2]", "Return two dicts, Z and A, each with one array a layer under its number."),
        Mistake("not-kept", "return Z, A", "return Z[2], A[2]", "Return the whole dicts: the way back needs the values of layer 1 too."),
        Mistake("answer-only", "return Z, A", "return A[2]", "Return both dicts, Z and A: the way back needs them."),
        Mistake("only-A", "return Z, A", "return A", "Z is missing. Return both dicts: Z, A."),
        Mistake("swapped", "return Z, A", "return A, Z", "Z and A come back in the wrong order. Return Z first."),
        nothing_returned("Z, A"),
    ),
    chapter=3,
)

TANH = Exercise(
    tanh,
    cases=lambda: [(_GRID,), (0.0,), (2.0,), (-3.5,), (np.linspace(-15, 14, 7),), (3,)],
    hints=(
        "It is made of e to the z and e to the −z, both above and below the fraction bar. np.exp(z) and np.exp(-z) are these.",
        "Above the bar stands their difference, below it their sum.",
        "Brackets around all that stands above, and around all that stands below: a = (… − …) / (… + …).",
    ),
    words="The difference of e to the z and e to the minus z, divided by their sum. NumPy has it built in: np.tanh.",
    mistakes=(
        Mistake("upside-down", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "(np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))",
                "Your fraction stands on its head: at z = 0 you divide by 0."),
        Mistake("brackets", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "np.exp(z) - np.exp(-z) / (np.exp(z) + np.exp(-z))",
                "/ binds closer than −: only the second term is divided. Set brackets above the bar too."),
        Mistake("brackets-below", "(np.exp(z) + np.exp(-z))", "np.exp(z) + np.exp(-z)",
                "/ binds closer than +: only e to the z is below the bar. Set brackets there too."),
        Mistake("no-brackets", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z)",
                "/ binds closer than + and −. Set brackets around all that stands above the bar, and around all below."),
        Mistake("sign", "np.exp(z) - np.exp(-z)", "np.exp(-z) - np.exp(z)", "Your curve falls where it should rise. Which of the two comes first?"),
        Mistake("plus-above", "np.exp(z) - np.exp(-z)", "np.exp(z) + np.exp(-z)", "This is 1 everywhere. Above the bar stands a difference."),
        Mistake("minus-below", "np.exp(z) + np.exp(-z)", "np.exp(z) - np.exp(-z)", "This is 1, or 0 divided by 0. Below the bar stands a sum."),
        Mistake("not-divided", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "(np.exp(z) - np.exp(-z)) / 2",
                "This grows without end: it is sinh. Divide by the sum of the two, not by 2."),
        Mistake("sigmoid", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "1 / (1 + np.exp(-z))",
                "This is the sigmoid, from 0 to 1. tanh goes from −1 to 1, and through 0."),
        Mistake("half-as-steep", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "(np.exp(z) - 1) / (np.exp(z) + 1)",
                "The ends are right, −1 and 1, but the curve is only half as steep: yours at z is tanh at z / 2."),
        Mistake("tan", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "np.tan(z)",
                "tan is the tangent of an angle. tanh is made of e to the z."),
        Mistake("math", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "__import__('math').tanh(z)",
                "The functions of math take one number. NumPy's take whole arrays."),
        Mistake("power-of-two", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))", "(2.0**z - 2.0**-z) / (2.0**z + 2.0**-z)",
                "The base is e ≈ 2.718, not 2. np.exp has it built in."),
        Mistake("slope", "return a", "return 1 - a**2", "This is the slope of tanh. Return a itself."),
        Mistake("rounded", "return a", "return np.round(a)", "Do not round: between −1 and 1 lies all that a hidden unit can say."),
        Mistake("summed", "return a", "return np.sum(a)", _ONE_NUMBER),
        nothing_returned("a"),
    ),
    chapter=3,
)

LEAKY_RELU = Exercise(
    leaky_relu,
    cases=lambda: [(_GRID,), (0.0,), (2.0,), (-3.5,), (np.linspace(-15, 14, 7),), (3,)],
    hints=(
        "Above zero it is z itself; below, a small part of z. The same line of code has to do for a whole array.",
        "np.maximum takes the larger of two things, entry by entry. For a negative z, which is larger: z or 0.01 z?",
        "a = np.maximum(…, …), with z and 0.01 times z in place of the dots. np.where does it too.",
    ),
    words="The larger of 0.01 z and z: for a positive z that is z, for a negative one 0.01 z.",
    mistakes=(
        Mistake("relu", "0.01 * z, z", "0, z", "This is ReLU: 0 everywhere below zero. The leaky one keeps a small slope there."),
        Mistake("slope-0.1", "0.01 *", "0.1 *", "The slope below zero is 0.01, ten times smaller than yours."),
        Mistake("slope-0.001", "0.01 *", "0.001 *", "The slope below zero is 0.01, ten times larger than yours."),
        Mistake("minimum", "np.maximum", "np.minimum", "Yours leaks on the wrong side: take the larger of the two."),
        Mistake("sign", "0.01 * z", "-0.01 * z", "Left of zero your curve goes up again. A negative z should stay negative."),
        Mistake("absolute", "np.maximum(0.01 * z, z)", "np.abs(z)", "This is |z|. A negative z should stay negative, and small."),
        Mistake("identity", "np.maximum(0.01 * z, z)", "z", "This is z itself, a straight line. The bend at zero is missing."),
        Mistake("small-everywhere", "np.maximum(0.01 * z, z)", "0.01 * z",
                "You multiply by 0.01 on both sides. To the right of zero it is z itself."),
        Mistake("constant", "np.maximum(0.01 * z, z)", "np.where(z > 0, z, 0.01)",
                "Left of zero yours is 0.01 for every z. The 0.01 is a slope: multiply z by it."),
        Mistake("slope", "np.maximum(0.01 * z, z)", "np.where(z >= 0, 1.0, 0.01)", "This is the slope, 1 or 0.01. Return the value at z."),
        Mistake("largest", "np.maximum(0.01 * z, z)", "np.max(z)", "np.max gives the one largest entry. np.maximum compares entry by entry."),
        Mistake("if", "np.maximum(0.01 * z, z)", "z if z > 0 else 0.01 * z",
                "`if` and `max` decide once, but an array holds many numbers. np.where and np.maximum decide for each entry."),
        Mistake("in-place", "np.maximum(0.01 * z, z)", "z; z[z < 0] *= 0.01",
                "This changes the array that you were given, and fails for a plain number. Make a new array."),
        Mistake("summed", "return a", "return np.sum(a)", _ONE_NUMBER),
        nothing_returned("a"),
    ),
    chapter=3,
)

COLLAPSE_LINEAR = Exercise(
    collapse_linear,
    cases=lambda: [
        parameters(n, seed) for seed, n in enumerate([(3, 4, 2, 5), (4, 2, 3), (2, 3), (2, 5, 3, 6, 4), (3, 3, 3, 3)])
    ],
    hints=(
        "On paper, with two layers: put W[1] x + b[1] in place of x in W[2] x + b[2], and multiply out.",
        "W[2] (W[1] x + b[1]) + b[2] is (W[2] W[1]) x + (W[2] b[1] + b[2]). So two layers become one: then take the next.",
        "Begin with W[1] and b[1]. For l = 2, 3, …: the new W is W[l] @ the old one; the new b is W[l] @ the old one, plus b[l].",
    ),
    words="Each further layer multiplies both W and b by its W[l] from the left, and then adds its own b[l]. What is left is one linear layer.",
    mistakes=(
        Mistake("order", "W[l] @ W_all", "W_all @ W[l]", "The product runs the wrong way round. The later layer acts last: it stands on the left."),
        Mistake("biases-added", "W[l] @ b_all + b[l]", "b_all + b[l]",
                "The biases of earlier layers pass through the later ones: they are multiplied too."),
        Mistake("own-bias-left-out", "W[l] @ b_all + b[l]", "W[l] @ b_all", "The b of the later layers is left out: each adds its own at the end."),
        Mistake("earlier-biases-lost", "W[l] @ b_all + b[l]", "b[l]",
                "Only the last b is left. The earlier ones arrive too, carried on by the later layers."),
        Mistake("bias-too-early", "W[l] @ b_all + b[l]", "W[l] @ (b_all + b[l])", "b[l] is added before the product with W[l]. It comes after."),
        Mistake("bias-by-product", "W[l] @ b_all", "W_all @ b_all",
                "b is multiplied by the product of all the layers so far. It comes from one layer down: only the new one acts on it."),
        Mistake("bias-subtracted", "b_all + b[l]", "b_all - b[l]", "b[l] is subtracted. Every layer adds its b."),
        Mistake("no-bias", "return W_all, b_all", "return W_all, np.zeros_like(b_all)",
                "Your b is 0. That holds only if all the layers have no bias."),
        Mistake("star", "W[l] @ W_all", "W[l] * W_all", "* multiplies entry by entry. One layer after another is the matrix product, @."),
        Mistake("star-in-b", "W[l] @ b_all", "W[l] * b_all", "* multiplies entry by entry. b is carried on by the matrix product, @."),
        Mistake("transposed", "W[l] @ W_all", "W[l].T @ W_all", "W[l] fits as it is, without .T: look at the shapes."),
        Mistake("summed", "W[l] @ W_all", "W[l] + W_all", "Layers in sequence are multiplied, not added."),
        Mistake("last-left-out", "len(W) + 1", "len(W)", "The last layer is left out: range ends before its second number."),
        Mistake("two-layers-only", "range(2, len(W) + 1)", "range(2, 3)", "This works for two layers only. The dicts may hold any number, even one."),
        Mistake("first-twice", "range(2,", "range(1,", "Layer 1 is taken twice: you begin with it, and the loop begins with it again."),
        Mistake("stopped-early", "    return W_all, b_all", "        return W_all, b_all",
                "It returns after one turn of the loop. Move the return out of it."),
        Mistake("started-late", "W[1], b[1]\n    for l in range(2,", "W[2], b[2]\n    for l in range(3,",
                "Layer 1 is left out. It is the first to see x."),
        Mistake("last-layer-only", "return W_all, b_all", "return W[len(W)], b[len(b)]",
                "This is the last layer alone. The layers before it count too."),
        Mistake("dicts", "return W_all, b_all", "return {1: W_all}, {1: b_all}", "Return two arrays, not two dicts: one W, one b."),
        Mistake("swapped", "return W_all, b_all", "return b_all, W_all", "W and b come back in the wrong order. Return W first."),
        Mistake("only-W", "return W_all, b_all", "return W_all", "Return both: one W and one b."),
        nothing_returned("W_all, b_all"),
    ),
    chapter=3,
)

SIGMOID_PRIME = Exercise(
    sigmoid_prime,
    cases=lambda: _slopes(sigmoid),
    hints=(
        "Of z and a, one makes this very short: a.",
        "It is largest, ¼, where a = ½, and 0 where a is 0 or 1. Which product of two factors does that?",
        "The factors are a and (1 − a).",
    ),
    words="The slope is a times (1 − a): ¼ in the middle, next to nothing at both ends.",
    mistakes=(
        Mistake("of-tanh", "a * (1 - a)", "1 - a**2", "This is the slope of tanh. At z = 0 the sigmoid's is ¼."),
        Mistake("z-for-a", "a * (1 - a)", "z * (1 - z)", "You use z where a belongs."),
        Mistake("sign", "a * (1 - a)", "a * (a - 1)", "The sign is turned around: the sigmoid rises everywhere."),
        Mistake("plus", "1 - a", "1 + a", "At the right end, a ≈ 1, the slope should go to 0. Yours goes to 2."),
        Mistake("one-factor", "a * (1 - a)", "1 - a", "One factor is missing: at the left end, too, the slope should go to 0."),
        Mistake("brackets", "a * (1 - a)", "a * 1 - a", "This is 0 everywhere. Set brackets around the second factor."),
        Mistake("sigmoid-again", "a * (1 - a)", "sigmoid(a) * (1 - sigmoid(a))", "The sigmoid has been taken twice: a is sigmoid(z) already."),
        Mistake("squared", "a * (1 - a)", "a * (1 - a**2)", "There is a square too many."),
        Mistake("constant", "a * (1 - a)", "0.25 + 0 * a", "¼ is right at z = 0 only."),
        Mistake("value", "return slope", "return a", "This is the sigmoid itself, not its slope."),
        Mistake("summed", "return slope", "return np.sum(slope)", _ONE_NUMBER),
        nothing_returned("slope"),
    ),
    chapter=3,
)

TANH_PRIME = Exercise(
    tanh_prime,
    cases=lambda: _slopes(tanh),
    hints=(
        "Of z and a, one makes this very short: a.",
        "It is 1 at z = 0, where a = 0, and goes to 0 at both ends, where a is −1 or 1.",
        "It is one minus the square of a.",
    ),
    words="The slope is 1 − a²: 1 in the middle, next to nothing at both ends.",
    mistakes=(
        Mistake("of-sigmoid", "1 - a**2", "a * (1 - a)", "This is the slope of the sigmoid. At z = 0 the slope of tanh is 1."),
        Mistake("z-for-a", "a**2", "z**2", "You use z where a belongs."),
        Mistake("sign", "1 - a**2", "a**2 - 1", "The sign is turned around: tanh rises everywhere."),
        Mistake("plus", "1 - a**2", "1 + a**2", "At both ends the slope should go to 0. Yours goes to 2."),
        Mistake("no-square", "a**2", "a", "The square is missing: at the left end, a ≈ −1, yours goes to 2."),
        Mistake("brackets", "1 - a**2", "(1 - a) ** 2", "Only a is squared, not all of 1 − a."),
        Mistake("doubled", "a**2", "2 * a", "a² is a times a, not 2 times a."),
        Mistake("tanh-again", "a**2", "np.tanh(a) ** 2", "tanh has been taken twice: a is tanh(z) already."),
        Mistake("cubed", "a**2", "a * a * a", "There is one a too many."),
        Mistake("cosh", "1 - a**2", "1 / np.cosh(z)", "In terms of z, cosh is squared."),
        Mistake("value", "return slope", "return a", "This is tanh itself, not its slope."),
        Mistake("summed", "return slope", "return np.sum(slope)", _ONE_NUMBER),
        nothing_returned("slope"),
    ),
    chapter=3,
)

RELU_PRIME = Exercise(
    relu_prime,
    cases=lambda: _slopes(relu),
    hints=(
        "ReLU is made of two straight lines. What is the slope of each?",
        "Ask z on which side it is; from a you cannot tell the corner from the flat part. np.where(condition, yes, no) works on arrays.",
        "1 where z >= 0, else 0. The corner belongs to the right side.",
    ),
    words="1 from zero on, 0 to the left of it. At the corner itself there is no slope; we agree on 1.",
    mistakes=(
        Mistake("corner", "z >= 0", "z > 0", "At the corner z = 0 we agree on 1. Yours says 0."),
        Mistake("corner-half", "np.where(z >= 0, 1.0, 0.0)", "np.heaviside(z, 0.5)", "At the corner z = 0 we agree on 1. Yours says ½."),
        Mistake("from-a", "z >= 0", "a >= 0", "a is never negative, so yours is 1 everywhere. Ask z."),
        Mistake("sides-swapped", "1.0, 0.0", "0.0, 1.0", "The sides have changed places: ReLU is flat on the left."),
        Mistake("minus-one", "1.0, 0.0", "1.0, -1.0", "Left of zero ReLU is flat: its slope is 0, not −1."),
        Mistake("of-leaky", "1.0, 0.0", "1.0, 0.01", "This is the slope of leaky ReLU. ReLU is quite flat on the left."),
        Mistake("flat", "1.0, 0.0", "0.0, 0.0", "Yours is 0 everywhere. On the right ReLU rises with z."),
        Mistake("value", "return slope", "return a", "This is ReLU itself, not its slope."),
        Mistake("quotient", "np.where(z >= 0, 1.0, 0.0)", "np.divide(a, z)", "a / z is right until z is 0: there you divide 0 by 0."),
        Mistake("if", "np.where(z >= 0, 1.0, 0.0)", "1.0 if z >= 0 else 0.0", _NO_IF),
        Mistake("summed", "return slope", "return np.sum(slope)", _ONE_NUMBER),
        nothing_returned("slope"),
    ),
    chapter=3,
)

LEAKY_RELU_PRIME = Exercise(
    leaky_relu_prime,
    cases=lambda: _slopes(leaky_relu),
    hints=(
        "Leaky ReLU is made of two straight lines. What is the slope of each?",
        "The same as for ReLU, with another number on the left. np.where(condition, yes, no) works on arrays.",
        "1 where z >= 0, else 0.01. The corner belongs to the right side.",
    ),
    words="1 from zero on, 0.01 to the left of it. At the corner itself there is no slope; we agree on 1.",
    mistakes=(
        Mistake("corner", "z >= 0", "z > 0", "At the corner z = 0 we agree on 1. Yours says 0.01."),
        Mistake("of-relu", "1.0, 0.01", "1.0, 0.0", "This is the slope of ReLU. The leaky one is not quite flat on the left."),
        Mistake("slope-0.1", "0.01", "0.1", "On the left the slope is 0.01, ten times smaller than yours."),
        Mistake("sign", "0.01", "-0.01", "Leaky ReLU rises on the left too, if only a little: the slope is positive."),
        Mistake("sides-swapped", "1.0, 0.01", "0.01, 1.0", "The sides have changed places: the steep one is on the right."),
        Mistake("times-z", "0.01", "0.01 * z", "0.01 z is the value on the left. Its slope has no z in it."),
        Mistake("maximum", "np.where(z >= 0, 1.0, 0.01)", "np.maximum(0.01, z)", "This still grows with z. On each side the slope is one number."),
        Mistake("always-one", "1.0, 0.01", "1.0, 1.0", "Yours is 1 everywhere. Left of zero the line is much flatter."),
        Mistake("quotient", "np.where(z >= 0, 1.0, 0.01)", "np.divide(a, z)", "a / z is right until z is 0: there you divide 0 by 0."),
        Mistake("value", "return slope", "return a", "This is leaky ReLU itself, not its slope."),
        Mistake("if", "np.where(z >= 0, 1.0, 0.01)", "1.0 if z >= 0 else 0.01", _NO_IF),
        Mistake("summed", "return slope", "return np.sum(slope)", _ONE_NUMBER),
        nothing_returned("slope"),
    ),
    chapter=3,
)

BACKWARD_SHALLOW = Exercise(
    backward_shallow,
    cases=lambda: [
        _backward((3, 4, 2), 5, tanh), _backward((4, 2, 3), 6, sigmoid), _backward((2, 5, 3), 4, leaky_relu), _backward((5, 3, 2), 7, relu),
        _backward((3, 3, 3), 3, tanh),
    ],
    hints=(
        "Six lines: dZ, dW, db for layer 2, then the same three for layer 1. Layer 2 is the neuron of Chapter 2, with A[1] in place of X.",
        "To go from dZ[2] back to dZ[1]: through the weights, W[2].T @ …, and then through the function, * g_prime[1](…, …).",
        "dZ[2] = A[2] - Y. In each layer dW[l] = dZ[l] @ A[l - 1].T / m, and db[l] is dZ[l] summed along axis=1 with keepdims=True, / m.",
    ),
    words="From right to left. Each layer's dZ, times what went into the layer, gives dW; summed over the examples, db. "
          "W[2] transposed carries dZ[2] back to the hidden units, where the slope of their function multiplies it.",
    mistakes=(
        missing_mean("Y.shape[1]", "1"),
        Mistake("mean-dW-2", "A[1].T / m", "A[1].T", "dW[2] is a sum over the examples, not a mean."),
        Mistake("mean-dW-1", "A[0].T / m", "A[0].T", "dW[1] is a sum over the examples, not a mean."),
        Mistake("mean-db-2", "np.sum(dZ[2], axis=1, keepdims=True) / m", "np.sum(dZ[2], axis=1, keepdims=True)",
                "db[2] is a sum over the examples, not a mean."),
        Mistake("mean-db-1", "np.sum(dZ[1], axis=1, keepdims=True) / m", "np.sum(dZ[1], axis=1, keepdims=True)",
                "db[1] is a sum over the examples, not a mean."),
        throughout(backward_shallow, "mean-of-dW", ".T / m", ".T", "Both db are means, but both dW are sums. They are divided by m as well."),
        throughout(backward_shallow, "mean-of-db", "keepdims=True) / m", "keepdims=True)",
                "Both dW are means, but both db are sums. They are divided by m as well."),
        Mistake("mean-twice", "dZ[2] = A[2] - Y", "dZ[2] = (A[2] - Y) / m", "You divide by m twice: in dZ[2], and again in dW and db."),
        Mistake("m-from-rows", "Y.shape[1]", "Y.shape[0]", "Y.shape[0], like len(Y), is n_2, the number of outputs. The examples lie in columns."),
        Mistake("sign", "A[2] - Y", "Y - A[2]", "The sign is turned around: dZ[2] is the answers minus the truth."),
        Mistake("label-left-out", "A[2] - Y", "A[2]", "The truth Y is left out of dZ[2]."),
        Mistake("z-for-answer", "A[2] - Y", "Z[2] - Y", "You compare Z[2] with Y. The answers are A[2]."),
        Mistake("extra-slope", "A[2] - Y", "(A[2] - Y) * g_prime[2](Z[2], A[2])",
                "The slope of the sigmoid has cancelled already in dZ[2]: with the logistic cost, the difference alone is left."),
        Mistake("divided-slope", "A[2] - Y", "-Y / A[2] + (1 - Y) / (1 - A[2])",
                "This is dA[2], the slope at the answers. Go one step further back, through the sigmoid."),
        Mistake("slope-left-out", " * g_prime[1](Z[1], A[1])", "", "The slope of the hidden function is left out of dZ[1]."),
        Mistake("z-and-a-confused", "g_prime[1](Z[1], A[1])", "g_prime[1](A[1], Z[1])", "Z and A have changed places in g_prime[1]: Z comes first."),
        Mistake("twice-z", "g_prime[1](Z[1], A[1])", "g_prime[1](Z[1], Z[1])", "g_prime[1] gets Z[1] twice. The second is A[1]."),
        Mistake("twice-a", "g_prime[1](Z[1], A[1])", "g_prime[1](A[1], A[1])", "g_prime[1] gets A[1] twice. The first is Z[1]."),
        Mistake("slope-called-with-one", "g_prime[1](Z[1], A[1])", "g_prime[1](Z[1])",
                "g_prime takes two things, z and a, and uses whichever is easier."),
        Mistake("no-layer-of-g-prime", "g_prime[1](", "g_prime(", "g_prime is a dict with one function a layer. Say which one you call."),
        Mistake("slope-of-other-layer", "g_prime[1](", "g_prime[2](",
                "dZ[1] needs the slope of the function of layer 1. Yours is that of layer 2, the sigmoid."),
        Mistake("slope-at-other-layer", "g_prime[1](Z[1], A[1])", "g_prime[1](Z[2], A[2])",
                "The slope for dZ[1] is taken at layer 2. Take it where the hidden units stand."),
        Mistake("all-of-other-layer", "g_prime[1](Z[1], A[1])", "g_prime[2](Z[2], A[2])",
                "In dZ[1] you go back through the function of layer 2. It is layer 1's turn."),
        Mistake("tanh-hard-coded", "g_prime[1](Z[1], A[1])", "(1 - A[1] ** 2)",
                "This is right for tanh only. Hidden units may have another function: use g_prime[1]."),
        Mistake("value-for-slope", "g_prime[1](Z[1], A[1])", "A[1]", "You multiply by A[1], the value. It is the slope that counts on the way back."),
        Mistake("weights-not-transposed", "W[2].T", "W[2]", "W[2] is (n_2, n_1), and dZ[2] is (n_2, m). On the way back the weights are turned."),
        Mistake("weights-on-the-right", "W[2].T @ dZ[2]", "dZ[2] @ W[2].T", "In dZ[1] the weights stand first: (n_1, n_2) times (n_2, m)."),
        Mistake("wrong-weights", "W[2].T", "W[1].T",
                "From dZ[2] to dZ[1] one goes back through the weights between the two layers. Yours are those of layer 1."),
        Mistake("star-in-dZ", "W[2].T @ dZ[2]", "W[2].T * dZ[2]",
                "* multiplies entry by entry. A hidden unit hears from all outputs: a matrix product, @."),
        Mistake("slope-not-called", "g_prime[1](Z[1], A[1])", "g_prime[1]", "g_prime[1] is a function: call it, with Z[1] and A[1] in brackets."),
        Mistake("X-not-there", "A[0].T", "X.T", "X is not handed in, but it has been kept: it is A[0]."),
        Mistake("at-for-star", "dZ[2] * g", "dZ[2] @ g", "The slope multiplies entry by entry, each unit and example its own: *, not @."),
        Mistake("star-in-dW-2", "dZ[2] @ A[1].T", "dZ[2] * A[1].T", "* keeps the examples apart. dW[2] sums over them: the matrix product, @."),
        Mistake("star-in-dW-1", "dZ[1] @ A[0].T", "dZ[1] * A[0].T", "* keeps the examples apart. dW[1] sums over them: the matrix product, @."),
        Mistake("A1-not-transposed", "A[1].T", "A[1]", "dZ[2] is (n_2, m) and A[1] is (n_1, m): for dW[2] turn one of them."),
        Mistake("A0-not-transposed", "A[0].T", "A[0]", "dZ[1] is (n_1, m) and A[0] is (n_x, m): for dW[1] turn one of them."),
        Mistake("dW-lies-down", "dZ[2] @ A[1].T / m  # (n_2, n_1)", "A[1] @ dZ[2].T / m",
                "dW[2] is transposed: a gradient has the shape of its parameter, (n_2, n_1)."),
        Mistake("Z1-for-A1", "A[1].T", "Z[1].T", "dW[2] is made with Z[1]. What goes into layer 2 is A[1]."),
        Mistake("X-in-layer-2", "A[1].T", "A[0].T", "dW[2] is made with X. What goes into layer 2 is A[1]."),
        Mistake("A1-in-layer-1", "A[0].T", "A[1].T", "dW[1] is made with A[1]. What goes into layer 1 is X, which is A[0]."),
        Mistake("A2-in-layer-2", "A[1].T", "A[2].T", "dW[2] is made with A[2]. That comes out of layer 2; what goes in?"),
        throughout(backward_shallow, "wrong-axis", "axis=1", "axis=0",
                "Your db sums over the units, down each column. Sum over the examples, along each row."),
        throughout(backward_shallow, "all-summed", "axis=1, keepdims=True", "keepdims=True",
                "Your db sums over everything. Each unit has its own: sum over the examples only."),
        throughout(backward_shallow, "one-number", ", axis=1, keepdims=True", "",
                "Your db is one number for the whole layer. Each unit has its own: sum over the examples only, along each row."),
        throughout(backward_shallow, "rank-1", ", keepdims=True", "",
                "db of shape (n,) is neither a column nor a row. Keep the axis that you sum over."),
        throughout(backward_shallow, "not-summed", "axis=1, keepdims=True", "axis=()",
                "Your db still has a column for each example. Sum over them."),
        Mistake("db-of-other-layer", "np.sum(dZ[1]", "np.sum(dZ[2]", "db[1] is made of dZ[2]. Each layer's db comes from its own dZ."),
        Mistake("swapped", "return dW, db", "return db, dW", "dW and db come back in the wrong order. Return dW first."),
        Mistake("four-arrays", "return dW, db", "return dW[1], db[1], dW[2], db[2]", "Return two dicts, dW and db, each with the keys 1 and 2."),
        Mistake("dZ-returned", "return dW, db", "return dZ, dW, db", "dZ is only needed on the way. Return dW, db."),
        Mistake("layer-2-only", "return dW, db", "return {2: dW[2]}, {2: db[2]}", "Layer 1 is missing: it learns too."),
        nothing_returned("dW, db"),
    ),
    chapter=3,
)

UPDATE_PARAMETERS = Exercise(
    update_parameters,
    cases=lambda: [_update((3, 4, 2), 1, 0.1), _update((2, 5, 3), 3, 1.5), _update((4, 3, 5, 2), 5, 0.02)],
    hints=(
        "One step of gradient descent, as in Chapter 2, for the W and the b of every layer. Collect the new ones in two new dicts.",
        "for l in W: goes through the layers. Against the slope means: subtract.",
        "W_new[l] = W[l] - learning_rate * dW[l], and the same for b. With -= you would change arrays that are still needed.",
    ),
    words="In every layer, subtract the learning rate times the gradient. New dicts and new arrays, so that the old parameters are still there.",
    mistakes=(
        throughout(update_parameters, "sign", "] - learning_rate", "] + learning_rate", "You walk uphill. Against the slope means: subtract."),
        Mistake("sign-of-W", "W[l] - learning_rate", "W[l] + learning_rate", "W walks uphill. Subtract, as for b."),
        Mistake("sign-of-b", "b[l] - learning_rate", "b[l] + learning_rate", "b walks uphill. Subtract, as for W."),
        throughout(update_parameters, "no-learning-rate", "learning_rate * ", "",
                "The learning rate is left out: your steps are as long as the slope itself."),
        Mistake("no-learning-rate-W", "learning_rate * dW[l]", "dW[l]", "W moves by the whole slope. Multiply it by the learning rate."),
        Mistake("no-learning-rate-b", "learning_rate * db[l]", "db[l]", "b moves by the whole slope. Multiply it by the learning rate."),
        throughout(update_parameters, "hard-coded-rate", "learning_rate", "0.1", "Your learning rate is always 0.1. Use the argument."),
        throughout(update_parameters, "divided", "learning_rate * ", "1 / learning_rate * ",
                "You divide by the learning rate. Multiply: a small α makes small steps."),
        Mistake("in-place", "W_new, b_new = {}, {}", "W_new, b_new = W, b",
                "You change the W and b that you were given. Make new dicts, and new arrays for them."),
        Mistake("in-place-W", "W_new, b_new = {}, {}", "W_new, b_new = W, {}",
                "You change the W that you were given. Make a new dict, and new arrays for it."),
        Mistake("in-place-b", "W_new, b_new = {}, {}", "W_new, b_new = {}, b",
                "You change the b that you were given. Make a new dict, and new arrays for it."),
        Mistake("whole-dicts", "W[l] - learning_rate * dW[l]", "W - learning_rate * dW",
                "Python cannot calculate with whole dicts. Go through the layers."),
        Mistake("layer-1-only", "    return W_new, b_new", "        return W_new, b_new",
                "Only layer 1 is there. Does the loop end before its second turn?"),
        Mistake("two-layers-only", "for l in W:", "for l in (1, 2):",
                "This works for two layers only. Let the loop go through all the layers that W has."),
        Mistake("last-left-out", "for l in W:", "for l in range(1, len(W)):", "The last layer is missing: range ends before its second number."),
        Mistake("from-zero", "for l in W:", "for l in range(len(W)):", "The loop begins at layer 0. That is the input: it has no W."),
        Mistake("only-layer-1-moves", "* db[l]\n", "* db[l]\n        if l > 1:\n            W_new[l], b_new[l] = W[l], b[l]\n",
                "Only layer 1 has moved. Every layer takes a step."),
        Mistake("W-stays", "W[l] - learning_rate * dW[l]", "W[l]", "W has not moved. It takes a step too."),
        Mistake("b-stays", "b[l] - learning_rate * db[l]", "b[l]", "b has not moved. It takes a step too."),
        Mistake("db-for-W", "* dW[l]", "* db[l]", "W steps along db. Its own gradient is dW."),
        Mistake("dW-for-b", "* db[l]", "* dW[l]", "b steps along dW. Its own gradient is db."),
        Mistake("dW-of-layer-1", "* dW[l]", "* dW[1]", "All layers step along dW[1]. Each has its own gradient."),
        Mistake("dW-of-other-layer", "* dW[l]", "* dW[len(W) + 1 - l]", "The gradients are in reverse: layer 1 steps along that of the last layer."),
        Mistake("times-W", "* dW[l]", "* dW[l] * W[l]", "W itself does not multiply its gradient: only α does."),
        Mistake("step-only", "W[l] - learning_rate * dW[l]\n        b_new[l] = b[l] - learning",
                "-learning_rate * dW[l]\n        b_new[l] = -learning",
                "This is only the step. The new value is the old one plus the step."),
        Mistake("last-layer-returned", "W_new[l] = W[l] - learning_rate * dW[l]\n        b_new[l] =",
                "W_new = W[l] - learning_rate * dW[l]\n        b_new =",
                "Each layer overwrites the one before. Keep all of them, each under its own number l."),
        Mistake("lists", "return W_new, b_new", "return list(W_new.values()), list(b_new.values())",
                "Return dicts with the layers' numbers as keys, not lists."),
        Mistake("swapped", "return W_new, b_new", "return b_new, W_new", "W and b come back in the wrong order. Return W first."),
        Mistake("only-W", "return W_new, b_new", "return W_new", "Return both dicts: W, b."),
        Mistake("old-returned", "return W_new, b_new", "return W, b", "You return the old W and b. Return the new ones."),
        nothing_returned("W_new, b_new"),
    ),
    chapter=3,
)

START_MISTAKES = (  # of any function that draws W and b for the sizes n
    Mistake("uniform", "rng.standard_normal", "rng.random",
            "rng.random draws between 0 and 1, all alike and never negative. Take the normal distribution."),
    Mistake("absolute", "rng.standard_normal((n[l], n[l - 1]))", "np.abs(rng.standard_normal((n[l], n[l - 1])))",
            "No weight of yours is negative. About half of them should be."),
    Mistake("zero-weights", "rng.standard_normal(", "np.zeros(", "All weights are 0: then all hidden units stay identical for ever."),
    Mistake("equal-weights", "rng.standard_normal(", "np.ones(", "All weights are equal: then all hidden units stay identical for ever."),
    Mistake("equal-rows", "rng.standard_normal((n[l], n[l - 1]))", "rng.standard_normal(n[l - 1]) * np.ones((n[l], 1))",
            "All rows of a W are the same, so all units of the layer are. Draw a new number for every weight."),
    Mistake("equal-columns", "rng.standard_normal((n[l], n[l - 1]))", "rng.standard_normal((n[l], 1)) * np.ones(n[l - 1])",
            "All columns of a W are the same: a unit weighs all its inputs alike. Draw a new number for every weight."),
    Mistake("one-number", "rng.standard_normal((n[l], n[l - 1]))", "rng.standard_normal() * np.ones((n[l], n[l - 1]))",
            "You draw one number for the whole matrix. Draw a new one for every weight."),
    Mistake("own-generator", "W, b = {}, {}", "W, b = {}, {}; rng = np.random.default_rng(0)",
            "You use a generator of your own, with a fixed seed. Draw from the rng that you are given."),
    Mistake("reseeded", "rng.standard", "np.random.default_rng(0).standard",
            "Every layer begins with the same numbers. Draw all of them from the one rng that you are given."),
    Mistake("global", "rng.standard_normal", "np.random.standard_normal",
            "The same seed gives other weights each time. Draw from the rng that you are given."),
    Mistake("single-brackets", "((n[l], n[l - 1]))", "(n[l], n[l - 1])", "standard_normal takes the shape as one pair, in brackets of its own."),
    Mistake("biases-random", "np.zeros((n[l], 1))", "0.01 * rng.standard_normal((n[l], 1))",
            "The biases start at 0. Only the weights have a symmetry to break."),
    Mistake("bias-rank-1", "np.zeros((n[l], 1))", "np.zeros(n[l])", "b of shape (n,) is neither a column nor a row. Give np.zeros two sizes."),
    Mistake("bias-row", "np.zeros((n[l], 1))", "np.zeros((1, n[l]))", "b lies down. It is a column, one entry for each unit."),
    Mistake("bias-for-inputs", "np.zeros((n[l], 1))", "np.zeros((n[l - 1], 1))",
            "b has one entry for each input. It should have one for each unit of its own layer."),
    Mistake("bias-number", "np.zeros((n[l], 1))", "0.0", "b is one number. Each unit has its own: a column."),
    Mistake("shape-swapped", "(n[l], n[l - 1])", "(n[l - 1], n[l])",
            "W is turned: one row for each unit of layer l, one column for each unit before it."),
    Mistake("square", "(n[l], n[l - 1])", "(n[l], n[l])", "W has as many columns as layer l has units. What comes in is layer l − 1."),
    Mistake("hard-coded-sizes", "(n[l], n[l - 1])", "(4, 3)", "Your W is always (4, 3). Take its sizes from n."),
    Mistake("last-left-out", "range(1, len(n))", "range(1, len(n) - 1)",
            "The last layer is missing. n has one entry more than there are layers, since n[0] is the input."),
    Mistake("one-too-many", "range(1, len(n))", "range(1, len(n) + 1)", "l goes too far: the last layer is number len(n) − 1. It counts layers, not the sizes in n."),
    Mistake("from-zero", "range(1, len(n))", "range(len(n))", "The loop begins at layer 0. That is the input: it has no W and no b."),
    Mistake("two-layers-only", "range(1, len(n))", "range(1, 3)", "Your network always has two layers. Ask n how many there are."),
    Mistake("stopped-early", "    return W, b", "        return W, b", "It returns after the first layer. Move the return out of the loop."),
    Mistake("swapped", "return W, b", "return b, W", "W and b come back in the wrong order. Return W first."),
    Mistake("only-W", "return W, b", "return W", "Return both dicts: W, b."),
    nothing_returned("W, b"),
)

INITIALIZE_RANDOM = Exercise(
    initialize_random,
    cases=lambda: draws((50, 60, 55), (20, 50, 60, 40), (60, 50)),  # large, so that a mean and a spread can be told
    hints=(
        "Layer l has n[l] units, each with n[l - 1] weights and one bias. Layer 0 has none of its own: the loop begins at 1.",
        "rng.standard_normal((rows, columns)) draws a matrix; it takes the shape as one pair. np.zeros does too.",
        "W[l] = 0.01 * rng.standard_normal((n[l], …)), and b[l] a column of n[l] zeros.",
    ),
    words="For each layer after the input: small random weights, so that no two units are alike, and biases of zero, which do no harm.",
    mistakes=(
        Mistake("uniform-centred", "0.01 * rng.standard_normal((n[l], n[l - 1]))", "rng.uniform(-0.01, 0.01, (n[l], n[l - 1]))",
                "These are uniform between −0.01 and 0.01. Take the normal distribution."),
        Mistake("scale-left-out", "0.01 * ", "", "The weights are a hundred times too large: their scale is left out."),
        Mistake("scale-0.1", "0.01 *", "0.1 *", "The weights are ten times too large."),
        Mistake("scale-0.001", "0.01 *", "0.001 *", "The weights are ten times too small."),
        Mistake("scale-divided", "0.01 *", "1 / 0.01 *", "You divide by 0.01, which makes the weights huge. Multiply."),
        Mistake("xavier", "0.01 *", "np.sqrt(1 / n[l - 1]) *",
                "Your scale depends on n[l − 1], as Xavier's does. Good for deep networks; here it is 0.01 in every layer."),
        Mistake("he", "0.01 *", "np.sqrt(2 / n[l - 1]) *",
                "Your scale depends on n[l − 1], as He's does. Good for ReLU networks; here it is 0.01 in every layer."),
        Mistake("overwritten", "W[l] = 0.01 * rng.standard_normal((n[l], n[l - 1]))\n        b[l] =",
                "W = 0.01 * rng.standard_normal((n[l], n[l - 1]))\n        b =",
                "Each layer overwrites the one before. Keep all of them, each under its own number l."),
        *START_MISTAKES,
    ),
    chapter=3,
    judge=judge_weights(lambda n_in: 0.01),
)
