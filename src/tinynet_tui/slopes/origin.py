"""Where the number comes from by which a script multiplies the slopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .wording import number

NEAR = 1e-6
"""How near a ratio is, in proportion, to a number that it comes from."""


def origin(
    checks: Mapping[int, Mapping[str, Any]],
    chosen: Sequence[tuple[int, list[dict[str, Any]]]],
    plan: Mapping[str, Any],
) -> Iterator[str]:
    """Yield a sentence if a ratio is minus a number of the text, divided by the examples."""
    for iteration, them in chosen:
        examples = int(checks[iteration].get("examples", 0))
        for one in them:
            ratio = float(one["mean"])
            if one["how"] != "follows" or examples < 2 or not ratio:
                continue
            reads = _reads(plan, checks[iteration], int(one["step"]))
            if _named(-ratio, plan, reads):
                continue
            for factor, times in ((1, ""), (2, "2 * ")):
                named = _named(-ratio * examples / factor, plan, reads)
                if named:
                    name, where = named
                    square = ", and the slope of a square has a 2" if times else ""
                    yield (
                        f"{number(ratio)} is -{times}{name}/{examples}: {where},"
                        f"{' and' * (not square)} there are {examples:,} examples{square}."
                    )
                    return


def is_of_the_text(value: float, plan: Mapping[str, Any]) -> bool:
    """True for a number that stands in the script's text, and is no size."""
    return _named(value, plan, ()) is not None


def _reads(plan: Mapping[str, Any], told: Mapping[str, Any], step: int) -> Sequence[str]:
    """Return the names that a step of an iteration reads."""
    numbers = told.get("steps") or []
    found: Sequence[str] = ()
    if 0 < step <= len(numbers):
        found = plan["steps"][int(numbers[step - 1])]["reads"]
    return found


def _named(value: float, plan: Mapping[str, Any], reads: Sequence[str]) -> tuple[str, str] | None:
    """Return a number of the text as it is written, and where it stands; None if there is none.

    A whole number must be one of the names that the step reads: others are sizes.
    """

    def is_near(other: float) -> bool:
        return abs(value - other) <= NEAR * abs(other)

    for one in plan["settings"]:
        is_size = isinstance(one["value"], int) and one["name"] not in reads
        if not is_size and is_near(float(one["value"])):
            return str(one["name"]), f"{one['name']} is {float(one['value']):g}"
    lines = [int(line) for found, line in plan.get("numbers", ()) if is_near(float(found))]
    steps = [(int(one["line"]), int(one["end"])) for one in plan["steps"]]
    in_loop = [line for line in lines if any(first <= line <= last for first, last in steps)]
    for line in (in_loop or lines)[:1]:
        where = f"{value:.6g} stands in line {line}"
        return f"{value:.6g}", where
    return None
