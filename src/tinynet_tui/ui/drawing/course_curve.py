"""The curve of a weight over the run: a pure function from points to rows."""

from __future__ import annotations

import math

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.timeline.weight_course import Course
from tinynet_tui.ui.canvas.canvas import Row

from .dots import Dots

HERE = "◆"


def course_rows(course: Course, here: int, width: int, height: int) -> list[Row]:
    """Draw a weight's finite values over a log axis, with a scale and a mark at iteration `here`.

    The rows are `width` columns wide, and `height` + 1 with the scale of iterations.
    """
    finite = [(iteration, weight) for iteration, weight in course if math.isfinite(weight)]
    if not finite:
        return [(("no finite numbers", "muted"),)]
    iterations, weights = (np.array(side, float) for side in zip(*finite, strict=True))
    low, high = float(weights.min()), float(weights.max())
    labels = [_label(high), _label(low)]
    margin = max(map(len, labels)) + 1
    columns = max(1, width - margin)
    dots = Dots(columns, height, "text")
    end = math.log(max(1.0, course[-1][0]) + 1)
    xs = np.linspace(0.0, end, dots.across)
    levels = np.interp(xs, np.log(iterations + 1), _shares(weights, low, high)).tolist()
    dots.curve(levels, "text")
    at = min(dots.across - 1, round(math.log(here + 1) / end * (dots.across - 1)))
    dots.mark(at, levels[at], HERE, "strong")
    rows: list[Row] = []
    for y, row in enumerate(dots.rows()):
        if low == high:
            label = labels[0] if y == height // 2 else ""
        else:
            label = labels[0] if y == 0 else labels[1] if y == height - 1 else ""
        rows.append(((label.rjust(margin - 1) + " ", "muted"), *row))
    return [*rows, ((" " * margin + _ticks(course[-1][0], end, columns), "muted"),)]


def _shares(weights: Array, low: float, high: float) -> Array:
    """Scale weights to 0 (lowest) to 1 (highest), or to 0.5 if all are equal."""
    if high == low:
        return np.full_like(weights, 0.5)
    scale = max(abs(low), abs(high))  # a difference of huge numbers overflows
    result: Array = (weights / scale - low / scale) / (high / scale - low / scale)
    return result


def _label(weight: float) -> str:
    return f"{weight:+.4f}" if abs(weight) < 1e4 else f"{weight:+.2e}"


def _ticks(last: int, end: float, columns: int) -> str:
    """Return the scale of iterations: 0, 10, 100, 1k and so on, and the last."""
    text, final = "0", f"{last:,}"
    exponent = 1
    while 10**exponent < last:
        at = round(math.log(10**exponent + 1) / end * (columns - 1))
        name = _short(exponent)
        if len(text) < at and at + len(name) < columns - len(final):
            text = text.ljust(at) + name
        exponent += 1
    return text.ljust(max(len(text) + 1, columns - len(final))) + final if last else text


def _short(exponent: int) -> str:
    """Return a power of ten in short: 100, 1k, 10M."""
    power, unit = exponent % 3, "  k M G T"[2 * (exponent // 3) : 2 * (exponent // 3) + 2].strip()
    return f"{10**power}{unit}"
