"""Quoting what somebody typed, in a message of one line."""

from __future__ import annotations


def quoted(text: str, most: int) -> str:
    """Return the beginning of a text in quotes, at most so many characters between them.

    Characters that cannot be shown take up to ten, as `repr` writes them.
    """
    shown = text[:most]
    while len(repr(shown)) > most + len("''"):
        shown = shown[:-1]
    return repr(shown)
