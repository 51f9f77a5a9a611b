"""Where a script must leave files as they are, it writes copies of those that there are already.

It reads the copies, too, once it has written them. What does not come this way, such as a file that
there was not, is put back in the end.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from hashlib import sha256
from io import FileIO
from os import O_EXCL, O_RDWR, O_WRONLY, W_OK, access, fsdecode, unlink
from os.path import abspath
from stat import S_ISREG
from typing import Any

from .file_states import CHUNK, information

LOOKING = ("stat", "lstat", "access")
CHANGING = ("remove", "unlink", "truncate", "utime", "chmod")
"""Functions of `os` whose first argument may be such a file."""
SETS = ("supports_dir_fd", "supports_effective_ids", "supports_fd", "supports_follow_symlinks")
"""What they can do is told in these sets."""
FOLDERS = ("dir_fd", "src_dir_fd", "dst_dir_fd")


class ApartFiles:
    """The copies that a script writes, in a folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._copies: dict[str, str] = {}
        """Where the copy of each file is, by the file's path."""
        self._new = set[str]()
        """The files that the script has made."""

    def install(self, own: dict[str, Any]) -> None:
        """Have all that opens files, and the script's own built-in functions, take the copies."""
        before = builtins.open

        @wraps(before)
        def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            writes = not {*"wa+"}.isdisjoint(mode)
            return before(self._path(file, writes=writes), mode, *arguments, **named)

        builtins.open = io.open = own["open"] = opened
        with suppress(Exception):  # it has taken the function when it was imported
            from numpy.lib import _datasource

            _datasource._file_openers._file_openers[None] = opened  # type: ignore[attr-defined]
        for name in LOOKING:
            self._change(name, partial(self._changing, writes=False))
        for name in CHANGING:
            self._change(name, partial(self._changing, writes=True))
        self._change("open", self._opening)
        self._change("rename", self._renaming)
        self._change("replace", self._renaming)

    def _change(self, name: str, how: Callable[[Any], Callable[..., Any]]) -> None:
        """Change a function of `os`."""
        before = getattr(os, name)
        now = wraps(before)(how(before))
        setattr(os, name, now)
        for able in SETS:
            if before in getattr(os, able):
                getattr(os, able).add(now)

    def _changing(self, before: Any, *, writes: bool) -> Callable[..., Any]:
        def now(path: Any, *arguments: Any, **named: Any) -> Any:
            if named.keys().isdisjoint(FOLDERS):
                path = self._path(path, writes=writes)
            return before(path, *arguments, **named)

        return now

    def _opening(self, before: Any) -> Callable[..., Any]:
        def now(path: Any, flags: int, *arguments: Any, **named: Any) -> Any:
            if named.get("dir_fd") is None:
                writes = bool(flags & (O_WRONLY | O_RDWR)) and not flags & O_EXCL
                path = self._path(path, writes=writes)
            return before(path, flags, *arguments, **named)

        return now

    def _renaming(self, before: Any) -> Callable[..., Any]:
        def now(old: Any, new: Any, **named: Any) -> Any:
            if not named.keys().isdisjoint(FOLDERS):
                return before(old, new, **named)
            source, target = self._path(old, writes=True), self._path(new, writes=True)
            if (source, target) == (old, new):
                return before(source, target, **named)
            try:
                return before(source, target, **named)
            except OSError:  # they are on different disks
                _copy(source, target)
                unlink(source)  # noqa: PTH108 - as below

        return now

    def _path(self, path: Any, *, writes: bool = False) -> Any:
        """Return where a file is to be found; that may be its copy, which is made to be written."""
        if not self._copies and not writes:
            return path
        try:
            name = abspath(fsdecode(path))  # noqa: PTH100 - pathlib may be changed
        except (TypeError, ValueError):
            return path
        if name in self._copies:
            return self._copies[name]
        if not writes or name in self._new:
            return path
        info = information(name)
        if info is None:
            self._new.add(name)
        if info is None or not S_ISREG(info.st_mode) or not access(name, W_OK):
            return path
        there = f"{self._folder}/{sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()}"
        _copy(name, there)
        self._copies[name] = there
        return there


def _copy(source: str, target: str) -> None:
    with FileIO(source) as old, FileIO(target, "wb") as new:
        while data := old.read(CHUNK):
            new.write(data)
