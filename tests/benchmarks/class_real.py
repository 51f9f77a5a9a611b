"""Real followers on the lecturer's host, each a process in a pseudo-terminal."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median

from class_processes import (
    NAME,
    keys_to_screen,
    p95,
    read_for,
    reading,
    wait_for_rest,
)
from measure import Result, median_ratio

from helpers.processes import memory, processor, wakes
from helpers.terminal import Terminal, terminal

FOLLOWERS = 30
DOWN, UP = "\x1b[B", "\x1b[A"


def results(
    followers: int = FOLLOWERS, *, keys: int = 40, rounds: int = 3, seconds: float = 10.0
) -> list[Result]:
    """Measure so many followers, at rest and playing, and what one of them feels of another."""
    return [*_many(followers, keys, rounds, seconds), *_troubles(keys)]


@contextmanager
def _following(count: int) -> Iterator[list[Terminal]]:
    with ExitStack() as stack:
        yield [stack.enter_context(terminal("follow", NAME)) for _ in range(count)]


def _many(followers: int, keys: int, rounds: int, seconds: float) -> Iterator[Result]:
    took: dict[bool, list[float]] = {True: [], False: []}
    frames = 0.0
    with terminal("--lead", NAME, "--iterations", "1000000") as leads:
        leads.wait_for("0 here")
        for turn in range(rounds):
            took[False].append(_keys_while_playing(leads, keys))
            with _following(followers) as them, reading(them) as readers:
                leads.wait_for(f"{followers} here")
                wait_for_rest(leads, readers)
                if turn == 0:
                    yield from _used(leads, them, seconds, "paused")
                before, begun = readers.frames, time.monotonic()
                took[True].append(_keys_while_playing(leads, keys))
                frames = (readers.frames - before) / (time.monotonic() - begun) / followers
                if turn == 0:
                    leads.send(" ")
                    leads.wait_for("playing")
                    yield from _used(leads, them, seconds, "playing")
                    leads.send(" ")
                    leads.wait_for("paused")
            leads.wait_for("0 here")
    yield Result(
        f"lecturer's keys, playing before {followers} followers ÷ without, p95",
        median_ratio(took[True], took[False]),
        "×",
        1.5,
        "lower",
        f"{1e3 * median(took[True]):.0f} ms and {1e3 * median(took[False]):.0f} ms",
    )
    yield Result("frames a second of each of them meanwhile", frames, "frames")


def _keys_while_playing(leads: Terminal, keys: int) -> float:
    """Play from the beginning, pause again; return the 95th of 100 times from key to screen."""
    leads.send("\x1b[H ")
    leads.wait_for("playing")
    took = keys_to_screen(leads, keys)
    leads.send(" ")
    leads.wait_for("paused")
    return p95(took)


def _used(
    leads: Terminal, them: Sequence[Terminal], seconds: float, state: str
) -> Iterator[Result]:
    """Tell what followers use within some seconds."""
    pids = [it.process.pid for it in them]
    busy, awake = [processor(pid) for pid in pids], [wakes(pid) for pid in pids]
    begun = time.monotonic()
    read_for(leads, seconds)
    passed = time.monotonic() - begun
    shares = [100 * (processor(pid) - was) / passed for pid, was in zip(pids, busy, strict=True)]
    woken = [(wakes(pid) - was) / passed for pid, was in zip(pids, awake, strict=True)]
    own, whole = zip(*map(memory, pids), strict=True)
    rests = state == "paused"
    yield Result(
        f"{len(them)} followers {state}, of a core, together",
        sum(shares),
        "%",
        3 if rests else None,
        "lower",
        f"one of them {median(shares):.2f} %",
    )
    if rests:
        yield Result(
            "wakes a second of each, paused",
            median(woken),
            "times",
            1.1,
            "lower",
            f"at most {max(woken):.1f}",
        )
    yield Result(
        f"memory of each {state}, shared pages counted once",
        median(own),
        "MB",
        detail=f"{median(whole):.0f} MB with all of them",
    )


def _troubles(keys: int) -> Iterator[Result]:
    """Stop one follower, and kill the lecturer; see what another follower feels."""
    with ExitStack() as stack:
        leads = stack.enter_context(terminal("--lead", NAME))
        feels, other = (stack.enter_context(terminal("follow", NAME)) for _ in range(2))
        leads.wait_for("2 here")
        feels.wait_for("following")
        took: dict[bool, list[float]] = {False: [], True: []}
        for is_stopped in (False, True) * 3:
            other.signal(signal.SIGSTOP if is_stopped else signal.SIGCONT)
            took[is_stopped].append(median(_to_follower(leads, feels, keys)))
        other.signal(signal.SIGCONT)
        yield Result(
            "lecturer's key to a follower's screen",
            1e3 * median(took[False]),
            "ms",
        )
        yield Result(
            "the same beside a stopped follower ÷ without",
            median_ratio(took[True], took[False]),
            "×",
            1.1,
            "lower",
        )
        begun = time.monotonic()
        leads.signal(signal.SIGKILL)
        feels.wait_for("the lecturer is gone")
        yield Result("until they are told that a lecturer is gone", _since(begun), "ms")
        again = stack.enter_context(terminal("--lead", NAME, "--at", "254"))
        again.wait_for("iteration 254 ")
        begun = time.monotonic()
        for it in (feels, other):
            it.wait_for("iteration 254 ", "following")
        yield Result("until they follow one who has come back", _since(begun), "ms", 2_000, "lower")


def _since(begun: float) -> float:
    return 1e3 * (time.monotonic() - begun)


def _to_follower(leads: Terminal, feels: Terminal, keys: int) -> Iterator[float]:
    """Move the lecturer's cursor; yield the seconds until a follower's is there, too."""
    for turn in range(keys + keys % 2):
        key, wanted = (DOWN, "[1,0] ─") if turn % 2 == 0 else (UP, "[0,0] ─")
        begun = time.perf_counter()
        leads.send(key)
        feels.wait_for(wanted)
        yield time.perf_counter() - begun
        leads.wait_for(wanted)
        read_for(leads, 0.05)
