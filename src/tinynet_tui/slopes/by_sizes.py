"""Slopes that are divided by the size of each layer, where the number of examples is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .meant import Updates
from .origin import is_of_the_text
from .places import Places
from .uneven import WHOLE
from .wording import listed, number, rates, shown


class BySizes(NamedTuple):
    """Weights whose ratios are one number divided by a size of their own shape each."""

    whole: float
    sizes: list[int]
    weights: list[str]
    line: int
    """The line that computes the slope of the first of them; 0 if it is not known."""
    position: tuple[int, int]

    @property
    def lines(self) -> tuple[int, ...]:
        return (self.line,) if self.line else ()

    def words(self, places: Places) -> tuple[str, ...]:
        """Return what is said of them."""
        of = f"the slope of line {places.at(self.line)}" if self.line else "the slope"
        said = f"But the ratios of {listed(self.weights)} are {number(self.whole)} divided by "
        said += f"{listed([*map(str, self.sizes)])}, which are sizes of these weights."
        second = f"{of[:1].upper()}{of[1:]} seems to be divided by them, and not by the number "
        return said, f"{second}of examples."

    def marked(self, chosen: Updates) -> Updates:
        return chosen


def by_sizes(chosen: Updates, plan: Mapping[str, Any]) -> BySizes | None:
    """Return the weights whose ratios differ as their sizes do; None if they do not."""
    found = rates(chosen)
    if len(found) < 2 or any(is_of_the_text(-mean, plan) for mean, _ in found):
        return None
    first: dict[str, tuple[int, Mapping[str, Any]]] = {}
    for at, them in chosen:
        for one in them:
            first.setdefault(one["weight"], (at, one))
    tables = [
        next((name for name in names if len(first[name][1]["shape"]) == 2), "")
        for _, names in found
    ]
    if not all(tables):
        return None
    for side in (0, 1):
        sizes = [int(first[name][1]["shape"][side]) for name in tables]
        wholes = [mean * size for (mean, _), size in zip(found, sizes, strict=True)]
        if max(wholes) - min(wholes) <= WHOLE * abs(wholes[0]):
            at, its = first[tables[0]]
            where = at, int(its["step"])
            return BySizes(wholes[0], sizes, [*map(shown, tables)], int(its["formed"]), where)
    return None
