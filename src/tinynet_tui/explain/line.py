"""One line of an explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["about", "formula", "shapes", "head", "term", "sum", "result", "note"]


@dataclass(frozen=True)
class Line:
    """One line of an explanation: a label, followed by a number if it is arithmetic."""

    kind: Kind
    text: str
    value: str = ""
    stands_for: int = 1
    """The number of terms that the line sums up."""
    given: bool = False
    """True for an operand, False for a result of the numbers above it."""
    whole: str = ""
    """The text of which the line is a part, while lines are chosen."""
