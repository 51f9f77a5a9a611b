"""Suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 100
"""The most characters of a name that are compared."""


def close(word: str, known: Iterable[str], *, most: int = 1, alike: float = 0.6) -> list[str]:
    """Return the known names most like a word, `most` at most.

    `alike` is how like it a name must be at least: from 0 for anything to 1 for the word itself.
    """
    from difflib import get_close_matches  # only where something is misspelt

    return get_close_matches(word[:LONGEST], list(known), n=most, cutoff=alike)


def did_you_mean(word: str, known: Iterable[str], *, most: int = 1, alike: float = 0.6) -> str:
    """Return a question with the names most like a word: `did you mean train?`, or ""."""
    found = close(word, known, most=most, alike=alike)
    return f"did you mean {' or '.join(found)}?" if found else ""
