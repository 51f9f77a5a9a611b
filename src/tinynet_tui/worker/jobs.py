"""What the worker does as fast as it can, a slice at a time: go, run until, look for an event."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tinynet_tui.events.event import Event
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .commands import Command, EditCommand, Jump, Move, Play, Until

if TYPE_CHECKING:  # as in commands.py
    from tinynet_tui.timeline.condition import Condition

SLICE_SECONDS = 0.002
"""How long the worker goes on before it looks at its commands again."""


class Slices:
    """Knows how many iterations a slice has time for, by what the last ones took."""

    def __init__(self, seconds: float = SLICE_SECONDS) -> None:
        """Begin with one; a slice is to take so many seconds."""
        self._size, self._seconds = 1, seconds

    def take(self, train: Callable[[int], int], most: int, limit: int, least: int = 1) -> int:
        """Train up to `most` iterations, as many as there is time for; return how many.

        A slice has at most `limit` of them, and at least `least` if `most` allows for it. `train`
        may do fewer, and returns how many it did.
        """
        count = min(most, max(least, min(self._size, limit)))
        begun = time.perf_counter()
        done = train(count)
        took = max(time.perf_counter() - begun, 1e-6)
        fitting = int(done * self._seconds / took)
        self._size = max(1, min(fitting, 2 * count, limit))
        return done


class Arrival(NamedTuple):
    """How an job ended."""

    note: str = ""
    """What there is to say."""
    onward: Position | None = None
    """Where it turned out to lead."""
    event: Event | None = None
    """What happens where it has led, if that was looked for."""


class Job(ABC):
    """Something to be done before the run rests again."""

    target: Position | None = None
    """Where it leads, if that is known."""
    words: str
    """What is being done."""

    def defers(self, command: Command, timeline: Timeline) -> bool:
        """Whether a command counts from where this ends, and that is not known yet."""
        return isinstance(command, Move | Jump | Until | EditCommand)

    @abstractmethod
    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Do a slice of it; return how it ended, if it did."""


class Going(Job):
    """On the way to a position."""

    def __init__(
        self, target: Position, timeline: Timeline, *, tell: bool = False, brief: bool = False
    ) -> None:
        """Go there; on arrival, tell what happens there or not.

        A `brief` way is over at once: what is typed behind the key for it counts from its end.
        """
        self.target: Position = target
        self.words = f"going to {target.text(timeline.experiment.script)}"
        self._tell, self._brief = tell, brief

    def defers(self, command: Command, timeline: Timeline) -> bool:
        """What begins there; and what events there are before a new place is not known."""
        if self._brief and isinstance(command, Play):
            return True
        beyond = self.target > timeline.furthest
        return isinstance(command, Until | EditCommand) or (isinstance(command, Jump) and beyond)

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Train a slice towards the position, from a checkpoint where one is nearer."""
        timeline.approach(self.target.iteration)
        room = self.target.iteration - timeline.position.iteration

        def train(iterations: int) -> int:
            if iterations == room:  # the steps behind the target's are not reached
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
    """On the way to where a condition comes true, but not beyond the goal."""

    def __init__(self, condition: Condition, timeline: Timeline, goal: int) -> None:
        """Run from where the timeline stands through all iterations below `goal`."""
        self.words = f"running until {condition.words}"
        self._condition, self._after, self._goal = condition, timeline.position, goal

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Look through a slice; at the goal, say that it did not happen."""
        reached = False

        def train(iterations: int) -> int:
            nonlocal reached
            reached = timeline.advance_until(self._condition, self._after, iterations)
            return iterations

        room = self._goal - timeline.position.iteration
        # The last iteration of a slice is the first of the next: one alone would lead nowhere.
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
    """Looking for the event before or after a position, to go there."""

    def __init__(self, timeline: Timeline, position: Position, *, back: bool) -> None:
        """Look from a position that the run has been at; without an event, go just there."""
        self.words = f"looking for the event {'before' if back else 'after'} this"
        self._search, self._position = timeline.search(position, back=back), position
        self._nothing = "no event before this" if back else "no event after this yet: run on"

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        """Look through a slice; the timeline itself stays where it is."""

        def search(iterations: int) -> int:
            self._search.go_on(iterations)
            return iterations

        if not self._search.ended:
            slices.take(search, self._search.slice, self._search.slice)
            if not self._search.ended:
                return None
        found = self._search.found
        return Arrival(onward=found) if found else Arrival(self._nothing, self._position)


def until(condition: Condition, timeline: Timeline, goal: int) -> Job:
    """Return the job of running until a condition comes true, below a goal."""
    target = condition.target(timeline.events.rules)
    if target is not None and target.iteration < goal:
        return Going(target, timeline)
    return RunningUntil(condition, timeline, goal)


def stepped(position: Position, unit: str, steps: int, *, back: bool) -> Position:
    """Return the position one step or iteration on or back, in a script of so many steps.

    At the start, back is the start.
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
