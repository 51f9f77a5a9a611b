"""The panes of numbers for a script, in their rows and order."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment

from .blocks import Block
from .pane import NumberPane
from .scale import Style

WEIGHT = Style()
OUTPUT = Style(signed=False, scaled=False)
"""A neuron's output lies between 0 and 1, and 0.00 means off: no power of ten."""
FINE = Style(zero=False)
"""Mostly small numbers: more digits instead of the zero."""


def forward_panes(experiment: Experiment) -> list[NumberPane]:
    """Return the panes of the forward row; those farthest from the output hide first."""
    roles, count = experiment.script.roles, len(experiment.script.weights)
    data_style = Style(signed=bool((experiment.dataset.X < 0).any()))
    target_style = Style(signed=bool((experiment.dataset.y < 0).any()))
    panes = [
        NumberPane(
            roles.caption(roles.input),
            [Block(roles.input, roles.input, data_style)],
            help="layer 0: a row is an example, a column an input neuron",
            rank=2 * count,
            id="input",
        )
    ]
    for index, synapse in enumerate(experiment.script.weights):
        layer = roles.target(synapse)
        last = layer == roles.prediction
        panes += [
            NumberPane(
                roles.caption(synapse),
                [Block(synapse, synapse, WEIGHT, is_synapse=True)],
                help=f"the weights from layer {index} (rows) to layer {index + 1} (columns)",
                rank=2 * (count - index) - 1,
                id=f"synapse{index}",
            ),
            NumberPane(
                roles.caption(layer) + " y" * last,
                [Block(layer, layer, OUTPUT), *[Block("y", "y", target_style)] * last],
                help=f"what each neuron of layer {index + 1} puts out by example"
                + ", and the target" * last,
                rank=2 * (count - index - 1),
                id=f"layer{index + 1}",
            ),
        ]
    return panes


def backward_panes(experiment: Experiment) -> list[NumberPane]:
    """Return the panes of errors and deltas, each under its layer."""
    panes = []
    roles = experiment.script.roles
    for index, layer in enumerate(roles.layers[1:], 1):
        error, delta = roles.error(layer), roles.delta(layer)
        last = layer == roles.prediction
        panes.append(
            NumberPane(
                "",
                [
                    Block(error, "error", WEIGHT) if last else Block(error, error, FINE, 1),
                    Block(delta, "delta" if last else delta, FINE, 1),
                ],
                help=(
                    f"how far each output of layer {index} is off; that times the slope"
                    if last
                    else f"layer {index}'s share in the error; that times the slope"
                ),
                alternate=not last,
                rank=0 if last else 2,
                least=18,
                id=f"back{index}",
            )
        )
    return panes
