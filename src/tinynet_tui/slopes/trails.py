"""Lines through which only those updates go that do not follow the slope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .meant import Updates
from .places import Places
from .tape import Node


def lines_of(nodes: Sequence[Node]) -> list[int]:
    """Return the lines in which something was computed, and that called them, in their order."""
    lines = (each for one in nodes if one.parents for each in (one.outer, one.line))
    return [line for line in dict.fromkeys(lines) if line]


def only_through(chosen: Updates, weights: Sequence[str]) -> int:
    """Return the first line that all updates of some weights go through, and no other; 0 if none.

    That tells nothing where no other update follows.
    """
    updates = [one for _, them in chosen for one in them]
    others = [one for one in updates if one["weight"] not in weights]
    trails = [_trail(updates, weight) for weight in weights]
    if not trails or not others:
        return 0
    right = {line for one in others for line in (*one["trail"], one["at"])}
    ends = {one["at"] for one in updates}
    common = (line for line in trails[0] if all(line in trail for trail in trails))
    return next((line for line in common if line not in right | ends), 0)


def _trail(updates: Sequence[Mapping[str, Any]], weight: str) -> list[int]:
    lines = (line for one in updates if one["weight"] == weight for line in one["trail"])
    return [*dict.fromkeys(lines)]


def told(line: int, count: int, places: Places) -> str:
    """Say that only the updates of so many weights go through a line."""
    which = "those updates go" if count > 1 else "that update goes"
    return f"Of all updates, only {which} through line {places.at(line)}."
