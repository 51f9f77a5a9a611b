"""What is in files: noted in a file of its own, and put back.

The processes of a script and the trainer share the notes; only one of them writes at a time. What
is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from json import dumps, loads
from os import (
    O_CLOEXEC,
    O_CREAT,
    O_RDONLY,
    O_RDWR,
    close,
    fstat,
    ftruncate,
    mkdir,
    open,
    pread,
    pwrite,
    rmdir,
    stat,
    unlink,
    utime,
)
from os import stat_result as Information
from stat import S_ISDIR, S_ISREG
from typing import Any, Final, NamedTuple, TypeAlias

CHUNK = 1 << 20
MOST_HEADER = 1 << 16
"""The most bytes with which a note begins."""


class Span(NamedTuple):
    """What is in a file, as it stands in another one."""

    number: int
    """An open file."""
    at: int
    size: int
    changed: int
    """When the file was last changed, in nanoseconds."""


class Folder(NamedTuple):
    """That it is a folder."""


FOLDER: Final = Folder()
State: TypeAlias = Span | bytes | int | Folder | None
"""What is in a file, or only how many bytes; a folder; None for what there is not."""


class Notes:
    """What was in files when they were noted: for each path a header, then what was in it."""

    def __init__(self, number: int) -> None:
        """The notes are in an open file; others may have written some."""
        self._number, self._at = number, 0
        self._states: dict[str, State] = {}

    def states(self) -> Mapping[str, State]:
        """Return what was in each file; what was written but in part is not among it."""
        for header, at in self._headers():
            size = header["size"]
            match header["kind"]:
                case "file":
                    state: State = Span(self._number, at, size, header["changed"])
                case "size":
                    state = size
                case kind:
                    state = FOLDER if kind == "folder" else None
            self._states.setdefault(header["path"], state)
        return self._states

    def _headers(self) -> Iterator[tuple[dict[str, Any], int]]:
        """Yield the headers of further notes, and where each one's contents begin."""
        end = fstat(self._number).st_size
        while self._at < end:
            text, found, _ = pread(self._number, MOST_HEADER, self._at).partition(b"\n")
            if not found or not text.startswith(b"{"):
                return
            header = loads(text)
            at = self._at + len(text) + 1
            behind = at + (header["size"] if header["kind"] == "file" else 0)
            if behind > end:
                return
            self._at = behind
            yield header, at

    def add(self, path: str, most: int | None) -> None:
        """Note what is in a file now; of one with more bytes than `most` only how many.

        OSError if there is no room.
        """
        if path in self.states():
            return
        info = information(path)
        size = info.st_size if info else 0
        kind = "none" if info is None else "folder" if S_ISDIR(info.st_mode) else "file"
        if kind == "file" and most is not None and size > most:
            kind = "size"
        ftruncate(self._number, self._at)
        changed = info.st_mtime_ns if info else 0
        told = {"path": path, "kind": kind, "size": size, "changed": changed}
        header = dumps(told).encode() + b"\n"
        if kind != "file":
            _write(self._number, header, self._at)
            return
        source = open(path, O_RDONLY | O_CLOEXEC)
        try:  # the header last: it says that all is there
            _copy(Span(source, 0, size, changed), self._number, self._at + len(header))
        finally:
            close(source)
        ftruncate(self._number, self._at + len(header) + size)
        _write(self._number, header, self._at)


def information(path: str) -> Information | None:
    """Return what the system knows of a file or a folder, None if there is none."""
    try:
        return stat(path)  # noqa: PTH116 - pathlib may be changed
    except OSError:
        return None


def is_noted(path: str) -> bool:
    """True for a regular file, for a folder, and where there is nothing."""
    try:
        mode = stat(path).st_mode  # noqa: PTH116 - as above
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return S_ISREG(mode) or S_ISDIR(mode)


def contents(path: str, most: int) -> bytes:
    """Return what is in a file, and at most one byte more than `most`."""
    number = open(path, O_RDONLY | O_CLOEXEC)
    try:
        return pread(number, most + 1, 0)
    finally:
        close(number)


def put(states: Mapping[str, State]) -> None:
    """Give all files what they are to hold, as far as that is not in them."""
    for path in sorted(states, reverse=True):  # what is in a folder before it
        if states[path] is None:
            with suppress(OSError):
                _remove(path)
    for path in sorted(states):
        with suppress(OSError):
            _put(path, states[path])


def _remove(path: str) -> None:
    info = information(path)
    if info is not None and S_ISREG(info.st_mode):
        unlink(path)  # noqa: PTH108 - as above
    elif info is not None and S_ISDIR(info.st_mode):
        rmdir(path)  # noqa: PTH106 - as above


def _put(path: str, state: State) -> None:
    if state is None or not is_noted(path):
        return
    if isinstance(state, Folder):
        mkdir(path)  # noqa: PTH102 - as above
        return
    number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    try:
        size = fstat(number).st_size
        if isinstance(state, int):
            ftruncate(number, min(size, state))
        elif isinstance(state, bytes):
            if pread(number, len(state) + 1, 0) != state:
                _write(number, state, 0)
                ftruncate(number, len(state))
        elif size != state.size or not _is_same(state, number):
            _copy(state, number, 0)
            ftruncate(number, state.size)
            utime(number, ns=(state.changed, state.changed))
    finally:
        close(number)


def _is_same(span: Span, number: int) -> bool:
    parts = range(0, span.size, CHUNK)
    return all(_part(span, at) == pread(number, min(CHUNK, span.size - at), at) for at in parts)


def _copy(span: Span, target: int, at: int) -> None:
    for done in range(0, span.size, CHUNK):
        _write(target, _part(span, done), at + done)


def _part(span: Span, at: int) -> bytes:
    return pread(span.number, min(CHUNK, span.size - at), span.at + at)


def _write(number: int, data: bytes, at: int) -> None:
    while data:
        done = pwrite(number, data, at)
        data, at = data[done:], at + done
