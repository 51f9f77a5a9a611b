"""Where the sockets of classes lie, and whose they are.

Every account has a folder of its own in a folder that all can reach. Its name says nothing: whose
it is, is asked of the kernel, for the folder, for the socket in it, and for the process that
listens. So nobody can take a name away from somebody else, or pass for them.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import stat
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import time
from typing import NamedTuple

from .shared import ClassError

try:
    import pwd
except ModuleNotFoundError:  # Windows
    HAS_CLASSES = False
else:
    HAS_CLASSES = hasattr(socket, "SO_PEERCRED") or sys.platform == "darwin"

ROOT = Path("/tmp")
PREFIX = "tinynet-class-"
"""What the folders of classes are called, and no other folder of ours."""
MODE = 0o755
DEFAULT = "class"
"""The name of a class to which the lecturer gives none."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", re.ASCII)
ACCOUNT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._@-]{0,63}", re.ASCII)
MOST_CLASSES = 64
"""The most classes of one account that are looked at."""
MOST_LISTED = 8
LEFT = 60.0
"""The seconds after which a socket at which nobody listens is cleared away."""
BUSY = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EINPROGRESS)
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
PEER = struct.Struct("3i")
"""Linux tells process, account and group."""
MAC_PEER = struct.Struct("2I")
"""macOS tells a version and the account, and more."""


class Place(NamedTuple):
    """A socket of a class."""

    account: str
    name: str
    uid: int
    path: Path

    @property
    def title(self) -> str:
        """What a follower calls the class."""
        return f"{self.account}/{self.name}"


class Found(NamedTuple):
    """A class to which there is a connection now."""

    link: socket.socket
    place: Place


def parse(text: str) -> tuple[str, str]:
    """Return account and name in `NAME` or `ACCOUNT/NAME`, "" for none; raises ClassError."""
    account, slash, name = text.rpartition("/")
    if not text:
        return "", ""
    if slash and not ACCOUNT.fullmatch(account):
        raise ClassError(f"account {_shown(account)}: only letters, digits and . _ - @, at most 64")
    if not NAME.fullmatch(name):
        raise ClassError(f"class {_shown(name)}: only letters, digits and . _ -, at most 32")
    return account, name


def _shown(text: str) -> str:
    return repr(text if len(text) <= 70 else f"{text[:70]}…")


def own() -> int:
    """Return the number of this process's account."""
    return os.geteuid()


def account(uid: int) -> str:
    """Return an account's name, or its number if it has none that can be printed."""
    with suppress(KeyError):
        name = pwd.getpwuid(uid).pw_name
        if name.isprintable() and 0 < len(name) <= 64:
            return name
    return str(uid)


def peer(link: socket.socket) -> int:
    """Return the account of the process that listens, or connects, as the kernel knows it."""
    if sys.platform == "darwin":
        return int(MAC_PEER.unpack(link.getsockopt(0, 1, MAC_PEER.size))[1])
    return int(PEER.unpack(link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER.size))[1])


def require_classes() -> None:
    """Raise ClassError where there are no such sockets."""
    if not HAS_CLASSES:
        raise ClassError("this system has no sockets for a class; Linux and macOS do")


def connect(text: str, folder: Path | None = None, *, uid: int | None = None) -> Found | None:
    """Connect to a class, or to the only one there is; None if there is none now.

    With `uid` only classes of that account count. ClassError if there are several, or if the name
    cannot be one.
    """
    require_classes()
    owner, name = parse(text)
    found: list[Found] = []
    try:
        for place in places(folder or ROOT):
            is_meant = owner in ("", place.account, str(place.uid)) and uid in (None, place.uid)
            if is_meant and name in ("", place.name):
                link = _try(place)
                if link is not None:
                    found.append(Found(link, place))
        if len(found) > 1:
            raise ClassError(_several([one.place.title for one in found], name))
        return found.pop() if found else None
    finally:
        for one in found:
            one.link.close()


def _several(titles: list[str], name: str) -> str:
    named = f" called {name}" if name else ""
    listed = ", ".join(sorted(titles)[:MOST_LISTED])
    more = f" and {len(titles) - MOST_LISTED} more" if len(titles) > MOST_LISTED else ""
    return f"there are {len(titles)} classes{named}, choose one: {listed}{more}"


def places(root: Path) -> Iterator[Place]:
    """Yield the sockets that may be classes: each in a folder of the account that owns it."""
    count: dict[int, int] = {}
    for folder, uid in _folders(root):
        for name in _names(folder):
            path = folder / name
            if not (NAME.fullmatch(name) and _is_socket_of(path, uid)):
                continue
            count[uid] = count.get(uid, 0) + 1
            if count[uid] > MOST_CLASSES:
                break
            yield Place(account(uid), name, uid, path)


def _folders(root: Path) -> Iterator[tuple[Path, int]]:
    """Yield the folders of classes, as `_own_folder` makes them, and whose they are."""
    for name in _names(root):
        if name.startswith(PREFIX):
            with suppress(OSError):
                status = (root / name).lstat()
                if stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == MODE:
                    yield root / name, status.st_uid


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
    except OSError:
        return []


def _is_socket_of(path: Path, uid: int) -> bool:
    with suppress(OSError):
        status = path.lstat()
        return stat.S_ISSOCK(status.st_mode) and status.st_uid == uid
    return False


def living(folder: Path | None = None) -> list[str]:
    """Return what the classes are called that there are now, a few of them."""
    return sorted(one.title for one in places(folder or ROOT) if _lives(one))[:MOST_LISTED]


def _try(place: Place) -> socket.socket | None:
    """Return a connection to a class that lives and is its owner's, or None."""
    link = _plain_socket()
    try:
        link.connect(str(place.path))
        if peer(link) == place.uid:
            return link
    except OSError:  # nobody listens, or too many wait to be let in
        pass
    link.close()
    return None


def _plain_socket() -> socket.socket:
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.setblocking(False)
    return link


def listen(text: str, folder: Path | None = None) -> Found:
    """Return a socket for a class of this account; ClassError if the name is taken.

    A socket that a killed lecturer left is replaced.
    """
    require_classes()
    if "/" in text or not text:
        raise ClassError(f"class {_shown(text)}: write a name without /")
    _, name = parse(text)
    root = folder or ROOT
    try:
        _require_safe(root)
        for one in places(root):
            if one.uid == own() and not _lives(one):
                _clear(one.path)
            elif (one.uid, one.name) == (own(), name):
                raise ClassError(f"you lead a class called {name} already: end it, or lead another")
        while True:
            path = _own_folder(root) / name
            with suppress(FileNotFoundError):  # another process has just removed the folder
                link = _listen(path)
                return Found(link, Place(account(own()), name, own(), path))
    except OSError as error:
        raise ClassError(f"{root}: no class can begin there: {error.strerror or error}") from None


def _require_safe(root: Path) -> None:
    """Raise ClassError if other accounts can rename what lies in a folder."""
    status = root.stat()
    others = status.st_mode & OTHERS_WRITE and not status.st_mode & stat.S_ISVTX
    if others or status.st_uid not in (0, own()):
        raise ClassError(f"{root}: no class can begin there: others can replace its files")


def _own_folder(root: Path) -> Path:
    """Return this account's folder; make it if there is none."""
    for folder, uid in _folders(root):
        if uid == own():
            return folder
    from tempfile import mkdtemp  # slow to import

    folder = Path(mkdtemp(prefix=PREFIX, dir=root))
    folder.chmod(MODE)
    return folder


def _listen(path: Path) -> socket.socket:
    """Listen at a path where no class lives."""
    if _is_socket_of(path, own()):
        path.unlink()
    elif os.path.lexists(path):
        raise ClassError(f"{path}: is in the way of the class")
    link = _plain_socket()
    try:
        link.bind(str(path))
        path.chmod(0o666)
        link.listen(socket.SOMAXCONN)
    except BaseException:
        link.close()
        raise
    return link


def _lives(place: Place) -> bool:
    """True when somebody listens, even if too busy to be let in."""
    with _plain_socket() as link:
        return link.connect_ex(str(place.path)) in (0, *BUSY)


def _clear(path: Path) -> None:
    """Remove what a killed lecturer left, unless somebody may be about to listen there."""
    with suppress(OSError):
        if time() - path.lstat().st_mtime > LEFT:
            path.unlink()


def identity(place: Place) -> tuple[int, int] | None:
    """Return which socket lies at a place; None if none of its account's does."""
    with suppress(OSError):
        status = place.path.lstat()
        if stat.S_ISSOCK(status.st_mode) and status.st_uid == place.uid:
            return status.st_dev, status.st_ino
    return None


def remove(place: Place) -> None:
    """Remove a class's socket, and the account's folder with the last one."""
    with suppress(OSError):
        place.path.unlink()
        place.path.parent.rmdir()
