"""Writing to a terminal that may be slow, stopped or gone; until the end, nothing waits for it."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable

from .terminal_modes import never_blocking

CHUNK = 1024
"""Bytes written at a time: so exactly is it known how much the terminal has taken."""

CONGESTED = 2048
"""Pending bytes above which painting should wait."""

RECHECK_SECONDS = 0.05
"""How often to try a terminal that has stopped taking anything."""


class Writer:
    """A thread that writes queued text to a terminal; only `stop` ever waits.

    The queue has no limit: check `congested` before painting. Once the terminal is gone (EIO, a
    closed file), everything written to it is dropped.
    """

    def __init__(
        self,
        file_number: int,
        *,
        drained: Callable[[], object] = lambda: None,
        gone: Callable[[], object] = lambda: None,
    ) -> None:
        """Nothing is written before `start`.

        Both functions are called in the writer's thread: `drained` whenever congestion ends,
        `gone` once, when the terminal turns out to be gone.
        """
        self._given = file_number
        self._drained, self._gone = drained, gone
        self._buffer = bytearray()
        self._changed = threading.Condition()
        self._stopping = self._lost = False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def write(self, text: str) -> None:
        """Queue a text and return at once."""
        data = text.encode("utf-8", errors="replace")
        with self._changed:
            if data and not self._lost:
                self._buffer += data
                self._changed.notify()

    @property
    def pending(self) -> int:
        """The number of bytes that the terminal has not taken yet."""
        with self._changed:
            return len(self._buffer)

    @property
    def congested(self) -> bool:
        """True when so much is pending that new output would be seen late."""
        return self.pending > CONGESTED

    def discard(self) -> None:
        """Drop everything pending; the terminal may have received the start of it."""
        with self._changed:
            # A new buffer, as the thread still takes what it is writing from the old one.
            self._buffer = bytearray()

    def stop(self, timeout: float) -> bool:
        """Wait until everything is written, for `timeout` seconds at most; False if it is not.

        From now on, neither `drained` nor `gone` is called. After False, more may be written and
        waited for.
        """
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    # The rest runs in the writer's thread.

    def _work(self) -> None:
        try:
            with never_blocking(self._given, os.O_WRONLY) as file_number:
                while buffer := self._next():
                    self._send_some(file_number, buffer)
        except (OSError, ValueError):  # ValueError: select on a closed file
            self._lose()

    def _next(self) -> bytearray | None:
        """Wait until there is something to write; None when there will be nothing more."""
        with self._changed:
            while not self._buffer and not self._stopping:
                self._changed.wait()
            return self._buffer or None

    def _send_some(self, file_number: int, buffer: bytearray) -> None:
        with self._changed:
            chunk = bytes(buffer[:CHUNK])
        try:
            sent = os.write(file_number, chunk)
        except BlockingIOError:
            select.select([], [file_number], [], RECHECK_SECONDS)
            return
        if sent == 0:
            raise OSError("the terminal takes nothing any more")
        with self._changed:
            before = len(buffer)
            del buffer[:sent]
            drained = before > CONGESTED >= len(buffer) and not self._stopping
        if drained:
            self._drained()

    def _lose(self) -> None:
        with self._changed:
            self._lost = True
            self._buffer = bytearray()
            stopping = self._stopping
        if not stopping:
            self._gone()
