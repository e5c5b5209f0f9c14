"""One activation function: its curve and its slope at a z that moves, and what it lets through of a whole batch.

In come g and g′, the learner's if they have written them; out come g(z), g′(z), a batch of 400 pre-activations before
and after g, and the share of it where the slope is gone.
"""

from typing import NamedTuple

import numpy as np

from course_lib.activations import ACTIVATIONS, HIDDEN
from course_lib.errors import in_words
from course_lib.gauges import SATURATED
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.limits import is_yours, limited
from course_lib.views.activation import ActivationView

YOURS, REFERENCE = "yours", "reference"  # the functions given: the learner's, or those of the exercises
REACH = 12.0  # of the slider over z, and of the picture
NUDGE = 1e-5  # of the differences that stand for g′ where only g is given
BATCH = np.random.default_rng(0).standard_normal(400)
BATCH = (BATCH - BATCH.mean()) / BATCH.std()


class ActivationSnapshot(NamedTuple):
    """What the view shows.

    z, a, slope: the point that moves, g(z), g′(z)
    curve: z, g and g′, (481,) each
    batch: the pre-activations and what g makes of them, (400,) each
    flat: where on the curve the slope is gone, (481,) booleans
    share: how much of the batch is there, 0 … 1
    word: "without a slope", "saturated" or "on the flat side"; "" if g has failed
    """

    z: float
    a: float
    slope: float
    curve: tuple
    batch: tuple
    flat: np.ndarray
    share: float
    word: str


class ActivationLab(Lab):
    """Try an activation function on one z and on a batch.

    g: the learner's function of z, or None for the course's; g_prime: the learner's function of z and a = g(z), which
        needs g; without it the slope is measured from g
    source: course 3.2 and 3.4
    """

    title = "Activation functions: the curve, its slope, and what comes through"
    size = (940, 420)

    def __init__(self, g=None, g_prime=None, *, activation=None, z=1.0, spread=1.0, shift=0.0):
        if g_prime and not g:
            raise ValueError("g_prime is given without g; give both, such as ActivationLab(tanh, tanh_prime)")
        self._g, self._g_prime = limited("g", g), limited("g_prime", g_prime)
        self._yours = [f.__name__ for f in (g, g_prime) if is_yours(f)]
        given = ((YOURS if self._yours else REFERENCE),) if g else ()
        self.knobs = {
            "activation": Choice("activation g", (*given, *HIDDEN)),
            "z": Slider("z", -REACH, REACH, 0.1),
            "spread": Slider("spread of the batch", 0.01, 30, log=True),
            "shift": Slider("shift of the batch", -10, 10, 0.1),
        }
        super().__init__(activation=activation or (*given, "sigmoid")[0], z=z, spread=spread, shift=shift)
        self._measure()

    def changed(self, names):
        """Any setting asks for new values."""
        self._measure()

    def make_view(self, figure):
        """The view of this lab."""
        return ActivationView(figure, REACH)

    def snapshot(self):
        """What is on screen now."""
        return self._now

    def describe(self):
        """g at z, and the batch, in words."""
        s, now = self.settings, self._now
        batch = f"A batch of 400 values of z around {s['shift']:.1f} with spread {s['spread']:.2g}"
        whose = f" Running on your {', '.join(self._yours)}." if s["activation"] == YOURS else ""
        if self.error:
            return f"{batch}. Nothing of g can be drawn: it has failed.{whose}"
        return (
            f"{s['activation']} at z = {s['z']:.1f}: g(z) = {now.a:.4g}, slope g′(z) = {now.slope:.4g}. {batch}: {self._loss()} "
            f"On average |g′| is {np.abs(self._slopes).mean():.2g} over the batch: that much of a gradient gets through.{whose}"
        )

    def _loss(self):
        """What the batch has lost, and by which rule."""
        share, rule = f"{self._now.share:.0%} of the batch is", f"|g′| below {SATURATED:.0%} of its largest value"
        if self.settings["activation"] == "linear":
            return "g′ is 1 everywhere, so nothing is lost; but many such layers are worth no more than one."
        return {
            "without a slope": f"{share} without a slope (z below 0, g′ = 0): no gradient at all comes through there.",
            "on the flat side": f"{share} on the flat side (z below 0, g′ = 0.01): 1% of the gradient comes through.",
            "saturated": f"{share} saturated ({rule}): almost no gradient comes through there.",
        }[self._now.word]

    def _measure(self):
        """Work out all that is shown; where the learner's functions fail, nothing of them is drawn."""
        self.error = ""
        line, batch = np.linspace(-REACH, REACH, 481), self.settings["shift"] + self.settings["spread"] * BATCH
        z = np.array([self.settings["z"]])
        try:
            with np.errstate(all="ignore"):  # a naive formula may overflow
                (a, slope), (A, slopes), (A_batch, self._slopes) = (self._evaluate(Z) for Z in (z, line, batch))
        except Exception as problem:  # the learner's code may do anything
            self.error = in_words(problem)
            (a, slope), (A, slopes), (A_batch, self._slopes) = (np.full((2, *Z.shape), np.nan) for Z in (z, line, batch))
        limit = SATURATED * np.nanmax(np.abs(slopes), initial=0.0)
        flat, lost = np.abs(slopes) < limit, float((np.abs(self._slopes) < limit).mean())
        leaky = self.settings["activation"] == "leaky_relu"
        word = "" if self.error else "without a slope" if (slopes == 0).any() else "on the flat side" if leaky else "saturated"
        self._now = ActivationSnapshot(z[0], a[0], slope[0], (line, A, slopes), (batch, A_batch), flat, lost, word)

    def _evaluate(self, Z):
        """g and g′ at Z, (m,) each."""
        if self.settings["activation"] in HIDDEN:
            g = ACTIVATIONS[self.settings["activation"]]
            return g(Z), g.prime(Z, g(Z))
        A = _values(self._g, Z)
        if self._g_prime:
            return A, _values(self._g_prime, Z, A)
        return A, (_values(self._g, Z + NUDGE) - _values(self._g, Z - NUDGE)) / (2 * NUDGE)


def _values(function, *arrays):
    """What the learner's function makes of copies of the arrays, as floats of their shape."""
    result = np.asarray(function(*(array.copy() for array in arrays)), dtype=float)
    if result.shape != arrays[0].shape:
        raise ValueError(f"{function.__name__} returned shape {result.shape}; expected the shape of z, {arrays[0].shape}")
    return result
