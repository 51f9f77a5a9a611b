"""What a class costs the host: nothing while it rests; and the lecturer goes first."""

from __future__ import annotations

import os
import shlex
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from helpers.processes import wakes
from helpers.program import ON_LINUX
from helpers.terminal import PROGRAM, Terminal, terminal
from helpers.waiting import Patience
from tinynet_tui.support.giving_way import NICENESS, SESSION

SECONDS = 2.0
OFTEN = 2.0
"""Times a second: a timer of one second, and what else may happen to a thread."""
BY_THE_CLOCK = 9.0
"""Where a clock is painted each second: the threads that paint, write and read the answer."""


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
        speaks = stack.enter_context(terminal("speaker", name))
        speaks.wait_for("1 here")
        sleeps(speaks, BY_THE_CLOCK)


def sleeps(it: Terminal, most: float = OFTEN) -> None:
    """Wait until it wakes seldom."""
    patience = Patience()
    while often(it) > most:
        patience.check(f"{it.process.args} wakes {often(it):.1f} times a second")


def often(it: Terminal) -> float:
    """Return how many times a second it wakes, while its terminal is read."""
    before, begun = wakes(it.process.pid), time.monotonic()
    while time.monotonic() < begun + SECONDS:
        it.read(SECONDS)
    return (wakes(it.process.pid) - before) / (time.monotonic() - begun)


def session(it: Terminal) -> str:
    """Return how nice a terminal's session is."""
    return Path(SESSION.replace("self", str(it.process.pid))).read_text().split()[-1]


@pytest.mark.skipif(not Path(SESSION).exists(), reason="this system's sessions have no niceness")
def test_who_follows_lets_the_lecturer_go_first_until_the_end() -> None:
    name = f"first{os.getpid()}"
    follow = f"{shlex.join(PROGRAM)} follow {name}; echo left; read _"
    with (
        terminal("--lead", name) as leads,
        terminal(program=("sh", "-c", follow)) as follows,
    ):
        leads.wait_for("1 here")
        follows.wait_for("following")
        follows.wait_until(lambda: session(follows) == str(NICENESS), "a nice session")
        assert session(leads) == "0"
        follows.send("q")
        follows.wait_for("left")
        assert session(follows) == "0"
