"""A worker without a screen: what it leaves is waited for, and compared with a straight run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from helpers.strategies import same
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Moment
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.worker.commands import Command, Go
from tinynet_tui.worker.speed import MAX, Pace
from tinynet_tui.worker.worker import Frame, Runner

DEADLINE = 20.0
"""Seconds after which something that should happen has not happened."""


COMPARE, LAST = 4, 9


FAR_AWAY = Position(10**9, 1)


FAR = Go(FAR_AWAY)


class Screen:
    """What the worker wakes: waits for Frames and counts its wakes and takes."""

    def __init__(self) -> None:
        self.wakes = self.takes = 0
        self._woken = threading.Event()
        self.runner: Runner

    def wake(self) -> None:
        self.wakes += 1
        self._woken.set()

    def take(self) -> Frame | None:
        self.takes += 1
        return self.runner.take()

    def wait_for(self, condition: Callable[[Frame], object]) -> Frame:
        """The first Frame taken that fulfils a condition."""
        until = time.monotonic() + DEADLINE
        while True:
            self._woken.clear()
            frame = self.take()
            if frame and condition(frame):
                return frame
            assert self._woken.wait(until - time.monotonic()), f"still {frame}"

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Return when a condition holds that no Frame tells of."""
        until = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < until
            time.sleep(0.001)

    def send(self, *commands: Command) -> None:
        for command in commands:
            self.runner.send(command)


@contextmanager
def running(
    experiment: Experiment | None = None,
    *,
    iterations: int = 60_000,
    pace: Pace = MAX,
    fps: float = 1000,
) -> Iterator[Screen]:
    screen = Screen()
    screen.runner = Runner(
        experiment or Experiment(), iterations=iterations, pace=pace, fps=fps, wake=screen.wake
    )
    screen.runner.start()
    try:
        yield screen
    finally:
        assert screen.runner.stop(DEADLINE)


def playing_beyond(iteration: int) -> Callable[[Frame], bool]:
    return lambda frame: frame.playing and frame.moment.position.iteration > iteration


def standing_at(position: Position) -> Callable[[Frame], bool]:
    return lambda frame: frame.moment.position == position


def beyond(position: Position) -> Callable[[Frame], bool]:
    return lambda frame: frame.moment.position > position


def paced(pace: Pace) -> Callable[[Frame], bool]:
    return lambda frame: frame.pace == pace


def finished_at(goal: int) -> Callable[[Frame], bool]:
    return lambda frame: frame.finished and frame.goal == goal


def resting(frame: Frame) -> bool:
    return not frame.playing and frame.going is None


def straight_to(position: Position, experiment: Experiment) -> Moment:
    timeline = Timeline(experiment)
    while missing := position.iteration - timeline.position.iteration:
        timeline.advance(min(missing, timeline.slice))
    timeline.stand_at(position.phase)
    return timeline.moment()


def assert_same_numbers(moment: Moment) -> None:
    """A moment shows what a run straight to its position shows."""
    straight = straight_to(moment.position, moment.experiment)
    for name in moment.experiment.script.names:
        one, other = moment.value(name), straight.value(name)
        assert (one is None) == (other is None)
        assert one is None or other is None or same(one.array, other.array)
    assert moment.error == straight.error
    known = straight.reached
    assert moment.reached >= known
    edges = range(0, known + 100, 100)
    assert moment.history.envelope(edges, known) == straight.history.envelope(edges, known)
