"""A list of suggestions above the prompt's input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.widgets import Static


class Offer(NamedTuple):
    """A suggestion: the text to type, and its meaning."""

    text: str
    words: str


class Offers(Static):
    """The list, with the offer that is in the input marked."""

    def __init__(self, listed: Sequence[Offer], choose: Callable[[int], None]) -> None:
        """List the offers; `choose` takes the index of a clicked one."""
        super().__init__(id="offers")
        self._listed, self._choose = listed, choose

    def mark(self, text: str) -> None:
        """Mark the offer with this text, if there is one."""
        width = max(len(offer.text) for offer in self._listed) + 2
        lines = [
            Content.styled(f"{'►' if offer.text == text else ' '}{offer.text:{width}}", "bold")
            + Content(offer.words)
            for offer in self._listed
        ]
        self.update(Content("\n").join(lines))

    def on_mount(self) -> None:
        self.mark("")

    def on_click(self, event: events.Click) -> None:
        if event.y < len(self._listed):
            self._choose(event.y)
