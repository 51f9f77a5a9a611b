"""The pages of a handout: every scene of a lecture as the app shows it, without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from tinynet_tui.export.reopen_command import PROGRAM
from tinynet_tui.lecture.handout import Page
from tinynet_tui.lecture.scene import Lecture, LiveValue, Paragraph, Scene
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.dialogs.screenshot import Picture
from tinynet_tui.ui.panes.views import LANDSCAPE
from tinynet_tui.worker.speed import AUTO

from .camera import Camera, TrainerCamera
from .lecture_app import LectureApp
from .script_lecture_app import ScriptLectureApp

SIZE = 80, 24
LIGHT, DARK = "textual-light", "textual-dark"
MOST_SECONDS = 20.0
"""After that a scene is taken as it stands, if its run is at its position."""


class NotThere(Exception):
    """The run of a scene does not come to its position in time."""

    def __init__(self, scene: Scene) -> None:
        there = f"does not get there: {_where(scene)}"
        super().__init__(f"in {MOST_SECONDS:g} seconds the run of {scene.title!r} {there}")
        self.line = scene.at_line or scene.line


def pages(
    lecture: Lecture,
    path: Path | None,
    settings: Settings,
    taken: Callable[[int], object] = lambda count: None,
) -> list[Page]:
    """Return all pages; `taken` is told how many there are, as they come. Raises NotThere."""
    found = []
    for index in range(len(lecture.scenes)):
        found.append(asyncio.run(_page(lecture, index, path, settings)))
        taken(index + 1)
    return found


async def _page(lecture: Lecture, index: int, path: Path | None, settings: Settings) -> Page:
    scene = lecture.scenes[index]
    folder = Path() if path is None else path.parent
    app: LectureApp | ScriptLectureApp
    if scene.script:
        app = ScriptLectureApp(lecture, index, folder, speed=AUTO, settings=settings)
    else:
        app = LectureApp(lecture, first=index, settings=settings)
    file = [] if path is None else [path.name]
    command = [PROGRAM, "lecture", *file, "--scene", str(index + 1)]
    async with app.run_test(size=SIZE) as pilot:
        camera: Camera
        if isinstance(app, LectureApp):
            camera = TrainerCamera(app, pilot, MOST_SECONDS)
        else:
            camera = Camera(app, pilot, MOST_SECONDS)
        await camera.until(lambda: camera.is_at_rest and _is_shown(app))
        if not camera.is_at_rest or app.main.text.awaited:
            raise NotThere(scene)
        app.main.text.revealed = len(scene.pauses)
        app.main.repaint()
        pictures = []
        for theme in (LIGHT, DARK):
            app.theme = theme
            await camera.rows()
            pictures.append(Picture.of(app.main, command).svg())
        text, question = _written(app, scene.text), _written(app, scene.question)
        right = ""
        posed = app.main.quiz.posed
        if posed is not None:
            app.main.show_verdict()
            await camera.rows()
            right = posed.right
        answer = _written(app, scene.answer)
    light, dark = pictures
    ask = scene.ask
    return Page(scene.title, _where(scene), light, dark, text, question, ask, right, answer)


def _is_shown(app: LectureApp | ScriptLectureApp) -> bool:
    """True when the scene's text is there, and its view is drawn."""
    main, scene = app.main, app.scene
    drawn = True
    if isinstance(app, LectureApp) and scene.view == LANDSCAPE:
        drawn = app.main.landscape.is_up_to_date
    return main.text.begun and not main.text.awaited and main.seen == scene.view and drawn


def _where(scene: Scene) -> str:
    if scene.script:
        return f"{scene.where} of {scene.script}"
    return f"at {scene.position.text(scene.experiment.script)}"


def _written(
    app: LectureApp | ScriptLectureApp, paragraphs: Sequence[Paragraph]
) -> tuple[str, ...]:
    """Return paragraphs with their numbers as they now stand on the screen."""
    return tuple("".join(_piece(app, piece) for piece in paragraph) for paragraph in paragraphs)


def _piece(app: LectureApp | ScriptLectureApp, piece: str | LiveValue) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(app, LectureApp):
        return app.main.text.span(piece, app.main.view)[0] if app.main.view else ""
    return app.main.text.span(piece, app.main.view)[0] if app.main.view else ""
