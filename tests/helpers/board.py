"""A keyboard without a terminal: what it makes of some reads, and of waiting."""

from __future__ import annotations

from itertools import pairwise

from textual import events

from tinynet_tui.wire.keyboard import Keyboard


class Board:
    """A keyboard, what it has said, and its clock."""

    def __init__(self, *, due: bool = False) -> None:
        self.now = 0.0
        self.answers: list[bool] = []
        self.keyboard = Keyboard(
            False, is_due=lambda: due, note_answer=self.answers.append, clock=lambda: self.now
        )
        self.others: list[str] = []
        """Other messages than keys and pastes, by their names."""

    def type(self, *reads: str, flooded: bool = False) -> list[str]:
        """The names of the keys, and the pasted texts, in some reads."""
        found = []
        for read in reads:
            for message in self.keyboard.feed(read, flooded=flooded):
                if isinstance(message, events.Key):
                    found.append(message.key)
                elif isinstance(message, events.Paste):
                    found.append(f"pasted {message.text}")
                else:
                    self.others.append(type(message).__name__)
        return found

    def wait(self, seconds: float) -> list[str]:
        """The keys after so long without input."""
        self.now += seconds
        return self.type("")


def cuts(text: str, *at: int) -> list[str]:
    """The pieces of a text that is cut at these places."""
    places = sorted({0, *at, len(text)})
    return [text[a:b] for a, b in pairwise(places)]
