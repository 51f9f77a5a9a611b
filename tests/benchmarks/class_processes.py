"""A class of processes: what they use, and who reads their terminals."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from measure import percentile

from helpers.terminal import Terminal
from tinynet_tui.classroom import places

NAME = f"benchmark{os.getpid()}"
SILENCE = 0.02
"""Seconds without a byte that separate two frames."""
PATIENCE = 30.0
REST = 4.0
"""Seconds without a frame after which all have drawn; they look up for a while after the last."""


class Readers:
    """A thread that reads the terminals of many processes, as terminals do, and counts frames."""

    def __init__(self, terminals: Sequence[Terminal]) -> None:
        self.frames = 0
        """How many frames have come, over all terminals."""
        self._last = dict.fromkeys(terminals, 0.0)
        self._is_over = False
        self._selector = selectors.DefaultSelector()
        for it in terminals:
            self._selector.register(it.process.child_fd, selectors.EVENT_READ, it)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._is_over:
            for key, _ in self._selector.select(0.2):
                it: Terminal = key.data
                if not it.drain(0.0):
                    self._selector.unregister(key.fileobj)
                    continue
                now = time.monotonic()
                self.frames += now - self._last[it] > SILENCE
                self._last[it] = now

    def close(self) -> None:
        self._is_over = True
        self._thread.join()
        self._selector.close()


@contextmanager
def reading(terminals: Sequence[Terminal]) -> Iterator[Readers]:
    """Read terminals for the length of a block."""
    readers = Readers(terminals)
    try:
        yield readers
    finally:
        readers.close()


@contextmanager
def simulated(count: int, program: str, leads: Terminal) -> Iterator[None]:
    """Connect so many followers, all of them in one process, to the class of a lecturer."""
    [place] = [one for one in places.places(places.ROOT) if one.name == NAME]
    command = [sys.executable, "-c", program, str(place.path), str(count)]
    clients = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        leads.wait_for(f"{count} here")
        yield
    finally:
        clients.kill()
        clients.wait()
        leads.wait_for("0 here")


def read_for(it: Terminal, seconds: float) -> None:
    """Show what comes within some seconds."""
    until = time.monotonic() + seconds
    while (now := time.monotonic()) < until:
        it.read(until - now)


def wait_for_rest(leads: Terminal, readers: Readers) -> None:
    """Wait until nobody has drawn anything for some seconds."""
    before = -1
    while before != (before := readers.frames):
        read_for(leads, REST)


def keys_to_screen(leads: Terminal, keys: int) -> list[float]:
    """Move the lecturer's cursor up and down; return the seconds until each is on the screen."""
    took = []
    for turn in range(keys + keys % 2):  # so that it ends where it began
        read_for(leads, 0.05 + 0.013 * (turn % 7))
        key, wanted = ("\x1b[B", "[1,0] ─") if turn % 2 == 0 else ("\x1b[A", "[0,0] ─")
        begun = time.perf_counter()
        leads.send(key)
        while wanted not in leads.text and time.perf_counter() - begun < PATIENCE:
            leads.read(PATIENCE)
        took.append(time.perf_counter() - begun)
    return took


def p95(seconds: list[float]) -> float:
    return percentile(seconds, 0.95)
