"""The ways to any position in an opened script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from tinynet_tui.engine import engine as engines
from tinynet_tui.engine.edits import Edit, EditText
from tinynet_tui.engine.engine import Stopped, Where
from tinynet_tui.experiment.edits import counted

from .happenings import END
from .opened import OpenedScript
from .position import LAST, Target, resolve

MOST_BACK = 64
"""The most steps back for which is looked."""
MOMENT = 1.0
"""The seconds that it may take to complete a trail while it rests."""
BLOCK = 64
"""How many steps are looked through at a time for the one that is meant."""


class Script(OpenedScript):
    """A script that can be stood at any position."""

    is_short = False
    """True when the last target had more steps than the run, or its iteration, has."""

    def at(self, target: Target) -> engines.Frame | None:
        """Return the variables at a target; None if it was interrupted on the way."""
        iteration, step = target.iteration, target.step
        self.is_short = False
        if target.name:
            steps = enumerate(self.plan.steps)
            return self._after(iteration, [at for at, one in steps if target.name in one.writes])
        if step is None and self.plan.error_step is not None:
            return self.at_error(iteration)
        if step is None or step < 0:
            frame = self.stand(iteration)
            missing = frame.where.step + (LAST if step is None else step) - LAST
            if frame.where.iteration == iteration and step not in (None, LAST):
                if missing >= 1:
                    frame = self.stand(iteration, missing)
                elif iteration:
                    return self.at(Target(iteration - 1, missing - 1))
                else:
                    frame = self.stand(0, 1)
        else:
            frame = self.stand(iteration, step)
            over = step - frame.where.step
            arrived = frame.where.iteration == iteration
            if arrived and over > 0 and target.carries and not self._ends_at(iteration):
                return self.at(Target(iteration + 1, over, carries=True))
            self.is_short = over > 0
        if frame.where.iteration != iteration:
            return None
        return frame

    def shortness(self, frame: engines.Frame) -> str:
        """Return how many steps an iteration has, in words, if it `is_short`."""
        steps = counted(frame.where.step, "step")
        return f"iteration {frame.where.iteration:,} has only {steps}"

    def round(self, target: Target) -> Target | None:
        """Return where the round of an inner loop begins that is meant; None if interrupted."""
        where, line = Where(target.iteration, target.step or 0), target.inner_loop
        assert line is not None
        if not target.back:
            there = self.engine.pass_round(where, line, self._interrupted)
            return None if there is None else Target(*there)
        if where.step > 1:
            wanted = where._replace(step=where.step - 1)
            frame = self.stand(*wanted)
            if frame.where != wanted:
                return None
        elif where.iteration:
            frame = self.stand(where.iteration - 1)
            if frame.where.iteration != where.iteration - 1:
                return None
        else:
            return Target(0, 1)
        around = () if frame.line is None else self.plan.steps[frame.line].inside
        step = frame.rounds[around.index(line)] if line in around else frame.where.step
        return Target(frame.where.iteration, step)

    def _ends_at(self, iteration: int) -> bool:
        return self.length is not None and iteration >= self.length - 1

    def at_error(self, iteration: int) -> engines.Frame | None:
        """Return the position where an iteration's error is known; None if interrupted."""
        known = self.plan.error_step
        return self.at(Target(iteration)) if known is None else self._after(iteration, [known])

    def _after(self, iteration: int, lines: Sequence[int]) -> engines.Frame | None:
        """Return the first position after one of some steps; None if interrupted."""
        frame = self.engine.stand_at(iteration, lines, self._interrupted)
        self._learn()
        return frame if frame.where.iteration == iteration else None

    def first(
        self, iteration: int, meant: Callable[[engines.Frame], bool], after: int = 0
    ) -> engines.Frame | None:
        """Return the first position of an iteration that is meant, else its last one.

        It is looked for after a step; None if that is interrupted.
        """
        before = after
        while True:
            frame = self.stand(iteration, before + BLOCK)
            if frame.where.iteration != iteration:
                return None
            for step in range(before + 1, frame.where.step):
                one = self.stand(iteration, step)
                if meant(one):
                    return one
            if meant(frame) or frame.where.step < before + BLOCK:
                return frame
            before += BLOCK

    def trail(
        self, frame: engines.Frame, *, complete: bool, patient: bool = False
    ) -> engines.Trail:
        """Return a Frame and those before it, to where all that the loop writes was written.

        Those that are not known are looked for if it is to be `complete`; if one is not `patient`,
        only if they are quickly found.
        """
        if not frame.where.step:
            return ()
        needed = self._needed(frame)
        if complete:
            return self.engine.look_back(frame, needed, self._interrupted, patient=patient)
        return self.engine.known_before(frame, needed)

    def _needed(self, frame: engines.Frame) -> int:
        """Return how many positions up to one a complete trail has."""
        most = frame.where.step + len(self.plan.steps) + 3
        return min(MOST_BACK, most) if frame.where.iteration else frame.where.step + 1

    def lacks(self, trail: engines.Trail) -> bool:
        """True when a trail is not complete, and would be after a moment."""
        is_short = bool(trail) and len(trail) < self._needed(trail[0])
        return is_short and self.engine.is_near(trail[-1], MOMENT)

    def is_last_step(self, where: Where) -> bool:
        """True at the end of an iteration, which is run to its end to know that."""
        if self.plan.straight:
            return where.step >= len(self.plan.steps)
        with suppress(Stopped):
            self.stand(where.iteration)
        return where.step >= (self.engine.last_step(where.iteration) or END)

    def writes(self, frame: engines.Frame, name: str) -> bool:
        """True when the step at a position writes a variable."""
        return frame.line is not None and name in self.plan.steps[frame.line].writes

    def raised_for(self, name: str, iteration: int) -> bool:
        """True when what raised the exception, in an iteration, would have written a variable."""
        with suppress(Stopped):
            self.run_to(iteration + 1)
        raised = self.engine.raised
        if raised is None or raised.where is None or raised.where.iteration != iteration:
            return False
        return any(name in step.writes for step in self.plan.steps if step.line == raised.at)

    def place(self, texts: Sequence[EditText]) -> list[Edit]:
        """Make the edits at the positions that are meant; ValueError for one that is not there."""
        for target, value, at in texts:
            try:
                there = resolve(at, self.plan, Where(0, 1), Where(0, 1))
                if there.name or not there.step or there.step < 0:
                    there = Target(*self._found(there))
            except ValueError as error:
                raise ValueError(f"--set {target}: {error}") from None
            self.edit([*self.edits, Edit(Where(there.iteration, there.step or 1), target, value)])
        return [*self.edits]

    def _found(self, target: Target) -> Where:
        """Return where a target is; ValueError if the run does not come there."""
        try:
            frame = self.at(target) if self.run_to(target.iteration) else None
        except Stopped:
            frame = None
        if frame is None:
            raise ValueError(f"the run does not come to {target.words}")
        if target.name and not self.writes(frame, target.name):
            raise ValueError(f"iteration {target.iteration:,} does not assign {target.name!r}")
        return frame.where
