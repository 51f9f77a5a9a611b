"""The process that keeps those of a script: it is started before it is needed, if that is known."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from socket import socket, socketpair
from typing import NamedTuple

from tinynet_tui.support.own_environment import of_user

from .link import Lost, send

HOST = ("-P", "-m", "tinynet_tui.engine.host")
CHANGES = {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
"""What is set in the environment: the same order of sets in each run, and text in UTF-8."""


def environment() -> dict[str, str]:
    """Return the environment of the script's processes."""
    return of_user() | CHANGES


class Host(NamedTuple):
    """A process that waits until it is told which files are its own."""

    process: subprocess.Popen[bytes]
    orders: socket
    place: tuple[Path, dict[str, str]]
    """The folder and the environment in which it was started."""


_ready: list[Host] = []


def prepare() -> None:
    """Start a process for the next script, so that it imports what it needs while others work."""
    (unread, out), (also_unread, err) = os.pipe(), os.pipe()
    try:
        _ready.append(_started(subprocess.DEVNULL, out, err))
    finally:
        for number in (unread, out, also_unread, err):
            os.close(number)


def start(
    numbers: Sequence[int], apart: str, stdin: int, out: int, err: int, folder: str | None = None
) -> subprocess.Popen[bytes]:
    """Start the process that keeps the others, or take the one that is ready.

    It is told of the files with `numbers`, and of the folder for what is written `apart`; it runs
    in a `folder` if there is one.
    """
    host = None
    while _ready and stdin == subprocess.DEVNULL and not host:
        host = _ready.pop()
        if host.place != _place(folder):
            host.orders.close()  # which ends it
            host.process.wait()
            host = None
    host = host or _started(stdin, out, err, folder)
    with ExitStack() as opened, suppress(Lost):  # that it has ended is noticed later
        opened.enter_context(host.orders)
        if stdin == subprocess.DEVNULL:
            stdin = opened.enter_context(Path(os.devnull).open("rb")).fileno()
        send(host.orders, {"apart": apart}, files=[*numbers, stdin, out, err])
    return host.process


def _place(folder: str | None) -> tuple[Path, dict[str, str]]:
    return Path(folder) if folder else Path.cwd(), environment()


def _started(stdin: int, out: int, err: int, folder: str | None = None) -> Host:
    orders, theirs = socketpair()
    with theirs:
        number, place = theirs.fileno(), _place(folder)
        process = subprocess.Popen(
            [sys.executable, *HOST, str(number)],
            stdin=stdin,
            stdout=out,
            stderr=err,
            pass_fds=[number],
            start_new_session=True,
            env=place[1],
            cwd=folder,
        )
    return Host(process, orders, place)
