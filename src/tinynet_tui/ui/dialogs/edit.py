"""Editing a number: typed or nudged, with all its consequences shown at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.binding import BindingType
from textual.markup import escape
from textual.widgets import Input

from tinynet_tui.experiment.editable import EditedCell
from tinynet_tui.experiment.edits import plain_text
from tinynet_tui.explain.called import brief, reference
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.worker.commands import Change, Command, Undo

from .prompt import Prompt

HINT = "↑ ↓ next multiple of {step}, pgup pgdn ten times; enter keeps it, esc cancels"


class EditCell(Prompt):
    """Asks for a cell's new value and tries it in the run at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "nudge(1)", "Up"),
        ("down", "nudge(-1)", "Down"),
        ("pageup", "nudge(10)", "Up"),
        ("pagedown", "nudge(-10)", "Down"),
    ]

    def __init__(
        self, snapshot: Snapshot, name: str, cell: tuple[int, int], send: Callable[[Command], None]
    ) -> None:
        """Edit a cell of X, y or a synapse; `send` hands commands to the worker."""
        self._edited, self._send = EditedCell(snapshot.experiment, name, cell), send
        super().__init__(
            self._title_of(snapshot, name, cell),
            self._keep,
            placeholder="type a number",
            hint=HINT.format(step=f"{self._edited.increment.normalize():f}"),
        )
        self._tried: float | None = None
        """The value that the run has now; None while it is still the old one."""
        self._untouched = ""
        self.see(snapshot)

    @staticmethod
    def _title_of(snapshot: Snapshot, name: str, cell: tuple[int, int]) -> str:
        """Return what is edited, with the names of its columns; these are no markup."""
        axes = zip(snapshot.experiment.dimensions.axes(name), cell, strict=True)
        data = snapshot.experiment.dataset
        names = [brief(axis, index, data, 24) for axis, index in axes]
        return escape(" · ".join([f"edit {reference(name, cell)}", *filter(None, names)]))

    def see(self, snapshot: Snapshot) -> None:
        value = snapshot.value(self._edited.name)
        if value is not None and self.line.value == self._untouched and self._tried is None:
            text = plain_text(round(float(value.array[self._edited.cell]), 8))
            self._untouched = self.line.value = text

    def on_input_changed(self, event: Input.Changed) -> None:
        """Try the value; Textual calls the base's handler, which clears the complaint, as well."""
        if event.value != self._untouched or self._tried is not None:
            with suppress(ValueError):  # typing may not be finished; enter explains the error
                self._try(event.value)

    def action_nudge(self, steps: int) -> None:
        """Go to the next multiple of the step in a direction, or several steps further."""
        try:
            value = self._edited.read(self.line.value)
        except ValueError:
            return
        self.line.value = plain_text(self._edited.nudged(value, steps))
        self.line.cursor_position = len(self.line.value)

    async def action_dismiss(self, result: None = None) -> None:
        if self.is_current and self._tried is not None:
            self._send(Undo(quietly=True))
        await super().action_dismiss()

    def _keep(self, text: str) -> None:
        if text != self._untouched or self._tried is not None:
            self._try(text)

    def _try(self, text: str) -> None:
        value = self._edited.read(text)
        if value != self._tried:
            amends, self._tried = self._tried is not None, value
            self._send(Change(self._edited.name, self._edited.cell, value, amends))
