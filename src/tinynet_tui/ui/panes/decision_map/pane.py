"""The decision map: the network's output over the plane of two inputs, with the examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.color import Color
from rich.style import Style
from textual import events

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.numbers.pane import NumberPane

from . import edges
from .chart import Cell, next_example
from .hidden_layout import Places, natural_height
from .hidden_maps import Picture
from .marks import Shown
from .ramp import OUTPUTS, PARTS

WITHOUT_HIDDEN = (
    "There are no hidden neurons to see.",
    "The inputs lead straight to the output, so its border is one straight line.",
)


class DecisionMap(Pane):
    """Two pixels per cell if the terminal has enough colours, else one shade."""

    help = "the prediction for every pair of two inputs; arrows go to the next example"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"map--{level}" for level in PARTS.colours),
        "map--low",
        "map--high",
        "map--ink-weak",
        "map--ink-strong",
    }
    DEFAULT_CSS = """
    DecisionMap {
        &> .map--0 { color: #ffaf5f; }
        &> .map--1 { color: #ff8700; }
        &> .map--2 { color: #d78700; }
        &> .map--3 { color: #af5f00; }
        &> .map--4 { color: #005faf; }
        &> .map--5 { color: #0087d7; }
        &> .map--6 { color: #00afff; }
        &> .map--7 { color: #87d7ff; }
        &> .map--none { color: #303030; }
        &> .map--low { color: #d78700; }
        &> .map--high { color: #5fafff; }
        &> .map--ink-weak { color: #ffffff; }
        &> .map--ink-strong { color: #000000; }
        &:light > .map--0 { color: #d75f00; }
        &:light > .map--1 { color: #ff8700; }
        &:light > .map--2 { color: #ffaf5f; }
        &:light > .map--3 { color: #ffd7af; }
        &:light > .map--4 { color: #afd7ff; }
        &:light > .map--5 { color: #87afff; }
        &:light > .map--6 { color: #5f87ff; }
        &:light > .map--7 { color: #005fd7; }
        &:light > .map--none { color: #e4e4e4; }
        &:light > .map--low { color: #7a2e00; }
        &:light > .map--high { color: #00489c; }
        &:light > .map--ink-weak { color: #000000; }
        &:ansi > .map--low { color: ansi_yellow; }
        &:ansi > .map--high { color: ansi_bright_blue; }
        &:ansi:light > .map--low { color: ansi_red; }
        &:ansi:light > .map--high { color: ansi_blue; }
    }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.axes: tuple[int, int] | None = None
        """The inputs across and up; None: the first two that vary."""
        self.cross: Array | None = None
        """The inputs at the cross-hair, (inputs,); None without one."""
        self.has_shades: bool | None = None
        """Whether cells get colours of their own; None: if the terminal has enough colours."""
        self.split = False
        """True to show the maps of the hidden neurons and how they add up."""
        self._shown: Shown | None = None
        self._places: Places | None = None
        """Where the hidden neurons' maps are; None while they are not shown."""

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((screen_width,), 1)

    def natural_height(self, experiment: Experiment) -> int:
        return natural_height() if self.split and experiment.hidden else 2

    # What it paints.

    @property
    def coloured(self) -> bool:
        """True when a cell shows two pixels in two colours."""
        if self.view is not None and self.view.ascii:
            return False
        if self.has_shades is not None:
            return self.has_shades
        plain = self.app.no_color or self.app.native_ansi_color
        return not plain and self.app.console.color_system in ("256", "truecolor")

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        roles = view.experiment.script.roles
        self._places = None
        if any(map(view.hides, [*roles.layers, *roles.weights])):
            self._shown = None
            return [(), ((" ?  the map would show the answer", "muted"),)]
        if self.split and not view.experiment.hidden:
            self._shown = None
            return [(), *(((f" {line}", "text"),) for line in WITHOUT_HIDDEN)]
        if self.split:
            hidden, first = view.experiment.hidden, view.origin.hidden
            self._places = Places.fitting(hidden, first, width, height)
            height, width = max(1, self._places.rows), self._places.width
        self._shown = shown = Shown.of(view, self.axes, self.cross, height, width)
        if self._places is not None:
            return Picture(view, shown, self._places, self.coloured).rows()
        pixels = 2 if self.coloured else 1
        outputs = shown.chart.outputs(view.experiment.script, shown.weights, pixels)
        values = outputs[:, :, view.cursor.output]
        rows: list[Row] = []
        for y, cells in enumerate(OUTPUTS.rows(values, coloured=self.coloured)):
            marks = {x: mark for (row, x), mark in shown.marks.items() if row == y}
            rows.append(OUTPUTS.row(cells, marks, coloured=self.coloured))
        return rows

    def _style(self, name: str) -> Style:
        """Add styles for two pixels in a cell, for a shade, and for a mark on a pixel."""
        kind, *parts = name.split("+")
        if kind not in ("map", "shade", "ink"):
            return super()._style(name)
        if name not in self._styles_by_name:
            self._styles_by_name[name] = self._painted(kind, parts)
        return self._styles_by_name[name]

    def _painted(self, kind: str, parts: Sequence[str]) -> Style:
        if kind == "map":
            return Style(color=self._colour(parts[0]), bgcolor=self._colour(parts[1]))
        if kind == "shade":
            return self.rich_style + Style(color=self._colour(parts[0]))
        middle = ("none", "3", "4")
        return Style(
            color=self._colour("ink-weak" if parts[0] in middle else "ink-strong"),
            bgcolor=self._colour(parts[0]),
            bold=True,
            reverse="reverse" in parts,
        )

    def _colour(self, name: str) -> Color | None:
        return self.get_component_rich_style(f"map--{name}").color

    def title(self, view: View, width: int) -> str:
        if self._shown is None:
            return first_fitting(width, " map ", "")
        return edges.title(self._shown, view, width, split=self._places is not None)

    def foot(self, view: View, width: int) -> str:
        if self._shown is None:
            return edges.foot_without_hidden(view, width) if self.split else ""
        if self._places is not None:
            return edges.foot_of_hidden(
                self._shown, self._places, view, width, coloured=self.coloured
            )
        return edges.foot(self._shown, view, width, coloured=self.coloured)

    # How it is used.

    def beside(self, view: View, rows: int, columns: int) -> tuple[str, Cell] | None:
        if self._shown is None:
            return None
        if self._places is not None:
            return self._beside_split(view, len(self._shown.X), rows, columns)
        self.cross = None
        X, chart = self._shown.X, self._shown.chart
        on_plane = chart.plane.holds(X)
        example = next_example(chart.cells(X), on_plane, view.cursor.example, rows, columns)
        return None if example is None else self._cell_of(view, example)

    def _beside_split(
        self, view: View, examples: int, rows: int, columns: int
    ) -> tuple[str, Cell] | None:
        """Go to the next of the examples or to the next hidden neuron."""
        experiment, cursor = view.experiment, view.cursor
        if rows:
            self.cross = None
            example = cursor.example + rows
            return self._cell_of(view, example) if 0 <= example < examples else None
        neuron = cursor.hidden + columns
        return self._cell_through(view, neuron) if 0 <= neuron < experiment.hidden else None

    def seen(self) -> dict[str, int]:
        return {} if self._places is None else {"hidden": len(self._places.shown)}

    def move_cross(self, rows: int, columns: int) -> None:
        """Move the cross-hair by cells, starting from the example."""
        if self._shown is None or self.view is None:
            return
        here = self._shown.here
        cell = (here[0] + rows, here[1] + columns)
        if self._shown.chart.has(cell):
            self._put_cross(cell)

    def leave_cross(self) -> bool:
        """Remove the cross-hair; False if there is none."""
        if self.cross is None or self.view is None:
            return False
        self.cross = None
        self.show(self.view)
        return True

    def turn_axis(self, upright: bool) -> None:
        """Put the next input on an axis, skipping that of the other axis."""
        if self._shown is None or self.view is None or self._shown.chart.plane.up is None:
            return
        plane, inputs = self._shown.chart.plane, self._shown.X.shape[1]
        assert plane.up is not None
        pair = [plane.across, plane.up]
        pair[upright] = (pair[upright] + 1) % inputs
        if pair[0] == pair[1]:
            pair[upright] = (pair[upright] + 1) % inputs
        self.axes, self.cross = (pair[0], pair[1]), None
        self.show(self.view)

    def on_click(self, event: events.Click) -> None:
        cell = (event.y - 1, event.x - 1)
        if self._shown is None or self.view is None:
            return
        if self._places is not None:
            neuron, there = self._places.find(cell)
            if neuron is not None:
                self.post_message(NumberPane.Chosen(*self._cell_through(self.view, neuron)))
            if there is None:
                return
            cell = there
        if not self._shown.chart.has(cell):
            return
        mark = self._shown.marks.get(cell)
        if mark is not None and mark.example is not None:
            self.cross = None
            self.post_message(NumberPane.Chosen(*self._cell_of(self.view, mark.example)))
        else:
            self._put_cross(cell)

    def _put_cross(self, cell: Cell) -> None:
        assert self._shown is not None and self.view is not None
        self.cross = self._shown.chart.point(cell)
        self.show(self.view)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(event, -1)

    def _scroll(self, event: events.MouseEvent, by: int) -> None:
        """Scroll the hidden neurons, as far as they do not all fit."""
        if self.view is not None and self._places is not None and self._places.others:
            event.stop()
            roles = self.view.experiment.script.roles
            layer = roles.source(roles.weights[-1])
            self.post_message(NumberPane.Scrolled(layer, 0, by))

    @staticmethod
    def _cell_through(view: View, neuron: int) -> tuple[str, Cell]:
        """Return a hidden neuron's cell in the explained variable, or its output."""
        name, dimensions = view.subject, view.experiment.dimensions
        if "hidden" not in dimensions.axes(name):
            roles = view.experiment.script.roles
            name = roles.source(roles.weights[-1])
        return name, view.cursor._replace(hidden=neuron).cell(name, dimensions)

    @staticmethod
    def _cell_of(view: View, example: int) -> tuple[str, Cell]:
        """Return an example's cell in the explained variable, or the output if that has weights."""
        roles = view.experiment.script.roles
        name = roles.prediction if roles.is_weight(view.subject) else view.subject
        return name, (example, view.cursor.cell(name, view.experiment.dimensions)[1])
