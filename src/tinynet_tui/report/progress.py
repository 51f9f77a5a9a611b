"""A progress bar on standard error."""

from __future__ import annotations

import time
from typing import Self, TextIO

BAR_SECONDS = 0.1
"""The shortest time between two drawings of the bar."""
BAR_CELLS = 30


class Progress:
    """A progress bar, if the stream is a terminal; leaving the `with` block clears it."""

    def __init__(self, stream: TextIO | None, total: int, seconds: float) -> None:
        """Draw the bar at most once every `seconds`; it is full at `total`."""
        self._stream = stream if stream and stream.isatty() else None
        self._total, self._seconds = total, seconds
        self._next = time.monotonic() + seconds
        self._drawn = 0
        """The width of the bar on the screen."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, done: int) -> None:
        """Draw the bar if it is due."""
        if self._stream is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._seconds
        share = done / self._total
        bar = "#" * int(BAR_CELLS * share)
        text = f"[{bar:.<{BAR_CELLS}}] {share:4.0%} of {self._total:,}"
        self._draw(f"\r{text}")
        self._drawn = len(text)

    def clear(self) -> None:
        """Clear the bar, so that something else can be written."""
        if self._stream is not None and self._drawn:
            self._draw(f"\r{' ' * self._drawn}\r")
            self._drawn = 0

    def _draw(self, text: str) -> None:
        """Write a text at once; give up drawing if that fails."""
        if self._stream is not None:
            try:
                self._stream.write(text)
                self._stream.flush()
            except OSError:
                self._stream = None
