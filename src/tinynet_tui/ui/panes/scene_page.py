"""Where in a scene's text one is, as a number that holds for a screen of any size."""

from __future__ import annotations

from typing import NamedTuple

MANY = 500
"""More paragraphs than a scene has room for."""


class Page(NamedTuple):
    """What is seen of a text."""

    left: int = 0
    """The paragraphs that are left, the first visible one among them."""
    revealed: int = 0
    """The pauses that are passed."""
    answered: bool = False
    """True when the answer is shown."""

    @property
    def number(self) -> int:
        """From 1 on."""
        return 1 + self.answered + 2 * (min(self.left, MANY - 1) + MANY * self.revealed)


def page_of(number: int) -> Page:
    """Return the page of a number; 0 stands for a text that is awaited."""
    if number == 0:
        return Page()
    revealed, left = divmod((number - 1) // 2, MANY)
    return Page(left, revealed, number % 2 == 0)
