"""The modes of a terminal: what the system knows about it, and what restores it."""

from __future__ import annotations

import contextlib
import os
import shutil
import termios
from collections.abc import Iterator

from .sizes import drawn

OUTPUT_FLAGS = 1
"""The index of the output flags among a terminal's attributes."""

MODES_OFF = (2026, 1000, 1003, 1006, 1015, 2004, 1004, 1049)
"""Synchronized output, mouse, bracketed paste, focus reports and the alternate screen."""

WIPE = "\x1b[m\x1b[H\x1b[J\x1b[999H"
"""Clears the screen in the terminal's own colours, and goes to the last row.

Where there is no alternate screen, as in GNU screen, the shell goes on below what was painted.
"""

RESTORE = "\x1b[<u" + "".join(f"\x1b[?{mode}l" for mode in MODES_OFF) + "\x1b[?7h\x1b[?25h\x1b[0m"
"""Undoes every mode, also the keyboard protocol, line wrap, the cursor and colours."""


def terminal_size(file_number: int) -> tuple[int, int]:
    """Return columns and rows; the terminal is asked first, as the environment never changes."""
    with contextlib.suppress(OSError, ValueError):
        columns, rows = os.get_terminal_size(file_number)
        if columns and rows:
            return drawn(columns, rows)
    return drawn(*shutil.get_terminal_size())


def stop_translating_newlines(file_number: int) -> None:
    """Make a line feed only go down: the shortest way to the next row."""
    with contextlib.suppress(termios.error):
        attributes = termios.tcgetattr(file_number)
        attributes[OUTPUT_FLAGS] &= ~termios.OPOST
        termios.tcsetattr(file_number, termios.TCSANOW, attributes)


def in_foreground(file_number: int) -> bool:
    """False while the terminal belongs to another process; True too if there is no terminal."""
    try:
        return os.tcgetpgrp(file_number) == os.getpgrp()
    except OSError:
        return True


def wait_for_foreground(file_number: int) -> None:
    """Let the system stop this process while the terminal belongs to another one."""
    with contextlib.suppress(termios.error):
        termios.tcsetattr(file_number, termios.TCSANOW, termios.tcgetattr(file_number))


@contextlib.contextmanager
def never_blocking(file_number: int, access: int) -> Iterator[int]:
    """Open a terminal a second time so that using it never blocks; other files stay as they are.

    Setting the given file to non-blocking would affect everyone who shares it, the shell too.
    """
    try:
        again = os.open(os.ttyname(file_number), access | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        yield file_number
        return
    try:
        yield again
    finally:
        os.close(again)
