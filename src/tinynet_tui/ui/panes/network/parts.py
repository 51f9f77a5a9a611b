"""What the drawing of any network is made of: lamps, lines, short numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from tinynet_tui.network.array import Array

from .board import Board
from .diagram import Column
from .strands import draw_lines, line_style

LIGHT = "·░▒▓█"
"""A neuron's brightness for outputs from 0 to 1."""
LAMP = 2
"""How many such characters make up one neuron."""
WEIGHT_WIDTH = 5
LEAST_STRANDS = 8
"""The width that lines need before the weights' numbers get room."""
MOST_STRANDS = 48
"""The greatest width of lines; beyond it they get no clearer."""
MOST_LINES = 40
"""With more lines than this, only those to the chosen neuron are drawn."""
MOST_LIT = 16
"""With more lines to the chosen neuron than this, only the cursor's own is lit."""


def shares(seen: Sequence[int], room: int) -> list[int]:
    """Share the room between layers, of which so many neurons are seen."""
    crowds = [math.sqrt(one * other) for one, other in pairwise(seen)]
    found = (int(room * crowd / sum(crowds)) for crowd in crowds)
    return [max(1, min(MOST_STRANDS, share)) for share in found]


def put_strands(
    board: Board,
    array: Array,
    columns: tuple[Column, Column],
    cell: tuple[int, int],
    x: int,
    width: int,
    *,
    ascii: bool,
) -> None:
    """Draw a line for each weight between visible neurons; those to the chosen one are lit."""
    (begins, ends), (own, chosen) = columns, cell
    crowded = len(begins.shown) * len(ends.shown) > MOST_LINES
    few = len(begins.shown) <= MOST_LIT
    lines = []
    for i, begin in zip(begins.shown, begins.rows, strict=True):
        for j, end in zip(ends.shown, ends.rows, strict=True):
            style = line_style(float(array[i, j]), lit=j == chosen and (few or i == own))
            if style is not None and (j == chosen or not crowded):
                lines.append((begin, end, style))
    lines.sort(key=lambda line: (line[2].lit, line[2].thick))
    drawn = draw_lines(tuple(lines), width, board.diagram.height, ascii=ascii)
    for y, pieces in enumerate(drawn):
        at = x
        for text, style in pieces:
            if style is not None:
                sign = "positive" if style.positive else "negative"
                board.put(y, at, text, sign + "-strong" * style.lit)
            at += len(text)


def lamp(output: float) -> str:
    """Return the brightness of a neuron with an output from 0 to 1."""
    if math.isnan(output):
        return "?"
    return LIGHT[round(min(1.0, max(0.0, output)) * (len(LIGHT) - 1))]


def short_number(number: float) -> str:
    """Write a small number in about six characters: four decimals, or a power of ten."""
    if not math.isfinite(number) or 1e-3 <= abs(number) < 1e3 or number == 0:
        return f"{number:+.4f}".replace("0.", ".", 1)
    return f"{number:+.0e}".replace("e-0", "e-").replace("e+0", "e")


def when_of(age: str, updated: Sequence[str]) -> str:
    """Say which iteration dim numbers are from, `(253)`, and which weights are new in this one."""
    told = [f"dim: {age}"] * bool(age)
    told += [f"updated: {', '.join(updated)}"] * bool(updated)
    return "".join(f" · {one}" for one in told)
