"""The sandbox of a kiosk: a guest's process can do no more than the trainer needs.

The app offers a guest nothing that reads, writes or runs anything (`ui.app.kiosk`). This module
cleans the environment before anything that reads it is imported. And if the app has overlooked
something, Python and the kernel refuse it.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

OPTION = "--kiosk"
PACKAGE = Path(__file__).parents[1]

KEPT = (
    *("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "COLORFGBG"),
    *("SSH_CONNECTION", "TMUX", "STY", "DVTM"),
)
"""Environment variables that drawing needs; none names a file, a module or a program."""
WEB_DRIVER = "textual.drivers.web_driver:WebDriver"
"""Textual's driver for a page in a browser."""
FROM_SERVER = {
    "TEXTUAL_DRIVER": re.compile(re.escape(WEB_DRIVER)),
    "TEXTUAL_COLOR_SYSTEM": re.compile("truecolor"),
    "COLUMNS": re.compile(r"[1-9]\d{0,3}", re.ASCII),
    "ROWS": re.compile(r"[1-9]\d{0,3}", re.ASCII),
}
"""What the server of a page sets, and the values that are kept."""
LOCALE = re.compile(r"LANG|LC_[A-Z]+")
LOCALE_NAME = re.compile(r"[A-Za-z0-9][\w.@-]*", re.ASCII)
"""A locale's name that is safe to put into a path, as gettext does."""

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
REACHES_OUT = ("os", "socket", "sqlite3", "subprocess")
"""Modules whose audit events are refused: they reach files, programs and the network."""
LISTS = ("os.listdir", "os.scandir")
HARMLESS = ("socket.__new__",)
"""The event loop wakes itself with a socket that is connected to nothing."""


def can_confine() -> bool:
    """True when the system has the limits that `confine` sets; Windows has none."""
    try:
        import resource  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True


def shut() -> None:
    """Remove what a guest may control from environment and module path; ignore ctrl+z.

    Call it before importing Textual and NumPy and before making an argument parser: all of them
    read the environment.
    """
    served = os.environ.get("TEXTUAL_DRIVER") == WEB_DRIVER
    for name, value in list(os.environ.items()):
        is_locale = LOCALE.fullmatch(name) and LOCALE_NAME.fullmatch(value)
        is_from_server = served and name in FROM_SERVER and FROM_SERVER[name].fullmatch(value)
        if not (name in KEPT or is_locale or is_from_server):
            del os.environ[name]
    if not sys.flags.safe_path and sys.path[:1] != [str(PACKAGE.parent)]:
        del sys.path[:1]  # the script's folder, or the one in which Python was started
    sys.dont_write_bytecode = True
    for number in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)


def confine() -> None:
    """Forbid running, connecting and writing, and reading anything but program files.

    Only the terminal may still be opened. Everything forbidden raises PermissionError, for good.
    """
    import resource

    os.chdir("/")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_guard((str(PACKAGE), *sys.path), _terminals()))


def _terminals() -> set[str]:
    """Return the names of the devices behind standard input, output and error."""
    names = set()
    for file_number in range(3):
        with suppress(OSError):
            names.add(os.ttyname(file_number))
    return names


def _guard(folders: tuple[str, ...], terminals: set[str]) -> Callable[[str, tuple[Any, ...]], None]:
    """Return an audit hook that lets files be read in these folders only."""
    roots = tuple(f"{os.path.realpath(folder)}{os.sep}" for folder in folders)

    def is_program_file(path: Any) -> bool:
        return f"{os.path.realpath(os.fsdecode(path))}{os.sep}".startswith(roots)

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            is_open_already = isinstance(path, int)
            if is_open_already or path in terminals:
                return
            allowed = not flags & WRITES and is_program_file(path)
        elif event in LISTS:
            allowed = arguments[0] is not None and is_program_file(arguments[0])
        else:
            allowed = event.partition(".")[0] not in REACHES_OUT or event in HARMLESS
        if not allowed:
            raise PermissionError(f"{event}: not in a kiosk")

    return guard
