"""What a loop's variables are to it, and the way of each of its steps, from the flow of data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from .hooks import Line, made_anew

WayName: TypeAlias = Literal["forward", "compare", "back-propagation", "update"]


@dataclass(frozen=True)
class Variables:
    """The variables of a loop: given, kept from round to round, or computed in each.

    Steps are told by their numbers, from 0.
    """

    steps: Sequence[Line]
    compares: int | None = None
    """The step that compares the output with the targets, where one is known to."""

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The variables that are read and never written, in the order of the text."""
        reads = dict.fromkeys(name for step in self.steps for name in step.reads)
        return tuple(name for name in reads if name not in self.writers)

    @cached_property
    def writers(self) -> dict[str, tuple[int, ...]]:
        """The steps that write each variable."""
        found: dict[str, list[int]] = {}
        for number, step in enumerate(self.steps):
            for name in step.writes:
                found.setdefault(name, []).append(number)
        return {name: tuple(numbers) for name, numbers in found.items()}

    def is_computed(self, name: str) -> bool:
        """True for a variable that the loop writes before it reads it."""
        return name in self._computed

    @cached_property
    def _computed(self) -> frozenset[str]:
        return made_anew(self.steps)

    @cached_property
    def states(self) -> frozenset[str]:
        """The variables that the loop keeps from round to round, such as weights."""
        return frozenset(name for name in self.writers if not self.is_computed(name))

    @cached_property
    def compared(self) -> int:
        """The step that ends the way forward, known or guessed."""
        if self.compares is not None:
            return self.compares
        updates = [n for n, step in enumerate(self.steps) if self.states & {*step.writes}]
        return (updates[0] if updates else len(self.steps)) // 2

    def way(self, number: int) -> WayName:
        """Return the way that a step belongs to."""
        if self.states & {*self.steps[number].writes}:
            return "update"
        if number == self.compared:
            return "compare"
        return "forward" if number < self.compared else "back-propagation"
