"""The prompt for a condition to run until, with a list to choose from."""

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
    Compared,
    ErrorRises,
    ExampleRight,
    IterationReached,
    RightAtLeast,
    SignChanges,
)
from tinynet_tui.timeline.snapshot import Snapshot

from .offers import Offer, Offers
from .prompt import Prompt


def beginnings(weights: Sequence[str]) -> list[str]:
    """Return how conditions begin."""
    cells = (f"{name}[" for name in weights)
    return ["error < ", "right >= ", "error rises", *cells, "weight", "example "]


def offers(snapshot: Snapshot, cursor: Cursor) -> list[Offer]:
    """Return the conditions that make sense here, with the cursor's weights and example."""
    experiment = snapshot.experiment
    error = snapshot.error
    conditions: list[Condition] = [
        IterationReached(10 ** len(str(snapshot.position.iteration))),
        Compared("<", lower(error[0]) if error else 0.1),
        *_right(snapshot),
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
        example = cursor.example if cursor.example in waiting else waiting[0]
        conditions.append(ExampleRight(example))
    else:
        conditions.append(AnyTurnsRight())
    return [Offer(condition.text, condition.words) for condition in conditions]


def _right(snapshot: Snapshot) -> list[Condition]:
    """Return the next share of right examples, if shares are shown."""
    if not snapshot.events.detector.beside.is_shown:
        return []
    known = snapshot.right
    further = [share for share in (0.9, 0.95, 0.99, 1.0) if known is None or share > known.train]
    return [RightAtLeast(further[0])] if further else []


def _wrong_examples(snapshot: Snapshot) -> list[int]:
    """Return the examples on the wrong side of 0.5; those with a target of 0.5 have no side."""
    detector, y = snapshot.events.detector, snapshot.current.start["y"]
    prediction = snapshot.value(detector.prediction)
    right = np.zeros(y.shape, bool)
    if prediction is not None:
        right, _ = detector.sides(y - prediction.array, y)
    wrong: list[int] = np.flatnonzero((y != 0.5).all(axis=1) & ~right.all(axis=1)).tolist()
    return wrong


def lower(error: float) -> float:
    """Return the next power of ten below an error; 0.1 outside 1e-300 to 1e300."""
    if not 1e-300 < error < 1e300:
        return 0.1
    power = floor(log10(error))
    return float(f"1e{power if float(f'1e{power}') < error else power - 1}")


class ConditionSuggester(Suggester):
    """Completes a condition by the first known text that begins with what is typed."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=False)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        begun = value.lower()
        return next((text for text in self._known if begun and text.startswith(begun)), None)


class RunUntil(Prompt):
    """Asks for a condition and runs until it holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "choose(-1)", "Choose"),
        ("down", "choose(1)", "Choose"),
    ]

    def __init__(
        self, listed: Sequence[Offer], begun: Sequence[str], run: Callable[[str], None]
    ) -> None:
        """Offer a list, and complete what is `begun`.

        `run` takes the text, or raises a ValueError with the reason.
        """
        suggester = ConditionSuggester([*(offer.text for offer in listed), *begun])
        placeholder = "type a condition, or choose one with ↑ ↓"
        super().__init__("run until", run, placeholder=placeholder, suggester=suggester)
        self._listed = listed
        self._offers = Offers(listed, self._take)

    def choices(self) -> list[Widget]:
        return [self._offers]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Mark the matching offer; Textual calls the base's handler as well."""
        self._offers.mark(self.line.value)

    def action_choose(self, by: int) -> None:
        """Put the next or the previous offer into the input, in a circle."""
        texts = [offer.text for offer in self._listed]
        if self.line.value in texts:
            self._take((texts.index(self.line.value) + by) % len(texts))
        else:
            self._take(0 if by > 0 else len(texts) - 1)

    def _take(self, index: int) -> None:
        self.line.value = self._listed[index].text
        self.line.cursor_position = len(self.line.value)
