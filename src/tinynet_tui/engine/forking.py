"""Copies of the script's process by fork, each of which waits until it is to be run."""

from __future__ import annotations

import sys
from fcntl import F_DUPFD_CLOEXEC, fcntl
from mmap import MAP_ANONYMOUS, MAP_PRIVATE, PAGESIZE, mmap
from os import O_RDWR, WNOHANG, _exit, close, devnull, dup2, fork, getpid, waitpid
from os import open as open_file
from random import getstate, setstate
from resource import RUSAGE_SELF, getrusage
from socket import socket, socketpair
from time import perf_counter, thread_time

from .link import Header, Lost, receive, send
from .open_files import obstacle, places, reopen
from .written_files import WrittenFiles

DEAR = 100
"""How many times as long as a copy takes the script runs before the next one.

What it takes is the copy itself, and later to part with each page of memory that is shared with it.
"""
LONGEST = 0.5
"""The most seconds by which such pages delay the next copy."""
PAGES = 9
"""With so many it is measured how long one takes: some machines need ten times as long."""
HIGH = 900
"""Links have numbers from here on, where scripts seldom close anything."""
UNIT = 1 if sys.platform == "darwin" else 1024
"""The bytes in which the system counts a process's memory."""


def high(link: socket) -> socket:
    """Return a link under a high number."""
    try:
        number = fcntl(link.fileno(), F_DUPFD_CLOEXEC, HIGH)
    except OSError:
        return link
    link.close()
    return socket(fileno=number)


class Copier:
    """Leaves copies of the process."""

    def __init__(self, spacing: float, written: WrittenFiles) -> None:
        """`spacing` is how many seconds of running lie between two copies, at least."""
        self.forking = False
        """True while the process is being copied."""
        self._spacing, self._due = spacing, 0.0
        """When the next copy is due at the earliest."""
        self._faults, self._fault = 0, 0.0
        """How many pages had been parted with at the last copy, and the seconds that one takes."""
        self._pages = mmap(-1, PAGES * PAGESIZE, flags=MAP_PRIVATE | MAP_ANONYMOUS)
        _written(self._pages)
        self._children: list[int] = []
        self.written = written
        self.obstacle = ""
        """Why the process could not be copied, the last time."""

    @property
    def due(self) -> bool:
        """True when the last copy was made long ago."""
        now = perf_counter()
        if now <= self._due:
            return False
        parted = getrusage(RUSAGE_SELF).ru_minflt - self._faults
        return now > self._due + min(LONGEST, DEAR * self._fault * parted)

    def copy(self, link: socket, position: Header) -> socket | None:
        """Leave a copy; return None, or the new link in a process that runs on from it.

        Where something cannot be copied, that is `obstacle`.
        """
        begun = thread_time()
        self._children = [pid for pid in self._children if not _ended(pid)]
        self.obstacle = obstacle([link.fileno()], self._children)
        if self.obstacle:
            self._wait(begun)
            return None
        files, written = places(), self.written.states()
        ours, theirs = map(high, socketpair())
        drawn = getstate()  # which Python seeds anew in every copy
        self.forking = True
        try:
            pid = fork()
        except OSError:
            pid = -1
        if not pid:
            theirs.close()
            self._children.clear()
            link.close()
            new = _waited(ours)
            self.written.restore(written)
            reopen(files)
            setstate(drawn)
            self.forking = False
            self._faults = getrusage(RUSAGE_SELF).ru_minflt
            self._wait(thread_time())
            return new
        self.forking = False
        with ours, theirs:
            self._children += [pid] if pid > 0 else []
            used = getrusage(RUSAGE_SELF)
            self._faults, memory = used.ru_minflt, used.ru_maxrss * UNIT
            told = [theirs.fileno()] if pid > 0 else []
            send(link, {**position, "memory": memory}, files=told)
        self._wait(begun)
        self._fault = _written(self._pages)
        return None

    def _wait(self, begun: float) -> None:
        """Make no other copy for a while after one that has worked since `begun`.

        Time in which it only waits for the processor does not count.
        """
        self._due = perf_counter() + max(self._spacing, DEAR * (thread_time() - begun))


def _written(pages: mmap) -> float:
    """Write into each of some pages; return the seconds that it takes for most of them."""
    took = []
    for at in range(0, len(pages), PAGESIZE):
        begun = perf_counter()
        pages[at] = 1
        took.append(perf_counter() - begun)
    return sorted(took)[len(took) // 2]


def _ended(pid: int) -> bool:
    try:
        return waitpid(pid, WNOHANG)[0] != 0
    except ChildProcessError:
        return True


def _waited(link: socket) -> socket:
    """Wait, as a copy, until it is to be run; return the link in a copy of the copy."""
    while (nowhere := open_file(devnull, O_RDWR)) < 3:
        pass  # what the script has closed
    for number in (1, 2):
        dup2(nowhere, number)
    close(nowhere)
    while True:
        try:
            _, _, files = receive(link, files=3)
        except Lost:
            _exit(0)
        pid = fork()
        if not pid:
            break
        for number in files:
            close(number)
        waitpid(pid, 0)
    if fork():
        _exit(0)  # so that the keeper becomes the parent
    link.close()
    new = high(socket(fileno=files[0]))
    for target, number in ((1, files[1]), (2, files[2])):
        dup2(number, target)
        close(number)
    send(new, {"do": "restored", "pid": getpid()})
    return new
