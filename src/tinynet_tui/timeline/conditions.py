"""The conditions to run until; each is a formula over every iteration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.events.detector import Detector
from tinynet_tui.events.event import Event, Found
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.training.stretch import Stretch

from .condition import OPERATORS, EventCondition, StateCondition

if TYPE_CHECKING:
    from .snapshot import Snapshot


@dataclass(frozen=True)
class IterationReached(StateCondition):
    """The run has reached this iteration, and its error is known."""

    iteration: int

    @property
    def text(self) -> str:
        return str(self.iteration)

    @property
    def words(self) -> str:
        return f"iteration {self.iteration:,}"

    @property
    def denial(self) -> str:
        return f"iteration {self.iteration:,} was not reached"

    def target(self, detector: Detector) -> Position:
        return Position(self.iteration, self.step(detector))

    def already(self, snapshot: Snapshot) -> str:
        if snapshot.position < self.target(snapshot.events.detector):
            return ""
        if snapshot.position.iteration == self.iteration:
            return f"this is iteration {self.iteration:,}"
        return f"iteration {self.iteration:,} is already past: go back to it"

    def arrival(self, snapshot: Snapshot) -> str:
        return ""  # the number is on the screen

    def holds(self, stretch: Stretch, detector: Detector) -> Bools:
        at: Bools = stretch.start + np.arange(len(stretch.errors)) >= self.iteration
        return at


@dataclass(frozen=True)
class Compared(StateCondition):
    """The error or, with a name and a cell, a weight is below, above or equal to a value."""

    operator: str
    value: float
    name: str = ""
    cell: tuple[int, int] = (0, 0)

    @property
    def text(self) -> str:
        return f"{self._subject or 'error'} {self.operator} {self.value!r}"

    @property
    def words(self) -> str:
        return f"{self._called} is {self._relation}"

    @property
    def denial(self) -> str:
        return f"{self._called} was not {self._relation}"

    @property
    def _subject(self) -> str:
        return self.name and f"{self.name}[{self.cell[0]},{self.cell[1]}]"

    @property
    def _called(self) -> str:
        return self._subject or "the error"

    @property
    def _relation(self) -> str:
        return f"{OPERATORS[self.operator][1]} {self.value:g}"

    def already(self, snapshot: Snapshot) -> str:
        now = self._now(snapshot)
        if now is None or not self._holds(np.array([now]))[0]:
            return ""
        return f"{self.words} already"

    def _now(self, snapshot: Snapshot) -> float | None:
        if not self.name:
            return snapshot.error[0] if snapshot.error else None
        value = snapshot.value(self.name)
        return None if value is None else float(value.array[self.cell])

    def arrival(self, snapshot: Snapshot) -> str:
        return self.words

    def holds(self, stretch: Stretch, detector: Detector) -> Bools:
        if not self.name:
            return self._holds(stretch.errors)
        return self._holds(-stretch.negated[1:, detector.column(self.name, self.cell)])

    def _holds(self, numbers: Array) -> Bools:
        found: Bools = OPERATORS[self.operator][0](numbers, self.value) & ~np.isnan(numbers)
        return found

    def step(self, detector: Detector) -> int:
        return detector.update_step(self.name) if self.name else detector.error_step


@dataclass(frozen=True)
class RightAtLeast(StateCondition):
    """At least a share of the examples that train is right."""

    share: float

    @property
    def text(self) -> str:
        return f"right >= {self.share!r}"

    @property
    def words(self) -> str:
        return f"at least {100 * self.share:.6g}% of the examples are right"

    @property
    def denial(self) -> str:
        return f"fewer than {100 * self.share:.6g}% of the examples were right"

    def already(self, snapshot: Snapshot) -> str:
        value = snapshot.value(snapshot.experiment.script.error)
        if value is None or value.origin is None:
            return ""
        judge = snapshot.events.detector.beside.judge(value.origin.start["y"])
        return self.words if judge.shares(value.array[None])[0][0] >= self.share else ""

    def arrival(self, snapshot: Snapshot) -> str:
        return self.words

    def holds(self, stretch: Stretch, detector: Detector) -> Bools:
        return detector.beside.reached(stretch, self.share)


@dataclass(frozen=True)
class ErrorRises(EventCondition):
    """The error is higher than in the iteration before."""

    @property
    def text(self) -> str:
        return "error rises"

    @property
    def words(self) -> str:
        return "the error rises"

    @property
    def denial(self) -> str:
        return "the error did not rise"

    def wanted(self, found: Found, detector: Detector) -> Bools:
        return detector.about(found.codes, "rise")


@dataclass(frozen=True)
class SignChanges(EventCondition):
    """A weight changes sign: any, any of one synapse, or a certain one."""

    name: str | None = None
    cell: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        cell = "" if self.cell is None else f"[{self.cell[0]},{self.cell[1]}]"
        return f"{self.name}{cell}" if self.name else "weight"

    @property
    def words(self) -> str:
        return f"{self._subject('a weight')} changes sign"

    @property
    def denial(self) -> str:
        if self.cell is None:
            return f"{self._subject('no weight')} changed sign"
        return f"{self.text} did not change sign"

    def _subject(self, weight: str) -> str:
        if self.name is None:
            return weight
        return self.text if self.cell else f"{weight} of {self.name}"

    def concerns(self, event: Event) -> bool:
        mine = self.name in (None, event.name) and self.cell in (None, event.cell)
        return event.kind == "weight" and mine

    def wanted(self, found: Found, detector: Detector) -> Bools:
        return detector.about(found.codes, "weight", self.name, self.cell)


@dataclass(frozen=True)
class AnyTurnsRight(EventCondition):
    """Any example's prediction crosses to the correct side of 0.5, in any output."""

    @property
    def text(self) -> str:
        return "example"

    @property
    def words(self) -> str:
        return "an example crosses to the correct side of 0.5"

    @property
    def denial(self) -> str:
        return "no example crossed to the correct side of 0.5"

    def concerns(self, event: Event) -> bool:
        return event.kind == "prediction" and event.up

    def wanted(self, found: Found, detector: Detector) -> Bools:
        right: Bools = found.codes % 2 == 1
        return right & detector.about(found.codes, "prediction")


@dataclass(frozen=True)
class ExampleRight(StateCondition):
    """All predictions of an example, or that of one output, are on the correct side of 0.5."""

    example: int
    output: int | None = None

    @property
    def text(self) -> str:
        return f"example {self.example}" + ("" if self.output is None else f" output {self.output}")

    @property
    def words(self) -> str:
        return f"{self.text} crosses to the correct side of 0.5"

    @property
    def denial(self) -> str:
        return f"{self.text} did not cross to the correct side of 0.5"

    def already(self, snapshot: Snapshot) -> str:
        detector = snapshot.events.detector
        prediction = snapshot.value(detector.prediction)
        if prediction is None:
            return ""
        y = snapshot.current.start["y"]
        right, _ = detector.sides(y - prediction.array, y)
        return f"{self.arrival(snapshot)} already" if self._all(right[None]) else ""

    def arrival(self, snapshot: Snapshot) -> str:
        return f"{self.text} is on the correct side of 0.5"

    def concerns(self, event: Event) -> bool:
        if event.kind != "prediction" or event.cell is None:
            return False
        return event.cell[0] == self.example and self.output in (None, event.cell[1])

    def holds(self, stretch: Stretch, detector: Detector) -> Bools:
        return self._all(detector.sides(stretch.differences, stretch.y)[0])

    def _all(self, right: Bools) -> Bools:
        """Return whether all its outputs are right, (iterations,).

        `right` is (iterations, examples, outputs).
        """
        outputs = slice(None) if self.output is None else slice(self.output, self.output + 1)
        every: Bools = np.logical_and.reduce(right[:, self.example, outputs], axis=1)
        return every

    def step(self, detector: Detector) -> int:
        return detector.prediction_step
