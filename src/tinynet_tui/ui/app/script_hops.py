"""The keys that hop from a number to what mattered most for it, and back."""

from __future__ import annotations

from tinynet_tui.worker.commands import Blame, HopBack

from .script_comparing import ScriptComparing


class ScriptHops(ScriptComparing):
    """Hops on and back."""

    def action_blame(self) -> None:
        """Go to what mattered most for the number under the cursor."""
        self.main.reveal()
        frame, place = self.main.frame, self.main.explained_place()
        if frame is None or frame.plan is None:
            return
        if place is None:
            found = self.main.edited()
            self.tell(found if isinstance(found, str) else "this is no number of an array")
        else:
            self.send(Blame(place.label, place.cell, frame.hops))

    def action_return(self) -> None:
        """Go back to where the last hop began."""
        self.main.reveal()
        self.send(HopBack())
