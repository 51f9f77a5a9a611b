"""What a script has printed, and how much of it at a position."""

from __future__ import annotations

from collections.abc import Callable

MOST = 1 << 22
"""The most bytes that are kept."""


class Transcript:
    """All that was printed the first time; running again prints the same and adds nothing."""

    def __init__(self, forward: Callable[[bytes], object] | None = None) -> None:
        """`forward` gets everything that is new, as it comes."""
        self._kept = bytearray()
        self._forward = forward
        self.length = 0
        """How many bytes have been printed, kept or not."""
        self.differs = False
        """True once something else was printed when it was run again."""

    def take(self, at: int, data: bytes) -> int:
        """Take what was printed at a place; return the place after it."""
        end = at + len(data)
        if at < self.length and not self.differs:
            before = self._kept[at : min(end, self.length)]
            self.differs = not data.startswith(before)
        if end > self.length:
            new = data[max(0, self.length - at) :]
            if self._forward is not None:
                self._forward(new)
            self._kept += new[: MOST - len(self._kept)]
            self.length = end
        return end

    def cut(self, end: int) -> None:
        """Forget what was printed after a place."""
        if end < self.length:
            del self._kept[end:]
            self.length = end

    def until(self, end: int) -> bytes:
        """Return what was printed up to a place; only the first `MOST` bytes are kept."""
        return bytes(self._kept[:end])
