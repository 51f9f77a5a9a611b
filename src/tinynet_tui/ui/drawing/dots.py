"""A canvas of dots: braille characters, each two dots wide, four dots high and of one ink."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

BLANK = 0x2800
BITS = np.array([[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]])
"""The bit of each dot in a character: two columns of four, top to bottom."""

Ink = TypeVar("Ink", bound=Hashable)


class Dots(Generic[Ink]):
    """Columns and rows of characters; dots are counted from the upper left.

    An ink is any value by which the caller styles the characters; blanks have one, too.
    """

    def __init__(self, columns: int, rows: int, blank: Ink) -> None:
        self.across, self.down = 2 * columns, 4 * rows
        self._codes = np.zeros((rows, columns), int)
        """The code point of each character; 0 for a blank."""
        self._numbers = {blank: 0}
        """The number of each ink in use."""
        self._inks = np.zeros((rows, columns), int)
        """The number of each character's ink."""

    def set(self, x: ArrayLike, y: ArrayLike, ink: Ink) -> None:
        """Set dots, and give their characters an ink."""
        x, y, cells = _placed(x, y)
        np.bitwise_or.at(self._codes, cells, BLANK | BITS[x % 2, y % 4])
        self._inks[cells] = self._number(ink)

    def clear(self, x: ArrayLike, y: ArrayLike) -> None:
        """Blank the characters at some dots."""
        _, _, cells = _placed(x, y)
        self._codes[cells] = self._inks[cells] = 0

    def curve(self, levels: Iterable[float], ink: Ink) -> None:
        """Draw a line through levels from 0 (lowest) to 1, one for each column of dots.

        Levels outside are drawn at the edge; NaN breaks the line.
        """
        xs: list[int] = []
        ys: list[int] = []
        before: int | None = None
        for x, level in enumerate(levels):
            if math.isnan(level):
                before = None
                continue
            y = self.y(level)
            ys += _joining(before, y)
            xs += [x] * (len(ys) - len(xs))
            before = y
        self.set(np.array(xs, int), np.array(ys, int), ink)

    def mark(self, x: int, level: float, character: str, ink: Ink) -> None:
        """Put a character in place of the one at a level in column `x` of dots."""
        cell = self.y(level) // 4, x // 2
        self._codes[cell], self._inks[cell] = ord(character), self._number(ink)

    def _number(self, ink: Ink) -> int:
        return self._numbers.setdefault(ink, len(self._numbers))

    def y(self, level: float) -> int:
        """Return the row of dots at a level from 0 to 1."""
        return round((1 - min(1.0, max(0.0, level))) * (self.down - 1))

    def rows(self, ascii: Callable[[Ink], str] | None = None) -> list[list[tuple[str, Ink]]]:
        """Return the rows in pieces of one ink; `ascii` gives the character for an ink."""
        inks = list(self._numbers)
        codes = np.where(self._codes, self._codes, ord(" "))
        rows = []
        for line, numbers in zip(codes.tolist(), self._inks.tolist(), strict=True):
            characters = map(chr, line)
            row = []
            for number, same in groupby(numbers):
                text = "".join(islice(characters, len(list(same))))
                ink = inks[number]
                if ascii is not None:
                    text = "".join(char if char == " " else ascii(ink) for char in text)
                row.append((text, ink))
            rows.append(row)
        return rows


def _placed(
    x: ArrayLike, y: ArrayLike
) -> tuple[NDArray[Any], NDArray[Any], tuple[NDArray[Any], NDArray[Any]]]:
    """Return dots as arrays, and the rows and columns of their characters."""
    x, y = np.asarray(x), np.asarray(y)
    return x, y, (y // 4, x // 2)


def _joining(before: int | None, y: int) -> range:
    """Return the dots of a column that join `y` to the column before."""
    if before is None or before == y:
        return range(y, y + 1)
    return range(before + 1, y + 1) if before < y else range(y, before)
