"""The base of all panes: lines of styled text in a frame, of which only changed rows repaint."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from .view import View

Run = tuple[str, str]
"""Text and the names of its style: a component class without its prefix, `+reverse` and such."""
Row = tuple[Run, ...]


class Canvas(Widget):
    """A widget that paints rows of runs, and repaints a row only when its runs have changed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self.view: View | None = None
        """What is shown."""
        self._rows: list[Row] = []
        self._rows_size: Size | None = None
        """For which size the rows are; None for none, so that all are made and painted anew."""
        self._styles_by_name: dict[str, Style] = {}

    def rows(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return the rows to paint, at most `height`, each at most `width` cells wide."""
        raise NotImplementedError

    def show(self, view: View) -> None:
        """Show a view: compute the rows and repaint those that differ from what is painted."""
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
        # A region per row: in one for all, every row between would be painted again, too.
        pairs = enumerate(zip(before, self._rows, strict=True))
        changed = [Region(0, y, size.width, 1) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    def _forget_rows(self) -> None:
        """Let all rows be made anew when there is room for them again, be it the same as before."""
        if self._rows_size is not None:
            self._rows_size = None
            self.refresh()

    def _make_rows(self, view: View, size: Size) -> None:
        self._rows_size = size
        width, height = size
        rows = self.rows(view, width, height)
        self._rows = [*rows, *[()] * (height - len(rows))]

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        self._styles_by_name = {}
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Paint one row; the first after the size has changed makes them all."""
        size = self.outer_size  # there is nothing around it, and this is known without a search
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
    """Cut a row to a width, or fill it up."""
    runs: list[Run] = []
    room = width
    for text, style in row:
        part = text[:room]
        if not part.isascii() and cell_len(text) != len(text):  # some are two cells wide, or none
            part = text if cell_len(text) <= room else set_cell_size(text, room)
        if part:
            runs.append((part, style))
            room -= len(part) if part.isascii() else cell_len(part)
    return (*runs, (" " * room, "text"))


def cut(text: str, width: int) -> str:
    """Return a text that is not wider; if it had to be cut, it says so."""
    return text if len(text) <= width else f"{text[: max(0, width - 1)]}…"[:width]


def first_fitting(width: int, *candidates: str) -> str:
    """Return the first text that is not wider, else the last one, cut."""
    for text in candidates:
        if len(text) <= width:
            return text
    return candidates[-1][:width]
