"""The small curve of a function with a point on it, and the room for it beside a text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tinynet_tui.explain.explained import Curve
from tinynet_tui.ui.canvas.canvas import Row

from .dots import Dots

LEAST_WIDTH, LEAST_HEIGHT = 6, 3
MOST_HEIGHT = 10
GAP = 3
"""The columns between the text and the curve."""
POINT = "●"
WITH_CAPTION = 5
"""The least rows with which the last one shows the curve's domain, in a curve beside a text."""
LEAST_LARGE = 4
"""The least rows of a large curve, the last of which shows its domain."""
WIDEST = 12
"""A large curve is at most so many times as wide as high."""


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


def drawn(curve: Curve, columns: int, rows: int, least: int = WITH_CAPTION) -> list[Row]:
    """Draw the curve of a function in a rectangle, with its point as a ball unless it is NaN.

    A point beyond an end of the curve is drawn at that end. From `least` rows on, the last one
    shows the domain, and between its ends the argument if there is room for it.
    """
    low, high = curve.domain
    captioned = rows >= least
    dots = Dots(columns, rows - captioned, "muted")
    step = (high - low) / (dots.across - 1)
    lowest, highest = curve.codomain
    values = curve.compute(low + step * np.arange(dots.across, dtype=np.float64))
    levels = [float(level) for level in (values - lowest) / (highest - lowest)]
    dots.curve(levels, "muted")
    if not math.isnan(curve.x):
        at = round((min(high, max(low, curve.x)) - low) / step)
        dots.mark(at, levels[at], POINT, "strong")
    painted: list[Row] = [tuple(row) for row in dots.rows()]
    if captioned:
        left, right = f"{low:g}", f"{high:g}"
        between = columns - len(left) - len(right)
        argument = curve.argument if len(curve.argument) + 2 <= between else ""
        painted.append(((left + argument.center(between) + right, "muted"),))
    return painted


def beside(rows: list[Row], curve: Curve | None, width: int, height: int) -> list[Row]:
    """Return the rows of a text with a curve at their right, if there is one and room for it."""
    if curve is None:
        return rows
    lengths = [sum(len(text) for text, _ in row) for row in rows]
    place = room_beside(lengths + [0] * (height - len(rows)), width)
    if place is not None:
        rows = rows + [()] * (place.top + place.height - len(rows))
        painted = drawn(curve, place.width, place.height)
        for y, spans in enumerate(painted, place.top):
            gap = width - place.width - sum(len(text) for text, _ in rows[y])
            rows[y] = (*rows[y], (" " * gap, "text"), *spans)
    return rows


def large(curve: Curve, width: int, rows: int) -> list[Row]:
    """Draw the curve of a function with both axes labelled, in at most `width` columns."""
    lowest, highest = (f"{bound:.3g}" for bound in curve.codomain)
    margin = 1 + max(len(lowest), len(highest))
    columns = min(width - margin - 2, WIDEST * (rows - 1))
    labels = {0: highest, rows - 2: lowest}
    edges = [labels.get(y, "").rjust(margin) + "┤│"[y not in labels] for y in range(rows - 1)]
    painted = drawn(curve, columns, rows, LEAST_LARGE)
    sides = [*edges, " " * (margin + 1)]
    return [((side, "muted"), *row) for side, row in zip(sides, painted, strict=True)]
