"""The program in a pseudo-terminal: its states, its ends, and what tests wait for."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from helpers.terminal import Terminal, terminal

SIZES = [(80, 24), (200, 60)]

TITLES = [
    *("tinynet", "input", "synapse 0", "layer 1", "synapse 1", "layer 2", "step 1/9"),
    *("l1_error", "delta", "log iterations", "l0[0,0]"),
]

FLAT_OUT = ("--play", "--speed", "max", "--iterations", "1000000000000")

LIMIT = 2.0
"""Seconds in which it ends, whatever it is doing, on an idle machine."""


@contextmanager
def opened(*arguments: str, size: tuple[int, int] = (80, 24), **options: Any) -> Iterator[Terminal]:
    """The program once its first screen is complete, including the graph."""
    with terminal(*arguments, size=size, **options) as it:
        it.wait_for("iteration", "┤", "? help")
        yield it


def fills(it: Terminal, columns: int, rows: int) -> bool:
    """True when frames fill every line between the first and the last."""
    first, *middle, last = it.text.split("\n")
    return bool(
        len(middle) == rows - 2
        and "iteration" in first
        and last.strip()
        and all(len(line) == columns and line[0] in "╭│╰" for line in middle)
        and all(line[-1] in "╮│╯" for line in middle)
    )


def trains(it: Terminal) -> None:
    """Wait until the screen shows that training goes on.

    A number read while it gains a digit may be larger than any that follows, so that it must
    change several times.
    """
    seen: set[int] = set()

    def changes() -> bool:
        seen.add(it.number_after("iteration"))
        return len(seen) > 3

    it.wait_until(changes, "training to go on")


STATES = {
    "paused": ((), "paused"),
    "playing flat out": (FLAT_OUT, "playing"),
    "going far": (("--at", "999999999"), "going to"),
}

ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux reports what a process has written and used"
)

FREEZES = """
import sys, time
from tinynet_tui.cli import main as cli
from tinynet_tui.ui.app.trainer_app import TrainerApp

leave = TrainerApp.exit

def freeze(self, *args, **options):
    leave(self, *args, **options)
    time.sleep(3600)

TrainerApp.exit = freeze
sys.exit(cli.main())
"""

ENDS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "q": (lambda it: it.send("q"), 0),
    "ctrl+c": (lambda it: it.send("\x03"), 0),
    "SIGTERM": (lambda it: it.signal(signal.SIGTERM), 143),
    "SIGHUP": (lambda it: it.signal(signal.SIGHUP), 129),
    "terminal gone": (lambda it: it.close(), 129),
}
