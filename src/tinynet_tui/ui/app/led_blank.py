"""The blank screen of one who follows: it is the lecturer's, until a key moves the run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import ComposeResult

from tinynet_tui.ui.dialogs.blank import Blank, Empty
from tinynet_tui.ui.keys.table import KEYS

from .base_app import TerminalApp

MOVES = ("step", "play", "goto", "go_home", "go_end", "jump", "restart")
"""The actions whose keys break away."""


class LedBlank(Blank):
    """Says whose it is until the lecturer shows something again."""

    def __init__(self, app: TerminalApp, break_away: Callable[[], None]) -> None:
        super().__init__()
        self._trainer, self._break_away = app, break_away

    def compose(self) -> ComposeResult:
        yield LedEmpty(self.take)

    async def take(self, key: str) -> None:
        """Break away with a key that moves the run, and quit with the key that quits."""
        bound = [one for one in self._trainer.bound(KEYS) if key in one.key.split(",")]
        actions = {one.action.split("(")[0] for one in bound}
        if "quit" in actions:
            await self._trainer.run_action("quit")
        elif actions & {*MOVES} and self.is_current:
            self._break_away()
            self.dismiss()


class LedEmpty(Empty):
    """Says why nothing is shown, and takes every key."""

    DEFAULT_CSS = """
        LedEmpty { width: 100%; height: 100%; content-align: center middle; color: $text-muted; }
    """

    def __init__(self, take: Callable[[str], Awaitable[None]]) -> None:
        super().__init__()
        self._take = take

    def render(self) -> str:
        return "the lecturer has blanked the screen"

    async def on_key(self, event: events.Key) -> None:
        event.stop().prevent_default()
        await self._take(event.key)

    def on_click(self) -> None: ...
