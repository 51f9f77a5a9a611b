"""The small curve of a function with a point on it, and where in a text there is room for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from tinynet_tui.explain.explanation import Point
from tinynet_tui.ui.canvas.canvas import Row

from .dots import Dots

LEAST_WIDTH, LEAST_HEIGHT = 6, 3
MOST_HEIGHT = 10
POINT = "●"
WITH_CAPTION = 5
"""From how many rows on the last one says from where to where the curve goes."""

DOMAINS = {"sigmoid": (-6.0, 6.0), "slope": (0.0, 1.0)}
CAPTIONS = {"sigmoid": ("-6", "x", "6"), "slope": ("0", "l", "1")}


class Place(NamedTuple):
    """A rectangle at the right edge of a text."""

    top: int
    width: int
    height: int


def room_beside(lengths: Sequence[int], width: int) -> Place | None:
    """Return the largest place right of lines of these lengths; None where all are too small.

    It is at most four times as wide as high, and a cell away from the text.
    """
    places = [
        Place(top, min(width - 1 - max(lengths[top : top + height]), 4 * height), height)
        for height in range(LEAST_HEIGHT, min(MOST_HEIGHT, len(lengths)) + 1)
        for top in range(len(lengths) - height + 1)
    ]
    fitting = [place for place in places if place.width >= LEAST_WIDTH]
    return max(fitting, key=lambda place: place.width * place.height, default=None)


def drawn(point: Point, columns: int, rows: int) -> list[Row]:
    """Draw the curve of a function in a rectangle, its point as a ball, if it is a number.

    A point beyond the curve's ends stands at its end.
    """
    low, high = DOMAINS[point.function]
    captioned = rows >= WITH_CAPTION
    dots = Dots(columns, rows - captioned, "muted")
    step = (high - low) / (dots.across - 1)
    levels = [_level(point.function, low + at * step) for at in range(dots.across)]
    dots.curve(levels, "muted")
    if not math.isnan(point.x):
        at = round((min(high, max(low, point.x)) - low) / step)
        dots.mark(at, levels[at], POINT, "strong")
    painted: list[Row] = [tuple(row) for row in dots.rows()]
    if captioned:
        left, name, right = CAPTIONS[point.function]
        middle = name.center(columns - len(left) - len(right))
        painted.append(((left + middle + right, "muted"),))
    return painted


def _level(function: str, x: float) -> float:
    """Return a function's value as a share of its highest."""
    return 1 / (1 + math.exp(-x)) if function == "sigmoid" else 4 * x * (1 - x)
