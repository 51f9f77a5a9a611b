"""A lecture's file while it is shown: saved, it is read again, and the scene stays."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from pathlib import Path
from typing import Any

from tinynet_tui.lecture import files
from tinynet_tui.lecture.insert import nearest
from tinynet_tui.lecture.scene import Lecture, Scene
from tinynet_tui.support.files import FileError, shown
from tinynet_tui.ui.panes.scene_text import SceneText
from tinynet_tui.wire.app import WireApp
from tinynet_tui.worker.scripts.saved_file import stamp

CHECK = 1.0
"""The seconds between two looks at the file: an idle process is not to wake more often."""


class LectureFile:
    """Looks at the file, and has the app take what was saved, or shows the mistake in it."""

    def __init__(self, path: Path, lecture: Lecture) -> None:
        self.path, self._seen = path, stamp(path)
        self._scripts = {*lecture.scripts}
        """Those that may be run: it was asked for when the lecture was opened."""

    @property
    def has_changed(self) -> bool:
        """True when the file has been saved since this was asked last."""
        now = stamp(self.path)
        changed = now not in (None, self._seen)
        self._seen = now or self._seen
        return changed

    def read(self) -> Lecture:
        """Return the lecture that the file holds now; FileError with its first mistake."""
        try:
            lecture = files.load(self.path)
        except FileError as error:
            name = shown(Path(self.path.name))
            raise FileError(str(error).replace(shown(self.path), name, 1)) from None
        new = [script for script in lecture.scripts if script not in self._scripts]
        if new:
            raise FileError(f"{new[0]} runs only if the lecture is opened anew")
        return lecture


class LectureReader:
    """What an app with a lecture does when the file is saved."""

    lecture: Lecture
    index: int

    def watch_file(self, app: WireApp[int], path: Path | None) -> None:
        """Look at the file from now on, if there is one."""
        if path is None:
            return
        file = LectureFile(path, self.lecture)

        def look() -> None:
            if file.has_changed:  # it is read beside what goes on, for that may take a while
                app.run_worker(self._read_saved(app, file), exclusive=True, group="lecture")

        app.set_interval(CHECK, look)

    async def _read_saved(self, app: WireApp[int], file: LectureFile) -> None:
        try:
            lecture = await asyncio.to_thread(file.read)
        except FileError as error:
            self.scene_text.complain(str(error))
        else:
            app.call_next(self._take_lecture, lecture)

    async def _take_lecture(self, lecture: Lecture) -> None:
        self.scene_text.complain("")
        if lecture == self.lecture:
            return
        old = self.lecture.scenes[self.index]
        self.lecture, self.index = lecture, nearest(lecture, old)
        new = lecture.scenes[self.index]
        moves = _staged(old) != _staged(new)
        self.scene_text.change(new, self.index, len(lecture.scenes), stays=not moves)
        if moves:
            await self.enter_again()

    @property
    def place(self) -> str:
        """The position of a scene with a script, `254:7`, once it is known."""
        return ""

    @property
    @abstractmethod
    def scene_text(self) -> SceneText[Any]:
        """The pane with the scene's text."""

    @abstractmethod
    async def enter_again(self) -> None:
        """Go to the present scene, of which more has changed than its text."""


def _staged(scene: Scene) -> tuple[object, ...]:
    """Return what must be the same for a scene to stay as it is."""
    run = (scene.experiment, scene.iterations, scene.position, scene.compare)
    shown = (scene.cursor, scene.pinned, scene.light, scene.curve, scene.view)
    of_script = (scene.script, scene.at, scene.until, scene.beside)
    return *run, *shown, *of_script, scene.play, scene.predict, scene.ask
