"""The picture of a class: what 28 who follow answered, on the lecturer's screen."""

from __future__ import annotations

from collections.abc import Mapping

from tinynet_tui.classroom.shared import Shared
from tinynet_tui.export.reopen_command import PROGRAM
from tinynet_tui.lecture.files import built_in
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.camera import TrainerCamera
from tinynet_tui.ui.app.leading import Leading
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.dialogs.screenshot import Picture

SCENE = "Forward"
ANSWERS = {"0.02": 4, "0.5": 17, "0.98": 5}
SIZE = 80, 24


class MadeUpClass:
    """A class of which all but two answer; nothing travels."""

    here, away = sum(ANSWERS.values()) + 2, 0

    def answers(self, scene: int, question: str) -> Mapping[str, int]:
        return ANSWERS

    def open(self) -> None: ...

    def publish(self, state: Shared, texts: Mapping[str, str]) -> None: ...

    def end(self) -> None: ...


async def draw_class() -> str:
    """Lead a class through one question and return the screen with its answers as SVG."""
    lecture = built_in()
    first = next(at for at, scene in enumerate(lecture.scenes) if scene.title == SCENE)
    app = LectureApp(lecture, first=first, settings=Settings(ascii=False))
    Leading("class", lecturer=MadeUpClass()).lead(app)
    async with app.run_test(size=SIZE) as pilot:
        camera = TrainerCamera(app, pilot)
        await camera.rests_at(app.scene.position)
        await camera.until(lambda: app.main.text.begun and app.main.quiz.asked)
        await camera.press("pagedown")
        await camera.until(lambda: app.main.text.answers)
        await camera.rows()
        return Picture.of(app.screen, [PROGRAM, "lecture", "--lead"]).svg()
