"""When the Frames of a script are shown."""

from __future__ import annotations

from tinynet_tui.blame.hop import Hop
from tinynet_tui.slopes.judged import Verdict
from tinynet_tui.worker.scripts.story import Story

from .pacing import Pacing
from .script_dialogs import ScriptDialogs


class ScriptFrames(Pacing):
    """Shows the Frames of a script."""

    def __init__(self, app: ScriptDialogs, *, spares_link: bool) -> None:
        super().__init__(app, spares_link=spares_link)
        self._script_app = app
        self._story: Story | None = None
        """The story that was shown last."""
        self._hop: Hop | None = None
        """The hop that was shown last."""
        self._verdict: Verdict | None = None
        """The check of the slopes that was."""

    @property
    def _plays(self) -> bool:
        frame = self._script_app.main.frame
        return frame is not None and frame.playing

    def show_latest(self) -> None:
        self.awaited = False
        frame = None if self._app.ending else self._script_app.worker.take()
        if frame is not None:
            self._app.call_next(self._script_app.main.show, frame)
            if frame.story is not None and frame.story is not self._story:
                self._app.call_next(self._script_app.show_story, frame.story)
            self._story = frame.story
            if frame.verdict is not None and frame.verdict is not self._verdict:
                self._app.call_next(self._script_app.show_slopes, frame.verdict)
            self._verdict = frame.verdict
            if frame.hop is not None and frame.hop is not self._hop and frame.hop.place is not None:
                self._app.call_next(self._script_app.main.choose_place, frame.hop.place)
            self._hop = frame.hop
