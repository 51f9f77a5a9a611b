"""One frame at a time: the next is sent when the terminal has shown that the last one arrived.

Behind each frame the terminal is asked where its cursor is. It answers in order, so the answer
says that everything before has come through, however much the kernel, sshd and the network have
swallowed meanwhile. What is painted in between is not queued but skipped.
"""

from __future__ import annotations

from collections.abc import Callable

PROBE = "\x1b[6n"
"""Asks for the cursor's position (DSR, ECMA-48 8.3.35)."""

INTRODUCTION_SECONDS = 0.5
"""How long the first answer may take; then the terminal is taken to be one that gives none."""

MOST_REST = 0.25
"""Seconds that a link rests at most: it may have stalled, and be as fast as ever."""

PATIENCE = 2.0
"""Seconds without an answer after which the terminal is asked once more: one may get lost.

Each further time after twice as long, unless something is typed meanwhile: sshd finds out that a
link is dead while nothing is written.
"""


class Flow:
    """Tells whether the next frame may be sent."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Measure time by a clock, in seconds."""
        self._clock = clock
        self._unanswered = 0
        self._sent = 0.0
        self._answers = self._silent = False
        self._patience = PATIENCE
        self._trip = 0.0
        """Seconds that the last frame and its answer have taken."""

    @property
    def ready(self) -> bool:
        """Whether nothing is in flight, for all one can tell."""
        return self._silent or self._unanswered == 0

    def sent(self) -> str:
        """Take it that a frame is sent now; return what is to follow it."""
        self._unanswered += 1
        self._sent, self._patience = self._clock(), PATIENCE
        return PROBE

    def arrived(self) -> None:
        """Note an answer."""
        self._answers, self._silent = True, False
        if self._unanswered:
            self._unanswered -= 1
        if self.ready:
            self._trip = self._clock() - self._sent

    @property
    def rest(self) -> float:
        """Seconds until the link has been idle for as long as the last frame was on it.

        What nobody waits for is sent then, so that something that is waited for finds it free.
        """
        passed = self._clock() - self._sent - self._trip
        return max(0.0, min(self._trip, MOST_REST) - passed)

    def ask_again(self, *, typed: bool) -> str:
        """Return what is to be sent if an answer is long overdue: a question, without a frame.

        `typed` says whether the link has shown lately that it is not dead.
        """
        if typed:
            self._patience = PATIENCE
        if self.ready or self._clock() - self._sent < self._patience:
            return ""
        self._unanswered = 1  # whichever answer comes: the line is free then
        self._sent = self._clock()
        self._patience *= 2
        return PROBE

    def introduce(self) -> None:
        """Stop waiting for the first answer; should one come later, the next is waited for."""
        self._silent = not self._answers

    def forget(self) -> None:
        """Wait for nothing: it may be another terminal by now."""
        self._unanswered = 0
