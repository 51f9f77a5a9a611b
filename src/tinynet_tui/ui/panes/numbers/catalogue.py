"""The panes of numbers for a script, in their rows and order."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import sign_of
from tinynet_tui.network.roles import Roles
from tinynet_tui.network.script import Script

from .blocks import Block
from .pane import NumberPane
from .scale import Style

WEIGHT = Style()
FINE = Style(zero=False)
"""Mostly small numbers: more digits instead of the zero."""


def style_of(layer: str, script: Script) -> Style:
    """Return how a layer's outputs are written: without a power of ten, since 0.00 means off."""
    return Style(signed=bool(sign_of(script.step(layer).function)), scaled=False)


def _headings(roles: Roles, name: str, *, with_target: bool = False) -> list[str]:
    """Return a variable's titles with its name in the script, if that is another, and without."""
    caption = roles.caption(name)
    full = caption if caption == name else f"{caption} = {name}"
    if with_target:
        return [f"{full}, target = y", f"{caption}, target y", f"{caption} y"]
    return [full, caption]


def forward_panes(experiment: Experiment) -> list[NumberPane]:
    """Return the panes of the forward row; those farthest from the output hide first."""
    roles, count = experiment.script.roles, len(experiment.script.weights)
    data_style = Style(signed=bool((experiment.dataset.X < 0).any()))
    target_style = Style(signed=bool((experiment.dataset.y < 0).any()))
    panes = [
        NumberPane(
            _headings(roles, roles.input),
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
                _headings(roles, synapse),
                [Block(synapse, synapse, WEIGHT, is_synapse=True)],
                help=f"the weights from layer {index} (rows) to layer {index + 1} (columns)",
                rank=2 * (count - index) - 1,
                id=f"synapse{index}",
            ),
            NumberPane(
                _headings(roles, layer, with_target=last),
                [
                    Block(layer, layer, style_of(layer, experiment.script)),
                    *[Block("y", "y", target_style)] * last,
                ],
                help=f"the output of each neuron of layer {index + 1} for each example"
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
        synapse = roles.out_of(layer)
        source = (
            "target minus output"
            if synapse is None
            else f"{roles.delta(roles.target(synapse))} sent back through {synapse}"
        )
        panes.append(
            NumberPane(
                (),
                [
                    Block(error, "error", WEIGHT) if last else Block(error, error, FINE, 1),
                    Block(delta, "delta" if last else delta, FINE, 1),
                ],
                help=f"{error}: {source}; {delta}: {error} × slope of the sigmoid",
                alternate=not last,
                rank=0 if last else 2,
                least=18,
                id=f"back{index}",
            )
        )
    return panes
