"""What Chapters 1 to 5 have taught, in four pictures each, worked out anew by the experiments of the chapter."""

import numpy as np

from course_lib import checks, datasets
from course_lib.activations import ACTIVATIONS
from course_lib.blocks import numeric_gradients
from course_lib.folded_line import deep_folds, flat_folds
from course_lib.gauges import gradient_size
from course_lib.gradient_check import relative_difference
from course_lib.labs.base import Lab
from course_lib.labs.bent_line import BentLineLab
from course_lib.labs.descent import DescentLab
from course_lib.labs.logistic import LogisticLab
from course_lib.labs.neuron import NeuronLab
from course_lib.labs.watch import WatchLab
from course_lib.network import Network, backward, forward, initialize
from course_lib.plane import plane_of, zero_line
from course_lib.training import train
from course_lib.trainability import Grid, Problem, Start
from course_lib.views import learnt as views
from course_lib.views import learnt_networks as networks

RATES, SCALES = (-2, 2), (-2, 1)  # powers of ten
ROWS, COLUMNS = 17, 13
DRAWN = 40  # numbers
PIXELS = 61  # of a side of a map
RIGHT = 1e-6  # a larger relative difference is a bug


class LearntLab(Lab):
    """A chapter in four pictures; there is nothing to turn.

    chapter: 1 to 5
    """

    size = (940, 233)

    def __init__(self, chapter):
        checks.one_of("chapter", str(chapter), tuple(map(str, CHAPTERS)))
        super().__init__()
        self.title = f"Chapter {chapter} in pictures"
        self._draw, self._told, work_out = CHAPTERS[chapter]
        self._shown = work_out()

    def make_view(self, figure):
        """The four pictures."""
        return views.LearntView(figure, self._draw, self._shown)

    def snapshot(self):
        """Nothing moves."""

    def describe(self):
        """The pictures in words."""
        return self._told


def _chapter_1():
    line, race = BentLineLab(), WatchLab(layers=(2, 8, 8, 8, 1), activation="sigmoid")
    line.tick(200)
    race.fork(activation="relu")
    race.tick(400)
    (x, _, answers), (X, Y) = line.snapshot().curve, line.dataset
    runs = [(name, [r.step for r in past], [r.accuracy[1] for r in past]) for name, _, _, past in race.snapshot().runs]
    return (X[0], Y[0], x, answers), (4, 4, 1), (3, 5), runs


def _chapter_2():
    line, ball, faces = NeuronLab(), DescentLab(), LogisticLab(datasets.faces())
    line.show_best()
    ball.tick(9)
    faces.tick(500)
    fitted, way, (X, Y), answers = line.snapshot(), ball.snapshot(), line.dataset, np.linspace(0.005, 0.995, 199)
    return (
        (X[0], Y[0], fitted.A, *fitted.curve),
        (answers, -np.log(answers), -np.log(1 - answers)),
        (*way.curve, way.w, way.J),
        (faces.record.w.reshape(faces.dataset.image_shape), faces.record.accuracy[1]),
    )


def _chapter_3():
    net, points, z = Network((2, 4, 1), hidden="tanh"), datasets.circles(m=200, rng=0), np.linspace(-5, 5, 201)
    random, zeros = (list(train(net, initialize(net, name, rng=0), *points, learning_rate=1.0, steps=1000, every=10)) for name in ("small", "zeros"))
    params, (plane, limit) = random[-1].params, plane_of(points, PIXELS)
    answers = forward(net, params, plane).A[2].reshape(PIXELS, PIXELS)
    lines = [zero_line(w, bias, 3 * limit) for w, (bias,) in zip(params.W[1], params.b[1])]
    slopes = {name: ACTIVATIONS[name].prime(z, ACTIVATIONS[name](z)) for name in ("sigmoid", "tanh", "relu")}
    runs = [(name, [s.step for s in past], [s.cost for s in past]) for name, past in (("zeros", zeros), ("random", random))]
    return (points.X, points.Y, limit, answers, lines), (("X", "A[1]", "ŷ"), ("dW[1]", "dZ[1]", "dZ[2]")), (z, slopes), runs


def _chapter_4():
    folds = np.arange(1, 9)
    units = [[sum(drawn(int(k))[0].layers[1:-1]) for k in folds] for drawn in (deep_folds, flat_folds)]
    first = {f"{name}, {start}": _first_gradients(name, start) for name, start in (("relu", "he"), ("sigmoid", "xavier"))}
    return (4, 5, 8), (_differences(), RIGHT), first, (folds, *units)


def _differences():
    """How far dW[l] is from the numeric gradient, with the slopes of tanh, which are right, and with those of the sigmoid."""
    net, (X, Y) = Network((2, 5, 4, 3, 1), hidden="tanh"), datasets.moons(m=60, noise=0.15, rng=0)
    params = initialize(net, "xavier", rng=1)
    cache, numeric = forward(net, params, X), numeric_gradients(net, params, X, Y)
    found = {}
    for name, taken in (("right", net), ("slopes of another g", Network(net.layers, hidden="sigmoid"))):
        dW, _ = backward(taken, params, cache, Y)
        found[name] = [relative_difference(dW[l], numeric[f"dW[{l}]"]) for l in dW][::-1]
    return found


def _first_gradients(hidden, start):
    """The sizes of dW, layer by layer, of a network with six hidden layers, before its first step."""
    net, (X, Y) = Network((2, *(5,) * 6, 1), hidden=hidden), datasets.circles(rng=0)
    params = initialize(net, start, rng=0)
    gradients = backward(net, params, forward(net, params, X), Y)
    return [gradient_size(gradients, l) for l in range(1, net.L + 1)]


def _chapter_5():
    rng = np.random.default_rng(0)
    spread = rng.uniform(1e-4, 1, DRAWN), 10 ** rng.uniform(-4, 0, DRAWN)
    places = np.linspace(0.1, 0.9, 5)
    tried = np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2), rng.uniform(0.05, 0.95, (25, 2))
    return (400, 200, 200), spread, tried, (_map(), (*SCALES, *RATES))


def _map():
    """How networks with one hidden layer end, over learning rate and scale of the first weights."""
    problem = Problem(*datasets.circles(m=200, rng=0), "tanh", 0, 150)
    grid = Grid(problem, np.logspace(*RATES, ROWS), [Start((2, 8, 1), float(scale)) for scale in np.logspace(*SCALES, COLUMNS)])
    while grid.advance():
        pass
    return grid.outcome


CHAPTERS = {
    1: (
        (views.neuron, views.network, views.columns, views.better_bend),
        "A neuron draws a line and bends it at 0. In a network of dense layers each unit is connected to all units of the layer before. Each example "
        "is one column of X, with its label in the same column of Y. With ReLU the same network learns in far fewer steps than with the sigmoid.",
        _chapter_1,
    ),
    2: (
        (networks.neuron, networks.two_losses, networks.downhill, networks.what_it_learnt),
        "A neuron answers σ(w x + b); the strokes between answer and label are dz = ŷ − y. The loss is −log ŷ if y is 1 and −log(1 − ŷ) if y is 0: to "
        "be sure and wrong costs most. Each step goes against the slope, and steps shrink as the slope does. Trained on faces, the weights form an "
        "image with one weight for each pixel.",
        _chapter_2,
    ),
    3: (
        (networks.bent_border, networks.there_and_back, networks.flat_ends, networks.start_apart),
        "The hidden units draw a straight line each, and the last unit mixes them into a closed border. Forward goes from X over A[1] to ŷ; the blame comes "
        "back from dZ[2] over dZ[1] to dW[1]. The slope of the sigmoid is at most ¼, that of tanh at most 1, both almost 0 at the ends; that of ReLU is 1 on the right. "
        "From zeros the cost stays where it is, from small random weights it falls.",
        _chapter_3,
    ),
    4: (
        (networks.shapes_meet, networks.second_opinion, networks.blame_fades, networks.folded),
        "W[l] is (n[l], n[l-1]), A[l-1] is (n[l-1], m): the inner axes agree, and Z[l] is (n[l], m). A numeric gradient knows nothing of your code: with the "
        "slopes of another function all dW but the last are far from it. With six hidden layers of sigmoids the gradients fade on the way back; with ReLU and "
        "the start of He they do not. For k folds a deep network takes 2 k ReLU units, a flat one 2^k.",
        _chapter_4,
    ),
    5: (
        (views.three_parts, views.exponents, views.grid_or_random, views.where_it_works),
        "Training, validation and test examples have one job each. Drawn evenly, nearly all α are large; with even exponents each power of ten gets its "
        "share. A grid of 25 points knows 5 values of α, 25 random points know 25. Training works in a region of α and first weights; beyond its edge it "
        "crawls or diverges.",
        _chapter_5,
    ),
}
