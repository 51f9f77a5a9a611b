"""How a script is opened, and comes to where a person is to see it first."""

from __future__ import annotations

from abc import ABC

from tinynet_tui.engine.engine import Where

from .commands import Return, RunUntil
from .conditions import parse
from .player import ScriptPlayer
from .position import Target, resolve

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
        self._go_to_opening(then_play=self._opens_at.play)

    def _go_to_opening(self, *, then_play: bool = False) -> None:
        """Go to where it opens, from the start; ValueError if there is no such place."""
        at, until, _ = self._opens_at
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
