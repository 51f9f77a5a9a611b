"""Which panes a script has, in which row, and in what order."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import sign_of
from tinynet_tui.network.script import Script

from .blocks import Block
from .pane import NumberPane
from .scale import Style

WEIGHT = Style()
FINE = Style(zero=False)
"""Numbers that are mostly small: two digits more instead of the zero."""


def style_of(layer: str, script: Script) -> Style:
    """Return how a layer's outputs are written: without a power of ten, since 0.00 means off."""
    return Style(signed=bool(sign_of(script.step(layer).function)), scaled=False)


def forward_panes(experiment: Experiment) -> list[NumberPane]:
    """Return the panes of the forward row, in the direction of the data.

    What is furthest from the outputs gives way first.
    """
    script, roles = experiment.script, experiment.script.roles
    data_style = Style(signed=bool((experiment.dataset.X < 0).any()))
    target_style = Style(signed=bool((experiment.dataset.y < 0).any()))
    panes = [
        NumberPane(
            roles.caption(roles.input),
            [Block(roles.input, roles.input, data_style)],
            help="layer 0: a row is an example, a column an input neuron",
            rank=2 * len(script.weights),
            id="input",
        )
    ]
    for index, synapse in enumerate(script.weights):
        layer = roles.target(synapse)
        last = layer == roles.prediction
        panes.append(
            NumberPane(
                roles.caption(synapse),
                [Block(synapse, synapse, WEIGHT, is_synapse=True)],
                help=f"the weights from layer {index} (rows) to layer {index + 1} (columns)",
                rank=2 * (len(script.weights) - index) - 1,
                id=f"synapse{index}",
            )
        )
        blocks = [Block(layer, layer, style_of(layer, script))]
        if last:
            blocks.append(Block("y", "y", target_style))
        target = ", and the target" if last else ""
        panes.append(
            NumberPane(
                roles.caption(layer) + (" y" if last else ""),
                blocks,
                help=f"what each neuron of layer {index + 1} puts out by example{target}",
                rank=2 * (len(script.weights) - index - 1),
                id=f"layer{index + 1}",
            )
        )
    return panes


def backward_panes(experiment: Experiment) -> list[NumberPane]:
    """Return the panes of what flows back, each quantity under its layer."""
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
