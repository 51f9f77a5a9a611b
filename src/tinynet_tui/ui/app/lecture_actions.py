"""The keys of a lecture: through its scenes, back to the present one, and one more of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.lecture.insert import Screen, insert
from tinynet_tui.network.roles import Roles
from tinynet_tui.support.files import FileError, shown
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.panes.source import SourcePane

from .view_actions import ViewActions

if TYPE_CHECKING:
    from .lecture_app import LectureApp


class LectureActions(ViewActions):
    """Goes through the scenes.

    What takes a while is done in the app's own turn, before the next key, and never at once with
    another: a click on the last line comes in the line's turn.
    """

    def __init__(self, app: LectureApp) -> None:
        """Give a lecture these actions."""
        super().__init__(app)
        self._lecture = app

    def action_page(self, steps: int) -> None:
        """Go on or back: within the scene as long as there is something, then to another."""
        self.app.call_next(self._page, steps)

    def action_return_to_scene(self) -> None:
        """Return to where the scene stands, its text as far as it was."""
        self.app.call_next(self._return_to_scene)

    def action_insert(self) -> None:
        """Write the present screen into the lecture's file, as a scene behind the present one."""
        self.app.call_next(self._insert)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor; in the lecture's text, scroll."""
        text = self._lecture.room.text
        if not (rows and self.main.focused is text and text.scroll_rows(rows)):
            super().action_move(rows, columns)

    async def _page(self, steps: int) -> None:
        lecture, text = self._lecture, self._lecture.room.text
        self.main.say("")
        if self.main.enlarged not in (None, text):
            self.main.enlarge()
        if text.forward() if steps > 0 else text.backward():
            return
        if 0 <= lecture.index + steps < len(lecture.lecture.scenes):
            await self._enter(lecture.index + steps)
        else:
            self.main.say(f"this is the {'last' if steps > 0 else 'first'} scene")

    async def _return_to_scene(self) -> None:
        scene = self._lecture.scene
        self.main.say("")
        with self.app.batch_update():
            await self.main.close_what_if()
            await self.app.open_run(scene.experiment, scene.position, scene.iterations)
            self._lecture.room.stage(scene)

    async def _enter(self, index: int) -> None:
        """Go to a scene."""
        self._lecture.index = index
        self._lecture.open_text()
        await self._return_to_scene()

    async def _insert(self) -> None:
        """Add a scene."""
        path = self._lecture.path
        if path is None:
            self.main.say("no file here: `lecture --new FILE` makes one")
            return
        if self.main.reveal():
            self.main.say("the answer first; once more adds the screen")
            return
        name = shown(Path(path.name))
        try:
            self._lecture.lecture, index = insert(path, self._lecture.scene, self._seen())
        except FileError as error:
            self.main.say(f"not added: {str(error).replace(shown(path), name, 1)}")
            return
        await self._enter(index)
        self.main.say(f"scene {index + 1} added to {name}")

    def _seen(self) -> Screen:
        """Return what makes the present screen what it is."""
        frame = self.main.frame
        assert frame is not None
        snapshot, lit = frame.snapshot, self._lecture.room.lit
        return Screen(
            snapshot.experiment,
            self._lecture.scene.iterations,
            snapshot.position,
            self.main.cursor,
            self.main.pinned,
            None
            if lit is None
            else _light(lit, self.main.pinned or snapshot.step, snapshot.experiment.script.roles),
        )


def _light(pane: Pane, subject: str, roles: Roles) -> str | None:
    """Return the name by which a scene lights a pane: a variable in it, else what it is."""
    if isinstance(pane, NumberPane):
        names = [block.name for block in pane.blocks]
        return roles.caption(subject if subject in names else names[0])
    return "source" if isinstance(pane, SourcePane) else pane.id
