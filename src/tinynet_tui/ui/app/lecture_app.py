"""The trainer with a lecture."""

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
from tinynet_tui.wire.driver import Driver
from tinynet_tui.worker.speed import AUTO, Speed

from .launch import run
from .lecture_actions import LectureActions
from .trainer_app import TrainerApp

_ACTIONS = {binding.action.split("(")[0] for binding in LECTURE_KEYS}


class LectureApp(TrainerApp):
    """The trainer, going from scene to scene; each can be explored."""

    BINDINGS: ClassVar[list[BindingType]] = [*LECTURE_KEYS]
    main: LectureScreen

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
        """Open a lecture at its scene of index `first`; `path` is its file, if it has one."""
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
        self.main.stage(self.scene)

    @property
    def scene(self) -> Scene:
        return self.lecture.scenes[self.index]

    def build_screen(self, experiment: Experiment) -> LectureScreen:
        own = last_line(self.bound(LECTURE_KEYS), LECTURE_IN_LAST_LINE)
        return LectureScreen(experiment, [*own, *last_line(self.bound(KEYS))])

    def open_text(self) -> None:
        """Show the present scene's text."""
        self.main.text.open(self.scene, self.index, len(self.lecture.scenes))

    @property
    def _keys(self) -> list[Binding]:
        """The lecture's own keys; without a file, none to insert a scene."""
        keys = self.bound(LECTURE_KEYS)
        return [key for key in keys if self.path is not None or key.action != "insert"]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ACTIONS and self.screen is not self.main:
            return False
        return super().check_action(action, parameters)

    def help_sections(self) -> list[tuple[str, list[tuple[str, str]]]]:
        lines = [(displays(key), key.tooltip) for key in self._keys]
        lit = ("╔═╗", "double lines: the pane that the scene points at")
        return [("lecture", [*lines, lit]), *super().help_sections()]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
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
    """Run a lecture until it is quit; return the exit status.

    The last session is written to `resume_path`: the numbers, not the scene.
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
    return run(app, resume_path)
