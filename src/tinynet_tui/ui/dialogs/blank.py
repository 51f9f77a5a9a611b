"""An empty screen while a lecturer speaks, and how a clicker closes dialogs."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from .dialog import Dialog


class Blank(Dialog):
    """Shows nothing; any key or click returns."""

    DEFAULT_CSS = "Blank { background: $background; }"

    def compose(self) -> ComposeResult:
        yield Empty()


async def close_dialogs(app: App[Any], main: Screen[None]) -> bool:
    """Close every dialog above the main screen; True if the screen was blank, or is gone."""
    was_blank = False
    while app.screen_stack and app.screen is not main and not was_blank:
        was_blank = isinstance(app.screen, Blank)
        await app.screen.dismiss()
    return was_blank or not app.screen_stack


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
