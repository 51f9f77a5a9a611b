"""One frame in flight: the next is sent once the terminal has shown that the last one arrived.

After each frame, the terminal is asked for its cursor's position. It answers in order, so the
answer proves that everything before it has arrived, whatever the kernel, sshd and the network
buffer on the way. Frames painted in between are skipped, not queued.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

QUESTION = "\x1b[6n"
"""Asks for the cursor's position (DSR, ECMA-48 8.3.35); the answer is `ESC [ row ; column R`."""

OTHER_QUESTION = "\x1b[5n"
"""Asks for the terminal's status; the answer, `ESC [ 0 n`, differs from one to the first."""

FIRST_ANSWER_SECONDS = 0.5
"""How long the first answer may take before the terminal is assumed to give none."""

LONGEST_IDLE = 0.5
"""The longest that a link is left idle; a frame that took longer means that it stalled."""

PATIENCE = 2.0
"""Seconds without an answer after which OTHER_QUESTION is asked, as answers may get lost.

The interval doubles each time unless something is typed: sshd notices a dead link only while
nothing is written.
"""

LONGEST = 8.0
"""Seconds without an answer after which a terminal in use is assumed to give none."""


class Flow:
    """Decides when the next frame may be sent; safe for threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._unanswered = 0
        self._sent = self._asked = 0.0
        """When the last frame and the last question were sent, in seconds of the clock."""
        self._answers = self._silent = self._recovering = False
        self._patience = PATIENCE
        self._trip = 0.0
        """Seconds between the last frame and its answer."""

    @property
    def ready(self) -> bool:
        """True when nothing is known to be in flight."""
        return self._silent or self._unanswered == 0

    @property
    def due(self) -> bool:
        """True when an answer is on its way from a terminal that gives them."""
        return self._answers and not self.ready

    def sent(self) -> str:
        """Note that a frame is being sent; return the question that must follow it."""
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
        """Note an answer to OTHER_QUESTION: earlier answers have come or are lost."""
        with self._lock:
            if self._recovering:  # otherwise a frame has been sent since
                self._unanswered = 0

    @property
    def seconds_left(self) -> float:
        """Seconds until the link has been idle for as long as the last frame took.

        Frames that nobody waits for are sent only then, so that awaited ones find the link free.
        """
        if self._trip > LONGEST_IDLE:
            return 0.0
        return max(0.0, self._sent + 2 * self._trip - self._clock())

    def ask_again(self, *, typed: bool) -> str:
        """Return OTHER_QUESTION if an answer is long overdue, otherwise "".

        `typed` is true when input since the last call has shown that the link is alive.
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

    def stop_waiting_for_first_answer(self) -> None:
        """Assume a terminal without answers until one comes after all."""
        self._silent = not self._answers

    def forget(self) -> None:
        """Expect no answers: it may be another terminal by now."""
        with self._lock:
            self._unanswered = 0
