"""Advice on data that a network can hardly learn as they are."""

from __future__ import annotations

import math

import numpy as np

from tinynet_tui.network.right import Shares, percent

from .experiment import Experiment

SATURATED = 0.01
"""So near to 0 or 1 the sigmoid is nearly flat: less than a hundredth of a delta passes back."""
MOST = 0.75
"""With a larger share of such outputs, the first synapse hardly learns."""
BY_HEART = 0.1
"""So much less of the test examples is right when the others are learned by heart."""


def advice(experiment: Experiment) -> str:
    """Return a line on what would help with data from a file; empty if nothing is in the way."""
    dataset, hidden = experiment.dataset, experiment.hidden
    if not dataset.is_file:
        return ""
    if dataset.remark:  # on a column that is no input
        return dataset.remark
    if dataset.scaling is None and (share := _saturated(experiment)) > MOST:
        which = "hidden outputs" if hidden else "outputs"
        # Around a mean of 0 a network without biases is symmetric: no class can lie in the middle.
        options = "--scale" if (dataset.X == 1).all(axis=0).any() else "--scale --bias"
        return f"try {options}: {percent(share)} of the {which} are nearly 0 or 1"
    outputs = dataset.y.shape[1]
    if hidden and outputs > 2 * hidden:
        more = 1 << outputs.bit_length()
        return f"try --hidden {more}: {outputs} outputs are many for {hidden} hidden neurons"
    return ""


def advice_after(shares: Shares | None, tests: int, iterations: int) -> str:
    """Return a line on a run that has learned its examples by heart; empty for any other.

    Fewer of the `tests` examples held back are then right, by more than chance may explain.
    """
    if shares is None or shares.test is None or not tests or iterations < 10:
        return ""
    chance = 2 * math.sqrt(shares.test * (1 - shares.test) / tests)
    if not shares.train - shares.test > max(BY_HEART, chance):
        return ""
    return (
        f"try --iterations {iterations // 10}: {percent(shares.train)} are right, but only "
        f"{percent(shares.test)} of the test examples; the others are learned by heart"
    )


def _saturated(experiment: Experiment) -> float:
    """Return the share of the first layer's outputs that are nearly 0 or 1 with first weights."""
    script, data = experiment.script, experiment.dataset
    with np.errstate(all="ignore"):
        values = script.compute(data.X, data.y, experiment.initial_weights(), 1.0, 2)
    layer = values[script.roles.layers[1]]
    return float((np.minimum(layer, 1 - layer) < SATURATED).mean())
