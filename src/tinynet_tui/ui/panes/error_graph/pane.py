"""The error over the iterations, drawn by plotext."""

from __future__ import annotations

import time
from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from textual.reactive import reactive

from tinynet_tui.events.event import KINDS, Kind
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.canvas.canvas import Row, Shown, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth, explanation_width
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.experiment_text import settings
from tinynet_tui.worker.commands import Command, Go
from tinynet_tui.worker.worker import Frame

from . import plot
from .event_row import MIN_HEIGHT, event_row
from .plot import DOTTED, Axes
from .plotext_figure import load

SECONDS = 0.5
"""The least time between two drawings of a playing run."""
STYLES = {"curve": "positive-strong", "mark": "negative-strong", "frame": "frame", "text": "muted"}


class Playing(Protocol):
    """What a Frame tells of whether the graph changes all the time."""

    @property
    def run(self) -> int: ...

    @property
    def playing(self) -> bool: ...

    @property
    def job(self) -> str: ...


class Graph(Pane[Shown]):
    """A pane that plotext draws, and not more often than can be seen."""

    axes: reactive[Axes] = reactive(Axes.LOG, init=False)
    """Which axes are logarithmic."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.ready = False
        """True once plotext has been imported."""
        self._drawn_at = 0.0
        self._drawn_run = -1

    def on_mount(self) -> None:
        """Import plotext only after the first paint."""
        self.call_after_refresh(self.run_worker, self._load, thread=True)

    def _load(self) -> None:
        load()
        self.app.call_from_thread(self._begin)

    def _begin(self) -> None:
        self.ready = True
        self.redraw()

    def watch_axes(self) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Draw at once, even if the last drawing was a moment ago."""
        self._drawn_run = -1
        if self.view:
            self.show(self.view)

    def show(self, view: Shown) -> None:
        now = time.monotonic()
        frame = self.playing_frame(view)
        is_recent = now < self._drawn_at + SECONDS and frame.run == self._drawn_run
        if is_recent and (frame.playing or frame.job) and self._rows_size == self.size:
            self.view = view
            return
        self._drawn_at, self._drawn_run = now, frame.run
        super().show(view)

    @abstractmethod
    def playing_frame(self, view: Shown) -> Playing:
        """Return the Frame of a view."""

    def title(self, view: Shown, width: int) -> str:
        return first_fitting(
            width, f" error · {self.axes.value} ", f" {self.axes.value} ", " error"
        )


def rows_of(lines: Sequence[str]) -> list[Row]:
    """Return the lines of a plot in their styles."""
    return [
        tuple(("".join(same), STYLES[kind]) for kind, same in groupby(line, plot.kind))
        for line in lines
    ]


class ErrorGraph(Graph[View]):
    """The curve up to the furthest iteration, with a mark at the position."""

    help = "the mean error (up), iteration + 1 (across); ◆ is now, ← → move it; below: events"

    def playing_frame(self, view: View) -> Frame:
        return view.frame

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        width = max(24, screen_width - explanation_width(screen_width, 44))
        return PreferredWidth((width,), 24, rank=1)

    def foot(self, view: View, width: int) -> str:
        if view.behind is None:
            return ""
        words = settings(view.behind.experiment, view.experiment)
        dots = DOTTED[1] * 2
        return first_fitting(width, f" {dots} {words} ", f" {dots} run {view.behind.number} ", "")

    def travel(self, view: View, rows: int, columns: int) -> Command | None:
        cells = plot.sub_columns(self.size.width - 2) // 2
        edges = plot.column_edges(self.axes, view.frame.goal, cells)
        here, furthest = view.snapshot.position.iteration, view.frame.furthest.iteration
        column = bisect_right(edges, here) - 1 + columns
        if not columns or not 0 <= column < len(edges) - 1:
            return None
        there = min(edges[column], furthest)
        script = view.experiment.script
        return Go(Position(there, script.step(script.error).number)) if there != here else None

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        if not self.ready:
            return []
        snapshot = view.snapshot
        goal = view.frame.goal
        edges = plot.column_edges(self.axes, goal, plot.sub_columns(width))
        points, error, reached = snapshot.points, snapshot.error, snapshot.reached
        if error and view.hides_error:
            points, reached, error = [], min(reached, error[1]), None
        curve = snapshot.history.envelope(edges, reached)
        curve += [(iteration, error, error) for iteration, error in points]
        run = view.behind
        cell_edges = plot.column_edges(self.axes, goal, plot.sub_columns(width) // 2)
        spare = height >= MIN_HEIGHT
        lines = plot.plot(
            curve,
            width=width,
            height=height - spare,
            iterations=goal,
            axes=self.axes,
            mark=(error[1], error[0]) if error else None,
            behind=run.history.envelope(cell_edges, run.length) if run else (),
        )
        rows = rows_of(lines)
        if spare:
            events = _events(view, edges)
            rows.insert(-1, event_row(events, lines[0], axes=self.axes, iterations=goal))
        return rows


def _events(view: View, edges: Sequence[int]) -> list[tuple[int, Kind]]:
    """Return the events by column, without those that would give an answer away."""
    events, position = view.snapshot.events, view.snapshot.position
    if view.asked is None:
        return events.columns(edges)
    here = position.iteration
    first = max(0, here - view.asks_iteration)
    telling = set(KINDS) if view.asks_iteration else {event.kind for event in events.at(position)}
    apart = events.columns(sorted({*edges, first, here, here + 1}))
    return [(at, kind) for at, kind in apart if not (first <= at <= here and kind in telling)]
