"""Which numbers of an iteration are the same in two scripts, and which lead to what is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .leaves import Leaf, Numbers, same
from .side import Event, Side, Trace


@dataclass
class Half:
    """The iteration of one of the two scripts."""

    side: Side
    trace: Trace
    kept: frozenset[str]
    """What it keeps from iteration to iteration, of all that corresponds."""
    partner: dict[int, int] = field(default_factory=dict)
    """The event of the other script that has written the same numbers; -1 for what was there."""
    copied: dict[int, str] = field(default_factory=dict)
    """What has been there from the beginning, and an event has only given another name."""
    opposite: dict[int, int] = field(default_factory=dict)
    """The one that has written the same numbers with the other sign."""
    good: list[bool] = field(default_factory=list)
    """Whether each event has the same numbers, or leads to the same."""
    matters: list[bool] = field(default_factory=list)
    """Whether each event leads to what is kept."""
    have_read: dict[tuple[int, bool], set[object]] = field(default_factory=dict)
    """What each event has read, once it was asked for; also taken apart."""

    @property
    def events(self) -> list[Event]:
        return self.trace.events

    @property
    def given(self) -> list[Leaf]:
        """What the loop reads and never writes."""
        names = self.side.plan.given
        before = self.trace.before.values()
        return [leaf for leaf in before if leaf.name in names and leaf.shape]

    @property
    def last_step(self) -> int:
        return max((event.step for event in self.events), default=0)

    def unlike(self) -> list[int]:
        """Return the events that matter and are not the same."""
        pairs = enumerate(zip(self.good, self.matters, strict=True))
        return [at for at, (good, matters) in pairs if matters and not good]

    def first_bad(self) -> int | None:
        return next(iter(self.unlike()), None)

    def change(self, target: str) -> Numbers | None:
        """Return by how much the iteration has changed what it keeps."""
        last = [event.leaf for event in self.events if target in event.targets]
        first = self.trace.before.get(target)
        if not last or first is None or last[-1].numbers.shape != first.numbers.shape:
            return None
        found: Numbers = last[-1].numbers - first.numbers
        return found

    def is_call(self, at: int) -> bool:
        """True when a single step does all of an iteration's work, such as `net.train(X, y)`.

        It changes several of the weights, and reads nothing that the iteration has computed.
        """
        event = self.events[at]
        beside = [one for one in self.events if one.step == event.step]
        changed = {target for one in beside for target in one.targets & self.kept}
        return len(changed) > 1 and not any(source is not None for source in event.sources.values())

    @cached_property
    def readers(self) -> list[list[int]]:
        return self.trace.readers()

    def read_by(self, at: int) -> set[str]:
        """Return what steps write that have read an event's numbers."""
        return {self.events[one].leaf.target for one in self.readers[at]}

    def leads_to(self, first: int, last: int) -> bool:
        """True when an event has read what another has written, or something made of it."""
        found, wanted = set(), [last]
        while wanted:
            at = wanted.pop()
            if at == first:
                return True
            if at not in found:
                found.add(at)
                wanted += [one for one in self.events[at].sources.values() if one is not None]
        return False


def match(mine: Half, theirs: Half, within: float, kept: Mapping[str, str] | None = None) -> None:
    """Find what is the same in two iterations, whatever it is called.

    `kept` are the targets of the other script for what is kept, by those of the first.
    """
    _pair_up(mine, theirs, within, 1)
    for one, other in ((mine, theirs), (theirs, mine)):
        _recognise(one, other.trace.before.values(), within)
    _pair_up(mine, theirs, within, -1)
    for half in (mine, theirs):
        half.matters = _mattering(half)
        half.good = _good(half, {*half.partner})
    turned_round = _go_one_way(mine, theirs, kept or {})
    for half in (mine, theirs):
        flipped = {*half.opposite} - {*half.partner}
        if turned_round or any(half.good[at] for at in flipped):  # the other sign all through
            half.good = _good(half, {*half.partner, *flipped})


def _go_one_way(mine: Half, theirs: Half, kept: Mapping[str, str]) -> bool:
    """True when both scripts change all that they keep in about the same direction."""
    found = []
    for target, other in kept.items():
        steps = [half.change(name) for half, name in ((mine, target), (theirs, other))]
        one, two = steps
        if one is None or two is None or one.shape != two.shape:
            return False
        found.append(float(np.sum((one * two).real)) > 0)
    return bool(found) and all(found)


def _pair_up(mine: Half, theirs: Half, within: float, sign: int) -> None:
    one, two = (mine.partner, theirs.partner) if sign > 0 else (mine.opposite, theirs.opposite)
    for at, event in enumerate(mine.events):
        if at in mine.partner or (sign < 0 and not event.leaf.is_telling):
            continue
        found = [
            other
            for other, candidate in enumerate(theirs.events)
            if (sign > 0 or other not in theirs.partner)
            and same(event.leaf, candidate.leaf, within, sign) is not None
        ]
        if found:
            one[at] = next((other for other in found if other not in two), found[-1])
            two.setdefault(one[at], at)
    if sign > 0:
        for other, event in enumerate(theirs.events):
            if other not in two:
                found = [
                    at
                    for at, candidate in enumerate(mine.events)
                    if same(candidate.leaf, event.leaf, within) is not None
                ]
                if found:
                    two[other] = found[0]


def _recognise(half: Half, there: Iterable[Leaf], within: float) -> None:
    """Take what was there from the beginning for the same, such as `l0 = X`."""
    for at, event in enumerate(half.events):
        if event.targets & half.kept:
            continue
        own = (leaf for leaf in half.given if same(event.leaf, leaf, within) == "")
        if (found := next(own, None)) is not None:
            half.copied[at] = found.target
            half.partner.setdefault(at, -1)
        elif at not in half.partner and any(
            leaf.shape and same(event.leaf, leaf, within) is not None for leaf in there
        ):
            half.partner[at] = -1


def _mattering(half: Half) -> list[bool]:
    """Return which events lead to what is kept; all, if the iteration breaks off."""
    readers = half.readers
    found = [False] * len(half.events)
    for at in reversed(range(len(found))):
        found[at] = (
            half.trace.raised is not None
            or bool(half.events[at].targets & half.kept)
            or any(found[one] for one in readers[at])
        )
    return found


def _good(half: Half, known: set[int]) -> list[bool]:
    """Return which events are the same, or lead to something telling that is."""
    readers = half.readers
    good, leads = [False] * len(half.events), [False] * len(half.events)
    for at in reversed(range(len(good))):
        event = half.events[at]
        rescued = any(leads[one] for one in readers[at] if half.matters[one])
        good[at] = at in known or rescued
        leads[at] = rescued or (at in half.partner and event.leaf.is_telling)
    return good


def learnt(mine: Half, theirs: Half) -> dict[str, str]:
    """Return which targets correspond, as far as their numbers tell it."""
    found: dict[str, str] = {}
    for at, other in mine.partner.items():
        event = mine.events[at]
        if other >= 0 and event.leaf.is_telling:
            found.setdefault(event.leaf.target, theirs.events[other].leaf.target)
    return found
