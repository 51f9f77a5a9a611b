"""A map of an output over the plane of two inputs: its colours, axes and cross-hair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.color import Color
from rich.style import Style

from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.canvas.pixel_pane import PixelPane, Seen

from . import edges
from .chart import Cell, next_example
from .hidden_layout import Places
from .marks import Shown
from .ramp import OUTPUTS, PARTS


class PlaneMap(PixelPane[Seen]):
    """The output over two inputs; or, once it is split, what each hidden neuron adds to it."""

    help = "the prediction for every pair of two inputs; arrows go to the next example"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"map--{level}" for level in PARTS.colours),
        "map--low",
        "map--high",
        "map--ink-weak",
        "map--ink-strong",
    }
    DEFAULT_CSS = """
    PlaneMap {
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
        self.split = False
        """True to show the maps of the hidden neurons and how they add up."""
        self._shown: Shown | None = None
        self._places: Places | None = None
        """Where the hidden neurons' maps are; None while they are not shown."""

    # What it paints.

    def title(self, view: Seen, width: int) -> str:
        if self._shown is None:
            return first_fitting(width, " map ", "")
        return edges.title(self._shown, width, split=self._places is not None)

    def painted(self, shown: Shown, values: Array) -> list[Row]:
        """Return the rows of a map, with its marks."""
        rows: list[Row] = []
        shares = shown.ground.shares(values)
        for y, cells in enumerate(OUTPUTS.rows(shares, coloured=self.coloured)):
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

    # How it is used.

    def next_example(self, rows: int, columns: int) -> int | None:
        """Remove the cross-hair; return the next example in a direction, if there is one."""
        if self._shown is None:
            return None
        self.cross = None
        X, chart = self._shown.X, self._shown.chart
        here = self._shown.ground.example
        return next_example(chart.cells(X), chart.plane.holds(X), here, rows, columns)

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

    def _put_cross(self, cell: Cell) -> None:
        assert self._shown is not None and self.view is not None
        self.cross = self._shown.chart.point(cell)
        self.show(self.view)
