"""The notes of an explanation: what a cell stands for, the shapes, answers to likely questions.

Notes on a function are in `network.activations`, those on edits and first weights in `explanation`;
`arithmetic` writes the calculation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import FUNCTIONS
from tinynet_tui.network.array import Array
from tinynet_tui.network.roles import Roles
from tinynet_tui.network.step import Step

from .called import called
from .line import Line

if TYPE_CHECKING:
    from tinynet_tui.timeline.snapshot import Snapshot

Cell = tuple[int, int]


def about(snapshot: Snapshot, name: str, cell: Cell) -> Line:
    """Return a line that says what a cell's row and column stand for."""
    words = []
    for axis, index in zip(snapshot.experiment.dimensions.axes(name), cell, strict=True):
        if axis == "example":
            inputs = snapshot.current.start["X"][index]
            row = " ".join(f"{value:.3g}" for value in inputs[:4]) + (
                " …" if len(inputs) > 4 else ""
            )
            words.append(f"{called(axis, index, snapshot.experiment)} ({row})")
        else:
            words.append(called(axis, index, snapshot.experiment))
    return Line("about", " · ".join(words))


def of_words(experiment: Experiment, column: int) -> Iterator[Line]:
    """Yield a note on the words that a target stands for, if its column had words."""
    outputs = 0
    for field in experiment.dataset.fields:
        if field.role == "target":
            outputs += field.width
            if column < outputs:
                if field.words:
                    yield Line("note", field.meaning)
                return


def shapes(experiment: Experiment, step: Step) -> Line | None:
    """Return the shapes, rows × columns, in a step's matrix product; None without a product.

    `l0.T (3×4) @ l1_delta (4×4) → (3×4)`
    """
    match = re.search(r"(\w+(?:\.T)?) @ (\w+(?:\.T)?)", step.source)
    if match is None:
        return None
    factors = " @ ".join(f"{name} {_size(name, experiment)}" for name in match.groups())
    return Line("shapes", f"{factors} → {_size(step.name, experiment)}")


def _size(name: str, experiment: Experiment) -> str:
    rows, columns = experiment.dimensions.shape(name.removesuffix(".T"))
    return f"({columns}×{rows})" if name.endswith(".T") else f"({rows}×{columns})"


def ones(X: Array) -> int | None:
    """Return the first input that is 1 in every example, as for biases; None without one."""
    columns = (X == 1).all(axis=0).nonzero()[0]
    return int(columns[0]) if len(columns) else None


def notes(
    experiment: Experiment, step: Step, cell: Cell, X: Array, printed: float | None = None
) -> Iterator[Line]:
    """Yield notes on a cell that a step assigned, the most important first.

    X is the iteration's input, (examples, inputs). `printed` is its mean absolute error; None to
    leave it out.
    """
    bias = ones(X)
    roles, function = experiment.script.roles, FUNCTIONS.get(step.function or "")
    match roles.kind(step), step.operands:
        case "data", _:
            yield Line("note", "layer 0 is the input itself")
            if cell[1] == bias:
                yield Line("note", "this column is always 1, so its weights are biases")
        case "layer", (layer, synapse):
            yield from _bias(roles, layer, synapse, cell, bias)
        case "difference", _:
            if printed is not None:
                text = "the mean of all |error|; the script prints it every 10,000 iterations"
                yield Line("note", f"Error: {printed:.12g}, {text}")
            yield Line(
                "note",
                "training minimises half the sum of all squared errors, not the mean |error|",
            )
        case "error", (_, synapse):
            yield Line("note", f"{synapse}.T: back through the same weights, from output to hidden")
        case "update", _:
            yield from _of_update(experiment, step, cell, X, bias)
    if function is not None:
        yield from (Line("note", note) for note in function.notes)


def _bias(roles: Roles, layer: str, synapse: str, cell: Cell, ones: int | None) -> Iterator[Line]:
    if layer != roles.input:
        yield Line("note", "layer 1 has no column of ones, so outputs have no bias")
    elif ones is not None:
        weight = f"{synapse}[{ones},{cell[1]}]"
        yield Line("note", f"input {ones} is always 1, so {weight} is the bias")


def _of_update(
    experiment: Experiment, step: Step, cell: Cell, X: Array, ones: int | None
) -> Iterator[Line]:
    _, _, layer, _ = step.operands
    of_input = layer == experiment.script.roles.input
    row = "input" if of_input else "neuron"
    yield Line("note", f"{layer}.T has one row per {row}, so the sum is over the examples")
    if experiment.alpha == 1:
        yield Line("note", "alpha, the learning rate, is 1; the video leaves it out")
    else:
        yield Line("note", "alpha is the learning rate; in the video it is 1 and left out")
    noun = "product" if len(X) == 1 else "sum"
    yield Line("note", f"their {noun} is minus the gradient: adding it goes downhill")
    if of_input and cell[0] == ones:
        yield Line("note", "this input is always 1, so this weight is a bias")
