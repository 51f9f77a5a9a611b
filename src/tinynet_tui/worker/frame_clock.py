"""The frame clock: when the next steps or iterations are due, and when the next Frame is.

A unit is a step or an iteration, as the speed has it. The clock hands out a few units at a time:
they are owed until they have been trained, and then the next ones are due after a while.
"""

from __future__ import annotations

import time

from .speed import Speed, neighbour

LONGEST = 0.3
"""The most seconds between two Frames that hold training up."""


class FrameClock:
    """Schedules the steps or iterations of a speed, and the Frames."""

    def __init__(self, speed: Speed, fps: float, *, pause: float = 0.0) -> None:
        """Flat out, a Frame is due after `pause` times as long as the last one took, or later."""
        self.speed, self._fps, self._pause = speed, fps, pause
        self.owed: int | None = 0
        """Units still to be trained before the next wait; None for as many as time allows."""
        self._due = self._show = 0.0
        """The times when the next units and the next Frame are due."""
        self._told: float | None = None
        """When a Frame was due, until training goes on."""
        self._took = 0.0
        """The seconds for which the last Frame held training up."""

    @property
    def seconds_left(self) -> float:
        """Seconds until the next units are due."""
        return max(0.0, self._due - time.monotonic()) if self.owed == 0 else 0.0

    def begin(self) -> None:
        """Start anew: nothing is owed, and the next units and the next Frame are due now."""
        self.owed = 0
        self._due = self._show = time.monotonic()

    def faster(self, by: int, iteration: int) -> None:
        """Go `by` speeds up, for a run at an iteration."""
        self.at_speed(neighbour(self.speed, by, iteration, self._fps))

    def at_speed(self, speed: Speed) -> None:
        self.speed = speed
        self.begin()

    def go_on(self, iteration: int) -> None:
        """Hand out the next units, at an iteration, if the last ones have been trained."""
        if self._told is not None:
            self._took, self._told = time.monotonic() - self._told, None
        if self.owed == 0:
            self.owed, seconds = self.speed.quantum(iteration, self._fps)
            self._due = self._show = max(self._due, time.monotonic() - seconds) + seconds

    def trained(self, units: int) -> None:
        """Note that some of the units owed have been trained."""
        if self.owed is not None:
            self.owed -= min(units, self.owed)

    def hold_back(self) -> None:
        """Make the next Frame due one interval from now."""
        self._show = time.monotonic() + 1 / self._fps

    @property
    def seconds_to_frame(self) -> float:
        """Seconds until the next Frame is due."""
        return max(0.0, self._show - time.monotonic())

    @property
    def _interval(self) -> float:
        """The seconds between two Frames."""
        held_up = min(LONGEST, self._pause * self._took) if self.owed is None else 0.0
        return max(1 / self._fps, held_up)

    def frame_due(self, *, idle: bool) -> bool:
        """True when a Frame is due; the next is then due an interval later.

        One is always due when the worker is `idle`: nothing can be trained at present.
        """
        now, interval = time.monotonic(), self._interval
        if not idle and now < self._show:
            return False
        on_time = not idle and now < self._show + interval
        self._show = (self._show if on_time else now) + interval
        self._told = None if idle else now
        return True
