"""The app in a kiosk: keys that lead to files are not there, and Textual's own ways are closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import RenderableType
from rich.text import Text
from textual.app import App
from textual.binding import Binding

from tinynet_tui.ui.keys.table import KEYS, LECTURE_KEYS

CLOSED = frozenset({"save", "scene.insert", "suspend"})
"""The keys, by their ids, that a kiosk does not have."""

OPEN = {
    *(key.action.split("(")[0] for key in (*KEYS, *LECTURE_KEYS) if key.id not in CLOSED),
    *("focus_next", "focus_previous"),  # tab in a dialog
}
"""The app's actions that a kiosk has. Others, of which Textual has many, do nothing there."""


class KioskApp(App[int]):
    """An app from which, if it is a kiosk, nothing leads to the machine that it runs on."""

    kiosk = False
    """Whether it is one."""

    def offers(self, action: str) -> bool:
        """Whether there is an action of the app."""
        return not self.kiosk or action in OPEN

    def offered(self, keys: Iterable[Binding]) -> list[Binding]:
        """Return those of the keys that there are."""
        return [key for key in keys if not (self.kiosk and key.id in CLOSED)]

    def _handle_exception(self, error: Exception) -> None:
        """End with the error; in a kiosk without the values that variables had."""
        if self.kiosk:
            self._return_code = 1
            self.panic(Text(f"tinynet-tui: ended by an error: {type(error).__name__}"))
        else:
            super()._handle_exception(error)

    def panic(self, *renderables: RenderableType) -> None:
        """End, and tell why; a kiosk tells no more than a line, and no traceback of a thread's."""
        plain = all(isinstance(one, Text) for one in renderables)
        line = Text("tinynet-tui: ended by an error")
        super().panic(*(renderables if plain or not self.kiosk else [line]))

    # Textual's ways to files, programs and the shell. No action leads to them in a kiosk; were
    # there one, it would end here.

    def save_screenshot(self, *arguments: Any, **options: Any) -> str:
        """Save the screen."""
        self._require_machine()
        return super().save_screenshot(*arguments, **options)

    def deliver_text(self, *arguments: Any, **options: Any) -> str | None:
        """Save a text, or the screen."""
        self._require_machine()
        return super().deliver_text(*arguments, **options)

    def deliver_binary(self, *arguments: Any, **options: Any) -> str | None:
        """Save data."""
        self._require_machine()
        return super().deliver_binary(*arguments, **options)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open a link in a browser."""
        self._require_machine()
        super().open_url(url, new_tab=new_tab)

    def action_suspend_process(self) -> None:
        """Stop, and let the shell go on."""
        self._require_machine()
        super().action_suspend_process()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Let another program have the terminal."""
        self._require_machine()
        with super().suspend():
            yield

    def _require_machine(self) -> None:
        if self.kiosk:
            raise PermissionError("not in a kiosk")
