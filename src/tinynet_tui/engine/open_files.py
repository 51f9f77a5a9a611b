"""The files that a script has open: each copy of its process reads and writes at its own place.

What goes through a pipe or a socket does not come back; nor do threads and other processes. A
script with any of them is not copied.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Collection
from contextlib import suppress
from fcntl import F_GETFD, F_GETFL
from fcntl import fcntl as control
from os import (
    O_APPEND,
    O_NOFOLLOW,
    O_RDONLY,
    SEEK_CUR,
    SEEK_SET,
    close,
    dup2,
    fstat,
    getpid,
    listdir,
    lseek,
    read,
    readlink,
)
from os import open as open_file
from stat import S_ISFIFO, S_ISREG, S_ISSOCK
from threading import current_thread
from threading import enumerate as all_threads
from typing import NamedTuple

STANDARD = 3
"""How many files are open before a script opens any: its input, output and errors."""
BARS = ("tqdm", "rich")
"""Libraries whose threads only draw progress bars: a copy can do without."""
TRACKER = "multiprocessing.resource_tracker"
"""Its process only cleans up."""
GET_PATH = getattr(fcntl, "F_GETPATH", 0)
"""Only macOS has it."""
NOT_AGAIN = O_APPEND | O_NOFOLLOW
"""With what flags a file is not opened once more."""
GONE = " (deleted)"
"""What Linux adds to the path of a file that has been removed."""
MAC = sys.platform == "darwin"
NUMBERS = "/dev/fd" if MAC else "/proc/self/fd"


class Place(NamedTuple):
    """Where a regular file is read or written."""

    number: int
    flags: int
    at: int
    path: str
    """Where it was."""


def _numbers() -> list[int]:
    """Return the numbers of the files that a script has opened."""
    try:
        names = listdir(NUMBERS)  # noqa: PTH208 - pathlib may be changed
        return [int(name) for name in names if int(name) >= STANDARD]
    except OSError:
        return []


def places() -> list[Place]:
    """Return the regular files that are open, and their places now."""
    found = []
    for number in _numbers():
        with suppress(OSError):
            if S_ISREG(fstat(number).st_mode):
                flags, at = control(number, F_GETFL), lseek(number, 0, SEEK_CUR)
                found.append(Place(number, flags, at, path_of(number)))
    return found


def reopen(files: Collection[Place]) -> None:
    """Have this process read and write files at the places given, whatever others do.

    What was appended is written again where it stands.
    """
    for number, flags, at, path in files:
        with suppress(OSError):
            is_gone = not fstat(number).st_nlink  # and may have been made anew
            new = open_file(path if is_gone else _again(number), flags & ~NOT_AGAIN)
            lseek(new, at, SEEK_SET)
            dup2(new, number, inheritable=not control(number, F_GETFD) & fcntl.FD_CLOEXEC)
            close(new)


def path_of(number: int) -> str:
    """Return the path of an open file."""
    if MAC:
        name: bytes = control(number, GET_PATH, bytes(1024))
        return name.rstrip(b"\0").decode("utf-8", "surrogateescape")
    path = readlink(f"{NUMBERS}/{number}")  # noqa: PTH115 - pathlib may be changed
    return _again(number) if path.endswith(GONE) else path


def _again(number: int) -> str:
    """Return a path under which an open file can be opened once more."""
    return path_of(number) if MAC else f"{NUMBERS}/{number}"


def obstacle(own: Collection[int], children: Collection[int]) -> str:
    """Return why the process cannot be copied; "" if it can.

    Of its files and children, `own` and `children` are not the script's.
    """
    others = [one for one in all_threads() if one is not current_thread()]
    if any(type(one).__module__.partition(".")[0] not in BARS for one in others):
        return "threads"
    tracker = getattr(sys.modules.get(TRACKER), "_resource_tracker", None)
    if any(_lives(child) for child in {*_children()} - {*children, getattr(tracker, "_pid", None)}):
        return "processes of its own"
    for number in {*_numbers()} - {*own, getattr(tracker, "_fd", None)}:
        with suppress(OSError):
            mode = fstat(number).st_mode
            if S_ISSOCK(mode):
                return "an open socket"
            if S_ISFIFO(mode):
                return "an open pipe"
    return ""


def _children() -> list[int]:
    """Return the processes that this one has started; only Linux tells them."""
    pid = getpid()
    try:
        children = _text(f"/proc/{pid}/task/{pid}/children").split()
        return [int(child) for child in children]
    except (OSError, ValueError):
        return []


def _lives(child: int) -> bool:
    """False for a process that has ended and is not yet waited for."""
    try:
        return _text(f"/proc/{child}/stat").rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return False


def _text(name: str) -> str:
    number = open_file(name, O_RDONLY)
    try:
        return read(number, 1 << 16).decode("latin-1")
    finally:
        close(number)
