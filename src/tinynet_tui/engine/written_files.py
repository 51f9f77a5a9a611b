"""The files that a script writes by their paths: where it is run again, they are what they were.

Whoever goes back in a run finds them as they stood at that position; so what is appended again
stands there once. Of a large file only the size is known: what has been added is cut off.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from gc import get_objects
from io import BufferedIOBase, IOBase, TextIOBase
from os import O_RDWR, O_WRONLY, fsdecode
from os.path import abspath
from stat import S_ISDIR
from time import time_ns
from typing import Any, TypeAlias

from .file_states import FOLDER, Notes, State, contents, information, is_noted, put
from .open_files import path_of

States: TypeAlias = Mapping[str, State]
MOST_BYTES = 1 << 20
"""Of larger files only the size is known, where a script is run again."""
MOST_HELD = 1 << 26
"""The bytes that are held of all files together."""
MOST_FILES = 1000
"""How many files are looked after."""
HERE = -1
"""What Python calls the folder in which the script runs."""
PATHS: dict[str, tuple[tuple[int, int | None], ...]] = {
    "open": ((0, None),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.mkdir": ((0, 2),),
    "os.rmdir": ((0, 1),),
    "os.truncate": ((0, None),),
    "os.link": ((1, 3),),
    "sqlite3.connect": ((0, None),),
}
"""What Python tells before a file or folder is changed, and which arguments are its paths.

With each goes the argument that is the open folder where the path starts.
"""
SETTLED = 100_000_000
"""The nanoseconds after which another change of a file has another time."""


class WrittenFiles:
    """Looks after the files that this process opens to write."""

    def __init__(self, notes: int, *, leaves: bool) -> None:
        """All copies of the process note in one file what was in the others at first.

        With `leaves`, they are to be left as they are: a file that cannot be noted is not written.
        """
        self._notes, self._leaves = Notes(notes), leaves
        self._known: dict[str, tuple[object, State]] = {}
        """The files written so far: when each was last changed, and what was in it then."""
        self._busy = False

    def install(self) -> None:
        """Note from now on what is opened."""
        sys.addaudithook(self._audit)

    @property
    def are_any(self) -> bool:
        """True when a file has been written."""
        return bool(self._known)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in PATHS or self._busy:
            return
        self._busy = True
        try:
            for path in _changed(event, arguments):
                self._opens(path)
        except Exception as error:  # what is no path, or no room for the notes
            if self._leaves and isinstance(error, OSError):
                raise
        finally:
            self._busy = False

    def _opens(self, path: str) -> None:
        """Note what is in a file before it is written for the first time."""
        if path in self._known or len(self._known) >= MOST_FILES or not is_noted(path):
            return
        self._notes.add(path, None if self._leaves else MOST_BYTES)
        self._state(path)

    def _state(self, path: str) -> State:
        """Return what is in a file; it is read only if it has changed."""
        info = information(path)
        if info is None or S_ISDIR(info.st_mode):
            self._known[path] = None, None if info is None else FOLDER
            return self._known[path][1]
        change = info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino
        if self._known.get(path, (None,))[0] != change:
            state: State = info.st_size
            held = sum(len(one) for _, one in self._known.values() if isinstance(one, bytes))
            if info.st_size <= MOST_BYTES and held + info.st_size <= MOST_HELD:
                state = contents(path, MOST_BYTES)
            settled = info.st_mtime_ns < time_ns() - SETTLED
            self._known[path] = change if settled else None, state
        return self._known[path][1]

    def states(self) -> States:
        """Return what is in each file now."""
        self._busy = True
        try:
            return {path: self._state(path) for path in [*self._known]}
        except OSError:
            return {}
        finally:
            self._busy = False

    def restore(self, states: States) -> None:
        """Make the files what they were; those that were not yet written what they were first."""
        first, now = self._notes.states(), self.states()
        if now == states and first.keys() <= now.keys():
            return
        self._busy = True
        try:
            put({**first, **states})
        finally:
            self._busy = False


def _changed(event: str, arguments: tuple[Any, ...]) -> list[str]:
    """Return the paths of what is about to be changed."""
    if event == "open" and not arguments[2] & (O_WRONLY | O_RDWR):
        return []
    found = []
    for number, folder in PATHS[event]:
        start = HERE if folder is None else arguments[folder]
        if not isinstance(arguments[number], int):
            path = fsdecode(arguments[number])
            found.append(abspath(path if start == HERE else f"{path_of(start)}/{path}"))  # noqa: PTH100
    return found


def write_all() -> None:
    """Write what Python still holds back in open files, as it does when it ends.

    Packed files are closed: else they could not be read.
    """
    found = [one for one in get_objects() if issubclass(type(one), IOBase)]
    texts = [one.flush for one in found if issubclass(type(one), TextIOBase)]
    binary = [one for one in found if issubclass(type(one), BufferedIOBase)]
    packed = [one.close for one in binary if type(one).__module__ != "_io"]
    for write in (*texts, *packed, *[one.flush for one in binary]):
        with suppress(Exception):  # it has been closed, or there is no room
            write()
