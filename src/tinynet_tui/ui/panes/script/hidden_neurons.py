"""What a script's hidden neurons see, as its worker has told it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tinynet_tui.engine.answers import Answer
from tinynet_tui.explain.hidden_parts import HiddenParts, Manner
from tinynet_tui.network.activations import FUNCTIONS
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import first_fitting
from tinynet_tui.ui.panes.decision_map.hidden_layout import Places
from tinynet_tui.ui.panes.decision_map.hidden_source import Columns, Source
from tinynet_tui.ui.panes.decision_map.marks import Shown

from .view import ScriptView


@dataclass(frozen=True, eq=False)
class Told:
    """The hidden neurons over a grid of inputs, and at a point."""

    grid: HiddenParts
    size: tuple[int, int]
    coarse: int
    point: HiddenParts
    has_bias: bool
    """True when the last of them is the bias: it is always 1."""

    @classmethod
    def of(cls, view: ScriptView, shown: Shown, pixels: int) -> Told | None:
        """Return what is told of a chart and a point; None until it is."""
        answer = view.answer
        points, size, coarse = shown.chart.points(len(shown.point), pixels)
        here = view.told_at(shown.point)
        if answer is None or here is None or not view.is_told(points, size):
            return None
        if not answer.hidden.size or view.output >= answer.weights.shape[1]:
            return None
        grid = parts(answer, slice(len(points)), view.output)
        point = parts(answer, slice(here, here + 1), view.output)
        return cls(grid, size, coarse, point, bool(answer.bias.size))

    def fits(self, size: tuple[int, int], neurons: int) -> bool:
        """True when it has the form of what is wanted."""
        return self.size == size and len(self.point.weights) == neurons

    @property
    def ends(self) -> tuple[float, float]:
        """Return outputs of hidden neurons that get the first and the last colour."""
        outputs = self.grid.outputs[np.isfinite(self.grid.outputs)]
        most = max(1.0, float(np.abs(outputs).max(initial=0.0)))
        return (-most if (outputs < 0).any() else 0.0), most

    @property
    def manner(self) -> Manner:
        """How the numbers are written: the function is found by what it makes of the sums."""
        both = (self.point, self.grid)
        sums, predictions = (
            np.concatenate([getattr(one, name) for one in both]) for name in ("sums", "predictions")
        )
        function = None
        with np.errstate(all="ignore"):
            for name, one in FUNCTIONS.items():
                if one.argument == "x" and np.allclose(one.compute(sums), predictions, 1e-9, 1e-12):
                    function = name
                    break
        signs = ["+" if (one < 0).any() else "" for one in (self.grid.outputs, predictions)]
        return Manner(signs[0], signs[1], function)


@dataclass(frozen=True)
class ScriptNeurons(Source):
    """A script's, with the outputs that its worker has told."""

    told: Told

    @classmethod
    def of(cls, view: ScriptView, shown: Shown, told: Told, chosen: int) -> ScriptNeurons:
        return cls(
            shown.ground.data,
            view.output,
            chosen,
            view.frame.playing,
            told.point,
            told.manner,
            told.ends,
            told,
        )

    def over(self, shown: Shown, columns: Columns, pixels: int) -> Array:
        told = self.told
        return shown.chart.spread(columns(told.grid), told.size, told.coarse, pixels)

    def name(self, neuron: int, room: int) -> str:
        if self.told.has_bias and neuron == len(self.point.weights) - 1:
            return first_fitting(room, "bias")
        return super().name(neuron, room)


def parts(answer: Answer, rows: slice, output: int) -> HiddenParts:
    """Return the parts of an output at some of the points; a bias is the part of the last."""
    hidden, weights = answer.hidden[rows], answer.weights[:, output]
    if answer.bias.size:
        hidden = np.column_stack((hidden, np.ones(len(hidden))))
        weights = np.append(weights, answer.bias[0, output])
    with np.errstate(all="ignore"):
        return HiddenParts(hidden, weights, hidden @ weights, answer.outputs[rows, output])


def count(answer: Answer) -> int:
    """Return how many parts an output has."""
    return len(answer.weights) + bool(answer.bias.size)


def places(answer: Answer, first: int, chosen: int, width: int, height: int) -> Places:
    """Place the maps so that the chosen neuron has one."""
    found = Places.fitting(count(answer), first, width, height)
    if chosen in found.shown:
        return found
    more = 0 if chosen < found.shown[0] else len(found.shown) - 1
    return Places.fitting(count(answer), chosen - more, width, height)
