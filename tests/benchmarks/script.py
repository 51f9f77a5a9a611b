"""Scripts: training flat out with the screen live against `python FILE`, and the start."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import pyte
from measure import Result, by_turns, median_ratio

from helpers.terminal import PROGRAM, Emulator, terminal

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

    def live() -> float:
        with terminal(str(long), "--speed", "max") as it:
            it.wait_for("step 1", "? help")
            begun = time.perf_counter()
            it.send(" ")
            it.wait_for("the loop ends after")
            return time.perf_counter() - begun

    times = by_turns({"alone": lambda: _alone(long) - _alone(short), "live": live}, rounds)
    rates = {kind: count / median(seconds) for kind, seconds in times.items()}
    return Result(
        f"{name}, screen live / python FILE",
        median_ratio(times["alone"], times["live"]),
        "×",
        0.9,
        detail=f"{rates['live']:,.0f} and {rates['alone']:,.0f} iterations/s",
    )


def _alone(path: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, str(path)],
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
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
    arrived: list[tuple[float, bytes]] = []
    with terminal(*arguments, program=PROGRAM, changes={"PYTHONDONTWRITEBYTECODE": None}) as it:
        while data := it.drain(1.0 if arrived else 20.0):
            arrived.append((time.perf_counter() - begun, data))
    screen = Emulator(80, 24)
    stream = pyte.ByteStream(screen)
    for seconds, data in arrived:
        stream.feed(data)
        if all(text in screen.text for text in texts):
            return seconds
    raise AssertionError(f"not all of {texts} appeared:\n{screen.text}")
