"""What a run can be told to run until; each condition is a formula over every iteration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.events.detector import Rules
from tinynet_tui.events.event import Bools, Event, Found
from tinynet_tui.experiment.position import Position
from tinynet_tui.training.stretch import Stretch

from .condition import OfEvents, OfState

if TYPE_CHECKING:
    from .snapshot import Snapshot


@dataclass(frozen=True)
class IterationReached(OfState):
    """The run has come to this iteration, and its error is known."""

    iteration: int

    @property
    def text(self) -> str:
        """`500`."""
        return str(self.iteration)

    @property
    def words(self) -> str:
        """What comes true."""
        return f"iteration {self.iteration:,}"

    @property
    def denial(self) -> str:
        """What has not come true."""
        return f"iteration {self.iteration:,} was not reached"

    def target(self, rules: Rules) -> Position:
        """Return where the iteration's error is known."""
        return Position(self.iteration, self.step(rules))

    def already(self, snapshot: Snapshot) -> str:
        """Say so where the run has passed it."""
        if snapshot.position < self.target(snapshot.events.rules):
            return ""
        if snapshot.position.iteration == self.iteration:
            return f"this is iteration {self.iteration:,}"
        return f"iteration {self.iteration:,} lies behind: go to it"

    def arrival(self, snapshot: Snapshot) -> str:
        """Say nothing: the number stands on the screen."""
        return ""

    def holds(self, stretch: Stretch, rules: Rules) -> Bools:
        """Every iteration from that one on."""
        at: Bools = stretch.start + np.arange(len(stretch.errors)) >= self.iteration
        return at

    def step(self, rules: Rules) -> int:
        """Where a plain iteration number always leads."""
        return rules.error_step


@dataclass(frozen=True)
class ErrorBelow(OfState):
    """The error is below a value."""

    value: float

    @property
    def text(self) -> str:
        """`error < 0.1`."""
        return f"error < {self.value!r}"

    @property
    def words(self) -> str:
        """What comes true."""
        return f"the error falls below {self.value:g}"

    @property
    def denial(self) -> str:
        """What has not come true."""
        return f"the error did not fall below {self.value:g}"

    def already(self, snapshot: Snapshot) -> str:
        """Say so where the last known error is below the value."""
        error = snapshot.error
        return (
            f"the error is below {self.value:g} already" if error and error[0] < self.value else ""
        )

    def arrival(self, snapshot: Snapshot) -> str:
        """Say what has come true here."""
        return f"the error is below {self.value:g}"

    def holds(self, stretch: Stretch, rules: Rules) -> Bools:
        """error(j) < value."""
        return stretch.errors < self.value

    def step(self, rules: Rules) -> int:
        """Where the error is known."""
        return rules.error_step


@dataclass(frozen=True)
class ErrorRises(OfEvents):
    """The error is higher than in the iteration before."""

    @property
    def text(self) -> str:
        """`error rises`."""
        return "error rises"

    @property
    def words(self) -> str:
        """What comes true."""
        return "the error rises"

    @property
    def denial(self) -> str:
        """What has not come true."""
        return "the error did not rise"

    def wanted(self, found: Found, rules: Rules) -> Bools:
        """Every rise."""
        return rules.about(found.codes, "rise")


@dataclass(frozen=True)
class SignChanges(OfEvents):
    """A weight changes its sign: any, any of a synapse, or one."""

    name: str | None = None
    cell: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """`weight`, `syn0` or `syn0[0,1]`."""
        cell = "" if self.cell is None else f"[{self.cell[0]},{self.cell[1]}]"
        return f"{self.name}{cell}" if self.name else "weight"

    @property
    def words(self) -> str:
        """What comes true."""
        return f"{self._subject('a weight')} changes sign"

    @property
    def denial(self) -> str:
        """What has not come true."""
        if self.cell is None:
            return f"{self._subject('no weight')} changed sign"
        return f"{self.text} did not change sign"

    def _subject(self, weight: str) -> str:
        if self.name is None:
            return weight
        return self.text if self.cell else f"{weight} of {self.name}"

    def concerns(self, event: Event) -> bool:
        """Whether it is a change of sign of these weights."""
        mine = self.name in (None, event.name) and self.cell in (None, event.cell)
        return event.kind == "weight" and mine

    def wanted(self, found: Found, rules: Rules) -> Bools:
        """Every change of sign of these weights."""
        return rules.about(found.codes, "weight", self.name, self.cell)


@dataclass(frozen=True)
class AnyTurnsRight(OfEvents):
    """Any example's prediction crosses to the right side of 0.5, in any output."""

    @property
    def text(self) -> str:
        """`example`."""
        return "example"

    @property
    def words(self) -> str:
        """What comes true."""
        return "an example crosses to the right side of 0.5"

    @property
    def denial(self) -> str:
        """What has not come true."""
        return "no example crossed to the right side of 0.5"

    def concerns(self, event: Event) -> bool:
        """Whether it is a crossing to the right side."""
        return event.kind == "prediction" and event.up

    def wanted(self, found: Found, rules: Rules) -> Bools:
        """Every crossing to the right side."""
        right: Bools = found.codes % 2 == 1
        return right & rules.about(found.codes, "prediction")


@dataclass(frozen=True)
class ExampleRight(OfState):
    """An example's predictions are all on the right side of 0.5, or that of one output is."""

    example: int
    output: int | None = None

    @property
    def text(self) -> str:
        """`example 3` or `example 3 output 0`."""
        return f"example {self.example}" + ("" if self.output is None else f" output {self.output}")

    @property
    def words(self) -> str:
        """What comes true."""
        return f"{self.text} crosses to the right side of 0.5"

    @property
    def denial(self) -> str:
        """What has not come true."""
        return f"{self.text} did not cross to the right side of 0.5"

    def already(self, snapshot: Snapshot) -> str:
        """Say so where the last known prediction is right."""
        rules = snapshot.events.rules
        prediction = snapshot.value(rules.prediction)
        if prediction is None:
            return ""
        y = snapshot.current.start["y"]
        right, _ = rules.sides(y - prediction.array, y)
        return f"{self.text} is on the right side of 0.5 already" if self._all(right[None]) else ""

    def arrival(self, snapshot: Snapshot) -> str:
        """Say what has come true here."""
        return f"{self.text} is on the right side of 0.5"

    def concerns(self, event: Event) -> bool:
        """Whether one of its predictions crosses."""
        if event.kind != "prediction" or event.cell is None:
            return False
        return event.cell[0] == self.example and self.output in (None, event.cell[1])

    def holds(self, stretch: Stretch, rules: Rules) -> Bools:
        """Every one of its predictions is on the right side."""
        return self._all(rules.sides(stretch.differences, stretch.y)[0])

    def _all(self, right: Bools) -> Bools:
        """Judge (iterations, examples, outputs)."""
        outputs = slice(None) if self.output is None else slice(self.output, self.output + 1)
        every: Bools = np.logical_and.reduce(right[:, self.example, outputs], axis=1)
        return every

    def step(self, rules: Rules) -> int:
        """Where the prediction is known."""
        return rules.prediction_step
