"""How a script comes to stand at a position, or at the end of its loop."""

from __future__ import annotations

import time
from contextlib import suppress

from tinynet_tui.engine import engine as engines
from tinynet_tui.experiment.edits import counted

from .position import LAST, Target
from .run import BROKEN, GRACE, ScriptRun


class ScriptArriving(ScriptRun):
    """Comes to stand at positions."""

    def _show(self, target: Target) -> bool:
        """Stand at a target, or at the end if the loop ends before it; False if interrupted."""
        script = self.script
        try:
            if target.inner_loop is not None:
                found = script.round(target)
                if found is None:
                    return False
                target = found
            rests = not self._playing
            is_away = script.engine.where.iteration != target.iteration
            if is_away and (rests or script.length is None):
                script.run_to(target.iteration, tell=rests)  # at the end, its length is known
            length = script.length
            if length is not None and target.iteration >= length:
                return self._show_end()
            frame = script.at(target)
        except BROKEN:
            length = script.length
            if length is None or not (target.carries or target.iteration >= length - 1):
                raise
            return self._show_end()
        if frame is None:
            return False
        is_short = script.is_short
        if target.name and not script.writes(frame, target.name):
            if script.raised_for(target.name, target.iteration):
                return self._show_end()
            self._note = f"iteration {target.iteration:,} does not assign {target.name!r}"
        self._stand(frame)
        if is_short and target.typed and not self._is_last(frame.where):
            self._note = script.shortness(frame)
        return self._show_end() if is_short and self._is_last(frame.where) else True

    def _show_end(self) -> bool:
        """Stand at the last step, or at the one that raised an exception."""
        length = self.script.length
        assert length is not None
        frame = self.script.at(Target(max(0, length - 1), LAST))
        if frame is None:
            return False
        self._stand(frame)
        self._playing = False
        self._at_raise = self.script.raised is not None
        self._furthest = max(self._furthest, self._here)
        self._end = None if self._at_raise else frame.where
        self._note = self._note or self._end_in_words()
        self._ending = not (self._at_raise or self._ended)
        return True

    def _stand(self, frame: engines.Frame) -> None:
        self._shown, self._at_raise = frame, False
        self._furthest = max(self._furthest, self._here)

    def _end_in_words(self) -> str:
        script, raised = self.script, self.script.raised
        if raised is not None:
            return f"{self._raised_place()} raised {raised.type}"
        return f"the loop ends after {counted(script.length or 0, 'iteration')}"

    def _raised_place(self) -> str:
        """Return the place of an exception: its iteration, and what the step would have written."""
        raised, step = self.script.raised, self._here.step
        line = None if raised is None else raised.at or raised.line
        written = next(
            (one.writes[:1] for one in self.plan.steps if line and one.line <= line <= one.end), ()
        )
        return f"{self._here.iteration:,}:{written[0] if written else step}"

    def _trail_back(self) -> engines.Trail:
        """Return the positions before the one that is shown; while it rests, as many as needed."""
        rests = not (self._playing or self.has_job)
        key = (self._run_number, self._shown.where, tuple(self._edits), rests)
        if key != self._trail_key:
            self._since = time.monotonic()
            self._trail_key, self._trail, self._trail_lacks = key, (), False
            with suppress(*BROKEN):
                self._trail = self.script.trail(self._shown, complete=rests)
                self._trail_lacks = rests and self.script.lacks(self._trail)
            if self._has_command():  # it may have been cut off
                self._trail_key = None
        return self._trail

    def _complete_trail(self) -> bool:
        """Look for what a Frame could not wait for; True if there is another one to be shown."""
        known, self._trail_lacks = self._trail, False
        self._since = -GRACE  # a command need not wait for the end
        with suppress(*BROKEN):
            self._trail = self.script.trail(self._shown, complete=True, patient=True)
        if self._has_command():  # it may have been cut off
            self._trail_key = None
        return len(self._trail) > len(known)
