"""A progress bar on standard error."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self, TextIO

BAR_SECONDS = 0.1
"""How often the progress bar is drawn, at most."""


BAR_CELLS = 30


class Progress:
    """A bar on a terminal, and nothing where the stream is none."""

    def __init__(self, stream: TextIO | None, total: int, seconds: float) -> None:
        """Draw on a stream how much of `total` is done, at most once in so many seconds."""
        self._stream = stream if stream and stream.isatty() else None
        self._total, self._seconds = total, seconds
        self._next = time.monotonic() + seconds
        self._drawn = 0
        """Characters that stand there."""

    def __enter__(self) -> Self:
        """Leave nothing behind, however the block ends."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Clear the bar."""
        self.clear()

    def show(self, done: int) -> None:
        """Draw the bar if it is time to."""
        if self._stream is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._seconds
        share = done / self._total
        bar = "#" * int(BAR_CELLS * share)
        text = f"[{bar:.<{BAR_CELLS}}] {share:4.0%} of {self._total:,}"
        self._draw(f"\r{text}")
        self._drawn = len(text)

    def clear(self) -> None:
        """Take the bar away, so that something else can be written."""
        if self._stream is not None and self._drawn:
            self._draw(f"\r{' ' * self._drawn}\r")
            self._drawn = 0

    def _draw(self, text: str) -> None:
        """Write at once; where that is not possible any more, go on without."""
        if self._stream is not None:
            try:
                self._stream.write(text)
                self._stream.flush()
            except OSError:
                self._stream = None
