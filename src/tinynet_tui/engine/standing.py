"""Where a running script stands, by its own count."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from operator import length_hint


@dataclass
class Position:
    """Where a script stands."""

    ahead: int = -1
    """The last iteration that begins without being looked at."""
    passes: repeat[bool] = field(default_factory=lambda: repeat(False, 0))
    """As many as there are still to begin up to that."""
    step: int = 0
    """How many of its steps have been run, one by one."""
    state: str = "before"
    """`before` the loop, `begin` of an iteration, in a `step`, `ended` loop, `exited` process."""
    line: int | None = None
    """The number, among the loop's statements, of the step that was run last."""

    @property
    def iteration(self) -> int:
        """The iteration that has begun, from 0; -1 before the loop."""
        return self.ahead - length_hint(self.passes)

    def pass_until(self, iteration: int) -> repeat[bool]:
        """Return what lets the iterations before one begin."""
        count = max(0, iteration - 1 - self.ahead)
        self.ahead, self.passes = self.ahead + count, repeat(False, count)
        return self.passes
