"""The jobs: go, run until, look for an event; done as fast as possible, a slice at a time."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tinynet_tui.blame.hop import Hop
from tinynet_tui.events.event import Event
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .commands import (
    WAITS,
    AtSpeed,
    Command,
    Faster,
    Go,
    GoWhere,
    Move,
    Open,
    Play,
    Restart,
    Undo,
    Wait,
    include_edit,
)

if TYPE_CHECKING:  # as in commands.py
    from tinynet_tui.timeline.condition import Condition

SLICE_SECONDS = 0.002
"""How long a job runs before the worker looks for the next command."""


class Slices:
    """Chooses the length of the next slice by how long the last one took."""

    def __init__(self, seconds: float = SLICE_SECONDS) -> None:
        self._size, self._seconds = 1, seconds
        """The iterations of the next slice, and how long a slice should take."""

    def take(
        self,
        train: Callable[[int], int],
        most: int,
        limit: int,
        least: int = 1,
        seconds: float | None = None,
    ) -> int:
        """Train a slice of up to `most` iterations; return how many were trained.

        A slice has `least` to `limit` iterations, but never more than `most`. `train` takes a
        number of iterations and returns how many it did, which may be fewer. It is to take
        `seconds`, if they are given.
        """
        size = self._size if seconds is None else int(self._size * seconds / self._seconds)
        count = min(most, max(least, min(size, limit)))
        begun = time.perf_counter()
        done = train(count)
        took = max(time.perf_counter() - begun, 1e-6)
        fitting = int(done * self._seconds / took)
        self._size = max(1, min(fitting, 2 * max(count, self._size), limit))
        return done


class Arrival(NamedTuple):
    """How a job ended."""

    note: str = ""
    """A message about it."""
    onward: Position | None = None
    """Where to go next."""
    event: Event | None = None
    """The event at the end, if the job looked for one."""
    hop: Hop | None = None
    """What mattered most for a number, if the job looked for that."""


class Job(ABC):
    """A task of more than one slice, after which the run pauses, or plays on."""

    target: Position | None = None
    """Where it leads, if that is known."""
    words: str
    """What it does, for the screen."""
    until: Condition | None = None
    """What it runs until; every command that moves or edits the run ends such a job."""
    undoes: bool = False
    """True when an `Undo` has begun it; the next one need not wait until it is there."""

    def satisfied(self, timeline: Timeline) -> Wait:
        """Return the last value of `Wait` that is over by now."""
        return Wait.FOR_EDITS  # the target is unknown

    @abstractmethod
    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Do a slice; return how the job ended, or None if it has not."""

    def stopped(self, timeline: Timeline) -> str:
        """Return how far a run-until came, as it is ended; empty for other jobs."""
        if self.until is None:
            return ""
        return f"stopped: {self.until.denial} by iteration {timeline.position.iteration:,}"


def must_wait(
    command: Command,
    job: Job | None,
    waiting: Sequence[Command],
    timeline: Timeline,
    *,
    unseen: bool = False,
) -> bool:
    """True when a command must wait until the job ends, after those that wait already.

    A command that was sent while the job was `unseen`, before anything of it was shown, leads where
    it would lead after it. Only a run-until is ended by it.
    """
    if job is None or job.until is not None:
        return False
    if unseen and not isinstance(command, Faster | AtSpeed | Restart | Open):
        if isinstance(command, Play | Go | GoWhere):
            return True
        is_new = job.target is not None and job.target > timeline.furthest
        if is_new and isinstance(command, Move) and command.back:
            return True
    if isinstance(command, Undo) and command.counts_from_the_edit and job.undoes and not waiting:
        return False
    if include_edit(waiting):
        satisfied = Wait.NEVER
    else:
        satisfied = Wait.FOR_EDITS if waiting else job.satisfied(timeline)
    return WAITS[type(command)] > satisfied


class Going(Job):
    """Goes to a position; with `tell` the note on arrival is about the events there."""

    def __init__(
        self,
        target: Position,
        timeline: Timeline,
        *,
        tell: bool = False,
        until: Condition | None = None,
        undoes: bool = False,
    ) -> None:
        self.target: Position = target
        self.words = f"going to {target.text(timeline.experiment.script)}"
        self.until, self.undoes = until, undoes
        self._tell = tell

    def satisfied(self, timeline: Timeline) -> Wait:
        # Beyond the furthest position there may be new events.
        return Wait.FOR_TARGET if self.target > timeline.furthest else Wait.FOR_EVENTS

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        timeline.approach(self.target.iteration)
        room = self.target.iteration - timeline.position.iteration

        def train(iterations: int) -> int:
            if iterations == room:  # stop at the target's step, not beyond
                timeline.stand_at(min(timeline.position.step, self.target.step))
            return timeline.advance(iterations)

        if room and slices.take(train, room, timeline.slice) < room:
            return None
        timeline.stand_at(self.target.step)
        if not self._tell:
            return Arrival()
        snapshot = timeline.snapshot()
        return Arrival(snapshot.news, event=next(iter(snapshot.happening), None))


class RunningUntil(Job):
    """Runs until a condition becomes true, but only through the iterations below `goal`."""

    def __init__(self, condition: Condition, timeline: Timeline, goal: int) -> None:
        self.words = f"running until {condition.words}"
        self.until: Condition = condition
        self._after, self._goal = timeline.position, goal

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        reached = False

        def train(iterations: int) -> int:
            nonlocal reached
            reached = timeline.advance_until(self.until, self._after, iterations)
            return iterations

        room = self._goal - timeline.position.iteration
        # A slice ends in the iteration where the next one begins, so one iteration is too few.
        done = slices.take(train, room, timeline.slice, least=2)
        if reached:
            snapshot, condition = timeline.snapshot(), self.until
            events = filter(condition.concerns, snapshot.happening)
            return Arrival(condition.arrival(snapshot), event=next(events, None))
        if done < room:
            return None
        timeline.stand_at(len(timeline.experiment.script.steps))
        return Arrival(f"{self.until.denial} by iteration {self._goal:,}")


class Searching(Job):
    """Looks for the event after or before a position, and goes there or back to the position."""

    def __init__(self, timeline: Timeline, position: Position, *, back: bool) -> None:
        self.words = f"looking for the {'previous' if back else 'next'} event"
        self._search, self._position = timeline.search(position, back=back), position
        self._nothing = "no earlier event" if back else "no later event yet: run further"

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        def search(iterations: int) -> int:
            self._search.go_on(iterations)
            return iterations

        if not self._search.ended:
            slices.take(search, self._search.slice, self._search.slice)
            if not self._search.ended:
                return None
        found = self._search.found
        return Arrival(onward=found) if found else Arrival(self._nothing, self._position)


def run_until(condition: Condition, timeline: Timeline, goal: int) -> Job:
    """Return a job that runs until a condition becomes true, but only to the goal."""
    target = condition.target(timeline.events.detector)
    if target is not None and target.iteration < goal:
        return Going(target, timeline, until=condition)
    return RunningUntil(condition, timeline, goal)


def stepped(position: Position, unit: str, steps: int, *, back: bool) -> Position:
    """Return the position one step or iteration on or back, but not before 0:l0.

    `steps` is the number of the script's steps.
    """
    change = -1 if back else 1
    if unit == "iteration":
        iteration = position.iteration + change
        return Position() if iteration < 0 else Position(iteration, position.step)
    index = position.iteration * steps + position.step - 1 + change
    iteration, step = divmod(max(0, index), steps)
    return Position(iteration, step + 1)
