"""What `tinynet-tui follow --pipe NAME` does: it connects its input and output with a class.

Only whole lines are copied, and nothing is read that cannot be passed on. The pipe's own lines
begin with a mark, and a lecturer's line that does so ends the connection. It only connects those
who follow: whoever may start it, in a kiosk or by a forced command, is no speaker.
"""

from __future__ import annotations

import os
import select
import socket
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

from . import places
from .lines import HANG_UP, LINE, MARK, Lines, Nonsense, line, read
from .messages import VERSION, Declined, Hello, Piped, Waiting, Whose
from .shared import LONGEST_NAME, ClassError

LOOK = 1.0
"""The seconds between two looks for a class."""
AT_ONCE = 1 << 14


def run(name: str, folder: Path | None = None, reads: int = 0, writes: int = 1) -> int:
    """Copy until the other side of the pipe is gone; return the exit status.

    A class that has not begun or has lost its lecturer is waited for. `name` is `NAME`,
    `ACCOUNT/NAME`, or "" for the only class there is.
    """
    with suppress(BrokenPipeError):
        return _Pipe(name, folder, reads, writes).run()
    return 0


class _Pipe:
    def __init__(self, name: str, folder: Path | None, reads: int, writes: int) -> None:
        self._name, self._folder = name, folder
        self._reads, self._writes = reads, writes
        self._found: places.Found | None = None
        self._up, self._down = b"", line(Piped(VERSION))
        self._from_up, self._from_down = Lines(), Lines()
        self._has_greeted = self._has_waited = self._has_declined = False
        self._due = monotonic()

    def run(self) -> int:
        """Copy; return the exit status."""
        try:
            while self._down or not self._has_declined:
                if self._found is None and not self._down and monotonic() >= self._due:
                    self._connect()
                if not self._pass():
                    return 0
            return 2
        except Nonsense:
            return 2
        finally:
            self._leave()

    def _connect(self) -> None:
        self._due = monotonic() + LOOK
        try:
            self._found = places.connect(self._name, self._folder)
        except ClassError as error:
            self._down += line(Declined(str(error)[:LONGEST_NAME]))
            self._has_declined = True
            return
        if self._found is None:
            if not self._has_waited:
                self._down += line(Waiting())
            self._has_waited = True
            return
        place = self._found.place
        self._name = f"{place.uid}/{place.name}"  # of no other account from now on
        self._has_greeted = self._has_waited = False
        self._from_down = Lines()
        self._down += line(Whose(place.account, place.name))

    def _leave(self) -> None:
        """End the connection with the lecturer."""
        if self._found is not None:
            self._found.link.close()
            self._found = None
            self._up = b""
            self._down += line(Waiting())
            self._has_waited = True
            self._due = monotonic() + LOOK

    def _pass(self) -> bool:
        """Wait for what can be read and passed on; False at the end of the input."""
        link = self._found.link if self._found else None
        waits = select.poll()
        waits.register(self._reads, 0 if self._up else select.POLLIN)  # its end is told anyway
        if self._down:
            waits.register(self._writes, select.POLLOUT)
        if link is not None and (wanted := self._wanted()):
            waits.register(link, wanted)
        ready = dict(waits.poll(self._timeout()))
        if self._writes in ready and self._down:
            with suppress(BlockingIOError):
                # So much can be written at once without waiting, if the system says it can.
                self._down = self._down[os.write(self._writes, self._down[: select.PIPE_BUF]) :]
        if link is not None and link.fileno() in ready:
            self._talk()
        if self._reads in ready:
            return not self._up and self._hear()
        return True

    def _wanted(self) -> int:
        return (0 if self._down else select.POLLIN) | (select.POLLOUT if self._up else 0)

    def _timeout(self) -> float | None:
        """Return the milliseconds until the next look for the class, if there is to be one."""
        if self._found is not None or self._down:
            return None
        return 1000 * max(0.0, self._due - monotonic()) + 1

    def _talk(self) -> None:
        """Pass on lines to and from the lecturer."""
        assert self._found is not None
        link = self._found.link
        try:
            if self._up:
                self._say(link)
            if not self._down:
                data = link.recv(AT_ONCE)
                for one in self._from_down.feed(data):
                    if one.startswith(MARK) or len(one) > LINE:
                        raise Nonsense("not a lecturer's line")
                    self._down += one + b"\n"
                if not data:
                    self._leave()
        except BlockingIOError:
            pass
        except (OSError, Nonsense):
            self._leave()

    def _say(self, link: socket.socket) -> None:
        """Send what the follower said; to nobody if the lecturer has ended the class just now."""
        try:
            self._up = self._up[link.send(self._up) :]
        except BlockingIOError:
            pass
        except OSError:
            self._up = b""  # what the lecturer said last is still to be read

    def _hear(self) -> bool:
        """Take lines of the follower; False at the end of the input."""
        try:
            data = os.read(self._reads, AT_ONCE)
        except BlockingIOError:
            return True
        for one in self._from_up.feed(data):
            if one + b"\n" == HANG_UP:
                self._leave()
            elif self._found is not None and (self._has_greeted or _is_greeting(one)):
                self._has_greeted = True
                self._up += one + b"\n"
        return bool(data)


def _is_greeting(data: bytes) -> bool:
    """True for a follower's first line; what comes before it was for a lecturer who is gone."""
    with suppress(Nonsense):
        return not read(data, [Hello]).speaks  # type: ignore[union-attr]
    return False


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], Path(sys.argv[2]) if sys.argv[2:] else None))
