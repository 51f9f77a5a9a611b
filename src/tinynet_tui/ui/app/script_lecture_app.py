"""The trainer with a lecture, in a scene with a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from tinynet_tui.collection.collection import find
from tinynet_tui.collection.fitted import fitted
from tinynet_tui.engine.plan import Choice
from tinynet_tui.lab import lab
from tinynet_tui.lecture.replies import Replies
from tinynet_tui.lecture.scene import Lecture, Scene
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.files import FileError, shown
from tinynet_tui.ui.dialogs.blank import Blank, close_dialogs
from tinynet_tui.ui.keys.last_line import LECTURE_IN_LAST_LINE, Key, last_line
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.table import LECTURE_KEYS, in_lecture
from tinynet_tui.ui.panes.scene_text import SceneText
from tinynet_tui.ui.panes.script.view import ScriptView
from tinynet_tui.ui.screen.script_lecture_screen import ScriptLectureScreen
from tinynet_tui.worker.commands import AtSpeed, Play
from tinynet_tui.worker.scripts.commands import Return, ScriptCommand
from tinynet_tui.worker.scripts.worker import ScriptWorker
from tinynet_tui.worker.speed import Speed, by_name

from .answer_actions import answers
from .lecture_file import LectureReader
from .script_app import ScriptApp, told

PROGRAM = "tinynet-tui"
_ACTIONS = {binding.action.split("(")[0] for binding in LECTURE_KEYS}


class ScriptLectureApp(ScriptApp, LectureReader):
    """The trainer with a script, in a scene of a lecture."""

    BINDINGS: ClassVar[list[BindingType]] = [*LECTURE_KEYS]
    main: ScriptLectureScreen
    lists_scripts = False
    _refused = ""
    """Why the script cannot be opened."""
    _speed_before: Speed | None = None
    """The speed before the scene began to play."""

    def __init__(
        self,
        lecture: Lecture,
        index: int,
        folder: Path,
        *,
        speed: Speed,
        settings: Settings,
        driver_class: type[Driver] | None = None,
        file: Path | None = None,
        replies: Replies | None = None,
    ) -> None:
        """Open the scene of an index; scripts are in a folder, or named from there.

        `file` is the lecture's, in which scenes are inserted; `replies` are the answers so far.
        """
        self.lecture, self.index, self.lecture_file = lecture, index, file
        self.onward: int | None = None
        """The scene that follows, once this one is left."""
        settings = replace(settings, keys=in_lecture(settings.keys, clicker=settings.clicker))
        one = find(self.scene.script)
        bug = lab.find(self.scene.script)
        path = lab.path_of(self.scene.script, folder)
        worker = ScriptWorker(
            path,
            speed=speed,
            fps=settings.fps,
            at=self.scene.at or None,
            until=self.scene.until,
            beside=self.scene.beside,
            text=fitted(one) if one else None,
        )
        ours, visit = one or bug, None if bug is None else lab.Visit(bug)
        command = [PROGRAM, "--script", self.scene.script] if ours else [PROGRAM, str(path)]
        super().__init__(
            worker, command=command, settings=settings, visit=visit, driver_class=driver_class
        )
        self.main.replies = replies or Replies()
        self.main.replies.enter(self.scene)
        self.main.text.file = "" if file is None else shown(Path(file.name))
        self.main.text.open(self.scene, index, len(lecture.scenes))
        self.main.text.score = self.main.replies.score
        self.main.stage(self.scene)
        worker.start()

    def begin(self) -> None:
        super().begin()
        self.watch_file(self, self.lecture_file)

    def on_script_app_frame_ready(self) -> None:
        failure = self.worker.failure
        line = None if failure is None else told(self.worker, failure)
        if line is None:
            super().on_script_app_frame_ready()
            return
        self.worker.failure, self._refused = None, line[0].removeprefix("--")
        self.frames.show_soon()
        self.main.text.complain(self._refused)

    def send(self, command: ScriptCommand) -> None:
        if self._refused:
            self.main.say("the scene's script cannot be opened")
        else:
            super().send(command)

    @property
    def scene_text(self) -> SceneText[ScriptView]:
        return self.main.text

    @property
    def place(self) -> str:
        place = self.main.quiz.place
        asks = self.scene.ask is not None
        return f"{place.iteration}:{place.step}" if asks and place is not None else ""

    async def enter_again(self) -> None:
        self.action_scene(self.index)

    @property
    def is_untouched(self) -> bool:
        frame = self.main.frame
        if frame is None or frame.plan is None:
            return True
        unchanged = not frame.edits and frame.choice == Choice()
        is_there = frame.where == frame.opened_at
        return super().is_untouched or bool(frame.job) or (is_there and unchanged)

    @property
    def scene(self) -> Scene:
        return self.lecture.scenes[self.index]

    def build_screen(self, keys: list[Key]) -> ScriptLectureScreen:
        own = last_line(self.bound(LECTURE_KEYS), LECTURE_IN_LAST_LINE)
        return ScriptLectureScreen([*own, *keys])

    def key_tables(self) -> list[list[Binding]]:
        return [*super().key_tables(), self.bound(LECTURE_KEYS)]

    def more_help(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        keys = [key for key in self.bound(LECTURE_KEYS) if key.action != "insert"]
        return [("lecture", [(displays(key), key.tooltip) for key in keys]), *super().more_help()]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ACTIONS - {"page"} and self.screen is not self.main:
            return False
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for number, scene in enumerate(self.lecture.scenes, 1):
            go = partial(self.run_action, f"scene({number - 1})")
            yield SystemCommand(f"scene {number}: {scene.title}", "go to this scene", go)
        yield from super().get_system_commands(screen)

    def action_scene(self, index: int) -> None:
        """Go to the scene of an index."""
        self.onward = index
        self.exit(0)

    def go_to(self, text: str) -> None:
        from tinynet_tui.ui.dialogs.goto import scene_index

        index = scene_index(text, len(self.lecture.scenes))
        if index is None:
            super().go_to(text)
        else:
            self.action_scene(index)

    def action_page(self, steps: int) -> None:
        """Page through the scene's text, then go to the next or the previous scene."""
        self.call_next(self._page, steps)

    async def _page(self, steps: int) -> None:
        if await close_dialogs(self, self.main):
            return
        text, there = self.main.text, self.index + steps
        self.main.say("")
        if self.main.enlarged not in (None, text):
            self.main.enlarge()
        if self.main.slot is not text:
            self.main.show_text()
            return
        is_last = self.index + 1 == len(self.lecture.scenes)
        if self._refused:
            self._leave(there)
            return
        if steps > 0 and text.awaited and not (is_last and not self.scene.question):
            self._leave_awaited(there, is_last=is_last)
            return
        if steps > 0 and text.plays:
            self._begin_to_play()
            return
        if text.forward() if steps > 0 else text.backward():
            if text.answered and not text.verdict:
                self.main.show_verdict()
            return
        self._leave(there)

    def _leave(self, there: int) -> None:
        if 0 <= there < len(self.lecture.scenes):
            self.action_scene(there)
        else:
            score = f": {self.main.text.score}" if there > 0 and self.main.text.score else ""
            self.main.say(f"this is the {'last' if there > 0 else 'first'} scene{score}")

    def _leave_awaited(self, there: int, *, is_last: bool) -> None:
        """Say how the text is left while it is awaited; then leave it."""
        frame, text = self.main.frame, self.main.text
        if is_last or frame is None or not frame.job:
            return  # the first page is about to be shown
        if text.may_leave:
            self.action_scene(there)
        else:
            text.offer_to_leave()

    def action_blank(self) -> None:
        self.push_screen(Blank())

    def action_return(self) -> None:
        """Go back along the hops first, then to the scene."""
        if self.main.frame is not None and self.main.frame.hops:
            super().action_return()
        else:
            self.call_next(self._return_to_scene)

    def _begin_to_play(self) -> None:
        """Play at the scene's speed, until the scene is left or returned to."""
        if self.main.frame is not None:
            self._speed_before = self.main.frame.speed
        self.main.text.plays = False
        self.send(AtSpeed(by_name(self.scene.play)))
        self.send(Play(True))

    async def _return_to_scene(self) -> None:
        self.main.text.plays = bool(self.scene.play)
        if self._speed_before is not None:
            self.send(AtSpeed(self._speed_before))
            self._speed_before = None
        if self.main.what_if is not None:
            await self.main.close_what_if()
        self.send(Return())
        self.main.stage(self.scene)
        await self.main.turn_to_scene()

    def action_edit(self) -> None:
        if not answers(self):
            super().action_edit()

    def action_insert(self) -> None:
        self.call_next(self._insert)

    async def _insert(self) -> None:
        """Insert the present screen into the lecture's file, as the next scene; go there."""
        from tinynet_tui.lecture.insert import ScriptState, insert

        frame, view, path = self.main.frame, self.main.view, self.lecture_file
        if path is None:
            self.main.say("this lecture has no file; `tinynet-tui lecture --new FILE` writes one")
            return
        if frame is None or view is None or frame.plan is None:
            return
        if self.main.reveal():
            self.main.say("the quiz was open; press the key again to insert the screen")
            return
        if frame.edits or frame.choice != Choice():
            self.main.say("not inserted: a scene with a script has no edits and no other settings")
            return
        found, step = self.main.edited(), view.step
        written = step.writes[0] if step is not None and step.writes else f"step {frame.where.step}"
        state = ScriptState(
            self.scene.script,
            view.position_text,
            written,
            "" if isinstance(found, str) else found[0],
            self.main.lit,
            self.main.seen,
            self.main.explanation.curve_first,
        )
        name = shown(Path(path.name))
        try:
            self.lecture, index = insert(path, self.scene, state)
        except FileError as error:
            self.main.say(f"not inserted: {str(error).replace(shown(path), name, 1)}")
            return
        self.onward = index
        self.exit(0)
