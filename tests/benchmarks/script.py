"""Scripts: training flat out with the screen live against `python FILE`, and the start.

Alone, a script's rate is that of its loop, without the start. Live, it is what the screen tells:
the iterations between a Frame soon after the key and the last one in which the script still plays,
so that neither the key nor the way back to the last iteration's steps counts as training. The
screen is emulated afterwards: there are two processes on two cores, and no third beside them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pyte
from measure import Result, by_turns, median_ratio

from helpers.terminal import PROGRAM, Emulator, Terminal, terminal

SCRIPTS = Path(__file__).parents[1] / "scripts"
ROUNDS = 3
LONGER = {
    "flat_long_names": ("range(4000)", "range({})", 300_000),
    "eleven_lines": ("range(5000)", "range({})", 350_000),
    "class_train_think": ("answers, 3000", "answers, {}", 600_000),
    "momentum_params": ("range(700)", "range({})", 200_000),
    "relu_1000x64": ("range(40)", "range({})", 6_000),
}
"""Of each script, what says how often its loop runs, and how often it is to run here."""
SETTLING = 0.5
"""The seconds after the key in which slices grow to their length."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""A script with two would take the screen's core."""
FULL = ("flat_long_names.py", "step 1", "iteration 0", "? help", "┤", "╰")
BUILT_IN = ("tinynet", "input", "step 1/9", "iteration 0", "? help", "┤", "10k")


def results(rounds: int = ROUNDS) -> list[Result]:
    """Run five scripts alone and in the trainer by turns; open one and the built-in network."""
    with tempfile.TemporaryDirectory() as folder:
        found = [_live(Path(folder), name, rounds) for name in LONGER]
    return [*found, _start(rounds)]


def _live(folder: Path, name: str, rounds: int) -> Result:
    old, new, count = LONGER[name]
    text = (SCRIPTS / f"{name}.py").read_text()
    assert text.count(old) == 1
    long, short = folder / f"{name}.py", folder / f"{name}_short.py"
    long.write_text(text.replace(old, new.format(count)))
    short.write_text(text.replace(old, new.format(1)))

    ends: list[float] = []

    def alone() -> float:
        return count / (_alone(long) - _alone(short))

    def live() -> float:
        with terminal(str(long), "--speed", "max", changes=ONE_THREAD) as it:
            it.wait_for("step 1", "? help")
            screen = it.screen
            it.send(" ")
            arrived = _arrivals(it, pause=3.0)
        shown = [*_iterations(screen, arrived)]
        ends.append(shown[-1][0] - shown[-2][0])
        settled = [one for one in shown[:-1] if one[0] > SETTLING]
        (begin, first), (end, last) = settled[0], settled[-1]
        return (last - first) / (end - begin)

    rates = by_turns({"alone": alone, "live": live}, rounds)
    live_rate, alone_rate = (f"{median(rates[kind]):,.0f}" for kind in ("live", "alone"))
    return Result(
        f"{name}, screen live / python FILE",
        median_ratio(rates["live"], rates["alone"]),
        "×",
        0.9,
        detail=f"{live_rate} and {alone_rate} iterations/s, at the end after {median(ends):.1f} s",
    )


def _arrivals(it: Terminal, pause: float) -> list[tuple[float, bytes]]:
    """Return what a program sends, and after how many seconds, until it pauses."""
    begun = time.perf_counter()
    arrived: list[tuple[float, bytes]] = []
    while data := it.drain(pause if arrived else 20.0):
        arrived.append((time.perf_counter() - begun, data))
    return arrived


def _iterations(
    screen: Emulator, arrived: list[tuple[float, bytes]]
) -> Iterator[tuple[float, int]]:
    """Yield when the screen shows which iteration; the last is that of the loop's end."""
    stream, before = pyte.ByteStream(screen), -1
    for seconds, data in arrived:
        stream.feed(data)
        found = re.search(r"iteration ([\d,]+)", screen.text)
        iteration = int(found[1].replace(",", "")) if found else before
        is_over = "the loop ends after" in screen.text
        if iteration > before or is_over:
            yield seconds, iteration
            before = iteration
        if is_over:
            return
    raise AssertionError(f"the loop has not come to its end:\n{screen.text}")


def _alone(path: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, str(path)],
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=os.environ | ONE_THREAD,
        check=True,
    )
    return time.perf_counter() - begun


def _start(rounds: int) -> Result:
    path = str(SCRIPTS / "flat_long_names.py")
    times = by_turns(
        {"script": lambda: _opened(FULL, path), "built-in": lambda: _opened(BUILT_IN)}, rounds + 1
    )
    ms = {name: f"{1000 * median(seconds):.0f}" for name, seconds in times.items()}
    return Result(
        "start with a script / with the built-in network",
        median_ratio(times["script"][1:], times["built-in"][1:]),
        "×",
        1.5,
        "lower",
        f"{ms['script']} and {ms['built-in']} ms, with the graph",
    )


def _opened(texts: tuple[str, ...], *arguments: str) -> float:
    """Return the seconds until the screen shows some texts."""
    begun = time.perf_counter()
    with terminal(*arguments, program=PROGRAM, changes={"PYTHONDONTWRITEBYTECODE": None}) as it:
        spawned = time.perf_counter() - begun
        arrived = _arrivals(it, pause=1.0)
    screen = Emulator(80, 24)
    stream = pyte.ByteStream(screen)
    for seconds, data in arrived:
        stream.feed(data)
        if all(text in screen.text for text in texts):
            return spawned + seconds
    raise AssertionError(f"not all of {texts} appeared:\n{screen.text}")
