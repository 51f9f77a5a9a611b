"""The keys of a lecture: to other scenes, back to the present one, and insert a scene."""

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
    from tinynet_tui.ui.screen.lecture_screen import LectureScreen

    from .lecture_app import LectureApp


class LectureActions(ViewActions):
    """Go from scene to scene.

    What takes time is done by the app before its next message, so that no two actions overlap: a
    click on the last line runs its action in the line's own task.
    """

    app: LectureApp

    @property
    def main(self) -> LectureScreen:
        return self.app.main

    def action_page(self, steps: int) -> None:
        """Page through the scene's text, then go to the next or the previous scene."""
        self.app.call_next(self._page, steps)

    def action_return_to_scene(self) -> None:
        self.app.call_next(self._return_to_scene)

    def action_insert(self) -> None:
        self.app.call_next(self._insert)

    def action_move(self, rows: int, columns: int) -> None:
        text = self.main.text
        if not (rows and self.main.focused is text and text.scroll_rows(rows)):
            super().action_move(rows, columns)

    async def _page(self, steps: int) -> None:
        app, text = self.app, self.main.text
        self.main.say("")
        if self.main.enlarged not in (None, text):
            self.main.enlarge()
        if text.forward() if steps > 0 else text.backward():
            return
        if 0 <= app.index + steps < len(app.lecture.scenes):
            await self._enter(app.index + steps)
        else:
            self.main.say(f"this is the {'last' if steps > 0 else 'first'} scene")

    async def _return_to_scene(self) -> None:
        """Go back to the scene's position and panes; its text stays where it was paged to."""
        scene = self.app.scene
        self.main.say("")
        with self.app.batch_update():
            await self.main.close_what_if()
            await self.app.open_run(scene.experiment, scene.position, scene.iterations)
            self.main.stage(scene)

    async def _enter(self, index: int) -> None:
        """Go to a scene."""
        self.app.index = index
        self.app.open_text()
        await self._return_to_scene()

    async def _insert(self) -> None:
        """Insert the present screen into the lecture's file, as a scene after the present one."""
        path = self.app.path
        if path is None:
            self.main.say("no file here: `lecture --new FILE` makes one")
            return
        if self.main.reveal():
            self.main.say("the answer first; once more adds the screen")
            return
        name = shown(Path(path.name))
        try:
            self.app.lecture, index = insert(path, self.app.scene, self._screen())
        except FileError as error:
            self.main.say(f"not added: {str(error).replace(shown(path), name, 1)}")
            return
        await self._enter(index)
        self.main.say(f"scene {index + 1} added to {name}")

    def _screen(self) -> Screen:
        """Return the present screen as a scene is made from it."""
        main, frame = self.main, self.main.frame
        assert frame is not None
        snapshot, pinned = frame.snapshot, main.pinned
        experiment, iterations = snapshot.experiment, self.app.scene.iterations
        light = _light(main.lit, pinned or snapshot.step, experiment.script.roles)
        return Screen(experiment, iterations, snapshot.position, main.cursor, pinned, light)


def _light(pane: Pane | None, subject: str, roles: Roles) -> str | None:
    """Return the name by which a scene lights a pane: a variable in it, else the pane's own."""
    if pane is None:
        return None
    if isinstance(pane, NumberPane):
        names = [block.name for block in pane.blocks]
        return roles.caption(subject if subject in names else names[0])
    return "source" if isinstance(pane, SourcePane) else pane.id
