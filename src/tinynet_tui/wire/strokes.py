"""Cells that are written in one go, and the order in which that takes the fewest bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from typing import NamedTuple

from .cell_style import PLAIN, Look, transition
from .graphemes import BLANK, is_certain, is_simple
from .pen import Pen

MOST_ORDERED = 400
"""Strokes that are put in order; more of them are nearly a whole screen, which needs none."""
NEXT = 8
"""Strokes of a look, in reading order, among which the nearest is looked for."""


class Stroke(NamedTuple):
    """Neighbouring cells of one look."""

    x: int
    y: int
    look: Look
    texts: Sequence[str]
    """What stands in each column; behind a wide character that is nothing."""

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.x + len(self.texts)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but a background is to be seen of it."""
        return _are_blank(self.texts)


def strokes_of(
    y: int, texts: Sequence[str], looks: Sequence[Look], columns: Iterable[int]
) -> list[Stroke]:
    """Return the strokes that write these columns, in ascending order, of a row of cells."""
    found: list[Stroke] = []
    start = end = -1
    look = blank = PLAIN
    for x in columns:
        if not texts[x] and x:
            x -= 1  # the right half of a wide character
        if x < end:
            continue
        wanted = looks[x]
        if x != end or (wanted != look and (wanted != blank or texts[x] != BLANK)):
            shared = _shared(look, texts, looks, start, end, x) if end > 0 else None
            if shared is None:
                if end > 0:
                    found.append(Stroke(start, y, look, texts[start:end]))
                start, shared = x, wanted
            look, blank = shared, shared.blank
        end = x + 2 if x + 1 < len(texts) and not texts[x + 1] else x + 1
    if end > 0:
        found.append(Stroke(start, y, look, texts[start:end]))
    return found


def _shared(
    look: Look, texts: Sequence[str], looks: Sequence[Look], start: int, end: int, x: int
) -> Look | None:
    """Return a look with which the cells of a stroke and those up to x can be written, or None."""
    if not _is_shorter_than_a_move(texts[end:x]):
        return None
    is_blank = _are_blank(texts[start:end])
    for text, wanted in zip(texts[end : x + 1], looks[end : x + 1], strict=True):
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


def _are_blank(texts: Sequence[str]) -> bool:
    return all(text == BLANK for text in texts)


def _is_shorter_than_a_move(texts: Sequence[str]) -> bool:
    move = len("\x1b[C" if len(texts) == 1 else "\x1b[2C")
    return not texts or (
        len(texts) <= move
        and all(map(is_certain, texts))
        and sum(len(text.encode()) for text in texts) <= move
    )


def draw(strokes: Sequence[Stroke], pen: Pen, width: int) -> tuple[str, Pen]:
    """Return what draws strokes on a screen of so many columns, and the pen as it is then."""
    if 1 < len(strokes) <= MOST_ORDERED:
        strokes = _by_look(strokes, pen)
    return _drawn(strokes, copy(pen), width)


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
            nearest = group[0]
            if at.x is None or nearest.y != at.y or nearest.x < at.x:  # not just ahead
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
        text = "".join(stroke.texts)
        if is_simple(text):
            pen.write(text, len(text))
        else:
            _write_cells(pen, stroke)
        if stroke.end >= width:
            pen.x = None  # some stay in the last column, some are behind it
    return pen.take(), pen


def _write_cells(pen: Pen, stroke: Stroke) -> None:
    """Write one cell after the other: not all of them are a character of one column."""
    for at, text in enumerate(stroke.texts):
        if not text:
            continue
        x, is_last = stroke.x + at, at + 1 == len(stroke.texts)
        columns = 1 if is_last or stroke.texts[at + 1] else 2
        if is_certain(text):
            pen.move(x, stroke.y)
            pen.write(text, columns)
        else:
            _write_carefully(pen, text, columns, x, stroke.y)


def _write_carefully(pen: Pen, text: str, cells: int, x: int, y: int) -> None:
    """Write what is wide for some terminals and narrow for others, and know where one is then."""
    if cells > 1:
        pen.move(x, y)
        pen.write(BLANK * cells, cells)  # nothing old is to remain beside it
        pen.x = None
    pen.move(x, y)
    pen.write(text, cells)
    pen.x = None
