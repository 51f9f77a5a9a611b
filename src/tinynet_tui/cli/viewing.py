"""The options of whatever opens in a terminal, and whether there is one."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TextIO

from tinynet_tui.settings.settings import FPS, MAX_FPS
from tinynet_tui.worker.speed import AUTO, LADDER, by_name

from .parser import PROGRAM, UsageError, argument, whole_number


def add_viewing(parser: argparse.ArgumentParser) -> None:
    """Add the options of whatever opens in a terminal."""
    speeds = " ".join(speed.name for speed in LADDER)
    parser.add_argument(
        "--speed",
        metavar="RUNG",
        type=argument(by_name),
        default=AUTO,
        help=f"{speeds}: phases (p) or iterations a second (default {AUTO.name}: ever faster)",
    )
    parser.add_argument(
        "--fps",
        metavar="N",
        type=whole_number(1, MAX_FPS),
        help=f"how often a second the numbers change, 1 to {MAX_FPS} (default {FPS})",
    )
    parser.add_argument(
        "--no-mouse", action="store_true", help="leave the mouse to the terminal, to select text"
    )
    parser.add_argument(
        "--ascii",
        action="store_true",
        help="draw with ASCII characters only (default: if the locale has no others)",
    )
    parser.add_argument(
        "--settings", metavar="FILE", help="settings instead of your own: colours, keys, digits"
    )
    parser.add_argument(
        "--kiosk",
        action="store_true",
        help="for a guest: no file is read or written, nothing else is run, no settings",
    )


def require_terminal() -> None:
    """Raise UsageError without a terminal that can be drawn on."""
    by_ssh = "; over SSH, `ssh -t` gives one" if "SSH_CONNECTION" in os.environ else ""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout)):
        if not is_terminal(stream):
            raise UsageError(
                f"the trainer needs a terminal, and standard {name} is none{by_ssh}; "
                f"`{PROGRAM} train` trains without"
            )
    kind = os.environ.get("TERM", "")
    if kind in ("", "dumb", "unknown"):
        raise UsageError(
            f"the trainer needs a terminal it can draw on, and TERM is {kind or 'not set'}; "
            f"`{PROGRAM} train` trains without"
        )


def is_terminal(stream: TextIO | None) -> bool:
    """True when a stream is open and a terminal."""
    return stream is not None and stream.isatty()
