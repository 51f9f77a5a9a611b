"""The events of a run so far, in bounded memory, however many there are.

Of each kind the first `MOST` are kept as they are and the others counted; for a graph, the most
important kind of every iteration is kept as a `ErrorHistory` keeps errors.
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

from .detector import Rules
from .event import KINDS, NOTHING, Event, Found, Kind

MOST = 4096
"""Events of a kind that are kept (64 KiB)."""
IMPORTANCE: tuple[Kind, ...] = ("rise", "weight", "prediction", "divergence")
"""The kinds, the most important last: it stands for a place of the graph where there are more."""


@dataclass(frozen=True)
class Unfinished:
    """The iteration that the run has reached but not yet done, and what led to it."""

    position: Position
    state: State
    before: Before | None

    def stretch(self, schedule: EditSchedule) -> Stretch:
        """Run the whole iteration, by its script."""
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
        """Return what the last iteration led to whose error is known; None if none is."""
        script = schedule.experiment.script
        if self.position.step < script.step(script.error).number:
            return self.before
        return self.stretch(schedule).last


@dataclass(frozen=True)
class Events:
    """The events of a run up to the furthest position that it has reached; frozen."""

    schedule: EditSchedule
    rules: Rules
    counts: tuple[int, ...]
    """How many there are of each of KINDS in the iterations that are done."""
    kept: tuple[Found, ...]
    """The first of each of KINDS."""
    marks: ErrorHistory
    """The place in IMPORTANCE of each iteration's most important event; NaN where there is none."""
    done: int
    """Iterations of `marks` that belong to this moment."""
    unfinished: Unfinished

    def __len__(self) -> int:
        """Return how many events can be listed."""
        return len(self.found.iterations)

    def __getitem__(self, index: int) -> Event:
        """Return one of the events that can be listed, in the order in which they can be seen."""
        return self.rules.event(int(self.found.iterations[index]), int(self.found.codes[index]))

    def __iter__(self) -> Iterator[Event]:
        """Go through them in order."""
        return (self[index] for index in range(len(self)))

    @cached_property
    def found(self) -> Found:
        """All that can be listed: those kept and those of the iteration that is not yet done."""
        return reduce(Found.joined, [*self.kept, self._last])

    @cached_property
    def _last(self) -> Found:
        """The events of the iteration that is not yet done, as far as it has come."""
        stretch = self.unfinished.stretch(self.schedule)
        found = self.rules.find(stretch)
        if not self.counts[KINDS.index("divergence")]:
            found = found.joined(self.rules.divergence(stretch))
        return found.only(self.rules.steps(found.codes) <= self.unfinished.position.step)

    @cached_property
    def _positions(self) -> list[tuple[int, int]]:
        found = self.found
        steps = self.rules.steps(found.codes)
        return list(zip(found.iterations.tolist(), steps.tolist(), strict=True))

    def more(self, kind: Kind) -> int:
        """Return how many events of a kind there are that cannot be listed."""
        index = KINDS.index(kind)
        return self.counts[index] - len(self.kept[index].iterations)

    @cached_property
    def complete_to(self) -> Position:
        """The position up to which every event can be listed: the furthest, or one before it."""
        position = self.unfinished.position
        for kind, kept in zip(KINDS, self.kept, strict=True):
            if self.more(kind):
                last = self.rules.event(int(kept.iterations[-1]), int(kept.codes[-1])).position
                position = min(position, Position(last.iteration, last.step))
        return position

    def count_to(self, position: Position) -> int:
        """Return how many of those that can be listed have been seen at a position."""
        return bisect_right(self._positions, (position.iteration, position.step))

    def at(self, position: Position) -> list[Event]:
        """Return those that can first be seen at exactly this position, of those kept."""
        first = bisect_left(self._positions, (position.iteration, position.step))
        return [self[index] for index in range(first, self.count_to(position))]

    def after(self, position: Position) -> Position | None:
        """Return the first position after this one at which one of those kept can be seen."""
        index = self.count_to(position)
        return Position(*self._positions[index]) if index < len(self) else None

    def before(self, position: Position) -> Position | None:
        """Return the last position before this one at which one of those kept can be seen."""
        index = bisect_left(self._positions, (position.iteration, position.step))
        return Position(*self._positions[index - 1]) if index else None

    def columns(self, edges: Sequence[int]) -> list[tuple[int, Kind]]:
        """Return, for each column that has an event, an iteration in it and the most important.

        Column c reaches from edges[c] to edges[c + 1], exclusive, as in `ErrorHistory.envelope`.
        """
        marks = self.marks.envelope(edges, self.done)
        columns = [(iteration, IMPORTANCE[int(highest)]) for iteration, _, highest in marks]
        kinds = [KINDS[kind] for kind in self.rules.kinds(self._last.codes).tolist()]
        if kinds:
            columns.append((self.unfinished.position.iteration, max(kinds, key=IMPORTANCE.index)))
        return columns


class LogMark(NamedTuple):
    """How far a log has come."""

    counts: tuple[int, ...]
    marks: Mark


class EventLog:
    """Takes the events of one iteration after the other; append-only, like `ErrorHistory`."""

    def __init__(self, schedule: EditSchedule) -> None:
        """Start empty."""
        self._schedule = schedule
        self.rules = Rules(schedule.experiment)
        self._counts = [0] * len(KINDS)
        self._kept = [NOTHING] * len(KINDS)
        self._marks = ErrorHistory()

    def append(self, stretch: Stretch, found: Found) -> None:
        """Take a stretch that begins where the last one ended, and what was found in it."""
        if not self._counts[KINDS.index("divergence")]:
            found = found.joined(self.rules.divergence(stretch))
        if not len(found.iterations):
            self._marks.skip(len(stretch.errors))
            return
        marks = np.full(len(stretch.errors), np.nan)
        kinds = self.rules.kinds(found.codes)
        for index, kind in enumerate(KINDS):
            self._keep(index, found.only(kinds == index))
            rows = found.iterations[kinds == index] - stretch.start
            marks[rows] = np.fmax(marks[rows], IMPORTANCE.index(kind))
        self._marks.append(marks)

    def mark(self) -> LogMark:
        """Return what `cut` needs to return to what is known now."""
        return LogMark(tuple(self._counts), self._marks.mark())

    def cut(self, mark: LogMark, schedule: EditSchedule) -> EventLog:
        """Return a log of an experiment, with only what was known when a mark was made."""
        log = EventLog(schedule)
        log._counts = list(mark.counts)
        log._kept = [kept.only(kept.iterations < mark.marks.length) for kept in self._kept]
        log._marks = self._marks.cut(mark.marks)
        return log

    def _keep(self, index: int, found: Found) -> None:
        """Keep some of one kind if there is room, and count all."""
        self._counts[index] += len(found.iterations)
        kept = self._kept[index]
        room = MOST - len(kept.iterations)
        if len(found.iterations) and room:
            # A new array each time: whoever reads the old one is not disturbed.
            self._kept[index] = kept.joined(
                Found(found.iterations[:room], found.codes[:room]),
            )

    @property
    def diverged(self) -> int | None:
        """The iteration in which the run diverges; None if it has not."""
        kept = self._kept[KINDS.index("divergence")].iterations
        return int(kept[0]) if len(kept) else None

    def events(self, unfinished: Unfinished) -> Events:
        """Return the events of the run as it stands, which has reached this."""
        return Events(
            schedule=self._schedule,
            rules=self.rules,
            counts=tuple(self._counts),
            kept=tuple(self._kept),
            marks=self._marks,
            done=self._marks.length,
            unfinished=unfinished,
        )
