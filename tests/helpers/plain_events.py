"""The events of a run, found in the plainest way: by running the script and comparing numbers."""

from __future__ import annotations

from itertools import islice, pairwise
from math import isfinite
from typing import NamedTuple

from helpers.strategies import mean_absolute, stepping
from tinynet_tui.events.event import Event, Kind
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array


class Seen(NamedTuple):
    """The parts of an event that are compared."""

    position: Position
    kind: Kind
    name: str
    cell: tuple[int, int] | None
    up: bool


def seen(event: Event) -> Seen:
    return Seen(event.position, event.kind, event.name, event.cell, event.up)


def plain_events(experiment: Experiment, iterations: int) -> list[Seen]:
    """All events of the first iterations, in the order of their positions."""
    script = experiment.script
    names = [*script.weights, script.error]
    weights = dict(zip(script.weights, experiment.initial_weights(), strict=True))
    run = [weights, *islice(stepping(experiment), iterations)]
    events: list[Seen] = []
    for iteration, (old, new) in enumerate(pairwise(run)):
        for step in script.steps:
            position = Position(iteration, step.number)
            if step.name == f"l{len(script.weights)}" and iteration:
                events += _crossings(experiment, position, step.name, old, new)
            elif step.name == script.error and iteration:
                if mean_absolute(new[step.name]) > mean_absolute(old[step.name]):
                    events.append(Seen(position, "rise", step.name, None, True))
            elif step.way == "update":
                events += _changes(position, step.name, old[step.name], new[step.name])
            if step.name in names and not any(event.kind == "divergence" for event in events):
                value = new[step.name]
                numbers = (
                    [mean_absolute(value)] if step.name == script.error else value.ravel().tolist()
                )
                if not all(map(isfinite, numbers)):
                    events.append(Seen(position, "divergence", step.name, None, False))
    return events


def is_right(target: float, difference: float) -> bool:
    return (target > 0.5 and difference < target - 0.5) or (
        target < 0.5 and difference > target - 0.5
    )


def is_wrong(target: float, difference: float) -> bool:
    return (target > 0.5 and difference >= target - 0.5) or (
        target < 0.5 and difference <= target - 0.5
    )


def _crossings(
    experiment: Experiment,
    position: Position,
    name: str,
    old: dict[str, Array],
    new: dict[str, Array],
) -> list[Seen]:
    events = []
    y, error = experiment.dataset.y, experiment.script.error
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            cell = (row, column)
            target = float(y[cell])
            before, after = float(old[error][cell]), float(new[error][cell])
            if is_wrong(target, before) and is_right(target, after):
                events.append(Seen(position, "prediction", name, cell, True))
            if is_right(target, before) and is_wrong(target, after):
                events.append(Seen(position, "prediction", name, cell, False))
    return events


def _changes(position: Position, name: str, old: Array, new: Array) -> list[Seen]:
    events = []
    for row in range(old.shape[0]):
        for column in range(old.shape[1]):
            before, after = float(old[row, column]), float(new[row, column])
            if before < 0 <= after:
                events.append(Seen(position, "weight", name, (row, column), True))
            if after < 0 <= before:
                events.append(Seen(position, "weight", name, (row, column), False))
    return events
