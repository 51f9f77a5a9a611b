"""The loop for any script: its own lines, one iteration after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

from .table import Build, Run, Table

if TYPE_CHECKING:  # its import would take a hundredth of the time to the first paint
    from numpy.typing import NDArray


def plain_loop(script: Script) -> Build:
    """Return what runs a script as it stands: slower than a loop made for it, and never wrong."""

    def build(X: Array, y: Array, table: Table, alpha: float) -> Run:
        masks = np.zeros(table.negated.shape[1], bool)
        masks[table.held] = True
        off = _by_weight(script, masks, table)

        def run(first: int, end: int) -> None:
            for row in range(first, end):
                weights = tuple(np.subtract(0.0, weight[row]) for weight in table.weights)
                values = script.compute(X, y, weights, alpha, len(script.steps), off)
                table.errors[row] = values[script.error]
                for name, weight in zip(script.weights, table.weights, strict=True):
                    np.negative(values[name], out=weight[row + 1])

        return run

    return build


def _by_weight(
    script: Script, masks: NDArray[np.bool_], table: Table
) -> Mapping[str, NDArray[np.bool_]]:
    """Return the masks of the weights that have some, each in its weights' shape."""
    found, first = {}, 0
    for name, weight in zip(script.weights, table.weights, strict=True):
        rows, columns = weight.shape[1:]
        mask = masks[first : first + rows * columns].reshape(rows, columns)
        first += rows * columns
        if mask.any():
            found[name] = mask
    return found
