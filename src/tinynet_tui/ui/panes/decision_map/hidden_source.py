"""Where the numbers of the hidden neurons' maps come from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.explain.called import brief
from tinynet_tui.explain.hidden_parts import HiddenParts, Manner
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import first_fitting
from tinynet_tui.ui.canvas.view import View

from .marks import Shown

Columns = Callable[[HiddenParts], Array]
"""Makes what the maps show, (points, maps), of the hidden neurons' parts."""


@dataclass(frozen=True)
class Source(ABC):
    """The hidden neurons' outputs and weights, and what is chosen of them."""

    data: Dataset
    """It has the names of the outputs."""
    output: int
    chosen: int
    """The hidden neuron that the cursor has chosen."""
    steady: bool
    """True for numbers that rush by."""
    point: HiddenParts
    """The parts at the point whose arithmetic is shown."""
    manner: Manner
    ends: tuple[float, float]
    """The hidden neurons' outputs that have the first colour, and the last."""

    @abstractmethod
    def over(self, shown: Shown, columns: Columns, pixels: int) -> Array:
        """Return what the maps show, (rows × pixels, columns, maps)."""

    def is_off(self, neuron: int) -> bool:
        """True when the neuron's weight is switched off."""
        return False

    def name(self, neuron: int, room: int) -> str:
        """Return what a hidden neuron is called."""
        return first_fitting(room, f"hidden neuron {neuron}", f"hidden {neuron}", f"h{neuron}")

    def output_name(self, room: int) -> str:
        called = brief("output", self.output, self.data, room)
        return first_fitting(room, *[called] * bool(called), f"output {self.output}")


@dataclass(frozen=True)
class NetworkSource(Source):
    """The network's, with the weights of a snapshot."""

    view: View

    @classmethod
    def of(cls, view: View, inputs: Array) -> NetworkSource:
        """Take the arithmetic at a point, (inputs,)."""
        experiment, output = view.experiment, view.cursor.output
        script, weights = experiment.script, view.snapshot.weights
        return cls(
            experiment.dataset,
            output,
            view.cursor.hidden,
            view.rushes,
            HiddenParts.of(script, inputs[None], weights, output),
            Manner.of(script),
            (0.0, 1.0),
            view,
        )

    def over(self, shown: Shown, columns: Columns, pixels: int) -> Array:
        script, weights = self.view.experiment.script, self.view.snapshot.weights

        def compute(inputs: Array) -> Array:
            return columns(HiddenParts.of(script, inputs, weights, self.output))

        return shown.chart.over(compute, sum(len(each) for each in weights), pixels)

    def is_off(self, neuron: int) -> bool:
        name = self.view.experiment.script.weights[-1]
        return self.view.snapshot.is_off(name, (neuron, self.output))
