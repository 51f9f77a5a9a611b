"""The program in a pseudo-terminal: send keys, read the screen, see how it ends."""

from __future__ import annotations

import os
import re
import resource
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pexpect
import pyte

from helpers.waiting import DEADLINE, Patience

NO_SETTINGS = str(Path(__file__).with_name("no-settings"))
"""A folder that does not exist, so that the program does not find the developer's settings."""

_STATE = TemporaryDirectory(prefix="tinynet-state-")
STATE = _STATE.name
"""A folder for the last session, instead of the developer's own."""

PROGRAM = (sys.executable, "-m", "tinynet_tui")

LINE_WRAP, CURSOR, ALTERNATE_SCREEN = 7, 25, 1049
MOUSE = frozenset({1000, 1002, 1003, 1005, 1006, 1015, 1016})

PROBE, RECOVERY = b"\x1b[6n", b"\x1b[5n"
ANSWERS = {PROBE: b"\x1b[1;1R", RECOVERY: b"\x1b[0n"}
_QUESTION = re.compile(rb"\x1b\[[56]n")

_MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][\d;]*[a-zA-Z]|\x1b\[\?[\d;]*\$p")
_INCOMPLETE = re.compile(rb"\x1b(\[[^@-~]*)?\Z")


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """This process's environment with true colours and changes; None removes a variable."""
    whole: dict[str, str | None] = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": NO_SETTINGS,
        "XDG_STATE_HOME": STATE,
        **dict.fromkeys(("NO_COLOR", "COLUMNS", "LINES", "COLORFGBG", "STY", "DVTM")),
        **(changes or {}),
    }
    return {name: value for name, value in whole.items() if value is not None}


class Emulator(pyte.Screen):
    """A pyte screen with an alternate screen."""

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

    @property
    def text(self) -> str:
        """The screen's text; pyte's own `display` fails on half a wide character."""
        rows = (self.buffer[row] for row in range(self.lines))
        return "\n".join("".join(row[at].data for at in range(self.columns)) for row in rows)


class Terminal:
    """A program in its own pseudo-terminal, and what its screen shows."""

    def __init__(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        program: Sequence[str] = PROGRAM,
        changes: Mapping[str, str | None] | None = None,
        answers: bool = True,
    ) -> None:
        """Start the program; `size` is (columns, rows), `changes` are made to the environment."""
        columns, rows = size
        self.screen = Emulator(columns, rows)
        self.answers = answers
        """True when the terminal answers questions for its cursor's position."""
        self.unanswered = 0
        """How many of these questions were not answered."""
        self.at_once = 1 << 16
        """The most bytes read at a time."""
        self._stream = pyte.ByteStream(self.screen)
        self._unfed = self._tail = b""
        self._fed = self._is_left = False
        """True when the last data received went to the screen; when no program has it open."""
        command, *rest = self.command = [*program, *arguments]
        self.process: Any = pexpect.spawn(
            command,
            rest,
            dimensions=(rows, columns),
            env=environment(changes),
            # Even if the tests were started with nohup.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )
        self.process.delaybeforesend = None
        self._attributes = termios.tcgetattr(self.process.child_fd)
        self.received = bytearray()
        """Everything that the program has sent."""

    # Output of the program.

    def drain(self, seconds: float) -> bytes:
        """Return what arrives in one read within some seconds, without showing it."""
        data = self._receive(seconds)
        if data and self._fed:  # a sequence cut off here is not continued later
            self._unfed, self._fed = b"", False
            self._stream = pyte.ByteStream(self.screen)
        return data

    def _receive(self, seconds: float) -> bytes:
        if not select.select([self.process.child_fd], [], [], max(0.0, seconds))[0]:
            return b""
        try:
            data = os.read(self.process.child_fd, self.at_once)
        except OSError:  # on Linux: no program has the terminal open any more
            self._is_left = True
            return b""
        self._answer(data)
        return data

    def _answer(self, data: bytes) -> None:
        """Answer questions for the cursor's position and the terminal's status."""
        seen = self._tail + data
        answers = b"".join(ANSWERS[question] for question in _QUESTION.findall(seen))
        self._tail = seen[1 - len(PROBE) :]
        if not self.answers:
            self.unanswered += answers.count(b"R")
        elif answers:
            with suppress(OSError):
                os.write(self.process.child_fd, answers)

    def read(self, seconds: float) -> bytes:
        """Show what arrives in one read within some seconds, and return it."""
        data = self._receive(seconds)
        if not data:
            return data
        self.received += data
        self._fed = True
        self._unfed += data
        cut = _INCOMPLETE.search(self._unfed)
        end = cut.start() if cut else len(self._unfed)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", self._unfed[:end]))
        self._unfed = self._unfed[end:]
        return data

    @property
    def text(self) -> str:
        return self.screen.text

    @property
    def switches(self) -> list[tuple[int, bool]]:
        """All changes of the terminal's private modes, on or off, in order."""
        return [
            (int(mode), switch == b"h")
            for modes, switch in _MODES.findall(bytes(self.received))
            for mode in modes.split(b";")
        ]

    def number_after(self, word: str) -> int:
        """The whole number after a word on the screen; -1 if there is none."""
        found = re.search(rf"\b{word} (\d[\d,]*)", self.text)
        return int(found[1].replace(",", "")) if found else -1

    # Waiting.

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        """Read until a condition holds, and meanwhile what comes in the other open terminals.

        As in life: what is read in one only now and then stops halfway through a frame, and its
        program, which waits until the frame has arrived, seems to hang.
        """
        patience = Patience()
        while not condition():
            alive = self.process.isalive()
            if not self._read_among_others(0.05):
                assert alive, f"it ended before {what}:\n{self._screens}"
            patience.check(lambda: f"in vain for {what}:\n{self._screens}")

    def _read_among_others(self, seconds: float) -> bytes:
        others = [one for one in _OPEN if one is not self and one.is_open]
        fds = [one.process.child_fd for one in (self, *others)]
        ready = select.select(fds, [], [], seconds)[0]
        for one in others:
            if one.process.child_fd in ready:
                one.read(0.0)
        return self.read(0.0)

    @property
    def is_open(self) -> bool:
        """True until it is closed or no program has it open any more."""
        return not (self._is_left or self.process.ptyproc.fileobj.closed)

    @property
    def _screens(self) -> str:
        """Its screen, and those of the other open terminals."""
        others = [one for one in _OPEN if one is not self]
        return "\n".join([self.text, *(f"--- {one.command}:\n{one.text}" for one in others)])

    def wait_for(self, *texts: str) -> None:
        """Read until the screen shows all these texts."""
        self.wait_until(lambda: all(text in self.text for text in texts), " and ".join(texts))

    def wait_for_quiet(self, seconds: float = 0.5) -> None:
        """Read until nothing has come for so long."""
        patience = Patience()
        while self.read(seconds):
            patience.check("it never fell quiet")

    def wait_for_end(self, *, reading: bool = True) -> int:
        """Wait until the process is gone; return its status, as a shell tells it."""
        patience = Patience()
        while self.process.isalive():
            patience.check(lambda: f"it did not end:\n{self._screens}")
            if not (reading and self.read(0.01)):
                time.sleep(0.01)
        while reading and self.read(0.0):
            pass
        if self.process.signalstatus is not None:
            return 128 + int(self.process.signalstatus)
        return int(self.process.exitstatus)

    def wait_until_stuck(self) -> None:
        """Wait until the program has written nothing for a second; reads nothing."""
        self._wait_until_still(lambda: self.written, 50, "it goes on writing")

    def wait_until_idle(self) -> None:
        """Wait until the program has had nothing to do for half a second; reads nothing."""
        self._wait_until_still(lambda: None if self.works else self.ticks, 25, "it goes on working")

    def _wait_until_still(
        self, count: Callable[[], int | None], readings: int, if_not: str
    ) -> None:
        """Wait until there is a count and it has stayed the same for some readings, 20 ms apart.

        Readings are counted, not time: the test itself may not get to run for a while.
        """
        patience = Patience()
        before, same = count(), 0
        while same < readings:
            patience.check(if_not)
            time.sleep(0.02)
            now = count()
            before, same = now, same + 1 if now == before is not None else 0

    @property
    def written(self) -> int:
        """Bytes that the program has written, according to Linux."""
        lines = Path(f"/proc/{self.process.pid}/io").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("wchar"))

    @property
    def works(self) -> bool:
        """True when a thread of the program runs, or would if it got a processor."""
        for file in Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            with suppress(OSError):  # the thread has ended
                if file.read_text().rpartition(")")[2].split()[0] == "R":
                    return True
        return False

    @property
    def ticks(self) -> int:
        """The processor time that the program has used, in Linux's clock ticks."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    @property
    def resident(self) -> float:
        """The program's resident memory in megabytes, according to Linux."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6

    # Input and other influences.

    def send(self, keys: str) -> None:
        self.process.send(keys)

    def signal(self, number: signal.Signals) -> None:
        self.process.kill(number)

    def resize(self, columns: int, rows: int) -> None:
        """Resize the terminal and clear its screen."""
        self.screen.resize(rows, columns)
        self.screen.buffer.clear()
        self.process.setwinsize(rows, columns)

    def close(self) -> None:
        self.process.ptyproc.fileobj.close()

    def assert_restored(self) -> None:
        """Check that all modes are reset and the terminal's attributes are unchanged."""
        off = {mode: on for mode, on in self.switches if mode not in (LINE_WRAP, CURSOR)}
        assert not any(off.values()), f"left on: {off}"
        assert all(dict(self.switches).get(mode, True) for mode in (LINE_WRAP, CURSOR))
        assert termios.tcgetattr(self.process.child_fd) == self._attributes

    def destroy(self) -> None:
        """Kill the process if it has not ended, and close the terminal."""
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
            self.process.wait()
        if not self.process.ptyproc.fileobj.closed:
            self.close()


_OPEN: list[Terminal] = []
"""The terminals that tests have open now."""


@contextmanager
def terminal(
    *arguments: str,
    size: tuple[int, int] = (80, 24),
    program: Sequence[str] = PROGRAM,
    changes: Mapping[str, str | None] | None = None,
    answers: bool = True,
) -> Iterator[Terminal]:
    """The program in a terminal; the process never outlives the block."""
    opened = Terminal(*arguments, size=size, program=program, changes=changes, answers=answers)
    _OPEN.append(opened)
    try:
        yield opened
    finally:
        _OPEN.remove(opened)
        opened.destroy()


class Tmux:
    """A separate tmux server with one window of 80×24."""

    def __init__(self, folder: Path, command: str) -> None:
        """Run a shell command in it; its socket goes into a folder."""
        self._environment = environment(
            {"TMUX": None, "TMUX_TMPDIR": str(folder), "SHELL": "/bin/sh"}
        )
        self.run("new-session", "-d", "-x", "80", "-y", "24", command)

    def run(self, *arguments: str) -> str:
        """Run a tmux command and return its output."""
        return subprocess.run(
            ["tmux", "-f", "/dev/null", *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=self._environment,
            timeout=DEADLINE,
        ).stdout

    def wait_for(self, *texts: str) -> None:
        """Return when the window shows all these texts."""
        patience = Patience()
        while not all(text in (seen := self.run("capture-pane", "-p")) for text in texts):
            patience.check(f"in vain for {' and '.join(texts)}:\n{seen}")
            time.sleep(0.05)
