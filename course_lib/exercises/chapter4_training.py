"""The exercises of Chapter 4, second part: gradients put to the test, He's start, and the deep network trained."""

import numpy as np

from course_lib.activations import relu, sigmoid
from course_lib.exercises.chapter3 import START_MISTAKES, relu_prime, sigmoid_prime, update_parameters
from course_lib.exercises.chapter4 import backward_deep, forward_deep
from course_lib.exercises.engine import Exercise
from course_lib.exercises.material import data, draws, parameters
from course_lib.exercises.mistakes import Mistake, nothing_returned
from course_lib.exercises.randomness import judge_weights


def gradient_check(J, theta, grad, epsilon):
    """The relative difference ‖numeric − grad‖ / (‖numeric‖ + ‖grad‖), where numeric are the slopes of
    J at theta, measured with central differences of ± epsilon. J is a function of an array like theta,
    shape (k,); grad, (k,) too, is the gradient to be checked."""
    ### BEGIN SOLUTION
    #: 1. A place for the numeric gradient, one slope for each parameter.
    numeric = np.zeros(len(theta))
    for i in range(len(theta)):
        #: 2. A move of epsilon in parameter i alone: an array of zeros, with one entry changed. Leave theta as it is.
        move = np.zeros(len(theta))
        move[i] = epsilon
        #: 3. J a little further on, minus J a little back, divided by the distance between the two points.
        numeric[i] = (J(theta + move) - J(theta - move)) / (2 * epsilon)
    #: 4. np.linalg.norm gives the length of a vector: here of the difference, and of each of the two.
    distance = np.linalg.norm(numeric - grad)
    lengths = np.linalg.norm(numeric) + np.linalg.norm(grad)
    return distance / lengths
    ### END SOLUTION


def initialize_he(n, rng):
    """Dicts W and b for the sizes n: W[l], shape (n[l], n[l-1]), is standard normal from rng times He's
    scale, the root of 2 divided by the number of inputs of layer l; b[l], shape (n[l], 1), is 0."""
    ### BEGIN SOLUTION
    W, b = {}, {}
    for l in range(1, len(n)):
        W[l] = np.sqrt(2 / n[l - 1]) * rng.standard_normal((n[l], n[l - 1]))
        b[l] = np.zeros((n[l], 1))
    return W, b
    ### END SOLUTION


def deep_network(data, W, b, learning_rate, steps):
    """Train on data, which is X and Y, with `steps` steps of gradient descent from W and b; returns the
    new dicts W and b. Hidden layers are ReLU, the last one is a sigmoid. There are relu, relu_prime,
    sigmoid, sigmoid_prime, and what you wrote yourself."""
    ### BEGIN SOLUTION
    #: 1. Take the data apart. How many layers are there?
    X, Y = data
    L = len(W)
    #: 2. Each layer's function and its slope, two dicts: one kind for the layers 1 to L - 1, another for layer L.
    g = {l: relu for l in range(1, L)} | {L: sigmoid}
    g_prime = {l: relu_prime for l in range(1, L)} | {L: sigmoid_prime}
    #: 3. Each step: forward, backward, update. You have written all three.
    for _ in range(steps):
        Z, A = forward_deep(W, b, X, g)
        dW, db = backward_deep(W, Z, A, Y, g_prime)
        W, b = update_parameters(W, b, dW, db, learning_rate)
    return W, b
    ### END SOLUTION


def _mixed(theta):
    """Neither quadratic nor a sum over the parameters: a one-sided difference shows, and so does a parameter left out."""
    return np.sum(theta**3) + np.sum(theta[:-1] * theta[1:] ** 2)


def _mixed_slopes(theta):
    slopes = 3 * theta**2
    slopes[:-1] += theta[1:] ** 2
    slopes[1:] += 2 * theta[:-1] * theta[1:]
    return slopes


def _waves(theta):
    return np.exp(np.sin(theta @ np.arange(1, len(theta) + 1))) + np.sum(theta**3)


def _claimed(J, k, epsilon, error):
    """J at a point with a claimed gradient; error 0 is the right one."""
    rng = np.random.default_rng(k)
    theta = rng.normal(size=k)
    return J, theta, _mixed_slopes(theta) + error * rng.normal(size=k), epsilon


def _training(n, m, learning_rate, steps):
    return data(n, m, m), *parameters(n, m + 1), learning_rate, steps


GRADIENT_CHECK = Exercise(
    gradient_check,
    cases=lambda: [
        _claimed(_mixed, 3, 0.5, 0.1), _claimed(_waves, 4, 0.1, 1.0), _claimed(_mixed, 5, 1e-4, 0.0), _claimed(_mixed, 2, 1e-3, 0.01),
        _claimed(_waves, 6, 0.02, 0.3),
    ],
    hints=(
        "For each parameter by itself: J with this one moved up a little, J with it moved down, and what lies between. All others stay.",
        "From theta - epsilon to theta + epsilon is a distance of 2 * epsilon. A move can be an array of zeros with epsilon in place i.",
        "numeric[i] = (J(theta + move) - J(theta - move)) / (2 * epsilon). At the end: the norm of numeric - grad, divided by the sum of both.",
    ),
    words="Move one parameter up and down by epsilon, and the rise of J by 2 epsilon is its slope. The lengths of vectors then say in one number, "
          "from 0 to 1, how far the two gradients are apart; it does not matter how large they are.",
    mistakes=(
        Mistake("one-sided", "J(theta - move)) / (2 * epsilon)", "J(theta)) / epsilon",
                "You measure on one side only. Go epsilon to both sides: the error is then far smaller."),
        Mistake("one-sided-back", "(J(theta + move) - J(theta - move)) / (2 * epsilon)", "(J(theta) - J(theta - move)) / epsilon",
                "You measure on one side only, from behind. Go epsilon to both sides: the error is then far smaller."),
        Mistake("one-sided-halved", "J(theta - move)) /", "J(theta)) /", "You measure on one side only, but divide by the distance between both."),
        Mistake("not-doubled", "(2 * epsilon)", "epsilon",
                "Your slopes are twice too large: from theta − epsilon to theta + epsilon it is 2 epsilon."),
        Mistake("brackets", "(2 * epsilon)", "2 * epsilon", "/ 2 * epsilon halves, and then multiplies by epsilon. Set brackets around 2 * epsilon."),
        Mistake("multiplied", "/ (2 * epsilon)", "* (2 * epsilon)", "You multiply by the distance. A slope is the rise divided by it."),
        Mistake("not-divided", "/ (2 * epsilon)", "", "This is the rise of J. Divide it by the distance to get a slope."),
        Mistake("brackets-above", "(J(theta + move) - J(theta - move)) /", "J(theta + move) - J(theta - move) /",
                "/ binds closer than −: only the second J is divided. Set brackets around the difference."),
        Mistake("sum-for-difference", "J(theta + move) - J", "J(theta + move) + J", "The two values of J are added. Their difference is the rise."),
        Mistake("sign", "J(theta + move) - J(theta - move)", "J(theta - move) - J(theta + move)",
                "A sign is turned around. In a slope J ahead comes first; and it is the difference of the two gradients that counts."),
        Mistake("doubled-move", "move[i] = epsilon", "move[i] = 2 * epsilon",
                "You move by 2 epsilon to each side. Move by epsilon; the distance between is then 2 epsilon."),
        Mistake("hard-coded-epsilon", "move[i] = epsilon", "epsilon = 1e-5; move[i] = epsilon", "Your epsilon is always the same. Use the argument."),
        Mistake("all-at-once", "move[i] = epsilon", "move[:] = epsilon",
                "You move all parameters together. Move one at a time: its own slope is wanted."),
        Mistake("without-loop", "numeric[i] = (J(theta + move) - J(theta - move))", "numeric = (J(theta + epsilon) - J(theta - epsilon))",
                "All parameters move together. Move one at a time, in a loop: each has a slope of its own."),
        Mistake("not-put-back", "move = np.zeros(len(theta))\n        move[i]", "move = np.zeros(len(theta)) if i == 0 else move\n        move[i]",
                "The parameters moved before are still moved. Begin each time with all of them where they were."),
        Mistake("one-number", "J(theta + move) - J(theta - move)", "J(theta[i] + epsilon) - J(theta[i] - epsilon)",
                "J gets a single parameter. It wants the whole array, with one entry moved."),
        Mistake("in-place", "move = np.zeros(len(theta))\n        move[i] = epsilon\n        numeric[i] = (J(theta + move) - J(theta - move))",
                "theta[i] += epsilon\n        up = J(theta)\n        theta[i] -= 2 * epsilon\n        numeric[i] = (up - J(theta))",
                "theta is not as it was: each parameter stays moved. Work on a copy, or put it back each time."),
        Mistake("in-place-one-sided",
                "move = np.zeros(len(theta))\n        move[i] = epsilon\n        numeric[i] = (J(theta + move) - J(theta - move)) / (2 * epsilon)",
                "before = J(theta)\n        theta[i] += epsilon\n        numeric[i] = (J(theta) - before) / epsilon",
                "You move theta itself and never put it back, and on one side only. Work on copies, one to each side."),
        Mistake("no-copy", "move = np.zeros(len(theta))\n        move[i] = epsilon\n        numeric[i] = (J(theta + move) - J(theta - move))",
                "up = theta; up[i] += epsilon\n        down = theta; down[i] -= epsilon\n        numeric[i] = (J(up) - J(down))",
                "Your numeric slopes are all 0: both names mean the same array. theta.copy() makes another."),
        Mistake("last-left-out", "range(len(theta))", "range(len(theta) - 1)", "The last parameter is left out."),
        Mistake("first-left-out", "range(len(theta))", "range(1, len(theta))", "The first parameter is left out: counting begins at 0."),
        Mistake("first-only", "    distance =", "        break\n    distance =",
                "Only the first parameter is measured. Does the loop end too early?"),
        Mistake("not-relative", "distance / lengths", "distance",
                "This is the distance itself. Divided by both lengths it does not depend on how large the gradients are."),
        Mistake("by-grad", "np.linalg.norm(numeric) + np.linalg.norm(grad)", "np.linalg.norm(grad)",
                "You divide by the length of grad only. Divide by the sum of both lengths."),
        Mistake("by-numeric", "np.linalg.norm(numeric) + np.linalg.norm(grad)", "np.linalg.norm(numeric)",
                "You divide by the length of the numeric gradient only. Divide by the sum of both lengths."),
        Mistake("by-larger", "np.linalg.norm(numeric) + np.linalg.norm(grad)", "max(np.linalg.norm(numeric), np.linalg.norm(grad))",
                "You divide by the longer of the two. Divide by the sum of both lengths."),
        Mistake("by-product", "np.linalg.norm(numeric) + np.linalg.norm(grad)", "np.linalg.norm(numeric) * np.linalg.norm(grad)",
                "You divide by the product of the lengths. Divide by their sum."),
        Mistake("by-length-of-sum", "np.linalg.norm(numeric) + np.linalg.norm(grad)", "np.linalg.norm(numeric + grad)",
                "This is the length of the sum. It is the sum of the lengths that is wanted."),
        Mistake("by-difference", "np.linalg.norm(numeric) + np", "np.linalg.norm(numeric) - np", "Below the bar stands the sum of the two lengths."),
        Mistake("brackets-below", "return distance / lengths", "return distance / np.linalg.norm(numeric) + np.linalg.norm(grad)",
                "/ binds closer than +: only the first length is below the bar. Set brackets around the sum."),
        Mistake("multiplied-by-lengths", "distance / lengths", "distance * lengths",
                "You multiply by the lengths. Divide, so that the number does not depend on them."),
        Mistake("lengths-compared", "np.linalg.norm(numeric - grad)", "abs(np.linalg.norm(numeric) - np.linalg.norm(grad))",
                "You compare lengths only. Two gradients can be equally long and point elsewhere: take the length of the difference."),
        Mistake("signed-sum", "np.linalg.norm(numeric - grad)", "np.sum(numeric - grad)",
                "Differences of opposite sign cancel in a sum. Take the norm."),
        Mistake("mean", "np.linalg.norm(numeric - grad)", "np.mean(np.abs(numeric - grad))", "This is a mean. The length of a vector is its norm."),
        Mistake("largest", "np.linalg.norm(numeric - grad)", "np.max(np.abs(numeric - grad))",
                "This is the largest difference. The length of a vector is its norm."),
        Mistake("squared", "np.linalg.norm(numeric - grad)", "np.sum((numeric - grad) ** 2)",
                "This is the square of the length. Take the root: np.linalg.norm does it all."),
        Mistake("per-entry", "return distance / lengths", "return np.abs(numeric - grad) / (np.abs(numeric) + np.abs(grad))",
                "This is one number for each parameter. One for all is wanted, made of lengths."),
        Mistake("verdict", "return distance / lengths", "return distance / lengths < 1e-7",
                "Return the number itself: how small it should be is for the caller to say."),
        Mistake("numeric-returned", "return distance / lengths", "return numeric", "This is the numeric gradient. Compare it with grad."),
        Mistake("percent", "return distance / lengths", "return 100 * distance / lengths", "This is in percent. Return the plain ratio."),
        nothing_returned("distance / lengths"),
    ),
    chapter=4,
)

INITIALIZE_HE = Exercise(
    initialize_he,
    cases=lambda: draws((20, 160, 19), (20, 160, 22, 170), (160, 20)),  # far apart, so that one can be told from the other
    hints=(
        "Your initialize_random with one thing changed: in place of 0.01 stands a scale that every layer has for itself.",
        "The more inputs a unit has, the smaller its weights. Layer l has n[l - 1] inputs.",
        "The scale is np.sqrt(2 / n[l - 1]). The rest is as it was.",
    ),
    words="As in initialize_random, but every layer has its own scale: the root of 2 divided by its number of inputs. "
          "Then a ReLU layer hands on numbers about as large as it got.",
    mistakes=(
        Mistake("scale-left-out", "np.sqrt(2 / n[l - 1]) * ", "", "The scale is left out: the weights are standard normal."),
        Mistake("scale-0.01", "np.sqrt(2 / n[l - 1]) *", "0.01 *",
                "This is the 0.01 of Chapter 3, the same for all. He's scale depends on the number of inputs."),
        Mistake("no-sqrt", "np.sqrt(2 / n[l - 1]) *", "2 / n[l - 1] *", "The square root is missing."),
        Mistake("root-of-2-only", "np.sqrt(2 / n[l - 1]) *", "np.sqrt(2) / n[l - 1] *",
                "Only the 2 is under your root. The number of inputs belongs there too."),
        Mistake("squared", "np.sqrt(2 / n[l - 1]) *", "(2 / n[l - 1]) ** 2 *", "You take the square. The square root is wanted."),
        Mistake("root-of-weights",
                "np.sqrt(2 / n[l - 1]) * rng.standard_normal((n[l], n[l - 1]))", "np.sqrt(2 / n[l - 1] * rng.standard_normal((n[l], n[l - 1])))",
                "The random numbers are under your root, and half of them are negative. Close the bracket before them."),
        Mistake("xavier", "np.sqrt(2 /", "np.sqrt(1 /",
                "This is Xavier's scale, for tanh. ReLU sets half of the numbers to 0, and He's 2 makes up for it."),
        Mistake("glorot", "2 / n[l - 1]", "2 / (n[l - 1] + n[l])", "You count the units of both layers. He's scale counts the inputs only."),
        Mistake("own-layer", "2 / n[l - 1]", "2 / n[l]", "You count the units of layer l itself. It is the number of its inputs that matters."),
        Mistake("first-layer", "2 / n[l - 1]", "2 / n[0]", "All layers have the scale of the first. Each has its own number of inputs."),
        Mistake("all-weights", "2 / n[l - 1]", "2 / (n[l] * n[l - 1])",
                "You count all weights of the layer. It is the inputs of one unit that matter."),
        Mistake("inverted", "2 / n[l - 1]", "n[l - 1] / 2", "The scale is upside down: with more inputs the weights should be smaller."),
        Mistake("uniform-centred", "np.sqrt(2 / n[l - 1]) * rng.standard_normal((n[l], n[l - 1]))",
                "rng.uniform(-np.sqrt(6 / n[l - 1]), np.sqrt(6 / n[l - 1]), (n[l], n[l - 1]))",
                "The spread is right, but these are uniform. Take the normal distribution."),
        Mistake("overwritten", "W[l] = np.sqrt(2 / n[l - 1]) * rng.standard_normal((n[l], n[l - 1]))\n        b[l] =",
                "W = np.sqrt(2 / n[l - 1]) * rng.standard_normal((n[l], n[l - 1]))\n        b =",
                "Each layer overwrites the one before. Keep all of them, each under its own number l."),
        *START_MISTAKES,
    ),
    chapter=4,
    judge=judge_weights(lambda n_in: np.sqrt(2 / n_in)),
)

_HAND_WRITTEN = """\
        dZ, W, b = A[L] - Y, dict(W), dict(b)
        for l in range(L, 0, -1):
            dW, db = dZ @ A[l - 1].T / X.shape[1], np.mean(dZ, axis=1, keepdims=True)
            W[l], b[l] = W[l] - learning_rate * dW, b[l] - learning_rate * db
            dZ = W[l].T @ dZ * (A[l - 1] > 0)
"""

DEEP_NETWORK = Exercise(
    deep_network,
    cases=lambda: [
        _training((4, 5, 3, 2), 6, 0.5, 3), _training((3, 4, 2, 5, 2), 7, 0.2, 2), _training((2, 6, 3), 5, 1.0, 4), _training((3, 2), 4, 0.8, 5),
        _training((3, 3, 3, 3), 3, 0.4, 2),
    ],
    hints=(
        "You have written all the parts: forward_deep, backward_deep, update_parameters. Each step calls the three, in this order.",
        "forward_deep wants g, a dict with one function a layer, and backward_deep wants g_prime. Make both before the loop.",
        "g = {l: relu for l in range(1, L)} | {L: sigmoid}, where | joins two dicts. g_prime is made in the same way from the slopes.",
    ),
    words="Two dicts say which function each layer has, ReLU and at the end the sigmoid, and which slope. "
          "Then, step by step: forward, backward, update.",
    mistakes=(
        Mistake("sigmoid-hidden", "{l: relu for l in range(1, L)} | {L: sigmoid}\n    g_prime = {l: relu_prime for",
                "{l: sigmoid for l in range(1, L)} | {L: sigmoid}\n    g_prime = {l: sigmoid_prime for",
                "Your hidden layers are sigmoids. Make them ReLU: only the last layer is a sigmoid."),
        Mistake("tanh-hidden", "{l: relu for l in range(1, L)} | {L: sigmoid}\n    g_prime = {l: relu_prime for",
                "{l: np.tanh for l in range(1, L)} | {L: sigmoid}\n    g_prime = {l: lambda z, a: 1 - a**2 for",
                "Your hidden layers are tanh. Make them ReLU."),
        Mistake("sigmoid-forward-only", "{l: relu for", "{l: sigmoid for",
                "Your hidden layers are sigmoids on the way forward, but have ReLU's slope. ReLU both times."),
        Mistake("slopes-of-sigmoid", "{l: relu_prime for", "{l: sigmoid_prime for",
                "Your hidden layers are ReLU, but go back with the slope of the sigmoid."),
        Mistake("relu-at-output", "{L: sigmoid}\n", "{L: relu}\n", "Your output layer is ReLU. A yes or no wants a sigmoid."),
        Mistake("linear-output", "{L: sigmoid}\n", "{L: lambda z: z}\n", "Your output layer has no function. A yes or no wants a sigmoid."),
        Mistake("tanh-output", "{L: sigmoid}\n", "{L: np.tanh}\n", "Your output layer is tanh. A yes or no, 1 or 0, wants a sigmoid."),
        Mistake("one-function-for-all",
                "{l: relu for l in range(1, L)} | {L: sigmoid}\n    g_prime = {l: relu_prime for l in range(1, L)} | {L: sigmoid_prime}",
                "relu\n    g_prime = relu_prime",
                "g and g_prime are dicts with one function a layer: ReLU for the hidden layers, the sigmoid for layer L."),
        Mistake("output-without-function", " | {L: sigmoid}\n", "\n", "There is no g[L]: the last layer needs a function too."),
        Mistake("functions-swapped",
                "{l: relu for l in range(1, L)} | {L: sigmoid}\n    g_prime = {l: relu_prime for l in range(1, L)} | {L: sigmoid_prime}",
                "{l: sigmoid for l in range(1, L)} | {L: relu}\n    g_prime = {l: sigmoid_prime for l in range(1, L)} | {L: relu_prime}",
                "The functions have changed places: ReLU in the hidden layers, the sigmoid at the end."),
        Mistake("slopes-for-functions", "forward_deep(W, b, X, g)", "forward_deep(W, b, X, g_prime)",
                "Forward needs the functions, g; the slopes are for the way back."),
        Mistake("functions-for-slopes", "A, Y, g_prime)", "A, Y, g)", "The way back needs the slopes, g_prime; you hand it the functions."),
        Mistake("two-layers-only", "L = len(W)", "L = 2", "This works for two layers only. Ask W how many there are."),
        Mistake("one-step-short", "range(steps)", "range(steps - 1)", "You take one step too few."),
        Mistake("one-step-more", "range(steps)", "range(steps + 1)", "You take one step too many."),
        Mistake("one-step-only", "    return W, b", "        return W, b",
                "Only one step counts. Is the return inside the loop, or does each step begin at the first W and b again?"),
        Mistake("hard-coded-steps", "range(steps)", "range(10)", "You always take 10 steps. Use the argument."),
        Mistake("hard-coded-rate", "db, learning_rate)", "db, 0.1)", "Your learning rate is always 0.1. Use the argument."),
        Mistake("no-learning-rate", "db, learning_rate)", "db, 1)", "The learning rate is left out: your steps are as long as the slope itself."),
        Mistake("uphill", "db, learning_rate)", "db, -learning_rate)", "You walk uphill. update_parameters subtracts already."),
        Mistake("mean-again", "db, learning_rate)", "db, learning_rate / X.shape[1])", "You divide by m once more. The gradients are means already."),
        Mistake("not-kept", "        W, b = update", "        update", "Nothing has moved: update_parameters returns new W and b. Keep them."),
        Mistake("only-W-moves", "        W, b = update", "        W, _ = update", "b has not moved. Keep both: W and b."),
        Mistake("only-b-moves", "        W, b = update", "        _, b = update", "W has not moved. Keep both: W and b."),
        Mistake("forward-once",
                "    for _ in range(steps):\n        Z, A = forward_deep(W, b, X, g)\n",
                "    Z, A = forward_deep(W, b, X, g)\n    for _ in range(steps):\n",
                "Forward runs once, before the loop. After each step the answers are others: run it again."),
        Mistake("backward-once",
                "    for _ in range(steps):\n        Z, A = forward_deep(W, b, X, g)\n        dW, db = backward_deep(W, Z, A, Y, g_prime)\n",
                "    Z, A = forward_deep(W, b, X, g)\n    dW, db = backward_deep(W, Z, A, Y, g_prime)\n    for _ in range(steps):\n",
                "The gradients are computed once, before the loop. After each step they are others: compute them again."),
        Mistake("moved-too-early",
                "        dW, db = backward_deep(W, Z, A, Y, g_prime)\n        W, b = update_parameters(W, b, dW, db, learning_rate)\n", _HAND_WRITTEN,
                "The way back goes through W that have already moved. First all the gradients, then the step."),
        Mistake("z-and-a-swapped", "Z, A = forward", "A, Z = forward", "Z and A have changed places: forward_deep returns Z first."),
        Mistake("gradients-swapped", "dW, db = backward", "db, dW = backward", "dW and db have changed places: backward_deep returns dW first."),
        Mistake("data-swapped", "X, Y = data", "Y, X = data", "X and Y have changed places: data is X first, then Y."),
        Mistake("starts-at-zero", "L = len(W)", "L, W, b = len(W), {l: 0 * W[l] for l in W}, {l: 0 * b[l] for l in b}",
                "You start from zeros. Start from the W and b that you are given."),
        Mistake("rounded-answers", "        dW, db =", "        A[L] = np.round(A[L])\n        dW, db =",
                "Do not round the answers before the way back: how far they are off is what counts."),
        Mistake("in-place", "        W, b = update_parameters(W, b, dW, db, learning_rate)\n",
                "        W_new, b_new = update_parameters(W, b, dW, db, learning_rate)\n        W.update(W_new); b.update(b_new)\n",
                "This changes the dicts that you were given. Give the new ones a name: W, b = update_parameters(…)."),
        Mistake("answers-returned", "return W, b", "return forward_deep(W, b, X, g)[1][L]", "These are the answers. Return what was learnt: W, b."),
        Mistake("gradients-returned", "return W, b", "return dW, db", "These are the last gradients. Return what was learnt: W, b."),
        Mistake("swapped", "return W, b", "return b, W", "W and b come back in the wrong order. Return W first."),
        Mistake("only-W", "return W, b", "return W", "Return both dicts: W, b."),
        nothing_returned("W, b"),
    ),
    chapter=4,
)
