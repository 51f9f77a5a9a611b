"""Changing a number by hand: typed or nudged, while everything that follows from it is seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from tinynet_tui.experiment.edits import Cell, Edit, plain_text, read_value
from tinynet_tui.experiment.experiment import Experiment, Position, Thread
from tinynet_tui.explain.gradient_check import synapse_of
from tinynet_tui.timeline.snapshot import Moment
from tinynet_tui.worker.commands import Change, Command, Undo

from .prompt import Prompt

HINT = "↑ ↓ by {step}, pgup pgdn by {leap}; enter keeps, esc drops it"


class EditCell(Prompt):
    """Asks for a cell's new value, and has the run go on with it at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "nudge(1)", "Up"),
        ("down", "nudge(-1)", "Down"),
        ("pageup", "nudge(10)", "Up"),
        ("pagedown", "nudge(-10)", "Down"),
    ]

    def __init__(
        self, moment: Moment, name: str, cell: tuple[int, int], send: Callable[[Command], None]
    ) -> None:
        """Ask for a cell of X, y or a synapse; `send` gives the worker its commands."""
        self._variable, self._cell, self._send = name, cell, send
        self._experiment = moment.experiment
        self._step = step_for(name, cell, moment.experiment)
        step, leap = (f"{number.normalize():f}" for number in (self._step, 10 * self._step))
        super().__init__(
            f"{name}[{cell[0]},{cell[1]}]",
            self._keep,
            placeholder="a number",
            hint=HINT.format(step=step, leap=leap),
        )
        self._tried: float | None = None
        """The value that the run has now; None while it is the old one."""
        self._untouched = ""
        self.see(moment)

    def see(self, moment: Moment) -> None:
        """Begin with what the cell holds, as long as nothing has been typed."""
        value = moment.value(self._variable)
        if value is not None and self.line.value == self._untouched and self._tried is None:
            text = plain_text(round(float(value.array[self._cell]), 8))
            self._untouched = self.line.value = text

    def on_input_changed(self, event: Input.Changed) -> None:
        """Try what is typed, if it is a value; the complaint goes by the base's own handler."""
        if event.value != self._untouched or self._tried is not None:
            with suppress(ValueError):  # it may become one; enter says what is wrong
                self._try(event.value)

    def action_nudge(self, steps: int) -> None:
        """Go to the next multiple of the step, up or down, and so many further."""
        try:
            value = Decimal(plain_text(self._read(self.line.value)))
        except ValueError:
            return
        number = nudged(value, self._step, steps)
        self.line.value = plain_text(
            min(1.0, max(0.0, number)) if self._variable == "y" else number
        )
        self.line.cursor_position = len(self.line.value)

    async def action_dismiss(self, result: None = None) -> None:
        """Leave everything as it was before."""
        if self.is_current and self._tried is not None:
            self._send(Undo(quietly=True))
        await super().action_dismiss()

    def _keep(self, text: str) -> None:
        if text != self._untouched or self._tried is not None:
            self._try(text)

    def _try(self, text: str) -> None:
        value = self._read(text)
        if value != self._tried:
            amends, self._tried = self._tried is not None, value
            self._send(Change(self._variable, self._cell, value, amends))

    def _read(self, text: str) -> float:
        """Return a value that the cell can have; ValueError says why it cannot have this."""
        value = read_value(text)
        if isinstance(value, str):
            raise ValueError(f"{value!r} is not a number; a key of its own switches a weight")
        Edit(Position(), self._variable, self._cell, value).check(self._experiment)
        return value


def nudged(value: Decimal, step: Decimal, steps: int) -> float:
    """Return the next multiple of a step, up or down, and so many further."""
    rounding = ROUND_FLOOR if steps > 0 else ROUND_CEILING
    return float(((value / step).to_integral_value(rounding) + steps) * step)


def step_for(name: str, cell: tuple[int, int], experiment: Experiment) -> Decimal:
    """Return by how much a nudge changes a cell.

    Weights and targets by 0.1, whole inputs by 1, others by a power of ten: a tenth of what the
    input ranges over, or somewhat less.
    """
    if name != "X":
        return Decimal("0.1")
    data = experiment.dataset.X[:, cell[1]]
    if (data == data.round()).all() and abs(data).max() < 1000:
        return Decimal(1)
    spread = float(data.max()) - float(data.min()) or abs(float(data.max())) or 1.0
    return Decimal(1).scaleb(math.floor(math.log10(min(spread, 1e300))) - 1)


def editable(name: str, thread: Thread, experiment: Experiment) -> tuple[str, tuple[int, int]]:
    """Return the cell that is changed where a variable is explained.

    That is the cell itself, or the weight that it was computed with, or the nearest to it.
    """
    name, script = "X" if name == "l0" else name, experiment.script
    if name not in ("X", "y", *script.weights):
        read = [operand for operand in script.phase(name).operands if operand in script.weights]
        name = read[0] if read else synapse_of(name, script)
    return name, thread.cell(name, experiment)


def switchable(name: str, thread: Thread, experiment: Experiment) -> tuple[str, Cell] | None:
    """Return what is switched where a variable is explained; None for the output neurons."""
    if name in experiment.script.weights:
        return name, thread.cell(name, experiment)
    layer = "l0" if name == "X" else name[:2]
    if name == "y" or f"syn{layer[1:]}" not in experiment.script.weights:
        return None
    return layer, (None, thread.cell(layer, experiment)[1])
