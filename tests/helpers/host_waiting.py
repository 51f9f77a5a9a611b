"""The process whose copies are hosts of scripts: `python -P host_waiting.py LINK`."""

from __future__ import annotations

import json
import os
import runpy  # noqa: F401 - as `python -m` does
import socket
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from tinynet_tui.engine import host

MOST = 1 << 18
"""The bytes of a message."""


def main(number: int) -> NoReturn:
    """Make copies until the tests have ended."""
    link = socket.socket(fileno=number)
    while True:
        data, files, *_ = socket.recv_fds(link, MOST, 8)
        if not data:
            os._exit(0)
        told = json.loads(data)
        if "ended" in told:
            _, status = os.waitpid(told["ended"], 0)
            link.send(str(os.waitstatus_to_exitcode(status)).encode())
            continue
        pid = os.fork()
        if not pid:
            link.close()
            _become(told, files)
        ended = os.pidfd_open(pid)
        socket.send_fds(link, [str(pid).encode()], [ended])
        for one in (ended, *files):
            os.close(one)


def _become(told: dict[str, Any], files: Sequence[int]) -> NoReturn:
    """Be a host, as if it had been started."""
    os.setsid()
    os.chdir(told["folder"])
    os.environ.clear()
    os.environ.update(told["environment"])
    for target, number in enumerate(files[:3]):
        os.dup2(number, target)
        os.close(number)
    host.keep(files[3:], told["apart"])


if __name__ == "__main__":
    main(int(sys.argv[1]))
