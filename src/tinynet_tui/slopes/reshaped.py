"""An update that changes the shape of a weight, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .judged import APART, Verdict
from .meant import Updates
from .places import Places
from .rows import Row
from .wording import shown

Checks = Mapping[int, Mapping[str, Any]]


def grown(checks: Checks, chosen: Updates) -> tuple[int, dict[str, Any]] | None:
    """Return the update of a weight that was a whole number, and has one for each example."""
    whole = {name for told in checks.values() for name in told.get("whole", ())}
    for iteration, them in chosen:
        shape = [_examples(checks, iteration)]
        for one in them:
            if one["weight"] in whole and [*one["shape"]] == shape:
                return iteration, {**one, "shape": (), "old": one["shape"]}
    return None


def reshaped(
    checks: Checks,
    where: tuple[int, dict[str, Any]],
    at: tuple[str, int],
    places: Places,
    rows: tuple[Row, ...],
    notes: tuple[str, ...],
) -> Verdict:
    """Say how an update changes a weight's shape; its step is called so, and has that line."""
    (iteration, one), (named, line) = where, at
    old, new = ("×".join(map(str, one[key])) or "a number" for key in ("shape", "old"))
    said = [f"The update changes the shape of {shown(one['weight'])} from {old} to {new}: {named}."]
    compared = checks[iteration].get("compared") or []
    examples = _examples(checks, iteration)
    if not one["shape"] and [*one["old"]] == [examples]:
        said.append(f"There are {examples:,} examples: a sum over them may be missing.")
        compared = []
    if compared:
        error = f"The error is computed in line {places.at(compared[0])}"
        shapes = str(checks[iteration].get("enlarged") or "").partition(": ")[2]
        there = f": {shapes}. Both should have the same shape." if shapes else ""
        said.append(f"{error}{there or ': look at its shape there.'}")
    position = (iteration, int(one["step"]))
    return Verdict(APART, tuple(said), rows, notes, position, (line, *compared[:1]))


def _examples(checks: Checks, iteration: int) -> int:
    return int(checks[iteration].get("examples", 0))
