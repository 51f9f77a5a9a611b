"""A pane with a surface: bands of the error over two weights, and marks on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import ClassVar

import numpy as np
from rich.color import Color
from rich.style import Style

from tinynet_tui.ui.canvas.canvas import Row, Span, first_fitting
from tinynet_tui.ui.canvas.pixel_pane import PixelPane, Seen

from .sides import scale_across, scale_up
from .surface import Cell, Point, Surface, thresholds

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


class SurfacePane(PixelPane[Seen]):
    """The landscape of the network or of a script."""

    help = "the error over two weights, all others held; ← → choose the one across, ↑ ↓ the one up"

    words: ClassVar[Mapping[str, str]] = {START: "start", PAST: "path", LATER: "later"}
    """What the marks on it mean."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._shown: Surface | None = None
        """The picture on the screen; None if there is none."""
        self._marks: dict[Cell, str] = {}
        """The marks on it, by row and column."""
        self._drawn: tuple[Surface, dict[Cell, str], list[Row]] | None = None
        """The rows that were made of a picture and its marks."""

    def drawn(self, picture: Surface, left: int) -> Sequence[Row]:
        """Return the rows of a picture and its marks, after those columns at the left."""
        if self._drawn is None or self._drawn[0] is not picture or self._drawn[1] != self._marks:
            self._drawn = picture, self._marks, self._draw(picture, left)
        return self._drawn[2]

    def _draw(self, picture: Surface, left: int) -> list[Row]:
        """Return the picture's rows with their marks, and between its sides if these have room."""
        rows = picture.canvas.rows
        cuts = thresholds(picture.errors, min(self._bands, rows) - 1)
        inner = self._inner(picture, cuts)
        if not left:
            return inner
        scales, legend = scale_up(picture, left), self._legend(cuts, rows)
        beside = zip(scales, inner, legend, strict=True)
        lines = [((scale, "muted"), *row, *bands) for scale, row, bands in beside]
        return [*lines, ((" " * left + scale_across(picture), "muted"),)]

    @property
    def _bands(self) -> int:
        return len(COLOURS if self.coloured else SHADES)

    def _level(self, band: int, cuts: Sequence[float]) -> int:
        """Return the number of a band's colour: the lowest and the highest are always in use."""
        return round(band * (self._bands - 1) / len(cuts)) if cuts else self._bands // 2

    def _inner(self, picture: Surface, cuts: Sequence[float]) -> list[Row]:
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

    def title(self, view: Seen, width: int) -> str:
        if self._shown is None:
            return first_fitting(width, " landscape ", "")
        across, up = self._shown.canvas[3:]
        if up is None:
            return first_fitting(width, f" error over {across} (across) ", f" {across} → ")
        return first_fitting(
            width,
            f" error over {across} (across) and {up} (up), all other weights held ",
            f" error over {across} → and {up} ↑ ",
            f" {across} → {up} ↑ ",
        )

    def foot_of(self, value: float, means: str, width: int) -> str:
        """Return the foot: the error at the position, what it is, and the marks."""
        number = f"{value:.6f}" if 1e-3 <= value < 1e6 else f"{value:.2e}"
        shown = [
            f"{mark} {self.words[mark]}" for mark in self.words if mark in self._marks.values()
        ]
        return first_fitting(
            width,
            " ─ ".join(filter(None, (f" {HERE} error {number} {means}", "  ".join(shown)))) + " ",
            f" {HERE} error {number} {means} ",
            f" {HERE} error {number} ",
            f" {number} ",
        )


def room(width: int, height: int, name: int) -> tuple[int, int, int]:
    """Return the columns left of a picture, and its columns and rows; `name` is the longest."""
    has_sides = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    left = (name + 1) * has_sides
    return left, width - left - LEGEND * has_sides, height - has_sides


def marks_of(picture: Surface, here: int, now: Point) -> dict[Cell, str]:
    """Return the marks of the path, with iteration `here` now, and of the position."""
    marks = {cell: PAST if iteration <= here else LATER for iteration, cell in picture.way}
    if picture.way and not picture.way[0][0]:
        marks[picture.way[0][1]] = START
    cell = picture.cell(now)
    if cell is not None:
        marks[cell] = HERE
    return marks
