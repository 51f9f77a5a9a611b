"""SSH over a link of 20 KB/s: the time from key to screen, the effect of a stall, and traffic."""

from __future__ import annotations

import random
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from measure import Result, percentile

from helpers.slow_link import SlowLink, slow_link
from helpers.ssh import Server, serving
from helpers.terminal import Terminal, terminal

FLAT_OUT = ("--play", "--speed", "max", "--iterations", "1000000000000")
RATE = 20_000
"""Bytes a second, as on bad conference Wi-Fi."""
KEYS, SECONDS, STALLS = 60, 10.0, 3
STALL_SECONDS = 3.0
PATIENCE = 30.0
"""The most seconds to wait for the effect of a key."""
SETTLING = 2.0
BETWEEN = 4.0
"""Seconds before and after each stall, in which the screen must become current."""

LOGGING_APP = Path(__file__).with_name("logging_app.py")


def results(keys: int = KEYS, seconds: float = SECONDS, stalls: int = STALLS) -> list[Result]:
    """Measure at 80×24 in 256 colours, with OpenSSH's own server and client."""
    with TemporaryDirectory() as folder, serving(Path(folder)) as server:
        return [
            *_key_to_screen(server, keys, None),
            *_key_to_screen(server, keys, RATE),
            *_stall(server, stalls),
            *_traffic(server, seconds),
        ]


@contextmanager
def _flat_out(
    server: Server, rate: float | None, *options: str, program: str = "tinynet-tui"
) -> Iterator[tuple[Terminal, SlowLink]]:
    """The program training flat out behind a link, after it has settled."""
    with slow_link(server.port, rate) as link:
        client = server.client(program, *FLAT_OUT, options=("-t", *options), port=link.port)
        with terminal(program=client) as it:
            it.wait_for("playing", "┤")
            _read_for(it, SETTLING)
            yield it, link


def _read_for(it: Terminal, seconds: float) -> int:
    """Read for some seconds; return the number of bytes."""
    until, count = time.monotonic() + seconds, 0
    while (now := time.monotonic()) < until:
        count += len(it.read(until - now))
    return count


def _until_shown(it: Terminal, text: str) -> float:
    """Read until the screen shows a text; return the milliseconds."""
    begun = time.perf_counter()
    while text not in it.text:
        it.read(PATIENCE)
        if time.perf_counter() - begun > PATIENCE:
            break
    return 1000 * (time.perf_counter() - begun)


def _key_to_screen(server: Server, keys: int, rate: float | None) -> list[Result]:
    """Move the cursor up and down at random times; the explanation's title shows its cell."""
    took: list[float] = []
    chance = random.Random(1)
    with _flat_out(server, rate) as (it, _):
        for turn in range(keys):
            _read_for(it, chance.uniform(0.05, 0.2))
            key, wanted = ("\x1b[B", "[1,0] ─") if turn % 2 == 0 else ("\x1b[A", "[0,0] ─")
            it.send(key)
            took.append(_until_shown(it, wanted))
    what = "key to screen over SSH, flat out, " + ("20 KB/s: " if rate else "no limit: ")
    return [
        Result(f"{what}p50", median(took), "ms"),
        Result(f"{what}p95", percentile(took, 0.95), "ms", 100 if rate else None, "lower"),
    ]


def _stall(server: Server, rounds: int) -> list[Result]:
    """Measure the effect of a stalled link on training and screen."""
    with TemporaryDirectory() as folder:
        stalls = list(_stalls(server, Path(folder) / "log", rounds))
    ages = [age for stall in stalls for age in stall.ages]
    took = [stall.took for stall in stalls]
    late = f"longest {max(took):,.0f}" if max(took) < 1000 * BETWEEN else "not within that time"
    kept = [stall.kept for stall in stalls]
    return [
        Result(
            "age of a number that appears on the screen, 20 KB/s: p95",
            percentile(ages, 0.95),
            "ms",
            detail=f"p50 {median(ages):,.0f}",
        ),
        Result(
            "training during a stall of 3 s / before and after it",
            median(kept),
            "×",
            0.9,
            detail=f"least {min(kept):.2f}",
        ),
        Result("the link's return to a current screen", median(took), "ms", 150, "lower", late),
    ]


@dataclass(frozen=True)
class Stall:
    """Measurements before, during and after a stall."""

    ages: list[float]
    """Milliseconds from training an iteration to showing it, before the stall."""
    kept: float
    """The speed of training during the stall, relative to before and after."""
    took: float
    """Milliseconds from the link's return until the screen showed an iteration trained since."""


def _stalls(server: Server, log: Path, rounds: int) -> Iterator[Stall]:
    """Stall the link repeatedly; the program itself logs its iterations."""
    with _flat_out(server, RATE, program=f"{sys.executable} {LOGGING_APP} {log}") as (it, link):
        for _ in range(rounds):
            begun = time.monotonic()
            before = _screens(it, BETWEEN)
            stalled = time.monotonic()
            link.stall()
            _read_for(it, STALL_SECONDS)
            returned = time.monotonic()
            link.go_on()
            after = _screens(it, BETWEEN)
            run = Run(log)
            around = run.rate(begun, stalled) + run.rate(returned, time.monotonic())
            current = (at for at, iteration in after if run.earliest(iteration) >= returned)
            yield Stall(
                [1000 * (at - run.earliest(iteration)) for at, iteration in before],
                2 * run.rate(stalled, returned) / around,
                1000 * (next(current, returned + BETWEEN) - returned),
            )


class Run:
    """The times at which iterations were trained, from the program's log."""

    def __init__(self, log: Path) -> None:
        lines = [line.split() for line in log.read_text().splitlines()[:-1]]
        self._times = [float(time) for time, _ in lines]
        self._iterations = [int(iteration) for _, iteration in lines]

    def earliest(self, iteration: int) -> float:
        """Return the earliest time at which an iteration may have been trained."""
        return self._times[max(0, bisect_left(self._iterations, iteration) - 1)]

    def rate(self, begun: float, ended: float) -> float:
        """Return the iterations a second between two times."""
        last = len(self._times) - 1
        one, other = (min(last, bisect_left(self._times, at)) for at in (begun, ended))
        passed = self._times[other] - self._times[one]
        return (self._iterations[other] - self._iterations[one]) / passed


def _screens(it: Terminal, seconds: float) -> list[tuple[float, int]]:
    """Return the iterations shown within some seconds, each with the time of its appearance."""
    seen: list[tuple[float, int]] = []
    until = time.monotonic() + seconds
    while (now := time.monotonic()) < until:
        it.read(until - now)
        iteration = it.number_after("iteration")
        if iteration >= 0 and (not seen or iteration != seen[-1][1]):
            seen.append((time.monotonic(), iteration))
    return seen


def _traffic(server: Server, seconds: float) -> Iterator[Result]:
    """Count the bytes that reach the terminal, and those that go over the link."""
    for what, options in {"": (), ", Compression yes": ("-o", "Compression=yes")}.items():
        with _flat_out(server, None, *options) as (it, link):
            before, link_before = len(it.received), link.arrived
            _read_for(it, seconds)
            shown = (len(it.received) - before) / seconds
            sent = (link.arrived - link_before) / seconds
        if not options:
            yield Result(
                "bytes a second over SSH, flat out, 256 colours", shown, "bytes", 3000, "lower"
            )
        yield Result(f"the same as SSH sends them{what}", sent, "bytes", None, "lower")
