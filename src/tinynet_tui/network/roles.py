"""What each variable of a script is for, read from the flow of data, not from its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from .axes import Axes
    from .step import Step


Kind: TypeAlias = Literal["data", "layer", "difference", "delta", "error", "update"]
"""What a step computes: the input as a layer, another layer, target minus prediction, a layer's
delta, the error that comes back through weights, or new weights."""


class Roles:
    """Which variables are layers, which weights connect them, and what comes back to them."""

    def __init__(
        self, steps: Sequence[Step], weights: Sequence[str], axes: Mapping[str, Axes]
    ) -> None:
        self.weights = tuple(weights)
        forward = [step for step in steps if step.way == "forward"]
        self.layers = tuple(step.name for step in forward)
        """The layers, from the input to the prediction."""
        self.aliases = {
            step.name: step.operands[0] for step in forward if not {*step.operands} & {*weights}
        }
        """Layers that are only another name for data, each with that data."""
        uses = [(name, step) for step in forward for name in step.operands if name in weights]
        self._into = {weight: step.name for weight, step in uses}
        self._from = {
            weight: next(name for name in step.operands if name != weight) for weight, step in uses
        }
        by_axis = {axes[layer][1]: layer for layer in self.layers}
        self._layer = {
            name: by_axis[columns] for name, (_, columns) in axes.items() if columns in by_axis
        }
        self._back: dict[str, list[str]] = {layer: [] for layer in self.layers}
        for step in steps:
            if step.way in ("compare", "back-propagation"):
                self._back[self._layer[step.name]].append(step.name)

    @property
    def input(self) -> str:
        return self.layers[0]

    @property
    def prediction(self) -> str:
        return self.layers[-1]

    def kind(self, step: Step) -> Kind:
        match step.way:
            case "forward":
                return "data" if step.name in self.aliases else "layer"
            case "compare":
                return "difference"
            case "update":
                return "update"
        return "error" if {*step.operands} & {*self.weights} else "delta"

    def caption(self, name: str) -> str:
        """Return a variable's title: `input`, `layer 1`, `synapse 0`, otherwise its name."""
        if name == self.input:
            return "input"
        if self.is_layer(name):
            return f"layer {self.layers.index(name)}"
        return f"synapse {self.weights.index(name)}" if self.is_weight(name) else name

    def is_layer(self, name: str) -> bool:
        return name in self.layers

    def is_weight(self, name: str) -> bool:
        return name in self.weights

    def data(self, name: str) -> str:
        """Return `X` for its alias `l0`; any other variable is returned as it is."""
        return self.aliases.get(name, name)

    def layer_of(self, name: str) -> str:
        """Return the layer whose neurons are a variable's columns; KeyError without one."""
        return self._layer[name]

    def source(self, weight: str) -> str:
        """Return the layer from which weights lead."""
        return self._from[weight]

    def target(self, weight: str) -> str:
        """Return the layer to which weights lead."""
        return self._into[weight]

    def into(self, layer: str) -> str | None:
        """Return the weights that lead to a layer; None for the input."""
        return next((weight for weight, to in self._into.items() if to == layer), None)

    def out_of(self, layer: str) -> str | None:
        """Return the outgoing weights of a layer; None for the prediction."""
        return next((weight for weight, start in self._from.items() if start == layer), None)

    def back(self, layer: str) -> tuple[str, ...]:
        """Return what comes back to a layer, from its error to its delta; () for the input."""
        return tuple(self._back[layer])

    def error(self, layer: str) -> str:
        """Return the error that comes back to a layer; IndexError for the input."""
        return self._back[layer][0]

    def delta(self, layer: str) -> str:
        """Return the delta by which a layer's weights are updated; IndexError for the input."""
        return self._back[layer][-1]
