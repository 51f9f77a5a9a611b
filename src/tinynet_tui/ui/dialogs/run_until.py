"""The line in which one types what to run until, and a list to choose it from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor, log10
from typing import ClassVar

import numpy as np
from textual.binding import BindingType
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.timeline.condition import Condition
from tinynet_tui.timeline.conditions import (
    AnyTurnsRight,
    ErrorBelow,
    ErrorRises,
    ExampleRight,
    IterationReached,
    SignChanges,
)
from tinynet_tui.timeline.snapshot import Snapshot

from .offers import Offer, Offers
from .prompt import Prompt


def offers(snapshot: Snapshot, cursor: Cursor) -> list[Offer]:
    """Return what makes sense here, the cursor's own weights and example among it."""
    experiment = snapshot.experiment
    error = snapshot.error
    conditions: list[Condition] = [
        IterationReached(10 ** len(str(snapshot.position.iteration))),
        ErrorBelow(_lower(error[0]) if error else 0.1),
        ErrorRises(),
        *(
            SignChanges(name, cursor.cell(name, experiment.dimensions))
            for name in experiment.script.weights
            if not snapshot.is_off(name, cursor.cell(name, experiment.dimensions))
        ),
        SignChanges(),
    ]
    waiting = _wrong_examples(snapshot)
    if waiting:
        mine = cursor.example if cursor.example in waiting else waiting[0]
        conditions.append(ExampleRight(mine))
    else:
        conditions.append(AnyTurnsRight())
    return [Offer(condition.text, condition.words) for condition in conditions]


def _wrong_examples(snapshot: Snapshot) -> list[int]:
    """Return the examples that can be on the right side of 0.5, and are not."""
    detector, y = snapshot.events.detector, snapshot.current.start["y"]
    prediction = snapshot.value(detector.prediction)
    right = np.zeros(y.shape, bool)
    if prediction is not None:
        right, _ = detector.sides(y - prediction.array, y)
    wrong: list[int] = np.flatnonzero((y != 0.5).all(axis=1) & ~right.all(axis=1)).tolist()
    return wrong


def _lower(error: float) -> float:
    """Return the power of ten below an error that can be divided further."""
    if not 1e-300 < error < 1e300:
        return 0.1
    power = floor(log10(error))
    return float(f"1e{power if float(f'1e{power}') < error else power - 1}")


class ConditionSuggester(Suggester):
    """Completes what is offered, and the beginnings of what is not."""

    def __init__(self, known: Sequence[str]) -> None:
        """Know these texts; the first that begins so is taken."""
        super().__init__(use_cache=False, case_sensitive=False)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first text that begins so."""
        begun = value.lower()
        fitting = (text for text in self._known if begun and text.startswith(begun))
        return next(fitting, None)


class RunUntil(Prompt):
    """Asks what to run until, and runs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "choose(-1)", "Choose"),
        ("down", "choose(1)", "Choose"),
    ]

    def __init__(
        self, listed: Sequence[Offer], weights: Sequence[str], run: Callable[[str], None]
    ) -> None:
        """Offer these; `run` takes the text, or raises a ValueError that says why not."""
        cells = (f"{name}[" for name in weights)
        begun = ("error < ", "error rises", *cells, "weight", "example ")
        suggester = ConditionSuggester([*(offer.text for offer in listed), *begun])
        super().__init__("run until", run, placeholder="type, or ↑ ↓", suggester=suggester)
        self._listed = listed
        self._offers = Offers(listed, self._take)

    def choices(self) -> list[Widget]:
        """Return the list."""
        return [self._offers]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Mark what stands in the line; the complaint goes, too, by the base's own handler."""
        self._offers.mark(self.line.value)

    def action_choose(self, by: int) -> None:
        """Put the next or the previous of the list into the line, in a circle."""
        texts = [offer.text for offer in self._listed]
        if self.line.value in texts:
            self._take((texts.index(self.line.value) + by) % len(texts))
        else:
            self._take(0 if by > 0 else len(texts) - 1)

    def _take(self, index: int) -> None:
        self.line.value = self._listed[index].text
        self.line.cursor_position = len(self.line.value)
