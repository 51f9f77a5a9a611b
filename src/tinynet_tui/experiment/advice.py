"""Advice on data that a network can hardly learn as they are."""

from __future__ import annotations

import math

import numpy as np

from tinynet_tui.data.quoting import shown
from tinynet_tui.network.right import Shares, percent

from .experiment import Experiment

SATURATED = 0.01
"""So near to 0 or 1 the sigmoid is nearly flat: less than a hundredth of a delta passes back."""
MOST = 0.75
"""With a larger share of such outputs, the first synapse hardly learns."""
MOST_HELD_BACK = 0.8
"""A larger share of the examples leaves almost none to learn from."""
BY_HEART = 0.1
"""So much less of the test examples is right when the others are learned by heart."""
SEVERAL = 5
"""Fewer test examples say nothing."""
NO_BETTER = 0.02
"""So little more than with always the same answer, and hardly anything is learned."""


def advice(experiment: Experiment) -> str:
    """Return lines on what would help with data from a file; empty if nothing is in the way."""
    dataset = experiment.dataset
    lines = [_advice_on_test(experiment)]
    if dataset.is_file:
        lines += [dataset.remark or _advice_on_network(experiment), dataset.reading]
    return "\n".join(filter(None, lines))


def _advice_on_test(experiment: Experiment) -> str:
    """Return a line where almost everything is held back."""
    held_back, examples = len(experiment.split.test), len(experiment.dataset.y)
    if held_back <= examples * MOST_HELD_BACK and not examples - held_back == 1 < examples:
        return ""
    trains = f"only {examples - held_back} of {examples} examples train"
    return f"{trains}{'s' * (examples - held_back == 1)}, all others are held back; try --test 0.2"


def _advice_on_network(experiment: Experiment) -> str:
    """Return a line on a network that hardly learns these data."""
    dataset, hidden = experiment.dataset, experiment.hidden
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


def advice_after(
    shares: Shares | None, tests: int, iterations: int, usual: tuple[float, str] = (0.0, "")
) -> str:
    """Return a line on a run that has learned its examples by heart, or nothing; empty otherwise.

    Fewer of the `tests` examples held back are then right, by more than chance may explain.
    `usual` is the share that would be right with always the same answer, and that answer.
    """
    if shares is None or iterations < 10:
        return ""
    chance, answer = usual
    if shares.train - chance < NO_BETTER:
        return f"always answering {shown(answer, 30)} would give {percent(chance)} right"
    if shares.test is None or tests < SEVERAL or shares.train - chance < (1 - chance) / 2:
        return ""
    deviation = 2 * math.sqrt(shares.test * (1 - shares.test) / tests)
    if not shares.train - shares.test > max(BY_HEART, deviation):
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
