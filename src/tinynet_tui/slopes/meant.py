"""Which loss a script's updates follow, of those that were tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from .losses import BINARY, GIVEN, SOFTMAX, SQUARES

KNOWN = (SQUARES, BINARY, SOFTMAX, GIVEN)

Updates: TypeAlias = list[tuple[int, list[dict[str, Any]]]]
"""The updates of some iterations."""


def tried(checks: Mapping[int, Mapping[str, Any]]) -> dict[str, Updates]:
    """Return the updates beside the slopes of each loss."""
    found: dict[str, Updates] = {}
    for iteration, told in checks.items():
        for them in told.get("tried", ()):
            name = next((one["loss"] for one in them if one["loss"]), SQUARES)
            found.setdefault(name, []).append((iteration, them))
    return found


def meant(checks: Mapping[int, Mapping[str, Any]]) -> tuple[str, Updates]:
    """Return the loss that the updates follow best, and the updates beside it."""
    found = tried(checks)
    if not found:
        return "", []

    def score(name: str) -> tuple[float, int]:
        updates = [one for _, them in found[name] for one in them]
        share = sum(one["follows"] for one in updates) / len(updates)
        return share, len(found[name])

    best = max(found, key=score)
    if SQUARES in found and not score(best)[0]:
        best = SQUARES
    return best, found[best]
