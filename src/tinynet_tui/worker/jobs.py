"""What the worker does as fast as it can, a slice at a time: go, run until, look for an event."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tinynet_tui.events.event import Event
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .commands import WAITS, Command, Play, Wait, include_edit

if TYPE_CHECKING:  # as in commands.py
    from tinynet_tui.timeline.condition import Condition

SLICE_SECONDS = 0.002
"""How long a job goes on before the worker looks for the next command."""


class Slices:
    """Chooses the length of the next slice by how long the last ones took."""

    def __init__(self, seconds: float = SLICE_SECONDS) -> None:
        """Begin with one iteration; a slice should take so many seconds."""
        self._size, self._seconds = 1, seconds

    def take(self, train: Callable[[int], int], most: int, limit: int, least: int = 1) -> int:
        """Train up to `most` iterations, as many as there is time for; return how many.

        A slice has at most `limit` iterations, and at least `least` if `most` is not less. `train`
        returns how many it did, which may be fewer than it was given.
        """
        count = min(most, max(least, min(self._size, limit)))
        begun = time.perf_counter()
        done = train(count)
        took = max(time.perf_counter() - begun, 1e-6)
        fitting = int(done * self._seconds / took)
        self._size = max(1, min(fitting, 2 * count, limit))
        return done


class Arrival(NamedTuple):
    """How a job ended."""

    note: str = ""
    """What to say of it."""
    onward: Position | None = None
    """Where to go on to from here."""
    event: Event | None = None
    """The event at its end, if one was looked for."""


class Job(ABC):
    """Something that takes more than one slice, after which the run rests again."""

    target: Position | None = None
    """Where it leads, if that is known."""
    words: str
    """What is being done."""
    brief: bool = False
    """Whether it is over at once: then `Play`, typed after its key, counts from its end."""

    def satisfied(self, timeline: Timeline) -> Wait:
        """Return the longest wait that is over already: nothing is known of where this leads."""
        return Wait.FOR_EDITS

    @abstractmethod
    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Do a slice of it; return how it ended, if it did."""


def must_wait(
    command: Command, job: Job | None, waiting: Sequence[Command], timeline: Timeline
) -> bool:
    """Return whether a command waits until a job ends, behind those that wait already."""
    if job is None:
        return False
    if isinstance(command, Play) and job.brief:
        return True
    if include_edit(waiting):
        satisfied = Wait.NEVER
    else:
        satisfied = Wait.FOR_EDITS if waiting else job.satisfied(timeline)
    return WAITS[type(command)] > satisfied


class Going(Job):
    """On the way to a position."""

    def __init__(
        self, target: Position, timeline: Timeline, *, tell: bool = False, brief: bool = False
    ) -> None:
        """Go to the target; on arrival, `tell` what happens there."""
        self.target: Position = target
        self.words = f"going to {target.text(timeline.experiment.script)}"
        self.brief = brief
        self._tell = tell

    def satisfied(self, timeline: Timeline) -> Wait:
        """Return the longest wait that is over already: a new target may bring new events."""
        return Wait.FOR_TARGET if self.target > timeline.furthest else Wait.FOR_EVENTS

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Train a slice towards the position, from a checkpoint where one is nearer."""
        timeline.approach(self.target.iteration)
        room = self.target.iteration - timeline.position.iteration

        def train(iterations: int) -> int:
            if iterations == room:  # the steps after the target's are not reached
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
    """On the way to where a condition comes true, but no further than the goal."""

    def __init__(self, condition: Condition, timeline: Timeline, goal: int) -> None:
        """Run from the timeline's position through all iterations below `goal`."""
        self.words = f"running until {condition.words}"
        self._condition, self._after, self._goal = condition, timeline.position, goal

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Run a slice; at the goal, say that the condition did not come true."""
        reached = False

        def train(iterations: int) -> int:
            nonlocal reached
            reached = timeline.advance_until(self._condition, self._after, iterations)
            return iterations

        room = self._goal - timeline.position.iteration
        # The last iteration of a slice is the first of the next: a slice of one gets nowhere.
        done = slices.take(train, room, timeline.slice, least=2)
        if reached:
            snapshot, condition = timeline.snapshot(), self._condition
            events = filter(condition.concerns, snapshot.happening)
            return Arrival(condition.arrival(snapshot), event=next(events, None))
        if done < room:
            return None
        timeline.stand_at(len(timeline.experiment.script.steps))
        return Arrival(f"{self._condition.denial} by iteration {self._goal:,}")


class Searching(Job):
    """Looking for the next or the previous event, to go there."""

    def __init__(self, timeline: Timeline, position: Position, *, back: bool) -> None:
        """Look from a position that the run has reached; if there is no event, go there."""
        self.words = f"looking for the event {'before' if back else 'after'} this"
        self._search, self._position = timeline.search(position, back=back), position
        self._nothing = "no event before this" if back else "no event after this yet: run on"

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Search a slice; the timeline itself stays where it is."""

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
    """Return the job that runs until a condition comes true, but no further than the goal."""
    target = condition.target(timeline.events.detector)
    if target is not None and target.iteration < goal:
        return Going(target, timeline)
    return RunningUntil(condition, timeline, goal)


def stepped(position: Position, unit: str, steps: int, *, back: bool) -> Position:
    """Return the position one step or iteration on or back, in a script of so many steps.

    There is none before 0:l0.
    """
    iteration, step = position.iteration, position.step
    if unit == "iteration":
        beyond = back and iteration == 0
        return Position() if beyond else Position(iteration + (-1 if back else 1), step)
    if back:
        if step > 1 or iteration == 0:
            return Position(iteration, max(1, step - 1))
        return Position(iteration - 1, steps)
    return Position(iteration, step + 1) if step < steps else Position(iteration + 1, 1)
