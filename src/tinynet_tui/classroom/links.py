"""A follower's connection: to the socket of a class, or to a process that has one."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

from . import places
from .shared import LONGEST_NAME, ClassError
from .sources import Helper, Local, Source, Ssh

AT_ONCE = 1 << 14
"""The bytes that are read in one go."""
TAIL = 2_000
"""The last bytes that are kept of what a process complains about."""
PATIENCE = 0.5
"""The seconds that a process has to end by itself."""


class SocketLink:
    """A connection to a class's socket."""

    is_piped = False
    complaints: int | None = None
    why = ""

    def __init__(self, found: places.Found) -> None:
        self._socket, self.place = found
        self.reads = self.writes = self._socket.fileno()

    def read(self) -> bytes:
        """Return what has come; b"" at the end. OSError if the connection is lost."""
        return self._socket.recv(AT_ONCE)

    def write(self, data: bytes) -> int:
        """Return how many bytes were taken; OSError if none can be now or ever."""
        return self._socket.send(data)

    def hear(self) -> bool:
        """Nobody complains here."""
        return False

    def close(self) -> None:
        """Close it."""
        self._socket.close()


class ProcessLink:
    """A process that connects its input and output with a class."""

    is_piped = True
    place: places.Place | None = None

    def __init__(self, command: list[str], *, own_session: bool) -> None:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                start_new_session=own_session,
            )
        except OSError as error:
            raise ClassError(f"{command[0]}: {error.strerror}") from None
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self.writes = self._process.stdin.fileno()
        self.reads = self._process.stdout.fileno()
        self.complaints: int | None = self._process.stderr.fileno()
        for number in (self.writes, self.reads, self.complaints):
            os.set_blocking(number, False)
        self._complained = b""

    def read(self) -> bytes:
        """Return what has come; b"" at the end."""
        return os.read(self.reads, AT_ONCE)

    def write(self, data: bytes) -> int:
        """Return how many bytes were taken; OSError if none can be now or ever."""
        return os.write(self.writes, data)

    def hear(self) -> bool:
        """Keep the end of what the process complains about; False once that is all."""
        if self.complaints is None:
            return False
        with suppress(BlockingIOError):
            data = os.read(self.complaints, AT_ONCE)
            self._complained = (self._complained + data)[-TAIL:]
            return bool(data)
        return True

    @property
    def why(self) -> str:
        """The last line that the process complained with."""
        with suppress(OSError):
            self.hear()
        lines = self._complained.decode(errors="replace").split("\n")
        clean = ["".join(char for char in one if char.isprintable()).strip() for one in lines]
        return next((one[:LONGEST_NAME] for one in reversed(clean) if one), "")

    def close(self) -> None:
        """End the process: its input ends, and if that does not help it is ended."""
        for file in (self._process.stdin, self._process.stdout, self._process.stderr):
            if file is not None:
                file.close()
        for _ in range(2):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE)
                return
            with suppress(OSError):  # a kiosk may end nothing
                self._process.kill()


Link = SocketLink | ProcessLink


def connect(source: Source, pinned: str, *, first: bool) -> Link | None:
    """Return a connection, or None if there is no such class now; ClassError if there is none ever.

    `pinned` is the class that was followed before, if any: a class of another account that has
    the same name is another one.
    """
    if isinstance(source, Local):
        uid = places.own() if source.is_own else None
        found = places.connect(pinned or source.name, source.folder, uid=uid)
        return SocketLink(found) if found else None
    if isinstance(source, Ssh):
        command = source._replace(name=pinned or source.name).command(asks=first)
        return ProcessLink(command, own_session=not first)
    return _help(source, first=first)


def _help(source: Helper, *, first: bool) -> ProcessLink:
    if not first:
        raise ClassError("the process that connects with the class has ended")
    places.parse(source.name)
    folder = [str(source.folder)] if source.folder else []
    module = f"{__package__}.pipe"
    command = [sys.executable, "-P", "-m", module, source.name, *folder]
    return ProcessLink(command, own_session=True)
