"""The question before a class is ended, in the last line."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from .dialog import Dialog

QUESTION = "end the lecture for everybody? y"


class EndClass(Dialog):
    """Asks in the last line; y ends the class, any other key goes back."""

    DEFAULT_CSS = """
    EndClass { align: left bottom; background: transparent; }
    EndClass Question { height: 1; background: $surface; color: $text; }
    """

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._end = end

    def compose(self) -> ComposeResult:
        yield Question(self._end)


class Question(Widget, can_focus=True):
    """Takes every key."""

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._end = end

    def render(self) -> Text:
        return Text(f" {QUESTION}", style="bold")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return True

    async def on_key(self, event: events.Key) -> None:
        event.stop().prevent_default()
        if event.character in ("y", "Y"):
            self._end()
        elif self.screen.is_current:
            self.screen.dismiss()

    def on_click(self) -> None:
        self.screen.dismiss()
