"""What a `Driver` reports to its app."""

from __future__ import annotations

from textual.message import Message


class Drained(Message):
    """The terminal has taken enough of what was pending."""


class Answered(Message):
    """The terminal has received everything up to a question."""


class Background(Message):
    """The terminal has told what its background is like."""

    def __init__(self, *, is_dark: bool) -> None:
        super().__init__()
        self.is_dark = is_dark


class Disturbed(Message):
    """The terminal has a new size, and may show anything."""
