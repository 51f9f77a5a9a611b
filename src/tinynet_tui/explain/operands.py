"""Which cells of its operands a step reads for one cell of what it assigns."""

from __future__ import annotations

from dataclasses import dataclass

from tinynet_tui.network.roles import Roles
from tinynet_tui.network.script import Step


@dataclass(frozen=True)
class Part:
    """A row of a variable, a column, or a single cell; None stands for all."""

    row: int | None = None
    column: int | None = None

    def __contains__(self, cell: tuple[int, int]) -> bool:
        """Return whether a cell belongs to it."""
        return self.row in (None, cell[0]) and self.column in (None, cell[1])


def part_read(roles: Roles, step: Step, cell: tuple[int, int], name: str) -> Part | None:
    """Return what a step reads of a variable for one cell of its own; None if nothing."""
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
