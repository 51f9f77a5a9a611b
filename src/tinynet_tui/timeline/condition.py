"""The base classes of conditions to run until."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.events.detector import Detector
from tinynet_tui.events.event import Event, Found
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.training.stretch import Stretch

if TYPE_CHECKING:
    from .snapshot import Snapshot

OPERATORS: dict[str, tuple[Callable[[Array, float], Bools], str]] = {
    "<": (operator.lt, "below"),
    "<=": (operator.le, "at most"),
    ">": (operator.gt, "above"),
    ">=": (operator.ge, "at least"),
    "==": (operator.eq, "equal to"),
    "!=": (operator.ne, "other than"),
}
"""What a number can be compared with a value by, and how that is read."""


@dataclass(frozen=True)
class Condition(ABC):
    """Something to run until: it comes true at a position."""

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
        """What did not happen, in words that go before "by iteration N"."""

    def target(self, detector: Detector) -> Position | None:
        """Return the position at which it comes true, if that is known in advance."""
        return None

    def already(self, snapshot: Snapshot) -> str:
        """Return in words why it is true here already; empty if it is not."""
        return ""

    def arrival(self, snapshot: Snapshot) -> str:
        """Return what has come true here, in words."""
        return snapshot.news

    def concerns(self, event: Event) -> bool:
        """True when an event makes the condition true, so that its cell is worth showing."""
        return False

    @abstractmethod
    def first(
        self, stretch: Stretch, found: Found, detector: Detector, after: Position
    ) -> Position | None:
        """Return where in a stretch, after a position, it first comes true.

        `found` are the events that the detector has found in the stretch.
        """


class StateCondition(Condition):
    """A condition that is true or false in each iteration, whatever happened before."""

    @abstractmethod
    def holds(self, stretch: Stretch, detector: Detector) -> Bools:
        """Return for each iteration of a stretch whether it is true."""

    def step(self, detector: Detector) -> int:
        """Return the number of the step that decides whether it is true."""
        return detector.error_step

    def first(
        self, stretch: Stretch, found: Found, detector: Detector, after: Position
    ) -> Position | None:
        step = self.step(detector)
        # In the position's own iteration that step may be over already.
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
        wanted = found.only(self.wanted(found, detector))
        later = wanted.only(detector.order(wanted, after) > 0)
        return detector.event(later, 0).position if len(later.codes) else None
