"""Plays a run by iterations, a slice at a time."""

from __future__ import annotations

from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.loop import Interrupted

from .jobs import Slices


def play_iterations(
    timeline: Timeline, most: int | None, goal: int, slices: Slices, interrupted: Interrupted
) -> int:
    """Train a slice of at most `most` iterations, None for no limit; return how many.

    Afterwards the run stands where the error is known; at the goal, after the last update.
    """
    script = timeline.experiment.script
    compare = script.step(script.error).number
    room = goal - 1 - timeline.position.iteration
    if timeline.position.step < compare:
        timeline.stand_at(compare)
        return 1
    if room <= 0:
        timeline.stand_at(len(script.steps))
        return 1
    done = slices.take(
        lambda iterations: timeline.advance(iterations, interrupted),
        room if most is None else min(room, most),
        timeline.slice,
    )
    timeline.stand_at(compare)
    return done
