"""What lies between Textual and the terminal, where the terminal is not what Textual expects."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class Driver(LinuxDriver):
    """Draws on standard output if standard error is elsewhere, and survives what nobody types."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Take what Textual gives; see there."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if sys.__stdout__ is not None and not (self._file and self._file.isatty()):
            self._file = sys.__stdout__
        reconfigure = getattr(self._file, "reconfigure", None)
        if reconfigure is not None:
            # In a locale without them, frames and marks would be sent as \\u256d.
            reconfigure(encoding="utf-8", errors="replace")

    def run_input_thread(self) -> None:
        """Read keys; bytes that are no text and reports that are no numbers are dropped."""
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except (ValueError, OverflowError):  # UnicodeDecodeError is a ValueError
                continue
