"""The error over the iterations, drawn as lines of text.

plotext draws only the curve: its own frame takes two rows of an eight-row pane, and it drops
labels that do not fit. The numbers and the y axis are drawn here.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from math import ceil, floor, isfinite, log10
from typing import Literal

from .axis import SHARES, ErrorAxis, round_up
from .plotext_figure import draw

Curve = Sequence[tuple[int, float, float]]
"""Iterations, each with the lowest and the highest error up to the next."""

MARK = "◆"
DOTTED = "'·."
"""The dots of the other run's curve, at the top, middle and bottom of a cell."""
TESTED = "+"
"""The dots of the test examples' curve."""
POINT = "•"
"""An error with none beside it, in a curve that has few."""
FRAME = "│┤"
MIN_WIDTH, MIN_HEIGHT = 16, 3

_MARGIN = len("0.25┤")


class Axes(Enum):
    """The scaling of the two axes; the value is shown in the pane's title."""

    LOG = "log iterations"
    LOG_LOG = "log-log"
    LINEAR = "linear"
    RIGHT = "share of right examples"

    def next(self) -> "Axes":
        """Return the scaling after this one, in a circle."""
        every = list(Axes)
        return every[(every.index(self) + 1) % len(every)]


def kind(char: str) -> Literal["curve", "mark", "test", "frame", "text"]:
    """Return what a character of the plot belongs to, for its colour; blanks are text."""
    if char == MARK:
        return "mark"
    if char == TESTED:
        return "test"
    if char in FRAME:
        return "frame"
    return "curve" if "\u2801" <= char <= "\u28ff" or char == POINT else "text"


def sub_columns(width: int) -> int:
    """Return the number of columns of dots in a plot of this width, two to a cell."""
    return max(2 * (width - _MARGIN), 1)


def column_edges(axes: Axes, iterations: int, columns: int) -> list[int]:
    """Return the iterations that bound each column: column k goes from edge k up to edge k + 1.

    They increase strictly from 0 to `iterations`. There are at most `columns` + 1: the first
    columns of a log axis share an iteration.
    """
    inner = range(1, columns)
    if axes is Axes.LINEAR:
        edges = [-(-k * iterations // columns) for k in inner]
    else:
        # The factor keeps a rounding error from raising a whole number to the next.
        edges = [ceil((iterations + 1) ** (k / columns) * (1 - 1e-12)) - 1 for k in inner]
    return sorted({0, *(min(edge, iterations) for edge in edges), iterations})


def plot(
    curve: Curve,
    *,
    width: int,
    height: int,
    iterations: int,
    axes: Axes,
    mark: tuple[int, float] | None = None,
    behind: Curve = (),
    tested: Curve = (),
    pointed: bool = False,
) -> list[str]:
    """Draw the error over the iterations as `height` lines of `width` characters.

    `curve` holds (iteration, lowest, highest error in that column); `mark` is the position shown,
    (iteration, error). Errors that are not finite leave a gap, iterations outside 0 to
    `iterations` are ignored. A size below `MIN_WIDTH` by `MIN_HEIGHT` gives blank lines. The curve
    `behind` is drawn in `DOTTED` where the first curve leaves room, the curve `tested` in `TESTED`.
    With `pointed`, an error between two gaps is a `POINT`.
    """
    if width < MIN_WIDTH or height < MIN_HEIGHT:
        return [" " * max(width, 0)] * height
    rows = height - 1
    iterations = max(iterations, 1)
    columns = [column for column in curve if 0 <= column[0] <= iterations]
    others, tests = (
        [column for column in curve if 0 <= column[0] <= iterations] for curve in (behind, tested)
    )
    if mark and not (isfinite(mark[1]) and 0 <= mark[0] <= iterations):
        mark = None
    bounds = [bound for _, *both in (*columns, *others, *tests) for bound in both]
    errors = [error for error in bounds if isfinite(error)]
    if axes is Axes.RIGHT:
        axis = SHARES
    else:
        axis = ErrorAxis.holding([*errors, mark[1]] if mark else errors, log=axes is Axes.LOG_LOG)
    numbers = axis.numbers(rows)
    # A margin of its own for each scale would move the curve sideways.
    margin = max(_MARGIN - 1, *map(len, numbers.values()))
    cells = width - margin - 1

    dots = [
        (column(axes, i, iterations, 2 * cells), axis.dot(low, 4 * rows), axis.dot(high, 4 * rows))
        if isfinite(low) and isfinite(high)
        else None
        for i, low, high in sorted(columns, key=lambda column: column[0])
    ]
    parts = _parts(dots)
    canvas = draw([list(_path(part)) for part in parts], cells, rows)
    for x, low, high in (part[0] for part in parts if pointed and len(part) == 1):
        if low == high:
            row = rows - 1 - low // 4
            canvas[row] = _with(canvas[row], x // 2, POINT)
    dotted = [(row, i, TESTED) for row, i, _ in _dotted(tests, axis, rows)]
    for row, i, char in [*dotted, *_dotted(others, axis, rows)]:
        cell = column(axes, i, iterations, 2 * cells) // 2
        if canvas[row][cell] == " ":
            canvas[row] = _with(canvas[row], cell, char)
    if mark:
        cell = column(axes, mark[0], iterations, 2 * cells) // 2
        row = rows - 1 - axis.dot(mark[1], 4 * rows) // 4
        canvas[row] = _with(canvas[row], cell, MARK)
    lines = [
        f"{numbers.get(row, ''):>{margin}}{'┤' if row in numbers else '│'}{line}"
        for row, line in enumerate(canvas)
    ]
    return [*lines, _iteration_numbers(axes, iterations, cells, margin + 1)]


def column(axes: Axes, iteration: int, iterations: int, columns: int) -> int:
    """Return the column, of `columns`, of an iteration; the inverse of `column_edges`."""
    if axes is Axes.LINEAR:
        return min(iteration * columns // iterations, columns - 1)
    column = floor(log10(iteration + 1) / log10(iterations + 1) * columns + 1e-9)
    return min(column, columns - 1)


def _iteration_numbers(axes: Axes, iterations: int, cells: int, margin: int) -> str:
    """Return the line under the plot, without numbers that would touch the one before."""
    if axes is Axes.LINEAR:
        step = max(int(round_up(iterations / max(cells // 10, 1), 1, 2, 5)), 1)
        ticks = [(value, value) for value in range(0, iterations + 1, step)]
    else:
        step = ceil(5 * log10(iterations + 1) / cells)
        # A log axis begins at 1, which stands for iteration 0.
        ticks = [(10**power - 1, 10**power) for power in range(0, len(str(iterations)), step)]
    line = ""
    for iteration, value in [*ticks, (iterations, iterations)]:
        number = _short_count(value)
        if line.endswith(number):  # the first one
            continue
        start = margin + column(axes, iteration, iterations, cells) - len(number) // 2
        start = min(start, margin + cells - len(number))
        if not line or start > len(line):
            line = line.ljust(start) + number
    return line.ljust(margin + cells)


def _short_count(value: int) -> str:
    """Return an iteration number in at most five characters: 254, 12.3k, 60k, 1M."""
    if value < 1000:
        return str(value)
    rounded = float(f"{value:.3g}")
    group = min(int(log10(rounded) + 1e-9) // 3, 4)
    return f"{rounded / 1000**group:g}{' kMGT'[group]}"


def _parts(dots: Sequence[tuple[int, int, int] | None]) -> list[list[tuple[int, int, int]]]:
    """Split (column, lowest, highest dot) at the gaps, and merge those of the same column."""
    parts: list[list[tuple[int, int, int]]] = []
    gap = True
    for dot in dots:
        if dot is None:
            gap = True
            continue
        x, *ys = dot
        if parts and parts[-1][-1][0] == x:
            ys += parts[-1].pop()[1:]
        elif gap:
            parts.append([])
            gap = False
        parts[-1].append((x, min(ys), max(ys)))
    return parts


def _path(part: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the dots of a part, entering each column at its end nearer to the last dot."""
    y = part[0][2]
    for x, low, high in part:
        near, y = (low, high) if abs(y - low) < abs(y - high) else (high, low)
        yield x, near
        if y != near:
            yield x, y


def _dotted(curve: Curve, axis: ErrorAxis, rows: int) -> Iterator[tuple[int, int, str]]:
    """Yield rows, iterations and dots of a curve: one at each column's middle, connected.

    Errors that are not finite leave a gap.
    """
    last: int | None = None
    for iteration, low, high in sorted(curve, key=lambda column: column[0]):
        if not (isfinite(low) and isfinite(high)):
            last = None
            continue
        row, dot = divmod(3 * rows - 1 - axis.dot(low / 2 + high / 2, 3 * rows), 3)
        yield row, iteration, DOTTED[dot]
        way = range(0) if last is None else range(min(row, last) + 1, max(row, last))
        yield from ((between, iteration, DOTTED[1]) for between in way)
        last = row


def _with(line: str, cell: int, char: str) -> str:
    return line[:cell] + char + line[cell + 1 :]
