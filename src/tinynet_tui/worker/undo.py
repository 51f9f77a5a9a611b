"""Edits at the run's position: made, undone and redone."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from tinynet_tui.experiment.edits import Edit, counted
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .commands import Change, EditCommand, Hold, Switch, Undo


class Edited(NamedTuple):
    """A run's edits after a command."""

    edits: tuple[Edit, ...]
    position: Position
    """Where to go now."""
    note: str = ""
    leaves: bool = True
    """True when the run before the edit is worth keeping; False while values are tried."""


class EditHistory:
    """Adds to a run's edits, undoes the last one, and redoes undone ones."""

    def __init__(self) -> None:
        self._undone: list[Edit] = []

    def forget(self) -> None:
        """Forget what was undone, as another experiment is opened."""
        self._undone = []

    def obey(self, command: EditCommand, timeline: Timeline) -> Edited:
        """Return a run's edits after a command; ValueError if it is impossible."""
        edits, script = timeline.experiment.edits, timeline.experiment.script
        match command:
            case Undo(again=True):
                if not self._undone:
                    raise ValueError("nothing to redo")
                edit = self._undone.pop()
                return Edited((*edits, edit), edit.at, f"redone: {edit.text(script)}")
            case Undo(every=True):
                if not edits:
                    raise ValueError("nothing to undo")
                self._undone += reversed(edits)
                first = min(edit.at for edit in edits)
                note = f"undone: {counted(len(edits), 'edit')}"
                return Edited((), min(first, timeline.position), note)
            case Undo(quietly=quietly):
                if not edits:
                    raise ValueError("nothing to undo")
                edit = edits[-1]
                if quietly:
                    return Edited(edits[:-1], timeline.position, leaves=False)
                self._undone.append(edit)
                return Edited(edits[:-1], edit.at, f"undone: {edit.text(script)}")
            case Change(name, cell, value, amends):
                edit = Edit(timeline.position, name, cell, value)
                leaves = not amends
                if amends and edits and replace(edits[-1], value=value) == edit:
                    edits = edits[:-1]
                note = ""
            case Switch(name, cell):
                edit = Edit(timeline.position, name, cell, "off")
                edit.check(timeline.experiment.dimensions)
                synapse = edit.synapse(script)
                assert synapse is not None
                if timeline.snapshot().current.is_off(synapse, edit.index):
                    edit = replace(edit, value="on")
                note, leaves = f"{edit.target} is {edit.value}", True
                opposite = replace(edit, value="on" if edit.value == "off" else "off")
                if edits and edits[-1] == opposite:
                    self._undone = []  # off and on again at the same position is no edit
                    return Edited(edits[:-1], timeline.position, note)
            case Hold(name, cell):
                held = timeline.snapshot().is_held(name, cell)
                edit = Edit(timeline.position, name, cell, "free" if held else "hold")
                note = f"{edit.target} is {'trained again' if held else 'held at its value'}"
                leaves = True
                opposite = replace(edit, value="hold" if held else "free")
                if edits and edits[-1] == opposite:
                    self._undone = []
                    return Edited(edits[:-1], timeline.position, note)
            case _:
                raise TypeError(command)
        edit.check(timeline.experiment.dimensions)
        self._undone = []
        return Edited((*edits, edit), timeline.position, note, leaves)
