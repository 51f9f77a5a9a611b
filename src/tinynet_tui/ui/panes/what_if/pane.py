"""What-if: inputs to change, and the network's reply to them while it is trained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.editable import is_toggle
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import brief
from tinynet_tui.explain.what_if import Reply, ask, examples_like, side
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth, explanation_width
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.explanation_rows import question_rows

from .choice_row import choice_row
from .entry import Entry
from .reply_rows import Columns, prediction_row, sum_row, table

TYPED = {**{digit: digit for digit in "0123456789"}, "full_stop": ".", "minus": "-"}
"""The keys that type a number, and what they type."""


class WhatIfPane(Pane):
    """An example to change, each neuron's part in the reply to it, and the prediction.

    With the focus, its keys change the example; all others are the main screen's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"type('{typed}')", show=False) for key, typed in TYPED.items()),
        Binding("backspace", "erase", show=False),
        Binding("left", "choose(-1)", show=False),
        Binding("right,enter", "choose(1)", show=False),
        Binding("up", "nudge(1)", show=False),
        Binding("down", "nudge(-1)", show=False),
    ]

    help = "what-if: the prediction for inputs of your own, with the present weights"

    def __init__(self, view: View, *, id: str) -> None:
        super().__init__(id=id)
        self.entry = _entry(view)
        self._decimals = 4
        self._places: dict[int, list[tuple[range, int]]] = {}
        """The clickable columns of each row, with the index of their input or output."""

    def show(self, view: View) -> None:
        sizes = view.experiment.sizes
        own = (len(self.entry.inputs), self.entry.outputs, self.entry.scaling)
        if own != (sizes[0], sizes[-1], view.experiment.dataset.scaling):
            self.entry = _entry(view)
        super().show(view)

    # What it paints.

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((explanation_width(screen_width),), 36, rank=-1)

    def allow(self, decimals: int, *, enlarged: bool = False) -> None:
        self._decimals = max(4, decimals)
        self._forget_rows()

    def title(self, view: View, width: int) -> str:
        if view.asked is not None:
            return first_fitting(width, " what-if ")
        found = examples_like(view.snapshot, self.entry.array)
        if not found:
            return first_fitting(width, " what-if · not a training example ", " what-if ")
        example = view.cursor.example if view.cursor.example in found else found[0]
        target = float(view.snapshot.current.start["y"][example, self.entry.output])
        reply = ask(view.snapshot, self.entry.array)
        where = side(float(reply.predictions[self.entry.output]), target)
        if not view.experiment.dataset.has_sides:
            where = ""
        name = view.experiment.example_words(example) + (
            f" and {len(found) - 1} more" if len(found) > 1 else ""
        )
        parts = [
            name,
            f"target {self._own_target(target):.6g}",
            *([f"{where} side"] if where else []),
        ]
        return first_fitting(
            width,
            f" what-if · {' · '.join(parts)} ",
            f" what-if · {' · '.join(parts).removesuffix(' side')} ",
            f" {' · '.join(parts)} ",
            f" example {example} · {where or parts[1]} ",
        )

    def foot(self, view: View, width: int) -> str:
        if view.asked is not None:
            return ""
        key, leave = view.key("what-if", "a"), view.key("leave", "esc")
        if not self.has_focus:
            return first_fitting(
                width, f" {key}: change the inputs, {leave}: close ", f" {key} {leave} "
            )
        entry, data = self.entry, view.experiment.dataset
        at = entry.at if entry.is_input else entry.output
        name = brief("input" if entry.is_input else "output", at, data, 24)
        return first_fitting(
            width,
            *[f" {name} ─ ←→ choose  ↑↓ 0-9 . - change  {key} close "] * bool(name),
            *[f" {name} ─ ←→  ↑↓ 0-9 . -  {key} close "] * bool(name),
            *[f" {name} ─ {key} close "] * bool(name),
            f" ←→ choose  ↑↓ 0-9 . - change  {key} close ",
            f" ←→  ↑↓ 0-9 . -  {key} close ",
            f" {key} close ",
        )

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        if view.asked is not None:  # the reply could give the answer away
            return question_rows(view.asked, view, width, height)
        entry, reply = self.entry, ask(view.snapshot, self.entry.array)
        columns = Columns.fitting(reply, entry.output, width, self._decimals)
        self._places = {}
        name = view.experiment.script.roles.input
        texts = [
            text + " off" * view.snapshot.is_off(name, (0, index))
            for index, text in enumerate(entry.texts)
        ]
        head = [self._choice(name, texts, 0, 0, width)]
        if entry.outputs > 1 and height > 2:
            predictions = self._predictions(reply, view.experiment.dataset, width)
            first = len(entry.inputs)
            head.append(self._choice(reply.prediction, predictions, first, 1, width))
        foot = [prediction_row(reply, entry.output, width, self._decimals, self._units(reply))]
        if height > len(head) + len(foot):
            foot.insert(0, sum_row(reply, entry.output, columns))
        off = [
            view.snapshot.is_off(reply.synapse, (neuron, entry.output))
            for neuron in range(len(reply.outputs))
        ]
        sums = " @ ".join(view.experiment.script.step(reply.layer).operands)
        rows = table(reply, entry.output, off, columns, height - len(head) - len(foot), sums)
        blank: list[Row] = [()] * (height - len(head) - len(rows) - len(foot))
        return [*head, *blank[:1], *rows, *foot[:-1], *blank[1:2], *foot[-1:], *blank[2:]]

    def _own_target(self, target: float) -> float:
        scaling = self.entry.scaling
        return target if scaling is None else scaling.in_units(target, self.entry.output)

    def _units(self, reply: Reply) -> str:
        """Return what the prediction stands for, if its target was scaled."""
        scaling, output = self.entry.scaling, self.entry.output
        if scaling is None or not scaling.has_units:
            return ""
        return f" = {scaling.in_units(float(reply.predictions[output]), output):.6g}"

    def _predictions(self, reply: Reply, data: Dataset, width: int) -> list[str]:
        """Return the predictions, with the names of the outputs if they fit."""
        numbers = [f"{number:.2f}" for number in reply.predictions]
        names = [brief("output", output, data, 16) for output in range(len(numbers))]
        named = [f"{name} {number}".strip() for name, number in zip(names, numbers, strict=True)]
        room = width - len(f" {reply.prediction} ") - 2
        return named if sum(cell_len(text) + 2 for text in named) <= room else numbers

    def _choice(self, name: str, texts: Sequence[str], first: int, y: int, width: int) -> Row:
        """Return a row of inputs or outputs; `first` is the index of its first."""
        chosen = self.entry.at - first if self.entry.at - first in range(len(texts)) else None
        choice = choice_row(name, texts, chosen, width, focused=self.has_focus)
        self._places[y] = [(span, first + index) for span, index in choice.places]
        return choice.row

    # How it is used.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.view is None or self.view.asked is None

    def action_type(self, character: str) -> None:
        if self.view:
            at, experiment = self.entry.at, self.view.experiment
            toggles = self.entry.is_input and is_toggle(at, experiment)
            self.entry.type(character, toggles=toggles)
        self._show_again()

    def action_erase(self) -> None:
        self.entry.erase()
        self._show_again()

    def action_choose(self, steps: int) -> None:
        self.entry.choose(self.entry.at + steps)
        self._show_again()

    def action_nudge(self, steps: int) -> None:
        if self.view:
            self.entry.nudge(steps, self.view.experiment)
        self._show_again()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self.view and self.check_action("paste", ()):
            try:
                said = self.entry.fill(event.text, self.view.experiment.dataset)
            except ValueError as error:
                said = str(error)
            if said:
                self.app.notify(said, markup=False)
            self._show_again()

    def on_click(self, event: events.Click) -> None:
        for span, at in self._places.get(event.y - 1, []):
            if event.x - 1 in span:
                self.entry.choose(at)
        self._show_again()

    def _show_again(self) -> None:
        if self.view:
            self.show(self.view)


def _entry(view: View) -> Entry:
    """Return an entry with the cursor's example and output."""
    example, dataset = view.cursor.example, view.experiment.dataset
    inputs, scaling = view.snapshot.current.start["X"][example], dataset.scaling
    if scaling is not None:  # back in the file's own units, to the last bit unless it was edited
        own, edited = scaling.inputs[example], inputs != dataset.X[example]
        inputs = np.where(edited, scaling.unscaled(inputs), own)
    return Entry(inputs, view.experiment.sizes[-1], view.cursor.output, scaling)
