"""Running a script until something comes true."""

from __future__ import annotations

import numpy as np

from tinynet_tui.engine.engine import Frame, Where

from .conditions import Condition
from .numbers import number
from .script import Script


class Seek:
    """Looks, slice by slice, at the numbers that a condition is about."""

    def __init__(self, condition: Condition, script: Script, here: Frame) -> None:
        self.condition, self._script, self._here = condition, script, here
        self.found: int | None = None
        """The iteration in which it has come true."""
        self._next = here.where.iteration
        """The next iteration to look at."""
        self._before = float("nan")
        """The number before it."""
        self._begun = False
        if condition.targets:
            self._before = number(here.values, condition.subject)
            script.engine.trace(*condition.targets, signs=condition.signs)
        else:
            script.watching = []
            if (known := script.error_at(here)) is not None:
                self._before, self._next = known[0], known[1] + 1

    @property
    def is_true_already(self) -> bool:
        return self.condition.already(self._before)

    @property
    def is_at_end(self) -> bool:
        """True when there is nothing more to look at."""
        if self._script.length is None:
            return False
        return not (self.condition.targets and self._script.engine.goes_on)

    def begin(self) -> None:
        """Go to where there are numbers to look at, the first time."""
        script = self._script
        if self._begun:
            return
        self._begun = True
        if self.condition.targets:
            script.run_to(self._next)
            return
        known = script.known_errors()
        self._look(0, known)
        if (
            self.found is None
            and script.length is None
            and script.engine.where < Where(script.history.length, 0)
        ):
            script.stand(script.history.length, 0)  # from the nearest copy

    def look(self) -> None:
        """Look at the numbers that have come since."""
        script = self._script
        traced = script.engine.traced if self.condition.targets else script.watching
        for first, numbers in traced or ():
            self._look(first, numbers)
        if traced:
            traced.clear()

    def _look(self, first: int, numbers: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
        new = numbers[max(0, self._next - first) :]
        if self.found is not None or not len(new):
            return
        true = np.flatnonzero(self.condition.holds(new, self._before))
        if len(true):
            self.found = self._next + int(true[0])
            return
        self._next += len(new)
        signed = new[np.isfinite(new) & (new != 0)]
        if len(signed):
            self._before = float(signed[-1])

    def arrive(self) -> tuple[Frame, str] | None:
        """Return where it has come true, and what is said there; None on the way."""
        assert self.found is not None
        script, condition, iteration = self._script, self.condition, self.found
        if not condition.targets:
            frame = script.at_error(iteration)
            return (frame, condition.arrival({}, {})) if frame is not None else None
        here = self._here
        is_here = iteration == here.where.iteration
        before = here if is_here else script.stand(iteration, 0)
        if before.where.iteration != iteration:
            return None

        def meant(frame: Frame) -> bool:
            return condition.is_true(before.values, frame.values)

        frame = script.first(iteration, meant, after=before.where.step)
        if frame is None:
            return None
        if is_here and not meant(frame):
            self.found, self._next = None, iteration + 1  # it was so before
            script.run_to(self._next)
            return None
        return frame, condition.arrival(before.values, frame.values)

    def end(self) -> None:
        """Trace nothing more."""
        self._script.engine.trace()
        self._script.watching = None
