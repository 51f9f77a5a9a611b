"""Wrapping styled text into rows of a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, chop_cells

from tinynet_tui.ui.canvas.canvas import Row, Span

_WORDS = re.compile(r"\s+|\S+")
_LEAST = 8
"""The least width beside a hanging indent; where there is less, there is no indent."""


def flow(spans: Iterable[Span], width: int, *, first: str = "", hanging: int = 0) -> list[Row]:
    """Wrap text into rows of at most `width` cells, between words where possible.

    The first row begins with `first`, the others are indented by `hanging`.
    """
    if width < 1:
        return []
    indent = " " * (hanging if width >= hanging + _LEAST else 0)
    rows: list[list[Span]] = [[(first, "strong")] if first else []]
    used = cell_len(first)
    for word in _words(spans):
        length = sum(cell_len(text) for text, _ in word)
        if word[0][0].isspace():
            if used > (cell_len(first) if len(rows) == 1 else len(indent)):
                rows[-1] += word if used + length <= width else []
                used += length
            elif len(rows) == 1 and used + length < width:  # an indent of the text's own
                rows[-1] += word
                used += length
            continue
        if used + length > width and length <= width - len(indent):
            rows.append([(indent, "text")])
            used = len(indent)
        for text, style in word:
            for piece in _fitting(text, width - used, width - len(indent)):
                if used + cell_len(piece) > width:
                    rows.append([(indent, "text")])
                    used = len(indent)
                rows[-1].append((piece, style))
                used += cell_len(piece)
    return [tuple(row) for row in rows]


def _words(spans: Iterable[Span]) -> list[list[Span]]:
    """Split spans into words, which may have several styles; blanks are words, too."""
    words: list[list[Span]] = []
    for text, style in spans:
        for part in _WORDS.findall(text):
            if not words or part.isspace() or words[-1][-1][0].isspace():
                words.append([])
            words[-1].append((part, style))
    return words


def _fitting(text: str, room: int, width: int) -> Sequence[str]:
    """Cut a text if it fits neither into the rest of a row nor into a row of its own."""
    if cell_len(text) <= max(room, width) or width < 2:
        return [text]
    return chop_cells(text, width)
