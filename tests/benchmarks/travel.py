"""The time it takes to go to any position of a run or to edit it, and a long run's memory."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from measure import Result, percentile

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.worker.commands import Change, Command, Go
from tinynet_tui.worker.worker import Frame, Worker

USUAL, LONG = 60_000, 10_000_000
JUMPS = 200


class Traveller:
    """Measures how long a worker without a screen takes."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._worker = Worker(Experiment(), wake=self._ready.set)
        self._worker.start()

    def go(self, position: Position) -> float:
        """Go to a position; return the seconds until its Frame."""
        return self._send(Go(position), lambda frame: frame.snapshot.position == position)

    def edit(self, value: float) -> float:
        """Edit a weight at the current position; return the seconds until its Frame."""
        return self._send(
            Change("syn0", (0, 0), value),
            lambda frame: [edit.value for edit in frame.snapshot.experiment.edits][-1:] == [value],
        )

    def _send(self, command: Command, answers: Callable[[Frame], bool]) -> float:
        begun = time.perf_counter()
        self._worker.send(command)
        while True:
            frame = self._worker.take()
            if frame is not None and frame.going is None and answers(frame):
                return time.perf_counter() - begun
            self._ready.wait(1.0)
            self._ready.clear()

    def stop(self) -> None:
        self._worker.stop()


def results(jumps: int = JUMPS, long: int = LONG) -> list[Result]:
    """Jump about in a usual run and a long one, and measure the memory that the long one adds."""
    traveller = Traveller()
    try:
        traveller.go(Position(USUAL - 1, 9))
        usual = _jump_about(traveller, USUAL, jumps)
        edits = _edit_about(jumps // 4)
        traveller.go(Position(long // 10, 9))
        before = _resident_megabytes()
        traveller.go(Position(long, 9))
        grown = _resident_megabytes() - before
        far = _jump_about(traveller, long, jumps // 4)
    finally:
        traveller.stop()
    return [
        Result("to any position of 60,000: p50", 1000 * median(usual), "ms"),
        Result("to any position of 60,000: p95", 1000 * percentile(usual, 0.95), "ms"),
        Result("to any position of 60,000: longest", 1000 * max(usual), "ms", 50, "lower"),
        Result("an edit in 60,000: p50", 1000 * median(edits), "ms"),
        Result("an edit in 60,000: longest", 1000 * max(edits), "ms", 100, "lower"),
        Result(f"to any position of {long:,}: p50", 1000 * median(far), "ms"),
        Result(f"to any position of {long:,}: longest", 1000 * max(far), "ms", 1000, "lower"),
        Result(f"memory, {long // 10:,} to {long:,} iterations", grown, "MiB", 2, "lower"),
    ]


def _jump_about(traveller: Traveller, iterations: int, jumps: int) -> list[float]:
    chance = random.Random(1)
    return [
        traveller.go(Position(chance.randrange(iterations), chance.randint(1, 9)))
        for _ in range(jumps)
    ]


def _edit_about(count: int) -> list[float]:
    """Edit a weight at positions of a run, from late to early ones."""
    traveller = Traveller()
    try:
        traveller.go(Position(USUAL - 1, 9))
        seconds = []
        for at in range(count, 0, -1):
            traveller.go(Position(USUAL * at // (count + 1), 6))
            seconds.append(traveller.edit(at / 100))
        return seconds
    finally:
        traveller.stop()


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20
