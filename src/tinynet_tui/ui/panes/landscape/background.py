"""Pictures computed in a thread of their own: the latest task wins."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from .picture import Painter, Picture, Stopped, Task

SECONDS = 0.3
"""The least time between two pictures of a moving run."""
SHARE = 4
"""The thread rests so many times as long as a picture takes."""


class Background:
    """A thread that computes one picture at a time, and none while nothing moves."""

    def __init__(self, deliver: Callable[[Task, Picture | None], None]) -> None:
        """Prepare; the thread starts with the first task. It calls `deliver` with each picture."""
        self._deliver = deliver
        self._condition = threading.Condition()
        self._next: Task | None = None
        self._now: Task | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None

    def ask(self, task: Task) -> None:
        """Have a picture computed soon; at once, if more than the position is new."""
        with self._condition:
            self._next = task
            self._condition.notify()
            if self._thread is None and not self._stopping:
                self._thread = threading.Thread(target=self._work, name="landscape", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        with self._condition:
            self._stopping = True
            self._condition.notify()

    # The methods below run in the thread.

    def _work(self) -> None:
        painter, rests_until = Painter(), 0.0
        while task := self._take(rests_until):
            begun = time.monotonic()
            with suppress(Stopped):
                picture = painter.paint(task, self._is_outdated)
                self._deliver(task, picture)
                if picture and not picture.is_complete:
                    self._go_on(task)
            ended = time.monotonic()
            rests_until = max(begun + SECONDS, ended + SHARE * (ended - begun))

    def _take(self, rests_until: float) -> Task | None:
        """Wait for the time and for a task, and return the latest; None at the end."""
        with self._condition:
            while not self._stopping:
                left = rests_until - time.monotonic()
                if self._next and (left <= 0 or not self._now or not self._next.is_like(self._now)):
                    self._now, self._next = self._next, None
                    return self._now
                self._condition.wait(max(0.0, left) if self._next else None)
        return None

    def _go_on(self, task: Task) -> None:
        """Compute a picture again later, unless another one waits."""
        with self._condition:
            self._next = self._next or task

    def _is_outdated(self) -> bool:
        """True when a task waits that differs in more than the position, or at the end."""
        waiting, now = self._next, self._now
        return self._stopping or bool(waiting and now and not waiting.is_like(now))
