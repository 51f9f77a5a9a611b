"""The gradient check: one weight's gradient, back-propagated and measured."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script
from tinynet_tui.training.edit_schedule import Iteration

STEP = float(np.cbrt(np.finfo(float).eps))
"""How far a weight of 1 is moved, 6e-6: truncation and rounding errors are about equal there."""


@dataclass(frozen=True)
class GradientCheck:
    """The gradient of E = half the sum of all (y - output)² for one weight, found in two ways."""

    weight: float
    step: float
    """How far the weight was moved up and down to measure."""
    back_propagated: float
    """Minus the weight's cell of `layer.T @ delta`: the deltas lead downhill."""
    measured: float
    """(E(weight + step) - E(weight - step)) / (2 step)."""
    rounding: float
    """Roughly how much of `measured` may be rounding."""

    @property
    def difference(self) -> float:
        return self.measured - self.back_propagated

    @property
    def relative(self) -> float:
        """The absolute difference as a share of the larger gradient; 0 if both are 0."""
        larger = max(abs(self.measured), abs(self.back_propagated))
        return abs(self.difference) / larger if larger else 0.0


def factors_of(synapse: str, script: Script) -> tuple[str, str]:
    """Return the layer and the delta whose product is a synapse's update."""
    _, _, layer, delta = script.step(synapse).operands
    return layer, delta


def check_gradient(
    experiment: Experiment, iteration: Iteration, synapse: str, cell: tuple[int, int]
) -> GradientCheck:
    """Find a weight's gradient in both ways, at the weights with which an iteration began.

    It is measured by a central difference, whose truncation error falls with the square of the
    step.
    """
    script, start = experiment.script, iteration.start
    at, compare = script.weights.index(synapse), script.step(script.error).number
    weight = float(start[synapse][cell])
    step = STEP * max(1.0, abs(weight))
    layer, delta = factors_of(synapse, script)

    def compute(moved: float, steps: int) -> dict[str, Array]:
        """Run the script's first steps with the weight moved to another value."""
        weights = [start[name].copy() for name in script.weights]
        weights[at][cell] = moved
        X, y, held_back = start["X"], start["y"], experiment.split.test
        return script.compute(X, y, tuple(weights), experiment.alpha, steps, held_back=held_back)

    with np.errstate(all="ignore"):
        values = compute(weight, len(script.steps))
        back_propagated = -float((values[layer].T @ values[delta])[cell])
        above, below = (
            compute(moved, compare)[script.error][experiment.split.train]
            for moved in (weight + step, weight - step)
        )
        # Half the difference of two sums of squares, without cancellation.
        difference = 0.5 * float(((above - below) * (above + below)).sum())
        width = (weight + step) - (weight - step)
        outputs = np.abs(start["y"][experiment.split.train]) + 1
        rounding = float(np.finfo(float).eps * (np.abs(above) * outputs).sum() / step)
        measured = difference / width
    return GradientCheck(weight, step, back_propagated, measured, rounding)
