"""The options of whatever opens in a terminal, and whether there is one."""

from __future__ import annotations

import os
import stat
import sys
from typing import TextIO

from tinynet_tui.settings.settings import FPS, MAX_FPS
from tinynet_tui.wire.drivers import draws_on_terminal, tells_kind
from tinynet_tui.wire.terminal_kind import DRIVER, in_browser
from tinynet_tui.worker.speed import AUTO, LADDER, by_name

from .parser import PROGRAM, Parser, UsageError, argument, file_name, naming, whole_number

OPENING = "opening and playing"
"""The group of the options for where to open and how to play."""
TERMINAL = "the terminal"
"""The group of the options for how it is shown, and to whom."""
VIEWING = ("speed", "fps", "no_mouse", "ascii", "settings", "kiosk")
"""The names of these options."""
SPEEDS = """\
A number alone is iterations a second. auto starts slowly and gets faster with each iteration. max
is as fast as the machine.
"""
KIOSK = """\
for guests: no files, scripts, settings or programs

A data file or a lecture named on the command line is still read, before the first screen.
"""


def add_viewing(parser: Parser) -> None:
    """Add the options of whatever opens in a terminal."""
    parser.group(OPENING).add_argument(
        "--speed",
        metavar="SPEED",
        type=argument(by_name),
        default=AUTO,
        help=f"steps or iterations a second: {' '.join(speed.name for speed in LADDER)} "
        f"(default {AUTO.name})\n\n{SPEEDS}",
    )
    parser.group(TERMINAL).add_argument(
        "--fps",
        metavar="N",
        type=whole_number(1, MAX_FPS),
        help=f"updates of the screen per second, 1 to {MAX_FPS} (default {FPS})",
    )
    add_terminal(parser)
    parser.group(TERMINAL).add_argument("--kiosk", action="store_true", help=KIOSK)


def add_terminal(parser: Parser) -> None:
    """Add the options of how anything is shown in a terminal."""
    terminal = parser.group(TERMINAL)
    terminal.add_argument(
        "--no-mouse",
        action="store_true",
        help="ignore the mouse, so that the terminal can select text",
    )
    terminal.add_argument(
        "--ascii",
        action="store_true",
        help="draw with ASCII only (default where there is no UTF-8)",
    )
    terminal.add_argument(
        "--settings",
        metavar="FILE",
        type=file_name,
        help="read settings from this file (default your own)",
    )


def require_terminal() -> None:
    """Raise UsageError without a terminal that can be drawn on, if the driver draws on one."""
    with naming(DRIVER):
        if not draws_on_terminal(os.environ):
            if in_browser(os.environ) and not is_pipe(sys.stdin):
                raise UsageError(f"{DRIVER} is that of a web page; `{PROGRAM} serve` opens one")
            return
    for name, stream in (("input", sys.stdin), ("output", sys.stdout)):
        if not is_terminal(stream):
            raise _needs_terminal(f"standard {name} is none")
    kind = os.environ.get("TERM", "")
    if kind in ("", "dumb", "unknown") and tells_kind(os.environ):
        raise _needs_terminal(f"TERM is {kind or 'not set'}")


def _needs_terminal(reason: str) -> UsageError:
    """Return the error that says what the program is, and where to go on without a terminal."""
    by_ssh = "`ssh -t` or " if "SSH_CONNECTION" in os.environ else ""
    return UsageError(
        f"it shows a network learning and needs a terminal; {reason}. "
        f"Try {by_ssh}`{PROGRAM} train` (it prints), or `{PROGRAM} --help`"
    )


def is_pipe(stream: TextIO | None) -> bool:
    """True when a stream is open and comes from another program."""
    mode = 0 if stream is None else os.fstat(stream.fileno()).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def is_terminal(stream: TextIO | None) -> bool:
    """True when a stream is open and a terminal."""
    return stream is not None and stream.isatty()
