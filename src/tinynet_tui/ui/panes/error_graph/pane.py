"""The error over the iterations, drawn by plotext."""

from __future__ import annotations

import math
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
from tinynet_tui.training.beside import RIGHT, TEST_ERROR, TEST_RIGHT
from tinynet_tui.training.error_history import ErrorHistory
from tinynet_tui.ui.canvas.canvas import Row, Shown, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth, explanation_width
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.experiment_text import settings
from tinynet_tui.worker.commands import Command, Go
from tinynet_tui.worker.worker import Frame

from . import plot
from .event_row import MIN_HEIGHT, event_row
from .plot import DOTTED, TESTED, Axes
from .plotext_figure import load

NOW = "◆ now"
"""What the mark of the position means."""
SECONDS = 0.5
"""The least time between two drawings of a playing run."""
STYLES = {
    "curve": "positive-strong",
    "mark": "negative-strong",
    "test": "negative",
    "frame": "frame",
    "text": "muted",
}


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

    def turn_axes(self) -> None:
        """Show the next curve: with few examples there is none of those that are right."""
        self.axes = self._axes.next()
        self.axes = self._axes

    @property
    def _axes(self) -> Axes:
        """The axes, without those that this run does not have."""
        return self.axes if self.axes is not Axes.RIGHT or self.has_right else Axes.LOG

    @property
    def has_right(self) -> bool:
        """True when there is a curve of the examples that are right."""
        return False

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
        name = self._axes.value
        if self._axes is Axes.RIGHT:
            return first_fitting(width, f" {name} · log iterations ", f" {name} ", " right ")
        return first_fitting(width, f" error · {name} ", f" {name} ", " error")


def rows_of(lines: Sequence[str]) -> list[Row]:
    """Return the lines of a plot in their styles."""
    return [
        tuple(("".join(same), STYLES[kind]) for kind, same in groupby(line, plot.kind))
        for line in lines
    ]


class ErrorGraph(Graph[View]):
    """The curve up to the furthest iteration, with a mark at the position."""

    help = "the error by iteration, here counted from 1; ◆ is now, ← → move it; below: events"

    @property
    def has_right(self) -> bool:
        return self.view is not None and self.view.snapshot.events.detector.beside.is_shown

    def playing_frame(self, view: View) -> Frame:
        return view.frame

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        width = max(24, screen_width - explanation_width(screen_width, 44))
        return PreferredWidth((width,), 24, rank=1)

    def foot(self, view: View, width: int) -> str:
        test = f" {TESTED * 2} test examples" * bool(view.experiment.test)
        if view.behind is None:
            error = None if view.hides_error else view.snapshot.error
            now = f" {NOW} " if error and math.isfinite(error[0]) else ""
            return first_fitting(width, now + (f"{test} " if test else ""), now, "")
        words = settings(view.behind.experiment, view.experiment)
        dots = DOTTED[1] * 2
        whole, brief = f" {dots} {words} ", f" {dots} run {view.behind.number} "
        both = [test + whole, test + brief] * bool(test)
        return first_fitting(width, f" {NOW}{test} {whole}", *both, whole, brief, "")

    def travel(self, view: View, rows: int, columns: int) -> Command | None:
        cells = plot.sub_columns(self.size.width - 2) // 2
        edges = plot.column_edges(self._axes, view.frame.goal, cells)
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
        axes = self._axes
        edges = plot.column_edges(axes, goal, plot.sub_columns(width))
        here, tested = (RIGHT, TEST_RIGHT) if axes is Axes.RIGHT else ("", TEST_ERROR)
        points, error, reached = snapshot.points, snapshot.error, snapshot.reached
        if error and view.hides_error:
            points, reached, error = [], min(reached, error[1]), None
        if error and axes is Axes.RIGHT:
            shares = snapshot.right
            error = shares and (shares.train, error[1])
            points = [(iteration, shares.train) for iteration, _ in points] if shares else []
        curve = _envelope(snapshot.history, here, edges, reached)
        curve += [(iteration, value, value) for iteration, value in points]
        run = view.behind
        cell_edges = plot.column_edges(axes, goal, plot.sub_columns(width) // 2)
        spare = height >= MIN_HEIGHT
        lines = plot.plot(
            curve,
            width=width,
            height=height - spare,
            iterations=goal,
            axes=axes,
            mark=(error[1], error[0]) if error else None,
            behind=_envelope(run.history, here, cell_edges, run.length) if run else (),
            tested=_envelope(snapshot.history, tested, cell_edges, reached),
        )
        rows = rows_of(lines)
        if spare:
            seen = [edge for edge in edges if edge <= reached]
            events = _events(view, [*seen, *[reached + 1] * (len(seen) < len(edges))])
            rows.insert(-1, event_row(events, lines[0], axes=axes, iterations=goal))
        return rows


def _envelope(
    history: ErrorHistory, name: str, edges: Sequence[int], length: int
) -> list[tuple[int, float, float]]:
    """Return the columns of a history, or of one beside it; none if it has none of that name."""
    found = history.beside.get(name) if name else history
    return found.envelope(edges, length) if found else []


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
