"""Which of two scripts' variables correspond: by their role, their shape and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from tinynet_tui.engine.values import Value

from .leaves import Leaf, same, turned
from .side import Side

RATE = re.compile(r"(?:\.|_|')(?:lr|alpha|eta|rate|step_?size)(?:'\])?$", re.IGNORECASE)
"""What a learning rate is mostly called that is kept in an object or a dictionary."""

Role: TypeAlias = Literal["input", "target", "kept", "number"]


class Slot(NamedTuple):
    """An array, or a number, that a loop begins with."""

    role: Role
    leaf: Leaf


class Pair(NamedTuple):
    """Two of them that correspond."""

    mine: Slot
    theirs: Slot

    @property
    def is_kept(self) -> bool:
        """True when a script changes it from iteration to iteration."""
        return "kept" in (self.mine.role, self.theirs.role)


def slots(side: Side, start: dict[str, Leaf]) -> list[Slot]:
    """Return what a loop begins with, in the order in which it is read."""
    plan = side.plan
    order = {
        name: place
        for place, name in enumerate(
            dict.fromkeys(name for step in plan.steps for name in step.reads)
        )
    }
    after = side.end(0) or {}
    found: list[Slot] = []
    for target, leaf in start.items():
        role = _role(side, leaf) if leaf.name in order else None
        if role in ("input", "target") and target in after and not leaf.is_as(after[target]):
            role = "kept"  # a function that is called changes it
        same_one = [at for at, one in enumerate(found) if _is_one(one.leaf, leaf)]
        if role == "kept" and same_one:  # it is changed under this name, and read under another
            found[same_one[0]] = Slot(role, found[same_one[0]].leaf)
        elif role is not None and not same_one:
            found.append(Slot(role, leaf))
    found.sort(key=lambda slot: order[slot.leaf.name])
    if not any(slot.role == "number" for slot in found):
        found += _passed(side, start)
    return found


def _passed(side: Side, start: dict[str, Leaf]) -> Iterator[Slot]:
    """Yield the learning rate that a call in the loop passes as a number."""
    known = {leaf.name for leaf in start.values()}
    for name, value in side.plan.settings.items():
        if name not in known and RATE.search(f".{name}"):
            number = Value("number", f"{value:g}", array=np.asarray(value))
            yield Slot("number", Leaf(name, name, number))


def _is_one(earlier: Leaf, leaf: Leaf) -> bool:
    """True when two names are those of one array."""
    return leaf.value.same == earlier.name and leaf.is_as(earlier)


def _role(side: Side, leaf: Leaf) -> Role | None:
    plan = side.plan
    if not leaf.shape and leaf.name in plan.given and RATE.search(leaf.target):
        return "number"
    if leaf.name in plan.states:
        return "kept" if leaf.shape else None
    if leaf.name not in plan.given:
        return None
    readers = [number for number, step in enumerate(plan.steps) if leaf.name in step.reads]
    if leaf.shape:
        return "input" if plan.way(readers[0]) == "forward" else "target"
    if leaf.name not in plan.settings or _is_size(leaf):
        return None
    is_rate = any(plan.way(number) in ("update", "back-propagation") for number in readers)
    return "number" if is_rate else None


def _is_rate(leaf: Leaf) -> bool:
    return RATE.search(f".{leaf.target}") is not None


def _is_size(leaf: Leaf) -> bool:
    """True for a whole number that no learning rate is, such as how many examples there are."""
    is_whole = leaf.numbers.dtype.kind in "iu" and int(leaf.numbers) > 1
    return is_whole and not _is_rate(leaf)


def pairs(mine: list[Slot], theirs: list[Slot], within: float) -> list[Pair]:
    """Return what corresponds, in the order of the first script."""
    left, others, found = list(mine), list(theirs), []
    tests: tuple[Callable[[Slot, Slot], bool], ...] = (
        lambda a, b: a.role == b.role == "number" and a.leaf.target == b.leaf.target,
        lambda a, b: a.role == b.role == "number" and _is_rate(a.leaf) and _is_rate(b.leaf),
        lambda a, b: a.role == b.role and a.role != "number" and _equal(a, b, within),
        lambda a, b: "number" not in (a.role, b.role) and _equal(a, b, within),
        lambda a, b: a.role == b.role and a.leaf.shape == b.leaf.shape,
        lambda a, b: a.role == b.role and _of_one_form(a, b),
        lambda a, b: a.role == b.role and _pattern(a) == _pattern(b),
        lambda a, b: a.role == b.role,
    )
    for test in tests:
        for one, two in _matching(left, others, test):
            left.remove(one)
            others.remove(two)
            found.append(Pair(one, two))
    return sorted(found, key=lambda pair: mine.index(pair.mine))


def _matching(
    mine: list[Slot], theirs: list[Slot], test: Callable[[Slot, Slot], bool]
) -> Iterator[tuple[Slot, Slot]]:
    taken: list[Slot] = []
    for one in list(mine):
        candidates = [two for two in theirs if not any(two is old for old in taken)]
        candidates = [two for two in candidates if test(one, two)]
        if candidates:
            taken.append(candidates[0])
            yield one, candidates[0]


def _pattern(slot: Slot) -> tuple[bool, ...]:
    """Return which of an array's sizes are 1: a column, a row, a matrix."""
    return tuple(size == 1 for size in slot.leaf.shape)


def _equal(a: Slot, b: Slot, within: float) -> bool:
    return same(a.leaf, b.leaf, within) is not None


def _of_one_form(a: Slot, b: Slot) -> bool:
    return any(True for _ in turned(a.leaf, b.leaf))
