"""What Chapters 1 and 5 have taught, in four pictures each, worked out anew by the experiments of the chapter."""

import numpy as np

from course_lib import checks, datasets
from course_lib.labs.base import Lab
from course_lib.labs.bent_line import BentLineLab
from course_lib.labs.watch import WatchLab
from course_lib.trainability import Grid, Problem, Start
from course_lib.views import learnt as views

RATES, SCALES = (-2, 2), (-2, 1)  # powers of ten
ROWS, COLUMNS = 17, 13
DRAWN = 40  # numbers


class LearntLab(Lab):
    """A chapter in four pictures; there is nothing to turn.

    chapter: 1 or 5
    """

    size = (940, 232)

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
    5: (
        (views.three_parts, views.exponents, views.grid_or_random, views.where_it_works),
        "Training, validation and test examples have one job each. Drawn evenly, nearly all α are large; with even exponents each power of ten gets its "
        "share. A grid of 25 points knows 5 values of α, 25 random points know 25. Training works in a region of α and first weights; beyond its edge it "
        "crawls or diverges.",
        _chapter_5,
    ),
}
