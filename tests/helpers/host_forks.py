"""Hosts of scripts, as copies of one process that has imported all they need.

A host starts with Python, NumPy and this program's engine, which takes ten times as long as most
scripts do. Tests that open scripts in their own process take a copy of one that waits. In tests
that start the program each host is a process of its own, as it is for users.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from select import select
from threading import Lock
from typing import Any

from tinynet_tui.engine import ready_host

FIXED = ("PYTHON", "LC_", "LANG", "LD_", "OMP_", "OPENBLAS_", "MKL_", "NPY_", "NUMPY_")
"""Beginnings of the names of variables that are read when a process starts."""
WAITING = Path(__file__).with_name("host_waiting.py")
MOST = 1 << 18
"""The bytes of a message."""

started = ready_host.start
"""The program's own way."""


def _fixed(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(FIXED)}


class Fork:
    """A copy, as the tests see it: what the program uses of a Popen."""

    def __init__(self, template: Template, pid: int, number: int) -> None:
        self.pid = pid
        self._template, self._number = template, number
        self._status: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        if self._status is None:
            if not select([self._number], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("a host", timeout or 0.0)
            os.close(self._number)
            self._status = self._template.status(self.pid)
        return self._status


class Template:
    """The process that is copied, as the tests see it."""

    def __init__(self) -> None:
        self._link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._environment, self._user = ready_host.environment(), os.geteuid()
        self._lock = Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(WAITING), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env=self._environment,
            )

    def serves(self) -> bool:
        """True unless a host that is started now would not be as a copy is."""
        same = _fixed(ready_host.environment()) == _fixed(self._environment)
        return same and os.geteuid() == self._user

    def start(self, numbers: Sequence[int], apart: str, stdin: int, out: int, err: int) -> Fork:
        """Copy it; `numbers` are the files that the copy is told of."""
        opened = os.open(os.devnull, os.O_RDWR) if stdin == subprocess.DEVNULL else os.dup(stdin)
        told = {
            "folder": os.getcwd(),  # noqa: PTH109
            "environment": ready_host.environment(),
            "apart": apart,
        }
        try:
            with self._lock:
                files = [opened, out, err, *numbers]
                socket.send_fds(self._link, [json.dumps(told).encode()], files)
                answer, (number,), *_ = socket.recv_fds(self._link, MOST, 1)
        finally:
            os.close(opened)
        return Fork(self, int(answer), number)

    def status(self, pid: int) -> int:
        """Return the exit status of a copy that has ended."""
        with self._lock:
            self._link.send(json.dumps({"ended": pid}).encode())
            return int(self._link.recv(MOST))

    def close(self) -> None:
        self._link.close()
        self._process.communicate()


def start_of(template: Template) -> Any:
    """Return what is used instead of `keeper.start`."""

    def start(
        numbers: Sequence[int], apart: str, stdin: int, out: int, err: int, folder: str | None
    ) -> Any:
        if folder is None and template.serves():
            return template.start(numbers, apart, stdin, out, err)
        return started(numbers, apart, stdin, out, err, folder)

    return start
