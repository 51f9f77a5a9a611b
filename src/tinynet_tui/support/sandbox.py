"""A kiosk: what a process can do for a guest, made so small that the trainer just fits in.

The app offers nothing that reads, writes or runs anything; `ui.kiosk_app` sees to that. Here are
the environment, before anything that reads it is imported, and the walls behind the app: should
something in it be overlooked, Python and the kernel refuse what it asks for.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

OPTION = "--kiosk"
PACKAGE = Path(__file__).parents[1]

KEPT = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "SSH_CONNECTION", "TMUX")
"""What the screen is drawn by, and nothing that names a file, a module or a program."""
LOCALE = re.compile(r"LANG|LC_[A-Z]+")
LOCALE_NAME = re.compile(r"[A-Za-z0-9][\w.@-]*", re.ASCII)
"""A locale's; gettext makes a path of it."""

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
REACHES_OUT = ("os", "socket", "sqlite3", "subprocess")
"""Whose audit events are refused: all by which one gets at files, programs or the network."""
LISTS = ("os.listdir", "os.scandir")
HARMLESS = ("socket.__new__",)
"""What the event loop wakes itself with; it is connected to nothing."""


def shut() -> None:
    """Forget what a guest may have put into the environment or a folder; do not stop at ctrl+z.

    Call it before Textual and NumPy are imported and a parser of arguments is made: they read it.
    """
    for name, value in list(os.environ.items()):
        is_locale = LOCALE.fullmatch(name) and LOCALE_NAME.fullmatch(value)
        if not (name in KEPT or is_locale):
            del os.environ[name]
    if not sys.flags.safe_path and sys.path[:1] != [str(PACKAGE.parent)]:
        del sys.path[:1]  # the folder of the script, or in which Python was started
    sys.dont_write_bytecode = True
    _stay()


def _stay() -> None:
    """Ignore what a terminal stops a process by, or has it dump its memory."""
    for number in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)


def confine() -> None:
    """Refuse for good to run, connect and write anything, and to read what is not program text.

    Only the terminal may be opened all the same. What is refused raises PermissionError where it
    is tried.
    """
    os.chdir("/")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_guard((str(PACKAGE), *sys.path), _terminals()))


def _terminals() -> set[str]:
    """Return the device behind standard input, output and error, if it has a name."""
    names = set()
    for file_number in range(3):
        with suppress(OSError):
            names.add(os.ttyname(file_number))
    return names


def _guard(folders: tuple[str, ...], terminals: set[str]) -> Callable[[str, tuple[Any, ...]], None]:
    """Return what looks at every audit event; files are read in these folders only."""
    roots = tuple(f"{os.path.realpath(folder)}{os.sep}" for folder in folders)

    def is_program_text(path: Any) -> bool:
        return f"{os.path.realpath(os.fsdecode(path))}{os.sep}".startswith(roots)

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            is_open_already = isinstance(path, int)
            if is_open_already or path in terminals:
                return
            allowed = not flags & WRITES and is_program_text(path)
        elif event in LISTS:
            allowed = arguments[0] is not None and is_program_text(arguments[0])
        else:
            allowed = event.partition(".")[0] not in REACHES_OUT or event in HARMLESS
        if not allowed:
            raise PermissionError(f"{event}: not in a kiosk")

    return guard
