"""What is said of numbers for which no term mattered most: edits, counters, what a loop sets."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from tinynet_tui.blame.hop import Hop, Place, ends
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Frame

from .numbers import number
from .plan import ScriptPlan


class Asked(NamedTuple):
    """A number where the run stands, and the variable of which it is a part."""

    plan: ScriptPlan
    here: Frame
    origin: Place
    name: str

    @property
    def value(self) -> float:
        return number(self.here.values, self.origin.ref)


def of_edit(asked: Asked, edits: Sequence[Edit], *, only_here: bool) -> Hop | None:
    """Return a hop to the edit that gave a number its value; None if a step has done so since.

    With `only_here` an edit counts only where it was made.
    """
    (plan, here, origin, name), ref = asked, asked.origin.ref
    found = [one for one in edits if one.target in _targets(origin) and one.where <= here.where]
    edit = max(reversed(found), key=lambda one: one.where, default=None)
    if edit is None or edit.value in ("on", "free", "hold"):
        return None
    since = plan.rewrites(name, edit.where, here.where)
    if edit.value == "off":
        words = f"{ref} is switched off since {edit.where.iteration:,}:{edit.where.step}: it is 0"
        return None if asked.value else Hop(words)
    if only_here and edit.where != here.where:
        return None
    if since or (since is None and asked.value != edit.value):
        return None
    is_here = edit.where == here.where
    where = "here" if is_here else f"at {edit.where.iteration:,}:{edit.where.step}"
    old = "" if edit.old is None else f"; it was {edit.old:.6g}"
    words = f"an edit {where} set {ref} to {edit.value:.6g}{old}"
    return Hop(words, None if is_here else origin._replace(**edit.where._asdict()))


def _targets(origin: Place) -> list[str]:
    """Return what an edit that changes a number may name."""
    found = [origin.ref]
    if len(origin.cell) == 2:
        row, column = origin.cell
        found += [f"{origin.label}[:,{column}]", f"{origin.label}[{row},:]"]
    return found


def of_loop(asked: Asked, turning: Container[str]) -> Hop:
    """Return what is said of a number that no step writes; `turning` are set by inner loops."""
    ref = asked.origin.ref
    if asked.name in asked.plan.given and asked.name not in turning:
        return ends(f"{ref} is given: the loop does not change it")
    return ends(f"{ref} is set by a loop in each of its rounds")


def of_counter(asked: Asked, begin: Frame) -> Hop | None:
    """Return what is said of a number that is computed from no array; None for any other."""
    if asked.origin.cell or not _counts(asked, asked.name, set()):
        return None
    ref, first, last = asked.origin.ref, number(begin.values, asked.origin.ref), asked.value
    line = asked.plan.steps[asked.plan.writers[asked.name][0]].line
    start = f"{first:.6g} at the start, " if first == first else ""
    return Hop(f"line {line} changes {ref} in each round: {start}{last:.6g} here")


def _counts(asked: Asked, name: str, seen: set[str]) -> bool:
    """True for a number that is computed from numbers alone, which are no parts of an array."""
    value = asked.here.values.get(name)
    if value is not None and (value.shape or value.array is None):
        return False
    seen.add(name)
    steps = [asked.plan.steps[at] for at in asked.plan.writers.get(name, ())]
    reads = {one for step in steps for one in step.reads if one not in seen}
    return all(_counts(asked, one, seen) for one in reads)
