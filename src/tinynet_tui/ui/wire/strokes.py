"""Cells that are written in one go, and the order in which that takes the fewest bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

from .cells import BLANK, is_certain
from .look import Look, transition
from .pen import Pen

MOST_ORDERED = 400
"""Strokes that are put in order; more of them are nearly a whole screen, which needs none."""
NEXT = 8
"""Strokes of a look, in reading order, among which the nearest is looked for."""


@dataclass
class Stroke:
    """Neighbouring cells of one look."""

    x: int
    y: int
    look: Look
    cells: list[tuple[str, int]]
    """Their texts, and how many columns each takes."""
    end: int
    """The column behind it."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing but a background is to be seen of it."""
        return all(text == BLANK for text, _ in self.cells)


def strokes_of(
    y: int, texts: Sequence[str], looks: Sequence[Look], columns: Iterable[int]
) -> list[Stroke]:
    """Return the strokes that write these columns, in ascending order, of a row of cells."""
    found: list[Stroke] = []
    end = -1
    for x in columns:
        if not texts[x] and x:
            x -= 1  # the right half of a wide character
        if x < end:
            continue
        width = 2 if x + 1 < len(texts) and not texts[x + 1] else 1
        end = x + width
        if found:
            stroke = found[-1]
            if x == stroke.end and looks[x] == stroke.look:  # as most cells of a screen do
                stroke.cells.append((texts[x], width))
                stroke.end = end
                continue
            between = range(stroke.end, x)
            look = _common(stroke, [(texts[i], looks[i]) for i in (*between, x)])
            if look is not None and _is_shorter_than_a_move([texts[i] for i in between]):
                stroke.look, stroke.end = look, end
                stroke.cells += [*((texts[i], 1) for i in between), (texts[x], width)]
                continue
        found.append(Stroke(x, y, looks[x], [(texts[x], width)], end))
    return found


def _is_shorter_than_a_move(texts: Sequence[str]) -> bool:
    move = len("\x1b[C" if len(texts) == 1 else "\x1b[2C")
    return not texts or (
        len(texts) <= move
        and all(map(is_certain, texts))
        and sum(len(text.encode()) for text in texts) <= move
    )


def _common(stroke: Stroke, more: Iterable[tuple[str, Look]]) -> Look | None:
    """Return a look with which more cells can be written together with a stroke's, or None."""
    look, is_blank = stroke.look, stroke.is_blank
    for text, wanted in more:
        if text != BLANK and is_blank:
            if look.as_blank_with(wanted) != wanted:
                return None
            look, is_blank = wanted, False
        elif text == BLANK and not is_blank:
            if wanted.as_blank_with(look) != look:
                return None
        elif wanted != look:
            return None
    return look


def draw(strokes: Sequence[Stroke], pen: Pen, width: int) -> tuple[str, Pen]:
    """Return what draws strokes on a screen of so many columns, and the pen as it is then."""
    ways = [strokes]
    if 1 < len(strokes) <= MOST_ORDERED:
        ways.append(_by_look(strokes, pen))
    drawn = [_drawn(way, copy(pen), width) for way in ways]
    return min(drawn, key=lambda result: len(result[0]))


def _by_look(strokes: Sequence[Stroke], pen: Pen) -> list[Stroke]:
    """Return strokes with those of one look together, one nearest to the other."""
    groups: dict[Look, list[Stroke]] = {}
    blanks: list[Stroke] = []
    for stroke in strokes:
        if stroke.is_blank:
            blanks.append(stroke)
        else:
            groups.setdefault(stroke.look, []).append(stroke)
    for stroke in blanks:
        suits = (have for have in groups if stroke.look.as_blank_with(have) == have)
        groups.setdefault(next(suits, stroke.look), []).append(stroke)
    ordered: list[Stroke] = []
    at, look = copy(pen), pen.look
    while groups:
        look = min(groups, key=lambda after: len(transition(look, after)))
        group = groups.pop(look)
        while group:
            nearest = min(group[:NEXT], key=lambda stroke: len(at.way(stroke.x, stroke.y)))
            group.remove(nearest)
            ordered.append(nearest)
            at.x, at.y = nearest.end, nearest.y
    return ordered


def _drawn(strokes: Iterable[Stroke], pen: Pen, width: int) -> tuple[str, Pen]:
    for stroke in strokes:
        look = stroke.look
        if stroke.is_blank and pen.look is not None:
            look = look.as_blank_with(pen.look)
        pen.move(stroke.x, stroke.y)
        pen.look_like(look)
        x = stroke.x
        for text, cells in stroke.cells:
            if is_certain(text):
                pen.move(x, stroke.y)
                pen.write(text, cells)
            else:
                _write_carefully(pen, text, cells, x, stroke.y)
            x += cells
        if x >= width:
            pen.x = None  # some stay in the last column, some are behind it
    return pen.take(), pen


def _write_carefully(pen: Pen, text: str, cells: int, x: int, y: int) -> None:
    """Write what is wide for some terminals and narrow for others, and know where one is then."""
    if cells > 1:
        pen.move(x, y)
        pen.write(BLANK * cells, cells)  # nothing old is to remain beside it
        pen.x = None
    pen.move(x, y)
    pen.write(text, cells)
    pen.x = None
