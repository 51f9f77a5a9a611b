"""The error of a script over its iterations."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tinynet_tui.ui.canvas.canvas import Row, cut, first_fitting
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.panes.error_graph import plot
from tinynet_tui.ui.panes.error_graph.event_row import MIN_HEIGHT, event_row
from tinynet_tui.ui.panes.error_graph.pane import NOW, Graph, rows_of
from tinynet_tui.worker.commands import GoWhere
from tinynet_tui.worker.scripts.frame import ScriptFrame

from .settings import settings_beside
from .view import ScriptView

SHORTEST = 18
"""The least room in the title in which a part of the error's expression is worth reading."""
NONE = float("nan")
NO_ERROR = "no error was found in this script; --error 'EXPRESSION' tells what it is"


class ScriptGraph(Graph[ScriptView]):
    """The curve up to the furthest iteration, with a mark at the position."""

    help = "the script's error (up), iteration + 1 (across); ◆ is now, ← → move it; below: events"

    def playing_frame(self, view: ScriptView) -> ScriptFrame:
        return view.frame

    def command(self, view: ScriptView, columns: int) -> GoWhere | None:
        """Return the command that an arrow key gives."""
        frame = view.frame
        cells = plot.sub_columns(self.size.width - 2) // 2
        edges = plot.column_edges(self.axes, frame.goal, cells)
        here, furthest = frame.where.iteration, frame.furthest.iteration
        column = bisect_right(edges, here) - 1 + columns
        if not columns or not 0 <= column < len(edges) - 1:
            return None
        there = min(edges[column], furthest)
        return GoWhere(str(there)) if there != here else None

    def title(self, view: ScriptView, width: int) -> str:
        """Say what the error is, as far as there is room."""
        plan, axes = view.frame.plan, self._axes.value
        words = "" if plan is None else plan.error_words
        if not words or words == "error":
            return super().title(view, width)
        named = f" error = {words} "
        part = [f"{cut(named.rstrip(), width - 1)} "] * (width >= SHORTEST)
        whole = (f"{named}· {axes} ", f"{named}· {axes.removesuffix(' iterations')} ", named)
        return first_fitting(width, *whole, *part, f" error · {axes} ", " error")

    def foot(self, view: ScriptView, width: int) -> str:
        run, own = view.behind, view.frame.experiment
        if run is None or own is None:
            error = None if view.hides_error else view.frame.error
            return f" {NOW} " if error and math.isfinite(error[0]) else ""
        dots = plot.DOTTED[1] * 2
        words = settings_beside(run.experiment, own)
        told = (f"{dots} {words} ", f"{dots} run {run.number} ")
        return first_fitting(width, f" {NOW}  {told[0]}", *(f" {one}" for one in told), "")

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        frame = view.frame
        if frame.plan is not None and not frame.plan.has_error:
            rows = flow([(NO_ERROR, "muted")], width - 2)
            return [((" ", "muted"), *row) for row in rows]
        if not self.ready:
            return []
        edges = plot.column_edges(self.axes, frame.goal, plot.sub_columns(width))
        cell_edges = plot.column_edges(self.axes, frame.goal, plot.sub_columns(width) // 2)
        error, run, spare = frame.error, view.behind, height >= MIN_HEIGHT
        known = frame.history.envelope(edges, frame.reached)
        curve = [*_with_gaps(known, edges)]
        is_seldom = error is not None and error[1] < frame.where.iteration - 1
        lines = plot.plot(
            curve,
            width=width,
            height=height - spare,
            iterations=frame.goal,
            axes=self.axes,
            mark=(_mark(error[1], frame.where.iteration), error[0]) if error else None,
            behind=run.history.envelope(cell_edges, run.length) if run else (),
            pointed=is_seldom or len(curve) > len(known),
        )
        rows = rows_of(lines)
        if spare:
            events = frame.happenings.columns(edges, frame.reached) if frame.happenings else []
            rows.insert(-1, event_row(events, lines[0], axes=self.axes, iterations=frame.goal))
        return rows


def _mark(known: int, here: int) -> int:
    """Return the iteration of the mark: where the error is known, unless that is long ago."""
    return known if known >= here - 1 else here


def _with_gaps(curve: plot.Curve, edges: Sequence[int]) -> Iterator[tuple[int, float, float]]:
    """Yield the columns of a curve, with a gap where no iteration of a column has an error."""
    last = 0
    for one in curve:
        at = bisect_right(edges, one[0]) - 1
        if at > last + 1:
            yield edges[last + 1], NONE, NONE
        yield one
        last = at
