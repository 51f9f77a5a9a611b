"""How many random examples a property is tried with."""

from __future__ import annotations

from hypothesis import settings

ORDINARY, FULL, SEARCH = "ordinary", "full", "search"
"""The profiles: the same few examples every time, the same and many, and new ones by a seed."""


def examples(count: int) -> settings:
    """Try a property with so many examples, and with a third of them in the ordinary run."""
    ordinary = settings.get_current_profile_name() == ORDINARY
    return settings(max_examples=max(5, count // 3) if ordinary else count)
