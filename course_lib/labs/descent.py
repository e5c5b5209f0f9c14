"""A ball on a curve goes downhill, step by step: what the learning rate α does, and where too much begins.

In comes one step of gradient descent, the learner's if they have written it; out come the way of the ball, and what α
means for a curve whose curvature is known.
"""

from typing import NamedTuple

import numpy as np

from course_lib import datasets
from course_lib.errors import in_words, kind_of
from course_lib.labs.base import Lab
from course_lib.labs.controls import Choice, Slider
from course_lib.landscape import bowl, logistic_curve
from course_lib.limits import is_yours, limited
from course_lib.views.descent import DescentView

BOWL, LOGISTIC = "a bowl", "logistic cost"
MOST_STEPS = 200
BLOWN_UP = 1e9  # |w| from which a run is over
THERE = 1e-3  # |w − bottom| that counts as arrived
ZONES = ("crawls", "about right", "overshoots", "too large")
REASONS = {
    "crawls": "It crawls: each step goes only αc = {0:.2g} of the way to the bottom.",
    "about right": "About right: each step goes αc = {0:.2g} of the way to the bottom. Steps shrink because the slope does.",
    "overshoots": "It overshoots but converges (1/c < α < 2/c): each step lands on the other side of the bottom, {1:.2g} times "
    "as far away as before.",
    "too large": "It diverges (α > 2/c): each step lands on the other side of the bottom, {1:.3g} times as far away as before. "
    "The slope there is steeper, so the next step is longer still.",
}
REASONS_LOGISTIC = {
    "crawls": "It crawls: near the bottom each step goes only αc = {0:.2g} of the way.",
    "about right": "About right: near the bottom each step goes αc = {0:.2g} of the way.",
    "overshoots": "It overshoots but converges (1/c < α < 2/c): near the bottom each step lands on the other side, but closer.",
    "too large": "α > 2/c, so it never settles: it jumps to and fro over the bottom. It cannot fly off, because far out this "
    "curve does not get steeper.",
}


class DescentSnapshot(NamedTuple):
    """What the view shows: the curve, the way of the ball on it, and where α lies.

    curve: w and J, (241,) each;  top: the highest J in the picture
    w, J: (steps + 1,), the way so far;  slope: at the ball
    alpha, curvature: the learning rate, and the curvature at the bottom
    zone: one of ZONES
    """

    curve: tuple
    top: float
    w: np.ndarray
    J: np.ndarray
    slope: float
    alpha: float
    curvature: float
    zone: str


class DescentLab(Lab):
    """Gradient descent over one parameter, with α in the learner's hand.

    step: the learner's (w, b, dw, db, learning_rate) → w, b, or None for the course's; it gets w and dw as (1, 1), b = db = 0
    source: course 2.1.3
    """

    title = "Downhill: a ball, and a learning rate"
    size = (940, 420)
    knobs = {
        "learning_rate": Slider("learning rate α", 0.01, 100, log=True),
        "start": Slider("start at w", -3.5, 3.5, 0.1),
        "curve": Choice("curve", (BOWL, LOGISTIC)),
        "curvature": Slider("curvature c", 0.4, 1.6, 0.1),
    }

    def __init__(self, step=None):
        super().__init__(learning_rate=0.3, start=-3.0, curve=BOWL, curvature=1.0)
        self._step = limited("step", step) or course_step
        self._yours = is_yours(step)
        self._logistic = logistic_curve(*datasets.line(noise=2.5, rng=0))
        self.begin()

    @property
    def curve(self):
        """The Curve that the ball is on."""
        return self._logistic if self.settings["curve"] == LOGISTIC else bowl(self.settings["curvature"])

    @property
    def w(self):
        """Where the ball is."""
        return self.history[-1]

    @property
    def diverged(self):
        """True once the ball is so far away that the run is over."""
        return not abs(self.w) < BLOWN_UP  # true for NaN as well

    @property
    def over(self):
        """True once the ball has flown off, or has taken all its steps."""
        return self.diverged or len(self.history) > MOST_STEPS

    def changed(self, names):
        """A new curve or start begins anew; a new α goes on from here."""
        if names - {"learning_rate"}:
            self.begin()

    def tick(self, steps=1):
        """Take steps now."""
        with self._guard:
            for _ in range(steps):
                if not self._advance():
                    break
            self.refresh()

    def play(self):
        """Take one step, unless the run is over."""
        if self._advance() or self.error:
            self.refresh(moving=True)

    def make_view(self, figure):
        """The view of this lab."""
        return DescentView(figure, ZONES)

    def snapshot(self):
        """What is on screen now."""
        curve, alpha, c = self.curve, self.settings["learning_rate"], self._curvature
        w = np.array(self.history)
        line = np.linspace(-4, 4, 241)
        with np.errstate(all="ignore"):  # far away J may be infinite
            J, slope = curve.height(w), float(curve.slope(self.w))
        top = 10.0 if self.settings["curve"] == BOWL else 1.05 * curve.height(line).max()
        return DescentSnapshot((line, curve.height(line)), top, w, J, slope, alpha, c, _zone(alpha * c))

    def describe(self):
        """The run in words, and why it goes as it goes."""
        now, bottom = self.snapshot(), self.curve.bottom
        told = [
            f"Step {len(now.w) - 1}: w = {now.w[-1]:.4g}, J = {now.J[-1]:.4g} (started at w = {now.w[0]:.4g}, "
            f"J = {now.J[0]:.4g}; the bottom is at w = {bottom[0]:.2f}, J = {bottom[1]:.2f}).",
            f"α = {now.alpha:.3g}, curvature c = {now.curvature:.3g} at the bottom, so the threshold 2/c is "
            f"{2 / now.curvature:.3g}.",
            self._why(),
            self._state(now),
            self._astray,
            "Running on your gradient_descent_step." if self._yours else "The code that runs is the course's.",
        ]
        return " ".join(part for part in told if part)

    def extra_controls(self):
        """Play, step, reset."""
        step = self.button("Step", self.tick, "one step of gradient descent")
        reset = self.button("Reset", self.reset, "the ball back to the start")
        return [[self.player(self.play, interval=250), step, reset]]

    def begin(self):
        """Back to the start."""
        self.history, self._astray, self.error = [self.settings["start"]], "", ""

    @property
    def _curvature(self):
        return float(self.curve.curvature(self.curve.bottom[0]))

    def _advance(self):
        """One step; False if there is none to take."""
        if self.over:
            return False
        w, slope, alpha = self.w, float(self.curve.slope(self.w)), self.settings["learning_rate"]
        try:
            with np.errstate(all="ignore"):
                new = _number(self._step(np.array([[w]]), 0.0, np.array([[slope]]), 0.0, alpha))
        except Exception as problem:  # the learner's code may do anything; the history stays
            self.error = f"The run has stopped at step {len(self.history) - 1}. {in_words(problem)}"
            return False
        self.history.append(new)
        if not np.isclose(new, w - alpha * slope):
            self._astray = f"The last step went from w = {w:.4g} to {new:.4g}; w − α · dw is {w - alpha * slope:.4g}."
        return True

    def _why(self):
        """What α means on this curve."""
        share = self.settings["learning_rate"] * self._curvature  # αc: the share of the way that one step goes
        if self.settings["curve"] == LOGISTIC:
            return REASONS_LOGISTIC[_zone(share)].format(share)
        if np.isclose(share, 2):
            return "α is exactly 2/c: each step lands just as far from the bottom on the other side, for ever."
        return REASONS[_zone(share)].format(share, abs(1 - share))

    def _state(self, now):
        if self.diverged:
            return "The ball has flown off, so the run is over. Reset, and try a smaller α."
        if abs(self.w - self.curve.bottom[0]) < THERE:
            return f"The ball is there after {len(now.w) - 1} steps."
        if len(now.w) > MOST_STEPS:
            return f"{MOST_STEPS} steps are over, and the ball is not there."
        return ""


def _zone(share):
    """Which of ZONES a learning rate is in; `share` is α times the curvature."""
    return ZONES[np.searchsorted((0.1, 1, 2), share)]


def course_step(w, b, dw, db, learning_rate):
    """One step of gradient descent, as the learner's gradient_descent_step takes it."""
    return w - learning_rate * dw, b - learning_rate * db


def _number(returned):
    if not isinstance(returned, tuple | list) or len(returned) != 2 or np.size(returned[0]) != 1:
        raise ValueError(f"gradient_descent_step returned {kind_of(returned)}; expected two results, w of shape (1, 1) and b")
    return float(np.asarray(returned[0]).item())
