"""The whole story of a weight or a neuron (key `w`)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tinynet_tui.explain.called import called, reference
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.line import Line
from tinynet_tui.timeline.weight_course import Course, course
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.course_curve import HERE, course_rows
from tinynet_tui.ui.drawing.explanation_rows import rows_of
from tinynet_tui.ui.keys.table import closing

from .page import WIDTH, Page, text_width

CURVE_HEIGHT = 6
MOST_TERMS = 200
"""The most terms of a sum over the examples; ten thousand would take seconds."""
CALCULATION = ("head", "term", "sum", "result")


def story_page(view: View) -> Page:
    """Return the story of the explained weight, or of the neuron of the explained layer."""
    if view.experiment.script.roles.is_weight(view.subject):
        return WeightPage(view)
    layer = view.experiment.script.roles.layer_of(view.subject)
    cell = view.cursor.cell(layer, view.experiment.dimensions)
    title = f"{reference(layer, cell)} · iteration {view.snapshot.current.number:,}"
    return StoryPage(title, list(_neuron_rows(view, layer)))


class StoryPage(Page):
    """The story of a neuron, or of a weight."""

    BINDINGS: ClassVar[list[BindingType]] = [*closing("story")]


class WeightPage(StoryPage):
    """A weight's gradient, its update, and its course over the run, computed in a thread."""

    @dataclass
    class Computed(Message):
        """The course has been computed."""

        course: Course

    def __init__(self, view: View) -> None:
        self._view = view
        self._cell = view.cursor.cell(view.subject, view.experiment.dimensions)
        self._number = view.snapshot.current.number
        self._cancel = threading.Event()
        name = reference(view.subject, self._cell)
        super().__init__(f"{name} · iteration {self._number:,}", self._update_rows(WIDTH))

    def _update_rows(self, width: int) -> list[Row]:
        """Return the rows above the course: the weight's gradient and its update."""
        view, snapshot = self._view, self._view.snapshot
        step = view.experiment.script.step(view.subject)
        lines = explain(snapshot.whole, view.subject, view.cursor, terms=MOST_TERMS).lines
        about, when = lines[0], "this iteration's update"
        calculation = [line for line in lines if line.kind in CALCULATION]
        if not any(line.kind == "term" for line in calculation):  # it was edited
            return [row for line in lines for row in rows_of([line], width)]
        if view.subject not in snapshot.current.values:
            when += f" (step {step.number}, not run yet)"
            last = calculation[-1]
            calculation[-1] = replace(last, text=last.text.replace(" now", " then"))
        return [
            ((about.text.replace(" · ", " → "), "muted"),),
            (),
            ((f"{when}: {step.source}", "text"),),
            *rows_of(calculation, width),
            (("their sum is minus the gradient: adding it goes downhill", "muted"),),
            (),
            ((f"its value at the start of each iteration, {HERE} this one", "text"),),
        ]

    def on_mount(self) -> None:
        self._update = self._update_rows(self._width)
        self.write([*self._update, (("…", "muted"),)])
        compute, columns = self._compute, 2 * self._width
        threading.Thread(target=compute, args=(columns,), name="course", daemon=True).start()

    @property
    def _width(self) -> int:
        return text_width(self.app.size.width)

    def _compute(self, columns: int) -> None:
        view, cancelled = self._view, self._cancel.is_set
        found = course(view.snapshot, view.subject, self._cell, columns, cancelled)
        if not cancelled():
            self.post_message(self.Computed(found))

    def on_weight_page_computed(self, message: Computed) -> None:
        curve: list[Row] = [(("no iteration is finished yet", "muted"),)]
        if len(message.course) > 1:
            curve = course_rows(message.course, self._number, self._width, CURVE_HEIGHT)
        self.write([*self._update, *curve])

    def on_unmount(self) -> None:
        self._cancel.set()


def _neuron_rows(view: View, layer: str) -> Iterator[Row]:
    """Yield what a neuron does in this iteration with the cursor's example."""
    script, whole = view.experiment.script, view.snapshot.whole
    yield ((explain(whole, layer, view.cursor).lines[0].text, "muted"),)
    for name in (layer, *script.roles.back(layer)):
        step = script.step(name)
        later = " (not run yet)" if step.number > view.snapshot.position.step else ""
        yield ()
        yield ((f"step {step.number}{later}: {step.source}", "text"),)
        lines = explain(whole, name, view.cursor).lines
        yield from rows_of([line for line in lines if line.kind in CALCULATION], WIDTH)
    yield from _weights_out(view, layer)


def _weights_out(view: View, layer: str) -> Iterator[Row]:
    """Yield the weights from the neuron to the next layer at the iteration's start."""
    synapse, dimensions = view.experiment.script.roles.out_of(layer), view.experiment.dimensions
    if synapse is None:
        return
    row = view.cursor.cell(synapse, dimensions)[0]
    kind = dimensions.axes(synapse)[1]
    weights = view.snapshot.current.start[synapse][row]
    lines = [
        Line(
            "term",
            f"{reference(synapse, (row, to))} to {called(kind, to, view.experiment)}",
            f"{weights[to]:+.4f}",
        )
        for to in range(len(weights))
    ]
    yield ()
    yield (("its outgoing weights at the start of this iteration", "text"),)
    yield from rows_of(lines, WIDTH)
