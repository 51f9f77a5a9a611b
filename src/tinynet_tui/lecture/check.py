"""Turns a parsed lecture into scenes, and checks them against their experiments."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lab.lab import is_ours
from tinynet_tui.support.quote import quoted

from . import live_values, spotlights
from .outline import Draft, Lines, Located, Outline
from .parser import parse
from .scene import Lecture, LiveValue, Mistake, Paragraph, Scene
from .settings import Head, Reader

MOST_IN_TITLE, MOST_IN_TEXT = 200, 20_000
"""In characters; a screen of 80×24 holds 1,920."""

OF_SCRIPTS = ("script", "at", "cell", "light", "view")
"""The settings of a scene with a script."""


@dataclass(frozen=True)
class Checked:
    """A lecture that has been read, and the mistakes in its file."""

    lecture: Lecture
    outline: Outline
    mistakes: tuple[Mistake, ...]
    """Sorted by line."""


def check(text: str) -> Checked:
    """Read a lecture and check its scenes against their experiments."""
    outline, mistakes = parse(text)
    if not outline.drafts:
        mistakes.append(Mistake(1, "there is no scene: begin one with a line such as `# Title`"))
    lecture = replace(_Checker(mistakes).lecture(outline), source=text)
    brief = sorted(Mistake(mistake.line, _brief(mistake.message)) for mistake in mistakes)
    return Checked(lecture, outline, tuple(brief))


class _Checker:
    """Turns drafts into scenes and collects the mistakes."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self._mistakes = mistakes
        self._reader = Reader(mistakes)

    def lecture(self, outline: Outline) -> Lecture:
        head = self._reader.head(outline.settings)
        scenes = tuple(self._scene(draft, head) for draft in outline.drafts)
        return Lecture(outline.title, *head, scenes)

    def _scene(self, draft: Draft, head: Head) -> Scene:
        if "script" in draft.settings:
            return self._script_scene(draft, *head)
        screen = self._reader.screen(draft.settings, head)
        self._check_length(draft)
        return Scene(
            title=draft.title.text,
            line=draft.title.line,
            text=self._paragraphs(draft.text, screen.experiment),
            question=self._paragraphs(draft.question, screen.experiment),
            answer=self._paragraphs(draft.answer, screen.experiment),
            notes=draft.notes,
            **vars(screen),
        )

    def _script_scene(self, draft: Draft, experiment: Experiment, iterations: int) -> Scene:
        """Return a scene with a script of one's own."""
        settings = draft.settings
        for name in settings.keys() - {*OF_SCRIPTS}:
            setting = settings[name]
            self._mistake(
                (setting,),
                f"{setting.name or name}: a scene with a script has only at, cell, light and view",
            )
        script, none = settings["script"], Located(0, "")
        if not script.text.endswith(".py") and not is_ours(script.text):
            self._mistake(
                (script,),
                f"script: {quoted(script.text, 40)} is no Python file, FILE.py, and no name that "
                "`tinynet-tui scripts` or `tinynet-tui lab` lists",
            )
        self._check_length(draft)
        at, cell = settings.get("at", none), settings.get("cell", none)
        light = settings.get("light", none)
        lit, curve = spotlights.apart(light.text)
        return Scene(
            title=draft.title.text,
            line=draft.title.line,
            experiment=experiment,
            iterations=iterations,
            position=Position(),
            cursor=Cursor(),
            pinned=cell.text or None,
            light=None if light is none else spotlights.in_script(lit),
            curve=curve,
            text=self._paragraphs(draft.text, None),
            question=self._paragraphs(draft.question, None),
            answer=self._paragraphs(draft.answer, None),
            notes=draft.notes,
            view=self._reader.view(settings),
            script=script.text,
            light_line=light.line,
            script_line=script.line,
            at=at.text,
            at_line=at.line,
            cell_line=cell.line,
        )

    def _check_length(self, draft: Draft) -> None:
        if draft.question and not draft.answer:
            self._mistake(draft.question[0], "the question has no answer: begin one with '= '")
        if len(draft.title.text) > MOST_IN_TITLE:
            self._mistake((draft.title,), f"the title is longer than {MOST_IN_TITLE} characters")
        if sum(map(_length, (draft.text, draft.question, draft.answer))) > MOST_IN_TEXT:
            self._mistake((draft.title,), f"the scene is longer than {MOST_IN_TEXT:,} characters")

    def _paragraphs(self, lines: Lines, experiment: Experiment | None) -> tuple[Paragraph, ...]:
        paragraphs = []
        for paragraph in filter(None, lines):
            found: list[str | LiveValue] = []
            for line in paragraph:
                pieces, wrong = live_values.pieces(line.text, experiment)
                found += [" ", *pieces] if line is not paragraph[0] else pieces
                self._mistakes += [Mistake(line.line, message) for message in wrong]
            paragraphs.append(tuple(found))
        return tuple(paragraphs)

    def _mistake(self, paragraph: tuple[Located, ...], message: str) -> None:
        if paragraph:
            self._mistakes.append(Mistake(paragraph[0].line, message))


def _brief(message: str) -> str:
    """Shorten a message that quotes too much of the file."""
    return message if len(message) <= 200 else f"{message[:199]}…"


def _length(lines: Lines) -> int:
    return sum(len(line.text) for paragraph in lines for line in paragraph)
