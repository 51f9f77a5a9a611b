"""The user's pager, and whether it has shown a text."""

from __future__ import annotations

import os
import time

AT_ONCE = 2.0
"""Seconds in which a pager that fails has shown nothing to anybody."""
NOT_RUN = (126, 127)
"""The statuses of a shell that cannot run a command."""


def shown(text: str) -> bool:
    """Show a text in the user's pager; False if the pager cannot be run or fails at once."""
    named = (os.environ.get(name, "").strip() for name in ("MANPAGER", "PAGER"))
    command = next(filter(None, named), None)
    import pydoc

    if command is None:
        for name in ("MANPAGER", "PAGER"):
            os.environ.pop(name, None)  # a blank is no pager, but pydoc would run it
        pydoc.pager(text)
        return True
    plain = os.environ.get("TERM") in ("dumb", "emacs")
    begun = time.monotonic()
    status = _pipe(pydoc.plain(text) if plain else text, command)
    return status == 0 or (status not in NOT_RUN and time.monotonic() - begun > AT_ONCE)


def _pipe(text: str, command: str) -> int:
    """Send a text to a shell's command; return its exit status once it has ended."""
    import subprocess

    try:
        shell = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, text=True, errors="backslashreplace"
        )
    except (OSError, ValueError):
        return NOT_RUN[0]
    assert shell.stdin is not None
    try:
        with shell.stdin as pipe:
            pipe.write(text)
    except (OSError, KeyboardInterrupt):
        pass  # the pager may end before it has read everything, and ctrl+c is for the pager
    while True:
        try:
            return shell.wait()
        except KeyboardInterrupt:
            pass  # likewise
