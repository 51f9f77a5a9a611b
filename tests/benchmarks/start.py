"""The time from the start of the process to the first full screen, against a blank app."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pyte
from measure import Result, by_turns, median_ratio

from helpers.terminal import PROGRAM, Emulator, terminal

BLANK_APP = Path(__file__).with_name("blank_app.py")
ROUNDS = 9
COMPILED = {"PYTHONDONTWRITEBYTECODE": None}
"""As after installation: a round that is not counted compiles the modules."""

TITLES = ("tinynet", "input", "synapse 0", "layer 1", "synapse 1", "layer 2", "step 1/9")
BENEATH = ("l1_error", "delta", "log iterations", "l0[0,0]", "seed 1", "iteration 0", "paused")
NUMBERS = ("-0.17 +0.44 -1.00 -0.40", "-0.21 +0.08 -0.16 +0.37", "-0.59", "+0.34", "1 1 1")
GRAPH = ("┤", "10k")


def results(rounds: int = ROUNDS) -> list[Result]:
    """Start both by turns; the screens are emulated afterwards, so that this costs no time."""
    graphs: list[float] = []

    def trainer() -> float:
        full, graph = _seconds(PROGRAM, (*TITLES, *BENEATH, *NUMBERS), GRAPH)
        graphs.append(graph)
        return full

    def blank() -> float:
        return _seconds((sys.executable, str(BLANK_APP)), ("blank",))[0]

    measures: dict[str, Callable[[], float]] = {"trainer": trainer, "blank": blank}
    by_turns(measures, 1)
    graphs.clear()
    found = by_turns(measures, rounds)
    milliseconds = {name: f"{1000 * median(values):.0f}" for name, values in found.items()}
    return [
        Result(
            "start to first full screen / a blank Textual app",
            median_ratio(found["trainer"], found["blank"]),
            "×",
            1.5,
            "lower",
            f"{milliseconds['trainer']} and {milliseconds['blank']} ms",
        ),
        Result(
            "start to the graph / a blank Textual app",
            median_ratio(graphs, found["blank"]),
            "×",
            None,
            "lower",
            f"{1000 * median(graphs):.0f} ms",
        ),
    ]


def _seconds(program: tuple[str, ...], *stages: tuple[str, ...]) -> list[float]:
    """Return the seconds until the screen showed all texts of each stage."""
    begun = time.perf_counter()
    arrived: list[tuple[float, bytes]] = []
    with terminal(program=program, changes=COMPILED) as it:
        while data := it.drain(1.0 if arrived else 20.0):
            arrived.append((time.perf_counter() - begun, data))
    screen = Emulator(80, 24)
    stream = pyte.ByteStream(screen)
    times: list[float] = []
    for seconds, data in arrived:
        stream.feed(data)
        while len(times) < len(stages) and all(text in screen.text for text in stages[len(times)]):
            times.append(seconds)
    assert len(times) == len(stages), f"not all of {stages} appeared:\n{screen.text}"
    return times
