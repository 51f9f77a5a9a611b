"""By how much the numbers of two lines differ, in the form in which they are compared."""

from __future__ import annotations

from typing import NamedTuple

from .leaves import TRANSPOSED, Difference, difference, form, turned
from .matching import Half
from .side import Event


class Apart(NamedTuple):
    """How the numbers of two lines differ."""

    difference: Difference | None
    """Of the other one's numbers as they are; None if the two have no common form."""
    forms: tuple[str, ...]
    """In what other form they are compared, a sentence each."""
    in_columns: bool
    """True if they are compared transposed although they have as many rows as columns."""


def apart(
    halves: tuple[Half, Half], events: tuple[Event, Event], within: float, in_columns: bool
) -> Apart:
    """Return how the numbers of two events differ.

    `in_columns` says that one of the scripts has examples in columns, the other in rows.
    """
    mine, other = (event.leaf for event in events)
    forms = []
    is_square = in_columns and len(other.shape) == 2 and other.shape == other.shape[::-1]
    if is_square:
        forms.append(f"{mine.target} and {other.target} are compared {TRANSPOSED}")
    if mine.shape != other.shape:
        how = next((how for how, _ in turned(mine, other)), "")
        ending = f": it is compared {how}" if how else ""
        one, two = form(mine.shape), form(other.shape)
        forms.append(f"{mine.target} is {one}, {other.target} there is {two}{ending}")
    leaf = other.transposed() if is_square else other
    sources = _opposite(halves, events)
    if len(sources) % 2 == 0 or events[0].targets & halves[0].kept:
        return Apart(difference(mine, leaf, within), tuple(forms), is_square)
    sign = f"{sources[0]} of {halves[1].side.label} has the other sign"
    forms.append(f"{sign}: {mine.target} is compared with -{other.target}")
    found = difference(mine, leaf.negative(), within)
    if found is not None:
        found = found._replace(theirs=-found.theirs)
    return Apart(found, tuple(forms), is_square)


def _opposite(halves: tuple[Half, Half], events: tuple[Event, Event]) -> list[str]:
    """Return what the other event has read that is what the first has, with the other sign."""
    read = {source: target for target, source in events[1].sources.items()}
    mine = halves[0]
    return [
        read[other]
        for source in events[0].sources.values()
        if source is not None
        and source not in mine.partner
        and (other := mine.opposite.get(source)) in read
    ]
