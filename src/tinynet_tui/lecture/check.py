"""Turns a parsed lecture into scenes, and checks them against their experiments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.field import Field
from tinynet_tui.experiment.fields import FIELDS
from tinynet_tui.experiment.limits import ITERATIONS, MAX_ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.called import reference
from tinynet_tui.lab.lab import is_ours
from tinynet_tui.support.parse_numbers import integer
from tinynet_tui.support.quote import quoted
from tinynet_tui.support.suggest import did_you_mean

from . import asking, live_values, spotlights
from .asking import Ask
from .outline import Draft, Lines, Located, Outline
from .parser import parse
from .scene import NUMBERS, VIEWS, Lecture, LiveValue, Mistake, Paragraph, Scene

MOST_IN_TITLE, MOST_IN_TEXT = 200, 20_000
"""In characters; a screen of 80×24 holds 1,920."""

OF_SCRIPTS = ("script", "at", "cell", "light", "view")
"""The settings of a scene with a script."""

Value = TypeVar("Value")

_CELL = re.compile(r"\s*\w+\s*\[")
_INDEX = re.compile(r"(example|input|hidden|output)\s+(\d{1,9})", re.ASCII)


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
    lecture = _Checker(mistakes).lecture(outline)
    brief = sorted(Mistake(mistake.line, _brief(mistake.message)) for mistake in mistakes)
    return Checked(lecture, outline, tuple(brief))


class _Checker:
    """Turns drafts into scenes and collects the mistakes."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self._mistakes = mistakes
        self._for_all: Mapping[str, Located] = {}
        """The settings before the first scene."""

    def lecture(self, outline: Outline) -> Lecture:
        self._for_all = outline.settings
        experiment = self._experiment(outline.settings, Experiment())
        iterations = self._read(outline.settings, "iterations", _read_iterations, ITERATIONS)
        scenes = [self._scene(draft, experiment, iterations) for draft in outline.drafts]
        return Lecture(outline.title, experiment, iterations, tuple(scenes))

    def _scene(self, draft: Draft, experiment: Experiment, iterations: int) -> Scene:
        if "script" in draft.settings:
            return self._script_scene(draft, experiment, iterations)
        experiment = self._experiment(draft.settings, experiment)
        settings = draft.settings
        cursor, pinned = self._cursor(settings, experiment)
        read_position = partial(Position.parse, script=experiment.script)
        position = self._read(settings, "at", read_position, Position())
        explained = pinned or experiment.script.names[position.step - 1]
        read_light = partial(_read_light, explained=explained, experiment=experiment)
        unlit: tuple[str | None, bool] = (None, False)
        light, curve = self._read(settings, "light", read_light, unlit)
        self._check_length(draft)
        cell = cursor.cell(explained, experiment.dimensions)
        ask, asked = self._ask(draft, experiment, reference(explained, cell))
        return Scene(
            title=draft.title.text,
            line=draft.title.line,
            experiment=experiment,
            iterations=self._read(settings, "iterations", _read_iterations, iterations),
            position=position,
            cursor=cursor,
            pinned=pinned,
            light=light,
            curve=curve,
            text=self._paragraphs(draft.text, experiment),
            question=self._paragraphs(draft.question, experiment),
            answer=self._paragraphs(draft.answer, experiment),
            notes=draft.notes,
            view=self._read(settings, "view", _read_view, NUMBERS),
            ask=ask,
            ask_line=asked,
        )

    def _ask(self, draft: Draft, experiment: Experiment, explained: str) -> tuple[Ask | None, int]:
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
        return self._read(draft.settings, name, read, None), draft.settings[name].line

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
            view=self._read(settings, "view", _read_view, NUMBERS),
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

    def _experiment(self, settings: Mapping[str, Located], experiment: Experiment) -> Experiment:
        """Return the experiment with the settings applied to it."""
        before = experiment
        usual = {field.name: field.default(before) for field in FIELDS if field.bound}
        experiment = replace(before, **usual)
        for field in FIELDS:
            if field.setting in settings:
                change = partial(_change, field=field, experiment=experiment)
                experiment = self._read(settings, field.setting, change, experiment)
            else:
                moved = not settings.keys().isdisjoint(field.follows)
                anew = moved and (field.bound or field.setting not in self._for_all)
                value = field.default(experiment) if anew else getattr(before, field.name)
                experiment = replace(experiment, **{field.name: value})
        return experiment

    def _cursor(
        self, settings: Mapping[str, Located], experiment: Experiment
    ) -> tuple[Cursor, str | None]:
        """Return the cursor, and the variable to explain if it is not the step's own."""
        dimensions = experiment.dimensions
        given = self._read(settings, "cursor", partial(_read_cursor, experiment=experiment), None)
        unpinned: tuple[Cursor, str | None] = (given or Cursor(), None)

        def read_cell(text: str) -> tuple[Cursor, str | None]:
            name, through = Cursor.parse(text, dimensions)
            cell = through.cell(name, dimensions)
            if given is not None and (at := given.cell(name, dimensions)) != cell:
                raise ValueError(f"the cursor is at {name}[{at[0]},{at[1]}]")
            return unpinned[0].through(name, cell, dimensions), name

        return self._read(settings, "cell", read_cell, unpinned)

    def _read(
        self,
        settings: Mapping[str, Located],
        name: str,
        read: Callable[[str], Value],
        default: Value,
    ) -> Value:
        """Return a setting's value; the default if it is missing or wrong."""
        setting = settings.get(name)
        if setting is None:
            return default
        try:
            return read(setting.text)
        except ValueError as error:
            self._mistake((setting,), f"{setting.name or name}: {error}")
            return default

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

    def _mistake(self, paragraph: Sequence[Located], message: str) -> None:
        if paragraph:
            self._mistakes.append(Mistake(paragraph[0].line, message))


def _brief(message: str) -> str:
    """Shorten a message that quotes too much of the file."""
    return message if len(message) <= 200 else f"{message[:199]}…"


def _length(lines: Lines) -> int:
    return sum(len(line.text) for paragraph in lines for line in paragraph)


def _change(text: str, field: Field, experiment: Experiment) -> Experiment:
    return replace(experiment, **{field.name: field.read(text, experiment)})


def _read_iterations(text: str) -> int:
    count = integer(text, signed=False)
    if not 1 <= count <= MAX_ITERATIONS:
        raise ValueError(f"{count:,} is not between 1 and {MAX_ITERATIONS:,}")
    return count


def _read_view(text: str) -> str:
    if text not in VIEWS:
        hint = did_you_mean(text, VIEWS) or f"the views are {', '.join(VIEWS)}"
        raise ValueError(f"there is no view {quoted(text, 40)}: {hint}")
    return text


def _read_light(text: str, explained: str, experiment: Experiment) -> tuple[str, bool]:
    """Return the lit pane, and whether the curve is drawn large."""
    name, curve = spotlights.apart(text)
    light, curved = spotlights.find(name, experiment), spotlights.with_curve(experiment)
    if curve and explained not in curved:
        raise ValueError(f"{explained} has no curve; these have one: {', '.join(curved)}")
    return light, curve


def _read_cursor(text: str, experiment: Experiment) -> Cursor:
    """Read `example 2, hidden 0`; ValueError if there is no such cursor."""
    if _CELL.match(text):
        raise ValueError(f"{quoted(text, 40)} is a cell, which belongs in `cell:`")
    dimensions = experiment.dimensions
    sizes: dict[str, int] = {}
    for name in experiment.script.names:
        sizes |= zip(dimensions.axes(name), dimensions.shape(name), strict=True)
    found: dict[str, int] = {}
    for part in map(str.strip, text.split(",")):
        match = _INDEX.fullmatch(part)
        if not match:
            raise ValueError(f"{part[:40]!r} is not an index such as example 2")
        axis, index = match[1], int(match[2])
        if index >= sizes.get(axis, 0):
            count = sizes.get(axis, 0)
            raise ValueError(f"there is no {axis} {index}: there are {count}, counted from 0")
        found[axis] = index
    return Cursor(**found)
