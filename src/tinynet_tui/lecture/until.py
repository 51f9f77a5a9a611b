"""Where a run first gets to: the position of a scene with `until: error < 0.1`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from time import monotonic

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.condition import Condition
from tinynet_tui.timeline.condition_parser import parse
from tinynet_tui.timeline.timeline import Timeline

LIMIT = 20.0
"""The seconds that the run of a scene may take."""
SLICE = 1000


def first(text: str, experiment: Experiment, iterations: int) -> Position:
    """Return the position where a run first meets a condition; ValueError if it does not."""
    return _first(parse(text, experiment), experiment, iterations)


@lru_cache(256)
def _first(condition: Condition, experiment: Experiment, iterations: int) -> Position:
    timeline = Timeline(experiment)
    target = condition.target(timeline.events.detector)
    if target is not None and target.iteration < iterations:
        return target
    for room in _slices(timeline, iterations):
        # A slice ends in the iteration where the next one begins, so one iteration is too few.
        if timeline.advance_until(condition, Position(), max(2, room)):
            if timeline.position.iteration < iterations:
                return timeline.position
            break
    raise ValueError(f"{condition.denial} by iteration {iterations:,}")


def stand(timeline: Timeline, position: Position) -> None:
    """Go to a position that is not behind the present one; ValueError if that takes too long."""
    for room in _slices(timeline, position.iteration):
        timeline.stand_at(1)
        timeline.advance(room)
    timeline.stand_at(position.step)


def _slices(timeline: Timeline, end: int) -> Iterator[int]:
    """Yield how many iterations to run next, until an iteration."""
    late = monotonic() + LIMIT
    while (room := end - timeline.position.iteration) > 0:
        if monotonic() > late:
            here = timeline.position.iteration
            raise ValueError(f"in {LIMIT:g} seconds the run gets to iteration {here:,} only")
        yield min(room, SLICE, timeline.slice)
