"""What is wrong with a file, and the words of a file in it, in one line."""

from __future__ import annotations

import unicodedata


class DataError(ValueError):
    """A file cannot be used as data: its name, the line and the mistake, in one line."""


def shown(text: str, most: int) -> str:
    """Return a text for one line: printable, with its middle left out if it is long."""
    text = "".join(char if char.isprintable() else _escaped(char) for char in text)
    if len(text) <= most:
        return text
    tail = most // 2
    return f"{text[: most - tail - 1]}…{text[len(text) - tail :]}"


def _escaped(char: str) -> str:
    """Return a character that cannot be seen: a space by its code, any other as `?`."""
    return f"\\u{ord(char):04x}" if unicodedata.category(char) in ("Zs", "Cf") else "?"


def in_quotes(text: str, most: int) -> str:
    """Return a text for one line in quotation marks."""
    return repr(shown(text, most)).replace("\\\\", "\\")
