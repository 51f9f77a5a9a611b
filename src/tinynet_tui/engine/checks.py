"""Checks of some iterations of a script: the first ones and some later ones."""

from __future__ import annotations

from time import monotonic

from .endings import Stopped
from .engine import Engine
from .link import Header
from .talk import Interrupted

ITERATIONS = (0, 1, 2, 10, 30, 100, 300, 1000)
SECONDS = 6.0
"""After so many, no later iteration is begun."""
LEAST = 2
"""So many are checked however long that takes: a momentum does not show in the first one.

Where that cannot be checked, nor can the next one.
"""


class Checks:
    """Checks one iteration after the other."""

    def __init__(self, engine: Engine, loss: str | None = None) -> None:
        self._engine, self._loss = engine, loss
        self.found: dict[int, Header] = {}
        """What the check of each iteration has found."""
        self._end = monotonic() + SECONDS
        self._left = [*ITERATIONS]

    @property
    def next(self) -> int | None:
        """The iteration to be checked next; None if that was the last."""
        return self._left[0] if self._left else None

    def go_on(self, interrupted: Interrupted = None) -> None:
        """Check an iteration; Stopped if the script does not come to its first one."""
        iteration = self._left.pop(0)

        def late() -> bool:
            least = 1 if any("reason" in one for one in self.found.values()) else LEAST
            too_late = len(self.found) >= least and monotonic() > self._end
            return too_late or (interrupted is not None and interrupted())

        try:
            found = self._engine.check(iteration, self._loss, late)
            if not late() or not self.found:
                self.found[iteration] = found
        except Stopped:
            self._left.clear()
            if not self.found:
                raise
        if late():
            self._left.clear()


def check_some(engine: Engine, loss: str | None = None) -> dict[int, Header]:
    """Return what the checks of some iterations have found."""
    checks = Checks(engine, loss)
    while checks.next is not None:
        checks.go_on()
    return checks.found
