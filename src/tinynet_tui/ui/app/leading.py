"""Leading a class: what the screen shows is shared with all who follow."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from textual.app import SystemCommand

from tinynet_tui.classroom.lecturer import Lecturer
from tinynet_tui.classroom.people import Person
from tinynet_tui.classroom.shared import MOST_SETTINGS, ClassError, Shared, digest
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture import shared_script
from tinynet_tui.lecture.handed_out import scene_text
from tinynet_tui.lecture.left_scene import LeftScene
from tinynet_tui.lecture.own_data import name_of, text_of, written
from tinynet_tui.lecture.results import Results
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import Head, ScreenState, lines
from tinynet_tui.lecture.shared_script import SharedScript
from tinynet_tui.support.files import FileError
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.end_class import EndClass
from tinynet_tui.ui.dialogs.who_is_here import WhoIsHere
from tinynet_tui.worker.frame import Frame
from tinynet_tui.worker.scripts.frame import ScriptFrame

from .base_app import TerminalApp
from .lecture_app import LectureApp
from .prompting import Prompting, Prompts
from .screen_state import screen_state
from .script_app import ScriptApp
from .script_lecture_app import ScriptLectureApp
from .script_state import script_state
from .shown_answers import ShownAnswers
from .trainer_app import TrainerApp

LedApp = TrainerApp | ScriptApp
"""What can be led."""
SETTINGS = "settings"
"""The name of the file with the settings, where they are too long for a message."""
SECONDS_TOLD = 20.0
"""How long it is told in which scene the class was."""
SECONDS = 1.0
"""How often the position is shared while the run moves by itself."""


class Leads(Prompts, Protocol):
    """What leads a class: a `Lecturer`."""

    def answers(self, scene: int, question: str) -> Mapping[str, int]: ...

    def people(self, scene: int, question: str) -> tuple[Person, ...]: ...

    def open(self) -> None: ...

    def publish(self, state: Shared, texts: Mapping[str, str]) -> None: ...

    def end(self) -> None: ...


class _Look(NamedTuple):
    """What is seen on the screen."""

    screen: ScreenState | SharedScript
    files: tuple[tuple[str, str], ...]
    """The texts that go with it, by their names."""
    playing: str
    lecture: str
    data: Dataset | None
    """The scene's data, if they are one's own."""
    scene: int
    page: int
    blank: bool
    shown: bool
    """True when the answer to the scene's question is shown."""
    answers: tuple[tuple[str, int], ...]
    """Then what the class answered, each with how many did."""
    others: int
    """How many answered something else."""

    @property
    def still(self) -> _Look:
        """The same without what changes by itself while the run moves."""
        screen = self.screen
        if isinstance(screen, SharedScript):
            return self._replace(screen=replace(screen, at=""))
        return self._replace(screen=replace(screen, position=Position()))


class Leading:
    """Shares the screen of one app after another."""

    def __init__(
        self,
        name: str,
        *,
        folder: Path | None = None,
        lecturer: Leads | None = None,
        names: bool = False,
        results: Results | None = None,
        left: LeftScene | None = None,
    ) -> None:
        """Lead the class of that name, in a folder of one's own or by a lecturer of one's own.

        `names` tells whether to ask for names; `results` is the file for the answers, if any, and
        `left` the one that knows where the class was left.
        """
        self._lecturer: Leads = lecturer or Lecturer(
            name, wake=self._wake, folder=folder, names=names
        )
        self._names, self._results, self._left = names, results, left
        self._is_first = True
        """True until something is shown to the class."""
        self._shown = ShownAnswers(results, names=names)
        self._prompting = Prompting(self._lecturer, self._prompt)
        self._app: LedApp | None = None
        self._seen: _Look | None = None
        """What was shared last."""
        self._at = 0.0
        """When that was."""
        self._waits = False
        """True when the position will be shared before long."""
        self._failed = ""
        """Why the last state could not be shared."""
        self._failed_results = ""
        """Why the answers could not be written, as it was told."""
        self._is_counting = False
        """True when the answers will be written before long."""
        self._own: tuple[Dataset, str] | None = None
        """The data of one's own that were shared last, and the text of their file."""
        self._is_woken = False
        """True when it will be counted before long."""
        self._handed: tuple[Scene, int, str, str] | None = None
        """The scene that was handed out last, of how many, its place in a script, and its text."""

    def open(self) -> None:
        """Begin the class; raises ClassError, and FileError if its results cannot be kept."""
        self._lecturer.open()
        if self._results is not None:
            try:
                self._results.open()
            except FileError:
                self._lecturer.end()
                raise
        self._prompting.begin()

    def end(self) -> None:
        """End the class for everybody."""
        self._shown.close()
        self._lecturer.end()
        if self._left is not None:
            self._left.forget()

    def leave(self, status: int) -> None:
        """End the class if all went well; otherwise it waits for the lecturer."""
        if status == 0:
            self.end()
        else:
            self._shown.close()

    def lead(self, app: LedApp) -> None:
        """Share the screen of an app from now on."""
        self._app, self._seen, self._waits = app, None, False
        self._shown.finish()
        app.idle = app.main.painted = self._look
        app.may_quit = partial(self._may_quit, app)
        app.main.keys.first_time = False
        if self._names:
            listed = partial(self._list, app)
            app.own_commands = [SystemCommand("who is here", "the names in the class", listed)]
        self._count()

    # Who is here.

    def _wake(self) -> None:
        """Show how many are here; called from the thread of the class."""
        app = self._app
        if app is not None and app.is_running and not self._is_woken:
            self._is_woken = True
            app.call_later(self._count)

    def _count(self) -> None:
        """Show how many are here or, while a scene's question is open, have answered."""
        self._is_woken = False
        here, away = self._lecturer.here, self._lecturer.away
        standing = f"{here} here" + (f" · {away} away" if away else "")
        if (app := self._app) is None:
            return
        asked = app.main.quiz.asked
        if asked is not None and asked.waits and here + away:
            count = sum(self._answers(app).values())
            app.main.keys.stand(f"answered {count} of {here + away}", urgent=True)
        else:
            app.main.keys.stand(standing)

    def _prompt(self) -> None:
        """Keep the speaker's terminals up to date, and do what they ask for."""
        app = self._app
        if app is not None and app.is_running and app.screen_stack:
            self._prompting.look(app, self._answers(app))
            self._prompting.obey(app)

    def _answers(self, app: LedApp) -> Counter[str]:
        """Return how many gave which answer to the scene's question."""
        posed = app.main.quiz.posed
        if posed is None:
            return Counter()
        return posed.counted((one.answer, 1) for one in self._people(app) if one.answer)

    def _people(self, app: LedApp) -> tuple[Person, ...]:
        """Return who is here, with what they answer to the scene's question."""
        if not isinstance(app, LectureApp | ScriptLectureApp):
            return self._lecturer.people(0, "")
        try:
            question = digest(self._scene_text(app))
        except ClassError:  # then it is not shared
            question = ""
        return self._lecturer.people(app.index, question)

    def _list(self, app: LedApp) -> None:
        """Show who is here, on this screen only."""
        app.push_screen(WhoIsHere(self._people(app)))

    def _may_quit(self, app: TerminalApp) -> bool:
        if isinstance(app.screen, EndClass):  # only y ends it
            app.screen.dismiss()
        else:
            app.push_screen(EndClass(lambda: app.exit(0)))
        return False

    # What is shared.

    def _look(self) -> None:
        """Share what the screen shows, unless that is what is shared already."""
        self._prompt()
        app = self._app
        frame = None if app is None else app.main.frame
        if app is None or frame is None or not app.screen_stack:
            return
        if self._hides(app) or not app.worker.has_answered:
            return
        is_opening = isinstance(frame, ScriptFrame) and frame.plan is None
        if is_opening or not app.screen_stack:
            return  # there is nothing to share yet, or no more
        self._count()
        try:
            look = self._see(app)
        except ClassError as error:
            self._tell(app, str(error))
            return
        if (wait := self._shown.wait) is not None and not self._is_counting:
            self._is_counting = True
            app.set_timer(wait, self._counted)
        if look == self._seen:
            return
        is_going = isinstance(frame, Frame) and frame.going is not None
        moves = frame.playing or (frame.job and not is_going)
        left = self._at + SECONDS - time.monotonic()
        if moves and self._seen is not None and look.still == self._seen.still and left > 0:
            if not self._waits:
                self._waits = True
                app.set_timer(left, self._look_again)
            return
        self._seen, self._at = look, time.monotonic()
        if isinstance(app, LectureApp | ScriptLectureApp):
            app.main.show_answers(look.answers, look.others)
            self._note_scene(app, look.scene)
        try:
            self._share(look)
        except (ClassError, ValueError) as error:
            self._tell(app, str(error))
        else:
            self._failed = ""

    def _note_scene(self, app: LectureApp | ScriptLectureApp, index: int) -> None:
        """Keep which scene is shown; if the class was left in another one, tell which it was."""
        if self._left is None:
            return
        path = app.path if isinstance(app, LectureApp) else app.lecture_file
        found = self._left.found(path) if self._is_first and index == 0 else None
        if found and found < len(app.lecture.scenes):
            told = f"The class was in scene {found + 1}: g #{found + 1} goes there."
            app.notify(told, timeout=SECONDS_TOLD, markup=False)
        self._is_first = False
        self._left.note(path, index)

    def _tell(self, app: LedApp, why: str) -> None:
        """Say once why the class does not see the screen."""
        before, self._failed = self._failed, why
        if why != before:
            app.tell(f"not shown to the class: {why}")

    def _hides(self, app: LedApp) -> bool:
        """True while the quiz hides a number; a scene's question may stay open."""
        asked = app.main.quiz.asked
        return asked is not None and not asked.waits

    def _counted(self) -> None:
        """Write what the class answered."""
        self._is_counting = False
        self._look()

    def _look_again(self) -> None:
        self._waits = False
        self._look()

    def _see(self, app: LedApp) -> _Look:
        frame = app.main.frame
        assert frame is not None
        files: dict[str, str] = {}
        screen: ScreenState | SharedScript
        if isinstance(app, ScriptApp):
            screen, files = script_state(app.main, app.worker.path)
        else:
            trainer = app.main.frame
            assert trainer is not None
            screen = replace(screen_state(app.main, trainer.going), iterations=trainer.goal)
        playing = frame.speed.name if frame.playing else ""
        text, scene, page, data = "", 0, 0, None
        if isinstance(app, LectureApp | ScriptLectureApp):
            text, scene, page = self._scene_text(app), app.index, app.main.text.page
            data = None if app.scene.script else app.scene.experiment.dataset
        posed = app.main.quiz.posed
        shown = posed is not None and posed.is_shown
        answers = self._shown.see(posed, scene, partial(self._people, app))
        if self._shown.failed != self._failed_results:
            self._failed_results = self._shown.failed
            app.tell(self._failed_results)
        own = data if data is not None and data.is_file else None
        is_blank = isinstance(app.screen, Blank)
        told = (playing, text, own, scene, page, is_blank, shown, *answers)
        return _Look(screen, tuple(files.items()), *told)

    def _scene_text(self, app: LectureApp | ScriptLectureApp) -> str:
        known = app.scene, len(app.lecture.scenes), app.place
        if (
            self._handed is None
            or self._handed[0] is not known[0]
            or self._handed[1:3] != known[1:]
        ):
            self._handed = (*known, scene_text(app.lecture, app.index, app.place))
        return self._handed[-1]

    def _share(self, look: _Look) -> None:
        """Publish what is seen; ClassError or ValueError if it cannot be shared."""
        files = dict(look.files)

        def of_file(dataset: Dataset) -> str:
            if self._own is None or self._own[0] is not dataset:
                self._own = (dataset, text_of(dataset))
            files[name_of(dataset)] = self._own[1]
            return written(dataset, name_of(dataset))

        if look.data is not None:
            of_file(look.data)
        written_lines = (
            shared_script.lines(look.screen)
            if isinstance(look.screen, SharedScript)
            else lines(look.screen, Head(), of_file)
        )
        settings = "\n".join(written_lines)
        if len(settings.encode()) > MOST_SETTINGS:
            files[SETTINGS], settings = settings, ""
        texts = {digest(text): text for text in (*files.values(), look.lecture) if text}
        state = Shared(
            settings,
            lecture=digest(look.lecture) if look.lecture else "",
            scene=look.scene,
            page=look.page,
            playing=look.playing,
            files=tuple((name, digest(text)) for name, text in files.items()),
            blank=look.blank,
            shown=look.shown,
            answers=look.answers,
            others=look.others,
        )
        self._lecturer.publish(state, texts)
