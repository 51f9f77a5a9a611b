"""How many random examples a property is tried with."""

from __future__ import annotations

from hypothesis import settings

ORDINARY, SEARCH = "ordinary", "search"
"""The profiles: the same few examples every time, and new ones by a seed."""


def examples(count: int) -> settings:
    """Try a property with so many examples in a search, and with a third where they are fixed."""
    searching = settings.get_current_profile_name() == SEARCH
    return settings(max_examples=count if searching else max(5, count // 3))
