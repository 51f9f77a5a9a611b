"""What slopes are multiplied by: it has to be the same in every iteration.

The update of a single number always has the direction of its slope, or the opposite one. So has
every update by one example, if only a number is wrong that belongs to its output.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

SAME, OTHER = 1e-4, 1e-2
"""How far ratios may be apart that are the same, and how far they are that are not."""
SEEN = 1e-9
"""A smaller part of the largest slope is rounding."""
Chosen = Sequence[tuple[int, Sequence[Mapping[str, Any]]]]


class Unsteady(NamedTuple):
    """Updates of a weight whose ratio changes from one to the next."""

    weight: str
    pairs: list[tuple[int, Mapping[str, Any]]]
    beside: tuple[str, float] | None
    """A weight whose ratio is always the same, with that; None if there is no such weight."""


def unsteady(chosen: Chosen) -> Iterator[Unsteady]:
    """Yield the weights whose ratio changes beside a steady one, and what changes its sign.

    Where all ratios change and none its sign, the learning rate may do so.
    """
    series: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    least = SEEN * max((float(one["size"]) for _, them in chosen for one in them), default=0.0)
    for iteration, them in chosen:
        for one in them:
            if one["how"] != "zero" and one["size"] > least:
                series.setdefault(str(one["weight"]), []).append((iteration, one))
    plain = {
        weight: pairs
        for weight, pairs in series.items()
        if len(pairs) > 2 and all(one["how"] in ("follows", "up") for _, one in pairs)
    }
    steady = [
        (weight, float(pairs[0][1]["mean"]))
        for weight, pairs in series.items()
        if len(pairs) > 2
        and all(one["how"] in ("follows", "decay") for _, one in pairs)
        and _is_plain(pairs)
        and spread(pairs) < SAME
    ]
    for weight, pairs in plain.items():
        turns = len({one["how"] for _, one in pairs}) > 1
        if turns or (_is_plain(pairs) and steady and spread(pairs) > OTHER):
            yield Unsteady(weight, pairs, next(iter(steady), None))


def _is_plain(pairs: Sequence[tuple[int, Mapping[str, Any]]]) -> bool:
    return all(one["plain"] for _, one in pairs)


def apart(chosen: Chosen, weights: Sequence[str]) -> list[tuple[int, list[dict[str, Any]]]]:
    """Return the updates, those of some weights as such that do not follow."""
    return [
        (
            iteration,
            [
                {**one, "follows": False, "how": "apart"} if one["weight"] in weights else {**one}
                for one in them
            ],
        )
        for iteration, them in chosen
    ]


def spread(pairs: Sequence[tuple[int, Mapping[str, Any]]]) -> float:
    """Return how far the ratios of some updates are apart, for their size."""
    ratios = [float(one["mean"]) for _, one in pairs]
    return (max(ratios) - min(ratios)) / max(abs(one) for one in ratios)
