"""Turns a parsed lecture into scenes, and checks them against their experiments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tinynet_tui.data.built_in import parse as parse_built_in
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.called import reference
from tinynet_tui.lab.lab import is_ours
from tinynet_tui.support.quote import quoted

from . import asking, expectations, live_values, own_data, setting_values, spotlights
from .asking import ERROR, Ask
from .outline import CODE, Draft, Lines, Located, Outline
from .parser import parse
from .scene import Expectation, Lecture, LiveValue, Mistake, Paragraph, Scene
from .screen_settings import Head, Reader, ScreenState
from .settings import WITH_SCRIPT

MOST_IN_TITLE, MOST_IN_TEXT, MOST_IN_MISTAKE = 200, 20_000, 300
"""In characters; a screen of 80×24 holds 1,920."""


@dataclass(frozen=True)
class Checked:
    """A lecture that has been read, and the mistakes in its file."""

    lecture: Lecture
    outline: Outline
    mistakes: tuple[Mistake, ...]
    """Sorted by line."""


def check(
    text: str, folder: Path | None = None, *, data: Callable[[str], Dataset] = parse_built_in
) -> Checked:
    """Read a lecture and check its scenes against their experiments.

    Data files are in the folder; without one, `data` finds the dataset that a text names.
    """
    if folder is not None:
        data = partial(own_data.beside, folder=folder)
    outline, mistakes = parse(text)
    if not outline.drafts:
        mistakes.append(Mistake(1, "there is no scene: begin one with a line such as `# Title`"))
    lecture = replace(_Checker(mistakes, data).lecture(outline), source=text)
    brief = sorted(Mistake(mistake.line, _brief(mistake.message)) for mistake in mistakes)
    return Checked(lecture, outline, tuple(brief))


class _Checker:
    """Turns drafts into scenes and collects the mistakes."""

    def __init__(self, mistakes: list[Mistake], data: Callable[[str], Dataset]) -> None:
        self._mistakes = mistakes
        self._reader = Reader(mistakes, data)

    def lecture(self, outline: Outline) -> Lecture:
        head = self._reader.head(outline.settings)
        scenes = tuple(self._scene(draft, head) for draft in outline.drafts)
        return Lecture(outline.title, *head, scenes)

    def _scene(self, draft: Draft, head: Head) -> Scene:
        if "script" in draft.settings:
            return self._script_scene(draft, head)
        screen = self._reader.screen(draft.settings, head)
        expects = tuple(self._expectations(draft, screen.experiment))
        texts = self._of_every_kind(draft, screen.experiment)
        explained = screen.pinned or screen.experiment.script.names[screen.position.step - 1]
        cell = screen.cursor.cell(explained, screen.experiment.dimensions)
        ask, line = self._ask(draft, screen.experiment, reference(explained, cell))
        if "cell" not in draft.settings and "cursor" not in draft.settings:
            screen = _explaining(ask, screen)
        compare = self._reader.compared(draft.settings, screen.experiment)
        at = self._line_of_position(draft)
        told: dict[str, Any] = {"expects": expects, "compare": compare, "at_line": at}
        return Scene(**texts, **vars(screen), **told, ask=ask, ask_line=line)

    @staticmethod
    def _line_of_position(draft: Draft) -> int:
        """Return the line that sets where the scene is; 0 if none does."""
        lines = (draft.settings[name].line for name in ("at", "until") if name in draft.settings)
        return next(lines, 0)

    def _ask(
        self, draft: Draft, experiment: Experiment | None, explained: str
    ) -> tuple[Ask | None, int]:
        """Return what can be answered to the scene's question, and the line that says so."""
        found = [draft.settings[name] for name in ("choices", "answer") if name in draft.settings]
        if not found:
            return None, 0
        if len(found) > 1:
            last = max(found)
            self._mistake((last,), f"{last.name}: a question has choices or an answer, not both")
        if not draft.question:
            self._mistake(found[:1], f"{found[0].name}: there is no question: begin it with '? '")
        name: asking.Setting = "choices" if "choices" in draft.settings else "answer"
        read = partial(asking.parse, name, experiment=experiment, explained=explained)
        return self._reader.value(draft.settings, name, read, None), draft.settings[name].line

    def _expectations(self, draft: Draft, experiment: Experiment | None) -> Iterator[Expectation]:
        for setting in draft.repeated:
            try:
                yield expectations.parse(setting, experiment)
            except ValueError as error:
                self._mistake((setting,), f"{setting.name}: {error}")

    def _of_every_kind(self, draft: Draft, experiment: Experiment | None) -> dict[str, Any]:
        """Return what a scene has with a script, too; without an experiment it has one."""
        self._check_length(draft)
        settings = draft.settings
        return {
            "title": draft.title.text,
            "line": draft.title.line,
            "text": self._paragraphs(draft.text, experiment),
            "question": self._paragraphs(draft.question, experiment),
            "answer": self._paragraphs(draft.answer, experiment),
            "pauses": tuple(sum(map(bool, draft.text[: pause.after])) for pause in draft.pauses),
            "notes": draft.notes,
            "play": self._reader.value(settings, "play", setting_values.speed, ""),
            "minutes": self._reader.value(settings, "minutes", setting_values.minutes, 0.0),
        }

    def _script_scene(self, draft: Draft, head: Head) -> Scene:
        """Return a scene with a script of one's own."""
        settings = draft.settings
        wrong = [settings[name] for name in settings.keys() - {*WITH_SCRIPT}]
        for setting in sorted(wrong):
            *others, last = (one for one in WITH_SCRIPT if one != "script")
            self._mistake(
                (setting,),
                f"{setting.name}: a scene with a script has only {', '.join(others)} and {last}",
            )
        script, none = settings["script"], Located(0, "")
        if not script.text.endswith(".py") and not is_ours(script.text):
            self._mistake(
                (script,),
                f"script: {quoted(script.text, 40)} is no Python file, FILE.py, and no name that "
                "`tinynet-tui scripts` or `tinynet-tui lab` lists",
            )
        self._reader.one_place(settings)
        at, until = settings.get("at", none), settings.get("until", none)
        cell = settings.get("cell", none)
        light = settings.get("light", none)
        lit, curve = spotlights.apart(light.text)
        ask, ask_line = self._ask(draft, None, cell.text)
        return Scene(
            experiment=head.experiment,
            iterations=head.iterations,
            position=Position(),
            cursor=Cursor(),
            pinned=cell.text or (ask.name if ask is not None and ask.name != ERROR else None),
            light=None if light is none else spotlights.in_script(lit),
            curve=curve,
            script=script.text,
            light_line=light.line,
            script_line=script.line,
            at=at.text,
            until=until.text,
            at_line=self._line_of_position(draft),
            beside=self._reader.value(settings, "compare", setting_values.other_settings, None),
            beside_line=settings.get("compare", none).line,
            cell_line=cell.line,
            view=self._reader.view(settings),
            predict=self._reader.predict(settings),
            expects=tuple(self._expectations(draft, None)),
            ask=ask,
            ask_line=ask_line,
            **self._of_every_kind(draft, None),
        )

    def _check_length(self, draft: Draft) -> None:
        if draft.question and not draft.answer:
            self._mistake(draft.question[0], "the question has no answer: begin one with '= '")
        if draft.pauses and draft.pauses[-1].after == len(draft.text) and not draft.question:
            self._mistakes.append(Mistake(draft.pauses[-1].line, "nothing follows after ..."))
        if len(draft.title.text) > MOST_IN_TITLE:
            self._mistake((draft.title,), f"the title is longer than {MOST_IN_TITLE} characters")
        if sum(map(_length, (draft.text, draft.question, draft.answer))) > MOST_IN_TEXT:
            self._mistake((draft.title,), f"the scene is longer than {MOST_IN_TEXT:,} characters")

    def _paragraphs(self, lines: Lines, experiment: Experiment | None) -> tuple[Paragraph, ...]:
        paragraphs = []
        for paragraph in filter(None, lines):
            found: list[str | LiveValue] = []
            for line in paragraph:
                if line.name == CODE:
                    found += ["\n", line.text] if line is not paragraph[0] else [line.text]
                    continue
                pieces, wrong = live_values.pieces(line.text, experiment, line.line)
                found += [" ", *pieces] if line is not paragraph[0] else pieces
                self._mistakes += [Mistake(line.line, message) for message in wrong]
            paragraphs.append(tuple(found))
        return tuple(paragraphs)

    def _mistake(self, paragraph: Sequence[Located], message: str) -> None:
        if paragraph:
            self._mistakes.append(Mistake(paragraph[0].line, message))


def _explaining(ask: Ask | None, screen: ScreenState) -> ScreenState:
    """Return a screen that explains what is asked for, where a scene does not say otherwise."""
    script = screen.experiment.script
    if ask is None or ask.name not in (*script.names, "y"):
        return screen
    if ask.cell is not None:
        cursor = screen.cursor.through(ask.name, ask.cell, screen.experiment.dimensions)
        screen = replace(screen, cursor=cursor)
    own = script.names[screen.position.step - 1]
    return replace(screen, pinned=None if ask.name == own else ask.name)


def _brief(message: str) -> str:
    """Shorten a message that quotes too much of the file."""
    return message if len(message) <= MOST_IN_MISTAKE else f"{message[: MOST_IN_MISTAKE - 1]}…"


def _length(lines: Lines) -> int:
    return sum(len(line.text) for paragraph in lines for line in paragraph)
