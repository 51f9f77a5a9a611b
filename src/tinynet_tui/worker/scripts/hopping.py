"""Hops from a number to what mattered most for it, and back."""

from __future__ import annotations

from abc import ABC

from tinynet_tui.blame.hop import Hop, Place
from tinynet_tui.worker.commands import Blame, HopBack

from .blaming import ScriptBlaming
from .changes import ScriptChanges
from .position import Target


class ScriptHopping(ScriptChanges, ABC):
    """Begins hops, and takes them back."""

    def _blame(self, command: Blame) -> None:
        """Look for what mattered most for the explained number, or where the last hop leads."""
        self._stop()
        if self._at_raise:
            self._note = "nothing is known where an exception was raised: go back a step"
            return
        hops = self._hops.of(self.script)
        here = self._shown.where
        origin = hops.origin(Place(command.label, command.cell, *here), command.seen)
        origin = origin._replace(iteration=here.iteration, step=here.step)
        self._telling = ScriptBlaming(self.script, self._shown, origin, self._edits, hops)
        self._clock.hold_back()

    def _hop_back(self, _: HopBack) -> None:
        """Go back to where the last hop began."""
        self._hop_to(self._hops.of(self.script).back())

    def _hop_to(self, hop: Hop) -> None:
        """Go where a hop leads; what waits is obeyed there."""
        queue = self._queue
        self._stop()
        self._hop, self._note = hop, hop.words
        if hop.place is not None:
            self._begin(Target(hop.place.iteration, hop.place.step))
        self._queue = queue
        if hop.place is None:
            self._arrive()

    def _hopped(self, blaming: ScriptBlaming) -> None:
        assert blaming.hop is not None
        self._hops.of(self.script).add(blaming.origin, blaming.hop)
        self._hop_to(blaming.hop)
