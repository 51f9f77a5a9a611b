"""`train FILE.py`: runs a script to its end, and hands on what it prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TextIO

from tinynet_tui.engine.engine import Engine, Stopped
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.transcript import Transcript
from tinynet_tui.support.complaint import complain
from tinynet_tui.support.files import FileError, read, shown

MOST_BYTES = 1 << 22
"""The largest file that is run."""
REFUSED = 2


def train_script(name: str, choice: Choice, text: bytes | None = None) -> int:
    """Run a script as `python FILE` does; return its exit status, 2 for a file that is refused.

    `text` is run in the place of what is in the file.
    """
    path = Path(name)
    try:
        data = read(path, MOST_BYTES).data if text is None else text
    except FileError as error:
        complain(str(error))
        return REFUSED
    try:
        with Engine(
            name,
            data,
            choice,
            bare=True,
            stdin=_input(),
            out=_forwarding(sys.stdout),
            err=_forwarding(sys.stderr),
        ) as engine:
            status = engine.finish()
            raised = engine.raised
    except Refusal as refusal:
        complain(f"{_place(path, refusal.line)}: {refusal.reason}")
        return REFUSED
    except Stopped as end:
        complain(f"{shown(path)}: {end}")
        return 128 - end.status if end.status is not None and end.status < 0 else end.status or 1
    if raised is not None:
        complain(f"{_place(path, raised.line)}: {raised}")
    return status


def _input() -> int:
    """Return the standard input; none from a terminal, which belongs to another session."""
    try:
        return subprocess.DEVNULL if sys.stdin.isatty() else sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return subprocess.DEVNULL


def _forwarding(file: TextIO | None) -> Transcript:
    """Return a transcript that hands on what comes; nowhere if the file is closed."""

    def forward(data: bytes) -> None:
        if file is not None:
            file.buffer.write(data)
            file.buffer.flush()

    return Transcript(forward)


def _place(path: Path, line: int | None) -> str:
    return f"{shown(path)}:{line}" if line else shown(path)
