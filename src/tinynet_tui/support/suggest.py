"""What may have been meant by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 100
"""Characters of a name that are looked at."""


def close(word: str, known: Iterable[str], *, most: int = 1, alike: float = 0.6) -> list[str]:
    """Return the known names nearest to a word, at most so many, and at least so much alike."""
    from difflib import get_close_matches  # only where something is misspelt

    return get_close_matches(word[:LONGEST], list(known), n=most, cutoff=alike)


def did_you_mean(word: str, known: Iterable[str], *, most: int = 1, alike: float = 0.6) -> str:
    """Ask whether one of the nearest names is meant: `did you mean train?`; "" if none is near."""
    found = close(word, known, most=most, alike=alike)
    return f"did you mean {' or '.join(found)}?" if found else ""
