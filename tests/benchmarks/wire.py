"""Traffic to the terminal: bytes a second, bytes while paused, and the time from key to screen."""

from __future__ import annotations

import random
import time
from statistics import median

from measure import Result, percentile

from helpers.terminal import Terminal, terminal

FLAT_OUT = ("--play", "--speed", "max", "--iterations", "10000000")
TRUE_COLOUR: dict[str, str | None] = {"COLORTERM": "truecolor"}
FEW_COLOURS: dict[str, str | None] = {"COLORTERM": None}
SILENCE = 0.02
"""Seconds without a byte that separate two frames."""
SETTLING = 1.0
TRUE_AIM, FEW_AIM, KEY_AIM = 5000, 3000, 25
SECONDS = 5.0
KEYS = 80


def results(seconds: float = SECONDS, keys: int = KEYS) -> list[Result]:
    """Measure at 80×24 and ten frames a second, in a terminal that reads at once."""
    return [
        _bytes_a_second("flat out, true colours", FLAT_OUT, TRUE_COLOUR, seconds, TRUE_AIM),
        _bytes_a_second("flat out, 256 colours", FLAT_OUT, FEW_COLOURS, seconds, FEW_AIM),
        _bytes_a_second("at speed auto, true colours", ("--play",), TRUE_COLOUR, seconds),
        *(
            _bytes_a_second(f"{view}, {speed}", options, TRUE_COLOUR, seconds, key=key)
            for view, key in (
                ("the network drawn", "2"),
                ("the decision map", "3"),
                ("the hidden neurons' maps", "3d"),
            )
            for speed, options in (("flat out", FLAT_OUT), ("at speed auto", ("--play",)))
        ),
        _bytes_while_paused(),
        *_key_to_screen(keys),
    ]


def _bytes_a_second(
    what: str,
    arguments: tuple[str, ...],
    colours: dict[str, str | None],
    seconds: float,
    aim: float | None = None,
    key: str = "1",
) -> Result:
    with terminal(*arguments, changes=colours) as it:
        it.wait_for("playing", "┤")
        it.send(key)
        _frames(it, SETTLING)
        frames = _frames(it, seconds)
        it.wait_for("playing")
    return Result(
        f"bytes a second: {what}",
        sum(frames) / seconds,
        "bytes",
        aim,
        "lower",
        f"{len(frames) / seconds:.1f} frames/s; the median one {median(frames):,.0f}, "
        f"the largest {max(frames):,}",
    )


def _frames(it: Terminal, seconds: float) -> list[int]:
    """Return the sizes of the frames that arrive, separated by silence."""
    frames: list[int] = []
    until, last = time.monotonic() + seconds, 0.0
    while (now := time.monotonic()) < until:
        data = it.drain(until - now)
        if not data:
            break
        if time.monotonic() - last > SILENCE:
            frames.append(0)
        frames[-1] += len(data)
        last = time.monotonic()
    return frames


def _bytes_while_paused() -> Result:
    with terminal("--play") as it:
        it.wait_for("iteration 9 ")
        it.send(" ")
        it.wait_for("paused")
        it.wait_for_quiet()
        return Result("bytes in two seconds, paused", len(it.drain(2.0)), "bytes", 0, "lower")


def _key_to_screen(keys: int) -> list[Result]:
    """Move the cursor up and down at random times while training flat out."""
    took: list[float] = []
    chance = random.Random(1)
    with terminal(*FLAT_OUT) as it:
        it.wait_for("playing", "┤")
        for turn in range(keys):
            until = time.monotonic() + chance.uniform(0.05, 0.2)
            while (now := time.monotonic()) < until:
                it.read(until - now)
            key, wanted = ("\x1b[B", "[1,0] ─") if turn % 2 == 0 else ("\x1b[A", "[0,0] ─")
            begun = time.perf_counter()
            it.send(key)
            while wanted not in it.text:
                it.read(5.0)
            took.append(1000 * (time.perf_counter() - begun))
    what = "key to changed screen, flat out: "
    return [
        Result(f"{what}p50", median(took), "ms"),
        Result(f"{what}p95", percentile(took, 0.95), "ms", KEY_AIM, "lower"),
    ]
