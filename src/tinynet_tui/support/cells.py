"""How many cells of a terminal a text takes, and columns that are as wide in cells."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """Return the cells that a text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )


def padded(text: str, width: int) -> str:
    """Return a text with spaces behind it, so that it takes a number of cells."""
    return text + " " * (width - cells(text))
