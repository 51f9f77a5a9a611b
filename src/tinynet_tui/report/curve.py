"""The curve of a function in plain characters, with the points of the explained cells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from tinynet_tui.explain.explained import Curve, Explanation

COLUMNS, ROWS = 49, 9
LINE, POINT = "*", "O"


def drawings(told: Sequence[tuple[str, Explanation]], *, blank: bool) -> Iterator[str]:
    """Yield the lines of one drawing for each name, with the points of all its explanations.

    With `blank`, the points are left out: they are what a reader computes.
    """
    for name in dict.fromkeys(name for name, _ in told):
        found = [one for other, one in told if other == name]
        curves = {one.cell: one.curve for one in found if one.curve is not None}
        if not curves:
            continue
        curve, *_ = curves.values()
        cells = [cell for cell, other in curves.items() if not math.isnan(other.x)]
        marks = f"; {POINT} is {', '.join(cells)}" if cells else ""
        if blank:
            marks = f"; mark your own {curve.argument} on it"
        of = f" of {curve.function}({curve.argument})," if curve.function else ""
        yield ""
        yield f"The curve{of} for {name}{marks}"
        yield from drawn(curve, [] if blank else [other.x for other in curves.values()])


def drawn(curve: Curve, points: Sequence[float]) -> Iterator[str]:
    """Yield the lines of a curve with both axes labelled.

    A point beyond an end of the curve is drawn at that end; NaN is left out.
    """
    (low, high), (lowest, highest) = curve.domain, curve.codomain
    at = np.linspace(low, high, COLUMNS)
    with np.errstate(all="ignore"):
        heights = (curve.compute(at) - lowest) / (highest - lowest)
    rows = [[" "] * COLUMNS for _ in range(ROWS)]

    def put(column: int, mark: str) -> None:
        height = float(heights[column])
        if not math.isnan(height):
            rows[round((1 - min(1.0, max(0.0, height))) * (ROWS - 1))][column] = mark

    for column in range(COLUMNS):
        put(column, LINE)
    for x in points:
        if not math.isnan(x):
            put(round((min(high, max(low, x)) - low) / (high - low) * (COLUMNS - 1)), POINT)
    labels = {0: f"{highest:.3g}", ROWS - 1: f"{lowest:.3g}"}
    margin = max(map(len, labels.values()))
    for y, row in enumerate(rows):
        yield f"  {labels.get(y, '').rjust(margin)} |{''.join(row).rstrip()}"
    left, right = f"{low:g}", f"{high:g}"
    middle = curve.argument.center(COLUMNS - len(left) - len(right))
    yield f"  {' ' * margin}  {left}{middle}{right}"
