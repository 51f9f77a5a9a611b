"""The running app with a lecture."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

from helpers.trainer import Trainer, running
from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.scene import Lecture, Scene
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.screen.lecture_screen import LectureScreen


class Lecturer(Trainer):
    """The app with a lecture."""

    main: LectureScreen

    @property
    def lecture_app(self) -> LectureApp:
        assert isinstance(self.app, LectureApp)
        return self.app

    @property
    def scene(self) -> Scene:
        return self.lecture_app.scene

    @property
    def said(self) -> str:
        """The text of the scene as it stands on the screen, its lines joined."""
        pane = self.main.text
        x, y, width, height = pane.region
        lines = [line[x + 1 : x + width - 1].strip() for line in self.lines[y + 1 : y + height - 1]]
        return " ".join(line for line in lines if line)

    async def stands(self, scene: Scene) -> None:
        """Wait until a scene is shown and the run rests at its position."""
        await self.until(lambda: self.scene == scene)
        await self.rests_at(scene.position.iteration, scene.position.step)
        await self.until(lambda: self.frame.snapshot.experiment == scene.experiment)

    async def page_to_question(self) -> None:
        """Page until the whole text is shown, and the question."""
        while self.main.text.revealed < len(self.scene.pauses):
            await self._page()

    async def page_to_answer(self) -> None:
        """Page until the answer is shown; a scene that plays has begun to."""
        while not self.main.text.answered:
            await self._page()

    async def _page(self) -> None:
        text = self.main.text
        before = text.plays, text.revealed, text.answered
        await self.press("pagedown")
        await self.until(lambda: (text.plays, text.revealed, text.answered) != before)


@asynccontextmanager
async def opened_lecture(
    lecture: Lecture, *, size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[Lecturer]:
    """Open a lecture at one of its scenes."""
    async with running(LectureApp(lecture, fps=60, **options), size) as trainer:
        lecturer = Lecturer(trainer.app, trainer.pilot)
        await lecturer.stands(lecturer.scene)
        await lecturer.pilot.pause(0)
        yield lecturer


def lecture_of(text: str) -> Lecture:
    """Parse a lecture that has no mistakes."""
    checked = check(dedent(text))
    assert checked.mistakes == ()
    return checked.lecture


def written(path: Path, text: str) -> Lecture:
    """Write a lecture to a file, and parse it."""
    path.write_text(dedent(text))
    return lecture_of(text)
