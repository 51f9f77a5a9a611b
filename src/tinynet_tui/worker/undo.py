"""Changes by hand: made where the run rests, taken back and made again, the last one first."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .commands import Change, EditCommand, Switch, Undo


class Changed(NamedTuple):
    """What has become of a run."""

    edits: tuple[Edit, ...]
    position: Position
    """Where to go now."""
    note: str = ""
    leaves: bool = True
    """Whether the run as it was is one to come back to; not while values are tried."""


class EditHistory:
    """Makes the changes of a run, and knows those that were taken back."""

    def __init__(self) -> None:
        """Begin with nothing taken back."""
        self._undone: list[Edit] = []

    def forget(self) -> None:
        """Begin again with nothing taken back."""
        self._undone = []

    def obey(self, command: EditCommand, timeline: Timeline) -> Changed:
        """Return the changes of a run as a command has them; ValueError says why it cannot be."""
        edits, script = timeline.experiment.edits, timeline.experiment.script
        match command:
            case Undo(again=True):
                if not self._undone:
                    raise ValueError("nothing was undone")
                edit = self._undone.pop()
                return Changed((*edits, edit), edit.at, f"again: {edit.text(script)}")
            case Undo(quietly=quietly):
                if not edits:
                    raise ValueError("nothing was changed by hand")
                edit = edits[-1]
                if quietly:
                    return Changed(edits[:-1], timeline.position, leaves=False)
                self._undone.append(edit)
                return Changed(edits[:-1], edit.at, f"undone: {edit.text(script)}")
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
                    self._undone = []  # on and off at the same place is no change
                    return Changed(edits[:-1], timeline.position, note)
            case _:
                raise TypeError(command)
        edit.check(timeline.experiment.dimensions)
        self._undone = []
        return Changed((*edits, edit), timeline.position, note, leaves)
