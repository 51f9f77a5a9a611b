"""How a script is opened, and comes to where a person is to see it first."""

from __future__ import annotations

from abc import ABC

from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice

from .commands import Return, RunUntil
from .conditions import parse
from .other_run import MOST, OtherRun
from .past_runs import ScriptPastRuns
from .player import ScriptPlayer
from .position import Target, resolve
from .run import BROKEN

START = Where(0, 1)


class ScriptEntering(ScriptPlayer, ABC):
    """Opens a script."""

    def open(self) -> None:
        """Run the script to its loop; Refusal if it cannot be opened, ValueError for positions."""
        self._script = script = self._opened(self._choice)
        if self._asked_edits:
            self._edits = script.place(self._asked_edits)
            self._shown = script.stand(*self._shown.where)
        self._told, self._note = script.stamp, script.plan.remarks
        self._remark()
        if self._opens_at.beside is not None:
            self._compare_with(self._opens_at.beside)
            self._cut_off, self._queue = self._note, [Return()]
        else:
            self._go_to_opening(then_play=self._opens_at.play)

    def _go_to_opening(self, *, then_play: bool = False) -> None:
        """Go to where it opens, from the start; ValueError if there is no such place."""
        at, until = self._opens_at[:2]
        if until:
            try:
                condition = parse(until, self.plan, self.script.forms_at(self._shown))
            except ValueError as error:
                raise ValueError(f"until: {error}") from None
            self._obey_now(self._run_number, RunUntil(condition))
        elif at is not None:
            try:
                target = resolve(at, self.plan, START, START)
            except ValueError as error:
                raise ValueError(f"--at: {error}") from None
            self._begin(target, then_play=then_play)
        elif then_play:
            self._play(True)
        self._to_opening = self.has_job
        self._opened_at = None if self._to_opening else self._here

    def _return(self) -> None:
        """Go back to where it has opened, or on to there."""
        if self._opened_at is not None:
            self._begin(Target(*self._opened_at))
        elif self._here == START:
            try:
                self._go_to_opening()
            except ValueError as error:  # of another text of the file
                self._note = str(error)
        else:
            self._begin(Target(*START))
            self._queue = [Return()]

    # The run to compare with.

    def _compare_with(self, choice: Choice | None, cut_at: int = -1) -> None:
        """Forget the past runs; run the script with other settings before all else, if any.

        It is run for `cut_at` iterations, or to its end if that is negative.
        """
        self._stop()
        self._past, self._cut_at = ScriptPastRuns(), cut_at
        if choice is not None:
            self._other = OtherRun(choice, self._interrupted_other, cut_at)
            self._clock.hold_back()

    def _interrupted_other(self) -> bool:
        """True when the run to compare with is to stop; no command cuts off how it begins."""
        other = self._other
        begins = other is not None and not other.is_open and not self._stopping()
        return self._interrupted() and not begins

    def _run_other(self, other: OtherRun) -> bool:
        try:
            other.begin(self.script, is_apart=self._is_apart)
            if not other.is_over:
                self._slices.take(other.run, other.room, MOST)
            if other.is_over:
                self._keep_other(other)
        except BROKEN as end:
            self._note = self._cut_off = f"there is no run to compare with: {end}"
            self._arrive()
        return not self.has_job

    def _keep_other(self, other: OtherRun) -> None:
        """Have it among the past runs, as far as it came; go on with what waits."""
        if other.script is not None:
            end = other.end_of_run
            self._past.leave(other.script, end, end, other.script.history.length)
        self._arrive()
