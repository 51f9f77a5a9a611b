"""The decision map of a script: the output over the plane of two of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from textual import events
from textual.message import Message

from tinynet_tui.engine.answers import Answer
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.network.right import Judge
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.panes.decision_map import edges
from tinynet_tui.ui.panes.decision_map.chart import Chart
from tinynet_tui.ui.panes.decision_map.ground import Ground, Indices
from tinynet_tui.ui.panes.decision_map.marks import Shown
from tinynet_tui.ui.panes.decision_map.plane_map import PlaneMap
from tinynet_tui.worker.scripts.commands import Watch

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

    @property
    def is_ascii(self) -> bool:
        return self.view is not None and self.view.ascii

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        data, answer = view.examples, view.answer
        if data is None or answer is None or data.X.shape[1] < 2:
            self._shown = self.wanted = None
            reason = "…" if answer is None else f"No decision map here: {_reason(answer)}."
            return [(), *flow([(reason, "text")], width - 2, first=" ", hanging=1)]
        ground = ScriptGround(
            data,
            data.X,
            data.y[:, view.output],
            view.example,
            view.output,
            data.y.shape[1] > 1,
            None,
            (),
            view,
            answer,
        )
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

    def title(self, view: ScriptView, width: int) -> str:
        if self._shown is None:
            return first_fitting(width, " map ", "")
        return edges.title(self._shown, width)

    def foot(self, view: ScriptView, width: int) -> str:
        if self._shown is None:
            return ""
        return edges.foot(self._shown, width, coloured=self.coloured)

    # How it is used.

    def move(self, view: ScriptView, rows: int, columns: int) -> bool:
        """Go to the next example in a direction; False if there is none."""
        example = self.next_example(rows, columns)
        if example is None:
            return False
        self.post_message(self.Chosen(example))
        return True

    def on_click(self, event: events.Click) -> None:
        cell = (event.y - 1, event.x - 1)
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


def _reason(answer: Answer) -> str:
    return answer.reason or f"{answer.source} has a single column"
