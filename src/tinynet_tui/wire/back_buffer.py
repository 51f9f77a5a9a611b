"""The cells that the terminal should show and those that it shows: only differences are sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.color import ColorSystem
from rich.segment import Segment

from .cell_style import PLAIN, CellStyle
from .graphemes import BLANK, cells, is_wide
from .pen import Pen
from .strokes import Stroke, draw, strokes_of


@dataclass
class _Row:
    """The text and the style of each cell of a row."""

    texts: list[str]
    styles: list[CellStyle]


class BackBuffer:
    """The wanted and the shown cells of a terminal.

    Paint into it as often as you like; `changes` then returns what makes the terminal show it:
    only the cells that differ, with the shortest cursor moves and style changes between them.

    The terminal must not wrap lines (DECAWM off). Call `forget` after anything else has written
    to it.
    """

    def __init__(self, colours: ColorSystem, width: int = 0, height: int = 0) -> None:
        self._colours = colours
        self._pen = Pen()
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """Start again in another size: nothing is wanted, and nothing is known of the terminal."""
        self.width, self.height = width, height
        self._wanted: list[_Row | None] = [None] * height
        self.forget()

    def forget(self) -> None:
        """Assume nothing about what the terminal shows, so that everything is sent again."""
        self._shown: list[_Row | None] = [None] * self.height
        self._touched = set(range(self.height))
        self._pen.forget()

    def paint(self, x: int, y: int, segments: Iterable[Segment]) -> None:
        """Paint segments from a cell on; anything outside the screen is cut off."""
        if not (0 <= y < self.height and 0 <= x < self.width):
            return
        texts, styles = cells(segments, self._colours)
        del texts[self.width - x :], styles[self.width - x :]
        row = self._wanted[y]
        if row is None:
            row = self._wanted[y] = _Row([BLANK] * self.width, [PLAIN] * self.width)
        end = x + len(texts)
        row.texts[x:end], row.styles[x:end] = texts, styles
        _blank_halves(row.texts, x)
        _blank_halves(row.texts, end)
        self._touched.add(y)

    def changes(self, cursor: tuple[int, int] | None = None) -> str:
        """Return the text that makes the terminal show what is wanted, and assume that it is sent.

        The hidden cursor ends at `cursor`, a column and a row, or as near as the screen allows.
        Without it, the cursor ends anywhere.
        """
        strokes: list[Stroke] = []
        for y in sorted(self._touched):
            wanted, shown = self._wanted[y], self._shown[y]
            if wanted is not None and wanted != shown:
                strokes += strokes_of(y, wanted.texts, wanted.styles, _differing(wanted, shown))
                self._shown[y] = _Row(wanted.texts[:], wanted.styles[:])
        self._touched.clear()
        draw(strokes, self._pen, self.width)
        if cursor is not None and self.width and self.height:
            x, y = cursor
            self._pen.move(max(0, min(x, self.width - 1)), max(0, min(y, self.height - 1)))
        return self._pen.take()


def _differing(wanted: _Row, shown: _Row | None) -> Iterator[int]:
    """Yield the columns in which two rows differ."""
    if shown is None:
        yield from range(len(wanted.texts))
        return
    cells = zip(wanted.texts, shown.texts, wanted.styles, shown.styles, strict=True)
    for x, (text, text_before, style, style_before) in enumerate(cells):
        if text != text_before or style != style_before:
            yield x


def _blank_halves(texts: list[str], x: int) -> None:
    """Blank the halves of wide characters that were cut in two at the left edge of column x."""
    if x < len(texts) and not texts[x] and (x == 0 or not is_wide(texts[x - 1])):
        texts[x] = BLANK
    if x > 0 and (x == len(texts) or texts[x]) and is_wide(texts[x - 1]):
        texts[x - 1] = BLANK
