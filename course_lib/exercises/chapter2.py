"""The exercises of Chapter 2: every piece of a logistic regression, from a picture as a column to the trained neuron."""

import numpy as np

from course_lib.exercises.engine import Exercise
from course_lib.exercises.mistakes import Mistake, missing_mean, nothing_returned


def image_to_column(image):
    """Lay out a picture of shape (h, w, 3) as one column of shape (h * w * 3, 1)."""
    ### BEGIN SOLUTION
    column = image.reshape(-1, 1)
    return column
    ### END SOLUTION


def flatten_images(images):
    """Turn m pictures, shape (m, h, w, 3), into X of shape (h * w * 3, m): one picture a column."""
    ### BEGIN SOLUTION
    m = images.shape[0]
    rows = images.reshape(m, -1)  # (m, h * w * 3)
    return rows.T
    ### END SOLUTION


def sigmoid(z):
    """The sigmoid of z: a number, or an array of any shape."""
    ### BEGIN SOLUTION
    a = 1 / (1 + np.exp(-z))
    return a
    ### END SOLUTION


def logistic_cost(A, Y):
    """The cost J, one number, for answers A and labels Y, both of shape (1, m)."""
    ### BEGIN SOLUTION
    m = Y.shape[1]
    losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))  # (1, m)
    return np.sum(losses) / m
    ### END SOLUTION


def gradient_descent_step(w, b, dw, db, learning_rate):
    """Take one step downhill; returns the new w and b."""
    ### BEGIN SOLUTION
    w = w - learning_rate * dw
    b = b - learning_rate * db
    return w, b
    ### END SOLUTION


def graph_gradients(a, b, c):
    """The slopes dv, da, du, db, dc of J = 3 * v, where v = a + u and u = b * c."""
    ### BEGIN SOLUTION
    dv = 3
    da = dv * 1
    du = dv * 1
    db = du * c
    dc = du * b
    return dv, da, du, db, dc
    ### END SOLUTION


def logistic_gradients_loop(w, b, X, Y):
    """The gradients dw, shape (n_x, 1), and db, a number, one example at a time."""
    ### BEGIN SOLUTION
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0.0
    for i in range(m):
        x = X[:, i : i + 1]  # (n_x, 1)
        z = (w.T @ x).item() + b
        a = sigmoid(z)
        dz = a - Y[0, i]
        dw = dw + x * dz
        db = db + dz
    return dw / m, db / m
    ### END SOLUTION


def logistic_gradients(w, b, X, Y):
    """The gradients dw, shape (n_x, 1), and db, a number, for all m examples at once."""
    ### BEGIN SOLUTION
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)  # (1, m)
    dZ = A - Y  # (1, m)
    dw = X @ dZ.T / m  # (n_x, 1)
    db = np.sum(dZ) / m
    return dw, db
    ### END SOLUTION


def logistic_regression(X, Y, learning_rate, steps):
    """Train a neuron, starting at zero; returns w of shape (n_x, 1) and b, a number."""
    ### BEGIN SOLUTION
    w, b = np.zeros((X.shape[0], 1)), 0.0
    for step in range(steps):
        dw, db = logistic_gradients(w, b, X, Y)
        w, b = gradient_descent_step(w, b, dw, db, learning_rate)
    return w, b
    ### END SOLUTION


def _pictures(*shape):
    return np.random.default_rng(sum(shape)).integers(0, 256, shape)


def _examples(n_x, m, seed):
    """w (n_x, 1), b, X (n_x, m), Y (1, m) with both labels, nothing symmetric about them."""
    rng = np.random.default_rng(seed)
    X = rng.normal(0.3, 1.0, (n_x, m))
    Y = (rng.random((1, m)) < 0.4).astype(float)
    Y[0, :2] = 0, 1
    return rng.normal(0.0, 0.8, (n_x, 1)), float(rng.normal()), X, Y


def _answers(m, seed):
    rng = np.random.default_rng(seed)
    return rng.uniform(0.05, 0.95, (1, m)), (rng.random((1, m)) < 0.4).astype(float)


def _steps(n_x, seed, learning_rate):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n_x, 1)), 0.7, rng.normal(size=(n_x, 1)), -1.3, learning_rate


_ROW = "An array of shape (n,) is neither a column nor a row. Give reshape two sizes."
_SCALED = "The numbers themselves should stay as they are: do not divide by 255 here."

IMAGE_TO_COLUMN = Exercise(
    image_to_column,
    cases=lambda: [(_pictures(2, 3, 3),), (_pictures(4, 2, 3),), (_pictures(1, 5, 3),)],
    hints=(
        "You only have to change the shape. Arrays have a method for that.",
        "array.reshape(rows, columns) keeps the order of the numbers. How many columns does one column have?",
        "Give reshape -1 for the number of rows: it then works the number out, whatever the size of the picture.",
    ),
    words="reshape keeps the numbers in their order and only changes the shape; −1 stands for the size that fits.",
    mistakes=(
        Mistake("rank-1", "reshape(-1, 1)", "reshape(-1)", _ROW),
        Mistake("row", "reshape(-1, 1)", "reshape(1, -1)", "This is a row, (1, n). A column has many rows and one column."),
        Mistake("fortran-order", "reshape(-1, 1)", 'reshape(-1, 1, order="F")',
                "The shape is right, but the numbers come in another order. Take NumPy's own: no order=\"F\", no .T before."),
        Mistake("channels-first", "image.reshape", "image.transpose(2, 0, 1).reshape",
                "All of red comes first here, then all of green. We keep the three numbers of a pixel together."),
        Mistake("columns-first", "image.reshape", "image.transpose(1, 0, 2).reshape",
                "You go down the picture first. We go along each row first, which is NumPy's own order."),
        Mistake("one-channel", "image.reshape", "image[:, :, 0].reshape",
                "Only the red channel is in your column. All three belong in it."),
        Mistake("grey", "image.reshape", "image.mean(axis=2).reshape",
                "You averaged the three channels. Keep all of them: n_x = h · w · 3."),
        Mistake("hard-coded-size", "reshape(-1, 1)", "reshape(64 * 64 * 3, 1)",
                "This works for 64 × 64 pixels only. Let the size follow from the picture."),
        Mistake("scaled", "return column", "return column / 255", _SCALED),
        Mistake("unchanged", "return column", "return image", "This is still the picture. Return the column."),
        nothing_returned("column"),
    ),
    chapter=2,
)

FLATTEN_IMAGES = Exercise(
    flatten_images,
    cases=lambda: [(_pictures(4, 2, 3, 3),), (_pictures(2, 3, 2, 3),), (_pictures(5, 1, 4, 3),)],
    hints=(
        "Two steps: first lay out each picture as a row, then turn rows into columns.",
        "images.shape[0] is m. A reshape that keeps m as the first axis cannot mix two pictures.",
        "reshape(m, -1) gives one picture a row. Its transpose, .T, has one picture a column.",
    ),
    words="Keep the examples' axis first while reshaping, so that no numbers cross from one picture to another; then transpose.",
    mistakes=(
        Mistake("not-transposed", "rows.T", "rows", "Your pictures lie in rows, (m, n_x). We put one example in each column."),
        Mistake("mixed-pictures", "reshape(m, -1)", "reshape(-1, m).T",
                "The shape is right, but each column holds pixels of several pictures. Keep m as the first axis while you reshape."),
        Mistake("fortran-order", "reshape(m, -1)", 'reshape(m, -1, order="F")',
                "The pixels of a picture come in another order. Reshape first and transpose afterwards, without order=\"F\"."),
        Mistake("channels-first", "images.reshape", "images.transpose(0, 3, 1, 2).reshape",
                "Each column is one picture, but all of its red comes first. We keep the three numbers of a pixel together."),
        Mistake("wrong-axis", "shape[0]", "shape[1]", "images.shape[1] is the height. The number of pictures is the first size."),
        Mistake("last-axis", "shape[0]", "shape[-1]", "images.shape[-1] is 3, the channels. The number of pictures is the first size."),
        Mistake("hard-coded-size", "reshape(m, -1)", "reshape(m, 64 * 64 * 3)",
                "This works for 64 × 64 pixels only. Let the size follow from the pictures."),
        Mistake("hard-coded-m", "images.shape[0]", "10", "This works for ten pictures only. Take m from the shape."),
        Mistake("one-column", "rows.T", "images.reshape(-1, 1)", "All pictures are in one column now. Each picture gets its own."),
        Mistake("first-only", "rows.T", "rows[:1].T", "Only the first picture is there. X has one column for each of the m pictures."),
        Mistake("scaled", "rows.T", "rows.T / 255", _SCALED),
        nothing_returned("rows.T"),
    ),
    chapter=2,
)

SIGMOID = Exercise(
    sigmoid,
    cases=lambda: [
        (0.0,), (2.0,), (-3.5,), (np.array([[-2.0, 0.0, 0.5], [1.0, 4.0, -30.0]]),), (np.linspace(-5, 6, 7),), (30,),
    ],
    hints=(
        "The formula is one over a sum of two things. np.exp(x) is e to the power x, entry by entry.",
        "Watch the minus sign: it is e to the power −z. And put brackets around everything under the fraction bar.",
        "a = 1 / (1 + …), and in place of the dots e to the power −z.",
    ),
    words="One divided by one plus e to the minus z. np.exp works on numbers and on arrays alike.",
    mistakes=(
        Mistake("sign", "np.exp(-z)", "np.exp(z)",
                "Your curve falls where it should rise: σ(2) must be larger than ½. Look at the sign in the exponent, and at what is divided."),
        Mistake("brackets", "1 / (1 + np.exp(-z))", "1 / 1 + np.exp(-z)",
                "This is 1 + e⁻ᶻ, and it belongs under a fraction bar. Without brackets, 1 / 1 + … divides only the first 1."),
        Mistake("minus", "1 + np.exp(-z)", "1 - np.exp(-z)", "It is 1 plus, not 1 minus, under the fraction bar. At z = 0 you divide by 0."),
        Mistake("exp-only", "1 / (1 + np.exp(-z))", "np.exp(-z)", "That is only e⁻ᶻ. The sigmoid is one over (1 plus this)."),
        Mistake("bare-e", "np.exp(-z)", "e ** -z", "Python knows no e by itself. np.exp(x) is e to the power x."),
        Mistake("bare-exp", "np.exp(-z)", "exp(-z)", "exp belongs to NumPy: np.exp."),
        Mistake("one-missing", "1 + np.exp(-z)", "np.exp(-z)", "Under the fraction bar a 1 is missing: 1 + e⁻ᶻ."),
        Mistake("power-of-two", "np.exp(-z)", "2.0 ** -z", "The base is e ≈ 2.718, not 2. np.exp has it built in."),
        Mistake("squared", "np.exp(-z)", "np.exp(-(z**2))", "z is not squared in the sigmoid. As it is, you cannot tell z from −z."),
        Mistake("slope", "return a", "return a * (1 - a)", "This is the slope of the sigmoid, a(1 − a). Return a itself."),
        Mistake("rounded", "return a", "return np.round(a)", "Do not round: the neuron answers with a probability, not with 0 or 1."),
        Mistake("tanh", "1 / (1 + np.exp(-z))", "np.tanh(z)", "tanh goes from −1 to 1. The sigmoid goes from 0 to 1."),
        Mistake("summed", "return a", "return np.sum(a)", "Keep one answer for each entry of z: do not sum."),
        nothing_returned("a"),
    ),
    chapter=2,
)

LOGISTIC_COST = Exercise(
    logistic_cost,
    cases=lambda: [_answers(5, 1), _answers(8, 2), (np.array([[0.5]]), np.array([[1.0]])), _answers(3, 6)],
    hints=(
        "First write the loss of each example, with * and np.log, on whole rows. You get a row of m losses.",
        "Two terms: Y with log A, and (1 − Y) with log (1 − A). And a minus in front of it all.",
        "Then the mean: np.sum of the losses, divided by m = Y.shape[1].",
    ),
    words="The loss of each example, entry by entry; then their mean. The minus makes it positive, since logs of answers below 1 are negative.",
    mistakes=(
        missing_mean("/ m", "", "cost grows", " (Y.shape[1] counts the examples; len(Y) is 1.)"),
        Mistake("sign", "= -(", "= (", "The sign is turned around. Logs of numbers below 1 are negative, and a cost should not be."),
        Mistake("log-misread", "np.log(1 - A)", "(1 - np.log(A))", "It is the log of (1 − A), not 1 minus the log of A."),
        Mistake("one-minus-log", "np.log(1 - A)", "1 - np.log(A)",
                "It is the log of (1 − A), not 1 minus the log of A; and mind the brackets."),
        Mistake("only-y-1", " + (1 - Y) * np.log(1 - A)", "", "Examples with y = 0 cost nothing in yours. The second term is missing."),
        Mistake("only-y-0", "Y * np.log(A) + ", "", "Examples with y = 1 cost nothing in yours. The first term is missing."),
        Mistake("terms-minus", "np.log(A) + (1", "np.log(A) - (1", "Between the two terms stands a plus. As it is, wrong answers for y = 0 are rewarded."),
        Mistake("same-log", "np.log(1 - A)", "np.log(A)", "In the second term it is log(1 − A): for y = 0 the answer should be close to 0."),
        Mistake("labels-swapped", "Y * np.log(A) + (1 - Y) * np.log(1 - A)", "(1 - Y) * np.log(A) + Y * np.log(1 - A)",
                "Y and 1 − Y have changed places: yours asks for answers near 0 where y = 1."),
        Mistake("a-y-swapped", "Y * np.log(A) + (1 - Y) * np.log(1 - A)", "A * np.log(Y) + (1 - A) * np.log(1 - Y)",
                "A and Y have changed places. Labels are 0 or 1, and log 0 is minus infinity."),
        Mistake("squared-error", "-(Y * np.log(A) + (1 - Y) * np.log(1 - A))", "(A - Y) ** 2",
                "This is the squared error. It is not convex here; take the logistic loss."),
        Mistake("half-squared-error", "-(Y * np.log(A) + (1 - Y) * np.log(1 - A))", "(A - Y) ** 2 / 2",
                "This is half the squared error. It is not convex here; take the logistic loss."),
        Mistake("absolute-error", "-(Y * np.log(A) + (1 - Y) * np.log(1 - A))", "np.abs(A - Y)",
                "This is the distance |A − Y|. Take the logistic loss: it costs far more to be sure and wrong."),
        Mistake("log10", "np.log(A) + (1 - Y) * np.log(1 - A)", "np.log10(A) + (1 - Y) * np.log10(1 - A)",
                "Use the natural logarithm, np.log: with base 10 everything is 2.3 times too small."),
        Mistake("log2", "np.log(A) + (1 - Y) * np.log(1 - A)", "np.log2(A) + (1 - Y) * np.log2(1 - A)",
                "Use the natural logarithm, np.log: with base 2 everything is 1.44 times too large."),
        Mistake("half", "/ m", "/ (2 * m)", "Divide by m, not by 2m. The ½ belongs to the squared error."),
        Mistake("missing-sum", "np.sum(losses) / m", "losses / m", "You return m numbers. The cost is one: sum the losses first."),
        Mistake("row-of-losses", "np.sum(losses) / m", "losses", "These are the losses of the single examples. The cost is one number, their mean."),
        Mistake("wrong-axis", "np.sum(losses)", "np.sum(losses, axis=0)",
                "You sum down each column, as axis=0 and Python's own sum do, and there is only one row. np.sum without axis sums everything."),
        Mistake("kept-dimensions", "np.sum(losses)", "np.sum(losses, axis=1)", "You return an array with one entry. The cost is a plain number: use np.sum without axis."),
        Mistake("matrix-1-1", "np.sum(losses)", "np.sum(losses, axis=1, keepdims=True)",
                "You return an array of shape (1, 1). The cost is a plain number: use np.sum without axis and keepdims, or .item()."),
        Mistake("hard-coded-m", "Y.shape[1]", "5", "m is not always 5: take it from the shape of Y."),
        Mistake("row-at-row", "np.sum(losses) / m", "-(Y @ np.log(A) + (1 - Y) @ np.log(1 - A)) / m",
                "Y and log A are both (1, m): the matrix product @ does not fit them. Entry by entry is *; then sum."),
        Mistake("outer-product", "Y * np.log(A) + (1 - Y) * np.log(1 - A)", "Y.T @ np.log(A) + (1 - Y).T @ np.log(1 - A)",
                "Y.T @ … pairs every label with every answer. Each label belongs to its own answer: use *."),
        nothing_returned("np.sum(losses) / m"),
    ),
    chapter=2,
)

GRADIENT_DESCENT_STEP = Exercise(
    gradient_descent_step,
    cases=lambda: [_steps(3, 1, 0.1), _steps(5, 2, 0.01), _steps(1, 3, 2.5)],
    hints=(
        "Two lines, one for w and one for b, and they look alike.",
        "Downhill means against the slope: subtract.",
        "New w: the old one minus the learning rate times dw. Write it as w = w - …, which makes a new array, not as w -= ….",
    ),
    words="From each parameter, subtract the learning rate times its gradient. w = w − … makes a new array; w −= … would change the caller's.",
    mistakes=(
        Mistake("sign", "w - learning_rate * dw\n    b = b - learning_rate", "w + learning_rate * dw\n    b = b + learning_rate",
                "You walk uphill. Against the slope means: subtract."),
        Mistake("sign-of-w", "w - learning_rate", "w + learning_rate", "w walks uphill. Subtract, as for b."),
        Mistake("sign-of-b", "b - learning_rate", "b + learning_rate", "b walks uphill. Subtract, as for w."),
        Mistake("in-place", "w = w - learning_rate * dw", "w -= learning_rate * dw",
                "w −= … changes the array that you were given. Write w = w − …: this makes a new one."),
        Mistake("no-learning-rate", "learning_rate * dw\n    b = b - learning_rate * db", "dw\n    b = b - db",
                "The learning rate is left out: your steps are as long as the slope itself."),
        Mistake("alpha", "learning_rate * dw", "alpha * dw", "α is handed in under the name learning_rate."),
        Mistake("no-learning-rate-w", "learning_rate * dw", "dw", "w moves by the whole slope. Multiply it by the learning rate."),
        Mistake("no-learning-rate-b", "learning_rate * db", "db", "b moves by the whole slope. Multiply it by the learning rate."),
        Mistake("divided", "learning_rate * dw\n    b = b - learning_rate * db", "dw / learning_rate\n    b = b - db / learning_rate",
                "You divide by the learning rate. Multiply: a small α makes small steps."),
        Mistake("w-stays", "w = w - learning_rate * dw", "pass", "w has not moved. It takes a step too."),
        Mistake("b-stays", "b = b - learning_rate * db", "pass", "b has not moved. It takes a step too."),
        Mistake("gradients-mixed", "learning_rate * db", "learning_rate * dw", "b steps along dw. Its own gradient is db."),
        Mistake("db-for-w", "learning_rate * dw", "learning_rate * db", "w steps along db. Its own gradient is dw."),
        Mistake("times-w", "w - learning_rate * dw", "w - learning_rate * dw * w", "w itself does not multiply its gradient: only α does."),
        Mistake("step-only", "w - learning_rate * dw\n    b = b - learning_rate * db", "-learning_rate * dw\n    b = -learning_rate * db",
                "This is only the step. The new value is the old one plus the step."),
        Mistake("swapped", "return w, b", "return b, w", "w and b come back in the wrong order. Return w first."),
        Mistake("only-w", "return w, b", "return w", "Return both: w, b."),
        Mistake("hard-coded-rate", "learning_rate * dw\n    b = b - learning_rate * db", "0.1 * dw\n    b = b - 0.1 * db",
                "Your learning rate is always 0.1. Use the argument."),
        nothing_returned("w, b"),
    ),
    chapter=2,
)

GRAPH_GRADIENTS = Exercise(
    graph_gradients,
    cases=lambda: [(5.0, 3.0, 2.0), (1.0, -4.0, 0.5), (-2.0, 7.0, -3.0)],
    hints=(
        "Start at the right end: J = 3v. If v grows by 0.001, by how much does J grow?",
        "At each piece: its own local slope, times what arrives from the right. In v = a + u both local slopes are 1.",
        "In u = b · c the local slope for b is c, and for c it is b. What arrives there is du.",
    ),
    words="From right to left: dv is 3; a sum hands it on unchanged to da and du; a product multiplies by the other factor.",
    mistakes=(
        Mistake("factors-swapped", "du * c\n    dc = du * b", "du * b\n    dc = du * c",
                "db and dc have changed places. If b grows a little, u grows c times as much."),
        Mistake("db-own-value", "du * c", "du * b", "In u = b · c, the slope for b is the *other* factor."),
        Mistake("dc-own-value", "du * b", "du * c", "In u = b · c, the slope for c is the *other* factor."),
        Mistake("no-upstream", "du * c\n    dc = du * b", "c\n    dc = b",
                "These are the local slopes of u. Multiply them by what arrives from the right, du."),
        Mistake("no-upstream-b", "du * c", "c", "c is the local slope for b. Multiply it by what arrives from the right, du."),
        Mistake("no-upstream-c", "du * b", "b", "b is the local slope for c. Multiply it by what arrives from the right, du."),
        Mistake("no-upstream-sum", "dv * 1\n    du = dv * 1", "1\n    du = 1",
                "1 is the local slope at the sum. Multiply it by what arrives from the right, dv."),
        Mistake("dv-one", "dv = 3", "dv = 1", "J = 3v: if v grows by 0.001, J grows by 0.003."),
        Mistake("value-of-J", "dv = 3", "dv = 3 * (a + b * c)", "This is the value of J, not its slope. How much does J change when v changes a little?"),
        Mistake("value-of-v", "dv = 3", "dv = a + b * c", "This is the value of v, not the slope of J. How much does J change when v changes a little?"),
        Mistake("values-as-slopes", "da = dv * 1", "da = dv * a", "v = a + u: if a grows by 0.001, so does v, whatever a is. The local slope is 1."),
        Mistake("values", "return dv, da, du, db, dc", "return a + b * c, a, b * c, b, c",
                "These are the values, found on the way forward. Return the slopes: by how many times a small growth of each comes out in J."),
        Mistake("sum-shared", "dv * 1\n    du = dv * 1", "dv / 2\n    du = dv / 2",
                "A sum does not share the slope out: each of its inputs moves v one to one."),
        Mistake("sum-for-product", "du * c\n    dc = du * b", "du\n    dc = du", "u = b · c is a product, not a sum: the other factor counts."),
        Mistake("added", "du * c\n    dc = du * b", "du + c\n    dc = du + b", "Slopes along a path are multiplied, not added."),
        Mistake("hard-coded", "du * c\n    dc = du * b", "6\n    dc = 9", "6 and 9 are right for b = 3, c = 2 only. Use b and c."),
        Mistake("order", "return dv, da, du, db, dc", "return da, db, dc, du, dv", "The order should be dv, da, du, db, dc: from right to left."),
        Mistake("inputs-only", "return dv, da, du, db, dc", "return da, db, dc", "Return all five: dv, da, du, db, dc."),
        nothing_returned("dv, da, du, db, dc"),
    ),
    chapter=2,
)

LOGISTIC_GRADIENTS_LOOP = Exercise(
    logistic_gradients_loop,
    cases=lambda: [_examples(2, 4, 1), _examples(3, 5, 2), _examples(5, 3, 3)],
    hints=(
        "Before the loop: n_x, m = X.shape, dw a column of zeros, np.zeros((n_x, 1)), and db = 0. After it: divide both by m.",
        "For each of the m examples: x = X[:, i:i+1], then z, then a, then dz = a - Y[0, i]. (w.T @ x).item() takes the number out of a (1, 1) array.",
        "Then add x * dz to dw, and dz to db.",
    ),
    words="For each example: forward to a, back to dz = a − y, and add its share to dw and db. At the end divide by m: J is a mean.",
    mistakes=(
        missing_mean("dw / m, db / m", "dw, db"),
        Mistake("mean-of-dw", "dw / m", "dw", "db is divided by m, dw is not."),
        Mistake("mean-of-db", "db / m", "db", "dw is divided by m, db is not."),
        Mistake("mean-in-loop", "x * dz\n        db = db + dz\n    return dw / m, db / m",
                "x * dz\n        db = db + dz\n        dw, db = dw / m, db / m\n    return dw, db",
                "You divide by m inside the loop, so early examples are divided again and again. Divide once, after it."),
        Mistake("sign", "a - Y[0, i]", "Y[0, i] - a", "The sign is turned around: dz is the answer minus the truth, a − y."),
        Mistake("bias-left-out", ".item() + b", ".item()", "b is left out of z."),
        Mistake("sigmoid-left-out", "sigmoid(z)", "z", "The sigmoid is left out: a = σ(z)."),
        Mistake("label-left-out", "a - Y[0, i]", "a", "The label is left out: dz = a − y."),
        Mistake("extra-slope", "dz = a - Y[0, i]", "dz = (a - Y[0, i]) * a * (1 - a)",
                "The factor a(1 − a) has cancelled already: with the logistic loss, dz is just a − y."),
        Mistake("divided-slope", "dz = a - Y[0, i]", "dz = -Y[0, i] / a + (1 - Y[0, i]) / (1 - a)",
                "This is da, the slope at the answer. Go one step further back, through the sigmoid: dz = a − y."),
        Mistake("not-accumulated", "dw + x * dz\n        db = db + dz", "x * dz\n        db = dz",
                "Each example overwrites the one before. Add them up: dw = dw + …"),
        Mistake("dw-not-accumulated", "dw + x * dz", "x * dz", "dw keeps only the last example. Add them up: dw = dw + …"),
        Mistake("db-not-accumulated", "db + dz", "dz", "db keeps only the last example. Add them up: db = db + …"),
        Mistake("without-x", "dw + x * dz", "dw + dz", "Each weight gets its share: x times dz. Without x all weights move alike."),
        Mistake("w-for-x", "dw + x * dz", "dw + w * dz", "The share of a weight is its feature times dz, not the weight itself."),
        Mistake("z-for-dz", "dw + x * dz", "dw + x * z", "You multiply x by z. It is dz = a − y that travels back."),
        Mistake("a-for-dz", "dw + x * dz", "dw + x * a", "You multiply x by a. It is dz = a − y that travels back."),
        Mistake("x-in-db", "db + dz", "db + np.sum(x) * dz", "db gets dz alone: b is multiplied by nothing."),
        Mistake("first-left-out", "range(m)", "range(1, m)", "The loop begins at example 1. Counting begins at 0 in Python."),
        Mistake("last-left-out", "range(m)", "range(m - 1)", "The last example is left out: range(m) already ends at m − 1."),
        Mistake("loop-over-features", "range(m)", "range(n_x)", "The loop counts features. There are m examples, one a column."),
        Mistake("stopped-early", "    return dw / m, db / m", "        return dw / m, db / m", "Only the first example counts. Is the return inside the loop, or does the loop run over len(Y), which is 1?"),
        Mistake("db-array", "(w.T @ x).item()", "w.T @ x", "db is an array of shape (1, 1). It should be a number: take z out with .item()."),
        Mistake("swapped", "return dw / m, db / m", "return db / m, dw / m", "dw and db come back in the wrong order. Return dw first."),
        nothing_returned("dw / m, db / m"),
    ),
    chapter=2,
)

LOGISTIC_GRADIENTS = Exercise(
    logistic_gradients,
    cases=lambda: [_examples(2, 4, 1), _examples(3, 5, 2), _examples(5, 3, 3), _examples(3, 3, 4)],
    hints=(
        "Four lines, each a formula from above: A, dZ, dw, db. Take m from X.shape[1].",
        "w.T @ X has shape (1, m). For dw you need (n_x, m) times (m, 1): which factor has to be turned with .T?",
        "dw = X @ dZ.T / m, and db is np.sum(dZ) / m.",
    ),
    words="Forward for all examples at once, dZ = A − Y, then X times dZ transposed sums over the examples; divide by m.",
    mistakes=(
        missing_mean("dZ.T / m  # (n_x, 1)\n    db = np.sum(dZ) / m", "dZ.T\n    db = np.sum(dZ)", more=" (X.shape[1] counts them; len(Y) is 1.)"),
        Mistake("mean-of-dw", "dZ.T / m", "dZ.T", "db is divided by m, dw is not."),
        Mistake("mean-of-db", "np.sum(dZ) / m", "np.sum(dZ)", "dw is divided by m, db is not."),
        Mistake("sign", "A - Y", "Y - A", "The sign is turned around: dZ is the answers minus the truth, A − Y."),
        Mistake("star-for-at", "X @ dZ.T", "X * dZ", "* multiplies entry by entry and keeps the examples apart. dw needs the matrix product, @."),
        Mistake("star-transposed", "X @ dZ.T", "X * dZ.T", "* multiplies entry by entry. dw needs the matrix product, @."),
        Mistake("star-in-z", "w.T @ X", "w * X", "* multiplies entry by entry: (n_x, m). z is a sum over features: w.T @ X, (1, m)."),
        Mistake("z-not-transposed", "w.T @ X", "w @ X", "w is (n_x, 1) and X is (n_x, m): the inner sizes do not fit. Turn w: w.T @ X."),
        Mistake("dz-not-transposed", "X @ dZ.T", "X @ dZ", "X is (n_x, m) and dZ is (1, m): the inner sizes do not fit. Turn dZ."),
        Mistake("x-transposed", "X @ dZ.T", "X.T @ dZ.T", "X is turned once too often: (n_x, m) times (m, 1) gives (n_x, 1)."),
        Mistake("dw-transposed", "X @ dZ.T / m", "dZ @ X.T / m", "dw lies down: (1, n_x). A gradient has the shape of its parameter, (n_x, 1)."),
        Mistake("bias-left-out", "w.T @ X + b", "w.T @ X", "b is left out of Z."),
        Mistake("sigmoid-left-out", "sigmoid(w.T @ X + b)", "w.T @ X + b", "The sigmoid is left out: A = σ(Z)."),
        Mistake("label-left-out", "A - Y", "A", "The labels are left out: dZ = A − Y."),
        Mistake("extra-slope", "A - Y", "(A - Y) * A * (1 - A)",
                "The factor A(1 − A) has cancelled already: with the logistic loss, dZ is just A − Y."),
        Mistake("divided-slope", "A - Y", "-Y / A + (1 - Y) / (1 - A)",
                "This is dA, the slope at the answers. Go one step further back, through the sigmoid: dZ = A − Y."),
        Mistake("missing-sum", "np.sum(dZ)", "dZ", "db is one number: sum dZ over the examples."),
        Mistake("wrong-axis", "np.sum(dZ)", "np.sum(dZ, axis=0)", "You sum down each column, as axis=0 and Python's own sum do, and dZ has only one row. np.sum without axis sums everything."),
        Mistake("db-rank-1", "np.sum(dZ)", "np.sum(dZ, axis=1)", "db is an array with one entry. It should be a number: np.sum without axis."),
        Mistake("db-array", "np.sum(dZ)", "np.sum(dZ, axis=1, keepdims=True)",
                "db is an array of shape (1, 1). It should be a number: np.sum without axis and keepdims."),
        Mistake("sum-for-product", "X @ dZ.T / m", "np.sum(X * dZ, axis=1) / m",
                "The numbers are right, but axis=1 without keepdims=True gives shape (n_x,). dw is a column, (n_x, 1)."),
        Mistake("a-for-dz", "X @ dZ.T", "X @ A.T", "You multiply by A. It is dZ = A − Y that travels back."),
        Mistake("y-for-dz", "X @ dZ.T", "X @ Y.T", "You multiply by Y. It is dZ = A − Y that travels back."),
        Mistake("m-from-rows", "X.shape[1]", "X.shape[0]", "X.shape[0] is n_x, the number of features. The examples lie in columns."),
        Mistake("hard-coded-m", "X.shape[1]", "4", "m is not always 4: take it from the shape of X."),
        Mistake("in-place", "dZ = A - Y", "Y -= A; dZ = -Y", "Y −= … changes the labels that you were given. Make a new array: dZ = A − Y."),
        Mistake("swapped", "return dw, db", "return db, dw", "dw and db come back in the wrong order. Return dw first."),
        nothing_returned("dw, db"),
    ),
    chapter=2,
)

LOGISTIC_REGRESSION = Exercise(
    logistic_regression,
    cases=lambda: [(*_examples(2, 6, 1)[2:], 0.5, 7), (*_examples(4, 5, 2)[2:], 0.05, 12), (*_examples(3, 7, 5)[2:], 1.2, 1)],
    hints=(
        "Start: w a column of n_x zeros, b = 0. Then a loop that runs `steps` times, with two lines in it.",
        "First line: dw, db from your logistic_gradients. Second line: w, b from your gradient_descent_step.",
        "After the loop, not in it: return w, b.",
    ),
    words="Start at zero. As often as asked: gradients at the present w and b, then one step. That is gradient descent.",
    mistakes=(
        Mistake("one-step-short", "range(steps)", "range(steps - 1)", "It takes one step too few. range(steps) runs `steps` times."),
        Mistake("one-step-more", "range(steps)", "range(steps + 1)", "It takes one step too many: range(steps) runs `steps` times."),
        Mistake("one-step", "        w, b = gradient_descent_step(w, b, dw, db, learning_rate)\n    return w, b",
                "        w, b = gradient_descent_step(w, b, dw, db, learning_rate)\n        return w, b",
                "What comes back is the result of one step. The start at zero belongs before the loop, the step in it, the return after it."),
        Mistake("no-step", "        w, b = gradient_descent_step(w, b, dw, db, learning_rate)\n", "",
                "w and b never move. Take a step in the loop, and keep what it returns: w, b = …"),
        Mistake("frozen-gradients", "    for step in range(steps):\n        dw, db = logistic_gradients(w, b, X, Y)\n",
                "    dw, db = logistic_gradients(w, b, X, Y)\n    for step in range(steps):\n",
                "The gradients are always those at the start. After each step the slope is another one: compute it in the loop."),
        Mistake("w-stays", "        w, b = gradient", "        _, b = gradient", "Only b learns. Keep the new w too."),
        Mistake("b-stays", "        w, b = gradient", "        w, _ = gradient", "Only w learns. Keep the new b too."),
        Mistake("uphill", "dw, db, learning_rate)", "dw, db, -learning_rate)", "You walk uphill: the learning rate has a minus in front."),
        Mistake("starts-at-ones", "np.zeros(", "np.ones(", "Start w at zeros, not ones, so that all of us start at the same place."),
        Mistake("starts-at-random", "np.zeros((X.shape[0], 1))", "np.random.default_rng(0).normal(size=(X.shape[0], 1))",
                "Start at zero, not at random. One neuron has no symmetry to break; Chapter 3 is another story."),
        Mistake("small-random", "np.zeros((X.shape[0], 1))", "0.01 * np.random.default_rng(0).normal(size=(X.shape[0], 1))",
                "Start at zero, not at random. One neuron has no symmetry to break; Chapter 3 is another story."),
        Mistake("random", "np.zeros((X.shape[0], 1))", "np.random.default_rng().normal(size=(X.shape[0], 1))",
                "Each time you start somewhere else, so each time you end somewhere else. Start at zero: w a column of zeros, b = 0."),
        Mistake("w-a-number", "np.zeros((X.shape[0], 1))", "0", "Your w is one number. It holds a weight for each feature: start with a column of zeros."),
        Mistake("rank-1", "np.zeros((X.shape[0], 1))", "np.zeros(X.shape[0])", "w of shape (n_x,) is neither a column nor a row. Start with np.zeros((n_x, 1))."),
        Mistake("row", "np.zeros((X.shape[0], 1))", "np.zeros((1, X.shape[0]))", "w lies down: (1, n_x). It should be a column, (n_x, 1)."),
        Mistake("size-from-examples", "X.shape[0]", "X.shape[1]", "X.shape[1] is m. w has one weight for each feature: n_x = X.shape[0]."),
        Mistake("hard-coded-rate", "dw, db, learning_rate)", "dw, db, 0.1)", "Your learning rate is always 0.1. Use the argument."),
        Mistake("hard-coded-steps", "range(steps)", "range(1000)", "You always take 1000 steps. Use the argument."),
        Mistake("gradients-returned", "return w, b", "return dw, db", "You return the gradients. Return what was learnt: w, b."),
        Mistake("swapped", "return w, b", "return b, w", "w and b come back in the wrong order. Return w first."),
        nothing_returned("w, b"),
    ),
    chapter=2,
)
