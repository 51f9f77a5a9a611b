"""What has come of a comparison, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from .comparison import Result
from .parting import Parting, Place

Labels: TypeAlias = tuple[str, str]

ROUNDING = 1e-9
"""Differences that are smaller in proportion are of the kind that rounding makes."""
MOST_NAMES = 6


def told(result: Result) -> list[str]:
    """Return the lines that tell of a result."""
    return [*_told(result, "")]


def _told(result: Result, indent: str) -> Iterator[str]:
    mine, theirs = result.labels
    if result.settings:
        yield f"{indent}The setting differs:"
        yield from (f"{indent}  {one.text}" for one in result.settings)
    if result.names:
        names = [f"{one} = {two}" for one, two in result.names]
        more = ", …" * (len(names) > MOST_NAMES)
        yield f"{indent}Other names for the same: {', '.join(names[:MOST_NAMES])}{more}"
    if result.parting is not None:
        lines = parted(result.labels, result.parting)
        if result.evened is not None:
            lines[0] = f"As they stand, they{lines[0].removeprefix('They')}"
        yield from (f"{indent}{line}" for line in lines)
    else:
        yield f"{indent}{_same(result)}"
    if result.evened is not None:
        yield f"{indent}With the data, first weights and numbers of {mine} in {theirs}:"
        even = result.evened
        rest = Result(
            even.labels, (), even.parting, even.first, even.looked, even.ends, (), even.parts
        )
        yield from _told(rest, indent + "  ")


def _same(result: Result) -> str:
    ends = f" {result.ends}." if result.ends else ""
    if result.first:
        return f"The same in iteration {result.first:,}.{ends}"
    return f"The same in the first {result.looked:,} iterations.{ends}"


def parted(labels: Labels, parting: Parting) -> list[str]:
    """Return the lines that tell where two scripts part."""
    return [*_parted(labels, parting)]


def _parted(labels: Labels, parting: Parting) -> Iterator[str]:
    yield f"They part in iteration {parting.iteration:,}:"
    places = (parting.mine, parting.theirs)
    heads = [
        "" if place is None else f"{label}:{place.line}"
        for label, place in zip(labels, places, strict=True)
    ]
    width = max(map(len, heads))
    for head, place in zip(heads, places, strict=True):
        if place is not None:
            yield f"  {head:<{width}}  {place.text}"
    yield from (f"  {line}" for line in details(labels, parting))


def details(labels: Labels, parting: Parting) -> Iterator[str]:
    """Yield what is known of the two lines, a sentence each."""
    mine, theirs = labels
    if parting.mine is None and parting.theirs is not None:
        yield f"No line of {mine} does that."
    elif parting.theirs is None and parting.mine is not None:
        yield f"No line of {theirs} does that."
    elif parting.mine is not None and parting.mine.step is None:
        yield f"{mine} does not run line {parting.mine.line} in this iteration."
    if (found := parting.difference) is not None:
        one, two = parting.mine, parting.theirs
        yield f"{_cell(one, found.cell)} is {found.mine!r} in {mine},"
        yield f"{_cell(two, _there(parting, found.cell))} is {found.theirs!r} in {theirs}."
        yield f"{found.unlike:,} of {found.size:,} numbers differ, by {found.largest:.6g} at most."
        if found.relative < ROUNDING:
            yield "Rounding makes such differences: --within 1e-9 passes over them."
    yield from (f"{cause}." for cause in parting.causes)


def _there(parting: Parting, cell: tuple[int, ...]) -> tuple[int, ...]:
    """Return the cell of the other script's array."""
    places = (parting.mine, parting.theirs)
    mine, theirs = (None if place is None else place.leaf for place in places)
    if mine is None or theirs is None or mine.shape == theirs.shape:
        return cell
    if mine.shape == theirs.shape[::-1]:
        return cell[::-1]
    at = np.ravel_multi_index(cell, mine.shape)
    return tuple(int(one) for one in np.unravel_index(at, theirs.shape))


def _cell(place: Place | None, cell: tuple[int, ...]) -> str:
    target = "The first number" if place is None else place.target
    return f"{target}[{','.join(map(str, cell))}]" if cell else target
