"""Files of the user's: read in bounds, written whole or not at all; what goes wrong is one line."""

from __future__ import annotations

import atexit
import os
import stat
from pathlib import Path
from typing import NamedTuple


class FileError(Exception):
    """A file that cannot be used: where and why, in one line."""


class Source(NamedTuple):
    """A file as it was read."""

    path: Path
    data: bytes
    status: os.stat_result
    """By which one can tell whether it has been changed since."""

    @property
    def name(self) -> str:
        """The path as it can be shown."""
        return shown(self.path)

    @property
    def text(self) -> str:
        """What it says; FileError if it is no text."""
        zero = self.data.find(b"\0")
        if zero >= 0:
            raise FileError(f"{self.name}:{self._line(zero)}: not a text: a NUL byte")
        try:
            return self.data.decode()
        except UnicodeDecodeError as error:
            line, byte = self._line(error.start), self.data[error.start]
            raise FileError(f"{self.name}:{line}: not a text in UTF-8: byte 0x{byte:02x}") from None

    def _line(self, offset: int) -> int:
        return self.data.count(b"\n", 0, offset) + 1


def shown(path: Path) -> str:
    """Return a path without what would confuse a terminal."""
    return "".join(char if char.isprintable() else "?" for char in str(path))


def read(path: Path, most: int) -> Source:
    """Read a regular file of at most so many bytes; FileError says why it cannot be."""
    try:
        # What is no regular file, as a pipe that nobody writes to, must not be waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
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


def create(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet, whole or not at all; FileError says why not."""
    try:
        if os.path.lexists(path):
            raise FileError(f"{shown(path)}: exists already, and is left as it is")
        temporary = _written_beside(path, data, 0o666 & ~_umask())
        try:
            _put_where_nothing_is(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError:
        raise FileError(f"{shown(path)}: exists already, and is left as it is") from None
    except OSError as error:
        raise FileError(f"{shown(path)}: cannot be written: {error.strerror}") from None


def replace(source: Source, data: bytes) -> None:
    """Put other contents into a file that was read, whole or not at all.

    Its mode stays, and a symbolic link stays one. FileError says why not, also where the file
    has been changed since it was read.
    """
    try:
        path = source.path.resolve(strict=True)
        temporary = _written_beside(path, data, stat.S_IMODE(source.status.st_mode))
        try:
            if _version(path.stat()) != _version(source.status):
                raise FileError(f"{source.name}: is being changed; nothing was written")
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(f"{source.name}: cannot be written: {error.strerror}") from None


def exists(path: Path) -> bool:
    """Whether there is a file that could be overwritten.

    FileError says what is there instead, as a directory, or why that cannot be known.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise FileError(f"{shown(path)}: is a link to nowhere") from None
        return False
    except OSError as error:
        raise FileError(f"{shown(path)}: {error.strerror}") from None
    _require_regular(path, status)
    return True


def overwrite(path: Path, data: bytes) -> None:
    """Put other contents into a file, whatever it holds, whole or not at all.

    Its mode stays, and a symbolic link stays one. FileError says why not, also where it is
    write-protected.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        status = target.stat()
        _require_regular(path, status)
        if not os.access(target, os.W_OK):
            raise FileError(f"{shown(path)}: is write-protected")
        temporary = _written_beside(target, data, stat.S_IMODE(status.st_mode))
        _put_over(temporary, target)
    except OSError as error:
        raise FileError(f"{shown(path)}: cannot be written: {error.strerror}") from None


def put(path: Path, data: bytes) -> None:
    """Write a private file over whatever is there, whole or not at all; FileError says why not.

    Its folder is made if there is none. Of several who write at once the last one wins.
    """
    try:
        if not path.is_absolute():  # nobody knows where the user's folder is
            raise FileError(f"{shown(path)}: is not a whole path, from / on")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = _written_beside(path, data, 0o600)
        _put_over(temporary, path)
    except OSError as error:
        raise FileError(f"{shown(path)}: cannot be written: {error.strerror}") from None


def _require_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = "a directory" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise FileError(f"{shown(path)}: is {kind}")


def _written_beside(path: Path, data: bytes, mode: int) -> Path:
    """Write a temporary file in a path's folder; return it."""
    import tempfile  # takes a while, and opening the trainer reads only

    descriptor, name = tempfile.mkstemp(prefix=".tinynet-", dir=path.parent)
    temporary = Path(name)
    # A thread that writes does not keep the interpreter from ending, and then cleans nothing up.
    atexit.register(temporary.unlink, missing_ok=True)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put_over(temporary: Path, path: Path) -> None:
    """Give a file its name, whatever has had it."""
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _put_where_nothing_is(temporary: Path, path: Path) -> None:
    """Give a file its name; FileExistsError if another one has it by now."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # some file systems know no links
        with path.open("xb"):
            temporary.replace(path)


def _version(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _umask() -> int:
    """Return what the process takes from the mode of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
