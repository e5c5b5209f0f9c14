"""The closing quiz: a pool of questions about all five chapters, and a draw of one from each."""

import ipywidgets as widgets
import numpy as np

from course_lib import checks
from course_lib.exercises.quiz import Quiz
from course_lib.widget_page import bundle

# chapter → (question, options, the place of the right one, why)
POOL = {
    1: (
        ("A unit computes max(0, 3x − 6). From which x on does it answer more than 0?", ["x = 0", "x = 2", "x = 6"], 1,
         "3x − 6 is 0 at x = 2, and positive to the right of it. Left of it the line is bent to 0."),
        ("How many connections are there between a layer of 4 units and a dense layer of 3?", ["7", "12", "3"], 1,
         "In a dense layer each unit listens to all units before it: 3 · 4."),
        ("Which of these is structured data?", ["A photograph", "A recording of a voice", "A table of houses with size and price"], 2,
         "Each column of a table has a meaning of its own. One pixel or one sample of a sound has none."),
        ("Who decides what the hidden units stand for?", ["The programmer", "Training, from examples", "The activation function"], 1,
         "Only X and Y are given. What lies between, the network finds by itself."),
    ),
    2: (
        ("ŷ = 0.8 and y = 1. What is dL/dz?", ["0.2", "−0.2", "0.8"], 1, "a − y = 0.8 − 1. The step goes against it, so z will grow."),
        ("X has the shape (5, 200). What is the shape of dw?", ["(5, 1)", "(1, 200)", "(5, 200)"], 0,
         "A gradient has the shape of its parameter: one weight for each of the 5 features."),
        ("Why is the squared error not used for a yes or no?", ["It is slow to compute", "Its cost is not convex here", "It can be negative"], 1,
         "With a sigmoid it has places that are almost flat although the answers are wrong. The logistic cost is a single bowl."),
        ("J = 3(a + bc) with b = 3 and c = 2. What is dJ/dc?", ["2", "6", "9"], 2, "c is multiplied by b, and the sum by 3: 3 · 3."),
    ),
    3: (
        ("Three linear layers of 50 units each: what can they do that one cannot?", ["Bend the boundary", "Nothing", "Learn faster, always"], 1,
         "Without a bend in between, W[3] W[2] W[1] is one matrix."),
        ("A tanh unit answers a = 0.5. How steep is it there?", ["0.25", "0.75", "0.5"], 1, "tanh′ = 1 − a² = 1 − 0.25."),
        ("All weights start at 0. What happens to the hidden units?", ["They stay alike", "They die", "They diverge"], 0,
         "They answer alike, get the same blame and take the same step, for ever."),
        ("In A[1] of shape (4, 100), what is one column?", ["One unit, for all examples", "All units, for one example", "One weight"], 1,
         "Down a column stand the 4 units; along a row, the 100 examples."),
    ),
    4: (
        ("n = (10, 8, 3). What is the shape of W[2]?", ["(8, 3)", "(3, 8)", "(3, 10)"], 1, "(n[2], n[1]): a row for each unit, a column for each input."),
        ("What does the backward block of layer l hand on to layer l − 1?", ["dA[l−1]", "dW[l]", "A[l−1]"], 0,
         "dW[l] and db[l] stay, for the update. dA[l−1] travels on."),
        ("What does the forward block keep for the way back?", ["Its gradients", "A cache of A[l−1], Z[l] and A[l]", "Nothing"], 1,
         "dW[l] needs A[l−1], and the slope of the activation needs Z[l] or A[l]."),
        ("gradient_check gives 0.3. What does it say?", ["The gradient is wrong", "All is well", "The cost is 0.3"], 0,
         "0.3 is a relative difference. A right gradient gives about 0.0000001 or less."),
        ("A ReLU layer has 200 inputs. By what does He's start multiply standard normal numbers?", ["0.01", "0.1", "1"], 1, "√(2/200) = √0.01 = 0.1."),
    ),
    5: (
        ("α is drawn evenly between 0.0001 and 1. How often is it below 0.1?", ["one time in ten", "every second time", "three times in four"], 0,
         "Evenly means by length, and 0.1 is a tenth of the way. On a log scale it would be three powers of ten of four."),
        ("You have looked at the test set and then chosen another network. What has the test set become?",
         ["A better test set", "A second validation set", "A training set"], 1,
         "It has taken part in the choice. For an honest number you need examples that nobody has looked at."),
        ("A grid of 5 × 5 points: how many different learning rates does it try? And 25 random points?", ["25 and 25", "5 and 25", "5 and 5"], 1,
         "The grid repeats each rate five times. If only α matters, 20 of its 25 runs say nothing new."),
        ("Which of these is learnt by gradient descent?", ["The batch size", "b[2]", "The number of layers"], 1, "b[2] is a parameter. The others are chosen before."),
        ("What do a biological neuron and a ReLU unit have in common?", ["They learn by backpropagation", "A threshold, and more out for more in", "Spikes"], 1,
         "That much carries over. Spikes and time do not, and how a neuron learns is not known."),
    ),
}  # fmt: skip


class ClosingQuiz:
    """Questions one below the other; `questions` are Quiz objects."""

    def __init__(self, questions):
        self.questions = list(questions)
        self.face = widgets.VBox([question.face for question in self.questions])

    def _repr_mimebundle_(self, include=None, exclude=None):
        pages = [question._repr_mimebundle_() for question in self.questions]
        return bundle(self.face, "\n\n".join(page["text/plain"] for page in pages), markup="".join(page["text/html"] for page in pages))


def closing_quiz(draw=1):
    """Five questions, one from each chapter, with their answers shuffled; another whole number `draw` gives others."""
    checks.whole_number("draw", draw, 0)
    rng = np.random.default_rng(draw)
    return ClosingQuiz(_shuffled(*questions[rng.integers(len(questions))], rng) for questions in POOL.values())


def _shuffled(question, options, answer, why, rng):
    order = rng.permutation(len(options)).tolist()
    return Quiz(question, [options[i] for i in order], order.index(answer), why)
