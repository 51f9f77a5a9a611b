"""What is known of a script before it runs, and what its variables are to the loop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tinynet_tui.engine.hooks import Line
from tinynet_tui.engine.named_lines import Span
from tinynet_tui.engine.positions import Where
from tinynet_tui.engine.variables import Variables

RANGE = re.compile(r"^\s*for\s+\w+\s+in\s+x?range\(\s*(?:0\s*,\s*)?(\w+)\s*\)\s*:")
"""A loop that says how often it is run."""

ABSOLUTE = re.compile(r"abs\((.+)\)\.mean\(\)")
"""The form of an error that the trainer has found in a subtraction."""


def _spans(told: Iterable[Sequence[Any]]) -> tuple[Span, ...]:
    return tuple((str(name), int(first), int(last)) for name, first, last in told)


@dataclass(frozen=True, kw_only=True)
class ScriptPlan(Variables):
    """A script's loop, its steps and variables."""

    loop: int
    """The line of the loop."""
    variables: tuple[str, ...]
    """What the loop reads or writes, in the order of the text."""
    settings: Mapping[str, float]
    seed: int | None
    """The seed in the text, or the one chosen."""
    seeded: bool
    """False when the script draws random numbers without a seed of its own."""
    error_step: int | None
    """The number of the step after which the error is known."""
    error: str | None
    """The expression that tells the error."""
    straight: bool
    """True when an iteration writes each of its variables in the order of the text, once."""
    direct: tuple[int, ...] = ()
    """The numbers of the steps that stand directly in the loop."""
    prediction_step: int | None = None
    """The number of the step that reads the output that is looked at in each iteration."""
    factors: frozenset[str] = frozenset()
    """The names of the operands of its products of matrices."""
    literals: Mapping[str, float] = field(default_factory=dict)
    """The settings as they stand in the text, whatever was chosen."""
    own_seed: int | None = None
    """The seed in the text."""
    functions: tuple[Span, ...] = ()
    """The functions but for the one in which the loop stands, with their lines."""
    assigned: tuple[Span, ...] = ()
    """What the statements in functions give a value."""
    called: tuple[Span, ...] = ()
    """What is called, and where."""
    python: int = 3
    """2 if the text is Python 2."""

    @property
    def has_error(self) -> bool:
        return self.error is not None

    @property
    def error_words(self) -> str:
        """What the error is, in words: `mean of |y - out|`, or the expression."""
        match = ABSOLUTE.fullmatch(self.error or "")
        return f"mean of |{match[1]}|" if match else self.error or ""

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
            Line(
                one["line"],
                one["end"],
                tuple(one["writes"]),
                tuple(one["reads"]),
                tuple(one["inside"]),
            )
            for one in told["steps"]
        ]
        return cls(
            tuple(steps),
            told["compares"],
            loop=told["loop"],
            variables=tuple(told["variables"]),
            settings={one["name"]: one["value"] for one in told["settings"]},
            seed=told["seed"],
            seeded=told["seeded"],
            error_step=told["error_step"],
            error=told["error"],
            straight=told["straight"],
            direct=tuple(told["direct"]),
            prediction_step=told["prediction_step"],
            factors=frozenset(told["factors"]),
            literals=told["literals"],
            own_seed=told["own_seed"],
            python=told["python"],
            functions=_spans(told.get("functions", ())),
            assigned=_spans(told.get("assigned", ())),
            called=_spans(told.get("called", ())),
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

    def inner_loop(self, line: int | None) -> int | None:
        """Return the line of the innermost loop, inside the loop, in which a step stands."""
        inside = self.steps[line].inside if line is not None else ()
        return inside[-1] if inside else None

    @property
    def has_inner_loops(self) -> bool:
        return any(step.inside for step in self.steps)

    def rewrites(self, name: str, since: Where, now: Where) -> bool | None:
        """True when a step after a position, up to another one, writes a variable.

        None where that is not certain.
        """
        writers = self.writers.get(name, ())
        if not writers or since == now:
            return False
        first = next((at for at, one in enumerate(self.direct) if at != one), len(self.direct))
        if max(writers) >= first:  # beyond the steps that every iteration runs in order
            return None
        iterations = now.iteration - since.iteration
        behind = any(at >= since.step for at in writers)
        ahead = any(at < now.step for at in writers)
        if iterations:
            return iterations > 1 or behind or ahead
        return any(since.step <= at < now.step for at in writers)

    def is_old(self, name: str, line: int | None) -> bool:
        """True after a step when a computed variable has yet to be written in this round."""
        if not self.is_computed(name):
            return False
        return line is None or min(self.writers[name]) > line
