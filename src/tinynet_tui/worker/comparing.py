"""The job that trains another run, to be drawn beside the one that is opened."""

from __future__ import annotations

from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .jobs import Arrival, Job, Slices


class Comparing(Job):
    """Trains a run of its own to its end, then goes to a position of the current one."""

    words = "training the run to compare with"

    def __init__(self, other: Timeline, iterations: int, target: Position) -> None:
        self.other, self._iterations = other, iterations
        self.target: Position = target

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        other = self.other
        if other.history.length < self._iterations:
            other.approach(other.history.length)
            room = self._iterations - other.position.iteration
            if slices.take(other.advance, room, other.slice) < room:
                return None
        return Arrival(onward=self.target)
