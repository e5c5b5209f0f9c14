"""An exercise is data: a reference solution, cases, hints, and the mistakes that learners make. This is its judge.

In comes the learner's function, out comes a Verdict. If a learner's function does on every case what the reference
does with a `Mistake` edited into it, they have made that mistake, and get its own words.
"""

import inspect
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from course_lib.errors import in_words, learners_line
from course_lib.exercises import text
from course_lib.exercises.compare import brief, difference, same, same_outcome, same_outcomes
from course_lib.exercises.mistakes import apart, fault, made_in
from course_lib.exercises.sandbox import TooSlow, run
from course_lib.exercises.verdict import Verdict


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    reference: the solution, with marker lines around the part to be written, and perhaps steps (see text.py)
    cases: () → list of argument tuples, the same ones each time
    hints: from a nudge to nearly the formula
    words: the solution in plain words
    mistakes: the Mistakes that are known
    chapter: the number of its chapter
    judge: for a random function, (cases, outcomes) → list of (code, sentence) on what is not as it should be
    """

    reference: Callable
    cases: Callable
    hints: tuple
    words: str
    mistakes: tuple
    chapter: int
    judge: Callable | None = None

    @property
    def name(self):
        """The name of the function to be written."""
        return self.reference.__name__

    @cached_property
    def source(self):
        """The text of the reference, markers included, which mistakes edit."""
        return text.source(self.reference)

    @cached_property
    def arguments(self):
        """The names of its arguments."""
        return tuple(inspect.signature(self.reference).parameters)

    def solution(self):
        """The reference as the learner may see it."""
        return text.solution(self.reference)

    def stub(self):
        """The reference with its solution cut out, as the notebook shows it."""
        return text.stub(self.reference)

    def guide(self):
        """The reference with its steps and with gaps in place of what is to be worked out; empty if it has no steps."""
        return text.guide(self.reference)

    @cached_property
    def faults(self):
        """What is wrong with the definition: {Mistake that cannot be made: the sentence that says why}."""
        found = {mistake: fault(self.source, mistake) for mistake in self.mistakes}
        return {mistake: f"{self.name}: the mistake {mistake.code!r} {why}" for mistake, why in found.items() if why}

    def edited(self, mistakes):
        """The reference with these Mistakes made in it, as a function.

        raises: ValueError for a Mistake that cannot be made
        """
        for mistake in self.faults.keys() & mistakes:
            raise ValueError(self.faults[mistake])
        namespace = dict(self.reference.__globals__)
        exec(compile(made_in(self.source, mistakes), f"<{self.name} with a mistake>", "exec"), namespace)
        return namespace[self.name]

    def check(self, function):
        """Judge a function: untouched, then its signature, then right, then a known mistake, then in general."""
        if function is self.reference:
            return self._verdict("not_attempted", "course-version", _COURSE_VERSION)
        try:
            return self._judge(function)
        except Exception as problem:  # an object that fails when it is looked at, say
            return self._verdict("wrong", "unreadable", f"What it returned cannot be judged. {in_words(problem)}")

    def _judge(self, function):
        problem = self._signature_problem(function)
        if problem:
            return self._verdict("wrong", "wrong-signature", problem)
        expected = self._expected  # before the learner's code can change anything
        outcomes = run(function, self.cases())
        verdict = self._stopped(function, outcomes[-1].raised) or self._stopped(function, outcomes[0].raised)
        if verdict:
            return verdict
        seen = self._seen(outcomes)
        if self._alike(seen, expected):
            return self._verdict("passed", "passed", "Right!", outcomes)
        if any(outcome.raised for outcome in outcomes):
            self._as_it_should_be()  # NumPy may be spoilt
        if _meets_a_gap(function, outcomes):
            return self._verdict("not_attempted", "gaps", _GAPS, outcomes)
        known = self._known_mistakes(seen)
        if known:
            code, message = " + ".join(m.code for m in known), " And: ".join(m.message for m in known)
            raised = outcomes[0].raised
            return self._verdict("wrong", code, f"{message} ({in_words(raised)})" if raised else message, outcomes)
        return self._in_general(function, outcomes)

    def _seen(self, outcomes):
        return self.judge(self.cases(), outcomes) if self.judge else outcomes

    def _alike(self, seen, other):
        return seen == other if self.judge else same_outcomes(seen, other)

    @cached_property
    def _expected(self):
        return self._seen(self._as_it_should_be())

    def _as_it_should_be(self):
        outcomes = run(self.reference, self.cases())
        for problem in (outcome.raised for outcome in outcomes if outcome.raised):
            raise ValueError(f"{_SPOILT} ({type(problem).__name__}: {problem})")
        return outcomes

    @cached_property
    def _single(self):
        return list(self._made((mistake,) for mistake in self._sound))

    @cached_property
    def _pairs(self):
        return list(self._made(pair for pair in combinations(self._sound, 2) if apart(self.source, *pair)))

    @property
    def _sound(self):
        return [mistake for mistake in self.mistakes if mistake not in self.faults]  # one that is not spoils no check

    def _with_mistakes(self):
        yield from self._single
        yield from self._pairs  # made only if no single one fits

    def _made(self, groups):
        cases = self.cases()
        for mistakes in groups:
            with suppress(SyntaxError):  # two edits may not go together
                yield mistakes, self._seen(run(self.edited(mistakes), cases))

    def _known_mistakes(self, seen):
        return next((mistakes for mistakes, wrong in self._with_mistakes() if self._alike(seen, wrong)), ())

    def _signature_problem(self, function):
        if not callable(function):
            return f"{self.name} is a {type(function).__name__}, not a function. Run the cell with your `def` again."
        if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
            word = "async" if inspect.iscoroutinefunction(function) else "yield"
            return f"With {word} in it, it does not run when it is called. Take a plain def, and return the result."
        try:
            inspect.signature(function).bind(*self.arguments)
        except (TypeError, ValueError):
            listed = f"{self.name}({', '.join(self.arguments)})"
            return f"Its arguments have changed. It will be called as {listed}."
        return None

    def _stopped(self, function, raised):
        where = learners_line(raised) if raised else ""
        if isinstance(raised, TooSlow):
            told = f"I stopped it: {raised}. Is there a loop that never ends?"
            return self._verdict("wrong", "too-slow", f"{told} It was {where}" if where else told)
        if isinstance(raised, KeyboardInterrupt):
            return self._verdict("wrong", "interrupted", f"You stopped the check before it was done{f', {where}' if where else '.'}")
        if not isinstance(raised, NotImplementedError):
            return None
        origin = _innermost(raised).f_code
        if origin is getattr(function, "__code__", None):
            return self._verdict("not_attempted", "not-attempted", "Not written yet. Replace the last line with your code.")
        return self._verdict("not_attempted", "needs", f"It calls {origin.co_name}, which is not written yet.")

    def _in_general(self, function, outcomes):
        raised = [outcome.raised for outcome in outcomes if outcome.raised is not None]
        if raised:
            return self._verdict("wrong", "raised", in_words(raised[0]), outcomes)
        if self.judge:
            return self._verdict("wrong", *self._seen(outcomes)[0], outcomes)
        cases = zip(self.cases(), outcomes, self._expected)
        findings = [self._finding(case, got, want) for case, got, want in cases if not same_outcome(got, want)]
        telling = (finding for finding in findings if finding[0] in _TELLING)
        code, message = next(telling, findings[0])
        if code == "wrong-value" and not same_outcomes(run(function, self.cases()), outcomes):
            own = (mistake.message for mistake in self.mistakes if mistake.code == "random")
            code, message = "random", next(own, _RANDOM)
        return self._verdict("wrong", code, message, outcomes)

    def _finding(self, case, got, want):
        if not same(got.arguments, case):
            name = next(n for n, now, then in zip(self.arguments, got.arguments, case) if not same(now, then))
            return "changed-in-place", f"It changed its argument {name} in place. Make a new value: the caller may still need the old one."
        code, sentence = difference(got.value, want.value)
        return code, f"{sentence} {self._called_with(case)}"

    def _called_with(self, case):
        return f"(Called with {', '.join(f'{n} = {brief(value)}' for n, value in zip(self.arguments, case))}.)"

    def _verdict(self, status, code, message, outcomes=()):
        printed = outcomes[0].printed if outcomes else ""
        return Verdict(status, code, message, self.name, printed)


_TELLING = ("changed-in-place", "transposed", "wrong-sign", "wrong-factor")
_COURSE_VERSION = "This is the course's own version. Write yours in the cell above, run that cell, and check again."
_SPOILT = "Even the course's own solution fails here: something that it needs has been changed. Restart the kernel and run the cells again."
_RANDOM = "Asked twice the same, it gave two different answers. Does it draw random numbers, or remember something from the call before?"
_GAPS = f"There are gaps left in it. Put your own code in place of each {text.GAP}, then check again."


def _innermost(problem):
    trace = problem.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return trace.tb_frame


def _meets_a_gap(function, outcomes):
    if ... not in getattr(getattr(function, "__code__", None), "co_consts", ()):
        return False
    return any(outcome.raised is not None or "Ellipsis" in repr(outcome.value) for outcome in outcomes)
