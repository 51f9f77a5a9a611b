"""Where the maps of the hidden neurons stand: pure arithmetic, testable without a screen."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_WIDTH, GAP = 10, 3
"""Columns of a map with its numbers, and between two maps."""
USUAL_WIDTH = 13
"""Columns in which numbers have room for all their digits."""
LINES = 4
"""Lines beside the two rows of maps: captions, outputs, weights, parts."""
USUAL_ROWS = 7
"""Rows of a map in which a border and the examples can be seen."""


@dataclass(frozen=True)
class Places:
    """Columns of two maps each, side by side; the output's column is the last."""

    shown: range
    """The hidden neurons that have a column."""
    hidden: int
    """How many there are."""
    width: int
    """Columns of a map."""
    rows: int
    """Rows of a map; 0 for numbers alone."""
    left: int
    top: int

    @classmethod
    def fitting(cls, hidden: int, first: int, width: int, height: int) -> Places:
        """Place as many hidden neurons as fit; `first` is the first that is wanted."""
        most = (width - 1 + GAP) // (LEAST_WIDTH + GAP)
        count = hidden if hidden < most else max(1, most - 2)
        columns = count + (count < hidden) + 1
        wide = (width - 1 - GAP * (columns - 1)) // columns
        rows = max(0, min((height - LINES) // 2, round(wide * 0.55)))
        wide = min(wide, max(USUAL_WIDTH, 3 * rows))
        first = max(0, min(first, hidden - count))
        used = columns * wide + GAP * (columns - 1)
        return cls(
            range(first, first + count),
            hidden,
            wide,
            rows,
            max(1, (width - used) // 2),
            max(0, (height - 2 * rows - LINES) // 2),
        )

    @property
    def others(self) -> int:
        """The number of hidden neurons without a column; together they have one."""
        return self.hidden - len(self.shown)

    @property
    def columns(self) -> int:
        return len(self.shown) + bool(self.others) + 1

    def x(self, column: int) -> int:
        """Return where a column begins."""
        return self.left + column * (self.width + GAP)

    @property
    def upper(self) -> int:
        """The first row of the upper maps: the outputs."""
        return self.top + 1

    @property
    def lower(self) -> int:
        """The first row of the lower maps: the parts and their sum."""
        return self.upper + self.rows + 2

    def find(self, point: tuple[int, int]) -> tuple[int | None, tuple[int, int] | None]:
        """Return the hidden neuron whose caption is at a point, and the cell of a map there.

        Points and cells are a row and a column.
        """
        row = point[0]
        column, across = divmod(point[1] - self.left, self.width + GAP)
        if not 0 <= column < self.columns or across >= self.width:
            return None, None
        if row == self.top:
            return (self.shown[column] if column < len(self.shown) else None), None
        for first in (self.upper, self.lower):
            if 0 <= row - first < self.rows:
                return None, (row - first, across)
        return None, None


def natural_height() -> int:
    """Return the height, with the frame, in which everything can be seen well."""
    return 2 + LINES + 2 * USUAL_ROWS
