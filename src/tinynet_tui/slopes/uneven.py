"""Weights that move further than the others, or less far, by a number that is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .meant import Updates
from .origin import NEAR, is_of_the_text
from .places import Places
from .trails import only_through
from .wording import listed, number, rates


class Uneven(NamedTuple):
    """Some weights whose ratio is another one than that of others."""

    weights: list[str]
    """The fewer ones."""
    others: list[str]
    times: str
    """How many times larger or smaller."""
    said: str
    """What may be the reason: the slope `of` a line, or `at` the line of the update."""
    line: int
    """That line; 0 if it is not known."""
    first: tuple[int, Mapping[str, Any]]
    """The iteration and the first update of one of the `weights`."""

    def words(self, places: Places) -> tuple[str, ...]:
        """Return what is said of them."""
        its = f"the ratio of {listed(self.weights)} is {self.times}"
        theirs = listed(self.others) if len(self.others) == 1 else "the others"
        of = at = "its slope"
        if self.line:
            line = f"line {places.at(self.line)}"
            of, at = f"the slope of {line}", f"in {line} the slope"
        said = self.said.format(of=of, at=at)
        return f"But {its} than that of {theirs}.", f"{said[:1].upper()}{said[1:]}"

    @property
    def position(self) -> tuple[int, int]:
        return self.first[0], int(self.first[1]["step"])

    @property
    def lines(self) -> tuple[int, ...]:
        return (self.line,) if self.line else ()

    def marked(self, chosen: Updates) -> Updates:
        """Return the updates, with what those of the weights are beside the others."""
        new = {"how": "uneven", "state": self.times}
        return [
            (at, [{**one, **new} if one["weight"] in self.weights else one for one in them])
            for at, them in chosen
        ]


def uneven(
    checks: Mapping[int, Mapping[str, Any]], chosen: Updates, plan: Mapping[str, Any]
) -> Uneven | None:
    """Return the weights that are multiplied by another number than the others, if it is odd.

    That is a division by the number of examples that is missing or done once more, or the learning
    rate left out or taken otherwise. Where both numbers stand in the text, two rates are meant.
    """
    found = rates([one for _, them in chosen for one in them])
    if len(found) != 2:
        return None
    (small, few), (large, many) = sorted(found, key=lambda pair: abs(pair[0]))
    is_larger = len(many) <= len(few)
    weights, others = (many, few) if is_larger else (few, many)
    first = next((at, one) for at, them in chosen for one in them if one["weight"] in weights)
    said, line = _examples(checks, chosen, small, large, is_larger), int(first[1]["formed"])
    if not said or is_of_the_text(-small, plan):
        its, theirs = (large, small) if is_larger else (small, large)
        said, line = _rate(plan, its, theirs), int(first[1]["at"])
    line = line or only_through(chosen, weights)
    times = f"{large / small:,.6g} times {'larger' if is_larger else 'smaller'}"
    return Uneven(weights, others, times, said, line, first) if said else None


def _examples(
    checks: Mapping[int, Mapping[str, Any]],
    chosen: Updates,
    small: float,
    large: float,
    is_larger: bool,
) -> str:
    examples = next((int(checks[at].get("examples", 0)) for at, _ in chosen), 0)
    if examples <= 1 or abs(large / small / examples - 1) > NEAR:
        return ""
    how = "not to be divided" if is_larger else "to be divided once too often"
    return f"there are {examples:,} examples: {{of}} seems {how} by their number."


def _rate(plan: Mapping[str, Any], its: float, theirs: float) -> str:
    """Say what has been done with a learning rate, if that of the others stands in the text."""
    for one in plan["settings"]:
        value = float(one["value"])
        if value in (0, 1) or abs(theirs + value) > NEAR * abs(value):
            continue
        ways = {
            -1.0: "not to be multiplied",
            -(value**2): "to be multiplied twice",
            -1 / value: "to be divided",
        }
        for ratio, how in ways.items():
            if abs(its - ratio) <= NEAR * abs(ratio):
                return f"{{at}} seems {how} by {one['name']}, which is {number(value)}."
    return ""
