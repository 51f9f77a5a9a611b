"""Finding the pane next to another: pure geometry, testable without a screen."""

from __future__ import annotations

from collections.abc import Iterable

from textual.geometry import Region


def nearest(here: Region, others: Iterable[Region], rows: int, columns: int) -> Region | None:
    """Return the nearest region in the direction of `columns` or, if that is 0, of `rows`.

    It lies wholly beyond an edge of `here`, opposite a part of it.
    """
    ahead = [there for there in others if _is_beyond(here, there, rows, columns)]

    def distance(there: Region) -> tuple[int, int]:
        apart = abs(there.x - here.x) if columns else abs(there.y - here.y)
        return apart, abs(there.x - here.x) + abs(there.y - here.y)

    return min(ahead, key=distance, default=None)


def _is_beyond(here: Region, there: Region, rows: int, columns: int) -> bool:
    if columns:
        overlaps = there.y < here.bottom and here.y < there.bottom
        ahead = there.x >= here.right if columns > 0 else there.right <= here.x
    else:
        overlaps = there.x < here.right and here.x < there.right
        ahead = there.y >= here.bottom if rows > 0 else there.bottom <= here.y
    return overlaps and ahead
