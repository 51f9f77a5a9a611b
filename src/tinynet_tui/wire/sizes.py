"""The part of a large terminal that is drawn on."""

from __future__ import annotations

MOST_CELLS, MOST_COLUMNS = 100_000, 500
"""The most cells that are drawn on, and the most columns where there are more cells.

Each cell takes some hundred bytes, and a guest may ask for a terminal of any size.
"""


def drawn(columns: int, rows: int) -> tuple[int, int]:
    """Return the size of the part that is drawn on, at the top left: `MOST_CELLS` at most."""
    if columns * rows > MOST_CELLS:
        columns = min(columns, MOST_COLUMNS)
        rows = min(rows, MOST_CELLS // columns)
    return columns, rows
