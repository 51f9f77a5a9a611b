"""The terminal's cursor and current style, both changed with as few bytes as possible."""

from __future__ import annotations

from functools import lru_cache

from .cell_style import CellStyle, transition


class Pen:
    """Writes cells anywhere, and keeps track of the cursor and the current style."""

    def __init__(self) -> None:
        self.x: int | None = None
        """The column, from 0; None if unknown, or if terminals disagree on it."""
        self.y: int | None = None
        self.style: CellStyle | None = None
        self._parts: list[str] = []

    def forget(self) -> None:
        """Assume nothing: something else has written to the terminal."""
        self.x = self.y = self.style = None

    def use(self, style: CellStyle) -> None:
        """Draw in a style from now on."""
        if style != self.style:
            self._parts.append(transition(self.style, style))
            self.style = style

    def write(self, text: str, cells: int) -> None:
        """Write a text that takes `cells` cells at the cursor."""
        self._parts.append(text)
        if self.x is not None:
            self.x += cells

    def move(self, x: int, y: int) -> None:
        if (x, y) != (self.x, self.y):
            self._parts.append(shortest_move(self.x, self.y, x, y))
            self.x, self.y = x, y

    def take(self) -> str:
        """Return what has been written since the last call; a hyperlink ends there."""
        if self.style is not None and self.style.link:
            self.use(self.style._replace(link=""))
        text = "".join(self._parts)
        self._parts = []
        return text


@lru_cache(maxsize=1024)
def shortest_move(from_x: int | None, from_y: int | None, x: int, y: int) -> str:
    """Return the shortest sequence that moves the cursor to a cell."""
    if (x, y) == (from_x, from_y):
        return ""
    moves = [_absolute(x, y)]
    if from_y is not None:
        vertical = _vertical(y - from_y)
        moves.append(vertical + (f"\x1b[{x + 1}G" if x else "\r"))
        if from_x is not None:
            moves.append(vertical + _horizontal(x - from_x))
    return min(moves, key=len)


def _absolute(x: int, y: int) -> str:
    if x:
        return f"\x1b[{y + 1};{x + 1}H"
    return f"\x1b[{y + 1}H" if y else "\x1b[H"


def _horizontal(columns: int) -> str:
    if columns > 0:
        return f"\x1b[{columns}C" if columns > 1 else "\x1b[C"
    return min("\b" * -columns, f"\x1b[{-columns}D", key=len)


def _vertical(rows: int) -> str:
    if rows > 0:
        return min("\n" * rows, f"\x1b[{rows}B", key=len)
    return min("\x1bM" * -rows, f"\x1b[{-rows}A", key=len)
