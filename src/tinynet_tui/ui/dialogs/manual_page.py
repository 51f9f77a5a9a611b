"""A page of the manual above the main screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tinynet_tui.manual.pages import Page, words
from tinynet_tui.ui.drawing.markdown import render
from tinynet_tui.ui.keys.table import closing

from .dialog import Dialog

WIDTH, FRAME = 80, 5
"""The greatest width, and the columns taken by the edges and the scrollbar."""
FOUND = "bold underline"
"""The style of words that were searched for."""
ABOVE = 2
"""Rows shown above the place at which a page opens."""


class ManualPage(Dialog):
    """A page, opened at one of its blocks, with the words marked that were searched for."""

    DEFAULT_CSS = """
    ManualPage {
        align: center middle;
        background: transparent;
        #manual {
            width: 80;
            max-width: 100%;
            height: 100%;
            border: round $accent;
            border-title-color: $foreground;
            border-subtitle-color: $foreground;
            background: $surface;
            padding: 0 1;
            scrollbar-size-vertical: 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter", "dismiss", "Back"),
        *closing("help", "quit"),
        ("space", "page_down", "Page down"),
    ]

    def __init__(self, page: Page, block: int = 0, query: str = "") -> None:
        super().__init__()
        self._page, self._block, self._query = page, block, query
        self._text = Static()

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="manual") as column:
            column.border_title = Content(self._page.title)
            column.border_subtitle = "esc goes back"
            yield self._text

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the text to the new width, and go to the place again."""
        rendered = render(self._page.blocks, max(8, min(WIDTH, event.size.width) - FRAME))
        found = words(self._query)
        rows = [content_of(row) for block in rendered for row in block]
        for pattern in found:
            rows = [row.highlight_regex(pattern, style=FOUND) for row in rows]
        self._text.update(Content("\n").join(rows))
        top = sum(len(block) for block in rendered[: self._block])
        hits = [
            sum(bool(pattern.search(content_of(row).plain)) for pattern in found)
            for row in rendered[self._block]
        ]
        top += hits.index(max(hits)) if hits else 0
        column = self.query_one("#manual", VerticalScroll)
        self.call_after_refresh(column.scroll_to, y=max(0, top - ABOVE), animate=False)

    def action_page_down(self) -> None:
        self.query_one("#manual", VerticalScroll).scroll_page_down(animate=False)


def content_of(row: Sequence[Segment]) -> Content:
    """Return a row of rendered text as the content of a widget; Rich's styles are bold or none."""
    return Content.assemble(
        *((text, "bold" if style and style.bold else "") for text, style, _ in row)
    )
