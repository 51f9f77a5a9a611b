"""An empty screen, while a lecturer speaks."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from .dialog import Dialog


class Blank(Dialog):
    """Shows nothing; any key or click returns."""

    DEFAULT_CSS = "Blank { background: $background; }"

    def compose(self) -> ComposeResult:
        yield Empty()


class Empty(Widget, can_focus=True):
    """Takes every key."""

    def render(self) -> str:
        return ""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return True

    async def on_key(self, event: events.Key) -> None:
        event.stop().prevent_default()
        self.screen.dismiss()

    def on_click(self) -> None:
        self.screen.dismiss()
