"""The ways of a script's run to a position, from where it stands or from a copy of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from .endings import Stopped
from .hearing import MOST_TOLD, TELLING
from .link import Header
from .positions import Frame, Where
from .refusal import Refusal, printable
from .talk import Interrupted, Talk

NEAR = (64, 8, 1)
"""How many iterations before a position copies are left on the way back to it."""
ALL = 1 << 62
QUICK = 0.02
"""The seconds that it may take to know what was before a position."""
LITTLE = 1 << 20
"""The bytes of values that are told in no time worth mentioning."""


class Travel(Talk):
    """Goes to the beginning of an iteration, and on from there step by step."""

    def run_to(
        self, iteration: int, interrupted: Interrupted = None, *, tell: bool = False
    ) -> bool:
        """Stand at the beginning of an iteration; return False if the loop ends before it.

        When it is `interrupted`, the script stops earlier; then that is True, too. With `tell`, the
        steps of the iteration before are told, if that takes no time worth mentioning.
        """
        run = self._run
        back = not run.goes_on or run.where > Where(iteration, 0)
        tell = tell and iteration > 0 and self._tells_all
        first = iteration - tell
        if back:
            self._restore(Where(first, 0))
        behind = back or self.where.iteration < first
        if behind and not self._forward(first, interrupted, NEAR if back else ()):
            return False
        if tell and self.where.iteration == first and self.where != Where(iteration, 0):
            most = self._most_told
            if ended := self._steps(most, most + 1, interrupted):
                self._lasts[first] = ended.get("steps", self.where.step)
            if not self._run.goes_on:
                self._restore(Where(first, 0))
        return self._forward(iteration, interrupted)

    @property
    def _tells_all(self) -> bool:
        """True when all steps of an iteration can be told at any time."""
        small = self._frames.latest_size * len(self.plan["steps"]) < LITTLE
        return bool(self.plan["flat"]) and small and self._pace < QUICK

    @property
    def _pace(self) -> float:
        """About how many seconds an iteration takes."""
        run = self._run
        return min(run.slowest, run.age / max(1, run.where.iteration))

    @property
    def _most_told(self) -> int:
        """Of how many steps is told at a time."""
        least = len(self.plan["steps"]) + 2 if self._tells_all else 1
        return max(least, min(MOST_TOLD, int(TELLING / self._telling)))

    def _enter(self, where: Where, interrupted: Interrupted) -> bool:
        """Go to a position's iteration, not beyond the position; return False if interrupted."""
        run = self._run
        start = Where(where.iteration, 0)
        behind = run.goes_on and start <= run.where <= where
        copy = self._copies.last(where)
        if copy is not None and (copy.where > run.where if behind else copy.where >= start):
            self._restore(copy.where)
        elif not behind and not self.run_to(where.iteration, interrupted):
            raise Stopped(self.status, f"the loop ends before iteration {where.iteration}")
        return self.where.iteration == where.iteration

    def _here(self) -> Frame:
        """Return the variables where the script stands."""
        if not (frame := self._frames.get(self.where)):
            self._run.send({"do": "values"})
            self._await("values")
            frame = self._frames.get(self.where)
            assert frame is not None
        return frame

    def _forward(self, iteration: int, interrupted: Interrupted, near: Sequence[int] = ()) -> bool:
        run = self._run
        if run.where.iteration == iteration and run.state == "begin":
            return True
        before = run.state == "before"
        copies = [iteration - count for count in reversed(near)]
        self._order({"do": "run", "to": iteration, "copies": copies})
        while True:
            self._await("stopped", "exited", interrupted=interrupted)
            if run.state != "ended" or self.plan["once"]:
                break
            self._order({"do": "run", "to": iteration, "copies": copies})  # to the next round
        if run.state not in ("ended", "exited"):
            return True
        if before and run.where.iteration < 0:
            raise self.refusal()
        self.length, self.raised = run.where.iteration + 1, run.raised
        if run.inside:
            self._find_raising()
        return False

    def refusal(self) -> Refusal:
        """Return why the script does not come to its loop."""
        raised, loop = self._run.raised, self.plan["loop"]
        if raised is not None:
            hint = "; input() gets no answer here: write one in its place"
            return Refusal(str(raised), raised.line, hint if raised.type == "EOFError" else "")
        if self._run.state != "exited":
            return Refusal("the loop is never entered", loop)
        printed = self.out.until(self.out.length).decode(errors="replace").strip()
        told = f": it prints {printable(printed.splitlines()[-1])!r}" if printed else ""
        return Refusal(f"the script ends before this loop{told}", loop)

    def _find_raising(self) -> None:
        """Find the step that raised the exception, by running its iteration step by step."""
        iteration, raised = self.where.iteration, self.raised
        assert raised is not None
        with suppress(Stopped):
            self._restore(Where(iteration, 0))
            if self.where.iteration < iteration:
                self._order({"do": "run", "to": iteration})
                self._await("stopped", "exited")
            ended = self._run.state == "begin" and self._steps(ALL, 0, None)
            if ended and self._run.inside:
                self.raised = replace(raised, where=Where(iteration, self.where.step + 1))

    def _steps(
        self,
        count: int,
        keep: int,
        interrupted: Interrupted,
        until: Sequence[int] = (),
        passing: int | None = None,
    ) -> Header | None:
        """Run some steps and tell of the last ones; return what is said if there are fewer.

        It stops earlier at some of the plan's steps, and in the next round of an inner loop.
        """
        if not count:
            return None
        begun = monotonic()
        told = {"count": count, "keep": keep, "until": [*until], "passing": passing}
        self._order({"do": "steps", **told})
        message = self._await("stopped", "exited", interrupted=interrupted)
        left = int(message.get("left", 0))
        if 0 < count - left <= keep:
            self._telling = (monotonic() - begun) / (count - left)
        return message if left else None
