"""Writing to a terminal that may be slow, stopped or gone, without ever waiting for it."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections.abc import Callable, Iterator

CHUNK = 1024
"""Bytes given to the terminal at a time: so finely it is known how much it has taken."""

CONGESTED = 2048
"""Pending bytes above which nothing should be painted that can be painted later."""

RECHECK_SECONDS = 0.05
"""How often a terminal that takes nothing is asked whether it takes something again."""


class Writer:
    """A thread that writes to a terminal what is queued for it; only `stop` ever waits.

    The queue has no bound: whoever paints looks at `pending` and `congested` before. Once the
    terminal is gone (EIO, a closed file), everything written to it is dropped.
    """

    def __init__(
        self,
        file_number: int,
        *,
        drained: Callable[[], None] = lambda: None,
        gone: Callable[[], None] = lambda: None,
    ) -> None:
        """Take the terminal's open file; nothing is written before `start`.

        Both functions are called in the writer's thread: `drained` whenever the terminal is
        congested no longer, `gone` once, when it turns out not to be there any more.
        """
        self._given = file_number
        self._drained, self._gone = drained, gone
        self._buffer = bytearray()
        self._changed = threading.Condition()
        self._stopping = self._lost = False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def start(self) -> None:
        """Start writing."""
        self._thread.start()

    def write(self, text: str) -> None:
        """Queue a text; returns at once."""
        data = text.encode("utf-8", errors="replace")
        with self._changed:
            if not self._lost:
                self._buffer += data
                self._changed.notify()

    @property
    def pending(self) -> int:
        """Bytes that the terminal has not taken yet."""
        with self._changed:
            return len(self._buffer)

    @property
    def congested(self) -> bool:
        """Whether so much is pending that what is painted now would be seen late."""
        return self.pending > CONGESTED

    def discard(self) -> None:
        """Forget everything that is pending; the terminal may have a beginning of it."""
        with self._changed:
            # A new one: the thread takes what it is writing out of the one it found.
            self._buffer = bytearray()

    def stop(self, timeout: float) -> bool:
        """Wait until all is written, at most so many seconds; False if it is not.

        Neither function is called any more. More may be written and waited for if it is not.
        """
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    # What follows runs in the writer's thread.

    def _work(self) -> None:
        try:
            with never_blocking(self._given, os.O_WRONLY) as file_number:
                while buffer := self._next():
                    self._send_some(file_number, buffer)
        except (OSError, ValueError):  # select finds a closed file to be no value
            self._lose()

    def _next(self) -> bytearray | None:
        """Wait until there is something to write; None if there will not be."""
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


@contextlib.contextmanager
def never_blocking(file_number: int, access: int) -> Iterator[int]:
    """Open a terminal a second time so that using it never blocks; what is none stays as it is.

    To make the file that was given not block would do so to everyone who shares it, the shell too.
    """
    try:
        again = os.open(os.ttyname(file_number), access | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        yield file_number
        return
    try:
        yield again
    finally:
        os.close(again)
