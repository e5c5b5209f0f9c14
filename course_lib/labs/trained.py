"""What labs share that train one network as it is, with the course's gradient descent: begin, step, play, keep records."""

import numpy as np

from course_lib.labs.base import Lab
from course_lib.training import train


class TrainedLab(Lab):
    """A lab with a network `net`, its `params`, and a `history` of records.

    A subclass gives begin(), which makes them, with an empty history, and ends with `self.train(0)`; examples(), the X and Y to
    learn from; rates(), how `course_lib.train` shall learn; and record(step, cost), what to keep of a step.
    """

    tick_steps = 10  # in one tick of play

    def tick(self, steps=1):
        """Train now."""
        with self._guard:
            self.train(steps, every=max(1, steps // 50))
            self.refresh()

    def play(self):
        """Train for one frame."""
        self.train(self.tick_steps, every=self.tick_steps)
        self.refresh(moving=True)

    def train(self, steps, every=1):
        """Take steps, keep a record each so many of them; the run stops where it blows up."""
        with np.errstate(all="ignore"):  # a run that blows up is a result
            self._train(steps, every)

    def _train(self, steps, every):
        start = self.history.last.step if len(self.history) else 0
        for snapshot in train(self.net, self.params, *self.examples(), steps=steps, every=every, **self.rates()):
            step = start + snapshot.step
            if not snapshot.finite:
                self.error = f"The run has blown up at step {step}: {snapshot.trouble} is not finite. Reset."
                return
            if snapshot.step or not len(self.history):
                self.params = snapshot.params
                self.history.append(self.record(step, float(snapshot.cost)))

    def extra_controls(self):
        """Play, step, reset."""
        step = self.button("Step", self.tick, "one gradient step")
        more = self.button("500 steps", lambda: self.tick(500), "500 gradient steps")
        reset = self.button("Reset", self.reset, "back to the first weights")
        return [[self.player(self.play), step, more, reset]]
