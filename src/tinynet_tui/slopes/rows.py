"""The table of a script's updates, each with its ratio to the slope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tinynet_tui.support.cells import cells, padded

from .wording import how, ratio_of, shown

MOST_RATIO = 22
"""The room that a table has for a ratio."""


@dataclass(frozen=True)
class Row:
    """An update in the table."""

    iteration: int
    step: int
    weight: str
    shape: str
    ratio: str
    """What the slope is multiplied by."""
    verdict: str
    follows: bool
    line: int = 0
    """The line of the update; 0 if it is not known."""


HEADS = ("position", "line", "weight", "shape", "update / slope", "verdict")


def table(rows: Sequence[Row], room: int | None = None) -> list[str]:
    """Return the lines of a table with its head; without the script's lines if the room is short.

    `room` is counted in a terminal's cells.
    """
    lines = [HEADS]
    lines += [
        (
            f"{row.iteration:,}:{max(1, row.step)}",
            str(row.line or ""),
            row.weight,
            row.shape,
            row.ratio,
            row.verdict,
        )
        for row in rows
    ]
    chosen = [0, 1, 2, 3, 4, 5]
    widths = [max(cells(line[at]) for line in lines) for at in chosen]
    if room is not None and sum(widths) + 2 * len(widths) > room + 2:
        chosen.remove(1)
    return ["  ".join(padded(line[at], widths[at]) for at in chosen).rstrip() for line in lines]


def row_of(
    iteration: int,
    one: Mapping[str, Any],
    told: Mapping[str, Any] | None,
    numbers: Mapping[str, float],
) -> Row:
    """Return the row of an update, which a step of the plan has made.

    `numbers` are those to which the script's text gives a name.
    """
    ratio = ratio_of(one)
    named = ratio + _rate(one, told, numbers)
    return Row(
        iteration,
        int(one["step"]),
        shown(one["weight"]),
        "×".join(map(str, one["shape"])) or "number",
        named if len(named) <= MOST_RATIO else ratio,
        how(one),
        bool(one["follows"]),
        int(one["at"]) or (int(told["line"]) if told else 0),
    )


def alone(iteration: int, one: Mapping[str, Any]) -> Row:
    """Return the row of a weight whose update does not depend on the loss."""
    return Row(
        iteration,
        int(one["step"]),
        shown(one["weight"]),
        "×".join(map(str, one["shape"])),
        "",
        "does not depend on the loss",
        False,
        int(one["at"]),
    )


def _rate(
    one: Mapping[str, Any], told: Mapping[str, Any] | None, numbers: Mapping[str, float]
) -> str:
    """Return the number of the script, read by the line, of which the ratio is minus."""
    if told is None or not one["follows"] or one["how"] in ("zero", "shape"):
        return ""
    low, high = float(one["low"]), float(one["high"])
    for name in told["reads"]:
        value = numbers.get(name)
        if value and max(abs(low + value), abs(high + value)) <= 1e-6 * abs(value):
            return f" = -{name}"
    return ""
