"""The landscape: the error over two weights, and the run's path through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import of_training
from tinynet_tui.explain.error_landscape import Axes, error_here, updated
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import UPDATED, View

from .background import Background
from .picture import Picture, Task, point_at
from .sides import longest_name
from .surface import Cell
from .surface_pane import SurfacePane, marks_of, room


class Landscape(SurfacePane[View]):
    """Its errors are computed in a thread of its own, so that keys stay quick."""

    @dataclass
    class Painted(Message):
        """A picture has been computed; None if that is impossible."""

        task: Task
        picture: Picture | None

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.picture: Picture | None = None
        self._chosen: tuple[Axes, Axes] | None = None
        """The axes that were chosen by arrow keys, and those of the cursor at the time."""
        self._asked: Task | None = None
        self._done: Task | None = None
        """The task of the latest picture, also of an impossible one."""
        self._background = Background(self._deliver)

    def _deliver(self, task: Task, picture: Picture | None) -> None:
        self.post_message(self.Painted(task, picture))

    def on_landscape_painted(self, message: Painted) -> None:
        self.picture, self._done = message.picture, message.task
        if self.view is not None and self._rows_size is not None:
            self.show(self.view)

    def on_unmount(self) -> None:
        self._background.stop()

    @property
    def is_up_to_date(self) -> bool:
        """True when the picture is that of the position and the size shown, with all its path."""
        is_complete = self.picture is None or self.picture.is_complete
        return self._asked is not None and self._asked is self._done and is_complete

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((screen_width,), 1)

    # Which weights.

    def axes(self, view: View) -> Axes:
        """Return the weights chosen by the arrow keys, until the cursor moves otherwise."""
        dimensions = view.experiment.dimensions
        usual = Axes.through(view.cursor, dimensions)
        if self._chosen and self._chosen[1] == usual and self._chosen[0].exist(dimensions):
            return self._chosen[0]
        return usual

    def beside(self, view: View, rows: int, columns: int) -> tuple[str, Cell] | None:
        dimensions, axes = view.experiment.dimensions, self.axes(view)
        moved = axes.moved(rows + columns, dimensions, upright=bool(rows))
        weight = moved.up if rows else moved.across
        if moved == axes or weight is None:
            return None
        cursor = view.cursor.through(weight.synapse, weight.cell, dimensions)
        self._chosen = moved, Axes.through(cursor, dimensions)
        return weight.synapse, weight.cell

    # What it paints.

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        roles, error = view.experiment.script.roles, view.experiment.script.error
        hidden = any(map(view.hides, [*roles.layers, *roles.weights, error]))
        self._shown, self._marks = None, {}
        if hidden or view.hides_error:
            return [(), ((" ?  the landscape would show the answer", "muted"),)]
        left, columns, rows = room(width, height, longest_name(view.experiment.dimensions))
        task = Task(view.snapshot, self.axes(view), columns, rows, 1 + self.coloured)
        if self._asked is None or not self._asked.is_same(task):
            self._asked = task
            self._background.ask(task)
        if self._done is None or not self._done.fits(task):
            return [(), ((" …", "muted"),)]
        picture = self._shown = self.picture
        if picture is None:
            return [(), ((" the weights are too large to compute a landscape", "alert"),)]
        self._marks = self._marked(view, picture)
        return self.drawn(picture, left)

    def _marked(self, view: View, picture: Picture) -> dict[Cell, str]:
        """Return the marks of the path and of the position."""
        here = view.snapshot.position.iteration
        return marks_of(picture, here, point_at(view.snapshot, picture.task.axes))

    def foot(self, view: View, width: int) -> str:
        if self._shown is None:
            return ""
        means = f"= mean |{view.experiment.script.error}|{of_training(view.experiment)}"
        if updated(view.snapshot):
            means = UPDATED
        return self.foot_of(error_here(view.snapshot), means, width)
