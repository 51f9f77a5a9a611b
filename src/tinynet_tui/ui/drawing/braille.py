"""Curves of dots, eight in a character: pure functions from numbers to text."""

from __future__ import annotations

from collections.abc import Sequence

BLANK = 0x2800
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit of each dot in a character: two columns of four, from the top."""


def dots_across(columns: int) -> int:
    """Return how many dots stand beside each other in so many characters."""
    return 2 * columns


def plotted(levels: Sequence[float | None], rows: int) -> list[str]:
    """Draw a line through levels from 0 (lowest) to 1, one for each column of dots.

    Levels beyond are drawn at the edge; where there is None, the line is broken. Returns so
    many `rows` of half as many characters as there are levels.
    """
    columns = (len(levels) + 1) // 2
    cells = [[0] * columns for _ in range(rows)]
    before: int | None = None
    for x, level in enumerate(levels):
        if level is None:
            before = None
            continue
        y = dot(level, rows)
        for filled in _between(before, y):
            cells[filled // 4][x // 2] |= DOTS[x % 2][filled % 4]
        before = y
    return ["".join(chr(BLANK + bits) if bits else " " for bits in row) for row in cells]


def dot(level: float, rows: int) -> int:
    """Return the row of dots, from the top, of a level from 0 to 1."""
    last = 4 * rows - 1
    return round((1 - min(1.0, max(0.0, level))) * last)


def _between(before: int | None, y: int) -> range:
    """Return the dots of a column that join it to the one before."""
    if before is None or abs(before - y) <= 1:
        return range(y, y + 1)
    return range(before + 1, y + 1) if before < y else range(y, before)
