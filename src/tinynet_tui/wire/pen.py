"""The terminal's cursor: moved and switched with as few bytes as there are ways to."""

from __future__ import annotations

from functools import lru_cache

from .cell_style import Look, transition


class Pen:
    """Writes cells anywhere, and knows where the cursor is and how the next cell would look."""

    def __init__(self) -> None:
        """Know nothing yet of the terminal."""
        self.x: int | None = None
        """The column, from 0; None where it is not known, or terminals do not agree on it."""
        self.y: int | None = None
        self.look: Look | None = None
        self._parts: list[str] = []

    def forget(self) -> None:
        """Know nothing any more: somebody else has written to the terminal."""
        self.x = self.y = self.look = None

    def look_like(self, look: Look) -> None:
        """Draw with a look from now on."""
        if look != self.look:
            self._parts.append(transition(self.look, look))
            self.look = look

    def write(self, text: str, cells: int) -> None:
        """Write what takes so many cells where the cursor is."""
        self._parts.append(text)
        if self.x is not None:
            self.x += cells

    def move(self, x: int, y: int) -> None:
        """Go to a cell."""
        if (x, y) != (self.x, self.y):
            self._parts.append(self.way(x, y))
            self.x, self.y = x, y

    def way(self, x: int, y: int) -> str:
        """Return the shortest way to a cell."""
        return _way(self.x, self.y, x, y)

    def take(self) -> str:
        """Return what is to be sent since the last time; a hyperlink ends there."""
        if self.look is not None and self.look.link:
            self.look_like(self.look._replace(link=""))
        text = "".join(self._parts)
        self._parts = []
        return text

    def __copy__(self) -> Pen:
        """Return a pen that goes on from the same place."""
        pen = Pen()
        pen.x, pen.y, pen.look = self.x, self.y, self.look
        return pen


@lru_cache(maxsize=4096)
def _way(from_x: int | None, from_y: int | None, x: int, y: int) -> str:
    if (x, y) == (from_x, from_y):
        return ""
    ways = [_place(x, y)]
    if from_y is not None:
        down = _across(y - from_y)
        ways.append(down + (f"\x1b[{x + 1}G" if x else "\r"))
        if from_x is not None:
            ways.append(down + _along(x - from_x))
    return min(ways, key=len)


def _place(x: int, y: int) -> str:
    if x:
        return f"\x1b[{y + 1};{x + 1}H"
    return f"\x1b[{y + 1}H" if y else "\x1b[H"


def _along(columns: int) -> str:
    if columns > 0:
        return f"\x1b[{columns}C" if columns > 1 else "\x1b[C"
    return min("\b" * -columns, f"\x1b[{-columns}D", key=len)


def _across(rows: int) -> str:
    if rows > 0:
        return min("\n" * rows, f"\x1b[{rows}B", key=len)
    return min("\x1bM" * -rows, f"\x1b[{-rows}A", key=len)
