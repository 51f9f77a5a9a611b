"""What-if: inputs to change, and the network's reply to them while it is trained."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.cells import cell_len

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import brief
from tinynet_tui.explain.what_if import Reply, ask, examples_like, verdict
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.canvas.sizes import PreferredWidth, explanation_width
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.explanation_rows import question_rows

from .entry import Entry
from .inputs import InputsPane
from .reply_rows import Columns, prediction_row, sum_row, table


class WhatIfPane(InputsPane[View]):
    """An example to change, each neuron's part in the reply to it, and the prediction."""

    help = "what-if: the prediction for inputs of your own, with the present weights"

    def __init__(self, view: View, *, id: str) -> None:
        super().__init__(_entry(view), id=id)
        self._decimals = 4

    @property
    def data(self) -> Dataset | None:
        if self.view is None or self.view.asked is not None:
            return None
        return self.view.experiment.dataset

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
        where = verdict(view.snapshot, example, reply.predictions, self.entry.output)
        name = view.experiment.example_words(example) + (
            f" and {len(found) - 1} more" if len(found) > 1 else ""
        )
        parts = [
            name,
            f"target {self._own_target(target):.6g}",
            *([where] if where else []),
        ]
        return first_fitting(
            width,
            f" what-if · {' · '.join(parts)} ",
            f" what-if · {' · '.join(parts).removesuffix(' side')} ",
            f" {' · '.join(parts)} ",
            f" example {example} · {where.removesuffix(' side') or parts[1]} ",
        )

    def foot(self, view: View, width: int) -> str:
        if view.asked is not None:
            return ""
        key, leave = view.key("what-if", "a"), view.key("leave", "esc")
        return self.keys_foot(key, leave, width)

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        if view.asked is not None:  # the reply could give the answer away
            return question_rows(view.asked, view, width, height)
        entry, reply = self.entry, ask(view.snapshot, self.entry.array)
        output, data = entry.output, view.experiment.dataset
        columns = Columns.fitting(reply, entry.output, width, self._decimals)
        self._places = {}
        name = view.experiment.script.roles.input
        texts = [
            text + " off" * view.snapshot.is_off(name, (0, index))
            for index, text in enumerate(entry.texts)
        ]
        head = [self.choice(name, texts, 0, 0, width)]
        if entry.outputs > 1 and height > 2:
            predictions = self._predictions(reply, data, width)
            first = len(entry.inputs)
            head.append(self.choice(reply.prediction, predictions, first, 1, width))
        called = brief("output", output, data, 16) if entry.outputs > 1 else ""
        foot = [prediction_row(reply, output, width, self._decimals, self._units(reply), called)]
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


def _entry(view: View) -> Entry:
    """Return an entry with the cursor's example and output."""
    example, dataset = view.cursor.example, view.experiment.dataset
    inputs, scaling = view.snapshot.current.start["X"][example], dataset.scaling
    if scaling is not None:  # back in the file's own units, to the last bit unless it was edited
        own, edited = scaling.inputs[example], inputs != dataset.X[example]
        inputs = np.where(edited, scaling.unscaled(inputs), own)
    return Entry(inputs, view.experiment.sizes[-1], view.cursor.output, scaling)
