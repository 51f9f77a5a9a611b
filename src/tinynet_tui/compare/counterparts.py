"""Which lines of two scripts stand in each other's place, although their numbers differ."""

from __future__ import annotations

from collections.abc import Mapping, Set

from .leaves import turned
from .matching import Half
from .side import Event

LEAST_LIKE = 4.0
"""An event is like another one if more speaks for it than their shape alone."""

LEAST_SHARED = 0.33
"""At least so much of what two like events have read is the same."""


def counterpart(mine: Half, at: int, theirs: Half, names: Mapping[str, str]) -> int | None:
    """Return the event of the other script that has taken the place of one that is not the same.

    `names` tells what is known to correspond: the targets of the other script by those of mine.
    """
    found = _counterpart(mine, at, theirs, names, takes_apart=False)
    if len({*mine.events[at].sources} & mine.kept) > 1:  # a whole pass
        return found
    whole = _counterpart(mine, at, theirs, names, takes_apart=True)
    if found is None or whole is None:
        return whole if found is None else found
    goes_on = [_lead_alike(mine, at, theirs, one, names) for one in (found, whole)]
    return whole if goes_on == [False, True] else found


def parts(mine: Half, at: int, theirs: Half, found: int, names: Mapping[str, str]) -> list[int]:
    """Return the events of the other script before `found` whose work an event of mine does, too.

    Of each, it reads all that comes not after the errors. Else there are none: a line without a
    counterpart is between.
    """
    between, waiting = set[int](), [found]
    while waiting:
        for source in theirs.events[waiting.pop()].sources.values():
            if source is not None and not theirs.good[source] and source not in between:
                between.add(source)
                waiting.append(source)
    own = _read(mine, mine.events[at], names)
    if any(theirs.events[one].leaf.name in theirs.side.plan.states for one in between):
        return []  # a line that changes what is kept is none on the way
    factors = [_factors(theirs, theirs.events[one]) for one in between]
    return sorted(between) if all(each and each <= own for each in factors) else []


def _factors(half: Half, event: Event) -> set[object]:
    """Return what an event has read of what comes not after the errors."""
    plan = half.side.plan
    forward = {
        target: source
        for target, source in event.sources.items()
        if source is None or plan.way(half.events[source].number) == "forward"
    }
    return _of_sources(half, forward, takes_apart=False)


def _lead_alike(mine: Half, at: int, theirs: Half, found: int, names: Mapping[str, str]) -> bool:
    """True if something that is known to correspond is computed from both events."""
    leads_to = {names.get(one) for one in mine.read_by(at)}
    return bool(leads_to & theirs.read_by(found))


def _counterpart(
    mine: Half, at: int, theirs: Half, names: Mapping[str, str], *, takes_apart: bool
) -> int | None:
    best, found = LEAST_LIKE, None
    own = _read(mine, mine.events[at], names)
    for other in theirs.unlike():
        its = _read_there(theirs, other, takes_apart=takes_apart)
        score = _likeness(mine, at, theirs, other, names, own, its, takes_apart=takes_apart)
        if score > best:
            best, found = score, other
    return found


def _likeness(
    mine: Half,
    at: int,
    theirs: Half,
    other: int,
    names: Mapping[str, str],
    own: Set[object],
    its: Set[object],
    *,
    takes_apart: bool,
) -> float:
    """Return how much speaks for two events that have read `own` and `its`."""
    event, candidate = mine.events[at], theirs.events[other]
    known = names.get(event.leaf.target) == candidate.leaf.target
    shared = len(own & its) / max(1, len(own | its))
    if not known and shared < LEAST_SHARED:
        return 0
    score = 4 * shared + 10 * known
    if any(True for _ in turned(event.leaf, candidate.leaf)):
        score += 4 + 4 * (takes_apart and _lead_alike(mine, at, theirs, other, names))
    if mine.side.plan.way(event.number) == theirs.side.plan.way(candidate.number):
        score += 2
    if not known and ({event.leaf.target} & {*names} or candidate.leaf.target in names.values()):
        score -= 5
    return score - 4 * (event.leaf.is_logical != candidate.leaf.is_logical)


def _read(half: Half, event: Event, names: Mapping[str, str]) -> set[object]:
    """Return what an event has read in terms of the other script."""
    found: set[object] = set()
    for target, source in event.sources.items():
        if source is None or (at := half.partner.get(source, -1)) < 0:
            own = target if source is None else half.copied.get(source, target)
            found.add(names.get(own, f"{own} here"))
        else:
            found.add(at)
    return found


def _read_there(half: Half, at: int, *, takes_apart: bool) -> set[object]:
    """Return what an event has read; if asked, of what has no partner, what that has read."""
    found = half.have_read.get((at, takes_apart))
    if found is None:
        found = _of_sources(half, half.events[at].sources, takes_apart=takes_apart)
        half.have_read[at, takes_apart] = found
    return found


def _of_sources(half: Half, sources: Mapping[str, int | None], *, takes_apart: bool) -> set[object]:
    found: set[object] = set()
    waiting, apart = [sources], set[int]()
    while waiting:
        for target, source in waiting.pop().items():
            if source is None or source in half.copied:
                found.add(target if source is None else half.copied[source])
            elif half.partner.get(source, -1) >= 0:
                found.add(source)
            elif not takes_apart:
                found.add(target)
            elif source not in apart:
                apart.add(source)
                waiting.append(half.events[source].sources)
    return found
