"""Lines between two columns of points, drawn with dots that show the sign and size of weights.

Lit lines are solid if positive and dashed if negative; the larger, the thicker. The others are
thin. In ASCII each style has its own character. Pure functions.
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
"""The absolute weights from which a line is two dots thick, and three."""
INK = "~&#"
"""In ASCII: lit lines, one to three dots thick."""
FAINT = "'"
"""In ASCII: the others."""
DASH = 4
"""The length of a dash, and of the gap after it, in dots."""


class LineStyle(NamedTuple):
    """How a line is drawn."""

    positive: bool
    lit: bool
    thick: int = 1
    """In dots."""


Line = tuple[float, float, LineStyle]
"""The rows of characters where it begins and ends, and its style."""
Piece = tuple[str, LineStyle | None]
"""Characters and the style of their line; None for blanks."""


def line_style(weight: float, *, lit: bool) -> LineStyle | None:
    """Return the style of a weight's line; None, no line, if it is 0 or not finite."""
    if weight == 0 or not math.isfinite(weight):
        return None
    size = abs(weight)
    return LineStyle(weight > 0, lit, 1 + (size >= THICK) + (size >= THICKER) if lit else 1)


@lru_cache(maxsize=16)  # most frames draw the same lines as the one before
def draw_lines(
    lines: tuple[Line, ...], width: int, height: int, *, ascii: bool = False
) -> Sequence[Sequence[Piece]]:
    """Draw lines from the left edge to the right, lit ones above the others.

    Returns `height` rows of pieces, each row `width` characters wide.
    """
    dots: Dots[LineStyle | None] = Dots(width, height, None)
    paths = [(*_path(line, dots.across, dots.down), line[2]) for line in lines]
    for x, y, style in paths:
        if not style.lit:
            dots.set(x, y, style)
    lit = [path for path in paths if path[2].lit]
    for x, y, _ in lit:  # lines they cross would look like parts of them
        dots.clear(x, y)
    for x, y, style in lit:
        dots.set(x, y, style)
    return dots.rows(_ink if ascii else None)


def _path(line: Line, across: int, down: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the columns of a line's dots, and their rows for each dot of its thickness."""
    begin, end, style = line
    along = np.linspace(0.0, 1.0, 2 * max(across, down))
    x = np.rint(along * (across - 1)).astype(int)
    on = (x % (2 * DASH) < DASH) | (style.positive or not style.lit)
    middle = 4 * (begin + (end - begin) * along[on]) + 1.5
    apart = np.arange(style.thick)[:, None] - (style.thick - 1) / 2
    return x[on], np.rint(middle + apart).clip(0, down - 1).astype(int)


def _ink(style: LineStyle | None) -> str:
    return INK[style.thick - 1] if style is not None and style.lit else FAINT
