"""Paragraphs of a scene as rows of a width."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tinynet_tui.lecture.scene import LiveValue, Paragraph
from tinynet_tui.ui.canvas.canvas import Row, Span
from tinynet_tui.ui.drawing.wrap import flow

SpanOf: TypeAlias = Callable[[str | LiveValue], Span]
"""Gives a piece of the text as it is painted."""

_ITEM = re.compile(r" *([-*]|\d+[.)]) ")


def signed(paragraphs: Sequence[Paragraph], span: SpanOf, width: int, sign: str) -> list[list[Row]]:
    """Return the rows of a question or an answer, with its sign before the first paragraph."""
    return [
        rows_of(part, span, width, sign if at == 0 else "  ", 2)
        for at, part in enumerate(paragraphs)
    ]


def rows_of(
    paragraph: Paragraph, span: SpanOf, width: int, first: str = "", hanging: int = 0
) -> list[Row]:
    """Return a paragraph's rows; those of code are its lines."""
    if "\n" in paragraph:
        lines = [line for line in paragraph if line != "\n"]
        return [
            row
            for at, line in enumerate(lines)
            for row in rows_of((line,), span, width, first * (at == 0), hanging) or [()]
        ]
    spans = [span(piece) for piece in paragraph]
    item = _ITEM.match(spans[0][0])
    return wrapped(spans, width, first, hanging + (len(item[0]) if item else 0))


def wrapped(spans: Sequence[Span], width: int, first: str, hanging: int) -> list[Row]:
    """Return a text in rows: `first` stands before it, `hanging` blanks before the other rows."""
    margin = width > 30
    rows = flow(spans, width - margin, first=first, hanging=hanging)
    return [((" " * margin, "text"), *row) for row in rows]


def joined(paragraphs: Sequence[list[Row]], blanks: int) -> list[Row]:
    """Join paragraphs with blank rows between them."""
    rows: list[Row] = []
    for paragraph in paragraphs:
        rows += [*[()] * (blanks * bool(rows)), *paragraph]
    return rows
