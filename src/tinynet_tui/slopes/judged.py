"""A verdict on a script's updates."""

from __future__ import annotations

from dataclasses import dataclass, field

from .rows import Row

FOLLOWS, APART, UNKNOWN = 0, 1, 2
"""The exit statuses of the check."""


@dataclass(frozen=True)
class Verdict:
    """All that is said about a script's updates."""

    status: int
    words: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    position: tuple[int, int] | None = None
    """The iteration and step at which an update parts from the slope."""
    lines: tuple[int, ...] = field(default=())
    """The lines that are named."""
    weight: str = ""
    """The first weight whose update differs, if the step at the position updates it, or what else
    that step gives the first numbers that differ."""
    within: str = ""
    """In which step the first of these lines is run, in words, if it is in a function."""
