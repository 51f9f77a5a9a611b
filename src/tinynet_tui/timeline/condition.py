"""What a condition to run until is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.events.detector import Detector
from tinynet_tui.events.event import Bools, Event, Found
from tinynet_tui.experiment.position import Position
from tinynet_tui.training.stretch import Stretch

if TYPE_CHECKING:
    from .snapshot import Snapshot


@dataclass(frozen=True)
class Condition(ABC):
    """Something to run until: it can come true in an iteration."""

    @property
    @abstractmethod
    def text(self) -> str:
        """The text that `condition_parser.parse` reads."""

    @property
    @abstractmethod
    def words(self) -> str:
        """What comes true, as in "running until ..."."""

    @property
    @abstractmethod
    def denial(self) -> str:
        """What to say before "by iteration N" when it has not come true."""

    def target(self, detector: Detector) -> Position | None:
        """Return where it comes true, if that is known in advance."""
        return None

    def already(self, snapshot: Snapshot) -> str:
        """Return the words for its being true here already; empty if it is not."""
        return ""

    def arrival(self, snapshot: Snapshot) -> str:
        """Return the words for what has come true here."""
        return snapshot.news

    def concerns(self, event: Event) -> bool:
        """Return whether an event makes it true, so that its cell is worth showing."""
        return False

    @abstractmethod
    def first(
        self, stretch: Stretch, found: Found, detector: Detector, after: Position
    ) -> Position | None:
        """Return where in a stretch, after a position, it first comes true.

        `found` are the events that the `detector` find in the stretch.
        """


class StateCondition(Condition):
    """A condition that an iteration fulfils or not, whatever came before."""

    @abstractmethod
    def holds(self, stretch: Stretch, detector: Detector) -> Bools:
        """Return whether it is true, for each iteration of a stretch."""

    @abstractmethod
    def step(self, detector: Detector) -> int:
        """Return the number of the step after which that is known."""

    def first(
        self, stretch: Stretch, found: Found, detector: Detector, after: Position
    ) -> Position | None:
        """Return where in a stretch, after a position, it is first true."""
        step = self.step(detector)
        # In the position's own iteration that step may be past.
        begin = after.iteration + (after.step >= step)
        rows = np.flatnonzero(self.holds(stretch, detector))
        rows = rows[rows + stretch.start >= begin]
        return Position(stretch.start + int(rows[0]), step) if len(rows) else None


class EventCondition(Condition):
    """A condition that comes true with an event."""

    @abstractmethod
    def wanted(self, found: Found, detector: Detector) -> Bools:
        """Return which of these events make it true."""

    def first(
        self, stretch: Stretch, found: Found, detector: Detector, after: Position
    ) -> Position | None:
        """Return the position of the first such event after a position."""
        wanted = found.only(self.wanted(found, detector))
        steps = detector.steps(wanted.codes)
        later = (wanted.iterations > after.iteration) | (
            (wanted.iterations == after.iteration) & (steps > after.step)
        )
        rows = np.flatnonzero(later)
        if not len(rows):
            return None
        return Position(int(wanted.iterations[rows[0]]), int(steps[rows[0]]))
