"""Where a class is followed: on this host, or on another one through the user's own `ssh`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeAlias


class Local(NamedTuple):
    """A class on this host."""

    name: str = ""
    """`NAME` or `ACCOUNT/NAME`; "" for the only one there is."""
    folder: Path | None = None
    """Where classes are looked for; by default where every account can reach them."""


class Helper(NamedTuple):
    """A class on this host through a process of its own: for a kiosk, which may not connect.

    Call `Follower.start` before the process is confined.
    """

    name: str = ""
    folder: Path | None = None


class Ssh(NamedTuple):
    """A class on another host: `ssh -T HOST tinynet-tui follow --pipe NAME`."""

    host: str
    """`HOST`, `USER@HOST`, each with `:PORT` if need be."""
    name: str = ""


Source: TypeAlias = Local | Helper | Ssh


def parse(text: str) -> Local | Ssh:
    """Return what `tinynet-tui follow TEXT` follows; ClassError for anything else.

    `TEXT` is `NAME`, `ACCOUNT/NAME`, `ssh://HOST` or `ssh://HOST/NAME`; "" for the only class
    there is.
    """
    raise NotImplementedError
