"""What if: the network's prediction for any inputs, with the weights of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tinynet_tui.events.detector import Detector
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Reply:
    """The network's predictions for one example, and the parts that add up to them.

    The parts come from the layer before: the hidden neurons, or the inputs if there are none.
    """

    layer: str
    """That layer's variable."""
    synapse: str
    """The synapse from that layer to the predictions."""
    prediction: str
    """The predictions' variable."""
    layer_sums: Array | None
    """The weighted sums of the layer's neurons, (neurons,); None for inputs."""
    outputs: Array
    """The layer's outputs, (neurons,)."""
    weights: Array
    """The synapse, (neurons, outputs), with 0 for weights that are off."""
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
    """Run the script's forward steps on one example, (inputs,).

    The weights are those of the snapshot: after an update, the new ones.
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
    """Return the training examples, from 0, with exactly these inputs, (inputs,)."""
    found = (snapshot.current.start["X"] == inputs).all(axis=1)
    return [int(example) for example in np.flatnonzero(found)]


def verdict(snapshot: Snapshot, example: int, predictions: Array, output: int) -> str:
    """Return whether the predictions, (outputs,), are right about an example; "" if unknown.

    For an output that is judged by its side of 0.5, this is `correct side` or `wrong side`; for
    one of several classes `right` or `wrong`.
    """
    y = snapshot.current.start["y"]
    if not snapshot.experiment.dataset.has_sides:
        return ""
    judge = snapshot.events.detector.beside.judge(y)
    if judge.by_class(output):
        row = np.array([example])
        return "right" if judge.right((y[row] - predictions), row)[0] else "wrong"
    where = side(float(predictions[output]), float(y[example, output]))
    return f"{where} side" if where else ""


def side(prediction: float, target: float) -> str:
    """Return `correct` or `wrong` for a prediction's side of 0.5; "" if it is on neither."""
    y = np.array(target)
    right, wrong = Detector.sides(y - prediction, y)
    return "correct" if right else "wrong" if wrong else ""
