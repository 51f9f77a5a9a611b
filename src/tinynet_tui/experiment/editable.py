"""Which cell is changed or switched where one stands, and by what step."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tinynet_tui.network.script import Script

from .cursor import Cursor
from .edits import DATA, Cell
from .experiment import Experiment


def nudged(value: Decimal, step: Decimal, steps: int) -> float:
    """Return the next multiple of a step, up or down, and so many further."""
    rounding = ROUND_FLOOR if steps > 0 else ROUND_CEILING
    return float(((value / step).to_integral_value(rounding) + steps) * step)


def step_for(name: str, cell: tuple[int, int], experiment: Experiment) -> Decimal:
    """Return by how much a nudge changes a cell.

    Weights and targets by 0.1, whole inputs by 1, others by a power of ten: a tenth of what the
    input ranges over, or somewhat less.
    """
    if name != "X":
        return Decimal("0.1")
    data = experiment.dataset.X[:, cell[1]]
    if (data == data.round()).all() and abs(data).max() < 1000:
        return Decimal(1)
    spread = float(data.max()) - float(data.min()) or abs(float(data.max())) or 1.0
    return Decimal(1).scaleb(math.floor(math.log10(min(spread, 1e300))) - 1)


def editable(name: str, cursor: Cursor, experiment: Experiment) -> tuple[str, tuple[int, int]]:
    """Return the cell that is changed where a variable is explained.

    That is the cell itself, or the weight that it was computed with, or the nearest to it.
    """
    script = experiment.script
    name = script.roles.data(name)
    if name not in (*DATA, *script.weights):
        read = [operand for operand in script.step(name).operands if operand in script.weights]
        name = read[0] if read else synapse_of(name, script)
    return name, cursor.cell(name, experiment.dimensions)


def switchable(name: str, cursor: Cursor, experiment: Experiment) -> tuple[str, Cell] | None:
    """Return what is switched where a variable is explained; None for the output neurons."""
    if name in experiment.script.weights:
        return name, cursor.cell(name, experiment.dimensions)
    roles = experiment.script.roles
    layer = roles.layer_of(name)
    if name == "y" or roles.out_of(layer) is None:
        return None
    return layer, (None, cursor.cell(layer, experiment.dimensions)[1])


def synapse_of(name: str, script: Script) -> str:
    """Return the synapse nearest to a variable: itself, or the one that leads to its layer."""
    if name in script.weights:
        return name
    return script.roles.into(script.roles.layer_of(name)) or script.weights[0]
