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
from functools import wraps
from hashlib import sha256
from io import open as open_file
from os import O_EXCL, O_RDWR, O_WRONLY, W_OK, access, fsdecode, remove
from os.path import abspath, basename, isfile
from shutil import copyfile
from typing import Any

LOOKING = ("stat", "lstat", "access", "remove", "unlink", "truncate", "utime", "chmod")
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

    def install(self, own: dict[str, Any]) -> None:
        """Have all that opens files, and the script's own built-in functions, take the copies."""

        @wraps(builtins.open)
        def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            writes = isinstance(mode, str) and not {*"wa+"}.isdisjoint(mode)
            return open_file(self._path(file, writes=writes), mode, *arguments, **named)

        builtins.open = io.open = own["open"] = opened
        with suppress(Exception):  # it has taken the function when it was imported
            from numpy.lib import _datasource

            _datasource._file_openers._file_openers[None] = opened  # type: ignore[attr-defined]
        for name in LOOKING:
            self._change(name, self._looking)
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

    def _looking(self, before: Any) -> Callable[..., Any]:
        def now(path: Any, *arguments: Any, **named: Any) -> Any:
            if named.keys().isdisjoint(FOLDERS):
                path = self._path(path)
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
            source, target = self._path(old), self._path(new, writes=True)
            if (source, target) == (old, new) or not isfile(source):
                return before(source, target, **named)
            try:
                return before(source, target, **named)
            except OSError:  # they are on different disks
                copyfile(source, target)
                remove(source)

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
        if not (writes and isfile(name) and access(name, W_OK)):
            return path
        number = sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        there = f"{self._folder}/{number}-{basename(name)[-100:]}"
        copyfile(name, there)
        self._copies[name] = there
        return there
