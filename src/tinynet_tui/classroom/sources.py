"""Where a class is followed: on this host, or on another one through the user's own `ssh`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple, TypeAlias

from . import places
from .shared import ClassError

SCHEME = "ssh://"
HOST = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
"""No host begins like an option, and none has a character that means something to a shell."""
LONGEST_HOST = 255
PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
COMMAND = "tinynet-tui follow --pipe"


class Local(NamedTuple):
    """A class on this host."""

    name: str = ""
    """`NAME` or `ACCOUNT/NAME`; "" for the only one there is."""
    folder: Path | None = None
    """Where classes are looked for; by default where every account can reach them."""
    is_own: bool = False
    """True for a class that this account leads."""


class Helper(NamedTuple):
    """A class on this host through a process of its own: for a kiosk, which may not connect.

    Call `Follower.start` before the process is confined.
    """

    name: str = ""
    folder: Path | None = None


class Ssh(NamedTuple):
    """A class on another host: `ssh -T HOST tinynet-tui follow --pipe NAME`.

    Only the first `ssh` may ask for a password: when it is started again, the screen is open.
    """

    host: str
    """`HOST`, `USER@HOST`, each with `:PORT` if need be."""
    name: str = ""

    def command(self, *, asks: bool) -> list[str]:
        """Return the command; ClassError for a host or name that cannot be one.

        `asks` tells whether `ssh` may ask for a password in the terminal.
        """
        host, colon, port = self.host.partition(":")
        if not (HOST.fullmatch(host) and len(host) <= LONGEST_HOST):
            raise ClassError(f"host {host[:LONGEST_HOST]!r}: not a host's name")
        if colon and not (PORT.fullmatch(port) and int(port) < 1 << 16):
            raise ClassError(f"port {port[:20]!r}: a number from 1 to 65535")
        places.parse(self.name)
        options = [] if asks else ["-o", "BatchMode=yes"]
        options += ["-p", port] if port else []
        remote = f"{COMMAND} {self.name}" if self.name else COMMAND
        return ["ssh", "-T", "-o", "ServerAliveInterval=15", *options, "--", host, remote]


Source: TypeAlias = Local | Helper | Ssh


def parse(text: str) -> Local | Ssh:
    """Return what `tinynet-tui follow TEXT` follows; ClassError for anything else.

    `TEXT` is `NAME`, `ACCOUNT/NAME`, `ssh://HOST` or `ssh://HOST/NAME`; "" for the only class
    there is.
    """
    if not text.startswith(SCHEME):
        places.parse(text)
        return Local(text)
    host, _, name = text.removeprefix(SCHEME).partition("/")
    source = Ssh(host, name)
    source.command(asks=True)
    return source
