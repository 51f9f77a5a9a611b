"""A list above the line in which one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.widgets import Static


class Offer(NamedTuple):
    """What can be chosen: the text that would be typed, and what it means."""

    text: str
    words: str


class Offers(Static):
    """The list; the one that stands in the line is marked."""

    def __init__(self, listed: Sequence[Offer], choose: Callable[[int], None]) -> None:
        """List them; `choose` is told which one was clicked."""
        super().__init__(id="offers")
        self._listed, self._choose = listed, choose

    def mark(self, text: str) -> None:
        """Mark the one that reads so."""
        width = max(len(offer.text) for offer in self._listed) + 2
        lines = [
            Content.styled(f"{'►' if offer.text == text else ' '}{offer.text:{width}}", "bold")
            + Content(offer.words)
            for offer in self._listed
        ]
        self.update(Content("\n").join(lines))

    def on_mount(self) -> None:
        """Show them, none marked."""
        self.mark("")

    def on_click(self, event: events.Click) -> None:
        """Choose the one under the pointer."""
        if event.y < len(self._listed):
            self._choose(event.y)
