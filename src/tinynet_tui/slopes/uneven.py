"""Weights that move further than the others, or less far, by a number that is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .meant import Updates
from .origin import NEAR, is_of_the_text
from .places import Places
from .trails import only_through
from .wording import listed, number, rates

WHOLE = 1e-4
"""How near a ratio is, in proportion, to a whole number that it is."""


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
    found = rates(chosen)
    if len(found) != 2:
        return None
    (small, few), (large, many) = sorted(found, key=lambda pair: abs(pair[0]))
    is_larger = len(many) <= len(few)
    examples = next((int(checks[at].get("examples", 0)) for at, _ in chosen), 0)
    if is_larger and is_of_the_text(-large * max(1, examples), plan):
        _, smaller = _first(chosen, few)
        is_larger = not _mean(smaller, large / small)[0]
    weights, others = (many, few) if is_larger else (few, many)
    first = _first(chosen, weights)
    said, line = _examples(checks, chosen, small, large, is_larger), int(first[1]["formed"])
    if not said and not is_larger:
        said, line = _mean(first[1], large / small)
    if not said or is_of_the_text(-small, plan):
        its, theirs = (large, small) if is_larger else (small, large)
        said, line = (
            _rate(plan, its, theirs, examples),
            _line(chosen, first[1], others, its / theirs),
        )
    line = line or only_through(chosen, weights)
    times = f"{large / small:,.6g} times {'larger' if is_larger else 'smaller'}"
    return Uneven(weights, others, times, said, line, first) if said else None


def _first(chosen: Updates, weights: list[str]) -> tuple[int, Mapping[str, Any]]:
    """Return the first update of one of some weights, with its iteration."""
    return next((at, one) for at, them in chosen for one in them if one["weight"] in weights)


def _line(chosen: Updates, its: Mapping[str, Any], others: list[str], times: float) -> int:
    """Return the line of an update, or of its momentum if that takes so many times of the slope."""
    beside = [one for _, them in chosen for one in them if one["weight"] == others[0]]
    mine, theirs = its["averages"], beside[0]["averages"]
    takes = [float(one[0]["takes"]) for one in (mine, theirs) if len(one) == 1]
    is_there = len(takes) == 2 and abs(takes[0] / takes[1] / times - 1) <= NEAR
    return int(mine[0]["line"] if is_there else its["at"])


def _examples(
    checks: Mapping[int, Mapping[str, Any]],
    chosen: Updates,
    small: float,
    large: float,
    is_larger: bool,
) -> str:
    at, one = next((at, one) for at, them in chosen for one in them)
    rows, errors = int(checks[at].get("examples", 0)), int(one["errors"])
    counts = (count for count in (rows * errors, errors, rows) if count > 1)
    examples = next((one for one in counts if abs(large / small / one - 1) <= WHOLE), 0)
    if not examples:
        return ""
    how = "not to be divided" if is_larger else "to be divided once too often"
    return f"there are {examples:,} examples: {{of}} seems {how} by their number."


def _mean(its: Mapping[str, Any], times: float) -> tuple[str, int]:
    """Say that a slope is a mean where it should be a sum, with the line; else nothing."""
    for line, count in its["meant"]:
        if count > 1 and abs(times / count - 1) <= WHOLE:
            said = f"{{of}} is a mean of {count:,} numbers, and seems to be meant as their sum."
            return said, line
    return "", 0


def _rate(plan: Mapping[str, Any], its: float, theirs: float, examples: int) -> str:
    """Say what has been done with a learning rate, if that of the others stands in the text."""
    settings = [(str(one["name"]), float(one["value"])) for one in plan["settings"]]
    named = [(f"{name}, which is {number(value)}", value) for name, value in settings]
    numbers = [float(found) for found, _ in plan.get("numbers", ())]
    for name, value in [*named, *((f"{one:g}", one) for one in numbers)]:
        rates = [value, value / max(1, examples), 2 * value / max(1, examples)]
        if value in (0, 1) or not any(abs(theirs + one) <= NEAR * abs(one) for one in rates):
            continue
        ways = {
            1 / value: "not to be multiplied",
            value: "to be multiplied twice",
            1 / value**2: "to be divided",
        }
        for ratio, how in ways.items():
            if abs(its / theirs / ratio - 1) <= NEAR:
                return f"{{at}} seems {how} by {name}."
    return ""
