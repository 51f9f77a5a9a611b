"""One line of an explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["about", "formula", "shapes", "head", "term", "sum", "result", "note"]


@dataclass(frozen=True)
class Line:
    """One line of an explanation: a label and, where it is arithmetic, a number behind it."""

    kind: Kind
    text: str
    value: str = ""
    stands_for: int = 1
    """How many terms a line of them is."""
    given: bool = False
    """Whether the number is an operand, not worked out from those above it."""
    whole: str = ""
    """The text that it is a part of, while lines are chosen."""
