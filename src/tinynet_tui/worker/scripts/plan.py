"""What is known of a script before it runs, and what its variables are to the loop."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tinynet_tui.engine.hooks import Line, made_anew

RANGE = re.compile(r"^\s*for\s+\w+\s+in\s+x?range\(\s*(?:0\s*,\s*)?(\w+)\s*\)\s*:")
"""A loop that says how often it is run."""


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
    python: int = 3
    """2 if the text is Python 2."""

    @property
    def remarks(self) -> str:
        """What a user should know of the script before it runs; mostly nothing."""
        found = []
        if self.python == 2:
            found.append("this is Python 2, and runs as Python 2 would")
        if not self.seeded:
            found.append(f"it sets no seed and gets seed {self.seed or 0}; r takes the next")
        return "; ".join(found)

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
            told["python"],
        )

    def expected(self, lines: Sequence[str]) -> int | None:
        """Return how many iterations the loop's line asks for, where it says so."""
        match = RANGE.search(lines[self.loop - 1]) if self.loop <= len(lines) else None
        if match is None:
            return None
        count = self.settings.get(match[1], match[1])
        try:
            return max(0, int(count))
        except ValueError:
            return None

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
        return name in self._computed

    @cached_property
    def _computed(self) -> frozenset[str]:
        return made_anew(self.steps)

    @cached_property
    def states(self) -> frozenset[str]:
        """The variables that the loop keeps from round to round, such as weights."""
        return frozenset(name for name in self.writers if not self.is_computed(name))

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
        updates = [n for n, step in enumerate(self.steps) if self.states & {*step.writes}]
        return (updates[0] if updates else len(self.steps)) // 2
