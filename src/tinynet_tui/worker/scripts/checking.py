"""Checks the slopes of a script, an iteration at a time."""

from __future__ import annotations

from tinynet_tui.engine.checks import Checks
from tinynet_tui.engine.talk import Interrupted
from tinynet_tui.slopes.judged import Verdict
from tinynet_tui.slopes.verdict import verdict

from .script import Script


class Checking:
    """A check of a script's slopes on its way."""

    def __init__(self, script: Script) -> None:
        self._script, self._checks = script, Checks(script.engine)

    @property
    def words(self) -> str:
        """What it does, for the screen."""
        return f"checking the slopes · iteration {self._checks.next or 0:,}"

    @property
    def is_over(self) -> bool:
        return self._checks.next is None

    def go_on(self, interrupted: Interrupted) -> None:
        """Check an iteration."""
        self._checks.go_on(interrupted)

    def end(self) -> None:
        """Nothing is left behind."""

    @property
    def verdict(self) -> Verdict:
        return verdict(self._checks.found, self._script.engine.plan)
