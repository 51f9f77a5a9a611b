"""What the terminal should show and what it does show: only the difference is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.color import ColorSystem
from rich.segment import Segment

from .cell_style import Look
from .graphemes import BLANK, cells, is_wide
from .pen import Pen
from .strokes import Stroke, draw, strokes_of


@dataclass
class _Row:
    """A row of cells: the text in each and its look."""

    texts: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def copy(self) -> _Row:
        return _Row(self.texts[:], self.looks[:])


class BackBuffer:
    """The cells of a terminal, wanted and shown.

    Paint into it as often as you like; `changes` then gives what makes the terminal show all of
    it: only cells that differ, the shortest moves of the cursor between them, and of their looks
    only what changes.

    The terminal must not wrap lines (DECAWM off), and nobody else may write to it unless `forget`
    is called afterwards.
    """

    def __init__(self, colours: ColorSystem, width: int = 0, height: int = 0) -> None:
        """Nothing is wanted yet, and nothing known of the terminal."""
        self._colours = colours
        self._pen = Pen()
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """Begin anew with other columns and rows: nothing is wanted, nothing known."""
        self.width, self.height = width, height
        self._wanted: list[_Row | None] = [None] * height
        self.forget()

    def forget(self) -> None:
        """Take it that the terminal shows something else: all that is wanted is sent again."""
        self._shown: list[_Row | None] = [None] * self.height
        self._touched = set(range(self.height))
        self._pen.forget()

    def paint(self, x: int, y: int, segments: Iterable[Segment]) -> None:
        """Want these segments from a cell on; what begins or reaches outside is left out."""
        if not (0 <= y < self.height and 0 <= x < self.width):
            return
        texts, looks = cells(segments, self._colours)
        del texts[self.width - x :], looks[self.width - x :]
        row = self._wanted[y]
        if row is None:
            row = _Row([BLANK] * self.width, [Look()] * self.width)
            self._wanted[y] = row
        end = x + len(texts)
        row.texts[x:end], row.looks[x:end] = texts, looks
        _mend(row.texts, x)
        _mend(row.texts, end)
        self._touched.add(y)

    def changes(self, cursor: tuple[int, int] | None = None) -> str:
        """Return what makes the terminal show what is wanted, and take it that it does.

        The cursor, which is hidden, ends in the given column and row, or as near as there is
        one; or anywhere.
        """
        strokes: list[Stroke] = []
        for y in sorted(self._touched):
            wanted, shown = self._wanted[y], self._shown[y]
            if wanted is not None and wanted != shown:
                strokes += strokes_of(y, wanted.texts, wanted.looks, _differing(wanted, shown))
                self._shown[y] = wanted.copy()
        self._touched.clear()
        changes, self._pen = draw(strokes, self._pen, self.width)
        if cursor is not None and self.width and self.height:
            x, y = cursor
            self._pen.move(max(0, min(x, self.width - 1)), max(0, min(y, self.height - 1)))
        return changes + self._pen.take()


def _differing(wanted: _Row, shown: _Row | None) -> Iterator[int]:
    """Yield the columns in which two rows differ."""
    if shown is None:
        yield from range(len(wanted.texts))
        return
    cells = zip(wanted.texts, shown.texts, wanted.looks, shown.looks, strict=True)
    for x, (text, before, look, look_before) in enumerate(cells):
        if text != before or look != look_before:
            yield x


def _mend(texts: list[str], x: int) -> None:
    """Blank halves of wide characters that have lost the other half at an edge before column x."""
    if x < len(texts) and not texts[x] and (x == 0 or not is_wide(texts[x - 1])):
        texts[x] = BLANK
    if x > 0 and (x == len(texts) or texts[x]) and is_wide(texts[x - 1]):
        texts[x - 1] = BLANK
