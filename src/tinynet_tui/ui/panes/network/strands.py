"""Lines between two columns of points, drawn with dots: by their looks one tells sign and size.

Of those that are lit, positive ones are solid, negative ones dashed; the larger, the thicker.
The others are thin. In ASCII each kind has a character of its own. Pure functions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tinynet_tui.ui.drawing.dots import Dots

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    """Draw lines from the left edge to the right, those that are lit over the others.

    Returns `height` rows of pieces, each row `width` characters wide.
    """
    dots: Dots[Kind | None] = Dots(width, height, None)
    paths = [(*_path(line, dots.across, dots.down), line[2]) for line in lines]
    for x, y, kind in paths:
        if not kind.lit:
            dots.set(x, y, kind)
    lit = [path for path in paths if path[2].lit]
    for x, y, _ in lit:  # what they cross would look like a part of them
        dots.clear(x, y)
    for x, y, kind in lit:
        dots.set(x, y, kind)
    return dots.rows(_ink if ascii else None)


def _path(line: Line, across: int, down: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the columns of a line's dots, and their rows for each dot of its thickness."""
    begin, end, kind = line
    along = np.linspace(0.0, 1.0, 2 * max(across, down))
    x = np.rint(along * (across - 1)).astype(int)
    on = (x % (2 * DASH) < DASH) | (kind.positive or not kind.lit)
    middle = 4 * (begin + (end - begin) * along[on]) + 1.5
    apart = np.arange(kind.thick)[:, None] - (kind.thick - 1) / 2
    return x[on], np.rint(middle + apart).clip(0, down - 1).astype(int)


def _ink(kind: Kind | None) -> str:
    return INK[kind.thick - 1] if kind is not None and kind.lit else FAINT
