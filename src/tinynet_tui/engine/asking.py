"""Runs a script's forward statements with other inputs, in a fork of its process.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from contextlib import suppress
from os import O_RDWR, _exit, devnull, dup2, fork, kill, waitpid
from os import open as open_file
from select import select
from signal import ITIMER_REAL, SIG_IGN, SIGALRM, SIGKILL, setitimer, signal
from socket import socket, socketpair
from types import FrameType
from typing import Any

from numpy import asarray, errstate, float64, full

from .allowed import Allowed
from .forward import Way
from .given import NOT_SHOWN
from .link import Header, Lost, receive, send
from .open_files import Place, reopen
from .outputs import Outputs
from .refusal import No
from .surface import Surface

LIMIT, LOOK = 1.0, 0.1
"""The seconds that an answer may take, and those between two looks at how long it has taken."""


def answer(
    frame: FrameType,
    ways: Sequence[Way],
    header: Header,
    data: bytes,
    divides: bool,
    files: Sequence[Place],
) -> tuple[Header, bytes]:
    """Return the outputs for other inputs, or a reason, from a fork of this process.

    That has the `files` open at places of its own.
    """
    ours, theirs = socketpair()
    try:
        pid = fork()
    except OSError as error:
        return {"reason": f"the script's process cannot be copied: {error}"}, b""
    if not pid:
        reopen(files)
        _answer_and_exit(theirs, frame, ways, header, data, divides)
    theirs.close()
    with ours:
        try:
            allowed = Allowed(pid, LIMIT)
            while not (ready := select([ours], [], [], LOOK)[0]) and not allowed.are_over:
                pass
            told, found, _ = receive(ours) if ready else ({"reason": "it takes too long"}, b"", [])
        except Lost:
            told, found = {"reason": "the script's process ended over it"}, b""
    with suppress(OSError):
        kill(pid, SIGKILL)
    with suppress(OSError):
        waitpid(pid, 0)
    return told, found


def _answer_and_exit(
    link: socket, frame: FrameType, ways: Sequence[Way], header: Header, data: bytes, divides: bool
) -> None:
    try:
        with suppress(Exception):
            setitimer(ITIMER_REAL, 0)
            signal(SIGALRM, SIG_IGN)
        nowhere = open_file(devnull, O_RDWR)
        for number in (0, 1, 2):
            dup2(nowhere, number)
        warnings.simplefilter("ignore")
        rows, columns = header["shape"]
        points = asarray(memoryview(data).cast("d"), dtype=float64) if data else full(0, 0.0)
        points = points.reshape(rows, columns)
        with errstate(all="ignore"):
            told, found = _first_answer(frame, ways, points, header, divides)
        send(link, told, found)
    except BaseException as error:
        with suppress(BaseException):
            send(link, {"reason": f"it fails: {type(error).__name__}"})
    finally:
        _exit(0)


def _first_answer(
    frame: FrameType, ways: Sequence[Way], points: Any, header: Header, divides: bool
) -> tuple[Header, bytes]:
    grid, cells = header["grid"], header["cells"]
    reason, found = "", None
    for way in ways:
        try:
            asked = Outputs(frame, way, divides)
        except No as no:
            reason = reason or str(no)
            continue
        try:
            if cells:
                return Surface(frame, asked, cells).answer(points, grid)
            return asked.answer(points, grid, hidden=bool(header.get("hidden")))
        except No as no:
            if found is None:
                found, reason = asked, str(no)
    reason = reason or NOT_SHOWN
    return ({"reason": reason}, b"") if found is None else found.told(reason)
