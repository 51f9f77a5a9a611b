"""The small curve of a function with a point on it, and the room for it beside a text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tinynet_tui.explain.explanation import Point
from tinynet_tui.network.activations import FUNCTIONS, Function
from tinynet_tui.ui.canvas.canvas import Row

from .dots import Dots

LEAST_WIDTH, LEAST_HEIGHT = 6, 3
MOST_HEIGHT = 10
GAP = 3
"""The columns between the text and the curve."""
POINT = "●"
WITH_CAPTION = 5
"""The least rows with which the last one shows the curve's domain."""


class Place(NamedTuple):
    """A rectangle at the right edge of a text."""

    top: int
    width: int
    height: int


def room_beside(lengths: Sequence[int], width: int) -> Place | None:
    """Return the largest place to the right of lines of these lengths; None if all are too small.

    It is at most four times as wide as high, and some columns away from the text, which must not
    run into the numbers below the curve.
    """
    places = [
        Place(top, min(width - GAP - max(lengths[top : top + height]), 4 * height), height)
        for height in range(LEAST_HEIGHT, min(MOST_HEIGHT, len(lengths)) + 1)
        for top in range(len(lengths) - height + 1)
    ]
    fitting = [place for place in places if place.width >= LEAST_WIDTH]
    return max(fitting, key=lambda place: place.width * place.height, default=None)


def drawn(point: Point, columns: int, rows: int) -> list[Row]:
    """Draw the curve of a function in a rectangle, with its point as a ball unless it is NaN.

    A point beyond an end of the curve is drawn at that end.
    """
    function = FUNCTIONS[point.function]
    low, high = function.domain
    captioned = rows >= WITH_CAPTION
    dots = Dots(columns, rows - captioned, "muted")
    step = (high - low) / (dots.across - 1)
    levels = [_level(function, low + at * step) for at in range(dots.across)]
    dots.curve(levels, "muted")
    if not math.isnan(point.x):
        at = round((min(high, max(low, point.x)) - low) / step)
        dots.mark(at, levels[at], POINT, "strong")
    painted: list[Row] = [tuple(row) for row in dots.rows()]
    if captioned:
        left, right = f"{low:g}", f"{high:g}"
        middle = function.argument.center(columns - len(left) - len(right))
        painted.append(((left + middle + right, "muted"),))
    return painted


def _level(function: Function, x: float) -> float:
    """Return a function's value, scaled to 0 at its lowest and 1 at its highest."""
    low, high = function.codomain
    return (float(function.compute(np.array(x))) - low) / (high - low)
