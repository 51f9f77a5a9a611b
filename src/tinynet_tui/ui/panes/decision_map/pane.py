"""The decision map: the network's output over the plane of two inputs, with the examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import ClassVar

import numpy as np
from rich.color import Color
from rich.style import Style
from textual import events

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import brief
from tinynet_tui.explain.decision_plane import Range
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import Row, Span, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.numbers.pane import NumberPane

from .chart import Cell, next_example
from .marks import BEYOND, Mark, Shown

SHADES = " ·░▒▓█?"
"""From 0 to 1 if cells have no colours of their own; the middle is between `░` and `▒`."""
SHADE_CUTS = (0.1, 0.3, 0.5, 0.7, 0.9)
COLOUR_CUTS = (0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9)
"""Few steps, so that few cells change from one Frame to the next."""
COLOURS = len(COLOUR_CUTS) + 1


class DecisionMap(Pane):
    """Two pixels per cell if the terminal has enough colours, else one shade."""

    help = "the prediction for every pair of two inputs; arrows go to the next example"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"map--{level}" for level in range(COLOURS)),
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
        self._shown: Shown | None = None

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((screen_width,), 1)

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
        if any(map(view.hides, [*roles.layers, *roles.weights])):
            self._shown = None
            return [(), ((" ?  the map would show the answer", "muted"),)]
        self._shown = shown = Shown.of(view, self.axes, self.cross, height, width)
        pixels = 2 if self.coloured else 1
        outputs = shown.chart.outputs(view.experiment.script, shown.weights, pixels)
        values = outputs[:, :, view.cursor.output]
        cuts = COLOUR_CUTS if self.coloured else SHADE_CUTS
        levels = np.where(np.isnan(values), len(cuts) + 1, np.digitize(values, cuts))
        upper, lower = levels[::pixels], levels[pixels - 1 :: pixels]
        rows = np.stack((upper, lower), axis=2).tolist()
        return [self._row(y, cells, shown.marks) for y, cells in enumerate(rows)]

    def _row(self, y: int, cells: Sequence[Sequence[int]], marks: Mapping[Cell, Mark]) -> Row:
        """Return a row of cells, each with two levels, and its marks."""
        spans: list[Span] = []
        begin = 0
        for x in [*sorted(x for row, x in marks if row == y), len(cells)]:
            for (upper, lower), same in groupby(cells[begin:x]):
                spans.append(self._pixels(upper, lower, len(list(same))))
            if x < len(cells):
                spans.append(self._mark(marks[y, x], cells[x][0]))
            begin = x + 1
        return tuple(spans)

    def _pixels(self, upper: int, lower: int, count: int) -> Span:
        if not self.coloured:
            side = "shade+low" if upper < len(SHADES) // 2 else "shade+high"
            return SHADES[upper] * count, "alert" if SHADES[upper] == "?" else side
        if COLOURS in (upper, lower):
            return "?" * count, "alert"
        return (" " if upper == lower else "▀") * count, f"map+{upper}+{lower}"

    def _mark(self, mark: Mark, level: int) -> Span:
        chosen = "+reverse" if mark.chosen else ""
        if not self.coloured or level == COLOURS:
            return mark.glyph, f"strong{chosen}"
        return mark.glyph, f"ink+{level}{chosen}"

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
        level = int(parts[0])
        ink = "ink-strong" if min(level, COLOURS - 1 - level) < 3 else "ink-weak"
        return Style(
            color=self._colour(ink),
            bgcolor=self._colour(parts[0]),
            bold=True,
            reverse="reverse" in parts,
        )

    def _colour(self, name: str) -> Color | None:
        return self.get_component_rich_style(f"map--{name}").color

    def title(self, view: View, width: int) -> str:
        if self._shown is None:
            return first_fitting(width, " map ", "")
        chart = self._shown.chart
        axes, ranges = [chart.plane.across], [_range_text(chart.across)]
        if chart.plane.up is not None:
            axes.append(chart.plane.up)
            ranges.append(_range_text(chart.up))
        data = view.experiment.dataset
        names, short = (
            [
                f"{brief('input', axis, data, most) or f'input {axis}'} {arrow}"
                for axis, arrow in zip(axes, "→↑", strict=False)
            ]
            for most in (24, 10)
        )
        full = [f"{name} {range}" for name, range in zip(names, ranges, strict=True)]
        several = view.experiment.sizes[-1] > 1
        output = view.cursor.output
        name = brief("output", output, data, 16) or f"output {output}"
        head = f" map of {name}" if several else " map"
        numbers = [f"{axis} {arrow}" for axis, arrow in zip(axes, "→↑", strict=False)]
        choices = (
            [head, *full, *self._shown.held],
            [head, *full],
            [head, *names],
            [head, *short],
            [" map", *short],
            [" map", *numbers],
        )
        return first_fitting(width, *(" · ".join(parts) + " " for parts in choices))

    def foot(self, view: View, width: int) -> str:
        if self._shown is None:
            return ""
        reading, legend = self._shown.reading(view), "● ○ target 1, 0   ◆ ◊ wrong"
        if any(mark.glyph in BEYOND for mark in self._shown.marks.values()):
            legend += "   • ° other inputs differ"
        shades = "" if self.coloured else f"   0{SHADES[:-1]}1"
        return first_fitting(
            width,
            f" {reading} ─ {legend}{shades} ",
            f" {reading} ─ {legend} ",
            f" {reading} ",
            f" {reading.rpartition(': ')[2]} ",
        )

    # How it is used.

    def beside(self, view: View, rows: int, columns: int) -> tuple[str, Cell] | None:
        if self._shown is None:
            return None
        self.cross = None
        X, chart = self._shown.X, self._shown.chart
        on_plane = chart.plane.holds(X)
        example = next_example(chart.cells(X), on_plane, view.cursor.example, rows, columns)
        return None if example is None else self._cell_of(view, example)

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
        if self._shown is None or self.view is None or not self._shown.chart.has(cell):
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

    @staticmethod
    def _cell_of(view: View, example: int) -> tuple[str, Cell]:
        """Return an example's cell in the explained variable, or the output if that has weights."""
        roles = view.experiment.script.roles
        name = roles.prediction if roles.is_weight(view.subject) else view.subject
        return name, (example, view.cursor.cell(name, view.experiment.dimensions)[1])


def _range_text(range: Range) -> str:
    return f"{range.low:.3g}…{range.high:.3g}"
