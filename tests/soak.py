"""An hour's use in minutes: `python tests/soak.py [--events 100000] [--seed 1] [--kiosk]`.

Random keys, mouse events and resizes in a real terminal while the network trains. From time to time
a key must be answered, memory must stay flat, and at the end the run must be where the commands
lead, with the numbers of a straight run to the last bit.
"""

from __future__ import annotations

import argparse
import os
import pickle
import re
import shlex
import sys
import time
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from signal import SIGTERM
from tempfile import TemporaryDirectory
from typing import Any

from helpers.storm import ESCAPE, PASTE_ENDS, Event, event
from helpers.straight import follow
from helpers.terminal import Terminal, terminal
from helpers.waiting import DEADLINE
from tinynet_tui.experiment.experiment import Experiment

APP = Path(__file__).with_name("helpers") / "soak_app.py"
EVENTS_A_PROBE = 50
WARM_UP, FLAT, MANY = 0.5, 0.1, 10_000
"""After the first share of the events, memory must grow by less than the second, if there are many.

Until then it may grow: up to twenty past runs of 60,000 iterations are kept.
"""
LEAVE = PASTE_ENDS + ESCAPE * 8
"""Ends an open paste, closes all dialogs and cancels the current job."""


@dataclass
class Report:
    """The results of a soak."""

    events: int
    seconds: float = 0.0
    commands: int = 0
    slowest: float = 0.0
    """The longest probe in seconds, including all events sent before it."""
    resident: list[float] = field(default_factory=list)
    """Megabytes of memory at each probe."""

    @property
    def growth(self) -> float:
        """Megabytes gained after the warm-up."""
        return self.resident[-1] - self.resident[int(WARM_UP * len(self.resident))]

    def __str__(self) -> str:
        return (
            f"{self.events:,} events, {self.commands:,} commands, {self.seconds:.0f} s; "
            f"slowest probe {self.slowest:.1f} s; resident {self.resident[0]:.0f} MB at first, "
            f"{self.resident[-1] - self.growth:.0f} warm, {self.resident[-1]:.0f} at the end"
        )


class Soak:
    """Sends random events to the program in a terminal, and probes it."""

    def __init__(self, seed: int, it: Terminal, report: Report) -> None:
        self._seed, self._it, self._report = seed, it, report
        self._size = (80, 24)
        self._last: deque[tuple[int, Event]] = deque(maxlen=EVENTS_A_PROBE)

    def send_events(self, numbers: range, *, progress: bool) -> None:
        """Send the events of these numbers; an AssertionError lists the last ones."""
        begun = time.monotonic()
        try:
            for number in numbers:
                self._send(number)
                if (number + 1) % EVENTS_A_PROBE == 0:
                    self.probe()
                    self._train()
                if progress and (number + 1) % 1000 == 0:
                    rate = (number + 1 - numbers.start) / (time.monotonic() - begun)
                    resident = self._report.resident[-1]
                    print(f"{number + 1:9,}  {rate:.0f} events/s  {resident:.1f} MB", flush=True)
        except (AssertionError, OSError) as failure:
            last = "\n".join(f"{number:9} {event}" for number, event in self._last)
            raise AssertionError(f"seed {self._seed}, after\n{last}\n{failure}") from failure

    def _send(self, number: int) -> None:
        now = event(self._seed, number, self._size)
        self._last.append((number, now))
        if now.size is not None:
            self._resize(now.size)
        for data in now.writes:
            self._it.process.send(data)
            while self._it.drain(0.0):
                pass
        assert self._it.process.isalive(), f"it ended:\n{self._last_words()}"

    def _resize(self, size: tuple[int, int]) -> None:
        self._size = size
        self._it.resize(*size)

    def probe(self) -> None:
        """Close everything, repaint the whole screen, and open and close the help."""
        it, begun = self._it, time.monotonic()
        it.send(LEAVE)
        while it.drain(0.03):  # output that is not looked at
            pass
        self._resize((81, 24) if self._size == (80, 24) else (80, 24))
        it.send("?")
        it.wait_for("esc closes", "run the next line")
        it.send("?")
        it.wait_until(lambda: "esc closes" not in it.text, "the help to close")
        it.wait_until(lambda: "iteration" in it.text.split("\n")[0], "the first line")
        self._report.slowest = max(self._report.slowest, time.monotonic() - begun)
        self._report.resident.append(it.resident)

    def _train(self) -> None:
        if "paused" in self._it.text or "finished" in self._it.text:
            self._it.send(" ")

    def rest(self) -> str:
        """Stop after an update, and return the command that reopens this position."""
        it = self._it
        self.probe()
        it.send("1" + "NNnnb" + "g:syn0\r")
        it.wait_for("►synapse 0")
        it.wait_for_quiet()
        before = len(it.received)
        it.send("y")
        it.wait_until(lambda: b"\x1b]52;" in it.received[before:], "the command")
        (command,) = re.findall(rb"\x1b\]52;c?;([A-Za-z0-9+/=]+)", it.received[before:])
        it.send(LEAVE)
        return b64decode(command).decode()

    def _last_words(self) -> str:
        while self._it.read(0.1):
            pass
        return self._it.text


def soak(events: int, seed: int, *arguments: str, first: int = 0, progress: bool = False) -> Report:
    """Send random events to the program; AssertionError if it fails."""
    report, begun = Report(events - first), time.monotonic()
    with program(*arguments) as (it, record):
        soaking = Soak(seed, it, report)
        try:
            soaking.send_events(range(first, events), progress=progress)
        except AssertionError as failure:
            if it.process.isalive():
                raise
            tracebacks = [entry for entry in record() if isinstance(entry, str)]
            raise AssertionError("\n".join(tracebacks)) from failure
        command = soaking.rest()
        end(it)
        *obeyed, ended = record()
        follow(Experiment(), obeyed, ended)
        report.commands = len(obeyed)
    if report.events >= MANY:
        warm = report.resident[-1] - report.growth
        assert report.growth < FLAT * warm, f"memory grows: {report}"
    options = shlex.split(command)[1:]
    with program(*arguments, *options) as (it, record):
        it.wait_for("►synapse 0")
        end(it)
        *_, again = record()
        assert (again.experiment, again.position) == (ended.experiment, ended.position)
    report.seconds = time.monotonic() - begun
    return report


@contextmanager
def program(*arguments: str) -> Iterator[tuple[Terminal, Callable[[], list[Any]]]]:
    """The program in its own folder and terminal, and a function that returns its record."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor() as reader:
        home, pipe = Path(folder, "home"), Path(folder, "pipe")
        home.mkdir()
        os.mkfifo(pipe)  # a kiosk cannot write to files
        shell = ("/bin/sh", "-c", 'cd "$HOME" && exec "$0" "$@"')
        changes = {"HOME": str(home), "TMUX": None} | {
            f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "STATE", "DATA", "CACHE")
        }
        options = (str(APP), str(pipe), *arguments)
        with terminal(*options, program=(*shell, sys.executable), changes=changes) as it:
            record = reader.submit(pipe.read_bytes)
            try:
                it.wait_for("iteration", "? help")
                yield it, lambda: [*unpickled(record.result(DEADLINE))]
            finally:
                os.close(os.open(pipe, os.O_RDWR))  # the reader may still wait for a writer
        if "--kiosk" in arguments:
            assert list(home.rglob("*")) == [], "it has written something"


def end(it: Terminal) -> None:
    """End the program, and check that the terminal is restored and empty."""
    it.signal(SIGTERM)
    assert it.wait_for_end() == 128 + SIGTERM
    it.assert_restored()
    assert it.text.strip() == "", it.text


def unpickled(data: bytes) -> Iterator[Any]:
    """Yield one object after the other."""
    file = BytesIO(data)
    while file.tell() < len(data):
        yield pickle.load(file)


def main() -> None:
    """Run a soak with the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first event")
    parser.add_argument("--kiosk", action="store_true", help="as guests get it")
    options = parser.parse_args()
    arguments = ("--kiosk",) if options.kiosk else ()
    report = soak(options.events, options.seed, *arguments, first=options.first, progress=True)
    print(report)


if __name__ == "__main__":
    main()
