"""The loop for any script: it runs the script's own lines, one iteration after another."""

from __future__ import annotations

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

from .table import Build, Run, Table


def plain_loop(script: Script) -> Build:
    """Return the loop that runs the script itself: slower than a fast loop, but always right."""

    def build(X: Array, y: Array, table: Table, alpha: float) -> Run:
        def run(first: int, end: int) -> None:
            for row in range(first, end):
                weights = tuple(np.subtract(0.0, weight[row]) for weight in table.weights)
                steps = len(script.steps)
                values = script.compute(X, y, weights, alpha, steps, table.fixed, table.held_back)
                table.errors[row] = values[script.error]
                for name, weight in zip(script.weights, table.weights, strict=True):
                    np.negative(values[name], out=weight[row + 1])

        return run

    return build
