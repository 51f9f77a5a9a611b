"""Changing a number by hand: typed or nudged, while everything that follows from it is seen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from tinynet_tui.experiment.editable import nudged, step_for
from tinynet_tui.experiment.edits import Edit, plain_text, read_value
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Snapshot
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
        self, snapshot: Snapshot, name: str, cell: tuple[int, int], send: Callable[[Command], None]
    ) -> None:
        """Ask for a cell of X, y or a synapse; `send` gives the worker its commands."""
        self._variable, self._cell, self._send = name, cell, send
        self._experiment = snapshot.experiment
        self._step = step_for(name, cell, snapshot.experiment)
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
        self.see(snapshot)

    def see(self, snapshot: Snapshot) -> None:
        """Begin with what the cell holds, as long as nothing has been typed."""
        value = snapshot.value(self._variable)
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
        Edit(Position(), self._variable, self._cell, value).check(self._experiment.dimensions)
        return value
