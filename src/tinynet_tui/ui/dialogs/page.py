"""A page of text above the main screen, which scrolls where it is small."""

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

LOOKS = {"strong": "bold", "muted": "$foreground 70%", "alert": "bold $text-error"}
"""The styles of rows that are told apart here."""


WIDTH = 72
"""Of the text, where the screen is wide enough."""


def text_width(screen_width: int) -> int:
    """Return the width of a page's text on a screen so wide."""
    return max(20, min(WIDTH, screen_width - 6))


class Page(Dialog):
    """Rows of styled text in a frame; escape closes it, and in each kind the key that opened it."""

    DEFAULT_CSS = """
    Page {
        align: center middle;
        background: transparent;
        #page {
            width: 78;
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
        """Show rows under a title."""
        super().__init__()
        self._title, self._rows = title, list(rows)

    def compose(self) -> ComposeResult:
        """Put everything into one column that scrolls."""
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
    """Return rows as text for a widget."""
    return Content("\n").join(
        Content.assemble(*((text, LOOKS.get(style, "")) for text, style in row)) for row in rows
    )
