"""Positions in the iteration after the one that was asked for, where two were recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .judged import Verdict


def placed(found: Verdict, checks: Mapping[int, Mapping[str, Any]]) -> Verdict:
    """Return a verdict with positions that are counted in their own iteration."""
    firsts = {iteration: int(told.get("first", 0)) for iteration, told in checks.items()}

    def at(iteration: int, step: int) -> tuple[int, int]:
        first = firsts.get(iteration, 0)
        return (iteration + 1, step - first) if 0 < first < step else (iteration, step)

    rows = []
    for row in found.rows:
        iteration, step = at(row.iteration, row.step)
        rows.append(replace(row, iteration=iteration, step=step))
    return replace(found, rows=tuple(rows), position=found.position and at(*found.position))
