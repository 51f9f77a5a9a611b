"""The files that a script writes by their paths: where it is run again, they are what they were.

Whoever goes back in a run finds them as they stood at that position; so what is appended again
stands there once. Of a large file only the size is known: what has been added is cut off.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

import sys
from base64 import b64decode, b64encode
from contextlib import suppress
from fcntl import F_DUPFD_CLOEXEC, fcntl
from json import dumps, loads
from os import (
    O_CREAT,
    O_RDONLY,
    O_RDWR,
    O_WRONLY,
    close,
    fsdecode,
    fstat,
    ftruncate,
    open,
    pread,
    pwrite,
    stat,
    unlink,
)
from os.path import abspath
from stat import S_ISREG
from tempfile import TemporaryFile
from time import time_ns
from typing import Any, TypeAlias

State: TypeAlias = bytes | int | None
"""What is in a file, or how many bytes; None for one that there is not."""
MOST_BYTES = 1 << 20
"""Of larger files only the size is known."""
MOST_FILES = 100
"""How many files are looked after."""
CHANGING = ("open", "os.rename", "os.remove")
"""What Python tells before a file is written, moved or removed."""
SETTLED = 100_000_000
"""The nanoseconds after which another change of a file has another time."""


class WrittenFiles:
    """Looks after the files that this process opens to write."""

    def __init__(self, number: int) -> None:
        """The file in which all copies of the process note the files gets a number of at least."""
        with TemporaryFile() as file:
            self._notes = fcntl(file.fileno(), F_DUPFD_CLOEXEC, number)
        self._known: dict[str, tuple[object, State]] = {}
        """The files written so far: when each was last changed, and what was in it then."""
        self._busy = False

    def install(self) -> None:
        """Note from now on what is opened."""
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in CHANGING or self._busy:
            return
        with suppress(Exception):
            paths = arguments[:2] if event == "os.rename" else arguments[:1]
            if event == "open" and not arguments[2] & (O_WRONLY | O_RDWR):
                return
            for path in paths:
                if not isinstance(path, int):
                    self._opens(abspath(fsdecode(path)))  # noqa: PTH100 - may be changed

    def _opens(self, path: str) -> None:
        """Note what is in a file before it is written for the first time."""
        if path in self._known or len(self._known) >= MOST_FILES or not _is_file(path):
            return
        state = self._state(path)
        if path not in self._first():
            data = b64encode(state).decode() if isinstance(state, bytes) else state
            line = dumps([path, data]).encode() + b"\n"
            pwrite(self._notes, line, fstat(self._notes).st_size)

    def _first(self) -> dict[str, State]:
        """Return what was in each file before any copy of this process wrote it."""
        notes = pread(self._notes, fstat(self._notes).st_size, 0)
        found = [loads(line) for line in notes.splitlines()]
        return {path: b64decode(it) if isinstance(it, str) else it for path, it in found}

    def _state(self, path: str) -> State:
        """Return what is in a file; it is read only if it has changed."""
        try:
            info = stat(path)  # noqa: PTH116 - as above
        except OSError:
            self._known[path] = (None, None)
            return None
        change = info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino
        if self._known.get(path, (None,))[0] != change:
            state: State = info.st_size
            if info.st_size <= MOST_BYTES:
                state = _read(path)
            settled = info.st_mtime_ns < time_ns() - SETTLED
            self._known[path] = change if settled else None, state
        return self._known[path][1]

    def states(self) -> dict[str, State]:
        """Return what is in each file now."""
        self._busy = True
        try:
            return {path: self._state(path) for path in [*self._known]}
        except OSError:
            return {}
        finally:
            self._busy = False

    def restore(self, states: dict[str, State]) -> None:
        """Make the files what they were; those that were not yet written what they were first."""
        self._busy = True
        try:
            for path, state in (self._first() | states).items():
                with suppress(OSError):
                    _put(path, state)
        finally:
            self._busy = False


def _is_file(path: str) -> bool:
    """True for a regular file, and where there is nothing."""
    try:
        return S_ISREG(stat(path).st_mode)  # noqa: PTH116 - pathlib may be changed
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _read(path: str) -> bytes:
    number = open(path, O_RDONLY)
    try:
        return pread(number, MOST_BYTES + 1, 0)
    finally:
        close(number)


def _put(path: str, state: State) -> None:
    """Give a file what it is to hold, if that is not in it."""
    if not _is_file(path):
        return
    if state is None:
        unlink(path)  # noqa: PTH108 - as above
        return
    number = open(path, O_RDWR | O_CREAT, 0o666)
    try:
        if isinstance(state, int):
            if fstat(number).st_size > state:
                ftruncate(number, state)
        elif pread(number, len(state) + 1, 0) != state:
            pwrite(number, state, 0)
            ftruncate(number, len(state))
    finally:
        close(number)
