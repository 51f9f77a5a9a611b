"""What a lecturer's app tells the speaker's terminals, and how they drive it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from tinynet_tui.classroom.cue import Cue, Drive, Stands
from tinynet_tui.explain.called import reference
from tinynet_tui.lecture.scene import LiveValue, Paragraph, Scene
from tinynet_tui.ui.dialogs.blank import Blank, close_dialogs
from tinynet_tui.ui.panes.scene_text import SceneText

from .base_app import TerminalApp
from .key_queue import Turn
from .lecture_file import LectureReader
from .shared_writer import LedApp

SECONDS = 1.0
"""How often numbers are told that change by themselves."""


class Prompts(Protocol):
    """What speaker's terminals are attached to: a `Lecturer`."""

    @property
    def here(self) -> int: ...

    @property
    def away(self) -> int: ...

    @property
    def speakers(self) -> int: ...

    def driven(self) -> Drive | None: ...

    def prompt(self, cue: Cue) -> None: ...


class Prompting:
    """Keeps the speaker's terminals up to date, and does what they ask for."""

    def __init__(self, lecturer: Prompts, changed: Callable[[], None]) -> None:
        """`changed` is called when something was done that a speaker asked for."""
        self._lecturer, self._changed = lecturer, changed
        self._began = int(time.time())
        self._cue = Cue()
        """What was told last."""
        self._at = 0.0
        """When that was."""
        self._refusal: tuple[str, int] = ("", 0)
        """Why it could not go where a speaker wanted, and in which scene that was."""
        self._asked: Drive | None = None
        """What a speaker asked for, until an app has done it."""

    def begin(self) -> None:
        """Begin the clock."""
        self._began = int(time.time())

    def look(self, app: TerminalApp, answers: Counter[str]) -> None:
        """Tell what an app shows, and what the class answered, if that is new to somebody."""
        if not self._lecturer.speakers:
            return
        cue, now = self._see(app, answers), time.monotonic()
        frame = app.main.frame
        moves = frame is not None and (frame.playing or bool(frame.job))
        is_still = moves and now < self._at + SECONDS and cue.still == self._cue.still
        if cue != self._cue and not is_still:
            self._cue, self._at = cue, now
            self._lecturer.prompt(cue)

    def _see(self, app: TerminalApp, answers: Counter[str]) -> Cue:
        stands = Stands(
            began=self._began,
            here=self._lecturer.here,
            away=self._lecturer.away,
            blank=any(isinstance(screen, Blank) for screen in app.screen_stack),
        )
        refusal, refused_at = self._refusal
        said = refusal if refused_at == _index(app) else ""
        said = said or app.main.keys.note
        if not isinstance(app, LectureReader):
            return Cue(stands, said=said)
        scenes, index, text = app.lecture.scenes, app.index, app.scene_text
        scene, minutes = scenes[index], [60 * scene.minutes for scene in scenes]
        begins, ends, whole = sum(minutes[:index]), sum(minutes[: index + 1]), sum(minutes)
        stands = stands._replace(
            scene=index,
            scenes=len(scenes),
            planned=(round(begins), round(ends), round(whole)),
            shown=text.answered,
            asks=scene.ask is not None,
            answers=_counted(app, answers),
            page=text.next_page,
        )
        following = scenes[index + 1] if index + 1 < len(scenes) else None
        return Cue(
            stands,
            title=scene.title,
            notes="\n".join(scene.notes),
            question=_live(scene.question, text),
            answer="\n".join(filter(None, [_right(app), _live(scene.answer, text)])),
            next_title=following.title if following else "",
            next_text=_as_written(following) if following else "",
            said=said,
        )

    # Driving.

    def obey(self, app: LedApp) -> None:
        """Have an app do what speakers asked for, one after another, in turn with its keys.

        What an app cannot do yet waits, also for the app that comes after it.
        """
        self._asked = self._asked or self._lecturer.driven()
        if self._asked and _can(app, self._asked) and not app.key_order.queue.has_turn:
            app.call_next(app.key_order.queue.take, Turn(partial(self._do, app)))

    async def _do(self, app: LedApp) -> None:
        drive = self._asked
        if drive is None or not _can(app, drive):
            return
        self._asked = None
        self._refusal = ("", 0)
        app.call_later(self._changed)  # behind what follows from it
        app.before_key()
        if drive.key in ("page", "back"):
            if isinstance(app, LectureReader):
                await app.run_action(f"page({1 if drive.key == 'page' else -1})")
            else:
                self._refusal = ("there is no lecture to page through", 0)
        elif drive.key == "blank":
            if not await close_dialogs(app, app.main):
                app.push_screen(Blank())
        else:
            while app.screen is not app.main:
                await close_dialogs(app, app.main)
            try:
                app.go_to(drive.where)
            except ValueError as error:
                self._refusal = (str(error), _index(app))


def _can(app: LedApp, drive: Drive) -> bool:
    """True unless an app ends, or what it opens is not there yet."""
    if app.ending:
        return False
    if drive.key == "page" and isinstance(app, LectureReader):
        return not app.scene_text.awaited
    return drive.key != "go" or drive.where.startswith("#") or app.has_opened


def _index(app: TerminalApp) -> int:
    return app.index if isinstance(app, LectureReader) else 0


def _counted(app: TerminalApp, answers: Counter[str]) -> tuple[tuple[str, int, bool], ...]:
    """Return what the class answered, and which answer is right."""
    posed = app.main.quiz.posed
    rows = () if posed is None else posed.tally(answers.items())
    return tuple((row.said, row.given, row.is_right) for row in rows)


def _right(app: TerminalApp) -> str:
    """Return what is right, if the run can tell."""
    posed = app.main.quiz.posed
    right = "" if posed is None else posed.right
    return f"{right}." if right else ""


def _live(paragraphs: Sequence[Paragraph], text: SceneText[Any]) -> str:
    """Return paragraphs with the numbers as they are now, also those that the screen hides."""
    if text.view is None:
        return ""
    view = replace(text.view, asked=None)
    return _joined([[text.span(piece, view)[0] for piece in part] for part in paragraphs])


def _as_written(scene: Scene) -> str:
    """Return the text of a scene that is still to come: its numbers are not known yet."""
    return _joined([[_name(piece) for piece in part] for part in scene.text])


def _name(piece: str | LiveValue) -> str:
    if isinstance(piece, str):
        return piece
    names = (reference(one.name, one.cell) if one.cell else one.name for one in piece.terms)
    return f"{{{' - '.join(names)}}}"


def _joined(paragraphs: Sequence[Sequence[str]]) -> str:
    return "\n\n".join("".join(part) for part in paragraphs)
