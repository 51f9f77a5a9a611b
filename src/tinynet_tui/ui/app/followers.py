"""Who is here in a class, and what they answer to a scene's question."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from tinynet_tui.classroom.people import Person
from tinynet_tui.classroom.shared import ClassError, digest
from tinynet_tui.lecture.totals import Totals
from tinynet_tui.ui.dialogs.who_is_here import WhoIsHere

from .lecture_app import LectureApp
from .script_lecture_app import ScriptLectureApp
from .shared_writer import LedApp, SharedWriter


class Followed(Protocol):
    """What counts who follows: a `Lecturer`."""

    @property
    def here(self) -> int: ...

    @property
    def away(self) -> int: ...

    def people(self, scene: int, question: str) -> tuple[Person, ...]: ...


class Followers:
    """Tells on a lecturer's screen who is here."""

    def __init__(self, lecturer: Followed, writer: SharedWriter) -> None:
        self._lecturer, self._writer = lecturer, writer
        self.beside = ""
        """What is told beside it."""

    def count(self, app: LedApp) -> None:
        """Show how many are here or, while a scene's question is open, have answered."""
        here, away = self._lecturer.here, self._lecturer.away
        asked = app.main.quiz.asked
        if asked is not None and asked.waits and here + away:
            count = sum(self.answers(app).values())
            parts, urgent = [f"answered {count} of {here + away}"], True
        else:
            parts = [f"{here} here", *([f"{away} away"] if away else [])]
            urgent = bool(self.beside)
        app.main.keys.stand(" · ".join(filter(None, [self.beside, *parts])), urgent=urgent)

    def answers(self, app: LedApp) -> Counter[str]:
        """Return how many gave which answer to the scene's question."""
        posed = app.main.quiz.posed
        if posed is None:
            return Counter()
        return posed.counted((one.answer, 1) for one in self.people(app) if one.answer)

    def people(self, app: LedApp) -> tuple[Person, ...]:
        """Return who is here, with what they answer to the scene's question."""
        if not isinstance(app, LectureApp | ScriptLectureApp):
            return self._lecturer.people(0, "")
        try:
            question = digest(self._writer.scene_text(app))
        except ClassError:  # then it is not shared
            question = ""
        return self._lecturer.people(app.index, question)

    def show(self, app: LedApp, totals: Totals) -> None:
        """Show who is here, and how many of their answers were right, on this screen only."""
        app.push_screen(WhoIsHere([(one, totals.of(one.who)) for one in self.people(app)]))
