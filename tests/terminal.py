"""A pseudo-terminal with the program in it: send keys, look at the screen, see how it ends."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pexpect
import pyte

DEADLINE = 30.0
"""Seconds after which something that should happen has not happened, on the slowest machine."""

PROGRAM = (sys.executable, "-m", "tinynet_tui")

ALTERNATE_SCREEN, CURSOR, BRACKETED_PASTE = 1049, 25, 2004
MOUSE = frozenset({1000, 1002, 1003, 1006, 1015, 1016})

_MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][\d;]*[a-zA-Z]|\x1b\[\?[\d;]*\$p")


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """This process's environment, in a terminal of true colours, with changes; None removes."""
    whole: dict[str, str | None] = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "NO_COLOR": None,
        **(changes or {}),
    }
    return {name: value for name, value in whole.items() if value is not None}


class Emulator(pyte.Screen):  # type: ignore[misc]
    """A pyte screen with the second screen that full-screen programs switch to."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self._first: dict[int, Any] = {}

    def set_mode(self, *modes: int, **options: Any) -> None:
        if options.get("private") and ALTERNATE_SCREEN in modes:
            self._first = dict(self.buffer)
            self.buffer.clear()
        super().set_mode(*modes, **options)

    def reset_mode(self, *modes: int, **options: Any) -> None:
        if options.get("private") and ALTERNATE_SCREEN in modes:
            self.buffer.clear()
            self.buffer.update(self._first)
            self.cursor_position()
        super().reset_mode(*modes, **options)


class Terminal:
    """A program in a pseudo-terminal of its own, and what stands on its screen."""

    def __init__(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        program: Sequence[str] = PROGRAM,
        changes: Mapping[str, str | None] | None = None,
    ) -> None:
        """Start the program; `size` is columns and rows, `changes` are to the environment."""
        columns, rows = size
        self.screen = Emulator(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        command, *rest = [*program, *arguments]
        self.process = pexpect.spawn(
            command, rest, dimensions=(rows, columns), env=environment(changes), timeout=DEADLINE
        )
        self._attributes = termios.tcgetattr(self.fd)
        self.received = b""
        """Everything that the program has sent."""
        self.modes: dict[int, bool] = {}
        """The terminal's private modes that have been switched, and whether they are on."""
        self.ever_on: set[int] = set()
        """Those that have ever been switched on."""

    @property
    def fd(self) -> int:
        """The terminal's end of the line."""
        return int(self.process.child_fd)

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self.process.pid)

    # What the program sends.

    def read(self, seconds: float) -> bytes:
        """What arrives in one go within so many seconds; nothing if nothing does."""
        if not select.select([self.fd], [], [], max(0.0, seconds))[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:  # how Linux says that there is no program any more
            return b""
        self.received += data
        for numbers, switch in _MODES.findall(data):
            for mode in map(int, numbers.split(b";")):
                self.modes[mode] = switch == b"h"
                self.ever_on |= {mode} if switch == b"h" else set()
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        return data

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        return list(self.screen.display)

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def wait_until(self, condition: Callable[[], object], what: str = "") -> None:
        """Read until a condition holds."""
        until = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < until, f"{what or 'it'} did not happen:\n{self.text}"
            self.read(0.05)

    def wait_for(self, *texts: str) -> None:
        """Read until the screen shows all these texts."""
        self.wait_until(lambda: all(text in self.text for text in texts), f"{texts}")

    def number_after(self, word: str) -> int:
        """The whole number that the screen shows behind a word, -1 if none."""
        found = re.search(rf"{word} ([\d,]+)", self.text)
        return int(found[1].replace(",", "")) if found else -1

    @property
    def iteration(self) -> int:
        """The iteration that the status line shows."""
        return self.number_after("iteration")

    def fall_quiet(self, seconds: float = 0.5) -> None:
        """Read until nothing has come for so long."""
        until = time.monotonic() + DEADLINE
        while self.read(seconds):
            assert time.monotonic() < until, "it never fell quiet"

    # What is done to it.

    def send(self, keys: str) -> None:
        """Type."""
        self.process.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, with all of its screen still to be painted."""
        self.screen.resize(rows, columns)
        self.screen.erase_in_display(2)
        self.process.setwinsize(rows, columns)

    def close(self) -> None:
        """Take the terminal away."""
        self.process.ptyproc.fileobj.close()

    # How it ends.

    def wait_for_end(self, *, reading: bool = True) -> int:
        """Wait until the process is gone; return its status, as a shell tells it."""
        until = time.monotonic() + DEADLINE
        while self.process.isalive():
            assert time.monotonic() < until, f"it did not end:\n{self.text}"
            if reading:
                self.read(0.01)
            else:
                time.sleep(0.01)
        while reading and self.read(0.0):
            pass
        if self.process.signalstatus is not None:
            return 128 + int(self.process.signalstatus)
        return int(self.process.exitstatus)

    def assert_restored(self) -> None:
        """Nothing that was switched on is still on, and the line discipline is as before."""
        on = {mode for mode, is_on in self.modes.items() if is_on}
        assert on <= {CURSOR, 7}, f"modes left on: {on}"
        assert self.modes.get(CURSOR, True), "the cursor is hidden"
        assert termios.tcgetattr(self.fd) == self._attributes, "the terminal's attributes differ"

    def destroy(self) -> None:
        """End the process if it has not."""
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
            self.process.wait()
        if not self.process.ptyproc.fileobj.closed:
            self.close()


@contextmanager
def terminal(
    *arguments: str,
    size: tuple[int, int] = (80, 24),
    program: Sequence[str] = PROGRAM,
    changes: Mapping[str, str | None] | None = None,
) -> Iterator[Terminal]:
    """The program in a terminal; whatever happens, the process does not outlive the block."""
    opened = Terminal(*arguments, size=size, program=program, changes=changes)
    try:
        yield opened
    finally:
        opened.destroy()
