"""A follower on a slow line, behind a real sshd: how far behind the lecturer."""

from __future__ import annotations

import os
import shlex
import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from class_processes import NAME, p95
from measure import Result

from helpers.processes import memory
from helpers.slow_link import slow_link
from helpers.ssh import Server, serving
from helpers.terminal import Terminal, terminal

RATES = (2_000, 10_000)
"""Bytes a second."""
PATIENCE = 30.0


def results(seconds: float = 15.0, rounds: int = 3) -> list[Result]:
    """Play for some seconds, several times, and rest."""
    with TemporaryDirectory() as folder, serving(Path(folder)) as server:
        return [one for rate in RATES for one in _line(server, Path(folder), rate, seconds, rounds)]


def _line(server: Server, folder: Path, rate: int, seconds: float, rounds: int) -> Iterator[Result]:
    with ExitStack() as stack:
        link = stack.enter_context(slow_link(server.port, rate))
        *client, _ = server.client(options=(), port=link.port)
        (folder / "ssh").write_text(f'#!/bin/sh\nexec {shlex.join(map(str, client))} "$@"\n')
        (folder / "ssh").chmod(0o755)
        changes = {"PATH": f"{folder}:{os.environ['PATH']}"}
        leads = stack.enter_context(terminal("--lead", NAME))
        leads.wait_for("0 here")
        begun = time.monotonic()
        far = stack.enter_context(terminal("follow", f"ssh://far/{NAME}", changes=changes))
        far.wait_for("following")
        joined, bytes_joined = time.monotonic() - begun, link.arrived
        leads.wait_for("1 here")
        [on_host] = [memory(pid) for pid in _pipes()]
        behind: list[float] = []
        rested: list[float] = []
        sent = 0
        for _ in range(rounds):
            leads.send("\x1b[H")
            for it in (leads, far):
                it.wait_for("iteration 0 ")
            before = link.arrived
            behind += _behind(leads, far, seconds)
            sent += link.arrived - before
            rested.append(_rest(leads, far))
    name = f"a line of {rate // 1000} KB/s"
    yield Result(
        "memory on the host of one from another computer",
        on_host[0],
        "MB",
        detail=f"{on_host[1]:.0f} MB with pages that others share",
    )
    yield Result(f"{name}: until joined", joined, "s", detail=f"{bytes_joined:,} bytes")
    yield Result(
        f"{name}: behind while playing at auto, p95",
        p95(behind),
        "s",
        detail=f"p50 {median(behind):.2f} s; {60 * sent / rounds / seconds:,.0f} bytes a minute",
    )
    yield Result(f"{name}: until it rests where the lecturer does", max(rested), "s", 1, "lower")


def _pipes() -> Iterator[int]:
    """Yield the processes on the host that pass on the class to other computers."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if words[-4:-1] == [b"follow", b"--pipe", NAME.encode()]:
                yield int(process.name)


def _behind(leads: Terminal, far: Terminal, seconds: float) -> list[float]:
    """Play; return how old the numbers on the far screen are each time they change."""
    times: list[float] = []
    iterations: list[int] = []
    ages: list[float] = []
    leads.send(" ")
    until, last = time.monotonic() + seconds, -1
    while (now := time.monotonic()) < until:
        for it in (leads, far):
            it.read(0.01)
        iteration = leads.number_after("iteration")
        if not iterations or iteration > iterations[-1]:
            times.append(now)
            iterations.append(iteration)
        shown = far.number_after("iteration")
        if shown != last and shown > 0:
            at = bisect_left(iterations, shown + 1) - 1
            is_ahead = shown >= iterations[-1]
            ages.append(0.0 if is_ahead else now - times[max(0, at)])
            last = shown
    return ages


def _rest(leads: Terminal, far: Terminal) -> float:
    """Pause; return the seconds until the far screen rests at the same iteration."""
    leads.send(" ")
    leads.wait_for("paused")
    begun = time.monotonic()
    wanted = leads.number_after("iteration")
    while far.number_after("iteration") != wanted or "paused" not in far.text:
        far.read(0.05)
        if time.monotonic() - begun > PATIENCE:
            break
    return time.monotonic() - begun
