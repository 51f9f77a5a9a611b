"""Quotes what somebody typed, for a message of one line."""

from __future__ import annotations


def quoted(text: str, most: int) -> str:
    """Return the beginning of a text in quotes, with at most `most` characters between them.

    A character that cannot be shown counts as up to ten, as `repr` writes it.
    """
    shown = text[:most]
    while len(repr(shown)) > most + len("''"):
        shown = shown[:-1]
    return repr(shown)
