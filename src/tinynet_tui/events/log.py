"""The events of a run so far, in bounded memory, however many there are.

Of each kind the first `MOST` are kept and the others counted. For the graph, the importance of
every iteration's most important event is kept, as an `ErrorHistory` keeps errors.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import NamedTuple

import numpy as np

from tinynet_tui.experiment.position import Position
from tinynet_tui.network.loss import mean_absolute_errors
from tinynet_tui.training.edit_schedule import EditSchedule, State
from tinynet_tui.training.error_history import ErrorHistory, Mark
from tinynet_tui.training.stretch import Before, Stretch

from .detector import Detector
from .event import KINDS, NOTHING, Event, Found, Kind

MOST = 4096
"""Events of a kind that are kept (64 KiB)."""
IMPORTANCE: tuple[Kind, ...] = ("rise", "weight", "prediction", "divergence")
"""The kinds, the most important last: it is shown where several fall into one column."""


@dataclass(frozen=True)
class PartialIteration:
    """An iteration up to a position in it, its weights at the start, and the one before."""

    position: Position
    state: State
    before: Before | None

    def stretch(self, schedule: EditSchedule) -> Stretch:
        """Run the whole iteration, by the script."""
        script, number = schedule.experiment.script, self.position.iteration
        segment = schedule.segment(number)
        values = schedule.compute(number, self.state, len(script.steps))
        with np.errstate(all="ignore"):
            differences = values[script.error][None]
            errors = mean_absolute_errors(differences)
        rows = (
            segment.weights(self.state, script),
            [values[name] for name in script.weights],
        )
        negated = np.array([np.concatenate([-weight.ravel() for weight in row]) for row in rows])
        return Stretch(number, errors, differences, negated, segment.y, self.before)

    def last(self, schedule: EditSchedule) -> Before | None:
        """Return the last iteration whose error is known; None if there is none."""
        script = schedule.experiment.script
        if self.position.step < script.step(script.error).number:
            return self.before
        return self.stretch(schedule).last


@dataclass(frozen=True)
class Events:
    """The events of a run up to the furthest position it has reached; frozen."""

    schedule: EditSchedule
    detector: Detector
    counts: tuple[int, ...]
    """How many there are of each of KINDS in the finished iterations."""
    kept: tuple[Found, ...]
    """The first of each of KINDS."""
    importance: ErrorHistory
    """The place in IMPORTANCE of each iteration's most important event; NaN without events."""
    done: int
    """The finished iterations: how many of `importance` belong to these events."""
    unfinished: PartialIteration
    """The iteration that the run has reached but not finished."""

    def __len__(self) -> int:
        """Return how many events can be listed."""
        return len(self.found.iterations)

    def __getitem__(self, index: int) -> Event:
        """Return one of the events that can be listed, in the order in which they are seen."""
        return self.detector.event(int(self.found.iterations[index]), int(self.found.codes[index]))

    def __iter__(self) -> Iterator[Event]:
        """Yield them in order."""
        return (self[index] for index in range(len(self)))

    @cached_property
    def found(self) -> Found:
        """All that can be listed: those kept and those of the unfinished iteration."""
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
        """Return how many events of a kind there are that cannot be listed."""
        index = KINDS.index(kind)
        return self.counts[index] - len(self.kept[index].iterations)

    @cached_property
    def complete_to(self) -> Position:
        """The position up to which every event can be listed: the furthest reached, or earlier."""
        position = self.unfinished.position
        for kind, kept in zip(KINDS, self.kept, strict=True):
            if self.more(kind):
                last = self.detector.event(int(kept.iterations[-1]), int(kept.codes[-1])).position
                position = min(position, Position(last.iteration, last.step))
        return position

    def count_to(self, position: Position) -> int:
        """Return how many of the events that can be listed have been seen at a position."""
        return bisect_right(self._positions, (position.iteration, position.step))

    def at(self, position: Position) -> list[Event]:
        """Return the listed events that can first be seen at this very position."""
        first = bisect_left(self._positions, (position.iteration, position.step))
        return [self[index] for index in range(first, self.count_to(position))]

    def after(self, position: Position) -> Position | None:
        """Return the position of the first listed event after this position."""
        index = self.count_to(position)
        return Position(*self._positions[index]) if index < len(self) else None

    def before(self, position: Position) -> Position | None:
        """Return the position of the last listed event before this position."""
        index = bisect_left(self._positions, (position.iteration, position.step))
        return Position(*self._positions[index - 1]) if index else None

    def columns(self, edges: Sequence[int]) -> list[tuple[int, Kind]]:
        """Return, for each column with events, an iteration in it and its most important kind.

        Column c reaches from edges[c] to edges[c + 1], exclusive, as in `ErrorHistory.envelope`.
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
        """Start empty."""
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
        """Return what `cut` needs to return to the present length."""
        return LogMark(tuple(self._counts), self._importance.mark())

    def cut(self, mark: LogMark, schedule: EditSchedule) -> EventLog:
        """Return another experiment's log with what this one knew when the mark was made."""
        log = EventLog(schedule)
        log._counts = list(mark.counts)
        length = mark.importance.length
        log._kept = [kept.only(kept.iterations < length) for kept in self._kept]
        log._importance = self._importance.cut(mark.importance)
        return log

    def _keep(self, index: int, found: Found) -> None:
        """Count all events of one kind, and keep as many as there is room for."""
        self._counts[index] += len(found.iterations)
        kept = self._kept[index]
        room = MOST - len(kept.iterations)
        if len(found.iterations) and room:
            # A new array each time: another thread may be reading the old one.
            self._kept[index] = kept.joined(
                Found(found.iterations[:room], found.codes[:room]),
            )

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
