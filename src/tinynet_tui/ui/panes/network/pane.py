"""The network as a drawing: neurons lit by the chosen example, weights by sign and size."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import called
from tinynet_tui.explain.error_landscape import updated
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.numbers.pane import NumberPane, move

from .board import Board
from .diagram import Diagram, station_of, stations
from .drawing import draw
from .parts import when_of
from .strands import INK


class Network(Pane):
    """The layers from left to right; beside a neuron its weight to the chosen one of the next."""

    help = "a neuron is as bright as its output; lines: solid +, dashed -, thicker from 1 and 3"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._board = Board(Diagram({}, 0))

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((screen_width,), 1)

    # What it paints.

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        self._board = draw(view, width, height)
        return self._board.rows(height)

    def title(self, view: View, width: int) -> str:
        cursor = view.cursor
        axes = ["example", "input", *["hidden"] * bool(view.experiment.hidden), "output"]
        texts = [
            " · ".join(
                [
                    "network",
                    *(
                        called(axis, getattr(cursor, axis), view.experiment, most)
                        for axis in axes[:count]
                    ),
                ]
            )
            for count, most in ((len(axes), 24), (len(axes), 10), (len(axes), 0), (1, 0), (0, 0))
        ]
        when = when_of(_age(view), updated(view.snapshot))
        ending = [f" {text}{when} " for text in texts[:-1]] * bool(when)
        return first_fitting(width, *ending, *(f" {text} " for text in texts))

    def foot(self, view: View, width: int) -> str:
        parts = []
        for index, column in self._board.diagram.columns.items():
            if len(column.shown) < column.total:
                first, last = column.shown[0], column.shown[-1]
                parts.append(f"↕{index} {first}–{last} of {column.total}")
        signs, sizes = "bright lines: solid +  dashed -", "thick from 1, thicker from 3"
        if view.ascii:
            sizes = f"{INK[1]} from 1, {INK[2]} from 3"
        choices: list[list[str]] = [[*parts, signs, sizes], [*parts, signs], parts, parts[-1:], []]
        return first_fitting(width, *("  ".join(["", *choice, ""])[1:-1] for choice in choices))

    # How it is used.

    def seen(self) -> dict[str, int]:
        return {index: len(it.shown) for index, it in self._board.diagram.columns.items()}

    def beside(self, view: View, rows: int, columns: int) -> tuple[str, tuple[int, int]] | None:
        stops, name = stations(view), view.subject
        if columns:
            at = stops.index(station_of(name, view)) + columns
            if not 0 <= at < len(stops):
                return None
            return stops[at], view.cursor.cell(stops[at], view.experiment.dimensions)
        by = (rows, 0) if is_upright(name, view) else (0, rows)
        moved = move(view.cursor, name, view.experiment, *by)
        return None if moved is None else (name, moved.cell(name, view.experiment.dimensions))

    def on_click(self, event: events.Click) -> None:
        spot = self._board.at(event.x - 1, event.y - 1)
        if spot is not None:
            self.post_message(NumberPane.Chosen(*spot))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(event, -1)

    def _scroll(self, event: events.MouseEvent, by: int) -> None:
        name = self._board.name_near(event.x - 1)
        if name and self.view is not None:
            event.stop()
            rows, columns = (by, 0) if is_upright(name, self.view) else (0, by)
            self.post_message(NumberPane.Scrolled(name, rows, columns))


def _age(view: View) -> str:
    """Return the iteration of the layers that this one has not computed yet, `(253)`."""
    values = map(view.snapshot.value, view.experiment.script.roles.layers)
    ages = [value.origin.number for value in values if value and value.stale and value.origin]
    return ("(-1)" if view.rushes else f"({ages[-1]})") if ages else ""


def is_upright(name: str, view: View) -> bool:
    """Return True if a variable's rows are drawn below each other, False if its columns are."""
    return name == "y" or view.experiment.script.roles.is_weight(name)
