"""Over SSH on a link of 20 KB/s: how soon a key shows, what a stall does, and what goes over it."""

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
"""Bytes a second: conference Wi-Fi, when it is bad."""
KEYS, SECONDS, STALLS = 60, 10.0, 3
STALL_SECONDS = 3.0
PATIENCE = 30.0
"""Seconds after which a key is not waited for any longer."""
SETTLING = 2.0
BETWEEN = 4.0
"""Before and after each stall: so long the screen has to become current."""

TOLD_APP = Path(__file__).with_name("told_app.py")


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
    """The program training flat out, settled, and the link that it is at the other end of."""
    with slow_link(server.port, rate) as link:
        client = server.client(program, *FLAT_OUT, options=("-t", *options), port=link.port)
        with terminal(program=client) as it:
            it.wait_for("playing", "┤")
            _read_for(it, SETTLING)
            yield it, link


def _read_for(it: Terminal, seconds: float) -> int:
    """Read for so long; return how many bytes came."""
    until, count = time.monotonic() + seconds, 0
    while (now := time.monotonic()) < until:
        count += len(it.read(until - now))
    return count


def _until_shown(it: Terminal, text: str) -> float:
    """Read until the screen shows a text; return the milliseconds that took."""
    begun = time.perf_counter()
    while text not in it.text:
        it.read(PATIENCE)
        if time.perf_counter() - begun > PATIENCE:
            break
    return 1000 * (time.perf_counter() - begun)


def _key_to_screen(server: Server, keys: int, rate: float | None) -> list[Result]:
    """Move the cursor up and down at odd times; its place stands in the explanation's title."""
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
    """Return what a stalled link does to the training and to the screen."""
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
    """What happened before, during and after a stall."""

    ages: list[float]
    """Milliseconds from when an iteration was trained until it stood on the screen, before."""
    kept: float
    """How fast it trained during the stall, before and after it being 1."""
    took: float
    """Milliseconds from the link's return until the screen showed what was trained after it."""


def _stalls(server: Server, log: Path, rounds: int) -> Iterator[Stall]:
    """Let the link stall again and again; the program itself writes down how far it is."""
    with _flat_out(server, RATE, program=f"{sys.executable} {TOLD_APP} {log}") as (it, link):
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
            current = (at for at, iteration in after if run.snapshot(iteration) >= returned)
            yield Stall(
                [1000 * (at - run.snapshot(iteration)) for at, iteration in before],
                2 * run.rate(stalled, returned) / around,
                1000 * (next(current, returned + BETWEEN) - returned),
            )


class Run:
    """When each iteration was trained, by the program's own log."""

    def __init__(self, log: Path) -> None:
        """Read what it has written so far."""
        lines = [line.split() for line in log.read_text().splitlines()[:-1]]
        self._snapshots = [float(snapshot) for snapshot, _ in lines]
        self._iterations = [int(iteration) for _, iteration in lines]

    def snapshot(self, iteration: int) -> float:
        """Return when an iteration was trained, at the earliest."""
        return self._snapshots[max(0, bisect_left(self._iterations, iteration) - 1)]

    def rate(self, begun: float, ended: float) -> float:
        """Return the iterations a second between two moments."""
        last = len(self._snapshots) - 1
        one, other = (min(last, bisect_left(self._snapshots, at)) for at in (begun, ended))
        passed = self._snapshots[other] - self._snapshots[one]
        return (self._iterations[other] - self._iterations[one]) / passed


def _screens(it: Terminal, seconds: float) -> list[tuple[float, int]]:
    """Return the iterations shown in so many seconds, each with when it appeared."""
    seen: list[tuple[float, int]] = []
    until = time.monotonic() + seconds
    while (now := time.monotonic()) < until:
        it.read(until - now)
        iteration = it.number_after("iteration")
        if iteration >= 0 and (not seen or iteration != seen[-1][1]):
            seen.append((time.monotonic(), iteration))
    return seen


def _traffic(server: Server, seconds: float) -> Iterator[Result]:
    """Count bytes as the terminal gets them, and as they go over the link."""
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
