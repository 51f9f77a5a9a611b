"""Advice on data that a network can hardly learn as they are."""

from __future__ import annotations

import numpy as np

from .experiment import Experiment

SATURATED = 0.01
"""So near to 0 or 1 the sigmoid is nearly flat: less than a hundredth of a delta passes back."""
MOST = 0.9
"""With a larger share of such outputs, the first synapse hardly learns."""


def advice(experiment: Experiment) -> str:
    """Return a line on what would help with data from a file; empty if nothing is in the way."""
    dataset, hidden = experiment.dataset, experiment.hidden
    if not dataset.is_file:
        return ""
    if dataset.scaling is None and (share := _saturated(experiment)) > MOST:
        which = "hidden outputs" if hidden else "outputs"
        # Around a mean of 0 a network without biases is symmetric: no class can lie in the middle.
        options = "--scale" if (dataset.X == 1).all(axis=0).any() else "--scale --bias"
        return (
            f"{int(100 * share)}% of the {which} are 0 or 1 from the start, which stops learning; "
            f"scale the inputs: {options}"
        )
    outputs = dataset.y.shape[1]
    if hidden and outputs > 2 * hidden:
        more = 1 << outputs.bit_length()
        return f"{outputs} outputs are many for {hidden} hidden neurons; try more: --hidden {more}"
    return ""


def _saturated(experiment: Experiment) -> float:
    """Return the share of the first layer's outputs that are nearly 0 or 1 with first weights."""
    script, data = experiment.script, experiment.dataset
    with np.errstate(all="ignore"):
        values = script.compute(data.X, data.y, experiment.initial_weights(), 1.0, 2)
    layer = values[script.roles.layers[1]]
    return float((np.minimum(layer, 1 - layer) < SATURATED).mean())
