"""Verdicts on an iteration as a whole: nothing is updated, or by an error that is no error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from .found import ADDED, CLASSES, CONSTANT, DROPPED, EARLIER, FORGETS, INNER, MIXED, NO_UPDATE
from .judged import APART, Verdict
from .places import Places
from .wording import shown

Checks: TypeAlias = Mapping[int, Mapping[str, Any]]
Steps: TypeAlias = Sequence[Mapping[str, Any]]


def on_the_whole(checks: Checks, steps: Steps, places: Places) -> Verdict | None:
    """Return the verdict on the first iteration in which no update can follow; None if all can."""
    for iteration, told in checks.items():
        if told.get("wrong") and (found := _wrong(checks, iteration, steps, places)):
            return found
        if found := _stale(checks, iteration, steps, places):
            return found
    return None


def _wrong(checks: Checks, iteration: int, steps: Steps, places: Places) -> Verdict | None:
    told = checks[iteration]
    what = str(told["wrong"])
    if what == NO_UPDATE:
        if any(them.get("wrong") != NO_UPDATE for them in checks.values()):
            return None  # such as the iterations of a perceptron that makes no mistake any more
        words = "No weight is updated: the loop changes no array that it computes with."
        return Verdict(APART, (words,), position=(iteration, 0))
    if what.startswith(DROPPED):
        line = int(what[len(DROPPED) :])
        words = f"No weight is updated: what line {places.at(line)} computes is not kept. "
        words += "There a name gets another array, and the weight stays as it is; "
        words += "`-=` would change the weight itself."
        return Verdict(APART, (words,), position=(iteration, 0), lines=(line,))
    if what.startswith(CLASSES):
        error, log = map(int, what[len(CLASSES) :].split())
        words = f"The error in line {places.at(error)} takes other classes for the right ones than "
        words += f"line {places.at(log)}, which takes the logarithms: one of these lines is wrong."
        return Verdict(APART, (words,), position=(iteration, 0), lines=(error, log))
    if what.startswith(EARLIER):
        number, _, label = what[len(EARLIER) :].partition(" ")
        words = f"Line {places.at(int(number))} compares the targets with {shown(label)} of an "
        words += "earlier iteration: it was computed with weights that have been updated since."
        return Verdict(APART, (words,), position=(iteration, 0), lines=(int(number),))
    if what.startswith(INNER):
        line, other = map(int, what[len(INNER) :].split())
        words = f"Updates go by two errors. Line {places.at(line)} compares the targets with what "
        words += "the output is computed from, before its function."
        second = f"Line {places.at(other)} compares them with the output."
        return Verdict(APART, (words, second), position=(iteration, 0), lines=(line, other))
    if what.startswith(FORGETS):
        first, last, label = what[len(FORGETS) :].split(" ", 2)
        line, made = int(first), int(last)
        words = f"The update of {shown(label)} in line {places.at(line)} does not depend on the "
        words += f"error: it goes by what line {places.at(made)} computes."
        return Verdict(APART, (words,), position=(iteration, 0), lines=(made, line))
    if what.startswith(ADDED):
        line = int(what[len(ADDED) :])
        words = f"Line {places.at(line)} adds the targets to the output: the error should be "
        words += "their difference; no other line compares them."
        return Verdict(APART, (words,), position=(iteration, 0), lines=(line,))
    if what.startswith(MIXED):
        lines = tuple(map(int, what[len(MIXED) :].split()))
        words = "The examples and their targets do not belong together: "
        words += "they are not taken in the same order."
        second = f"Look at line{'s' * (len(lines) > 1)} {places.at(*lines)}."
        return Verdict(APART, (words, second), position=(iteration, 0), lines=lines)
    line = int(what[len(CONSTANT) :])
    step = next((n for n, one in enumerate(steps) if int(one["line"]) == line), None)
    name = shown(next(iter(steps[step]["writes"]), "")) if step is not None else ""
    words = f"The error {name + ' ' if name else ''}(line {places.at(line)}) does not "
    words += "depend on any weight: no output is compared with the targets."
    numbers = told.get("steps") or []
    at = numbers.index(step) + 1 if step in numbers else 0
    return Verdict(APART, (words,), position=(iteration, at), lines=(line,))


def _stale(checks: Checks, iteration: int, steps: Steps, places: Places) -> Verdict | None:
    """Say that an iteration uses the error of an earlier one, if it does."""
    told = checks[iteration]
    lines = {
        int(line)
        for it, them in checks.items()
        if it < iteration
        for line in them.get("compared", ())
    }
    for name in told.get("stale", ()) if told.get("reason") else ():
        written = [int(one["line"]) for one in steps if name in one["writes"]]
        if lines & {*written}:
            words = f"Iteration {iteration} does not compute {name} anew (line "
            words += f"{places.at(written[0])} is not run): its updates use the one of "
            words += "an earlier iteration."
            return Verdict(APART, (words,), position=(iteration, 0), lines=(written[0],))
    return None
