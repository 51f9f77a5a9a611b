"""A worker without a screen, and straight runs to compare its Frames with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from helpers.straight import straight_run
from helpers.strategies import same
from helpers.waiting import DEADLINE, Patience
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.worker.commands import Command, Go
from tinynet_tui.worker.speed import MAX, Speed
from tinynet_tui.worker.worker import Frame, Worker

COMPARE, LAST = 4, 9

FAR_AWAY = Position(10**9, 1)

FAR = Go(FAR_AWAY)


class Screen:
    """Stands in for the screen: waits for Frames, and counts wake-ups and Frames taken."""

    def __init__(self) -> None:
        self.wakes = self.takes = 0
        self._woken = threading.Event()
        self.worker: Worker

    def wake(self) -> None:
        self.wakes += 1
        self._woken.set()

    def take(self) -> Frame | None:
        self.takes += 1
        return self.worker.take()

    def wait_for(self, condition: Callable[[Frame], object]) -> Frame:
        """Return the first Frame that fulfils a condition."""
        patience = Patience()
        while True:
            self._woken.clear()
            frame = self.take()
            if frame and condition(frame):
                return frame
            self._woken.wait(patience.left)
            patience.check(f"still {frame}")

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Return when a condition holds that is not about a Frame."""
        patience = Patience()
        while not condition():
            patience.check("in vain")
            time.sleep(0.001)

    def send(self, *commands: Command) -> None:
        for command in commands:
            self.worker.send(command)


@contextmanager
def running(
    experiment: Experiment | None = None,
    *,
    iterations: int = 60_000,
    speed: Speed = MAX,
    fps: float = 1000,
) -> Iterator[Screen]:
    screen = Screen()
    screen.worker = Worker(
        experiment or Experiment(), iterations=iterations, speed=speed, fps=fps, wake=screen.wake
    )
    screen.worker.start()
    try:
        yield screen
    finally:
        assert screen.worker.stop(DEADLINE)


def playing_beyond(iteration: int) -> Callable[[Frame], bool]:
    return lambda frame: frame.playing and frame.snapshot.position.iteration > iteration


def standing_at(position: Position) -> Callable[[Frame], bool]:
    return lambda frame: frame.snapshot.position == position


def beyond(position: Position) -> Callable[[Frame], bool]:
    return lambda frame: frame.snapshot.position > position


def at_speed(speed: Speed) -> Callable[[Frame], bool]:
    return lambda frame: frame.speed == speed


def finished_at(goal: int) -> Callable[[Frame], bool]:
    return lambda frame: frame.finished and frame.goal == goal


def resting(frame: Frame) -> bool:
    return not frame.playing and frame.going is None


def straight_to(position: Position, experiment: Experiment) -> Snapshot:
    return straight_run(experiment, position)


def assert_same_numbers(snapshot: Snapshot) -> None:
    """Check a snapshot against a straight run to its position."""
    straight = straight_to(snapshot.position, snapshot.experiment)
    for name in snapshot.experiment.script.names:
        one, other = snapshot.value(name), straight.value(name)
        assert (one is None) == (other is None)
        assert one is None or other is None or same(one.array, other.array)
    assert snapshot.error == straight.error
    known = straight.reached
    assert snapshot.reached >= known
    edges = range(0, known + 100, 100)
    assert snapshot.history.envelope(edges, known) == straight.history.envelope(edges, known)


def numbers(snapshot: Snapshot, name: str) -> Array:
    value = snapshot.value(name)
    assert value is not None
    return value.array
