"""The trainer with a lecture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.insert import insert
from tinynet_tui.lecture.replies import Replies
from tinynet_tui.lecture.scene import Lecture, Scene
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.files import FileError, shown
from tinynet_tui.ui.dialogs.blank import Blank, close_dialogs
from tinynet_tui.ui.keys.last_line import LECTURE_IN_LAST_LINE, last_line
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.table import KEYS, LECTURE_KEYS, in_lecture, title
from tinynet_tui.ui.panes.scene_text import SceneText
from tinynet_tui.ui.screen.lecture_screen import LectureScreen
from tinynet_tui.worker.commands import AtSpeed, Open, Play
from tinynet_tui.worker.speed import AUTO, Speed, by_name

from .answer_actions import AnswerActions
from .lecture_file import LectureReader
from .screen_state import screen_state
from .trainer_app import TrainerApp
from .view_actions import ViewActions

_ACTIONS = {binding.action.split("(")[0] for binding in LECTURE_KEYS}


class LectureApp(TrainerApp, LectureReader):
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
        replies: Replies | None = None,
    ) -> None:
        """Open a lecture at its scene of index `first`; `path` is its file, if it has one.

        `replies` are the answers that were given in scenes before.
        """
        self.lecture, self.index = lecture, first
        settings = settings or Settings()
        settings = replace(settings, keys=in_lecture(settings.keys, clicker=settings.clicker))
        self.path = None if kiosk else path
        self.onward: int | None = None
        """The scene with a script that follows, once this app is left."""
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
        self._scene_actions = LectureActions(self)
        AnswerActions(self)
        self.main.replies = replies or Replies()
        self.open_text()
        self.main.stage(self.scene)
        if self.scene.compare is not None:
            self.first = [self.opening()]

    @property
    def scene(self) -> Scene:
        return self.lecture.scenes[self.index]

    def begin(self) -> None:
        super().begin()
        self.watch_file(self, self.path)

    @property
    def scene_text(self) -> SceneText:
        return self.main.text

    async def enter_again(self) -> None:
        await self._scene_actions.enter_again()

    def go_to(self, text: str) -> None:
        self._scene_actions.go(text)

    def opening(self) -> Open:
        """Return the command that opens the present scene's run."""
        scene = self.scene
        run = (scene.experiment, scene.position, scene.iterations)
        return Open(*run, anew=True, beside=scene.compare)

    def build_screen(self, experiment: Experiment) -> LectureScreen:
        own = last_line(self.bound(LECTURE_KEYS), LECTURE_IN_LAST_LINE)
        return LectureScreen(experiment, [*own, *last_line(self.bound(KEYS))])

    def key_tables(self) -> list[list[Binding]]:
        return [*super().key_tables(), self.bound(LECTURE_KEYS)]

    def open_text(self) -> None:
        """Show the present scene's text, its question not answered."""
        self.main.replies.enter(self.scene)
        self.main.text.open(self.scene, self.index, len(self.lecture.scenes))
        self.main.text.score = self.main.replies.score

    @property
    def _keys(self) -> list[Binding]:
        """The lecture's own keys; without a file, none to insert a scene."""
        keys = self.bound(LECTURE_KEYS)
        return [key for key in keys if self.path is not None or key.action != "insert"]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ACTIONS - {"page"} and self.screen is not self.main:
            return False
        return super().check_action(action, parameters)

    def help_sections(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        lines = [(displays(key), key.tooltip) for key in self._keys]
        lit = ("╔═╗", "double lines: the pane that this scene is about")
        return [("lecture", [*lines, lit]), *super().help_sections()]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for key in self._keys:
            yield SystemCommand(title(key), f"key {displays(key)}", self._caller(key.action))
        for number, scene in enumerate(self.lecture.scenes, 1):
            go = self._caller(f"scene({number - 1})")
            yield SystemCommand(f"scene {number}: {scene.title}", "go to this scene", go)
        yield from super().get_system_commands(screen)


class LectureActions(ViewActions):
    """Go from scene to scene.

    What takes time is done by the app before its next message, so that no two actions overlap: a
    click on the last line runs its action in the line's own task.
    """

    app: LectureApp
    _speed_before: Speed | None = None
    """The speed before the scene began to play."""

    @property
    def main(self) -> LectureScreen:
        return self.app.main

    def action_page(self, steps: int) -> None:
        """Page through the scene's text, then go to the next or the previous scene."""
        self.app.call_next(self._page, steps)

    def action_scene(self, index: int) -> None:
        """Go to the scene of an index."""
        self.app.call_next(self.enter, index)

    def action_goto(self) -> None:
        from tinynet_tui.ui.dialogs.goto import GoTo, in_lecture

        hint = in_lecture(len(self.app.lecture.scenes))
        self.app.push_screen(GoTo(self.main.experiment.script.names, self.go, hint))

    def go(self, text: str) -> None:
        """Go to a scene such as #5, or to a position; raises ValueError if it is neither."""
        from tinynet_tui.ui.dialogs.goto import scene_index

        index = scene_index(text, len(self.app.lecture.scenes))
        if index is None:
            self.app.run_actions.go(text)
        else:
            self.action_scene(index)

    def action_blank(self) -> None:
        self.app.push_screen(Blank())

    def action_return(self) -> None:
        """Go back along the hops first, then to the scene."""
        if self.main.frame is not None and self.main.frame.hops:
            super().action_return()
        else:
            self.app.call_next(self._return_to_scene)

    def action_insert(self) -> None:
        self.app.call_next(self._insert)

    def action_move(self, rows: int, columns: int) -> None:
        text = self.main.text
        if not (rows and self.main.focused is text and text.scroll_rows(rows)):
            super().action_move(rows, columns)

    async def _page(self, steps: int) -> None:
        app, text = self.app, self.main.text
        if await close_dialogs(app, self.main):
            return
        self.main.say("")
        if self.main.enlarged not in (None, text):
            self.main.enlarge()
        is_last = app.index + 1 == len(app.lecture.scenes)
        if steps > 0 and text.awaited and not (is_last and not app.scene.question):
            return  # the first page is shown first
        if steps > 0 and text.plays:
            self._begin_to_play()
            return
        if text.forward() if steps > 0 else text.backward():
            if text.answered and not text.verdict:
                self.main.show_verdict()
            return
        if 0 <= app.index + steps < len(app.lecture.scenes):
            await self.enter(app.index + steps)
        else:
            score = f": {text.score}" if steps > 0 and text.score else ""
            self.main.say(f"this is the {'last' if steps > 0 else 'first'} scene{score}")

    def _begin_to_play(self) -> None:
        """Play at the scene's speed, until the scene is left or returned to."""
        assert self.main.frame is not None
        self._speed_before = self.main.frame.speed
        self.main.text.plays = False
        self.send(AtSpeed(by_name(self.app.scene.play)))
        self.send(Play(True))

    async def _return_to_scene(self) -> None:
        """Go back to the scene's position and panes; its text stays where it was paged to."""
        scene = self.app.scene
        self.main.say("")
        self.main.text.plays = bool(scene.play)
        if self._speed_before is not None:
            self.send(AtSpeed(self._speed_before))
            self._speed_before = None
        with self.app.batch_update():
            await self.main.close_what_if()
            await self.app.send_opening(self.app.opening())
            self.main.stage(scene)
            await self.main.turn_to_scene()

    async def enter(self, index: int) -> None:
        """Go to a scene; to one with a script in another app."""
        await close_dialogs(self.app, self.main)
        if self.app.lecture.scenes[index].script:
            self.app.onward = index
            self.app.exit(0)
            return
        self.app.index = index
        self.app.open_text()
        await self._return_to_scene()

    async def enter_again(self) -> None:
        """Go to the present scene, whose settings have changed in the file."""
        if self.app.scene.script:
            await self.enter(self.app.index)
        else:
            if not self.main.text.answered:
                self.main.replies.enter(self.app.scene)  # it may have been shown before
            await self._return_to_scene()

    async def _insert(self) -> None:
        """Insert the present screen into the lecture's file, as a scene after the present one."""
        path = self.app.path
        if path is None:
            self.main.say("this lecture has no file; `tinynet-tui lecture --new FILE` writes one")
            return
        if self.main.reveal():
            self.main.say("the quiz was open; press the key again to insert the screen")
            return
        name = shown(Path(path.name))
        try:
            self.app.lecture, index = insert(path, self.app.scene, screen_state(self.main))
        except FileError as error:
            self.main.say(f"not inserted: {str(error).replace(shown(path), name, 1)}")
            return
        await self.enter(index)
        self.main.say(f"inserted as scene {index + 1} of {name}")
