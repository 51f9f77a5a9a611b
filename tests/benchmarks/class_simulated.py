"""What many simulated followers cost the lecturer, and what travels to one of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from class_processes import NAME, keys_to_screen, read_for, simulated
from measure import Result, median_ratio

from helpers.processes import processor
from helpers.terminal import Terminal, terminal
from tinynet_tui.classroom import places
from tinynet_tui.classroom.conversation import Conversation
from tinynet_tui.classroom.lines import Lines
from tinynet_tui.classroom.texts import Texts

FLAT_OUT = ("--play", "--speed", "max", "--iterations", "1000000000000")
SETTLING = 1.0


def results(
    followers: int, clients: str, *, keys: int = 40, rounds: int = 5, seconds: float = 3.0
) -> list[Result]:
    """Measure with and without followers by turns; `clients` is the program that simulates them."""
    return [
        *_keys(followers, clients, keys, rounds),
        _training(followers, clients, rounds, seconds),
        *_traffic(5 * seconds),
    ]


def _keys(followers: int, clients: str, keys: int, rounds: int) -> Iterator[Result]:
    """A paused lecturer moves the cursor, and all are told."""
    took: dict[bool, list[float]] = {True: [], False: []}
    busy: dict[bool, list[float]] = {True: [], False: []}
    with terminal("--lead", NAME, "--at", "254") as leads:
        leads.wait_for("0 here")

        def measure(has_followers: bool) -> None:
            read_for(leads, 0.2)
            before = processor(leads.process.pid)
            took[has_followers].append(median(keys_to_screen(leads, keys)))
            busy[has_followers].append((processor(leads.process.pid) - before) / keys)

        for _ in range(rounds):
            measure(False)
            with simulated(followers, clients, leads):
                measure(True)
    yield Result(
        f"{followers} followers: lecturer's key to screen ÷ without",
        median_ratio(took[True], took[False]),
        "×",
        1.1,
        "lower",
        f"{1e3 * median(took[True]):.1f} ms and {1e3 * median(took[False]):.1f} ms",
    )
    yield Result(
        "the same, processor time of a key",
        median_ratio(busy[True], busy[False]),
        "×",
        None,
        "lower",
        f"{1e3 * median(busy[True]):.1f} ms and {1e3 * median(busy[False]):.1f} ms",
    )


def _training(followers: int, clients: str, rounds: int, seconds: float) -> Result:
    speeds: dict[bool, list[float]] = {True: [], False: []}
    with terminal("--lead", NAME, *FLAT_OUT) as leads:
        leads.wait_for("0 here", "┤")

        def measure(has_followers: bool) -> None:
            read_for(leads, SETTLING)
            iteration, at = _next(leads)
            busy = processor(leads.process.pid)
            read_for(leads, seconds)
            later, until = _next(leads)
            share = (processor(leads.process.pid) - busy) / (until - at)
            speeds[has_followers].append((later - iteration) / (until - at) / share)

        for _ in range(rounds):
            measure(False)
            with simulated(followers, clients, leads):
                measure(True)
    return Result(
        "training beside them ÷ without, for his processor time",
        median_ratio(speeds[True], speeds[False]),
        "×",
        0.9,
    )


def _next(it: Terminal) -> tuple[int, float]:
    """Return the next iteration that is shown, and when."""
    before = it.number_after("iteration")
    while (now := it.number_after("iteration")) <= before:
        it.read(1.0)
    return now, time.monotonic()


# What travels.


class Connection:
    """A follower who counts what comes, and asks for what is missing."""

    def __init__(self) -> None:
        found = places.connect(NAME)
        assert found is not None
        self.link = found.link
        self._conversation, self._lines = Conversation(Texts(), far=False), Lines()
        self.link.sendall(self._conversation.greeting())

    def count(self, seconds: float) -> int:
        """Return how many bytes come within some seconds."""
        count, until = 0, time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.link.settimeout(left)
            try:
                data = self.link.recv(1 << 16)
            except TimeoutError:
                break
            assert data, "the lecturer ended the connection"
            count += len(data)
            for one in self._lines.feed(data):
                self.link.sendall(self._conversation.receive(one))
        return count


@contextmanager
def _connected() -> Iterator[Connection]:
    connection = Connection()
    try:
        yield connection
    finally:
        connection.link.close()


def _traffic(seconds: float) -> Iterator[Result]:
    """Count what one follower of the built-in lecture gets."""
    with terminal("lecture", "--lead", NAME) as leads:
        leads.wait_for("0 here")
        with _connected() as connection:
            joining = connection.count(SETTLING)
            yield Result("bytes of joining a lecture, with its scene's text", joining, "bytes")
            steps = 20
            for _ in range(steps):
                leads.send("n")
                read_for(leads, 0.2)
            yield Result(
                "bytes of a step in the lecture",
                connection.count(SETTLING) / steps,
                "bytes",
                100,
                "lower",
            )
            leads.send(" ")
            leads.wait_for("playing")
            connection.count(0.5)
            begun, count = time.monotonic(), 0
            while time.monotonic() < begun + seconds:
                read_for(leads, 0.2)
                count += connection.count(0.3)
            yield Result(
                "bytes of a minute of playing at auto",
                60 * count / (time.monotonic() - begun),
                "bytes",
                detail=f"from {seconds:.0f} seconds",
            )
