"""What the slopes of single numbers are multiplied by: it has to be the same in every iteration.

The update of a single number always has the direction of its slope, or the opposite one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

SAME, OTHER = 1e-4, 1e-2
"""How far ratios may be apart that are the same, and how far they are that are not."""
Chosen = Sequence[tuple[int, Sequence[Mapping[str, Any]]]]


def unsteady(
    chosen: Chosen,
) -> tuple[list[tuple[int, Mapping[str, Any]]], tuple[str, float]] | None:
    """Return the updates of a single number whose ratio changes, and a weight whose does not.

    None unless there are both: where all ratios change, the learning rate may do so.
    """
    series: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for iteration, them in chosen:
        for one in them:
            series.setdefault(str(one["weight"]), []).append((iteration, one))
    plain = {
        weight: pairs
        for weight, pairs in series.items()
        if len(pairs) > 2 and all(one["how"] == "follows" and one["plain"] for _, one in pairs)
    }
    steady = [weight for weight, pairs in plain.items() if spread(pairs) < SAME]
    for pairs in plain.values():
        if steady and prod(pairs[0][1]["shape"]) == 1 and spread(pairs) > OTHER:
            return pairs, (steady[0], float(plain[steady[0]][0][1]["mean"]))
    return None


def spread(pairs: Sequence[tuple[int, Mapping[str, Any]]]) -> float:
    """Return how far the ratios of some updates are apart, for their size."""
    ratios = [float(one["mean"]) for _, one in pairs]
    return (max(ratios) - min(ratios)) / max(abs(one) for one in ratios)
