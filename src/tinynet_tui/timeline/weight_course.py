"""How a weight changes over a run: the early part trained again, the later from checkpoints."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from tinynet_tui.training.edit_schedule import EditSchedule, State
from tinynet_tui.training.trainer import Trainer

from .snapshot import Snapshot

EARLY = 4_000
"""The iterations that are trained again: checkpoints are too far apart for a log axis there."""
SECONDS = 1.0
"""The most time that this may take; then checkpoints have to suffice."""

Course = list[tuple[int, float]]
"""Iterations in order, and the weight with which each began."""


def course(
    snapshot: Snapshot,
    synapse: str,
    cell: tuple[int, int],
    points: int,
    stopped: Callable[[], bool] = lambda: False,
) -> Course:
    """Return a weight's course from iteration 0 to the furthest kept, evenly on a log axis.

    It has about `points` points, fewer if it takes too long or if `stopped` returns True, which is
    called between slices of training.
    """
    schedule = snapshot.schedule
    at = schedule.experiment.script.weights.index(synapse)
    here = snapshot.current.number
    last = max([here, *(iteration for iteration, _ in snapshot.checkpoints)])
    wanted = spread(last, points)
    found = dict(_trained(schedule, at, cell, [n for n in wanted if n <= EARLY], stopped))
    done = max(found, default=0)
    for iteration, state in thinned(snapshot.checkpoints, wanted, done):
        found[iteration] = _weight(schedule, iteration, state, at, cell)
    found[here] = float(snapshot.current.start[synapse][cell])
    return sorted(found.items())


def spread(last: int, points: int) -> list[int]:
    """Return iterations from 0 to the last, evenly spaced in log(iteration + 1), each once."""
    exponents = np.linspace(0.0, np.log(last + 1), max(2, points))
    return sorted({min(last, round(float(np.exp(exponent))) - 1) for exponent in exponents})


def _trained(
    schedule: EditSchedule,
    at: int,
    cell: tuple[int, int],
    wanted: Sequence[int],
    stopped: Callable[[], bool],
) -> Course:
    trainer = Trainer(schedule)
    deadline = time.monotonic() + SECONDS
    found: Course = []
    for iteration in wanted:
        while trainer.iteration < iteration:
            if stopped() or time.monotonic() > deadline:
                return found
            trainer.train(min(50, trainer.room, iteration - trainer.iteration), None)
        found.append((iteration, _weight(schedule, iteration, trainer.state, at, cell)))
    return found


def _weight(
    schedule: EditSchedule, iteration: int, state: State, at: int, cell: tuple[int, int]
) -> float:
    """Return the weight with which an iteration begins."""
    segment = schedule.segment(iteration)
    return float(segment.weights(state, schedule.experiment.script)[at][cell])


def thinned(
    checkpoints: Sequence[tuple[int, State]], wanted: Sequence[int], done: int
) -> list[tuple[int, State]]:
    """Return the checkpoints after an iteration, at most one between two wanted iterations.

    They are in no order.
    """
    later = [kept for kept in checkpoints if kept[0] > done]
    places = np.searchsorted(wanted, [iteration for iteration, _ in later])
    firsts = dict(zip(reversed(places.tolist()), reversed(later), strict=True))
    return list(firsts.values())
