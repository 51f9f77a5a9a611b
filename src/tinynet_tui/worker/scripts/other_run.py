"""The script run with other settings, to be a past run beside the one that is shown."""

from __future__ import annotations

from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice

from .opened import Interrupted
from .script import Script

MOST = 100_000
"""So many iterations are run of a loop that does not end before."""


class OtherRun:
    """Runs a script's text with other settings to its end, slice by slice."""

    def __init__(self, choice: Choice, interrupted: Interrupted, cut_at: int = -1) -> None:
        """Run `cut_at` iterations of it, or all if that is negative."""
        self.choice, self._interrupted = choice, interrupted
        self._most = MOST if cut_at < 0 else min(MOST, cut_at)
        self.script: Script | None = None
        self.is_open = False
        """True once its loop has begun."""

    @property
    def words(self) -> str:
        """What it does, for the screen."""
        return f"running the script to compare with · {self.came:,}"

    @property
    def came(self) -> int:
        """How many iterations have been run."""
        return 0 if self.script is None else self.script.engine.where.iteration

    def begin(self, beside: Script, *, is_apart: bool = False) -> Script:
        """Open it, the first time; Refusal if it cannot be opened with these settings."""
        if self.script is None:
            earlier = beside.data, beside.stamp
            path, apart = beside.path, is_apart
            script = Script(path, self.choice, self._interrupted, earlier, is_apart=apart)
            script.text, self.script = beside.text, script
            script.enter()
            self.is_open = True
        return self.script

    def run(self, iterations: int) -> int:
        """Run some iterations; return how many were run."""
        assert self.script is not None
        begin = self.came
        self.script.run_to(begin + iterations)
        return self.came - begin

    @property
    def room(self) -> int:
        """How many iterations are left."""
        return self._most - self.came

    @property
    def is_over(self) -> bool:
        return self.script is not None and (self.script.length is not None or self.room <= 0)

    @property
    def end_of_run(self) -> Where:
        """Where its last iteration begins."""
        length = None if self.script is None else self.script.length
        return Where(max(0, (length or self.came) - 1), 1)

    def end(self) -> None:
        if self.script is not None:
            self.script.close()
