"""Messages between the trainer and the script's process: a header in JSON, then bytes.

The trainer believes nothing of what it receives: sizes are bounded, and no object is built but
numbers, text, lists and dictionaries. What is called here is bound at the import: a script may
change any module later.
"""

from __future__ import annotations

import signal
import struct
from collections.abc import Sequence
from json import dumps, loads
from socket import recv_fds, send_fds, socket
from typing import Any, TypeAlias

Header: TypeAlias = dict[str, Any]
SIZES = struct.Struct("!II")
ASKING: int = getattr(signal, "SIGUSR2", 0)  # Windows has none
"""Has a process of the script write down in which lines it is."""
MOST_HEADER = 1 << 22
MOST_BYTES = 1 << 28
"""The most bytes of a message, as a protection from nonsense."""


class Lost(Exception):
    """The process at the other end is gone, or talks nonsense."""


def send(link: socket, header: Header, data: bytes = b"", files: Sequence[int] = ()) -> None:
    """Send a message, with open files if there are any; Lost if the other end is gone."""
    text = dumps(header).encode()
    message = SIZES.pack(len(text), len(data)) + text + data
    try:
        if files:
            sent = send_fds(link, [message], list(files))
            message = message[sent:]
        link.sendall(message)
    except OSError as error:
        raise Lost(str(error)) from None


def receive(link: socket, files: int = 0) -> tuple[Header, bytes, list[int]]:
    """Return the next message and the files that came with it; Lost at the other end's end."""
    try:
        start, received, _, _ = (
            recv_fds(link, SIZES.size, files) if files else (link.recv(SIZES.size), [], 0, None)
        )
        if not start:
            raise Lost("it has ended")
        start += _exactly(link, SIZES.size - len(start))
        sizes = SIZES.unpack(start)
        if sizes[0] > MOST_HEADER or sizes[1] > MOST_BYTES:
            raise Lost("it sent nonsense")
        header = loads(_exactly(link, sizes[0]))
        data = _exactly(link, sizes[1])
    except (OSError, ValueError, RecursionError) as error:
        raise Lost(str(error)) from None
    if not isinstance(header, dict):
        raise Lost("it sent nonsense")
    return header, data, list(received)


def _exactly(link: socket, count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        part = link.recv(min(count, 1 << 16))
        if not part:
            raise Lost("it has ended")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
