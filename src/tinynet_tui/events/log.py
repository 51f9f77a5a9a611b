"""The events of a run so far, in bounded memory.

The first `MOST` events of each kind are kept, the others are only counted. For the graph, an
`ErrorHistory` keeps the importance of every iteration's most important event.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import NamedTuple

import numpy as np

from tinynet_tui.experiment.position import Position
from tinynet_tui.training.edit_schedule import EditSchedule, State
from tinynet_tui.training.error_history import ErrorHistory, Mark
from tinynet_tui.training.stretch import Before, Stretch

from .detector import Detector
from .event import KINDS, NOTHING, Event, Found, Kind

MOST = 4096
"""The most events of a kind that are kept (64 KiB)."""
IMPORTANCE: tuple[Kind, ...] = ("rise", "weight", "prediction", "divergence")
"""The kinds, the most important last: it is shown where several share a column."""


@dataclass(frozen=True)
class PartialIteration:
    """An iteration up to a position in it: its state at the start, and the iteration before."""

    position: Position
    state: State
    before: Before | None

    def stretch(self, schedule: EditSchedule) -> Stretch:
        """Run the whole iteration with the script."""
        script, number = schedule.experiment.script, self.position.iteration
        segment = schedule.segment(number)
        values = schedule.compute(number, self.state, len(script.steps))
        differences = values[script.error][None]
        errors = schedule.experiment.split.errors(differences)
        rows = segment.weights(self.state, script), [values[name] for name in script.weights]
        negated = np.array([np.concatenate([-weight.ravel() for weight in row]) for row in rows])
        return Stretch(number, errors, differences, negated, segment.y, self.before)

    def last(self, schedule: EditSchedule) -> Before | None:
        """Return the last iteration whose error is known; None without one."""
        script = schedule.experiment.script
        if self.position.step < script.step(script.error).number:
            return self.before
        return self.stretch(schedule).last


@dataclass(frozen=True)
class Events:
    """The events of a run up to the furthest position that it has reached; frozen."""

    schedule: EditSchedule
    detector: Detector
    counts: tuple[int, ...]
    """The number of events of each of KINDS in the finished iterations."""
    kept: tuple[Found, ...]
    """The first of each of KINDS."""
    importance: ErrorHistory
    """The index in IMPORTANCE of each iteration's most important event; NaN without events."""
    done: int
    """The number of finished iterations: as many of `importance` belong to these events."""
    unfinished: PartialIteration
    """The iteration that the run has reached but not finished."""

    def __len__(self) -> int:
        return len(self.found.iterations)

    def __getitem__(self, index: int) -> Event:
        return self.detector.event(self.found, index)

    def __iter__(self) -> Iterator[Event]:
        return (self[index] for index in range(len(self)))

    @cached_property
    def found(self) -> Found:
        """All events that can be listed: those kept, and those of the unfinished iteration."""
        return reduce(Found.joined, [*self.kept, self._last])

    @cached_property
    def _last(self) -> Found:
        """The events of the unfinished iteration, as far as it has come."""
        stretch = self.unfinished.stretch(self.schedule)
        found = self.detector.find(stretch)
        if not self.counts[KINDS.index("divergence")]:
            found = found.joined(self.detector.divergence(stretch))
        return found.only(self.detector.steps(found.codes) <= self.unfinished.position.step)

    @cached_property
    def _positions(self) -> list[tuple[int, int]]:
        found = self.found
        steps = self.detector.steps(found.codes)
        return list(zip(found.iterations.tolist(), steps.tolist(), strict=True))

    def more(self, kind: Kind) -> int:
        """Return the number of events of a kind that cannot be listed."""
        index = KINDS.index(kind)
        return self.counts[index] - len(self.kept[index].iterations)

    @cached_property
    def complete_to(self) -> Position:
        """The position up to which every event can be listed: the furthest reached, or earlier."""
        position = self.unfinished.position
        for kind, kept in zip(KINDS, self.kept, strict=True):
            if self.more(kind):
                position = min(position, self.detector.event(kept, -1).position)
        return position

    def count_to(self, position: Position) -> int:
        """Return the number of listed events up to a position."""
        return bisect_right(self._positions, position)

    def at(self, position: Position) -> list[Event]:
        """Return the listed events that can first be seen exactly at a position."""
        first = bisect_left(self._positions, position)
        return [self[index] for index in range(first, self.count_to(position))]

    def after(self, position: Position) -> Position | None:
        """Return the position of the first listed event after a position; None without one."""
        index = self.count_to(position)
        return Position(*self._positions[index]) if index < len(self) else None

    def before(self, position: Position) -> Position | None:
        """Return the position of the last listed event before a position; None without one."""
        index = bisect_left(self._positions, position)
        return Position(*self._positions[index - 1]) if index else None

    def columns(self, edges: Sequence[int]) -> list[tuple[int, Kind]]:
        """Return, for each column with events, an iteration in it and its most important kind.

        Column c extends from edges[c] to edges[c + 1], exclusive, as in `ErrorHistory.envelope`.
        """
        envelope = self.importance.envelope(edges, self.done)
        columns = [(iteration, IMPORTANCE[int(highest)]) for iteration, _, highest in envelope]
        kinds = [KINDS[kind] for kind in self.detector.kinds(self._last.codes).tolist()]
        if kinds:
            columns.append((self.unfinished.position.iteration, max(kinds, key=IMPORTANCE.index)))
        return columns


class LogMark(NamedTuple):
    """How far a log has come."""

    counts: tuple[int, ...]
    importance: Mark


class EventLog:
    """Keeps the events of one iteration after another; append-only, like `ErrorHistory`."""

    def __init__(self, schedule: EditSchedule) -> None:
        self._schedule = schedule
        self.detector = Detector(schedule.experiment)
        self._counts = [0] * len(KINDS)
        self._kept = [NOTHING] * len(KINDS)
        self._importance = ErrorHistory()

    def append(self, stretch: Stretch, found: Found) -> None:
        """Add the events found in a stretch that begins where the last one ended."""
        if not self._counts[KINDS.index("divergence")]:
            found = found.joined(self.detector.divergence(stretch))
        if not len(found.iterations):
            self._importance.skip(len(stretch.errors))
            return
        importance = np.full(len(stretch.errors), np.nan)
        kinds = self.detector.kinds(found.codes)
        for index, kind in enumerate(KINDS):
            self._keep(index, found.only(kinds == index))
            rows = found.iterations[kinds == index] - stretch.start
            importance[rows] = np.fmax(importance[rows], IMPORTANCE.index(kind))
        self._importance.append(importance)

    def mark(self) -> LogMark:
        """Return what `cut` needs to restore the present length."""
        return LogMark(tuple(self._counts), self._importance.mark())

    def cut(self, mark: LogMark, schedule: EditSchedule) -> EventLog:
        """Return another experiment's log, filled as this one was when the mark was made."""
        log = EventLog(schedule)
        log._counts = list(mark.counts)
        length = mark.importance.length
        log._kept = [kept.only(kept.iterations < length) for kept in self._kept]
        log._importance = self._importance.cut(mark.importance)
        return log

    def _keep(self, index: int, found: Found) -> None:
        """Count all events of one kind, and keep as many as fit."""
        self._counts[index] += len(found.iterations)
        kept = self._kept[index]
        room = MOST - len(kept.iterations)
        if room:
            # A new array each time: another thread may be reading the old one.
            self._kept[index] = kept.joined(Found(found.iterations[:room], found.codes[:room]))

    @property
    def diverged(self) -> int | None:
        """The iteration in which the run diverged; None if it has not."""
        kept = self._kept[KINDS.index("divergence")].iterations
        return int(kept[0]) if len(kept) else None

    def events(self, unfinished: PartialIteration) -> Events:
        """Return the events up to the position reached in the unfinished iteration."""
        return Events(
            schedule=self._schedule,
            detector=self.detector,
            counts=tuple(self._counts),
            kept=tuple(self._kept),
            importance=self._importance,
            done=self._importance.length,
            unfinished=unfinished,
        )
