"""The exercises of Chapter 4, first part: a deep network forward and backward, as a whole and block by block, its shapes, and why depth."""

import numpy as np

from course_lib.activations import relu, sigmoid
from course_lib.exercises.chapter3 import PRIME, leaky_relu, tanh
from course_lib.exercises.engine import Exercise
from course_lib.exercises.material import data, parameters
from course_lib.exercises.mistakes import Mistake, missing_mean, nothing_returned


def forward_deep(W, b, X, g):
    """The dicts Z (keys 1 to L) and A (keys 0 to L, with A[0] = X) of a network with L = len(W) layers.
    Z[l] and A[l] are (n_l, m)."""
    ### BEGIN SOLUTION
    #: 1. Layer 0 is the input: it has an A, but no Z. Two dicts, made at once.
    Z, A = {}, {0: X}
    #: 2. Go through the layers, from the first to the last.
    for l in range(1, len(W) + 1):
        #: 3. The weighted sum of what the layer before answered, and this layer's b.
        Z[l] = W[l] @ A[l - 1] + b[l]  # (n_l, m)
        #: 4. This layer's own function.
        A[l] = g[l](Z[l])  # (n_l, m)
    #: 5. Hand back both dicts: the way back needs them.
    return Z, A
    ### END SOLUTION


def layer_shapes(n, m):
    """The shapes of all W, b, Z and A for layers of sizes n = (n_x, n_1, …, n_L) and m examples:
    four dicts of tuples, such as (4, 3). W, b and Z have the keys 1 to L; A has 0 too, the input."""
    ### BEGIN SOLUTION
    W, b, Z, A = {}, {}, {}, {0: (n[0], m)}
    for l in range(1, len(n)):
        W[l] = (n[l], n[l - 1])
        b[l] = (n[l], 1)
        Z[l] = (n[l], m)
        A[l] = (n[l], m)
    return W, b, Z, A
    ### END SOLUTION


def parity_tree(bits):
    """The levels of a tree of XORs over the rows of bits, an array of 0 and 1 of shape (n, m), as a
    list of arrays. Level 0 is bits. Each further one has the XOR of rows 0 and 1 of the level before,
    of rows 2 and 3, …; an odd row out is passed on as the last. The last level is (1, m)."""
    ### BEGIN SOLUTION
    levels = [bits]
    while len(levels[-1]) > 1:
        level = levels[-1]
        half = len(level) // 2  # so many pairs
        pairs = level[0:2 * half:2] ^ level[1::2]  # (half, m)
        rest = level[2 * half:]  # the odd one out, or no row
        levels.append(np.vstack([pairs, rest]))
    return levels
    ### END SOLUTION


def count_pieces(x, y):
    """How many straight pieces the line has that joins the points x, increasing, with heights y,
    both (k,): an int. Two slopes side by side are the same if they differ by less than a millionth
    of the steepest."""
    ### BEGIN SOLUTION
    slopes = np.diff(y) / np.diff(x)  # (k - 1,)
    bends = np.abs(np.diff(slopes)) > 1e-6 * np.max(np.abs(slopes))  # (k - 2,)
    return 1 + int(np.sum(bends))
    ### END SOLUTION


def dense_forward(A_prev, W, b, g):
    """The answers A, shape (n, m), of one layer to A_prev, shape (n_prev, m), and its cache: a tuple of
    A_prev, Z and A. Here g is one function."""
    ### BEGIN SOLUTION
    Z = W @ A_prev + b  # (n, m)
    A = g(Z)  # (n, m)
    cache = (A_prev, Z, A)
    return A, cache
    ### END SOLUTION


def dense_backward(dA, cache, W, g_prime):
    """dA_prev, dW, db of one layer, whose cache dense_forward has left; g_prime is a function of Z, A.
    dA and dA_prev hold a slope for each of the m examples; dW and db are means over them."""
    ### BEGIN SOLUTION
    #: 1. Take the cache apart, in the order in which it was packed. How many examples are there?
    A_prev, Z, A = cache
    m = dA.shape[1]
    #: 2. Back through the function: its slope multiplies dA, entry by entry.
    dZ = dA * g_prime(Z, A)  # (n, m)
    #: 3. What the parameters of this layer did: two means over the examples.
    dW = dZ @ A_prev.T / m  # (n, n_prev)
    db = np.sum(dZ, axis=1, keepdims=True) / m  # (n, 1)
    #: 4. Back through the weights, to the layer before.
    dA_prev = W.T @ dZ  # (n_prev, m)
    return dA_prev, dW, db
    ### END SOLUTION


def backward_deep(W, Z, A, Y, g_prime):
    """The gradients, dicts dW and db with keys 1 to L = len(W), of the logistic cost of sigmoid outputs
    A[L], for Y of shape (n_L, m): summed over the outputs, a mean over the examples. The slope of
    layer l is g_prime[l], a function of Z[l] and A[l]."""
    ### BEGIN SOLUTION
    #: 1. How many layers are there, and how many examples?
    L, m = len(W), Y.shape[1]
    #: 2. The last layer: a dict with one entry.
    dZ = {L: A[L] - Y}  # (n_L, m)
    #: 3. From the layer before the last back to the first: through the weights of the layer after it, then through its own function.
    for l in range(L - 1, 0, -1):
        dZ[l] = W[l + 1].T @ dZ[l + 1] * g_prime[l](Z[l], A[l])  # (n_l, m)
    #: 4. Every layer's gradients, in two new dicts: each layer's dZ meets what went into the layer.
    dW, db = {}, {}
    for l in range(1, L + 1):
        dW[l] = dZ[l] @ A[l - 1].T / m  # (n_l, n_(l-1))
        db[l] = np.sum(dZ[l], axis=1, keepdims=True) / m  # (n_l, 1)
    return dW, db
    ### END SOLUTION


def _forward(n, m, *g):
    return *parameters(n, m), data(n, m, m)[0], dict(enumerate(g, 1))


def _block(n, m, g):
    """One layer: n is (n_prev, n)."""
    W, b = parameters(n, m)
    return data(n, m, m)[0], W[1], b[1], g


def _block_back(n, m, g):
    """The cache comes from a real forward pass, so that a slope may be taken from Z or from A."""
    A_prev, W, b, g = _block(n, m, g)
    A, cache = dense_forward(A_prev, W, b, g)
    return np.random.default_rng(m).normal(size=A.shape), cache, W, PRIME[g]


def _backward(n, m, *hidden):
    W, b, X, g = _forward(n, m, *hidden, sigmoid)
    return W, *forward_deep(W, b, X, g), data(n, m, m)[1], {l: PRIME[g[l]] for l in g}


def _bits(n, m):
    return (np.random.default_rng(10 * n + m).integers(0, 2, (n, m)),)


def _line(steps, slopes):
    """Points x and y at uneven distances, with these slopes between them."""
    return 0.1 + np.cumsum([0.0, *steps]), 0.7 + np.cumsum([0.0, *np.multiply(steps, slopes)])


def _tent(folds):
    """The line from 0 to 1, folded so many times, at 97 uneven points and at all its corners."""
    corners = np.arange(2**folds + 1) / 2**folds
    x = np.union1d(corners, np.random.default_rng(folds).random(97))
    return x, 1 - np.abs((x * 2**folds + 1) % 2 - 1)


_NO_LAYER = "There is no such layer: the last one is number L, which is len(W). range(a, b) ends before b."

FORWARD_DEEP = Exercise(
    forward_deep,
    cases=lambda: [
        _forward((3, 4, 2, 5), 6, tanh, relu, sigmoid), _forward((4, 3, 6, 2, 5), 7, leaky_relu, sigmoid, tanh, relu),
        _forward((2, 5, 3), 4, sigmoid, leaky_relu), _forward((4, 2), 5, tanh), _forward((3, 3, 3, 3), 3, relu, tanh, sigmoid),
    ],
    hints=(
        "The two lines for Z[1], A[1] and those for Z[2], A[2] were alike in Chapter 3. Write them once, with l, in a loop.",
        "Begin with Z = {} and A = {0: X}; then layer 1 is like all others. The last layer is number len(W): where must range end?",
        "for l in range(1, len(W) + 1): Z[l] = W[l] @ A[l - 1] + b[l]. One line is left, with g[l], and after the loop the return.",
    ),
    words="Two lines in a loop over the layers: a weighted sum of what the layer before answered, then the layer's function. "
          "The layers depend on each other, so this loop stays; the loop over examples is gone.",
    mistakes=(
        Mistake("last-left-out", "len(W) + 1", "len(W)", "The last layer is missing: range ends before its second number."),
        Mistake("layer-0", "range(1,", "range(0,",
                "Layer 0 is the input: it has an A, and nothing else. Does your loop begin at 0, or ask for something else of layer l − 1?"),
        Mistake("from-two", "range(1,", "range(2,", "Layer 1 is left out: the loop begins with layer 2, which then finds no A[1]."),
        Mistake("one-too-many", "len(W) + 1", "len(W) + 2", _NO_LAYER),
        Mistake("two-layers-only", "range(1, len(W) + 1)", "range(1, 3)", "Your network always has two layers. Ask W how many there are."),
        Mistake("hidden-only", "A[l] = g[l](Z[l])", "A[l] = g[l](Z[l]) if l < len(W) else Z[l]",
                "The output is just Z[L]: the last layer has a function too."),
        Mistake("output-only", "A[l] = g[l](Z[l])", "A[l] = g[l](Z[l]) if l == len(W) else Z[l]",
                "Only the output layer uses its function. The hidden ones have theirs."),
        Mistake("reversed-layers", "range(1, len(W) + 1)", "range(len(W), 0, -1)",
                "Your loop begins with the last layer. Forward is from the first to the last."),
        Mistake("own-answer", "A[l - 1]", "A[l]", "A[l] is not there yet: layer l makes it. What goes in comes from the layer before."),
        Mistake("X-in-every-layer", "A[l - 1]", "X", "Every layer sees X. Only the first does: the others see what the layer before answered."),
        Mistake("z-for-a", "A[l - 1]", "(Z[l - 1] if l > 1 else X)", "Layer l sees Z[l − 1]. It should see A[l − 1], the answers."),
        Mistake("activation-left-out", "g[l](Z[l])", "Z[l]", "A[l] is just Z[l]: each layer's function is left out."),
        Mistake("activation-twice", "g[l](Z[l])", "g[l](g[l](Z[l]))", "Each layer's function is applied twice."),
        Mistake("Z-holds-A", "A[l] = g[l](Z[l])", "A[l] = Z[l] = g[l](Z[l])",
                "Z[l] holds the answers. It should keep the sums, before the function."),
        Mistake("activated-before", "A[l] = g[l](Z[l])", "A[l] = Z[l]; Z[l] = g[l](Z[l])",
                "Z and A have changed places: Z[l] is the sum, and A[l] is what g[l] makes of it."),
        Mistake("activation-of-A", "g[l](Z[l])", "g[l](A[l - 1])", "g[l] is applied to A[l − 1]. First comes the weighted sum."),
        Mistake("no-layer-of-g", "g[l](", "g(", "g is a dict with one function a layer. Say which one you call, as with W and b."),
        Mistake("g1-for-all", "g[l](", "g[1](", "All layers use the function of layer 1. Each has its own."),
        Mistake("gL-for-all", "g[l](", "g[len(W)](", "All layers use the function of the last. Each has its own."),
        Mistake("g-reversed", "g[l](", "g[len(W) + 1 - l](", "The functions come in reverse: layer 1 uses that of the last layer."),
        Mistake("sigmoid-hard-coded", "g[l](Z[l])", "sigmoid(Z[l])", "All your layers are sigmoids. Use the function that each layer is given."),
        Mistake("tanh-hard-coded", "g[l](Z[l])", "np.tanh(Z[l])", "All your layers are tanh. Use the function that each layer is given."),
        Mistake("relu-hard-coded", "g[l](Z[l])", "np.maximum(0, Z[l])", "All your layers are ReLU. Use the function that each layer is given."),
        Mistake("relu-then-sigmoid", "g[l](Z[l])", "(sigmoid(Z[l]) if l == len(W) else np.maximum(0, Z[l]))",
                "Your hidden layers are always ReLU, and the last a sigmoid. Often that is so; here g says it."),
        Mistake("bias-left-out", " + b[l]", "", "b[l] is left out of Z[l]."),
        Mistake("bias-subtracted", "+ b[l]", "- b[l]", "b[l] is subtracted. It is added."),
        Mistake("bias-lies-down", "+ b[l]", "+ b[l].T", "b[l] is a column, and each unit, a row of Z[l], gets its own entry. Leave it standing."),
        Mistake("bias-of-layer-1", "b[l]", "b[1]", "All layers add b[1]. Each has its own b."),
        Mistake("bias-after-activation", " + b[l]  # (n_l, m)\n        A[l] = g[l](Z[l])", "\n        A[l] = g[l](Z[l]) + b[l]",
                "b[l] comes too late: it belongs to Z[l], before the function."),
        Mistake("weights-of-layer-1", "W[l] @", "W[1] @", "All layers use W[1]. Each has its own weights."),
        Mistake("w-transposed", "W[l] @", "W[l].T @", "W[l] is (n_l, n_(l−1)): one row a unit. It fits as it is, without .T."),
        Mistake("x-transposed", "{0: X}", "{0: X.T}", "X has one example per column already: without .T."),
        Mistake("a-transposed", "A[l - 1]", "A[l - 1].T", "A[l − 1] has one example per column already: without .T."),
        Mistake("star", "W[l] @ A[l - 1]", "W[l] * A[l - 1]", "* multiplies entry by entry. A weighted sum is a matrix product, @."),
        Mistake("a-first", "W[l] @ A[l - 1]", "A[l - 1] @ W[l]", "The order counts in a matrix product: the weights stand first."),
        Mistake("input-missing", "return Z, A", "A.pop(0); return Z, A", "A has no key 0. The input is layer 0, and the way back will need it."),
        Mistake("input-in-Z", "Z, A = {}, {0: X}", "Z, A = {0: X}, {0: X}", "Z has a key 0. Layer 0 only hands X on: it has an A, but no Z."),
        Mistake("overwritten", "return Z, A", "return Z[l], A[l]",
                "Only the last layer's Z and A come back. Keep those of all layers, each under its own number, in two dicts."),
        Mistake("answer-only", "return Z, A", "return A[l]", "Return both dicts, Z and A: the way back needs them."),
        Mistake("only-A", "return Z, A", "return A", "Z is missing. Return both dicts: Z, A."),
        Mistake("lists", "return Z, A", "return list(Z.values()), list(A.values())", "Return dicts with the layers' numbers as keys, not lists."),
        Mistake("stopped-early", "    return Z, A", "        return Z, A", "It returns after the first layer. Move the return out of the loop."),
        Mistake("swapped", "return Z, A", "return A, Z", "Z and A come back in the wrong order. Return Z first."),
        nothing_returned("Z, A"),
    ),
    chapter=4,
)

LAYER_SHAPES = Exercise(
    layer_shapes,
    cases=lambda: [((3, 4, 2, 5), 6), ((4, 3, 6, 2, 5), 7), ((12288, 20, 1), 209), ((5, 2), 8), ((3, 3, 3, 3), 3)],
    hints=(
        "The loop of initialize_random, with shapes in place of numbers: W[l] has a row for each unit, a column for each input.",
        "b[l] is a column. Z[l] and A[l] have a row for each unit and a column for each example.",
        "Begin with A = {0: (n[0], m)}. In the loop, W[l] = (n[l], n[l - 1]); b[l] ends with 1, and the other two with m.",
    ),
    words="Each unit has a row: of weights in W, of answers in A. Columns of W are inputs, columns of Z and A are examples, and b is one column.",
    mistakes=(
        Mistake("W-turned", "(n[l], n[l - 1])", "(n[l - 1], n[l])",
                "W is turned: one row for each unit of layer l, one column for each unit before it."),
        Mistake("W-square", "(n[l], n[l - 1])", "(n[l], n[l])", "W has as many columns as layer l has units. What comes in is layer l − 1."),
        Mistake("W-for-examples", "(n[l], n[l - 1])", "(n[l], m)", "W does not know of m: it is the same for all examples."),
        Mistake("W-from-X", "(n[l], n[l - 1])", "(n[l], n[0])", "Every W has a column for each entry of X. Only the first layer sees X."),
        Mistake("W-counted", "(n[l], n[l - 1])", "n[l] * n[l - 1]", "This is how many weights there are. A shape is a pair: (rows, columns)."),
        Mistake("W-with-bias", "(n[l], n[l - 1])", "(n[l], n[l - 1] + 1)",
                "W has a column too many. The biases are not in W: they have their own b."),
        Mistake("b-for-examples", "(n[l], 1)", "(n[l], m)", "b has a column for each example. It is one column, which NumPy adds to each."),
        Mistake("b-rank-1", "(n[l], 1)", "(n[l],)", "(n,) is neither a column nor a row. b is a column: two sizes."),
        Mistake("b-number", "(n[l], 1)", "(n[l])", "(4) is the number 4, not a tuple. b is a column: two sizes."),
        Mistake("b-row", "(n[l], 1)", "(1, n[l])", "b lies down. It is a column, one entry for each unit."),
        Mistake("b-for-inputs", "(n[l], 1)", "(n[l - 1], 1)", "b has one entry for each input. It should have one for each unit of its own layer."),
        Mistake("b-like-W", "(n[l], 1)", "(n[l], n[l - 1])", "b has the shape of W. It has one number for each unit."),
        Mistake("b-one", "(n[l], 1)", "(1, 1)", "b is a single number. Each unit has its own."),
        Mistake("Z-turned", "Z[l] = (n[l], m)", "Z[l] = (m, n[l])", "Z is turned: rows are units, columns are examples."),
        Mistake("A-turned", "A[l] = (n[l], m)", "A[l] = (m, n[l])", "A is turned: rows are units, columns are examples."),
        Mistake("Z-and-A-turned", "Z[l] = (n[l], m)\n        A[l] = (n[l], m)", "Z[l] = (m, n[l])\n        A[l] = (m, n[l])",
                "Z and A are turned: rows are units, columns are examples."),
        Mistake("Z-one-example", "Z[l] = (n[l], m)", "Z[l] = (n[l], 1)", "This Z holds one example. There are m of them, one a column."),
        Mistake("A-one-example", "A[l] = (n[l], m)", "A[l] = (n[l], 1)", "This A holds one example. There are m of them, one a column."),
        Mistake("Z-and-A-one-example", "Z[l] = (n[l], m)\n        A[l] = (n[l], m)", "Z[l] = (n[l], 1)\n        A[l] = (n[l], 1)",
                "Your Z and A hold one example. There are m of them, one a column."),
        Mistake("Z-of-layer-before", "Z[l] = (n[l], m)", "Z[l] = (n[l - 1], m)",
                "Z[l] has a row for each input of layer l. It should have one for each unit."),
        Mistake("A-of-layer-before", "A[l] = (n[l], m)", "A[l] = (n[l - 1], m)",
                "A[l] has a row for each input of layer l. It should have one for each unit."),
        Mistake("Z-like-W", "Z[l] = (n[l], m)", "Z[l] = (n[l], n[l - 1])", "Z has the shape of W. In W @ A the inner axis vanishes: what is left?"),
        Mistake("input-missing", "{0: (n[0], m)}", "{}", "A has no key 0. The input X is A[0]: what is its shape?"),
        Mistake("input-turned", "{0: (n[0], m)}", "{0: (m, n[0])}", "A[0] is turned: X has one example a column."),
        Mistake("input-one-example", "{0: (n[0], m)}", "{0: (n[0], 1)}", "A[0] is one example. X holds all m of them."),
        Mistake("input-in-Z", "{}, {0: (n[0], m)}", "{0: (n[0], m)}, {0: (n[0], m)}", "Z has a key 0. The input has an A, but no Z."),
        Mistake("last-left-out", "range(1, len(n))", "range(1, len(n) - 1)",
                "The last layer is missing. n has one entry more than there are layers."),
        Mistake("one-too-many", "range(1, len(n))", "range(1, len(n) + 1)",
                "There is no such entry of n: the last one is n[len(n) − 1]. Does the loop go too far, or do you ask for n[l + 1]?"),
        Mistake("from-zero", "range(1, len(n))", "range(len(n))",
                "The loop begins at layer 0. That is the input: it has no W, b or Z. And n[−1] is the last layer's size!"),
        Mistake("three-layers-only", "range(1, len(n))", "range(1, 4)", "Your network always has three layers. Ask n how many there are."),
        Mistake("arrays", "return W, b, Z, A", "return tuple({l: np.zeros(shapes[l]) for l in shapes} for shapes in (W, b, Z, A))",
                "These are arrays. Only their shapes are wanted, as tuples."),
        Mistake("overwritten", "return W, b, Z, A", "return W[l], b[l], Z[l], A[l]",
                "Only the last layer's shapes come back. Keep those of all layers, each under its own number, in dicts."),
        Mistake("stopped-early", "    return W, b, Z, A", "        return W, b, Z, A",
                "It returns after the first layer. Move the return out of the loop."),
        Mistake("A-before-Z", "return W, b, Z, A", "return W, b, A, Z", "Z and A come back in the wrong order: W, b, Z, A."),
        Mistake("parameters-last", "return W, b, Z, A", "return Z, A, W, b", "The parameters come first: W, b, Z, A."),
        Mistake("only-parameters", "return W, b, Z, A", "return W, b", "Z and A are missing: four dicts."),
        nothing_returned("W, b, Z, A"),
    ),
    chapter=4,
)

PARITY_TREE = Exercise(
    parity_tree,
    cases=lambda: [_bits(5, 9), _bits(8, 7), _bits(1, 4), _bits(2, 6), _bits(7, 8), _bits(3, 10), _bits(4, 4)],
    hints=(
        "A loop that goes on while the newest level has more than one row. levels[-1] is the newest.",
        "level[0::2] are the rows 0, 2, 4, …, and level[1::2] the rows 1, 3, 5, …. With an odd number of rows the first has one row more.",
        "half = len(level) // 2 is the number of pairs, level[0:2 * half:2] ^ level[1::2]. np.vstack puts the rest, level[2 * half:], below.",
    ),
    words="Each level pairs the rows of the one before, so it has half as many, rounded up. Halving goes fast: "
          "n bits need only log2(n) levels of gates, rounded up.",
    mistakes=(
        Mistake("or", "^ level", "| level", "This is OR. XOR says 1 if exactly one of the two is 1."),
        Mistake("and", "^ level", "& level", "This is AND. XOR says 1 if exactly one of the two is 1."),
        Mistake("sum", "^ level", "+ level", "1 + 1 is 2 here. XOR of two ones is 0."),
        Mistake("difference", "^ level", "- level", "0 − 1 is −1 here. XOR of 0 and 1 is 1."),
        Mistake("equal", "pairs = level[0:2 * half:2] ^ level[1::2]", "pairs = 1 - (level[0:2 * half:2] ^ level[1::2])",
                "Yours says 1 if the two are equal. XOR says 1 if they differ."),
        Mistake("odd-one-dropped", "np.vstack([pairs, rest])", "pairs", "With an odd number of rows the last one is lost. Pass it on."),
        Mistake("odd-one-alone", "level[0:2 * half:2] ^ level[1::2]  # (half, m)\n        rest = level[2 * half:]",
                "level[0::2] ^ level[1::2]\n        rest = level[:0]",
                "With an odd number of rows level[0::2] has one more than level[1::2]. Put the odd row aside first, and pass it on."),
        Mistake("odd-one-without-neighbour", "level[0:2 * half:2] ^ level[1::2]",
                "np.array([level[i] ^ level[i + 1] for i in range(0, len(level), 2)])",
                "With an odd number of rows the last one has no row after it. Pass it on as it is."),
        Mistake("odd-one-first", "[pairs, rest]", "[rest, pairs]", "The odd row out comes first. Pass it on as the last row."),
        Mistake("odd-one-used-twice", "level[2 * half:]", "level[2 * half:] ^ level[2 * half - 1:-1]",
                "The odd row out is paired with one that has been used already. Pass it on as it is."),
        Mistake("odd-one-and-zero", "level[2 * half:]", "0 * level[2 * half:]", "The odd row out has become 0. Pass it on as it is."),
        Mistake("overlapping", "pairs = level[0:2 * half:2] ^ level[1::2]  # (half, m)\n        rest = level[2 * half:]",
                "pairs = level[:-1] ^ level[1:]\n        rest = level[:0]",
                "Your pairs overlap: 0 with 1, 1 with 2. Each row belongs to one pair only: 0 with 1, 2 with 3."),
        Mistake("halves", "level[0:2 * half:2] ^ level[1::2]", "level[:half] ^ level[half:2 * half]",
                "You pair the first half with the second. Pair neighbours: 0 with 1, 2 with 3."),
        Mistake("chain", "pairs = level[0:2 * half:2] ^ level[1::2]  # (half, m)\n        rest = level[2 * half:]",
                "pairs = level[0:1] ^ level[1:2]\n        rest = level[2:]",
                "Each of your levels joins one pair only, so there are n − 1 of them. In a tree all pairs are joined at once."),
        Mistake("flat", "return levels", "return [bits, np.bitwise_xor.reduce(bits, axis=0, keepdims=True)]",
                "You take all rows at once. Here each gate sees two: level by level."),
        Mistake("one-level", "while len(levels[-1]) > 1", "if len(levels[-1]) > 1", "Only one level is built. Go on until one row is left."),
        Mistake("never-begins", "len(levels[-1])", "len(levels)",
                "Only level 0 comes back: the loop does not run. Ask how many rows the newest level has, not how many levels there are."),
        Mistake("one-too-few", "> 1", "> 2", "It stops with two rows left. They are a pair too."),
        Mistake("stops-at-three", "> 1", "> 3", "It stops too early. Go on until one row is left."),
        Mistake("without-bits", "return levels", "return levels[1:]", "Level 0 is missing: it is bits itself."),
        Mistake("without-last", "return levels", "return levels[:-1]", "The last level is missing, the one with the answer."),
        Mistake("answer-only", "return levels", "return levels[-1]", "This is the answer, the last level. Return the list of all levels."),
        Mistake("answer-row", "return levels", "return levels[-1][0]", "This is the answer alone. Return the list of all levels, bits first."),
        Mistake("reversed", "return levels", "return levels[::-1]", "The levels come in reverse: level 0 is bits."),
        Mistake("depth-only", "return levels", "return len(levels) - 1", "This is the depth. Return the levels themselves, a list."),
        Mistake("rank-1", "return levels", "return [level if len(level) > 1 else level[0] for level in levels]",
                "A level with one row has lost its row axis: keep it (1, m)."),
        Mistake("in-place", "pairs = level[0:2 * half:2] ^ level[1::2]", "pairs = level[0:2 * half:2]; pairs ^= level[1::2]",
                "This changes bits itself: slices are views, and ^= works in place. Make a new array with ^."),
        nothing_returned("levels"),
    ),
    chapter=4,
)

COUNT_PIECES = Exercise(
    count_pieces,
    cases=lambda: [
        _line([0.5, 0.2, 0.3, 0.7, 0.1], [1.0, 1.0, -2.0, -2.0, 3.0]), _tent(3), _line([0.3, 0.1, 0.6, 0.4], [2.0, 3.0, 3.1, 1.0]),
        _line([0.1, 0.7, 0.2], [0.3, 0.3, 0.3]), _line([1.0, 0.5, 0.25, 0.1, 0.1], [0.0, 0.0, 1.0, 0.0, -1.0]), _tent(6), _line([0.9], [4.0]),
        _line([0.2, 0.2, 0.5], [0.0, 0.0, 0.0]), _line([0.3, 0.4, 0.1, 0.3], [-1.0, -1.0, -1.0, -2.0]),
    ],
    hints=(
        "A piece ends where the slope changes. np.diff gives the differences of neighbours: of y, of x, and then of the slopes.",
        "A slope is a rise divided by its step, and the steps may differ. Because of rounding, two equal slopes may differ by 1e-16.",
        "slopes = np.diff(y) / np.diff(x). A bend is where np.abs(np.diff(slopes)) is above 1e-6 * np.max(np.abs(slopes)). With no bend there is one piece.",
    ),
    words="The slope between two neighbours is the rise divided by the step. Wherever it changes, by more than rounding does, "
          "a new piece begins: there is one piece more than there are bends.",
    mistakes=(
        Mistake("bends", "1 + int(", "int(", "You count the bends. With no bend there is one piece already."),
        Mistake("two-too-many", "1 + int(", "2 + int(", "This is one too many. With no bend there is one piece."),
        Mistake("points", "1 + int(np.sum(bends))", "len(x)", "You count the points. Several may lie on one straight piece."),
        Mistake("steps", "1 + int(np.sum(bends))", "len(x) - 1", "You count the steps between points. Several may lie on one straight piece."),
        Mistake("different-slopes", "1 + int(np.sum(bends))", "len(np.unique(np.round(slopes, 6)))",
                "You count how many different slopes there are. A slope that comes again later is a new piece."),
        Mistake("different-numbers", "1 + int(np.sum(bends))", "len(set(slopes))",
                "You count different slopes. One that comes again later is a new piece, and because of rounding equal ones may differ by 1e-16."),
        Mistake("rises-only", "np.diff(y) / np.diff(x)", "np.diff(y)",
                "The points are not evenly spaced: a rise is a slope only when divided by its own step."),
        Mistake("upside-down", "np.diff(y) / np.diff(x)", "np.diff(x) / np.diff(y)",
                "A slope is the rise divided by the step. Yours is upside down."),
        Mistake("from-origin", "np.diff(y) / np.diff(x)", "y / x", "y / x is the slope from the origin. Take the slope from each point to the next."),
        Mistake("exact", "> 1e-6 * np.max(np.abs(slopes))", "> 0", "Because of rounding, equal slopes may differ by 1e-16. Allow a tolerance."),
        Mistake("largest-with-sign", "np.max(np.abs(slopes))", "np.max(slopes)",
                "The steepest piece may go down: its slope is then negative. Take np.abs before the maximum."),
        Mistake("coarse", "1e-6", "0.1", "Your tolerance is too large: small bends are missed."),
        Mistake("upward-only", "np.abs(np.diff(slopes))", "np.diff(slopes)", "You see only bends where the line gets steeper. It may bend down too."),
        Mistake("downward-only", "np.abs(np.diff(slopes))", "-np.diff(slopes)", "You see only bends where the slope falls. It may rise too."),
        Mistake("turns-only", "np.abs(np.diff(slopes)) > 1e-6 * np.max(np.abs(slopes))", "np.diff(np.sign(slopes)) != 0",
                "You count only where up turns to down. A line can bend and still go up."),
        Mistake("steepness", "np.diff(y) / np.diff(x)", "np.abs(np.diff(y) / np.diff(x))",
                "Up and down are the same to you: keep the sign of the slopes."),
        Mistake("against-first", "np.abs(np.diff(slopes))", "np.abs(slopes[1:] - slopes[0])",
                "You compare each slope with the first. Compare neighbours."),
        Mistake("any", "int(np.sum(bends))", "int(np.any(bends))", "You only ask whether there is a bend. Count them."),
        Mistake("bends-returned", "1 + int(np.sum(bends))", "bends",
                "This says for each inner point whether there is a bend. Return how many pieces there are."),
        Mistake("places", "1 + int(np.sum(bends))", "x[1:-1][bends]", "These are the places of the bends. Return how many pieces there are."),
        nothing_returned("1 + int(np.sum(bends))"),
    ),
    chapter=4,
)

DENSE_FORWARD = Exercise(
    dense_forward,
    cases=lambda: [
        _block((3, 4), 6, tanh), _block((5, 2), 7, relu), _block((2, 6), 4, leaky_relu), _block((4, 3), 5, sigmoid), _block((3, 3), 3, tanh),
    ],
    hints=(
        "It is the body of your loop in forward_deep, without the numbers of the layers: A_prev comes in, A goes out.",
        "Z is W @ A_prev + b, and A is g(Z): here g is a function, not a dict.",
        "The cache is a tuple of three things, in this order: what came in, the sums, the answers. Return A, and then the cache.",
    ),
    words="A weighted sum, then the function. The cache keeps what the way back will ask for: what came in, the sums and the answers.",
    mistakes=(
        Mistake("activation-left-out", "g(Z)", "Z", "A is just Z: the function g is left out."),
        Mistake("activation-twice", "g(Z)", "g(g(Z))", "The function g is applied twice."),
        Mistake("activation-of-A_prev", "g(Z)", "g(A_prev)", "g is applied to what comes in. First comes the weighted sum."),
        Mistake("activated-input", "@ A_prev", "@ g(A_prev)", "g is applied to A_prev before the sum. The layer before has done that already."),
        Mistake("g-as-dict", "g(Z)", "g[1](Z)", "This block is one layer: g is its function, not a dict of functions."),
        Mistake("sigmoid-hard-coded", "g(Z)", "sigmoid(Z)", "Your layer is always a sigmoid. Use the function g."),
        Mistake("tanh-hard-coded", "g(Z)", "np.tanh(Z)", "Your layer is always tanh. Use the function g."),
        Mistake("relu-hard-coded", "g(Z)", "np.maximum(0, Z)", "Your layer is always ReLU. Use the function g."),
        Mistake("bias-left-out", " + b", "", "b is left out of Z."),
        Mistake("bias-subtracted", "+ b", "- b", "b is subtracted. It is added."),
        Mistake("bias-lies-down", "+ b", "+ b.T", "b is a column, and each unit, a row of Z, gets its own entry. Leave it standing."),
        Mistake("bias-after-activation", " + b  # (n, m)\n    A = g(Z)", "\n    A = g(Z) + b",
                "b comes too late: it belongs to Z, before the function."),
        Mistake("w-transposed", "W @", "W.T @", "W is (n, n_prev): one row a unit. It fits as it is, without .T."),
        Mistake("a-transposed", "@ A_prev", "@ A_prev.T", "A_prev has one example per column already: without .T."),
        Mistake("star", "W @ A_prev", "W * A_prev", "* multiplies entry by entry. A weighted sum is a matrix product, @."),
        Mistake("a-first", "W @ A_prev", "A_prev @ W", "The order counts in a matrix product: the weights stand first."),
        Mistake("cache-reversed", "(A_prev, Z, A)", "(A, Z, A_prev)", "The cache is packed in reverse: A_prev, what came in, is its first entry."),
        Mistake("cache-Z-first", "(A_prev, Z, A)", "(Z, A_prev, A)", "The first two entries of the cache have changed places: A_prev comes first."),
        Mistake("cache-A-before-Z", "(A_prev, Z, A)", "(A_prev, A, Z)", "The last two entries of the cache have changed places: Z comes before A."),
        Mistake("cache-Z-first-A_prev-last", "(A_prev, Z, A)", "(Z, A, A_prev)", "A_prev stands last in the cache. It comes first."),
        Mistake("cache-of-parameters", "(A_prev, Z, A)", "(A_prev, W, b)",
                "Your cache keeps W and b. They are at hand on the way back; Z and A are not."),
        Mistake("cache-with-parameters", "(A_prev, Z, A)", "(A_prev, W, b, Z)",
                "The cache holds three things: A_prev, Z, A. W and b need not be kept."),
        Mistake("cache-without-A", "(A_prev, Z, A)", "(A_prev, Z)",
                "A is missing from the cache: the slopes of tanh and of the sigmoid come from it."),
        Mistake("cache-without-A_prev", "(A_prev, Z, A)", "(Z, A)", "A_prev is missing from the cache: dW will be made with it."),
        Mistake("cache-Z", "(A_prev, Z, A)", "Z", "The cache is Z alone. It holds three things: A_prev, Z, A."),
        Mistake("cache-holds-A-for-Z", "(A_prev, Z, A)", "(A_prev, A, A)", "The cache holds A where Z belongs. Has Z been overwritten?"),
        Mistake("cache-holds-Z-for-A", "(A_prev, Z, A)", "(A_prev, Z, Z)", "The cache holds Z where A belongs."),
        Mistake("cache-holds-A-for-A_prev", "(A_prev, Z, A)", "(A, Z, A)", "The cache holds A where A_prev belongs. Has A_prev been overwritten?"),
        Mistake("cache-opened", "return A, cache", "return A, *cache", "Return two things, A and the cache: keep the cache together as one tuple."),
        Mistake("cache-only", "return A, cache", "return cache", "Return A too: the next layer waits for it. A, cache."),
        Mistake("answer-only", "return A, cache", "return A", "Return the cache too: the way back needs it. A, cache."),
        Mistake("Z-returned", "return A, cache", "return Z, cache", "You hand Z on to the next layer. It should see A."),
        Mistake("swapped", "return A, cache", "return cache, A", "A and the cache come back in the wrong order. Return A first."),
        nothing_returned("A, cache"),
    ),
    chapter=4,
)

DENSE_BACKWARD = Exercise(
    dense_backward,
    cases=lambda: [
        _block_back((3, 4), 6, tanh), _block_back((5, 2), 7, relu), _block_back((2, 6), 4, leaky_relu), _block_back((4, 3), 5, sigmoid),
        _block_back((3, 3), 3, tanh),
    ],
    hints=(
        "The layer did two things, a sum and then g. On the way back they come in the other order: first through g, then through the sum.",
        "dZ is dA times the slope g_prime(Z, A), entry by entry. dW and db are made of dZ just as in Chapter 3.",
        "dW = dZ @ A_prev.T / m; db is dZ summed along axis=1 with keepdims=True, / m. And dA_prev = W.T @ … without 1/m.",
    ),
    words="The slope of g turns dA into dZ. From dZ come three things: with A_prev the mean dW, summed over the examples the mean db, "
          "and through W transposed what the layer before needs. That one is not a mean: it is still one slope for each example.",
    mistakes=(
        missing_mean("dA.shape[1]", "1", "dW and db grow"),
        Mistake("mean-of-dW", "A_prev.T / m", "A_prev.T", "db is a mean, but dW is a sum over the examples. It is divided by m as well."),
        Mistake("mean-of-db", "keepdims=True) / m", "keepdims=True)", "dW is a mean, but db is a sum over the examples. It is divided by m as well."),
        Mistake("mean-of-dA_prev", "W.T @ dZ", "W.T @ dZ / m",
                "dA_prev is divided by m. It holds a slope for each example: the mean is taken only in dW and db."),
        Mistake("mean-in-dZ", "g_prime(Z, A)", "g_prime(Z, A) / m", "1/m is already in your dZ, and comes again in dW and db. Leave it out of dZ."),
        Mistake("m-from-rows", "dA.shape[1]", "dA.shape[0]", "dA.shape[0], like len(dA), counts units. The examples lie in columns."),
        Mistake("slope-left-out", "dA * g_prime(Z, A)", "dA", "The slope of g is left out of dZ."),
        Mistake("slope-left-out-behind", "W.T @ dZ", "W.T @ dA", "dA_prev is made of dA. Go through the function first: it is made of dZ."),
        Mistake("slope-left-out-of-dW", "dZ @ A_prev.T", "dA @ A_prev.T", "dW is made of dA. Go through the function first: it is made of dZ."),
        Mistake("slope-left-out-of-db", "np.sum(dZ", "np.sum(dA", "db is made of dA. Go through the function first: it is made of dZ."),
        Mistake("dA-left-out", "dA * g_prime(Z, A)", "g_prime(Z, A)", "dA is left out: what comes from behind multiplies the slope."),
        Mistake("slope-added", "dA * g", "dA + g", "dA and the slope are added. Along a chain slopes are multiplied."),
        Mistake("slope-divides", "dA * g", "dA / g", "dA is divided by the slope. Along a chain slopes are multiplied."),
        Mistake("at-for-star", "dA * g", "dA @ g", "The slope multiplies entry by entry, each unit and example its own: *, not @."),
        Mistake("z-and-a-confused", "(Z, A)", "(A, Z)", "Z and A have changed places, in g_prime or where you take the cache apart: Z comes first."),
        Mistake("twice-z", "(Z, A)", "(Z, Z)", "g_prime gets Z twice. The second is A."),
        Mistake("twice-a", "(Z, A)", "(A, A)", "g_prime gets A twice. The first is Z."),
        Mistake("slope-called-with-one", "(Z, A)", "(Z)", "g_prime takes two things, z and a, and uses whichever is easier."),
        Mistake("slope-at-A_prev", "g_prime(Z, A)", "g_prime(A_prev, A_prev)",
                "The slope is taken at A_prev, what came in. Take it where this layer's g was: at Z, A."),
        Mistake("slope-of-dA", "dA * g_prime(Z, A)", "g_prime(dA, dA)", "g_prime is called with dA. It wants Z and A; dA multiplies what it gives."),
        Mistake("value-for-slope", "g_prime(Z, A)", "A", "You multiply by A, the value. It is the slope that counts on the way back."),
        Mistake("sum-for-slope", "g_prime(Z, A)", "Z", "You multiply by Z. It is the slope at Z that counts on the way back."),
        Mistake("sigmoid-hard-coded", "g_prime(Z, A)", "(A * (1 - A))", "This is right for the sigmoid only. Use g_prime."),
        Mistake("tanh-hard-coded", "g_prime(Z, A)", "(1 - A**2)", "This is right for tanh only. Use g_prime."),
        Mistake("relu-hard-coded", "g_prime(Z, A)", "(Z >= 0)", "This is right for ReLU only. Use g_prime."),
        Mistake("g-prime-as-dict", "g_prime(", "g_prime[1](", "This block is one layer: g_prime is its function, not a dict of functions."),
        Mistake("weights-not-transposed", "W.T @", "W @", "W is (n, n_prev), and dZ is (n, m). On the way back the weights are turned."),
        Mistake("weights-on-the-right", "W.T @ dZ", "dZ @ W.T", "In dA_prev the weights stand first: (n_prev, n) times (n, m)."),
        Mistake("star-in-dA_prev", "W.T @ dZ", "W.T * dZ",
                "* multiplies entry by entry. A unit before hears from all units of this layer: a matrix product, @."),
        Mistake("gradient-for-weights", "W.T @ dZ", "dW.T @ dZ", "You go back through dW. The way forward went through W, and so does the way back."),
        Mistake("stepped-weights", "W.T @ dZ", "(W - dW).T @ dZ", "You go back through weights that have already moved. Take the W that made Z."),
        Mistake("slope-twice", "W.T @ dZ", "W.T @ (dZ * g_prime(Z, A))", "The slope counts twice in dA_prev: it is in dZ already."),
        Mistake("slope-of-layer-before", "W.T @ dZ", "W.T @ dZ * g_prime(A_prev, A_prev)",
                "dA_prev ends at the answers of the layer before. Their function is not this block's business."),
        Mistake("star-in-dW", "dZ @ A_prev.T", "dZ * A_prev.T", "* keeps the examples apart. dW sums over them: the matrix product, @."),
        Mistake("A_prev-not-transposed", "A_prev.T", "A_prev", "dZ is (n, m) and A_prev is (n_prev, m): for dW turn one of them."),
        Mistake("dW-lies-down", "dZ @ A_prev.T / m", "A_prev @ dZ.T / m",
                "dW is transposed: a gradient has the shape of its parameter, (n, n_prev)."),
        Mistake("A-for-A_prev", "A_prev.T", "A.T", "dW is made with A, what comes out of the layer. What went in?"),
        Mistake("Z-for-A_prev", "A_prev.T", "Z.T", "dW is made with Z. What went into the layer is A_prev."),
        Mistake("wrong-axis", "axis=1", "axis=0", "Your db sums over the units, down each column. Sum over the examples, along each row."),
        Mistake("all-summed", "axis=1, keepdims", "keepdims", "Your db sums over everything. Each unit has its own: sum over the examples only."),
        Mistake("one-number", ", axis=1, keepdims=True", "",
                "Your db is one number for the whole layer. Each unit has its own: sum over the examples only, along each row."),
        Mistake("rank-1", ", keepdims=True", "", "db of shape (n,) is neither a column nor a row. Keep the axis that you sum over."),
        Mistake("not-summed", "axis=1", "axis=()", "Your db still has a column for each example. Sum over them."),
        Mistake("mean-of-all", "np.sum(dZ, axis=1, keepdims=True) / m", "np.mean(dZ)",
                "Your db is one number, the mean of everything. Each unit has its own mean, over the examples only, along each row."),
        Mistake("db-is-dZ", "np.sum(dZ, axis=1, keepdims=True) / m", "dZ", "Your db is dZ. Take its mean over the examples."),
        Mistake("cache-reversed", "A_prev, Z, A = cache", "A, Z, A_prev = cache", "You take the cache apart in reverse: A_prev is its first entry."),
        Mistake("cache-Z-first", "A_prev, Z, A = cache", "Z, A_prev, A = cache",
                "The cache begins with A_prev, then comes Z. Yours are the other way round."),
        Mistake("cache-two", "A_prev, Z, A = cache", "A_prev, Z = cache", "The cache holds three things: A_prev, Z, A."),
        Mistake("in-place", "dZ = dA * g_prime(Z, A)", "dZ = dA; dZ *= g_prime(Z, A)",
                "dA *= … changes the dA that you were given. Make a new array."),
        Mistake("dZ-returned", "return dA_prev, dW, db", "return dZ, dW, db",
                "You hand back dZ. The layer before needs dA_prev: dZ has yet to pass the weights."),
        Mistake("dA-returned", "return dA_prev, dW, db", "return dA, dW, db", "You hand back the dA that came in. The layer before needs its own."),
        Mistake("dA_prev-last", "return dA_prev, dW, db", "return dW, db, dA_prev", "The order should be dA_prev, dW, db."),
        Mistake("swapped", "return dA_prev, dW, db", "return dA_prev, db, dW", "dW and db come back in the wrong order. dW comes first."),
        Mistake("only-gradients", "return dA_prev, dW, db", "return dW, db", "dA_prev is missing: without it the way back ends here."),
        nothing_returned("dA_prev, dW, db"),
    ),
    chapter=4,
)

BACKWARD_DEEP = Exercise(
    backward_deep,
    cases=lambda: [
        _backward((3, 4, 2, 5), 6, tanh, relu), _backward((4, 3, 6, 2, 5), 7, leaky_relu, sigmoid, tanh), _backward((2, 5, 3), 4, sigmoid),
        _backward((4, 2), 5), _backward((3, 3, 3, 3), 3, tanh, leaky_relu),
    ],
    hints=(
        "As in Chapter 3, from right to left, but with l in place of 1 and 2. A tidy way: first the dZ of all layers, then dW and db of all.",
        "dZ[L] = A[L] - Y. From L - 1 down to 1 is range(L - 1, 0, -1); there dZ[l] comes from W[l + 1].T @ dZ[l + 1].",
        "dZ[l] also takes the slope of its own layer, * g_prime[l](Z[l], A[l]). In every layer dW[l] = dZ[l] @ A[l - 1].T / m, and db[l] as before.",
    ),
    words="The last layer's dZ is the answers minus the truth. Each layer before it gets its dZ through the weights of the layer after it, "
          "turned, times the slope of its own function. Then every layer's dZ meets what went into the layer.",
    mistakes=(
        missing_mean("Y.shape[1]", "1"),
        Mistake("mean-of-dW", "A[l - 1].T / m", "A[l - 1].T",
                "Each db is a mean, but each dW is a sum over the examples. It is divided by m as well."),
        Mistake("mean-of-db", "keepdims=True) / m", "keepdims=True)",
                "Each dW is a mean, but each db is a sum over the examples. It is divided by m as well."),
        Mistake("mean-twice", "A[L] - Y", "(A[L] - Y) / m", "You divide by m twice: in dZ[L], and again in dW and db."),
        Mistake("mean-in-every-dZ", "g_prime[l](Z[l], A[l])", "g_prime[l](Z[l], A[l]) / m",
                "You divide by m again in every layer on the way back. Once is enough: in dW and db."),
        Mistake("m-from-rows", "Y.shape[1]", "Y.shape[0]", "Y.shape[0], like len(Y), is the number of outputs. The examples lie in columns."),
        Mistake("sign", "A[L] - Y", "Y - A[L]", "The sign is turned around: dZ[L] is the answers minus the truth."),
        Mistake("label-left-out", "A[L] - Y", "A[L]", "The truth Y is left out of dZ[L]."),
        Mistake("z-for-answer", "A[L] - Y", "Z[L] - Y", "You compare Z[L] with Y. The answers are A[L]."),
        Mistake("extra-slope", "A[L] - Y", "(A[L] - Y) * g_prime[L](Z[L], A[L])",
                "The slope of the sigmoid has cancelled already in dZ[L]: with the cross-entropy, the difference alone is left."),
        Mistake("divided-slope", "A[L] - Y", "-Y / A[L] + (1 - Y) / (1 - A[L])",
                "This is dA[L], the slope at the answers. Go one step further back, through the sigmoid."),
        Mistake("slope-left-out", " * g_prime[l](Z[l], A[l])", "", "The slope of the hidden functions is left out."),
        Mistake("at-for-star", "dZ[l + 1] * g", "dZ[l + 1] @ g", "The slope multiplies entry by entry, each unit and example its own: *, not @."),
        Mistake("z-and-a-confused", "(Z[l], A[l])", "(A[l], Z[l])", "Z and A have changed places in g_prime[l]: Z comes first."),
        Mistake("twice-z", "(Z[l], A[l])", "(Z[l], Z[l])", "g_prime[l] gets Z[l] twice. The second is A[l]."),
        Mistake("twice-a", "(Z[l], A[l])", "(A[l], A[l])", "g_prime[l] gets A[l] twice. The first is Z[l]."),
        Mistake("slope-called-with-one", "(Z[l], A[l])", "(Z[l])", "g_prime[l] takes two things, z and a, and uses whichever is easier."),
        Mistake("no-layer-of-g-prime", "g_prime[l](", "g_prime(", "g_prime is a dict with one function a layer. Say which one you call."),
        Mistake("slope-of-next-layer", "g_prime[l](", "g_prime[l + 1](",
                "For dZ of a layer you take the slope of the function one layer on. Each layer goes back through its own."),
        Mistake("slope-at-next-layer", "g_prime[l](Z[l], A[l])", "g_prime[l](Z[l + 1], A[l + 1])",
                "For dZ of a layer the slope is taken at Z and A one layer on. Take it where the layer itself stands."),
        Mistake("all-of-next-layer", "g_prime[l](Z[l], A[l])", "g_prime[l + 1](Z[l + 1], A[l + 1])",
                "For dZ of a layer you go back through the function one layer on. It is this layer's turn."),
        Mistake("slope-of-layer-1", "g_prime[l](", "g_prime[1](", "All layers use the slope of layer 1's function. Each has its own."),
        Mistake("slope-of-last-layer", "g_prime[l](", "g_prime[L](",
                "All layers use the slope of the last layer's function, the sigmoid. Each has its own."),
        Mistake("slopes-reversed", "g_prime[l](", "g_prime[L - l](", "The slopes come in reverse: layer 1 uses that of the last hidden layer."),
        Mistake("value-for-slope", "g_prime[l](Z[l], A[l])", "A[l]", "You multiply by A[l], the value. It is the slope that counts on the way back."),
        Mistake("tanh-hard-coded", "g_prime[l](Z[l], A[l])", "(1 - A[l] ** 2)",
                "This is right for tanh only. Hidden layers may have other functions: use g_prime[l]."),
        Mistake("relu-hard-coded", "g_prime[l](Z[l], A[l])", "(Z[l] >= 0)",
                "This is right for ReLU only. Hidden layers may have other functions: use g_prime[l]."),
        Mistake("weights-not-transposed", "W[l + 1].T", "W[l + 1]",
                "W[l] is (n_l, n_(l−1)), and dZ[l] is (n_l, m). On the way back the weights are turned."),
        Mistake("weights-on-the-right", "W[l + 1].T @ dZ[l + 1]", "dZ[l + 1] @ W[l + 1].T", "On the way back, too, the weights stand first."),
        Mistake("wrong-weights", "W[l + 1].T", "W[l].T",
                "One goes back through the weights between the two layers, those of the later one. Yours are those of the earlier one."),
        Mistake("star-in-dZ", "W[l + 1].T @ dZ[l + 1]", "W[l + 1].T * dZ[l + 1]",
                "* multiplies entry by entry. A hidden unit hears from all units of the next layer: a matrix product, @."),
        Mistake("last-dZ-for-all", "W[l + 1].T @ dZ[l + 1]", "W[l + 1].T @ dZ[L]",
                "Each layer gets its dZ from the layer after it. Yours all come straight from dZ[L]."),
        Mistake("own-dZ", "dZ[l + 1] * g", "dZ[l] * g", "dZ[l] is made of dZ[l], which is not there yet. It comes from the layer after it."),
        Mistake("from-L", "range(L - 1, 0, -1)", "range(L, 0, -1)",
                "There is no layer L + 1. dZ[L] is known: go on with layer L − 1; and the layers end at L, not later."),
        Mistake("dZ-1-missing", "range(L - 1, 0, -1)", "range(L - 1, 1, -1)",
                "There is no dZ[1]. From L − 1 down to 1, range ends before its second number, and needs −1 as its third."),
        Mistake("forward-order", "range(L - 1, 0, -1)", "range(1, L)",
                "Your loop over dZ begins with layer 1. Backward is from the last layer to the first."),
        Mistake("layer-0", "range(L - 1, 0, -1)", "range(L - 1, -1, -1)",
                "Layer 0 is the input: it has an A, and nothing else. Does your loop go on to 0, or ask for something else of layer l − 1?"),
        Mistake("last-left-out", "range(1, L + 1)", "range(1, L)", "dW and db of the last layer are missing. It learns too."),
        Mistake("first-left-out", "range(1, L + 1)", "range(2, L + 1)", "dW and db of layer 1 are missing. It learns too."),
        Mistake("stops-at-2", "return dW, db", "return {l: dW[l] for l in dW if l > 1 or L == 1}, {l: db[l] for l in db if l > 1 or L == 1}",
                "dW and db of layer 1 are missing. Does your loop on the way back end at 2? It goes down to 1."),
        Mistake("last-only", "return dW, db", "return {L: dW[L]}, {L: db[L]}", "Only the last layer is there. Every layer learns."),
        Mistake("A-for-A-before", "A[l - 1].T", "A[l].T", "dW[l] is made with A[l], what comes out of layer l. What went in?"),
        Mistake("Z-for-A-before", "A[l - 1].T", "(Z[l - 1] if l > 1 else A[0]).T",
                "dW[l] is made with Z[l − 1]. What goes into layer l is A[l − 1]."),
        Mistake("X-in-every-layer", "A[l - 1].T", "A[0].T", "Every dW is made with X. Only the first layer sees X."),
        Mistake("A-reversed", "A[l - 1].T", "A[L - l].T", "The A come in reverse: dW of the last layer is made with X."),
        Mistake("gradients-reversed", "return dW, db", "return {l: dW[L + 1 - l] for l in dW}, {l: db[L + 1 - l] for l in db}",
                "The gradients come back in reverse: yours under number 1 belong to the last layer."),
        Mistake("star-in-dW", "dZ[l] @ A[l - 1].T", "dZ[l] * A[l - 1].T", "* keeps the examples apart. dW sums over them: the matrix product, @."),
        Mistake("A-not-transposed", "A[l - 1].T", "A[l - 1]", "dZ[l] is (n_l, m) and A[l − 1] is (n_(l−1), m): for dW[l] turn one of them."),
        Mistake("dW-lies-down", "dZ[l] @ A[l - 1].T / m", "A[l - 1] @ dZ[l].T / m",
                "Each dW is transposed: a gradient has the shape of its parameter, (n_l, n_(l−1))."),
        Mistake("last-dZ-in-dW", "dZ[l] @ A[l - 1].T", "dZ[L] @ A[l - 1].T", "All dW are made of dZ[L]. Each comes from its own layer's dZ."),
        Mistake("last-dZ-in-db", "np.sum(dZ[l]", "np.sum(dZ[L]", "All db are made of dZ[L]. Each comes from its own layer's dZ."),
        Mistake("wrong-axis", "axis=1", "axis=0", "Your db sums over the units, down each column. Sum over the examples, along each row."),
        Mistake("all-summed", "axis=1, keepdims", "keepdims", "Your db sums over everything. Each unit has its own: sum over the examples only."),
        Mistake("one-number", ", axis=1, keepdims=True", "",
                "Your db is one number for the whole layer. Each unit has its own: sum over the examples only, along each row."),
        Mistake("mean-of-all", "np.sum(dZ[l], axis=1, keepdims=True) / m", "np.mean(dZ[l])",
                "Your db is one number, the mean of everything. Each unit has its own mean, over the examples only, along each row."),
        Mistake("rank-1", ", keepdims=True", "", "db of shape (n,) is neither a column nor a row. Keep the axis that you sum over."),
        Mistake("not-summed", "axis=1", "axis=()", "Your db still has a column for each example. Sum over them."),
        Mistake("in-place", "dZ = {L: A[L] - Y}", "dZ = {L: A[L]}; dZ[L] -= Y",
                "−= changes the A[L] that you were given. Make a new array: A[L] − Y."),
        Mistake("overwritten", "return dW, db", "return dW[l], db[l]",
                "Only the last layer's gradients come back. Keep those of all layers, each under its own number, in two dicts."),
        Mistake("lists", "return dW, db", "return list(dW.values()), list(db.values())", "Return dicts with the layers' numbers as keys, not lists."),
        Mistake("stopped-early", "    return dW, db", "        return dW, db", "It returns after one turn of the loop. Move the return out of it."),
        Mistake("swapped", "return dW, db", "return db, dW", "dW and db come back in the wrong order. Return dW first."),
        Mistake("dZ-returned", "return dW, db", "return dZ, dW, db", "dZ is only needed on the way. Return dW, db."),
        Mistake("only-dW", "return dW, db", "return dW", "Return both dicts: dW, db."),
        nothing_returned("dW, db"),
    ),
    chapter=4,
)


def backward_with_a_bug():
    """A `backward_deep` in which one line is wrong, for `gradient_check` to find; the cost falls all the same."""
    return BACKWARD_DEEP.edited([mistake for mistake in BACKWARD_DEEP.mistakes if mistake.code == "slope-of-next-layer"])
