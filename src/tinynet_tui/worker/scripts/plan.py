"""What is known of a script before it runs, and what its variables are to the loop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tinynet_tui.engine.hooks import Line


@dataclass(frozen=True)
class ScriptPlan:
    """A script's loop, its steps and variables."""

    loop: int
    """The line of the loop."""
    steps: tuple[Line, ...]
    variables: tuple[str, ...]
    """What the loop reads or writes, in the order of the text."""
    settings: Mapping[str, float]
    seed: int | None
    """The seed in the text, or the one chosen."""
    seeded: bool
    """False when the script draws random numbers without a seed of its own."""
    error_step: int | None
    """The number of the step after which the error is known."""
    has_error: bool
    straight: bool
    """True when an iteration writes each of its variables in the order of the text, once."""

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> ScriptPlan:
        """Return the plan that the engine tells."""
        steps = [
            Line(one["line"], one["end"], tuple(one["writes"]), tuple(one["reads"]))
            for one in told["steps"]
        ]
        return cls(
            told["loop"],
            tuple(steps),
            tuple(told["variables"]),
            {one["name"]: one["value"] for one in told["settings"]},
            told["seed"],
            told["seeded"],
            told["error_step"],
            told["error"] is not None,
            told["straight"],
        )

    @cached_property
    def writers(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the steps that write each variable."""
        found: dict[str, list[int]] = {}
        for number, step in enumerate(self.steps):
            for name in step.writes:
                found.setdefault(name, []).append(number)
        return {name: tuple(numbers) for name, numbers in found.items()}

    def is_computed(self, name: str) -> bool:
        """True for a variable that the loop writes before it reads it."""
        writers = self.writers.get(name)
        if not writers:
            return False
        return not any(name in step.reads for step in self.steps[: writers[0] + 1])

    def is_old(self, name: str, line: int | None) -> bool:
        """True after a step when a computed variable has yet to be written in this round."""
        if not self.is_computed(name):
            return False
        return line is None or min(self.writers[name]) > line

    @cached_property
    def compared(self) -> int:
        """The number of the step that ends the way forward."""
        if self.error_step is not None:
            return self.error_step
        states = {n for n in self.writers if not self.is_computed(n)}
        updates = [n for n, step in enumerate(self.steps) if states & {*step.writes}]
        return (updates[0] if updates else len(self.steps)) // 2
