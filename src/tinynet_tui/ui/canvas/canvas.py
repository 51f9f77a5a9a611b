"""The base of all panes: a widget of rows of styled text that repaints only the changed rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Generic, Self

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import TypeVar

from .view import View

Shown = TypeVar("Shown", default=View)
"""What a canvas shows: the network's run, unless it says otherwise."""

Span = tuple[str, str]
"""Text and the name of its style: one of `STYLES`, perhaps with `+reverse` or `+underline`."""
Row = tuple[Span, ...]

STYLES = (
    *("frame", "frame-lit", "title", "text", "muted", "strong", "alert"),
    *("positive", "positive-strong", "negative", "negative-strong"),
)
STYLE_CLASSES = {f"cells--{style}" for style in STYLES}
"""The component classes that a screen with canvases has, for all of them.

A canvas could have its own, but Textual works out the styles of every class for every widget
when it is mounted, and that was a third of the time to the first paint.
"""


class Canvas(Widget, Generic[Shown]):
    """A widget that paints rows of spans, and repaints a row only when its spans have changed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.view: Shown | None = None
        self._rows: list[Row] = []
        self._rows_size: Size | None = None
        """The size that the rows were made for; None when all have to be made again."""
        self._styles_by_name: dict[str, Style] = {}
        self._strips: dict[int, Strip] = {}
        """The lines that were rendered since their rows changed, as they are painted."""

    def rows(self, view: Shown, width: int, height: int) -> Sequence[Row]:
        """Return the rows to paint, at most `height`, each at most `width` cells wide."""
        raise NotImplementedError

    def show(self, view: Shown) -> None:
        """Show a view: make its rows and repaint those that have changed."""
        self.view = view
        size = self.size
        if not size.area:
            self._forget_rows()
            return
        known, before = self._rows_size == size, self._rows
        self._make_rows(view, size)
        if not known:
            self.refresh()
            return
        # One region per row: a single one would also repaint every row in between.
        pairs = enumerate(zip(before, self._rows, strict=True))
        changed = [Region(0, y, size.width, 1) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        for y in chain.from_iterable(region.line_range for region in regions):
            self._strips.pop(y, None)
        if not regions:
            self._strips.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _forget_rows(self) -> None:
        """Have all rows made again once there is room for them, even if it is the same room."""
        if self._rows_size is not None:
            self._rows_size = None
            self.refresh()

    def _make_rows(self, view: Shown, size: Size) -> None:
        self._rows_size = size
        width, height = size
        rows = self.rows(view, width, height)
        self._rows = [*rows, *[()] * (height - len(rows))]

    def notify_style_update(self) -> None:
        self._styles_by_name = {}  # those of the theme before
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region; a canvas has no border, padding or opacity to add."""
        width, left, right = self.outer_size.width, crop.x, crop.right
        strips = [self._strip(y) for y in crop.line_range]
        if (left, right) == (0, width):
            return strips
        return [strip.crop(left, right) for strip in strips]

    def _strip(self, y: int) -> Strip:
        strip = self._strips.get(y)
        if strip is None or strip.cell_length != self.outer_size.width:
            strip = self.render_line(y)
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, self.background_colors[1])
            self._strips[y] = strip
        return strip

    def render_line(self, y: int) -> Strip:
        size = self.outer_size  # a canvas has no border, and this is known without a search
        if self.view and self._rows_size != size:
            self._make_rows(self.view, size)
        row = self._rows[y] if y < len(self._rows) else ()
        segments = [Segment(text, self._style(name)) for text, name in row if text]
        return Strip(segments).adjust_cell_length(size.width, self._style("text"))

    def _style(self, name: str) -> Style:
        style = self._styles_by_name.get(name)
        if style is None:
            component, *attributes = name.split("+")
            colours = self.screen.get_component_rich_style(f"cells--{component}")
            style = self.rich_style + Style(
                color=colours.color,
                bold=colours.bold,
                dim=colours.dim,
                reverse="reverse" in attributes,
                underline="underline" in attributes,
            )
            self._styles_by_name[name] = style
        return style


def fitted(row: Row, width: int) -> Row:
    """Cut or fill a row to a width."""
    spans: list[Span] = []
    room = width
    for text, style in row:
        part = text[:room]
        if not part.isascii() and cell_len(text) != len(text):  # a character has 0, 1 or 2 cells
            part = text if cell_len(text) <= room else set_cell_size(text, room)
        if part:
            spans.append((part, style))
            room -= len(part) if part.isascii() else cell_len(part)
    return (*spans, (" " * room, "text"))


def cut(text: str, width: int) -> str:
    """Cut a text to a width, with an ellipsis where it is cut."""
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, max(0, width - 1))}…"[:width]


def first_fitting(width: int, *candidates: str) -> str:
    """Return the first text that fits in a width, else the last one, cut."""
    for text in candidates:
        if cell_len(text) <= width:
            return text
    return set_cell_size(candidates[-1], width)
