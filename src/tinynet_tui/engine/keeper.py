"""The process that keeps all processes of a script, as the trainer sees it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from contextlib import suppress
from select import select
from tempfile import TemporaryFile
from time import monotonic, sleep

from .allowed import Allowed
from .left_files import LeftFiles
from .link import ASKING, Lost, receive
from .ready_host import start
from .run import Run

PATIENCE = 1.0
"""The seconds within which the keeper ends everything, or is ended."""
ASKED, LOOK = 0.2, 0.01
"""The seconds within which a process tells its line, and those between two looks."""


class Keeper:
    """The parent of all processes of a script, in a session and process group of its own."""

    def __init__(self, run: Run, stdin: int, files: LeftFiles, folder: str | None = None) -> None:
        self._socket, theirs = socket.socketpair()
        self._statuses: dict[int, int] = {}
        link, out, err = run.files
        self._lines = TemporaryFile(buffering=0)  # noqa: SIM115 - until `close`
        numbers = (link, theirs.fileno(), self._lines.fileno(), files.number)
        try:
            self._process = start(numbers, files.apart, stdin, out, err, folder)
        finally:
            theirs.close()
            run.close_files()

    @property
    def group(self) -> int:
        """The process group of the script's processes."""
        return self._process.pid

    def status(self, pid: int) -> int | None:
        """Return how a process, or without a number the last one, has ended, if that is known."""
        deadline = monotonic() + PATIENCE
        while pid not in self._statuses and monotonic() < deadline:
            if not select([self._socket], [], [], 0.05)[0]:
                continue
            try:
                message, _, _ = receive(self._socket)
                self._statuses[int(message["pid"])] = int(message["status"])
            except (Lost, KeyError, ValueError, TypeError):
                break
            pid = pid or int(message["pid"])
        return self._statuses.get(pid)

    def line(self, pid: int, name: str) -> int | None:
        """Return in which line of a file a process is, even if it does nothing else any more."""
        file = re.escape(os.path.abspath(name)[-400:])  # noqa: PTH100 - not resolved
        with suppress(OSError):
            self._lines.truncate(0)
            os.kill(pid, ASKING)
            allowed = Allowed(pid, ASKED)
            while not allowed.are_over:
                sleep(LOOK)
                found = os.pread(self._lines.fileno(), 1 << 16, 0).decode("utf-8", "replace")
                if match := re.search(rf'{file}", line (\d+)', found):
                    return int(match[1])
        return None

    def close(self) -> None:
        """End all processes of the script."""
        self._lines.close()
        self._socket.close()  # which tells it
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, signal.SIGKILL)
        self._process.wait()
