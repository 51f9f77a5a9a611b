"""Textual's driver for a page in a browser, with an end and a limit."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from textual.app import App
from textual.drivers.web_driver import WebDriver

from .sizes import drawn


class GuestDriver(WebDriver):
    """Ends the app when the server is gone, and draws on no more than `MOST_CELLS`."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        given = (os.environ.get("COLUMNS", 80), os.environ.get("ROWS", 24))
        super().__init__(app, debug=debug, mouse=mouse, size=_drawn(*(size or given)))
        self.app, self.loop = app, asyncio.get_running_loop()

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set() and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.app.exit)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Obey the server; of a size, take what is drawn on."""
        if packet_type == "resize":
            width, height = _drawn(payload["width"], payload["height"])
            payload = {**payload, "width": width, "height": height}
        super().on_meta(packet_type, payload)


def _drawn(width: object, height: object) -> tuple[int, int]:
    """Return the size of what is drawn on; ValueError if something else was given."""
    return drawn(*(max(1, int(str(length))) for length in (width, height)))
