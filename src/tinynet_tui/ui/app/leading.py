"""Leading a class: what the screen shows is shared with all who follow."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from tinynet_tui.classroom.lecturer import Lecturer
from tinynet_tui.classroom.shared import (
    MOST_ANSWERS,
    MOST_SETTINGS,
    ClassError,
    Shared,
    digest,
)
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.handed_out import scene_text
from tinynet_tui.lecture.own_data import name_of, text_of, written
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import Head, ScreenState, lines
from tinynet_tui.lecture.tally import most_common
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.end_class import EndClass

from .base_app import TerminalApp
from .lecture_app import LectureApp
from .prompting import Prompting, Prompts
from .screen_state import screen_state
from .trainer_app import TrainerApp

SETTINGS = "settings"
"""The name of the file with the settings, where they are too long for a message."""
SECONDS = 1.0
"""How often the position is shared while the run moves by itself."""


class Leads(Prompts, Protocol):
    """What leads a class: a `Lecturer`."""

    def answers(self, scene: int, question: str) -> Mapping[str, int]: ...

    def open(self) -> None: ...

    def publish(self, state: Shared, texts: Mapping[str, str]) -> None: ...

    def end(self) -> None: ...


class _Look(NamedTuple):
    """What is seen on the screen."""

    screen: ScreenState
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

    @property
    def still(self) -> _Look:
        """The same without what changes by itself while the run moves."""
        return self._replace(screen=replace(self.screen, position=Position()))


class Leading:
    """Shares the screen of one app after another."""

    def __init__(
        self, name: str, *, folder: Path | None = None, lecturer: Leads | None = None
    ) -> None:
        """Lead the class of that name, in a folder of one's own or by a lecturer of one's own."""
        self._lecturer: Leads = lecturer or Lecturer(name, wake=self._wake, folder=folder)
        self._prompting = Prompting(self._lecturer, self._prompt)
        self._app: TrainerApp | None = None
        self._script: TerminalApp | None = None
        """The app of a scene with a script, while there is one."""
        self._seen: _Look | None = None
        """What was shared last."""
        self._at = 0.0
        """When that was."""
        self._waits = False
        """True when the position will be shared before long."""
        self._failed = ""
        """Why the last state could not be shared."""
        self._own: tuple[Dataset, str] | None = None
        """The data of one's own that were shared last, and the text of their file."""
        self._given: tuple[tuple[str, int], ...] | None = None
        """What the class answered, from when the answer is shown."""
        self._is_woken = False
        """True when it will be counted before long."""
        self._handed: tuple[Scene, int, str] | None = None
        """The scene that was handed out last, of how many, and its text."""

    def open(self) -> None:
        """Begin the class; raises ClassError."""
        self._lecturer.open()
        self._prompting.begin()

    def end(self) -> None:
        """End the class for everybody."""
        self._lecturer.end()

    def lead(self, app: TrainerApp) -> None:
        """Share the screen of an app from now on."""
        self._app, self._seen, self._waits, self._given = app, None, False, None
        self._script = None
        app.idle = app.main.painted = self._look
        app.may_quit = partial(self._may_quit, app)
        app.main.keys.first_time = False
        self._count()

    def lead_script(self, app: TerminalApp, name: str, index: int) -> None:
        """Tell all that a scene with a script is shown, in an app that is not shared."""
        self._app, self._script = None, app
        app.idle = self._prompt
        app.may_quit = partial(self._may_quit, app)
        self._lecturer.publish(Shared(f"script: {name}", scene=index), {})
        self._count()

    # Who is here.

    def _wake(self) -> None:
        """Show how many are here; called from the thread of the class."""
        app = self._app or self._script
        if app is not None and app.is_running and not self._is_woken:
            self._is_woken = True
            app.call_later(self._count)

    def _count(self) -> None:
        """Show how many are here or, while a scene's question is open, have answered."""
        self._is_woken = False
        here, away = self._lecturer.here, self._lecturer.away
        standing = f"{here} here" + (f" · {away} away" if away else "")
        if self._app is None:
            if self._script is not None:
                self._script.main.keys.stand(standing)
            return
        app = self._app
        asked = app.main.quiz.asked
        if asked is not None and asked.waits and here + away:
            count = sum(self._answers(app).values())
            app.main.keys.stand(f"answered {count} of {here + away}", urgent=True)
        else:
            app.main.keys.stand(standing)

    def _prompt(self) -> None:
        """Keep the speaker's terminals up to date, and do what they ask for."""
        app = self._app or self._script
        if app is not None and app.is_running and app.screen_stack:
            self._prompting.look(app, self._answers(self._app) if self._app else Counter())
            self._prompting.obey(app)

    def _answers(self, app: TrainerApp) -> Counter[str]:
        """Return how many gave which answer to the scene's question."""
        posed = app.main.quiz.posed
        if posed is None or not isinstance(app, LectureApp):
            return Counter()
        try:
            question = digest(self._scene_text(app))
        except ClassError:  # then it is not shared
            return Counter()
        return posed.counted(self._lecturer.answers(app.index, question).items())

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
        self._count()
        look = self._see(app)
        if look == self._seen:
            return
        moves = frame.playing or (frame.job and frame.going is None)
        left = self._at + SECONDS - time.monotonic()
        if moves and self._seen is not None and look.still == self._seen.still and left > 0:
            if not self._waits:
                self._waits = True
                app.set_timer(left, self._look_again)
            return
        self._seen, self._at = look, time.monotonic()
        if isinstance(app, LectureApp):
            app.main.show_answers(look.answers)
        failed = ""
        try:
            self._share(look)
        except (ClassError, ValueError) as error:
            failed = f"not shown to the class: {error}"
            if failed != self._failed:
                app.tell(failed)
        self._failed = failed

    def _hides(self, app: TrainerApp) -> bool:
        """True while the quiz hides a number; a scene's question may stay open."""
        asked = app.main.quiz.asked
        return asked is not None and not asked.waits

    def _look_again(self) -> None:
        self._waits = False
        self._look()

    def _see(self, app: TrainerApp) -> _Look:
        frame = app.main.frame
        assert frame is not None
        screen = replace(screen_state(app.main, frame.going), iterations=frame.goal)
        playing = frame.speed.name if frame.playing else ""
        text, scene, page, data = "", 0, 0, None
        if isinstance(app, LectureApp):
            text, scene, page = self._scene_text(app), app.index, app.main.text.page
            data = app.scene.experiment.dataset
        posed = app.main.quiz.posed
        shown = posed is not None and posed.is_shown
        if not shown:
            self._given = None
        elif self._given is None:
            self._given = most_common(self._answers(app), MOST_ANSWERS)
        own = data if data is not None and data.is_file else None
        is_blank = isinstance(app.screen, Blank)
        return _Look(screen, playing, text, own, scene, page, is_blank, shown, self._given or ())

    def _scene_text(self, app: LectureApp) -> str:
        scene, count = app.scene, len(app.lecture.scenes)
        if self._handed is None or self._handed[0] is not scene or self._handed[1] != count:
            self._handed = (scene, count, scene_text(app.lecture, app.index))
        return self._handed[2]

    def _share(self, look: _Look) -> None:
        """Publish what is seen; ClassError or ValueError if it cannot be shared."""
        files: dict[str, str] = {}

        def of_file(dataset: Dataset) -> str:
            if self._own is None or self._own[0] is not dataset:
                self._own = (dataset, text_of(dataset))
            files[name_of(dataset)] = self._own[1]
            return written(dataset, name_of(dataset))

        if look.data is not None:
            of_file(look.data)
        settings = "\n".join(lines(look.screen, Head(), of_file))
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
        )
        self._lecturer.publish(state, texts)
