"""What has come of a comparison, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from tinynet_tui.support.cells import cells, padded

from .asked import Result
from .most_like import reads_the_same
from .parting import Parting, Place

Labels: TypeAlias = tuple[str, str]

MOST_NAMES = 6
IN_YOURS = "in your names"


def told(result: Result, most: int | None = None) -> list[str]:
    """Return the lines that tell of a result; of what is set otherwise, at most so many."""
    return [*_told(result, "", most)]


def _settings(result: Result, most: int | None) -> Iterator[str]:
    shown = result.settings
    if most is not None and len(shown) > 2:
        shown = tuple(one for one in shown if not one.is_expected)[:most] or shown[:1]
        if len(shown) == len(result.settings) - 1:  # a line that says so is as long
            shown = result.settings
    yield from (one.text for one in shown)
    if rest := len(result.settings) - len(shown):
        yield f"and {rest} more (--all)"


def _told(result: Result, indent: str, most: int | None = None) -> Iterator[str]:
    mine, theirs = result.labels
    if result.chosen:
        yield (
            f"The video's script does not fit; {result.chosen} is the nearest of ours. "
            "Name another script to compare with that one."
        )
    if result.transposed:
        yield f"{indent}{result.transposed}"
    if result.settings:
        head = "The lines do the same. The setting differs:"
        yield f"{indent}{head if result.is_setting else 'The setting differs:'}"
        yield from (f"{indent}  {text}" for text in _settings(result, most))
    if pairs := _names(result):
        names = [f"{one} = {two}" for one, two in pairs]
        more = ", …" * (len(names) > MOST_NAMES)
        yield f"{indent}Other names for the same: {', '.join(names[:MOST_NAMES])}{more}"
    if (even := result.evened) is not None:
        yield f"{indent}With the setting of {mine} in {theirs}:"
        yield from _told(replace(even, settings=(), names=(), transposed=""), indent + "  ")
    elif result.parting is not None:
        yield from (f"{indent}{line}" for line in parted(result.labels, result.parting))
        first = result.rounded
        if first is not None and (first.difference or first.iteration < result.parting.iteration):
            yield f"{indent}  Before that, only rounding differs ({_first(result, first)})."
    else:
        yield f"{indent}{_same(result)}"


def _names(result: Result) -> tuple[tuple[str, str], ...]:
    """Return what corresponds under another name; first what a line is told with."""
    if not result.names:
        return ()
    told = result.telling.names if result.telling is not None else ()
    here = [one for one in told if one in result.names]
    more = result.evened.names if result.evened is not None else ()
    needed = [one for one in told if one not in here]
    rest = [one for one in (*result.names, *more) if one not in told]
    return tuple(dict.fromkeys([*here, *needed, *rest]))


def _first(result: Result, parting: Parting) -> str:
    """Return the first difference that rounding has made, if it is known, and where it is."""
    place, found = parting.mine, parting.difference
    if found is None:
        return f"from iteration {parting.iteration:,} on"
    where = "" if place is None else f" in {place.target}, line {place.line}"
    return f"{found.largest:.2g}{where}, iteration {parting.iteration:,}"


def _same(result: Result) -> str:
    ends = f" {result.ends}." if result.ends else ""
    same = "The same"
    if result.rounded is not None:
        same = f"The same but for rounding ({_first(result, result.rounded)})"
    if result.both_raise:
        return f"{same} up to iteration {result.looked:,}. There both raise {result.both_raise}."
    if result.first:
        return f"{same} in iteration {result.first:,}.{ends}"
    return f"{same} in the first {result.looked:,} iterations.{ends}"


def parted(labels: Labels, parting: Parting) -> list[str]:
    """Return the lines that tell where two scripts part."""
    return [*_parted(labels, parting)]


def _parted(labels: Labels, parting: Parting) -> Iterator[str]:
    yield f"The first difference is in iteration {parting.iteration:,}:"
    texts = [
        (f"{label}:{place.line}", place.text)
        for label, own, last in zip(
            labels, parting.parts, (parting.mine, parting.theirs), strict=True
        )
        for place in (*own, last)
        if place is not None
    ]
    if parting.renamed:
        texts.append((IN_YOURS, parting.renamed))
    width = max((cells(head) for head, _ in texts), default=0)
    yield from (f"  {padded(head, width)}  {text}" for head, text in texts)
    yield from (f"  {line}" for line in details(labels, parting))


def _lacking(label: str, parting: Parting) -> Iterator[str]:
    """Say that a script, which has this label, has no line that does what one of the other does."""
    place = parting.most_like
    if place is not None and reads_the_same(parting):
        yield f"Line {place.line} of {label} reads the same, but its numbers differ."
        return
    yield f"No line of {label} does that."
    if place is not None:
        yield f"Line {place.line} reads most like it:"
        yield f"  {place.text}"


def details(labels: Labels, parting: Parting) -> Iterator[str]:
    """Yield what is known of the two lines, a sentence each."""
    mine, theirs = labels
    if parting.raises:
        pass  # the causes tell it
    elif parting.mine is None and parting.theirs is not None:
        yield from _lacking(mine, parting)
    elif parting.theirs is None and parting.mine is not None:
        yield from _lacking(theirs, parting)
    elif parting.mine is not None and parting.mine.step is None:
        yield f"{mine} does not run line {parting.mine.line} in this iteration."
    yield from _work(labels, parting)
    if (found := parting.difference) is not None:
        one, two = parting.mine, parting.theirs
        there = _cell(two, _there(parting, found.cell), parting.kept)
        yield f"{_cell(one, found.cell, parting.kept)} is {found.mine!r} in {mine},"
        yield f"{there} is {found.theirs!r} in {theirs}."
        yield f"{found.unlike:,} of {found.size:,} numbers differ, by {found.largest:.6g} at most."
        if parting.is_rounding():
            yield "Rounding makes such differences. Without --within they are passed over."
    yield from (f"{cause}." for cause in parting.causes)
    if parting.inner:
        own, its = parting.called
        yield f"They call {own}, which differs:" if own == its else f"{own} and {its} differ:"
        heads = [f"{label}:{at.line}" for label, at in zip(labels, parting.inner, strict=True)]
        width = max(map(cells, heads))
        for head, at in zip(heads, parting.inner, strict=True):
            yield f"  {padded(head, width)}  {at.text}"
    yield from _unlike(labels, parting)


def _unlike(labels: Labels, parting: Parting) -> Iterator[str]:
    """Yield the lines that read differently, each with the one in its place."""
    if parting.unlike:
        yield "The scripts read alike, but for:"
    for pair in parting.unlike:
        there = [(label, at) for label, at in zip(labels, pair, strict=True) if at is not None]
        width = max(cells(f"{label}:{at.line}") for label, at in there)
        for label, at in there:
            yield f"  {padded(f'{label}:{at.line}', width)}  {at.text}"
        if len(there) == 1:
            yield f"  Only {there[0][0]} has that line."


def _work(labels: Labels, parting: Parting) -> Iterator[str]:
    """Say that a line of one script does the work of several of the other one."""
    places = (parting.mine, parting.theirs)
    for number, (own, last, place) in enumerate(
        zip(parting.parts, places, reversed(places), strict=True)
    ):
        if own and last is not None and place is not None:
            lines = [str(one.line) for one in own]
            yield (
                f"Line {place.line} of {labels[1 - number]} does the work of lines "
                f"{', '.join(lines)} and {last.line} of {labels[number]}."
            )


def _there(parting: Parting, cell: tuple[int, ...]) -> tuple[int, ...]:
    """Return the cell of the other script's array."""
    places = (parting.mine, parting.theirs)
    mine, theirs = (None if place is None else place.leaf for place in places)
    if parting.in_columns:
        return cell[::-1]
    if mine is None or theirs is None or mine.shape == theirs.shape:
        return cell
    if mine.shape == theirs.shape[::-1]:
        return cell[::-1]
    at = np.ravel_multi_index(cell, mine.shape)
    return tuple(int(one) for one in np.unravel_index(at, theirs.shape))


def _cell(place: Place | None, cell: tuple[int, ...], kept: str) -> str:
    target = kept if place is None else place.target
    return f"{target}[{','.join(map(str, cell))}]" if cell else target
