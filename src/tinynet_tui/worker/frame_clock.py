"""When the next steps or iterations are due, and when the next Frame is."""

from __future__ import annotations

import time

from .speed import Speed, neighbour


class FrameClock:
    """Gives out the steps or iterations of a speed as they fall due; knows when a Frame is due."""

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
        """Owe nothing; whatever comes next is due at once."""
        self.owed = 0
        self._due = self._show = time.monotonic()

    def faster(self, by: int, iteration: int) -> None:
        """Take the speed that is so many further up, for a run at an iteration."""
        self.speed = neighbour(self.speed, by, iteration, self._fps)
        self.begin()

    def go_on(self, iteration: int) -> None:
        """If nothing is owed any more, owe what comes next at this iteration."""
        if self.owed == 0:
            self.owed, seconds = self.speed.quantum(iteration, self._fps)
            self._due = self._show = max(self._due, time.monotonic() - seconds) + seconds

    def trained(self, units: int) -> None:
        """Owe so many less."""
        if self.owed is not None:
            self.owed -= min(units, self.owed)

    def hold_back(self) -> None:
        """Have the next Frame due one interval from now."""
        self._show = time.monotonic() + 1 / self._fps

    def frame_due(self, *, at_rest: bool) -> bool:
        """Return whether a Frame is due, as it always is at rest; the next is an interval later."""
        now, interval = time.monotonic(), 1 / self._fps
        if not at_rest and now < self._show:
            return False
        on_time = not at_rest and now < self._show + interval
        self._show = (self._show if on_time else now) + interval
        return True
