"""What every key and every pane is, in a line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from .keys import closing


class HelpScreen(ModalScreen[None]):
    """The keys and the panes; any of its keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter", "dismiss", "Close"),
        *closing("help", "quit", "step.phase", "play"),
    ]

    def __init__(self, *sections: tuple[str, Sequence[tuple[str, str]]]) -> None:
        """List sections: a heading, and names with a line each."""
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """Put everything into one column that scrolls."""
        with VerticalScroll(id="help") as column:
            column.border_title = "help"
            column.border_subtitle = "esc closes"
            for heading, lines in self._sections:
                yield Static(_table(heading, lines))

    async def action_dismiss(self, result: None = None) -> None:
        """Close, once."""
        if self.is_current:
            self.dismiss(result)


def _table(heading: str, lines: Sequence[tuple[str, str]]) -> Content:
    width = max(len(name) for name, _ in lines) + 2
    rows = [Content.styled(heading, "bold")]
    rows += [Content.styled(name.ljust(width), "bold") + Content(text) for name, text in lines]
    return Content("\n").join([*rows, Content("")])
