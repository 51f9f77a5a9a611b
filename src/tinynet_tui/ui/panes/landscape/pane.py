"""The landscape: the error over two weights, and the run's path through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from rich.color import Color
from rich.style import Style
from textual.message import Message

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.error_landscape import Axes, error_here, is_updated
from tinynet_tui.ui.canvas.canvas import Row, Span, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import View

from .background import Background
from .picture import Cell, Picture, Task, point_at, thresholds
from .sides import longest_name, name, scale_across, scale_up

COLOURS = (
    *("#00005f", "#000087", "#005f87", "#008787", "#00af87"),
    *("#5fd75f", "#afd75f", "#ffd75f", "#ffff87"),
)
"""From the lowest band to the highest, each brighter than the one below."""
SHADES = " ·░▒▓█"
"""The same if cells have no colours of their own."""
UNKNOWN = "?"
"""Where the error is not a number."""
HERE, START, PAST, LATER = "◆", "○", "•", "°"
LEGEND = 12
"""The columns of the legend."""
LEAST_WIDTH = 58
"""The width from which there is room for the axes' names and the legend."""
LEAST_HEIGHT = 4
DARK = 3
"""So many bands are so dark that marks on them are white."""


class Landscape(Pane):
    """Two pixels per cell if the terminal has enough colours, else one shade."""

    help = "the error over two weights, all others held; ← → choose the one across, ↑ ↓ the one up"

    @dataclass
    class Painted(Message):
        """A picture has been computed; None if that is impossible."""

        task: Task
        picture: Picture | None

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.has_shades: bool | None = None
        """Whether cells get colours of their own; None: if the terminal has enough colours."""
        self.picture: Picture | None = None
        self._chosen: tuple[Axes, Axes] | None = None
        """The axes that were chosen by arrow keys, and those of the cursor at the time."""
        self._asked: Task | None = None
        self._done: Task | None = None
        """The task of the latest picture, also of an impossible one."""
        self._shown: Picture | None = None
        """The picture on the screen; None if there is none."""
        self._marks: dict[Cell, str] = {}
        """The marks on it, by row and column."""
        self._drawn: tuple[Picture, dict[Cell, str], list[Row]] | None = None
        """The rows that were made of a picture and its marks."""
        self._background = Background(self._deliver)

    def _deliver(self, task: Task, picture: Picture | None) -> None:
        self.post_message(self.Painted(task, picture))

    def on_landscape_painted(self, message: Painted) -> None:
        self.picture, self._done = message.picture, message.task
        if self.view is not None and self._rows_size is not None:
            self.show(self.view)

    def on_unmount(self) -> None:
        self._background.stop()

    @property
    def is_up_to_date(self) -> bool:
        """True when the picture is that of the position and the size shown, with all its path."""
        is_complete = self.picture is None or self.picture.is_complete
        return self._asked is not None and self._asked is self._done and is_complete

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((screen_width,), 1)

    # Which weights.

    def axes(self, view: View) -> Axes:
        """Return the weights chosen by the arrow keys, until the cursor moves otherwise."""
        dimensions = view.experiment.dimensions
        usual = Axes.through(view.cursor, dimensions)
        if self._chosen and self._chosen[1] == usual and self._chosen[0].exist(dimensions):
            return self._chosen[0]
        return usual

    def beside(self, view: View, rows: int, columns: int) -> tuple[str, Cell] | None:
        dimensions, axes = view.experiment.dimensions, self.axes(view)
        moved = axes.moved(rows + columns, dimensions, upright=bool(rows))
        weight = moved.up if rows else moved.across
        if moved == axes or weight is None:
            return None
        cursor = view.cursor.through(weight.synapse, weight.cell, dimensions)
        self._chosen = moved, Axes.through(cursor, dimensions)
        return weight.synapse, weight.cell

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
        roles, error = view.experiment.script.roles, view.experiment.script.error
        hidden = any(map(view.hides, [*roles.layers, *roles.weights, error]))
        self._shown, self._marks = None, {}
        if hidden or view.hides_error:
            return [(), ((" ?  the landscape would show the answer", "muted"),)]
        has_sides = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
        left = (longest_name(view.experiment.dimensions) + 1) * has_sides
        columns, rows = width - left - LEGEND * has_sides, height - has_sides
        task = Task(view.snapshot, self.axes(view), columns, rows, 1 + self.coloured)
        if self._asked is None or not self._asked.is_same(task):
            self._asked = task
            self._background.ask(task)
        if self._done is None or not self._done.fits(task):
            return [(), ((" …", "muted"),)]
        picture = self._shown = self.picture
        if picture is None:
            return [(), ((" the weights are too large to compute a landscape", "alert"),)]
        self._marks = self._marked(view, picture)
        if self._drawn is None or self._drawn[0] is not picture or self._drawn[1] != self._marks:
            self._drawn = picture, self._marks, self._draw(picture, left)
        return self._drawn[2]

    def _draw(self, picture: Picture, left: int) -> list[Row]:
        """Return the picture's rows with their marks, and between its sides if these have room."""
        task = picture.task
        cuts = thresholds(picture.errors, min(self._bands, task.rows) - 1)
        inner = self._inner(picture, cuts)
        if not left:
            return inner
        scales, legend = scale_up(picture, left), self._legend(cuts, task.rows)
        beside = zip(scales, inner, legend, strict=True)
        lines = [((scale, "muted"), *row, *bands) for scale, row, bands in beside]
        return [*lines, ((" " * left + scale_across(picture), "muted"),)]

    @property
    def _bands(self) -> int:
        return len(COLOURS if self.coloured else SHADES)

    def _level(self, band: int, cuts: Sequence[float]) -> int:
        """Return the number of a band's colour: the lowest and the highest are always in use."""
        return round(band * (self._bands - 1) / len(cuts)) if cuts else self._bands // 2

    def _inner(self, picture: Picture, cuts: Sequence[float]) -> list[Row]:
        levels = np.array([self._level(band, cuts) for band in range(len(cuts) + 1)])
        known = levels[np.digitize(picture.errors, cuts)]
        pixels = np.where(np.isnan(picture.errors), self._bands, known)
        count = 1 + self.coloured
        cells = np.stack((pixels[::count], pixels[count - 1 :: count]), axis=2).tolist()
        return [self._row(y, line) for y, line in enumerate(cells)]

    def _row(self, y: int, cells: Sequence[Sequence[int]]) -> Row:
        spans: list[Span] = []
        marks = self._marks
        begin = 0
        for x in [*sorted(x for row, x in marks if row == y), len(cells)]:
            for (upper, lower), same in groupby(cells[begin:x]):
                spans.append(self._pixels(upper, lower, len(list(same))))
            if x < len(cells):
                spans.append(self._mark(marks[y, x], cells[x][0]))
            begin = x + 1
        return tuple(spans)

    def _pixels(self, upper: int, lower: int, count: int) -> Span:
        if self._bands in (upper, lower):
            return UNKNOWN * count, "alert"
        if not self.coloured:
            return SHADES[upper] * count, "text"
        return (" " if upper == lower else "▀") * count, f"land+{upper}+{lower}"

    def _mark(self, glyph: str, level: int) -> Span:
        reverse = "+reverse" if glyph == HERE else ""
        if not self.coloured or level == self._bands:
            return glyph, f"strong{reverse}"
        return glyph, f"ink+{level}{reverse}"

    def _marked(self, view: View, picture: Picture) -> dict[Cell, str]:
        """Return the marks of the path and of the position."""
        here = view.snapshot.position.iteration
        marks = {cell: PAST if iteration <= here else LATER for iteration, cell in picture.way}
        if picture.way and not picture.way[0][0]:
            marks[picture.way[0][1]] = START
        now = picture.cell(point_at(view.snapshot, picture.task.axes))
        if now is not None:
            marks[now] = HERE
        return marks

    def _legend(self, cuts: Sequence[float], rows: int) -> list[Row]:
        """Return the bands with their bounds, the highest error on top."""
        bounds = [f"{cut:.3g}".replace("e-0", "e-") for cut in cuts]
        names = [f"<{bounds[0]}" if cuts else "", *(f">{bound}" for bound in bounds)]
        legend = []
        for band in reversed(range(len(names))):
            level = self._level(band, cuts)
            swatch, style = self._pixels(level, level, 2)
            legend.append(((" ", "text"), (swatch, style), (f" {names[band]}", "muted")))
        return [*legend, *[()] * (rows - len(legend))]

    def _style(self, name: str) -> Style:
        """Add styles for two pixels in a cell, and for a mark on a pixel."""
        kind, *parts = name.split("+")
        if kind not in ("land", "ink"):
            return super()._style(name)
        if name not in self._styles_by_name:
            colour = Color.parse(COLOURS[int(parts[0])])
            if kind == "land":
                style = Style(color=colour, bgcolor=Color.parse(COLOURS[int(parts[1])]))
            else:
                ink = Color.parse("#ffffff" if int(parts[0]) < DARK else "#000000")
                style = Style(color=ink, bgcolor=colour, bold=True, reverse="reverse" in parts)
            self._styles_by_name[name] = style
        return self._styles_by_name[name]

    def title(self, view: View, width: int) -> str:
        if self._shown is None:
            return first_fitting(width, " landscape ", "")
        axes = self._shown.task.axes
        across = name(axes.across)
        if axes.up is None:
            return first_fitting(width, f" error over {across} (across) ", f" {across} → ")
        up = name(axes.up)
        return first_fitting(
            width,
            f" error over {across} (across) and {up} (up), all other weights held ",
            f" error over {across} → and {up} ↑ ",
            f" {across} → {up} ↑ ",
        )

    def foot(self, view: View, width: int) -> str:
        if self._shown is None:
            return ""
        value = error_here(view.snapshot)
        number = f"{value:.6f}" if 1e-3 <= value < 1e6 else f"{value:.2e}"
        means = f"= mean |{view.experiment.script.error}|"
        if is_updated(view.snapshot):
            means = "with the updated weights"
        words = {START: "start", PAST: "path", LATER: "later"}
        shown = [f"{mark} {words[mark]}" for mark in words if mark in self._marks.values()]
        return first_fitting(
            width,
            " ─ ".join(filter(None, (f" {HERE} error {number} {means}", "  ".join(shown)))) + " ",
            f" {HERE} error {number} {means} ",
            f" {HERE} error {number} ",
            f" {number} ",
        )
