"""The pictures of a class: what 28 who follow answered, on the lecturer's screen, and beside it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.pilot import Pilot

from tinynet_tui.classroom.cue import Cue
from tinynet_tui.classroom.follower import News
from tinynet_tui.classroom.people import Person
from tinynet_tui.classroom.shared import Shared
from tinynet_tui.export.reopen_command import PROGRAM
from tinynet_tui.lecture.files import built_in
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.camera import TrainerCamera
from tinynet_tui.ui.app.leading import Leading
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.app.speaker_app import SpeakerApp
from tinynet_tui.ui.dialogs.screenshot import Picture

SCENE = "Forward"
ANSWERS = {"0.02": 4, "0.5": 17, "0.98": 5}
SIZE = 80, 24
SECONDS = 390
"""How long the class has been going on."""


class MadeUpClass:
    """A class of which all but two answer; nothing travels."""

    here, away = sum(ANSWERS.values()) + 2, 0
    speakers = 1

    def __init__(self) -> None:
        self.cue = Cue()

    def driven(self) -> None: ...

    def prompt(self, cue: Cue) -> None:
        self.cue = cue

    def answers(self, scene: int, question: str) -> Mapping[str, int]:
        return ANSWERS

    def people(self, scene: int, question: str) -> tuple[Person, ...]:
        given = [answer for answer, count in ANSWERS.items() for _ in range(count)]
        return tuple(Person("", answer, False) for answer in (*given, "", ""))

    def open(self) -> None: ...

    def publish(self, state: Shared, texts: Mapping[str, str]) -> None: ...

    def end(self) -> None: ...


async def draw_class() -> str:
    """Lead a class through one question and return the screen with its answers as SVG."""
    app, _ = _lecture()
    async with app.run_test(size=SIZE) as pilot:
        camera = await _asked(app, pilot)
        await camera.press("pagedown")
        await camera.until(lambda: app.main.text.answers)
        await camera.rows()
        return Picture.of(app.screen, [PROGRAM, "lecture", "--lead"]).svg()


async def draw_speaker() -> str:
    """Lead a class up to one question and return the speaker's terminal as SVG."""
    app, leads = _lecture()
    async with app.run_test(size=SIZE) as pilot:
        camera = await _asked(app, pilot)
        await camera.until(lambda: leads.cue.answer)
    speaker = SpeakerApp(
        Shows(leads.cue),
        settings=Settings(ascii=False),
        now=lambda: leads.cue.stands.began + SECONDS,
    )
    async with speaker.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return Picture.of(speaker.screen, [PROGRAM, "speaker"]).svg()


class Shows:
    """Attends a class that shows one cue."""

    def __init__(self, cue: Cue) -> None:
        self._cue = cue

    def take(self) -> News[Cue]:
        return News(self._cue, "ada", "following")

    def drive(self, key: str, where: str = "") -> None: ...


def _lecture() -> tuple[LectureApp, MadeUpClass]:
    lecture = built_in()
    first = next(at for at, scene in enumerate(lecture.scenes) if scene.title == SCENE)
    app, leads = LectureApp(lecture, first=first, settings=Settings(ascii=False)), MadeUpClass()
    Leading("class", lecturer=leads).lead(app)
    return app, leads


async def _asked(app: LectureApp, pilot: Pilot[int]) -> TrainerCamera:
    """Wait until the class is asked."""
    camera = TrainerCamera(app, pilot)
    await camera.rests_at(app.scene.position)
    await camera.until(lambda: app.main.text.begun and app.main.quiz.asked)
    return camera
