"""The whole story of a weight or a neuron: the page that `w` opens."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tinynet_tui.explain.arithmetic import reference
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.line import Line
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.weight_course import Course, course
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.course_curve import HERE, course_rows
from tinynet_tui.ui.drawing.explanation_rows import rows_of
from tinynet_tui.ui.keys.table import closing

from .page import WIDTH, Page, text_width

CURVE_HEIGHT = 6
MOST_TERMS = 200
"""Of a sum over the examples; ten thousand would take seconds."""
CALCULATION = ("head", "term", "sum", "result")


def story_page(view: View) -> Page:
    """Tell of the weight that is explained; of the neuron, if what is explained is a layer's."""
    if view.experiment.script.roles.is_weight(view.subject):
        return WeightPage(view)
    return _neuron_page(view)


def _rows(snapshot: Snapshot, view: View, name: str, kinds: Sequence[str], width: int) -> list[Row]:
    explanation = explain(snapshot, name, view.cursor)
    return rows_of([line for line in explanation.lines if line.kind in kinds], width)


class StoryPage(Page):
    """The story of a neuron, or of a weight."""

    BINDINGS: ClassVar[list[BindingType]] = [*closing("story")]


class WeightPage(StoryPage):
    """A weight's gradient, its update, and its course over the run, which takes a while."""

    class Computed(Message):
        """The course is known."""

        def __init__(self, course: Course) -> None:
            """Hand it over."""
            super().__init__()
            self.course = course

    def __init__(self, view: View) -> None:
        """Tell of the thread's weight in the synapse that is explained."""
        self._view = view
        self._cell = view.cursor.cell(view.subject, view.experiment.dimensions)
        self._number = view.snapshot.current.number
        self._gone = threading.Event()
        name = reference(view.subject, self._cell)
        super().__init__(f"{name} · iteration {self._number:,}", self._told(WIDTH))

    def _told(self, width: int) -> list[Row]:
        """Return everything but the course."""
        view, snapshot = self._view, self._view.snapshot
        step = view.experiment.script.step(view.subject)
        lines = explain(snapshot.whole, view.subject, view.cursor, terms=MOST_TERMS).lines
        about, when = lines[0], "this iteration's update"
        calculation = [line for line in lines if line.kind in CALCULATION]
        if not any(line.kind == "term" for line in calculation):  # it is as it was made by hand
            return [row for line in lines for row in rows_of([line], width)]
        if view.subject not in snapshot.current.values:
            when += f", to come in phase {step.number}"
            last = calculation[-1]
            calculation[-1] = replace(last, text=last.text.replace(" now", " then"))
        return [
            ((about.text.replace(" · ", " → "), "muted"),),
            (),
            ((f"{when}: {step.source}", "text"),),
            *rows_of(calculation, width),
            (("the gradient is minus their sum: the deltas are minus the gradient", "muted"),),
            (),
            ((f"its course: how each iteration began, {HERE} this one", "text"),),
        ]

    def on_mount(self) -> None:
        """Begin to work out the course."""
        self._told_here = self._told(self._width)
        self.write([*self._told_here, (("…", "muted"),)])
        threading.Thread(target=self._compute, name="course", daemon=True).start()

    @property
    def _width(self) -> int:
        return text_width(self.app.size.width)

    def _compute(self) -> None:
        """Work out the course, in a thread of its own."""
        found = course(
            self._view.snapshot,
            self._view.subject,
            self._cell,
            2 * self._width,
            self._gone.is_set,
        )
        if not self._gone.is_set():
            self.post_message(self.Computed(found))

    def on_weight_page_computed(self, message: Computed) -> None:
        """Draw the course."""
        curve: list[Row] = [(("no iteration is over yet", "muted"),)]
        if len(message.course) > 1:
            curve = course_rows(message.course, self._number, self._width, CURVE_HEIGHT)
        self.write([*self._told_here, *curve])

    def on_unmount(self) -> None:
        """Let the course be."""
        self._gone.set()


def _neuron_page(view: View) -> Page:
    """Tell what a neuron does in this iteration with the thread's example."""
    layer = view.experiment.script.roles.layer_of(view.subject)
    cell = view.cursor.cell(layer, view.experiment.dimensions)
    title = f"{reference(layer, cell)} · iteration {view.snapshot.current.number:,}"
    return StoryPage(title, list(_neuron_rows(view, layer)))


def _neuron_rows(view: View, layer: str) -> Iterator[Row]:
    experiment, whole = view.experiment, view.snapshot.whole
    script = experiment.script
    yield ((explain(whole, layer, view.cursor).lines[0].text, "muted"),)
    come = view.snapshot.position.step
    for name in (layer, *script.roles.back(layer)):
        step = script.step(name)
        later = ", still to come" if step.number > come else ""
        yield ()
        yield ((f"phase {step.number}{later}: {step.source}", "text"),)
        yield from _rows(whole, view, name, CALCULATION, WIDTH)
    yield from _weights_out(view, layer)


def _weights_out(view: View, layer: str) -> Iterator[Row]:
    """Yield the weights that lead on from the neuron, as the iteration began with them."""
    experiment, synapse = view.experiment, view.experiment.script.roles.out_of(layer)
    if synapse is None:
        return
    row = view.cursor.cell(synapse, experiment.dimensions)[0]
    kind = experiment.dimensions.axes(synapse)[1]
    weights = view.snapshot.current.start[synapse][row]
    label = "hidden neuron" if kind == "hidden" else kind
    lines = [
        Line("term", f"{reference(synapse, (row, to))} to {label} {to}", f"{weights[to]:+.4f}")
        for to in range(experiment.dimensions.shape(synapse)[1])
    ]
    yield ()
    yield (("its weights on, as the iteration began with them", "text"),)
    yield from rows_of(lines, WIDTH)
