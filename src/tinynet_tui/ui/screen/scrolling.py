"""The scroll position of all panes: it follows the cursor until the wheel moves it."""

from __future__ import annotations

from collections.abc import Mapping

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment

Seen = Mapping[str, int]
"""The number of visible rows or columns along each axis."""


class Scrolling:
    """The first visible index along each axis, and whether the cursor has to stay visible."""

    def __init__(self) -> None:
        self.origin = Cursor()
        """The first visible indices; near the end, with room to spare, panes show some before."""
        self._wanted = self.origin
        """The origin that the user chose, to return to when a small screen grows again."""
        self._left: set[str] = set()
        """Axes along which the wheel has left the cursor out of sight."""

    def follow(self, cursor: Cursor, seen: Seen) -> None:
        """Scroll to the cursor, which has moved."""
        self._wanted = self.origin
        self._left.clear()
        self.keep(cursor, seen)
        self._wanted = self.origin

    def keep(self, cursor: Cursor, seen: Seen) -> None:
        """Keep the cursor visible, unless the wheel has left it, when the room has changed."""
        changes = {}
        for axis, count in seen.items():
            if axis not in self._left:
                index = getattr(cursor, axis)
                first = min(index, getattr(self._wanted, axis))
                changes[axis] = max(index - max(1, count) + 1, first)
        self.origin = self._wanted._replace(**changes)

    def turn(
        self, name: str, by: tuple[int, int], cursor: Cursor, experiment: Experiment, seen: Seen
    ) -> None:
        """Scroll a variable by rows and columns, up to its edges."""
        totals = zip(
            experiment.dimensions.axes(name), experiment.dimensions.shape(name), by, strict=True
        )
        for axis, total, step in totals:
            if not step:
                continue
            count = seen.get(axis, total)
            last = max(0, total - count)
            # More may be visible than when it was scrolled there: then the last ones are.
            first = max(0, min(last, min(last, getattr(self.origin, axis)) + step))
            self.origin = self.origin._replace(**{axis: first})
            self._wanted = self._wanted._replace(**{axis: first})
            if first <= getattr(cursor, axis) < first + count:
                self._left.discard(axis)
            else:
                self._left.add(axis)
