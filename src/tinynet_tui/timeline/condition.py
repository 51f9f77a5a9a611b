"""What a condition is that a run can be told to run until."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.events.detector import Rules
from tinynet_tui.events.event import Bools, Event, Found
from tinynet_tui.experiment.position import Position
from tinynet_tui.training.stretch import Stretch

if TYPE_CHECKING:
    from .snapshot import Snapshot


@dataclass(frozen=True)
class Condition(ABC):
    """Something that can come true in an iteration."""

    @property
    @abstractmethod
    def text(self) -> str:
        """The form that `condition_text.parse` reads."""

    @property
    @abstractmethod
    def words(self) -> str:
        """What comes true, as in "running until ..."."""

    @property
    @abstractmethod
    def denial(self) -> str:
        """What is said before "by iteration N" when it has not come true."""

    def target(self, rules: Rules) -> Position | None:
        """Return where it comes true, if that is known beforehand."""
        return None

    def already(self, snapshot: Snapshot) -> str:
        """Say that it is true here, so that there is nothing to wait for; empty if it is not."""
        return ""

    def arrival(self, snapshot: Snapshot) -> str:
        """Say what has come true here."""
        return snapshot.news

    def concerns(self, event: Event) -> bool:
        """Whether an event makes it true, so that its cell is what one wants to see."""
        return False

    @abstractmethod
    def first(
        self, stretch: Stretch, found: Found, rules: Rules, after: Position
    ) -> Position | None:
        """Return where in a stretch, after a position, it first comes true.

        `found` are the events of the stretch, by `rules`.
        """


class OfState(Condition):
    """A condition that is true in an iteration or not, whatever came before."""

    @abstractmethod
    def holds(self, stretch: Stretch, rules: Rules) -> Bools:
        """Return whether it is true, for each iteration of a stretch."""

    @abstractmethod
    def step(self, rules: Rules) -> int:
        """Return the number of the step that tells."""

    def first(
        self, stretch: Stretch, found: Found, rules: Rules, after: Position
    ) -> Position | None:
        """Return where in a stretch, after a position, it is first true."""
        step = self.step(rules)
        # At the position's own iteration it may be too late to come true.
        begin = after.iteration + (after.step >= step)
        rows = np.flatnonzero(self.holds(stretch, rules))
        rows = rows[rows + stretch.start >= begin]
        return Position(stretch.start + int(rows[0]), step) if len(rows) else None


class OfEvents(Condition):
    """A condition that comes true with an event."""

    @abstractmethod
    def wanted(self, found: Found, rules: Rules) -> Bools:
        """Return which of these events make it true."""

    def first(
        self, stretch: Stretch, found: Found, rules: Rules, after: Position
    ) -> Position | None:
        """Return the position of the first such event after a position."""
        wanted = found.only(self.wanted(found, rules))
        steps = rules.steps(wanted.codes)
        later = (wanted.iterations > after.iteration) | (
            (wanted.iterations == after.iteration) & (steps > after.step)
        )
        rows = np.flatnonzero(later)
        if not len(rows):
            return None
        return Position(int(wanted.iterations[rows[0]]), int(steps[rows[0]]))
