"""What is scrolled to, the same in all panes: the cursor draws it along, the wheel lets it go."""

from __future__ import annotations

from collections.abc import Mapping

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment

Seen = Mapping[str, int]
"""Of each index how many rows or columns are seen."""


class Scrolling:
    """Of each index the first that is shown, and whether the cursor is to stay in sight."""

    def __init__(self) -> None:
        """Start at the first of everything."""
        self.origin = Cursor()
        """Where less is left than there is room for, more than that is seen before it."""
        self._wanted = self.origin
        """The same without what room alone has changed, so that it comes back with the room."""
        self._left: set[str] = set()
        """Indices along which the wheel has left the cursor behind."""

    def follow(self, cursor: Cursor, seen: Seen) -> None:
        """Bring the cursor in sight: it has moved."""
        self._wanted = self.origin
        self._left.clear()
        self.keep(cursor, seen)
        self._wanted = self.origin

    def keep(self, cursor: Cursor, seen: Seen) -> None:
        """Keep the cursor in sight where it was, now that so much is seen."""
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
            # More may be seen than when it was scrolled there, and then the last ones are.
            first = max(0, min(last, min(last, getattr(self.origin, axis)) + step))
            self.origin = self.origin._replace(**{axis: first})
            self._wanted = self._wanted._replace(**{axis: first})
            if first <= getattr(cursor, axis) < first + count:
                self._left.discard(axis)
            else:
                self._left.add(axis)
