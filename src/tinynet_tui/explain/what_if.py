"""Asking the network: what it makes of any one example, with the weights of a position."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tinynet_tui.events.detector import Detector
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Reply:
    """What the network makes of one example, and of what its predictions are made up.

    The parts are those of the last layer before the predictions: of the hidden neurons, or
    without any of the inputs.
    """

    layer: str
    """The name of that layer's variable."""
    synapse: str
    """The synapse that leads on from it."""
    prediction: str
    """The variable of the predictions."""
    layer_sums: Array | None
    """The weighted sums that the layer's neurons got, (neurons,); None of inputs."""
    outputs: Array
    """What the layer puts out, (neurons,)."""
    weights: Array
    """The synapse, (neurons, outputs); what is off is 0."""
    sums: Array
    """The weighted sums of the predictions, (outputs,)."""
    predictions: Array
    """(outputs,)"""

    def parts(self, output: int) -> Array:
        """Return what each neuron adds to an output's weighted sum, (neurons,)."""
        with np.errstate(all="ignore"):
            parts: Array = self.outputs * self.weights[:, output]
        return parts


def ask(snapshot: Snapshot, inputs: Array) -> Reply:
    """Run the script's own forward lines on one example, (inputs,), with the weights of a moment.

    They are the ones that stand on the screen there: after an update the new ones.
    """
    script = snapshot.experiment.script
    weights = snapshot.weights
    row, target = inputs[None], np.zeros((1, weights[-1].shape[1]))
    lines = len(script.roles.layers)
    with np.errstate(all="ignore"):
        values = script.compute(row, target, weights, snapshot.experiment.alpha, lines)
        *before, layer, prediction = values
        return Reply(
            layer,
            script.weights[-1],
            prediction,
            (row @ weights[0])[0] if before else None,
            values[layer][0],
            weights[-1],
            (values[layer] @ weights[-1])[0],
            values[prediction][0],
        )


def examples_like(snapshot: Snapshot, inputs: Array) -> list[int]:
    """Return the training examples, from 0, that have just these inputs, (inputs,)."""
    found = (snapshot.current.start["X"] == inputs).all(axis=1)
    return [int(example) for example in np.flatnonzero(found)]


def side(prediction: float, target: float) -> str:
    """Return on which side of 0.5 a prediction is, `right` or `wrong`; empty where it has none."""
    y = np.array(target)
    right, wrong = Detector.sides(y - prediction, y)
    return "right" if right else "wrong" if wrong else ""
