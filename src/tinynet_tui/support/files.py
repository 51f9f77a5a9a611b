"""The user's files: read up to a limit, written completely or not at all, errors in one line."""

from __future__ import annotations

import atexit
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from .locks import HAS_LOCKS, lock, try_to_lock

PREFIX = ".tinynet-"
LEFTOVER = re.compile(r"\.tinynet-[a-z0-9_]{8}")
"""The names of temporary files."""

NOT_WAITING = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
"""The flags of a file that is only for this process, as far as the system has them."""


class FileError(Exception):
    """A file cannot be used: its name and the reason, in one line."""


class Source(NamedTuple):
    """A file's contents, and its status when it was read."""

    path: Path
    data: bytes
    status: os.stat_result

    @property
    def name(self) -> str:
        """The path in printable characters."""
        return shown(self.path)

    @property
    def text(self) -> str:
        """The contents as text; FileError if they are not UTF-8 or hold a NUL byte."""
        zero = self.data.find(b"\0")
        if zero >= 0:
            raise FileError(f"{self.name}:{self._line(zero)}: not a text file: a NUL byte")
        try:
            return self.data.decode()
        except UnicodeDecodeError as error:
            line, byte = self._line(error.start), self.data[error.start]
            raise FileError(f"{self.name}:{line}: byte 0x{byte:02x} is not UTF-8") from None

    def _line(self, offset: int) -> int:
        return self.data.count(b"\n", 0, offset) + 1


def shown(path: Path) -> str:
    """Return a path with `?` for every character that cannot be printed."""
    return "".join(char if char.isprintable() else "?" for char in str(path))


def read(path: Path, most: int) -> Source:
    """Read a regular file of at most `most` bytes; FileError if that fails."""
    try:
        # Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
        descriptor = os.open(path, os.O_RDONLY | NOT_WAITING)
        try:
            status = os.fstat(descriptor)
            _require_regular(path, status)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(most + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise FileError(f"{shown(path)}: {error.strerror}") from None
    if len(data) > most:
        raise FileError(f"{shown(path)}: is longer than {most:,} bytes")
    return Source(path, data, status)


def create(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file that does not exist yet; FileError if it does, or if writing fails."""
    try:
        if os.path.lexists(path):
            raise FileExistsError
        with _temporary(path, data, mode & ~_umask()) as temporary:
            _rename_if_free(temporary, path)
    except FileExistsError:
        raise FileError(f"{shown(path)}: already exists; it was not changed") from None
    except OSError as error:
        raise FileError(f"{shown(path)}: cannot be written: {error.strerror}") from None


def replace(source: Source, data: bytes) -> None:
    """Give new contents to a file that was read; its mode stays, a symbolic link stays a link.

    FileError if writing fails, or if the file has changed since it was read.
    """
    try:
        path = source.path.resolve(strict=True)
        with _temporary(path, data, stat.S_IMODE(source.status.st_mode)) as temporary:
            if _version(path.stat()) != _version(source.status):
                raise FileError(
                    f"{source.name}: was changed by another program; nothing was written"
                )
            temporary.replace(path)
    except OSError as error:
        raise FileError(f"{source.name}: cannot be written: {error.strerror}") from None


def exists(path: Path) -> bool:
    """True when there is a regular file; FileError for anything else, or if that is unknown."""
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise FileError(f"{shown(path)}: is a broken link") from None
        return False
    except OSError as error:
        raise FileError(f"{shown(path)}: {error.strerror}") from None
    _require_regular(path, status)
    return True


def overwrite(path: Path, data: bytes) -> None:
    """Give new contents to an existing file; its mode stays, a symbolic link stays a link.

    FileError if writing fails, or if the file is write-protected.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        status = target.stat()
        _require_regular(path, status)
        if not os.access(target, os.W_OK):
            raise FileError(f"{shown(path)}: is write-protected")
        with _temporary(target, data, stat.S_IMODE(status.st_mode)) as temporary:
            temporary.replace(target)
    except OSError as error:
        raise FileError(f"{shown(path)}: cannot be written: {error.strerror}") from None


def put(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a private file over any old one, and make its folder; FileError if that fails.

    If several processes write at once, the last one wins. Unless it is to be durable, there is no
    wait for the disk, which can take seconds: if the power fails then, the file may be empty.
    """
    try:
        if not path.is_absolute():  # the user's folder is unknown
            raise FileError(f"{shown(path)}: is not an absolute path: it does not start with /")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _temporary(path, data, 0o600, durable=durable) as temporary:
            temporary.replace(path)
    except OSError as error:
        raise FileError(f"{shown(path)}: cannot be written: {error.strerror}") from None


def _require_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = "a directory" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise FileError(f"{shown(path)}: is {kind}")


@contextmanager
def _temporary(path: Path, data: bytes, mode: int, *, durable: bool = True) -> Iterator[Path]:
    """Write a temporary file into a path's folder; delete it afterwards unless it was renamed."""
    clear_leftovers(path.parent)
    descriptor, temporary = _locked_temporary(path.parent)
    # The interpreter may exit while a thread is still writing, without cleaning up after it.
    atexit.register(temporary.unlink, missing_ok=True)
    try:
        with os.fdopen(descriptor, "wb") as file:
            temporary.chmod(mode)
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
            if not HAS_LOCKS:
                file.close()  # where nothing is locked, an open file may not be renamed
            yield temporary  # locked until then: others would clear it
    finally:
        temporary.unlink(missing_ok=True)


def _locked_temporary(folder: Path) -> tuple[int, Path]:
    """Create a temporary file that is locked for as long as its writer lives."""
    import tempfile  # slow to import, and opening the trainer only reads

    while True:
        descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
        temporary = Path(name)
        try:
            if try_to_lock(descriptor) and temporary.exists():  # else another has cleared it
                return descriptor, temporary
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def clear_leftovers(folder: Path) -> None:
    """Delete the temporary files of writers that were killed; those in use stay, as do others'."""
    if not HAS_LOCKS:
        return  # nobody knows which are in use
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if LEFTOVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _delete_if_unlocked(entry.path)


def _delete_if_unlocked(path: str) -> None:
    """Delete a file; OSError if somebody has locked it, or if it is not one's own."""
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | NOT_WAITING)
    try:
        if os.fstat(descriptor).st_uid == os.geteuid():
            lock(descriptor)
            Path(path).unlink()
    finally:
        os.close(descriptor)


def _rename_if_free(temporary: Path, path: Path) -> None:
    """Give a file its name; FileExistsError if the name has been taken meanwhile."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no hard links
        with path.open("xb"):
            temporary.replace(path)


def _version(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _umask() -> int:
    """Return the mode bits that the process denies to new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
