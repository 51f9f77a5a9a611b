"""The decision map: the network's output over the plane of two inputs, with the examples."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.error_landscape import updated
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.numbers.pane import NumberPane

from . import edges
from .chart import Cell
from .ground import NetworkGround
from .hidden_layout import Places, natural_height
from .hidden_maps import Picture
from .hidden_source import NetworkSource
from .marks import Shown
from .plane_map import PlaneMap

WITHOUT_HIDDEN = (
    "There are no hidden neurons to see.",
    "The inputs lead straight to the output, so its border is one straight line.",
)


class DecisionMap(PlaneMap[View]):
    """The map of the network, and those of its hidden neurons."""

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((screen_width,), 1)

    def natural_height(self, experiment: Experiment) -> int:
        return natural_height() if self.split and experiment.hidden else 2

    # What it paints.

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        roles = view.experiment.script.roles
        self._places = None
        if any(map(view.hides, [*roles.layers, *roles.weights])):
            self._shown = None
            return [(), ((" ?  the map would show the answer", "muted"),)]
        if self.split and not view.experiment.hidden:
            self._shown = None
            return [(), *(((f" {line}", "text"),) for line in WITHOUT_HIDDEN)]
        if self.split:
            hidden, first = view.experiment.hidden, view.origin.hidden
            self._places = Places.fitting(hidden, first, width, height)
            height, width = max(1, self._places.rows), self._places.width
        ground = NetworkGround.of(view)
        self._shown = shown = Shown.of(ground, self.axes, self.cross, height, width)
        if self._places is not None:
            source = NetworkSource.of(view, shown.point)
            return Picture(source, shown, self._places, self.coloured).rows()
        values = ground.values(shown.chart, 2 if self.coloured else 1)
        return [] if values is None else self.painted(shown, values)

    def foot(self, view: View, width: int) -> str:
        if self._shown is None:
            return edges.foot_without_hidden(edges.key_of(view), width) if self.split else ""
        if self._places is not None:
            key = edges.key_of(view)
            return edges.foot_of_hidden(
                self._shown, self._places, key, width, coloured=self.coloured
            )
        more = f"{edges.key_of(view)} hidden neurons"
        is_new = bool(updated(view.snapshot))
        return edges.foot(self._shown, width, more, updated=is_new, coloured=self.coloured)

    # How it is used.

    def beside(self, view: View, rows: int, columns: int) -> tuple[str, Cell] | None:
        if self._shown is None:
            return None
        if self._places is not None:
            return self._beside_split(view, len(self._shown.X), rows, columns)
        example = self.next_example(rows, columns)
        return None if example is None else self._cell_of(view, example)

    def _beside_split(
        self, view: View, examples: int, rows: int, columns: int
    ) -> tuple[str, Cell] | None:
        """Go to the next of the examples or to the next hidden neuron."""
        experiment, cursor = view.experiment, view.cursor
        if rows:
            self.cross = None
            example = cursor.example + rows
            return self._cell_of(view, example) if 0 <= example < examples else None
        neuron = cursor.hidden + columns
        return self._cell_through(view, neuron) if 0 <= neuron < experiment.hidden else None

    def seen(self) -> dict[str, int]:
        return {} if self._places is None else {"hidden": len(self._places.shown)}

    def on_click(self, event: events.Click) -> None:
        cell = (event.y - 1, event.x - 1)
        if self._shown is None or self.view is None:
            return
        if self._places is not None:
            neuron, there = self._places.find(cell)
            if neuron is not None:
                self.post_message(NumberPane.Chosen(*self._cell_through(self.view, neuron)))
            if there is None:
                return
            cell = there
        if not self._shown.chart.has(cell):
            return
        mark = self._shown.marks.get(cell)
        if mark is not None and mark.example is not None:
            self.cross = None
            self.post_message(NumberPane.Chosen(*self._cell_of(self.view, mark.example)))
        else:
            self._put_cross(cell)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(event, -1)

    def _scroll(self, event: events.MouseEvent, by: int) -> None:
        """Scroll the hidden neurons, as far as they do not all fit."""
        if self.view is not None and self._places is not None and self._places.others:
            event.stop()
            roles = self.view.experiment.script.roles
            layer = roles.source(roles.weights[-1])
            self.post_message(NumberPane.Scrolled(layer, 0, by))

    @staticmethod
    def _cell_through(view: View, neuron: int) -> tuple[str, Cell]:
        """Return a hidden neuron's cell in the explained variable, or its output."""
        name, dimensions = view.subject, view.experiment.dimensions
        if "hidden" not in dimensions.axes(name):
            roles = view.experiment.script.roles
            name = roles.source(roles.weights[-1])
        return name, view.cursor._replace(hidden=neuron).cell(name, dimensions)

    @staticmethod
    def _cell_of(view: View, example: int) -> tuple[str, Cell]:
        """Return an example's cell in the explained variable, or the output if that has weights."""
        roles = view.experiment.script.roles
        name = roles.prediction if roles.is_weight(view.subject) else view.subject
        return name, (example, view.cursor.cell(name, view.experiment.dimensions)[1])
