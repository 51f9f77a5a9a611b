"""Text that flows: styled words broken into rows of a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, chop_cells

from tinynet_tui.ui.canvas.canvas import Row, Run

_WORDS = re.compile(r"\s+|\S+")
_LEAST = 8
"""A width below which nothing hangs: there would be no room left."""


def flow(runs: Iterable[Run], width: int, *, first: str = "", hanging: int = 0) -> list[Row]:
    """Break text into rows of at most `width` cells, between words where possible.

    The first row begins with `first`, the others are indented by `hanging`.
    """
    if width < 1:
        return []
    indent = " " * (hanging if width >= hanging + _LEAST else 0)
    rows: list[list[Run]] = [[(first, "strong")] if first else []]
    used = cell_len(first)
    for word in _words(runs):
        length = sum(cell_len(text) for text, _ in word)
        if word[0][0].isspace():
            if used > (cell_len(first) if len(rows) == 1 else len(indent)):
                rows[-1] += word if used + length <= width else []
                used += length
            elif len(rows) == 1 and used + length < width:  # it is indented on purpose
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


def _words(runs: Iterable[Run]) -> list[list[Run]]:
    """Put together what no blank separates, whatever its styles; blanks are words, too."""
    words: list[list[Run]] = []
    for text, style in runs:
        for part in _WORDS.findall(text):
            apart = not words or part.isspace() or words[-1][-1][0].isspace()
            if apart:
                words.append([])
            words[-1].append((part, style))
    return words


def _fitting(text: str, room: int, width: int) -> Sequence[str]:
    """Cut a text that fits neither into the rest of a row nor into a row of its own."""
    length = cell_len(text)
    if length <= room or length <= width or width < 2:
        return [text]
    return chop_cells(text, width)
