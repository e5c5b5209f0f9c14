"""What the tests of search share, also in other processes: small data, a space in which points end in every way, and a comparison."""

from course_lib import datasets
from course_lib.search import Choice, Layers, LogRange, Range, Space

_training, _rest = datasets.moons(m=120, noise=0.2, rng=0).split(0.5)
DATA = (_training, _rest.split(0.5)[0])
TEST = _rest.split(0.5)[1]
SPACE = Space(
    learning_rate=LogRange(1e-3, 1e3),
    layers=Layers(depth=(0, 2), units=(2, 4)),
    hidden=Choice("tanh", "relu"),
    initialization=Choice("he", "large"),
    batch_size=Choice(None, 16),
    momentum=Range(0, 0.9),
    l2=LogRange(1e-5, 1),
    seed=Choice(0, 1),
)


def same(records, others):
    """True if they are equal bit for bit, apart from their order and their seconds."""
    first, second = (sorted(repr(record | {"seconds": None}) for record in these) for these in (records, others))
    return first == second
