"""Waiting for what should happen, and how long that may take."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

DEADLINE = 300.0
"""Seconds after which something that should happen has not happened, on the busiest machine."""


class InVain(AssertionError):
    """What was waited for has not happened in time."""


class Patience:
    """How long something is waited for."""

    def __init__(self, seconds: float = DEADLINE) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, none at the end."""
        return max(0.0, self._end - time.monotonic())

    def check(self, what: Callable[[], str] | str) -> None:
        """InVain, saying what, if it has taken too long."""
        if not self.left:
            raise InVain(what if isinstance(what, str) else what())


def seconds_here(seconds: float) -> float:
    """Return how long that may take here: no longer, unless more programs run than processors."""
    programs = os.getloadavg()[0] / (os.cpu_count() or 1)
    return seconds * max(1.0, 2 * programs - 1)
