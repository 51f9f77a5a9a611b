"""Wakes a thread that waits for files."""

from __future__ import annotations

import os
import select
from contextlib import suppress


class Waker:
    """A pipe that becomes readable when another thread wakes this one."""

    def __init__(self) -> None:
        self._reads, self._writes = os.pipe()
        os.set_blocking(self._reads, False)
        os.set_blocking(self._writes, False)

    def fileno(self) -> int:
        """What to wait for."""
        return self._reads

    def wake(self) -> None:
        """Wake the thread; never waits."""
        with suppress(OSError):  # it is full, so the thread will wake; or closed
            os.write(self._writes, b"\0")

    def clear(self) -> None:
        """Forget that it was woken."""
        with suppress(BlockingIOError):
            while os.read(self._reads, 512):
                pass

    def wait(self, seconds: float) -> bool:
        """Wait until it is woken, but no longer than some seconds; True if it was."""
        waits = select.poll()  # `select.select` knows no large file numbers
        waits.register(self._reads, select.POLLIN)
        return bool(waits.poll(1000 * max(0.0, seconds)))

    def close(self) -> None:
        """Close the pipe."""
        os.close(self._reads)
        os.close(self._writes)
