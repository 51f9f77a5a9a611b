"""View 5 for a script: the error over two of its weights, as its own lines make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from textual.message import Message

from tinynet_tui.explain.decision_plane import Range
from tinynet_tui.explain.error_landscape import Axes, Weight, axis_range
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.view import UPDATED
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.panes.landscape.surface import Canvas, Point, Surface
from tinynet_tui.ui.panes.landscape.surface_pane import PAST, SurfacePane, marks_of, room
from tinynet_tui.worker.scripts.commands import Watch, Weights
from tinynet_tui.worker.scripts.numbers import weights

from .cells import index_of, shape
from .chain import Chain, chain
from .variables import Item, items
from .view import ScriptView

MOST_SEEN = 512
"""Of more positions seen, every second one is kept."""


@dataclass(frozen=True)
class ScriptPicture(Surface):
    """The errors that the worker has told."""

    across: Range
    up: Range
    errors: Array
    path: tuple[tuple[int, Point], ...]
    on: Canvas

    @property
    def canvas(self) -> Canvas:
        return self.on


class ScriptLandscape(SurfacePane[ScriptView]):
    """The weights are those that the loop keeps; the path is where the run was shown."""

    words: ClassVar = {**SurfacePane.words, PAST: "seen"}
    asks, wanted = True, None
    """It needs to know of the script's inputs, but no outputs for others."""

    class Chosen(Message):
        """A weight on an axis was chosen."""

        def __init__(self, item: Item, cell: tuple[int, int]) -> None:
            self.item, self.cell = item, cell
            super().__init__()

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.wanted_weights: Weights | None = None
        """What the worker is to tell."""
        self._chosen: tuple[Axes, Axes] | None = None
        """The axes that were chosen by arrow keys, and those of the cursor at the time."""
        self._seen: dict[int, Point] = {}
        """The two weights at the positions shown so far, by iteration."""
        self._seen_of: object = None
        """The run and the weights of which they are."""
        self._picture: ScriptPicture | None = None
        self._error = float("nan")

    # Which weights.

    def _items(self, view: ScriptView) -> dict[str, Item]:
        """Return the arrays of weights, by their labels: first those that lead to the output."""
        plan, frame = view.frame.plan, view.frame
        if plan is None:
            return {}
        labels = {*weights(plan, frame.forms)}
        found = {
            item.label: item
            for name in plan.variables
            for item in items(name, frame.forms.get(name))
            if item.label in labels and _array(view, item) is not None
        }
        links = chain(view)
        first = [link.item.label for link in links.links] if isinstance(links, Chain) else []
        return {label: found[label] for label in [*first, *found] if label in found}

    def axes(self, view: ScriptView, found: Mapping[str, Item]) -> Axes:
        """Return the weights chosen by the arrow keys, until the cursor moves otherwise."""
        shapes = self._shapes(view, found)
        usual = Axes.among(shapes, lambda name: _inside(view.cell(found[name]), shapes[name]))
        chosen = self._chosen
        if (
            chosen
            and chosen[1] == usual
            and all(one is None or one[0] in shapes for one in chosen[0])
        ):
            return chosen[0]
        return usual

    def _shapes(self, view: ScriptView, found: Mapping[str, Item]) -> dict[str, tuple[int, int]]:
        shapes = {}
        for label, item in found.items():
            value = view.value(item)
            assert value is not None
            shapes[label] = shape(value, view.rows)
        return shapes

    def move(self, view: ScriptView, rows: int, columns: int) -> bool:
        """Put the next weight on an axis."""
        found = self._items(view)
        if not found or view.asked is not None:
            return False
        axes, shapes = self.axes(view, found), self._shapes(view, found)
        moved = axes.moved_among(shapes, rows + columns, upright=bool(rows))
        weight = moved.up if rows else moved.across
        if moved == axes or weight is None:
            return False
        label, cell = weight

        def cell_of(name: str) -> tuple[int, int]:
            return cell if name == label else _inside(view.cell(found[name]), shapes[name])

        self._chosen = moved, Axes.among(shapes, cell_of)
        self.post_message(self.Chosen(found[label], cell))
        return True

    # What it paints.

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        self._shown, self._marks = None, {}
        if view.asked is not None:
            self.wanted_weights = None
            return [(), ((" ?  the landscape would show the answer", "muted"),)]
        found, told = self._items(view), self._told(view)
        if told or not found:
            self.wanted_weights = None
            if not found and not told:
                told = "No landscape here: the loop keeps no arrays of weights."
            return [(), *flow([(told, "text")], width - 2, first=" ", hanging=1)]
        axes = self.axes(view, found)
        names = [_name(view, found, one) for one in axes if one is not None]
        left, columns, rows = room(width, height, max(12, *map(len, names)))
        up = names[1] if len(names) > 1 else None
        canvas = Canvas(columns, rows, 1 + self.coloured, names[0], up)
        here = _point(view, found, axes)
        if not all(map(np.isfinite, here)):
            self.wanted_weights = None
            return [(), ((" the weights are too large to compute a landscape", "alert"),)]
        places = np.array([*self._note(view, names, here).values()])
        across, upright = axis_range(places[:, 0]), axis_range(places[:, 1])
        self._ask(names, canvas, across, upright)
        errors = self._errors(view, canvas)
        path = tuple(sorted(self._seen.items()))
        old = self._picture
        if errors is None and old is not None and old.on == canvas:
            across, upright, errors = old.across, old.up, old.errors
        if errors is None:
            reason = self._reason(view)
            return [(), *flow([(reason, "text")], width - 2, first=" ", hanging=1)]
        picture = self._picture = ScriptPicture(across, upright, errors, path, canvas)
        self._shown = picture
        self._marks = marks_of(picture, view.frame.where.iteration, here)
        return self.drawn(picture, left)

    def _told(self, view: ScriptView) -> str:
        """Return why there is nothing to show yet; empty if there is."""
        answer = view.answer
        if answer is None:
            return "…"
        return f"No landscape here: {answer.reason}." if answer.reason else ""

    def _reason(self, view: ScriptView) -> str:
        errors = None if view.frame.reply is None else view.frame.reply.errors
        return f"No landscape here: {errors.reason}." if errors and errors.reason else "…"

    def _ask(self, names: Sequence[str], canvas: Canvas, across: Range, up: Range) -> None:
        values = across.centres(canvas.columns), up.centres(canvas.height)[::-1]
        grid = canvas.height if canvas.up else 1, canvas.columns
        points = np.tile(values[0], grid[0])[:, None]
        if canvas.up:
            points = np.hstack([points, np.repeat(values[1], grid[1])[:, None]])
        self.wanted_weights = Weights(tuple(names), points, grid)

    def _errors(self, view: ScriptView, canvas: Canvas) -> Array | None:
        """Return the errors of all pixels; None until the worker has told them."""
        reply, wanted = view.frame.reply, self.wanted_weights
        if reply is None or reply.errors is None or wanted is None:
            return None
        watch = reply.watch
        found = reply.errors.outputs
        if not isinstance(watch, Watch) or not wanted.is_like(watch.weights):
            return None
        if len(found) != len(wanted.points) + 1:
            return None
        self._error = float(found[-1, 0])
        errors = found[:-1, 0].reshape(wanted.grid)
        whole: Array = np.broadcast_to(errors, (canvas.height, canvas.columns))
        return whole

    def _note(self, view: ScriptView, names: Sequence[str], here: Point) -> dict[int, Point]:
        """Note where the run is; return where it has been."""
        key = (view.frame.run, view.frame.edits, tuple(names))
        if key != self._seen_of:
            self._seen_of, self._seen = key, {}
        self._seen[view.frame.where.iteration] = here
        if len(self._seen) > MOST_SEEN:
            kept = sorted(self._seen)[::2]
            self._seen = {at: self._seen[at] for at in kept} | {view.frame.where.iteration: here}
        return self._seen

    def foot(self, view: ScriptView, width: int) -> str:
        reply = view.frame.reply
        if self._shown is None or reply is None:
            return ""
        answer, means = reply.answer, ""
        if answer.targets:
            means = f"= mean |{answer.targets} - {answer.output}|"
        if view.updated:
            means = UPDATED
        if reply.where != view.frame.where:
            means = f"at {reply.where.iteration}:{reply.where.step}"
        return self.foot_of(self._error, means, width)


def _array(view: ScriptView, item: Item) -> Array | None:
    value = view.value(item)
    if value is None or not value.whole or value.array is None:
        return None
    return value.array if value.array.dtype.kind == "f" else None


def _inside(cell: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
    return min(cell[0], size[0] - 1), min(cell[1], size[1] - 1)


def _index(view: ScriptView, item: Item, cell: tuple[int, int]) -> tuple[int, ...]:
    value = view.value(item)
    return cell if value is None else index_of(value, cell)


def _name(view: ScriptView, found: Mapping[str, Item], weight: Weight) -> str:
    index = _index(view, found[weight.synapse], weight.cell)
    return f"{weight.synapse}[{','.join(map(str, index))}]"


def _point(view: ScriptView, found: Mapping[str, Item], axes: Axes) -> Point:
    """Return the two weights at the position."""
    numbers = []
    for weight in axes:
        array = None if weight is None else _array(view, found[weight.synapse])
        if weight is None or array is None:
            numbers.append(0.0)
        else:
            numbers.append(float(array[_index(view, found[weight.synapse], weight.cell)]))
    return numbers[0], numbers[1]
