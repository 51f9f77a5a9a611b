"""The trainer with a lecture: keys that go through its scenes, and one that adds a scene."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture import spotlights as panes
from tinynet_tui.lecture.insert import Screen as Seen
from tinynet_tui.lecture.insert import insert
from tinynet_tui.lecture.scene import Lecture, Scene
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.files import FileError, shown
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.keys.last_line import LECTURE_IN_LAST_LINE, last_line
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.table import KEYS, LECTURE_KEYS, title
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.panes.source import SourcePane
from tinynet_tui.ui.screen.lecture_screen import LectureScreen
from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.wire.driver import Driver
from tinynet_tui.worker.speed import AUTO, Speed

from .launch import run
from .trainer_app import TrainerApp

_ACTIONS = {binding.action.split("(")[0] for binding in LECTURE_KEYS}


class LectureApp(TrainerApp):
    """The trainer, going from scene to scene; in between everything can be explored."""

    BINDINGS: ClassVar[list[BindingType]] = [*LECTURE_KEYS]

    def __init__(
        self,
        lecture: Lecture,
        *,
        path: Path | None = None,
        first: int = 0,
        speed: Speed = AUTO,
        fps: float = 10,
        settings: Settings | None = None,
        kiosk: bool = False,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Open a lecture at one of its scenes, from 0; `path` is its file, if it has one."""
        self.lecture, self.index = lecture, first
        self.path = None if kiosk else path
        super().__init__(
            self.scene.experiment,
            iterations=self.scene.iterations,
            speed=speed,
            fps=fps,
            at=self.scene.position,
            settings=settings,
            kiosk=kiosk,
            driver_class=driver_class,
        )
        self._open_text()
        self.room.stage(self.scene)

    @property
    def scene(self) -> Scene:
        """The present scene."""
        return self.lecture.scenes[self.index]

    @property
    def room(self) -> LectureScreen:
        """The main screen, as the lecture knows it."""
        assert isinstance(self.main, LectureScreen)
        return self.main

    def build_screen(self, experiment: Experiment) -> MainScreen:
        """Build the screen with the panes of an experiment, and room for a text."""
        return LectureScreen(
            experiment,
            [
                *last_line(self.bound(LECTURE_KEYS), LECTURE_IN_LAST_LINE),
                *last_line(self.bound(KEYS)),
            ],
        )

    # Going through the scenes.

    # What takes a while is done in the app's own turn, before the next key, and never at once
    # with another: a click on the last line comes in the line's turn.

    def action_page(self, steps: int) -> None:
        """Go on or back: within the scene as long as there is something, then to another."""
        self.call_next(self._page, steps)

    def action_return_to_scene(self) -> None:
        """Return to where the scene stands, its text as far as it was."""
        self.call_next(self._return_to_scene)

    def action_insert(self) -> None:
        """Write the present screen into the lecture's file, as a scene behind the present one."""
        self.call_next(self._insert)

    async def _page(self, steps: int) -> None:
        text = self.room.text
        self.room.say("")
        if self.main.enlarged not in (None, text):
            self.main.enlarge()
        if text.forward() if steps > 0 else text.backward():
            return
        if 0 <= self.index + steps < len(self.lecture.scenes):
            await self._enter(self.index + steps)
        else:
            self.room.say(f"this is the {'last' if steps > 0 else 'first'} scene")

    async def _return_to_scene(self) -> None:
        scene = self.scene
        self.room.say("")
        with self.batch_update():
            await self.room.close_what_if()
            await self.open_run(scene.experiment, scene.position, scene.iterations)
            self.room.stage(scene)

    async def _enter(self, index: int) -> None:
        """Go to a scene."""
        self.index = index
        self._open_text()
        await self._return_to_scene()

    def _open_text(self) -> None:
        self.room.text.open(self.scene, self.index, len(self.lecture.scenes))

    # Adding a scene.

    async def _insert(self) -> None:
        if self.path is None:
            self.room.say("no file here: `lecture --new FILE` makes one")
            return
        if self.reveal():
            self.room.say("the answer first; once more adds the screen")
            return
        try:
            self.lecture, index = insert(self.path, self.scene, self._seen())
        except FileError as error:
            reason = str(error).replace(shown(self.path), self._file_name, 1)
            self.room.say(f"not added: {reason}")
            return
        await self._enter(index)
        self.room.say(f"scene {index + 1} added to {self._file_name}")

    @property
    def _file_name(self) -> str:
        """The lecture's file, without its folder."""
        return "" if self.path is None else shown(Path(self.path.name))

    def _seen(self) -> Seen:
        """Return what makes the present screen what it is."""
        frame = self.main.frame
        assert frame is not None
        snapshot, lit = frame.snapshot, self.room.lit
        return Seen(
            snapshot.experiment,
            self.scene.iterations,
            snapshot.position,
            self.main.cursor,
            self.main.pinned,
            None if lit is None else _light(lit, self.main.pinned or snapshot.step),
        )

    # What there is to choose from.

    @property
    def _keys(self) -> list[Binding]:
        """The keys that do something in this lecture."""
        keys = self.bound(LECTURE_KEYS)
        return [key for key in keys if self.path is not None or key.action != "insert"]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the keys of the main screen from what lies above it."""
        if action in _ACTIONS:
            return self.offers(action) and self.screen is self.main
        return super().check_action(action, parameters)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor; in the lecture's text, scroll."""
        text = self.room.text
        if not (rows and self.main.focused is text and text.scroll_rows(rows)):
            super().action_move(rows, columns)

    def help_sections(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return what the help explains, the lecture's own keys first."""
        lines = [(displays(key), key.tooltip) for key in self._keys]
        lit = ("╔═╗", "double lines: the pane that the scene points at")
        return [("lecture", [*lines, lit]), *super().help_sections()]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List every key's action in the palette, the lecture's own first."""
        for key in self._keys:
            yield SystemCommand(title(key), f"key {displays(key)}", self._caller(key.action))
        yield from super().get_system_commands(screen)


def open_lecture(
    lecture: Lecture,
    *,
    path: Path | None,
    first: int,
    speed: Speed,
    settings: Settings,
    resume_path: Path | None,
    kiosk: bool = False,
) -> int:
    """Open a lecture until it is quit; return the exit status.

    The numbers that were shown last are kept in `resume_path`, not the scene.
    """
    app = LectureApp(
        lecture,
        path=path,
        first=first,
        speed=speed,
        fps=settings.fps,
        settings=settings,
        kiosk=kiosk,
        driver_class=Driver,
    )
    return run(app, mouse=settings.mouse, resume_path=resume_path)


def _light(pane: Pane, subject: str) -> str | None:
    """Return the name by which a scene lights a pane: a variable in it, else what it is."""
    if isinstance(pane, NumberPane):
        names = [block.name for block in pane.blocks]
        return panes.caption(subject if subject in names else names[0])
    return "source" if isinstance(pane, SourcePane) else pane.id
