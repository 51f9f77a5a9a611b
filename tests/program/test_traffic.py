"""A terminal that nobody reads, lies or is gone: the real program survives it or ends."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from helpers.program import FLAT_OUT, FREEZES, LIMIT, ON_LINUX, STATES, fills, opened
from helpers.terminal import PROGRAM, terminal
from helpers.waiting import Patience, seconds_here
from tinynet_tui.wire.driver import Driver

KERNEL = 64 * 1024
"""Bytes, at least as many as the system buffers for a terminal that nobody reads."""


# A terminal that nobody reads.


@ON_LINUX
@pytest.mark.parametrize("key", ["q", "\x03"])
def test_it_can_be_quit_when_nobody_reads_and_leaves_nothing_behind(key: str) -> None:
    with terminal(*FLAT_OUT, "--fps", "60") as it:
        it.wait_for("playing")
        it.wait_until_stuck()
        begun = time.monotonic()
        it.send(key)
        assert it.wait_for_end(reading=False) == 0
        assert time.monotonic() - begun < seconds_here(LIMIT)
        it.answers = False  # the last frame, unread, asked for the cursor; that is not taken back
        while it.read(0.0):
            pass
        it.assert_restored()
        assert it.text.strip() == ""


@ON_LINUX
def test_frames_that_nobody_reads_are_skipped_and_the_latest_is_shown() -> None:
    with terminal(*FLAT_OUT, "--fps", "60") as it:
        it.wait_for("playing")
        it.wait_until_stuck()
        it.send(" ")
        it.wait_until_idle()
        before = len(it.received)
        it.wait_for("paused")
        it.wait_for_quiet()
        assert len(it.received) - before < KERNEL
        shown = it.number_after("iteration")
        it.send("N")
        it.wait_until(lambda: it.number_after("iteration") == shown + 1, "the next iteration")
        it.wait_until(partial(fills, it, 80, 24), "a whole screen")


@ON_LINUX
def test_unread_output_is_bounded_and_the_screen_is_whole_afterwards() -> None:
    with opened() as it:
        it.send("?" * 200)  # the help opens and closes
        it.wait_until_idle()
        it.send("N")
        it.wait_until_idle()
        before = len(it.received)
        it.wait_for("iteration 1 ", "l1_delta", "? help")
        it.wait_for_quiet()
        assert len(it.received) - before < KERNEL
        assert "esc closes" not in it.text
        assert fills(it, 80, 24)


# A terminal that is gone.

IGNORES_HANGUP = """
trap '' HUP
"$0" "$@"
status=$?
echo $status > "$STATUS"
"""
"""A shell that leads the session and ignores SIGHUP, so that the program never gets it."""


@pytest.mark.parametrize("state", STATES)
def test_it_notices_by_itself_that_the_terminal_is_gone(state: str, tmp_path: Path) -> None:
    arguments, word = STATES[state]
    status = tmp_path / "status"
    shell = ["/bin/sh", "-c", IGNORES_HANGUP, *PROGRAM]
    with terminal(*arguments, program=shell, changes={"STATUS": str(status)}) as it:
        it.wait_for("iteration", word)
        try:
            begun = time.monotonic()
            it.close()
            it.wait_for_end(reading=False)
            assert time.monotonic() - begun < seconds_here(LIMIT)
            assert status.read_text() == "129\n"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(it.process.pid, signal.SIGKILL)


@contextmanager
def another_terminal() -> Iterator[tuple[int, str]]:
    """A second pseudo-terminal: the emulator's end, and its name."""
    emulator, side = os.openpty()
    try:
        yield emulator, os.ttyname(side)
    finally:
        os.close(side)
        with suppress(OSError):
            os.close(emulator)


def read_until(emulator: int, text: bytes) -> None:
    patience = Patience()
    data = b""
    while text not in data:
        patience.check(f"in vain for {text!r}")
        if select.select([emulator], [], [], 0.05)[0]:
            data += os.read(emulator, 1 << 16)


def test_it_ends_when_only_the_input_is_gone() -> None:
    with another_terminal() as (emulator, name):
        shell = ["/bin/sh", "-c", 'exec "$0" "$@" <"$OTHER"', *PROGRAM]
        with terminal(program=shell, changes={"OTHER": name}) as it:
            it.wait_for("paused")
            begun = time.monotonic()
            os.close(emulator)
            assert it.wait_for_end() == 129
            assert time.monotonic() - begun < seconds_here(LIMIT)
            it.assert_restored()
            assert it.text.strip() == ""


def test_it_ends_when_only_the_output_is_gone() -> None:
    with another_terminal() as (emulator, name):
        shell = ["/bin/sh", "-c", 'exec "$0" "$@" >"$OTHER" 2>&1', *PROGRAM]
        with terminal(program=shell, changes={"OTHER": name}) as it:
            read_until(emulator, b"paused")
            os.close(emulator)
            begun = time.monotonic()
            it.send("N")  # the program notices when it writes
            assert it.wait_for_end() == 129
            assert time.monotonic() - begun < seconds_here(LIMIT)
            it.assert_restored()


def test_sigcont_without_a_stop_does_no_harm() -> None:
    # The kernel also sends SIGCONT with SIGHUP.
    with opened() as it:
        it.signal(signal.SIGCONT)
        it.send("N")
        it.wait_for("iteration 1 ")
        it.wait_until(partial(fills, it, 80, 24), "a whole screen")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()
        assert it.text.strip() == ""


WAITS_WITHOUT_READING = """
import os, sys, time
from pathlib import Path
from tinynet_tui.cli import main as cli
from tinynet_tui.wire.driver import Driver
from tinynet_tui.wire.reading import Ending

folder, where = Path(sys.argv.pop(1)), sys.argv.pop(1)
of = {"clear": Ending, "start_application_mode": Driver}[where]
go_on = getattr(of, where)
calls = 0

def wait_and_go_on(self):
    global calls
    calls += 1
    if calls == (1 if of is Ending else 2):
        (folder / "waits").touch()
        while not (folder / "typed").exists():
            time.sleep(0.01)
    go_on(self)

setattr(of, where, wait_and_go_on)
sys.exit(cli.main())
"""


@pytest.mark.parametrize("where", ["clear", "start_application_mode"])
def test_what_is_typed_as_it_takes_the_terminal_again_is_not_lost(
    where: str, tmp_path: Path
) -> None:
    program = [sys.executable, "-c", WAITS_WITHOUT_READING, str(tmp_path), where]
    with opened(program=program) as it:
        it.signal(signal.SIGCONT)
        it.wait_until((tmp_path / "waits").exists, "nobody to read what is typed")
        it.send("N")
        (tmp_path / "typed").touch()
        it.wait_for("iteration 1 ")
        it.wait_until(partial(fills, it, 80, 24), "a whole screen")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()
        assert it.text.strip() == ""


@pytest.mark.parametrize("arguments", [(), FLAT_OUT])
def test_an_end_that_hangs_is_forced_and_the_terminal_restored(arguments: tuple[str, ...]) -> None:
    with terminal(*arguments, program=[sys.executable, "-c", FREEZES]) as it:
        it.wait_for("iteration", "? help")
        it.send("q")
        assert it.wait_for_end() == 1
        it.assert_restored()
        assert it.text.strip() == ""


# A terminal that has another size, or claims to.


@pytest.mark.quick
def test_a_size_in_the_environment_is_ignored() -> None:
    with opened(changes={"COLUMNS": "60", "LINES": "20"}) as it:
        it.wait_until(partial(fills, it, 80, 24), "the terminal's size")
        it.resize(100, 30)
        it.wait_until(partial(fills, it, 100, 30), "the new size")


RESIZED_MEANWHILE = """
import os, sys, termios
from tinynet_tui.cli import main as cli

ask = os.get_terminal_size

def asked(*descriptor):
    size = ask(*descriptor)
    if size.columns == 90:
        termios.tcsetwinsize(1, (30, 100))
    return size

os.get_terminal_size = asked
sys.exit(cli.main())
"""


def test_a_resize_while_another_is_handled_takes_effect() -> None:
    with opened(program=[sys.executable, "-c", RESIZED_MEANWHILE]) as it:
        it.screen.resize(30, 100)
        it.screen.buffer.clear()
        it.process.setwinsize(30, 90)
        it.wait_until(partial(fills, it, 100, 30), "the last size")


FORGED = [
    "\x1b[48;24;80;0;0t",
    "\x1b[48;24;80;480;800t",
    "\x1b[48;24;80;0;0t\x1b[<35;10;10M",
    "\x1b[48;0;0;0;0t\x1b[<35;10;10M",
    "\x1b[48;99999;99999;0;0t",
    f"\x1b[<35;{'9' * 400};10M",
    "\x1b[?2048;1$y",
    "\x1b[?2048;2$y",
]


@pytest.mark.parametrize("junk", FORGED)
def test_a_typed_size_is_ignored(junk: str) -> None:
    with opened() as it:
        it.send(junk)
        it.send("N")
        it.wait_for("iteration 1 ")
        it.resize(100, 30)
        it.wait_until(partial(fills, it, 100, 30), "the true size")
        lines = it.text.split("\n")
        line = next(row for row, text in enumerate(lines, 1) if text.startswith("│e2 1 "))
        it.send(f"\x1b[<0;5;{line}M\x1b[<0;5;{line}m")
        it.wait_for("l0[2,")
        begun = time.monotonic()
        it.send("q")
        assert it.wait_for_end() == 0
        assert time.monotonic() - begun < seconds_here(LIMIT)
        it.assert_restored()
        assert it.text.strip() == ""
        assert {1016, 2048}.isdisjoint(mode for mode, _ in it.switches)


@pytest.mark.quick
def test_textual_has_what_is_overridden_and_used() -> None:
    """Textual does not promise these names; if one has changed, look into wire/."""
    for name in ("run_input_thread", "_get_terminal_size", "_query_in_band_window_resize"):
        assert hasattr(LinuxDriver, name) and getattr(Driver, name) is not getattr(
            LinuxDriver, name
        )
    parser = XTermParser()
    assert parser.mouse_pixels is False
    assert [type(message).__name__ for message in parser.feed("q")] == ["Key"]
    assert list(parser.tick()) == []
