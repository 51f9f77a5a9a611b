"""The cell to edit or switch at the cursor, what it can hold, and how a nudge changes it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

from .cursor import Cursor
from .edits import DATA, Cell, Edit, plain_text, read_value
from .experiment import Experiment
from .position import Position


@dataclass(frozen=True)
class EditedCell:
    """A cell of X, y or a synapse that is given a number."""

    experiment: Experiment
    name: str
    cell: tuple[int, int]

    @property
    def increment(self) -> Decimal:
        return increment_for(self.name, self.cell, self.experiment)

    def nudged(self, value: float, steps: int) -> float:
        """Return a value moved by a number of increments, to a multiple of the increment."""
        number = nudged(value, self.increment, steps)
        return _between_0_and_1(number) if self.name == "y" else number

    def read(self, text: str) -> float:
        """Read a number that the cell can hold; raises ValueError for any other text."""
        value = read_value(text)
        if isinstance(value, str):
            raise ValueError(f"{value!r} is not a number; another key switches a weight on or off")
        Edit(Position(), self.name, self.cell, value).check(self.experiment.dimensions)
        return value


def nudged_input(value: float, index: int, data: Dataset, steps: int) -> float:
    """Return an input nudged; one that is 0 or 1 in all examples stays between 0 and 1."""
    number = nudged(value, _increment(data.own_inputs[:, index]), steps)
    if is_toggle(index, data):
        number = _between_0_and_1(number)
    return number if math.isfinite(number) else value


def is_toggle(index: int, data: Dataset) -> bool:
    """True when an input is 0 or 1 in all examples."""
    return bool(np.isin(data.own_inputs[:, index], (0, 1)).all())


def nudged(value: float, increment: Decimal, steps: int) -> float:
    """Return a value moved by a number of increments, to a multiple of the increment."""
    rounding = ROUND_FLOOR if steps > 0 else ROUND_CEILING
    whole = (Decimal(plain_text(value)) / increment).to_integral_value(rounding)
    return float((whole + steps) * increment)


def _between_0_and_1(number: float) -> float:
    return min(1.0, max(0.0, number))


def increment_for(name: str, cell: tuple[int, int], experiment: Experiment) -> Decimal:
    """Return how much a nudge changes a cell.

    That is 0.1 for weights and targets and 1 for whole inputs. For other inputs it is a power of
    ten: a tenth of their range, or somewhat less.
    """
    if name != "X":
        return Decimal("0.1")
    return _increment(experiment.dataset.X[:, cell[1]])


def _increment(data: Array) -> Decimal:
    if (data == data.round()).all() and abs(data).max() < 1000:
        return Decimal(1)
    spread = float(data.max()) - float(data.min()) or abs(float(data.max())) or 1.0
    return Decimal(1).scaleb(math.floor(math.log10(min(spread, 1e300))) - 1)


def editable(name: str, cursor: Cursor, experiment: Experiment) -> tuple[str, tuple[int, int]]:
    """Return the cell to edit while a variable is explained.

    That is its own cell under the cursor, otherwise a weight from which it was computed, otherwise
    the nearest weight.
    """
    script = experiment.script
    name = script.roles.data(name)
    if name not in (*DATA, *script.weights):
        read = (operand for operand in script.step(name).operands if operand in script.weights)
        name = next(read, None) or synapse_of(name, script)
    return name, cursor.cell(name, experiment.dimensions)


def switchable(name: str, cursor: Cursor, experiment: Experiment) -> tuple[str, Cell] | None:
    """Return the weight or neuron to switch while a variable is explained.

    None for an output neuron or a target.
    """
    if name in experiment.script.weights:
        return name, cursor.cell(name, experiment.dimensions)
    roles = experiment.script.roles
    layer = roles.layer_of(name)
    if name == "y" or roles.out_of(layer) is None:
        return None
    return layer, (None, cursor.cell(layer, experiment.dimensions)[1])


def synapse_of(name: str, script: Script) -> str:
    """Return the nearest synapse: the variable itself, or the one that leads to its layer."""
    if name in script.weights:
        return name
    return script.roles.into(script.roles.layer_of(name)) or script.weights[0]
