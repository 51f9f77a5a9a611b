"""The trainer with a lecture: keys that go through its scenes, and one that adds a scene."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.scene import Lecture, Scene
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.keys.last_line import LECTURE_IN_LAST_LINE, last_line
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.table import KEYS, LECTURE_KEYS, title
from tinynet_tui.ui.screen.lecture_screen import LectureScreen
from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.wire.driver import Driver
from tinynet_tui.worker.speed import AUTO, Speed

from .launch import run
from .lecture_actions import LectureActions
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
        LectureActions(self)
        self.open_text()
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

    def open_text(self) -> None:
        """Show the present scene's text."""
        self.room.text.open(self.scene, self.index, len(self.lecture.scenes))

    @property
    def _keys(self) -> list[Binding]:
        """The keys that do something in this lecture."""
        keys = self.bound(LECTURE_KEYS)
        return [key for key in keys if self.path is not None or key.action != "insert"]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the keys of the main screen from what lies above it."""
        if action in _ACTIONS and self.screen is not self.main:
            return False
        return super().check_action(action, parameters)

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
