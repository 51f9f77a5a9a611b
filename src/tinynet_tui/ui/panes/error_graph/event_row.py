"""A row of a run's events between the graph's curve and its iteration numbers."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.events.event import Kind
from tinynet_tui.events.log import IMPORTANCE
from tinynet_tui.ui.canvas.canvas import Row

from .plot import FRAME, Axes, column

MARKS: dict[Kind, str] = {"prediction": "•", "weight": "±", "rise": "▲", "divergence": "!"}
"""The mark for a column by its most important kind of event."""
STYLES: dict[Kind, str] = {
    "prediction": "strong",
    "weight": "muted",
    "rise": "muted",
    "divergence": "alert",
}
MIN_HEIGHT = 6
"""The least height of a graph with room for this row."""


def event_row(events: Sequence[tuple[int, Kind]], line: str, *, axes: Axes, iterations: int) -> Row:
    """Return the row for events, (iteration, kind), up to `iterations`.

    `line` is a line of the plot above, whose left margin the row takes over.
    """
    margin = next((at + 1 for at, char in enumerate(line) if char in FRAME), 0)
    cells = len(line) - margin
    marks: list[Kind | None] = [None] * cells
    for iteration, kind in events:
        if cells and iteration <= iterations:
            at = column(axes, iteration, iterations, 2 * cells) // 2
            marks[at] = max(marks[at] or kind, kind, key=IMPORTANCE.index)
    spans = [(MARKS[kind], STYLES[kind]) if kind else (" ", "text") for kind in marks]
    return (" " * margin, "text"), *spans
