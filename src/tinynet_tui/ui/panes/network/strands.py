"""Lines between two columns of points, drawn with dots: by their looks one tells sign and size.

Of those that are lit, positive ones are solid, negative ones dashed; the larger, the thicker.
The others are thin. In ASCII each kind has a character of its own. Pure functions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from tinynet_tui.ui.drawing.braille import BLANK, DOTS

THICK, THICKER = 1.0, 3.0
"""From which size on a line is two dots thick, and three."""
INK = "~&#"
"""In ASCII: lines that are lit, one to three dots thick."""
FAINT = "'"
"""In ASCII: the others."""
DASH = 4
"""Dots across that a dashed line is drawn, and then is not."""


class Kind(NamedTuple):
    """How a line looks."""

    positive: bool
    lit: bool
    thick: int = 1
    """In dots."""


Line = tuple[float, float, Kind]
"""Where it begins and ends, in rows of characters, and its kind."""
Piece = tuple[str, Kind | None]
"""Characters and the kind of line they belong to; None for blanks."""


def kind_of(weight: float, *, lit: bool) -> Kind | None:
    """Return how a weight's line looks; None for no line: it is 0, or no number."""
    if weight == 0 or not math.isfinite(weight):
        return None
    size = abs(weight)
    return Kind(weight > 0, lit, 1 + (size >= THICK) + (size >= THICKER) if lit else 1)


@lru_cache(maxsize=16)  # most frames draw the same lines as the one before
def drawn(
    lines: tuple[Line, ...], width: int, height: int, *, ascii: bool = False
) -> Sequence[Sequence[Piece]]:
    """Draw lines from the left edge to the right, the later ones over those before.

    Returns `height` rows of pieces, each row `width` characters wide.
    """
    bits, owner = (np.zeros((height, width), int) for _ in range(2))
    kinds = [None, *(kind for _, _, kind in lines)]
    stays = np.array([kind is None or kind.lit for kind in kinds])
    columns, rows = 2 * width, 4 * height
    along = np.linspace(0.0, 1.0, 2 * max(columns, rows))
    x = np.rint(along * (columns - 1)).astype(int)
    table = np.array(DOTS)
    for number, (begin, end, kind) in enumerate(lines, 1):
        on = (x % (2 * DASH) < DASH) | (kind.positive or not kind.lit)
        middle = 4 * (begin + (end - begin) * along[on]) + 1.5
        apart = np.arange(kind.thick)[:, None] - (kind.thick - 1) / 2
        y = np.rint(middle + apart).clip(0, rows - 1).astype(int)
        cells = y // 4, np.broadcast_to(x[on] // 2, y.shape)
        if kind.lit:  # what it crosses would look like a part of it
            bits[cells] *= stays[owner[cells]]
        np.bitwise_or.at(bits, cells, table[x[on] % 2, y % 4])
        owner[cells] = number
    return [
        _pieces(dots, [kinds[number] for number in numbers], ascii)
        for dots, numbers in zip(bits.tolist(), owner.tolist(), strict=True)
    ]


def _pieces(bits: Sequence[int], kinds: Sequence[Kind | None], ascii: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for dots, kind in zip(bits, kinds, strict=True):
        text = " "
        if dots:
            text = _ink(kind) if ascii else chr(BLANK + dots)
        if pieces and pieces[-1][1] == kind:
            pieces[-1] = (pieces[-1][0] + text, kind)
        else:
            pieces.append((text, kind))
    return pieces


def _ink(kind: Kind | None) -> str:
    return INK[kind.thick - 1] if kind is not None and kind.lit else FAINT
