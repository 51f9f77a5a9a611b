"""Which cells of its operands a step reads to compute one cell."""

from __future__ import annotations

from dataclasses import dataclass

from tinynet_tui.network.roles import Roles
from tinynet_tui.network.step import Step


@dataclass(frozen=True)
class Part:
    """A row, a column or a single cell of a variable; None stands for all."""

    row: int | None = None
    column: int | None = None

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.row in (None, cell[0]) and self.column in (None, cell[1])


def part_read(roles: Roles, step: Step, cell: tuple[int, int], name: str) -> Part | None:
    """Return the part of a variable that a step reads to compute a cell; None if nothing."""
    row, column = cell
    match roles.kind(step), step.operands:
        case "layer", (layer, synapse):
            parts = {layer: Part(row=row), synapse: Part(column=column)}
        case "error", (delta, synapse):
            parts = {delta: Part(row=row), synapse: Part(row=column)}
        case "update", (target, _, layer, delta):
            parts = {target: Part(*cell), layer: Part(column=row), delta: Part(column=column)}
        case _, operands:
            parts = {operand: Part(*cell) for operand in operands}
    return parts.get(name)
