"""The first line at which two scripts part in an iteration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .apart import apart
from .counterparts import counterpart, parts
from .functions import unlike_functions
from .in_names import in_names
from .leaves import Difference, Leaf, same
from .matching import Half, learnt, match
from .side import Event, Side, Trace

ROUNDING = 1e-9
"""Differences that are smaller in proportion are of the kind that rounding makes."""
SMALLEST = 1e-14
"""So are smaller ones, whatever the proportion, such as of an error near 0."""


@dataclass(frozen=True)
class Place:
    """A line of a script, and what it has written at a position."""

    line: int
    text: str
    target: str = ""
    leaf: Leaf | None = None
    step: int | None = None
    """The step's number in the iteration; None if the line is not run in it."""


@dataclass(frozen=True)
class Parting:
    """Where two scripts part; one of the two lines may be missing."""

    iteration: int
    mine: Place | None
    theirs: Place | None
    difference: Difference | None = None
    causes: tuple[str, ...] = ()
    """What else is known of it, a sentence each."""
    lines: tuple[int, ...] = ()
    """The lines of the first script that these sentences name."""
    renamed: str = ""
    """The line of the other script in the names of the first, if it can be put so."""
    raises: bool = False
    """True if it is an exception that only one of them raises."""
    names: tuple[tuple[str, str], ...] = ()
    """The names that were exchanged for that: of the first script, and of the other."""
    called: tuple[str, ...] = ()
    """The functions that the two lines call, if they differ."""
    inner: tuple[Place, ...] = ()
    """The first lines at which these differ."""
    unlike: tuple[tuple[Place | None, Place | None], ...] = ()
    """The lines that read differently, where the lines at which they part do not."""
    parts: tuple[tuple[Place, ...], tuple[Place, ...]] = ((), ())
    """The lines before each of the two that do a part of the work of the other one."""
    most_like: Place | None = None
    """Where one of the two is missing, the line there that reads most like the other one."""
    kept: str = ""
    """What is not the same after the iteration, if no line is known to be the one."""
    in_columns: bool = False
    """True if they are compared transposed although they have as many rows as columns."""

    @property
    def begins(self) -> tuple[int, str] | None:
        """The line where it begins, and what that writes."""
        place = self.mine or self.theirs
        return None if place is None else (place.line, place.target)

    @property
    def lacks_line(self) -> bool:
        """True if no line of the other script is known to correspond."""
        return self.theirs is None and not self.raises

    def is_rounding(self, within: float = 0.0) -> bool:
        """True if the difference is of the kind that rounding makes.

        If differences up to a size were passed over, so is one that has just grown beyond it.
        """
        found = self.difference
        return found is not None and (
            found.relative < ROUNDING or found.largest < max(SMALLEST, 10 * within)
        )


def parting(
    sides: tuple[Side, Side],
    traces: tuple[Trace, Trace],
    kept: Mapping[str, str],
    names: Mapping[str, str],
    within: float,
    in_columns: bool = False,
) -> Parting | None:
    """Return where an iteration parts; None if no line is known to be the one.

    `kept` are the targets of the other script for what is kept, by those of the first; `names`
    are all that are known to correspond from before the iteration. `in_columns` says that one of
    the scripts has examples in columns, the other in rows.
    """
    mine = Half(sides[0], traces[0], frozenset(kept))
    theirs = Half(sides[1], traces[1], frozenset(kept.values()))
    match(mine, theirs, within, kept)
    known = {**learnt(mine, theirs), **names, **kept}
    back = {theirs: mine for mine, theirs in known.items()}
    first, other = mine.first_bad(), theirs.first_bad()
    iteration = traces[0].iteration
    if first is None and other is None and alike(*sides, *traces):
        return None
    causes = _raised(sides, traces)
    if first is None and (place := _where_raised(mine)) is not None:
        there = None if other is None else _place(theirs.side, theirs.events[other])
        return Parting(iteration, place, there, None, causes, raises=True)
    if other is None and (there := _where_raised(theirs)) is not None and traces[0].raised is None:
        here = None if first is None else _place(mine.side, mine.events[first])
        return Parting(iteration, here, there, None, causes, raises=True)
    if first is None and other is None:
        return None
    if first is not None:
        at, found, between = _pair(mine, first, theirs, known, back)
        both = _both(mine, at, theirs, found, known, within, in_columns)
        places = [
            tuple(_place(half.side, half.events[one]) for one in its)
            for half, its in zip((mine, theirs), between, strict=True)
        ]
        both = replace(both, parts=(places[0], places[1]))
        if found is None or other is None or other == found or mine.is_call(first) or any(between):
            return both
        if not theirs.leads_to(other, found) or counterpart(theirs, other, mine, back) is not None:
            return both
    assert other is not None
    event = theirs.events[other]
    target = back.get(event.leaf.target)
    missing: Place | None = None
    if target is not None and not any(one.leaf.target == target for one in mine.events):
        name = target.partition("[")[0]
        writers = mine.side.plan.writers.get(name, ())
        if writers:
            step = mine.side.plan.steps[writers[0]]
            missing = Place(step.line, mine.side.text(step), target)
    return Parting(iteration, missing, _place(theirs.side, event))


def _pair(
    mine: Half, first: int, theirs: Half, known: Mapping[str, str], back: Mapping[str, str]
) -> tuple[int, int | None, tuple[list[int], list[int]]]:
    """Return the events that stand in each other's place, and the parts of both.

    `first` is the first event that is not the same, or a part of the first such line.
    """
    found = counterpart(mine, first, theirs, known)
    if found is not None and (its := parts(mine, first, theirs, found, known)):
        return first, found, ([], its)
    for other in theirs.unlike():
        whole = counterpart(theirs, other, mine, back)
        if whole is not None and first in (own := parts(theirs, other, mine, whole, back)):
            return whole, other, (own, [])
    return first, found, ([], [])


def alike(mine: Side, theirs: Side, *traces: Trace) -> bool:
    """True when an iteration ends with the same exception in both, in lines that do the same."""
    one, two = (trace.raised for trace in traces)
    if one is None or two is None or str(one) != str(two):
        return False
    first, second = (len(trace.run) for trace in traces)
    texts = [
        side.script.lines[raised.line - 1].split() if raised.line else None
        for side, raised in ((mine, one), (theirs, two))
    ]
    return first == second or texts[0] == texts[1]


def _where_raised(half: Half) -> Place | None:
    """Return the line of the loop that raises an exception in the iteration, if one does."""
    raised = half.trace.raised
    at = raised and (raised.at or raised.line)
    if not at:
        return None
    return Place(at, half.side.script.lines[at - 1].strip(), step=half.last_step)


def _raised(sides: tuple[Side, Side], traces: tuple[Trace, Trace]) -> tuple[str, ...]:
    """Return which of them raise an exception in the iteration, a sentence each."""
    return tuple(
        f"{side.label}:{trace.raised.line} raises {trace.raised}"
        for side, trace in zip(sides, traces, strict=True)
        if trace.raised is not None
    )


def _place(side: Side, event: Event) -> Place:
    step = side.plan.steps[event.number]
    return Place(step.line, side.text(step), event.leaf.target, event.leaf, event.step)


def _both(
    mine: Half,
    first: int,
    theirs: Half,
    found: int | None,
    known: Mapping[str, str],
    within: float,
    in_columns: bool,
) -> Parting:
    event = mine.events[first]
    place = _place(mine.side, event)
    if found is None:
        return Parting(mine.trace.iteration, place, None)
    other = theirs.events[found]
    causes, lines = [*_raised((mine.side, theirs.side), (mine.trace, theirs.trace))], []
    for text, line in _order(mine, event, theirs, other, known):
        causes.append(text)
        lines.append(line)
    called = unlike_functions(
        (mine.side.tree, event_line(mine, event)), (theirs.side.tree, event_line(theirs, other))
    )
    names_of, inner = tuple[str, ...](), tuple[Place, ...]()
    for name, line, its, there in called if _reads_same(mine, event, theirs, known, within) else ():
        names_of, sides = (name, its), ((mine.side, line), (theirs.side, there))
        inner = tuple(Place(at, side.script.lines[at - 1].strip()) for side, at in sides)
        lines.append(line)
    if mine.is_call(first) and not inner:
        causes.append("The lines in what it calls are not compared one by one")
    its_apart = apart((mine, theirs), (event, other), within, in_columns)
    causes = [*its_apart.forms, *causes]
    its_place = _place(theirs.side, other)
    back = {its: own for own, its in known.items()}
    for at, its in theirs.copied.items():
        if its in back:
            back.setdefault(theirs.events[at].leaf.target, back[its])
    back[other.leaf.target] = event.leaf.target
    renamed, names = in_names(its_place.text, mine, theirs, back)
    return Parting(
        mine.trace.iteration,
        place,
        its_place,
        its_apart.difference,
        tuple(causes),
        tuple(lines),
        renamed if names and renamed != place.text else "",
        names=names,
        called=names_of,
        inner=inner,
        in_columns=its_apart.in_columns,
    )


def _reads_same(
    mine: Half, event: Event, theirs: Half, known: Mapping[str, str], within: float
) -> bool:
    """True when the numbers that an event has read are those of the other script."""
    for target, source in event.sources.items():
        if source is not None:
            if source not in mine.partner:
                return False
            continue
        one, two = mine.trace.before.get(target), theirs.trace.before.get(known.get(target, ""))
        if one and two and same(one, two, within) is None:
            return False
    return True


def event_line(half: Half, event: Event) -> int:
    """Return the line of an event's statement."""
    return half.side.plan.steps[event.number].line


def _order(
    mine: Half, event: Event, theirs: Half, other: Event, known: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Return what the two have read of another age, in words, with the line of mine."""
    found = []
    for target, source in event.sources.items():
        there = known.get(target)
        if there is None or there not in other.sources:
            continue
        at = other.sources[there]
        if source is not None and at is None:
            line = event_line(mine, mine.events[source])
            later = [one for one in theirs.events if one.leaf.target == there]
            ending = f", line {event_line(theirs, later[0])} there does so later" if later else ""
            found.append((f"Line {line} has changed {target} before{ending}", line))
        elif source is None and at is not None:
            line = event_line(theirs, theirs.events[at])
            step = mine.side.plan.writers.get(target.partition("[")[0], ())
            own = mine.side.plan.steps[step[0]].line if step else event_line(mine, event)
            words = f"{target} is as the iteration began; there, line {line} has changed it before"
            found.append((words, own))
    return found
