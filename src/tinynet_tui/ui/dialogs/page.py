"""A page of text above the main screen, which scrolls if space is short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.keys.table import closing

from .dialog import Dialog

STYLES = {"strong": "bold", "muted": "$foreground 70%", "alert": "bold $text-error"}
"""The Textual style of each style name of a row; others are plain."""
WIDTH = 72
"""The greatest width of the text."""


def text_width(screen_width: int) -> int:
    """Return the width of a page's text on a screen of this width."""
    return max(20, min(WIDTH, screen_width - 6))


class Page(Dialog):
    """Rows of styled text in a frame; subclasses add the key that opened it to close it."""

    DEFAULT_CSS = """
    Page {
        align: center middle;
        background: transparent;
        #page {
            width: 80;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            border: round $accent;
            background: $surface;
            padding: 0 1;
            scrollbar-size-vertical: 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter,space", "dismiss", "Close"),
        *closing("quit"),
    ]

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._title, self._rows = title, list(rows)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page") as column:
            column.border_title = Content(self._title)
            column.border_subtitle = "esc closes"
            yield Static(content_of(self._rows), id="text")

    def write(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._rows = list(rows)
        if self.is_mounted:
            self.query_one("#text", Static).update(content_of(self._rows))


def content_of(rows: Sequence[Row]) -> Content:
    """Return rows as the content of a widget."""
    return Content("\n").join(
        Content.assemble(*((text, STYLES.get(style, "")) for text, style in row)) for row in rows
    )
