"""One frame at a time: the next is sent when the terminal has shown that the last one arrived.

Behind each frame the terminal is asked where its cursor is. It answers in order, so the answer
says that everything before has come through, however much the kernel, sshd and the network have
swallowed meanwhile. What is painted in between is not queued but skipped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

QUESTION = "\x1b[6n"
"""Asks for the cursor's position (DSR, ECMA-48 8.3.35); the answer is `ESC [ row ; column R`."""

OTHER_QUESTION = "\x1b[5n"
"""Asks whether the terminal is well; the answer, `ESC [ 0 n`, is no answer to the first."""

INTRODUCTION_SECONDS = 0.5
"""How long the first answer may take; then the terminal is taken to be one that gives none."""

MOST_REST = 0.5
"""Seconds that a link rests at most; where a frame took longer it has stalled, and rests not."""

PATIENCE = 2.0
"""Seconds without an answer after which the other question is asked: one may get lost.

Each further time after twice as long, unless something is typed meanwhile: sshd finds out that a
link is dead while nothing is written.
"""
LONGEST = 8.0
"""Seconds without an answer after which a terminal on which one types is taken to give none."""


class Flow:
    """Tells whether the next frame may be sent; threads may share it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Measure time by a clock, in seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._unanswered = 0
        self._sent = self._asked = 0.0
        """When the last frame was sent, and when the last question was."""
        self._answers = self._silent = self._recovering = False
        self._patience = PATIENCE
        self._trip = 0.0
        """Seconds that the last frame and its answer have taken."""

    @property
    def ready(self) -> bool:
        """Whether nothing is in flight, for all one can tell."""
        return self._silent or self._unanswered == 0

    @property
    def due(self) -> bool:
        """Whether an answer is on its way from a terminal that gives them."""
        return self._answers and not self.ready

    def sent(self) -> str:
        """Take it that a frame is sent now; return what is to follow it."""
        with self._lock:
            self._unanswered += 1
            self._sent = self._asked = self._clock()
            self._patience, self._recovering = PATIENCE, False
        return QUESTION

    def arrived(self) -> None:
        """Note an answer."""
        with self._lock:
            self._answers, self._silent = True, False
            if self._unanswered:
                self._unanswered -= 1
            if self._unanswered == 0:
                self._trip = self._clock() - self._sent

    def recovered(self) -> None:
        """Note an answer to the other question: what was asked before it is answered, or lost."""
        with self._lock:
            if self._recovering:  # else a frame has been sent since
                self._unanswered = 0

    @property
    def rest(self) -> float:
        """Seconds until the link has been idle for as long as the last frame was on it.

        What nobody waits for is sent then, so that something that is waited for finds it free.
        """
        if self._trip > MOST_REST:
            return 0.0
        return max(0.0, self._sent + 2 * self._trip - self._clock())

    def ask_again(self, *, typed: bool) -> str:
        """Return what is to be sent if an answer is long overdue: a question, without a frame.

        `typed` says whether the link has shown lately that it is not dead.
        """
        with self._lock:
            now = self._clock()
            if typed:
                self._patience = PATIENCE
                self._silent |= not self.ready and now - self._sent > LONGEST
            if self.ready or now - self._asked < self._patience:
                return ""
            self._asked, self._recovering = now, True
            self._patience *= 2
        return OTHER_QUESTION

    def introduce(self) -> None:
        """Stop waiting for the first answer; should one come later, the next is waited for."""
        self._silent = not self._answers

    def forget(self) -> None:
        """Wait for nothing: it may be another terminal by now."""
        with self._lock:
            self._unanswered = 0
