"""Writing what a lecturer's screen shows, as it is shared with a class."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, TypeAlias

from tinynet_tui.classroom.shared import MOST_SETTINGS, Shared, digest
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture import shared_script
from tinynet_tui.lecture.handed_out import scene_text
from tinynet_tui.lecture.own_data import name_of, text_of, written
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import Head, ScreenState, lines
from tinynet_tui.lecture.shared_script import SharedScript
from tinynet_tui.ui.dialogs.blank import Blank

from .lecture_app import LectureApp
from .screen_state import screen_state
from .script_app import ScriptApp
from .script_lecture_app import ScriptLectureApp
from .script_state import script_state
from .trainer_app import TrainerApp

LedApp: TypeAlias = TrainerApp | ScriptApp
"""What can be led."""
SETTINGS = "settings"
"""The name of the file with the settings, where they are too long for a message."""


class Look(NamedTuple):
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
    answers: tuple[tuple[str, int], ...] = ()
    """Then what the class answered, each with how many did."""
    others: int = 0
    """How many answered something else."""
    cut_at: int = -1
    """After how many iterations the run to compare with was ended; -1 if it was not."""

    @property
    def still(self) -> Look:
        """The same without what changes by itself while the run moves."""
        screen = self.screen
        if isinstance(screen, SharedScript):
            return self._replace(screen=replace(screen, at=""))
        return self._replace(screen=replace(screen, position=Position()))


class SharedWriter:
    """Writes what is seen; a text that stays the same is written once."""

    def __init__(self) -> None:
        self._handed: tuple[Scene, tuple[int, str], str] | None = None
        """The scene that was handed out last, of how many, its place in a script, and its text."""
        self._own: tuple[Dataset, str] | None = None
        """The data of one's own that were shared last, and the text of their file."""

    def see(self, app: LedApp) -> Look:
        """Return what an app shows, without answers; ClassError if it cannot be shared."""
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
            text, scene, page = self.scene_text(app), app.index, app.main.text.page
            data = None if app.scene.script else app.scene.experiment.dataset
        posed = app.main.quiz.posed
        return Look(
            screen,
            files=tuple(files.items()),
            playing=playing,
            lecture=text,
            data=data if data is not None and data.is_file else None,
            scene=scene,
            page=page,
            blank=isinstance(app.screen, Blank),
            shown=posed is not None and posed.is_shown,
            cut_at=frame.cut_at,
        )

    def scene_text(self, app: LectureApp | ScriptLectureApp) -> str:
        """Return the text of the lecture's scene, which is handed out."""
        scene, known = app.scene, (len(app.lecture.scenes), app.place)
        if self._handed is None or self._handed[0] is not scene or self._handed[1] != known:
            self._handed = (scene, known, scene_text(app.lecture, app.index, app.place))
        return self._handed[2]

    def written(self, look: Look) -> tuple[Shared, dict[str, str]]:
        """Return what is seen as a state, and the texts that go with it, by their digests.

        ClassError or ValueError if it cannot be written.
        """
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
            cut_at=look.cut_at,
        )
        return state, texts
