"""Who rests costs nothing: no process of a class that is paused wakes more than once a second."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack

from helpers.processes import wakes
from helpers.program import ON_LINUX
from helpers.terminal import Terminal, terminal
from helpers.waiting import Patience

SECONDS = 2.0
OFTEN = 2.0
"""Times a second: a timer of one second, and what else may happen to a thread."""


@ON_LINUX
def test_a_class_that_rests_sleeps() -> None:
    name = f"rests{os.getpid()}"
    with ExitStack() as stack:
        alone = stack.enter_context(terminal())
        leads = stack.enter_context(terminal("--lead", name))
        leads.wait_for("0 here")
        follows = stack.enter_context(terminal("follow", name))
        leads.wait_for("1 here")
        for it in (alone, leads, follows):
            it.wait_for("paused")
            sleeps(it)
            assert 40 < it.resident < 80


def sleeps(it: Terminal) -> None:
    """Wait until it wakes seldom."""
    patience = Patience()
    while often(it) > OFTEN:
        patience.check(f"{it.process.args} wakes {often(it):.1f} times a second")


def often(it: Terminal) -> float:
    """Return how many times a second it wakes, while its terminal is read."""
    before, begun = wakes(it.process.pid), time.monotonic()
    while time.monotonic() < begun + SECONDS:
        it.read(SECONDS)
    return (wakes(it.process.pid) - before) / (time.monotonic() - begun)
