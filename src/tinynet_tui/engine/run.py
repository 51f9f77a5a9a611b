"""A process that runs the script, as the trainer sees it: its link, its output, its position."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import suppress
from select import select
from typing import Any, TypeAlias

from .endings import Raised
from .left_files import Progress
from .link import Header, Lost, receive, send
from .positions import Where
from .transcript import Transcript

Message: TypeAlias = tuple[Header, bytes, list[int]]
RANKS = {"ended": 1, "exited": 2}
"""How far these states are, compared with any step."""
CHUNK = 1 << 16
"""The bytes that are read at a time: as many as a pipe holds."""


class Run:
    """A process that runs the script; it is started with the ends in `files`."""

    def __init__(self, out: Transcript, err: Transcript, printed: tuple[int, int] = (0, 0)) -> None:
        """`printed` is how many bytes it had printed on standard output and standard error."""
        self._link, self._theirs = socket.socketpair()
        self._transcripts: dict[int, Transcript] = {}
        self._printed: dict[int, int] = {}
        writing = []
        for transcript, count in zip((out, err), printed, strict=True):
            number, end = os.pipe()
            os.set_blocking(number, False)
            self._transcripts[number], self._printed[number] = transcript, count
            writing.append(end)
        self.files = (self._theirs.fileno(), *writing)
        """Its link, standard output and standard error: to be handed over, then closed."""
        self.pid = 0
        self.where, self.state = Where(-1, 0), "before"
        self.line: int | None = None
        """The number of the step that was run last."""
        self.raised: Raised | None = None
        self.inside = False
        """True when an exception has ended the loop."""
        self.progress: Progress = (-1, 0, 0)
        """How far it has come."""
        self.is_left = False
        """True when it does not count any more how far it has come."""
        self.age = self.slowest = 0.0
        """The seconds it has run, and those of its slowest iteration."""

    @property
    def printed(self) -> tuple[int, int]:
        """How many bytes it has printed on standard output and standard error."""
        out, err = self._printed.values()
        return out, err

    def close_files(self) -> None:
        self._theirs.close()
        for number in self.files[1:]:
            os.close(number)

    @property
    def goes_on(self) -> bool:
        """True when it has not come to the loop's end."""
        return self.state in ("before", "begin", "step")

    def mute(self) -> None:
        """Hand on nothing more of what it prints."""
        self._transcripts = {number: Transcript() for number in self._transcripts}
        self._printed = dict.fromkeys(self._printed, 0)

    def interrupt(self) -> None:
        """Have the process end as if somebody had typed Ctrl-C."""
        with suppress(ProcessLookupError, PermissionError):
            os.kill(self.pid, signal.SIGINT)

    def close(self) -> None:
        """End the process, if it still runs, and forget it."""
        if self.pid and self.state != "gone":
            with suppress(ProcessLookupError, PermissionError):
                os.kill(self.pid, signal.SIGKILL)
        self.state = "gone"
        self._link.close()
        for number in self._transcripts:
            os.close(number)
        self._transcripts.clear()

    def send(self, header: Header, data: bytes = b"") -> None:
        """Send a message; if the process has ended, that is told by `next`."""
        with suppress(Lost):
            send(self._link, header, data)

    def next(self, wait: float | None) -> Message | None:
        """Read what is printed, and return the next message, if one comes; Lost at the end."""
        if self._link.fileno() < 0:
            raise Lost("it was ended")
        sources: list[Any] = [self._link, *self._transcripts]
        ready, _, _ = select(sources, [], [], wait)
        self._read_printed()
        if self._link not in ready:
            return None
        message = receive(self._link, files=1)
        self._note(message[0])
        self._read_printed()
        return message

    def _read_printed(self) -> None:
        """Read what is in the pipes: at most twice what they hold, if it never ends."""
        for number, transcript in [*self._transcripts.items()]:
            for _ in range(2):
                try:
                    data = os.read(number, CHUNK)
                except BlockingIOError:
                    break
                if not data:
                    os.close(number)
                    del self._transcripts[number]
                    break
                self._printed[number] = transcript.take(self._printed[number], data)

    def _note(self, header: Header) -> None:
        """Take from a message where the script stands."""
        if "pid" in header:
            self.pid = int(header["pid"])
        if "iteration" in header:
            self.where = Where(int(header["iteration"]), int(header["step"]))
            self.state = str(header["state"])
            self.progress = (*self.where, RANKS.get(self.state, 0))
            self.line = None if header["line"] is None else int(header["line"])
            self.raised, self.inside = Raised.read(header["raised"]), bool(header["inside"])
            self.age, self.slowest = float(header["age"]), float(header["slowest"])
