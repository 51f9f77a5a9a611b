"""The decision map of a script: the output over the plane of two of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from textual import events
from textual.message import Message

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.engine.answers import Answer
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.network.right import Judge
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.panes.decision_map import edges
from tinynet_tui.ui.panes.decision_map.chart import Chart
from tinynet_tui.ui.panes.decision_map.ground import Ground, Indices
from tinynet_tui.ui.panes.decision_map.hidden_maps import Picture
from tinynet_tui.ui.panes.decision_map.marks import Shown
from tinynet_tui.ui.panes.decision_map.plane_map import PlaneMap
from tinynet_tui.worker.scripts.commands import Watch

from .hidden_neurons import ScriptNeurons, Told, count, places
from .view import ScriptView


class ScriptMap(PlaneMap[ScriptView]):
    """The output that the cursor has chosen, as soon as the worker tells it."""

    asks, wanted_weights = True, None
    """It needs to know of the script's inputs."""

    class Turned(Message):
        """Other axes, or the cross-hair elsewhere: other inputs are to be asked for."""

    class Chosen(Message):
        """An example was clicked."""

        def __init__(self, example: int) -> None:
            self.example = example
            super().__init__()

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.wanted: Watch | None = None
        """What the worker is to tell for the map."""
        self._values: Array | None = None
        self._neuron = 0
        """The hidden neuron that is chosen."""
        self._first = 0
        """The first of which there is a map."""
        self._told: Told | None = None

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        data, answer = view.examples, view.answer
        self._places = None
        if data is None or answer is None or data.X.shape[1] < 2:
            self._shown = self.wanted = None
            return _told(
                "…" if answer is None else f"No decision map here: {_reason(answer)}.", width
            )
        ground = ScriptGround.of(view, data, answer)
        if self.split:
            return self._hidden(ground, width, height)
        self._shown = shown = Shown.of(ground, self.axes, self.cross, height, width)
        pixels = 2 if self.coloured else 1
        points, grid, _ = shown.chart.points(data.X.shape[1], pixels)
        more = [] if self.cross is None else [shown.point]
        self.wanted = Watch(np.vstack([points, *more]), grid)
        values = ground.values(shown.chart, pixels)
        if values is None:  # until they are known, the picture before stays
            values = self._values
        if values is None or values.shape != (height * pixels, width):
            return [(), ((" …", "muted"),)]
        self._values = values
        return self.painted(shown, values)

    def _hidden(self, ground: ScriptGround, width: int, height: int) -> Sequence[Row]:
        """Return the maps of the hidden neurons."""
        view, answer = ground.view, ground.answer
        if answer.no_hidden:
            self._shown = None
            return _told(f"No hidden neurons here: {answer.no_hidden}.", width)
        if not answer.weights.size:  # how many there are is asked first
            self._shown = None
            self.wanted = Watch(ground.X[view.example][None], (0, 0), None, True)
            return _told("…", width)
        self._neuron = min(self._neuron, count(answer) - 1)
        found = places(answer, self._first, self._neuron, width, height)
        shown = Shown.of(ground, self.axes, self.cross, max(1, found.rows), found.width)
        pixels = 2 if self.coloured else 1
        points, grid, _ = shown.chart.points(ground.X.shape[1], pixels)
        self.wanted = Watch(np.vstack([points, shown.point]), grid, None, True)
        told = Told.of(view, shown, pixels)
        if told is None and self._told is not None and self._told.fits(grid, count(answer)):
            told = self._told  # until they are known, the picture before stays
        if told is None:
            self._shown = None
            return _told("…", width)
        self._told, self._shown, self._places = told, shown, found
        self._first = found.shown[0]
        source = ScriptNeurons.of(view, shown, told, self._neuron)
        return Picture(source, shown, found, self.coloured).rows()

    def foot(self, view: ScriptView, width: int) -> str:
        key = edges.key_of(view)
        if self._shown is None:
            return edges.foot_without_hidden(key, width) if self.split else ""
        if self._places is not None:
            return edges.foot_of_hidden(
                self._shown, self._places, key, width, coloured=self.coloured
            )
        more = "" if view.examples is None else f"{key} hidden neurons"
        is_new = bool(view.updated)
        return edges.foot(self._shown, width, more, updated=is_new, coloured=self.coloured)

    # How it is used.

    def move(self, view: ScriptView, rows: int, columns: int) -> bool:
        """Go to the next example in a direction, or the next hidden neuron; False without one."""
        if self._places is None:
            example = self.next_example(rows, columns)
        elif rows and view.examples is not None:
            self.cross = None
            next_one = view.example + rows
            example = next_one if 0 <= next_one < len(view.examples.X) else None
        else:
            return self._choose_neuron(self._neuron + columns)
        if example is None:
            return False
        self.post_message(self.Chosen(example))
        return True

    def _choose_neuron(self, neuron: int) -> bool:
        if self._places is None or not 0 <= neuron < self._places.hidden:
            return False
        self._neuron = neuron
        self.post_message(self.Turned())
        return True

    def on_click(self, event: events.Click) -> None:
        cell = (event.y - 1, event.x - 1)
        if self._places is not None:
            neuron, there = self._places.find(cell)
            if neuron is not None:
                self._choose_neuron(neuron)
            if there is None:
                return
            cell = there
        if self._shown is None or not self._shown.chart.has(cell):
            return
        mark = self._shown.marks.get(cell)
        if mark is not None and mark.example is not None:
            self.cross = None
            self.post_message(self.Chosen(mark.example))
        else:
            self._put_cross(cell)
            self.post_message(self.Turned())


@dataclass(frozen=True)
class ScriptGround(Ground):
    """A script's examples, and the outputs that its worker has told."""

    view: ScriptView
    answer: Answer
    """It has the targets and outputs for the examples."""

    @classmethod
    def of(cls, view: ScriptView, data: Dataset, answer: Answer) -> ScriptGround:
        """Take the chosen example and output."""
        targets, several = data.y[:, view.output], data.y.shape[1] > 1
        example, output = view.example, view.output
        return cls(data, data.X, targets, example, output, several, None, (), view, answer)

    @property
    def ends(self) -> tuple[float, float]:
        finite = self.targets[np.isfinite(self.targets)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        return (0.0, 1.0) if (low >= 0 and high <= 1) or low == high else (low, high)

    @property
    def has_sides(self) -> bool:
        return self.ends == (0.0, 1.0) or bool(np.isin(self.targets, self.ends).all())

    def wrong(self, examples: Indices) -> Bools:
        y, own = self.shares(self.answer.y), self.shares(self.answer.own[examples])
        known = np.isfinite(own).all(axis=1) & self.has_sides
        found: Bools = known & Judge(y).wrong(y[examples] - own, examples)
        return found

    def own(self, example: int) -> float:
        return float(self.answer.own[example, self.output])

    def at(self, point: Array) -> float:
        found = self.view.answered(point)
        return float("nan") if found is None else float(found[self.output])

    def values(self, chart: Chart, pixels: int) -> Array | None:
        points, grid, coarse = chart.points(self.X.shape[1], pixels)
        found = self.view.on_grid(points, grid)
        if found is None:
            return None
        values: Array = chart.spread(found[:, self.output], grid, coarse, pixels)[:, :, 0]
        return values


def _told(words: str, width: int) -> Sequence[Row]:
    return [(), *flow([(words, "text")], width - 2, first=" ", hanging=1)]


def _reason(answer: Answer) -> str:
    return answer.reason or f"{answer.source} has a single column"
