"""Runs of cells that are written in one go, in the order that takes the fewest bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .cell_style import PLAIN, CellStyle, transition
from .graphemes import BLANK, is_certain, is_simple
from .pen import Pen, shortest_move

MOST_ORDERED = 400
"""The most strokes that are sorted; more of them are nearly a whole screen, in order anyway."""
NEXT = 8
"""How many strokes of one style, in reading order, are searched for the nearest."""


class Stroke(NamedTuple):
    """Neighbouring cells of one style."""

    x: int
    y: int
    style: CellStyle
    texts: Sequence[str]
    """The text of each column; empty for the right half of a wide character."""

    @property
    def end(self) -> int:
        """The first column after it."""
        return self.x + len(self.texts)

    @property
    def is_blank(self) -> bool:
        return _are_blank(self.texts)


def strokes_of(
    y: int, texts: Sequence[str], styles: Sequence[CellStyle], columns: Iterable[int]
) -> list[Stroke]:
    """Return the strokes that write these columns, in ascending order, of a row of cells."""
    found: list[Stroke] = []
    start = end = -1
    style = blank = PLAIN
    for x in columns:
        if not texts[x] and x:
            x -= 1  # the right half of a wide character
        if x < end:
            continue
        wanted = styles[x]
        if x != end or (wanted != style and (wanted != blank or texts[x] != BLANK)):
            shared = _shared(style, texts, styles, start, end, x) if end > 0 else None
            if shared is None:
                if end > 0:
                    found.append(Stroke(start, y, style, texts[start:end]))
                start, shared = x, wanted
            style, blank = shared, shared.blank
        end = x + 2 if x + 1 < len(texts) and not texts[x + 1] else x + 1
    if end > 0:
        found.append(Stroke(start, y, style, texts[start:end]))
    return found


def _shared(
    style: CellStyle,
    texts: Sequence[str],
    styles: Sequence[CellStyle],
    start: int,
    end: int,
    x: int,
) -> CellStyle | None:
    """Return one style for the cells of a stroke and those up to x; None if there is none."""
    if not _is_shorter_than_a_move(texts[end:x]):
        return None
    is_blank = _are_blank(texts[start:end])
    for text, wanted in zip(texts[end : x + 1], styles[end : x + 1], strict=True):
        if text != BLANK and is_blank:
            if style.as_blank_after(wanted) != wanted:
                return None
            style, is_blank = wanted, False
        elif text == BLANK and not is_blank:
            if wanted.as_blank_after(style) != style:
                return None
        elif wanted != style:
            return None
    return style


def _are_blank(texts: Sequence[str]) -> bool:
    return all(text == BLANK for text in texts)


def _is_shorter_than_a_move(texts: Sequence[str]) -> bool:
    move = len("\x1b[C" if len(texts) == 1 else "\x1b[2C")
    return not texts or (
        len(texts) <= move
        and all(map(is_certain, texts))
        and sum(len(text.encode()) for text in texts) <= move
    )


def draw(strokes: Sequence[Stroke], pen: Pen, width: int) -> None:
    """Draw strokes with a pen on a screen of a width."""
    for stroke in _by_style(strokes, pen) if 1 < len(strokes) <= MOST_ORDERED else strokes:
        style = stroke.style
        if stroke.is_blank and pen.style is not None:
            style = style.as_blank_after(pen.style)
        pen.move(stroke.x, stroke.y)
        pen.use(style)
        text = "".join(stroke.texts)
        if is_simple(text):
            pen.write(text, len(text))
        else:
            _write_cells(pen, stroke)
        if stroke.end >= width:
            pen.x = None  # some terminals stay in the last column, some go past it


def _by_style(strokes: Sequence[Stroke], pen: Pen) -> list[Stroke]:
    """Group strokes by style, and put the nearest next within a group."""
    groups: dict[CellStyle, list[Stroke]] = {}
    blanks: list[Stroke] = []
    for stroke in strokes:
        if stroke.is_blank:
            blanks.append(stroke)
        else:
            groups.setdefault(stroke.style, []).append(stroke)
    for stroke in blanks:
        suitable = (style for style in groups if stroke.style.as_blank_after(style) == style)
        groups.setdefault(next(suitable, stroke.style), []).append(stroke)
    ordered: list[Stroke] = []
    x, y, current = pen.x, pen.y, pen.style
    while groups:
        current = min(groups, key=lambda style: len(transition(current, style)))
        group = groups.pop(current)
        while group:
            nearest = group[0]
            if x is None or nearest.y != y or nearest.x < x:  # not straight ahead
                nearest = min(
                    group[:NEXT], key=lambda stroke: len(shortest_move(x, y, stroke.x, stroke.y))
                )
            group.remove(nearest)
            ordered.append(nearest)
            x, y = nearest.end, nearest.y
    return ordered


def _write_cells(pen: Pen, stroke: Stroke) -> None:
    """Write cell by cell, as some hold more or less than one character of one column."""
    for x, text in enumerate(stroke.texts, stroke.x):
        if not text:
            continue
        is_wide = x + 1 < stroke.end and not stroke.texts[x + 1 - stroke.x]
        columns = 2 if is_wide else 1
        if is_certain(text):
            pen.move(x, stroke.y)
            pen.write(text, columns)
        else:
            _write_uncertain(pen, text, columns, x, stroke.y)


def _write_uncertain(pen: Pen, text: str, columns: int, x: int, y: int) -> None:
    """Write a text whose width terminals disagree on, so that nothing else moves."""
    if columns > 1:
        pen.move(x, y)
        pen.write(BLANK * columns, columns)  # or a narrow one would leave old text beside it
        pen.x = None
    pen.move(x, y)
    pen.write(text, columns)
    pen.x = None
