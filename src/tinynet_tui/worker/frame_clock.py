"""When something is due: the next units of a speed, and the next Frame."""

from __future__ import annotations

import time

from .speed import Speed, neighbour


class FrameClock:
    """Gives out the units of a speed in their time, and says when a Frame is due."""

    def __init__(self, speed: Speed, fps: float) -> None:
        """Owe nothing yet; `fps` is how many Frames a second are due."""
        self.speed, self._fps = speed, fps
        self.owed: int | None = 0
        """Units still to train before the next wait; None for as many as there is time for."""
        self._due = self._show = 0.0
        """When the next units are due, and when the next Frame is."""

    @property
    def rest(self) -> float:
        """Seconds for which there is nothing to do."""
        return max(0.0, self._due - time.monotonic()) if self.owed == 0 else 0.0

    def begin(self) -> None:
        """Owe nothing; what comes next is due at once."""
        self.owed = 0
        self._due = self._show = time.monotonic()

    def faster(self, rungs: int, iteration: int) -> None:
        """Change the speed by so many rungs of the ladder, for a run that is at an iteration."""
        self.speed = neighbour(self.speed, rungs, iteration, self._fps)
        self.begin()

    def go_on(self, iteration: int) -> None:
        """Owe what is due at an iteration, if nothing is owed any more."""
        if self.owed == 0:
            self.owed, seconds = self.speed.quantum(iteration, self._fps)
            self._due = self._show = max(self._due, time.monotonic() - seconds) + seconds

    def trained(self, units: int) -> None:
        """Owe so much less."""
        if self.owed is not None:
            self.owed -= min(units, self.owed)

    def hold_back(self) -> None:
        """Let the next Frame be due in its time, not before."""
        self._show = time.monotonic() + 1 / self._fps

    def shows(self, *, at_rest: bool) -> bool:
        """Whether a Frame is due now, as it always is at rest; the next one is in its time."""
        now, interval = time.monotonic(), 1 / self._fps
        if not at_rest and now < self._show:
            return False
        on_time = not at_rest and now < self._show + interval
        self._show = (self._show if on_time else now) + interval
        return True
