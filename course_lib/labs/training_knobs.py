"""Everything that can be turned in the training lab, one row a setting, and where each stands at first."""

from course_lib.activations import HIDDEN
from course_lib.datasets import PLANES
from course_lib.initializers import INITIALIZERS
from course_lib.labs.controls import Choice, Slider
from course_lib.labs.layer_controls import Layers, PerLayer
from course_lib.labs.run import BY_HAND, LOSSES

YOURS = "yours"
KNOBS = {
    "learning_rate": Slider("learning rate α", 1e-3, 30, log=True, reach=(1e-8, 1e4)),
    "activation": PerLayer("activation", HIDDEN),
    "initialization": Choice("initialization", (*INITIALIZERS, BY_HAND)),
    "scale": Slider("scale by hand", 1e-3, 10, log=True, reach=(0, 1e6)),
    "layers": Layers("hidden layers"),
    "dataset": Choice("data", (*PLANES, YOURS)),
    "m": Slider("points", 20, 1000, 20, whole=True),
    "noise": Slider("noise", 0, 1, 0.05),
    "test": Slider("test share", 0.1, 0.9, 0.05),
    "seed": Slider("seed", 0, 99, whole=True),
    "batch_size": Choice("batch", ("all", 1, 4, 16, 64, 256, 1024)),
    "momentum": Slider("momentum β", 0, 0.99, 0.01),
    "l2": Slider("L2", 0, 0.1, 0.001),
    "loss": Choice("loss", tuple(LOSSES)),
    "pace": Slider("steps a frame", 1, 100, whole=True),
}
DEFAULTS = dict(
    dataset="circles", m=400, noise=0.1, test=0.25, seed=0, layers=(2, 4, 1), activation=("tanh",), initialization="he",
    scale=0.5, learning_rate=0.5, batch_size="all", momentum=0.0, l2=0.0, loss="cross-entropy", pace=10,
)


def completed(settings, present):
    """Settings with what follows from them: one activation a hidden layer, and an initialization by hand where a scale is given.

    raises: ValueError for sizes that cannot be, and for a wrong number of names
    """
    if "scale" in settings:
        settings = {"initialization": BY_HAND} | settings
    if "activation" in settings:
        return settings | {"activation": _one_a_layer(settings["activation"], settings.get("layers", present["layers"]))}
    if "layers" in settings:
        names, hidden = present["activation"], _hidden(settings["layers"])
        return settings | {"activation": (*names, *(names[-1:] or ("tanh",)) * hidden)[:hidden]}
    return settings


def _one_a_layer(names, layers):
    names, hidden = KNOBS["activation"].checked("activation", names), _hidden(layers)
    if isinstance(names, str):
        return (names,) * hidden
    if len(names) != hidden:
        raise ValueError(f"activation has {len(names)} names; the number of hidden layers is {hidden}")
    return names


def _hidden(layers):
    return len(KNOBS["layers"].checked("layers", layers)) - 2
