"""Panes without a screen: the rows that they would paint."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.numbers.catalogue import backward_panes, forward_panes
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.worker.speed import AUTO
from tinynet_tui.worker.worker import Frame


@cache
def timeline_at(experiment: Experiment, iteration: int) -> Timeline:
    timeline = Timeline(experiment)
    while rest := iteration - timeline.position.iteration:
        timeline.advance(min(rest, timeline.slice))
    return timeline


VIDEO = Experiment()


def snapshot_at(experiment: Experiment, position: Position) -> Snapshot:
    timeline = timeline_at(experiment, position.iteration)
    timeline.stand_at(position.step)
    return timeline.snapshot()


def view_of(
    snapshot: Snapshot, cursor: Cursor | None = None, subject: str = "", **frame: Any
) -> View:
    """A view of a snapshot; paused at auto speed unless other fields of the Frame are given."""
    fields: dict[str, Any] = {
        **{"run": 0, "playing": False, "going": None, "speed": AUTO},
        **{"goal": 60_000, "iterations": 60_000, "finished": False, "furthest": snapshot.position},
        **frame,
    }
    cursor = cursor or Cursor()
    return View(Frame(snapshot, **fields), cursor, subject or snapshot.step, Cursor())


def view_at(iteration: int, step: int, experiment: Experiment = VIDEO, **options: Any) -> View:
    return view_of(snapshot_at(experiment, Position(iteration, step)), **options)


def text_of(row: Row) -> str:
    return "".join(text for text, _ in row)


def texts(rows: Sequence[Row]) -> list[str]:
    return [text_of(row) for row in rows]


def styles_of(row: Row, part: str) -> set[str]:
    """The styles of a part of a row."""
    start = text_of(row).index(part)
    styles, at = set(), 0
    for text, style in row:
        if at < start + len(part) and start < at + len(text):
            styles.add(style)
        at += len(text)
    return styles


def painted(pane: Pane, view: View, width: int, height: int) -> list[str]:
    """The lines that a pane paints; checks that they fill its size."""
    lines = texts(pane.rows(view, width, height))
    assert len(lines) == height
    assert {len(line) for line in lines} == {width}
    return lines


def reads_as(text: str, number: float) -> bool:
    try:
        return math.isclose(float(text), number, rel_tol=1e-3, abs_tol=1e-5)
    except ValueError:
        return False


def panes_of(experiment: Experiment) -> dict[str, NumberPane]:
    panes = [*forward_panes(experiment), *backward_panes(experiment)]
    return {pane.id or "": pane for pane in panes}
