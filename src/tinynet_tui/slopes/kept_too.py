"""What an update keeps of the weight, or of a momentum, as a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .corrected import without_root
from .judged import APART, Verdict
from .kept import DEGREE, GROWS, OF_STATE, ROWS, SOME, SPREADS, reason
from .places import Places
from .rows import Row
from .wording import number, shown, two


def kept_too(
    words: str,
    iteration: int,
    one: Mapping[str, Any],
    places: Places,
    rows: tuple[Row, ...],
    notes: tuple[str, ...],
) -> Verdict:
    """Say what an update keeps of the weight or of a momentum, and why that is wrong."""
    position = (iteration, int(one["step"]))
    if one["why"] == DEGREE and one["rootless"]:
        said, named = without_root(one, places)
        return Verdict(APART, (words, said), rows, notes, position, named)
    where = f"Line {places.at(int(one['at']))}"
    names = (shown(one["weight"]), shown(one["state"]))
    goes_through = one["why"] in OF_STATE
    at = int(one["state_at"] if goes_through else one["at"])
    kept = two(1.0, float(one["kept"]))[1]
    if one["why"] == ROWS:
        kept = f"{float(one['kept']):.0f}"
    if one["why"] == DEGREE:
        kept = number(2 ** float(one["kept"]))
    said = reason(one["why"], *names, kept, where)
    first = f"It is updated in line {places.at(at)}."
    lines = [at]
    if goes_through:
        first = f"It goes through {names[1]} (line {places.at(at)})."
    elif one["why"] in (GROWS, SPREADS) and int(one["state_at"] or at) != at:
        part = int(one["state_at"])
        first = f"It goes through line {places.at(part)}, and is updated in line {places.at(at)}."
        lines.insert(0, part)
    elif one["why"] == ROWS and one["state_at"]:
        loop = int(one["state_at"])
        said += f" The loop of line {places.at(loop)} does not come to it."
        lines.insert(0, loop)
    elif one["why"] == SOME and one["state_at"]:
        lost = int(one["state_at"])
        said = f"{said} For the others, what line {places.at(lost)} computes is not used."
        lines.insert(0, lost)
    return Verdict(APART, (words, first, said), rows, notes, position, tuple(lines))
