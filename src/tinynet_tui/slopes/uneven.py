"""Weights that move further than the others, or less far, by the number of examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .meant import Updates
from .origin import NEAR, is_of_the_text
from .places import Places
from .wording import listed, rates


class Uneven(NamedTuple):
    """Some weights whose slope is divided by the examples once more than that of others."""

    weights: list[str]
    """The fewer ones."""
    others: list[str]
    examples: int
    is_larger: bool
    """True if those of `weights` are not divided by them."""
    first: tuple[int, Mapping[str, Any]]
    """The iteration and the first update of one of the `weights`."""

    @property
    def times(self) -> str:
        return f"{self.examples:,} times {'larger' if self.is_larger else 'smaller'}"

    def words(self, places: Places) -> tuple[str, ...]:
        """Return what is said of them."""
        its = f"the ratio of {listed(self.weights)} is {self.times}"
        theirs = listed(self.others) if len(self.others) == 1 else "the others"
        where = f"the slope of line {places.at(*self.lines)}" if self.lines else "its slope"
        how = "not to be divided" if self.is_larger else "to be divided once too often"
        return (
            f"But {its} than that of {theirs}.",
            f"There are {self.examples:,} examples: {where} seems {how} by their number.",
        )

    @property
    def position(self) -> tuple[int, int]:
        return self.first[0], int(self.first[1]["step"])

    @property
    def lines(self) -> tuple[int, ...]:
        return (int(self.first[1]["formed"]),) if self.first[1]["formed"] else ()

    def marked(self, chosen: Updates) -> Updates:
        """Return the updates, with what those of the weights are beside the others."""
        new = {"how": "uneven", "state": self.times}
        return [
            (at, [{**one, **new} if one["weight"] in self.weights else one for one in them])
            for at, them in chosen
        ]


def uneven(
    checks: Mapping[int, Mapping[str, Any]],
    chosen: Sequence[tuple[int, list[dict[str, Any]]]],
    plan: Mapping[str, Any],
) -> Uneven | None:
    """Return the weights that are divided by the examples unlike the others, if some are.

    Where both numbers stand in the text, two learning rates are meant.
    """
    found = rates([one for _, them in chosen for one in them])
    if len(found) != 2:
        return None
    (small, few), (large, many) = sorted(found, key=lambda pair: abs(pair[0]))
    examples = next((int(checks[at].get("examples", 0)) for at, _ in chosen), 0)
    is_that = examples > 1 and abs(large / small / examples - 1) <= NEAR
    if not is_that or is_of_the_text(-small, plan):
        return None
    is_larger = len(many) <= len(few)
    weights, others = (many, few) if is_larger else (few, many)
    first = next((at, one) for at, them in chosen for one in them if one["weight"] in weights)
    return Uneven(weights, others, examples, is_larger, first)
