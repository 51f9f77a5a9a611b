"""Turns a parsed lecture into scenes, and checks them against their experiments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.fields import FIELDS
from tinynet_tui.experiment.limits import ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.experiment.presets import Preset
from tinynet_tui.lab.lab import is_ours
from tinynet_tui.support.quote import quoted

from . import expectations, live_values, setting_values, spotlights, until
from .outline import CODE, Draft, Lines, Located, Outline
from .parser import parse
from .scene import NUMBERS, Expectation, Lecture, LiveValue, Mistake, Paragraph, Scene
from .settings import WITH_SCRIPT

MOST_IN_TITLE, MOST_IN_TEXT, MOST_IN_MISTAKE = 200, 20_000, 300
"""In characters; a screen of 80×24 holds 1,920."""

Value = TypeVar("Value")

_PLACES = ("at", "until", "cell", "cursor")
"""The settings with which a scene does not stand where its preset does."""


@dataclass(frozen=True)
class Checked:
    """A lecture that has been read, and the mistakes in its file."""

    lecture: Lecture
    outline: Outline
    mistakes: tuple[Mistake, ...]
    """Sorted by line."""


def check(text: str, folder: Path | None = None) -> Checked:
    """Read a lecture and check its scenes against their experiments.

    Data files are in the folder; without one there are only built-in data.
    """
    outline, mistakes = parse(text)
    if not outline.drafts:
        mistakes.append(Mistake(1, "there is no scene: begin one with a line such as `# Title`"))
    lecture = _Checker(mistakes, folder).lecture(outline)
    brief = sorted(Mistake(mistake.line, _brief(mistake.message)) for mistake in mistakes)
    return Checked(lecture, outline, tuple(brief))


class _Checker:
    """Turns drafts into scenes and collects the mistakes."""

    def __init__(self, mistakes: list[Mistake], folder: Path | None) -> None:
        self._mistakes, self._folder = mistakes, folder
        self._for_all: Mapping[str, Located] = {}
        """The settings before the first scene, which a preset does not outweigh."""

    def lecture(self, outline: Outline) -> Lecture:
        _, experiment, iterations = self._run(outline.settings, Experiment(), ITERATIONS)
        if "preset" not in outline.settings:
            self._for_all = outline.settings
        scenes = [self._scene(draft, experiment, iterations) for draft in outline.drafts]
        return Lecture(outline.title, experiment, iterations, tuple(scenes))

    def _scene(self, draft: Draft, experiment: Experiment, iterations: int) -> Scene:
        if "script" in draft.settings:
            return self._script_scene(draft, experiment, iterations)
        settings = draft.settings
        preset, experiment, iterations = self._run(settings, experiment, iterations)
        cursor, pinned = self._cursor(settings, experiment)
        position = self._position(settings, preset, experiment, iterations)
        if preset and preset.cursor and settings.keys().isdisjoint(_PLACES):
            pinned, cursor = preset.cursor
        explained = pinned or experiment.script.names[position.step - 1]
        read_light = partial(setting_values.light, explained=explained, experiment=experiment)
        unlit: tuple[str | None, bool] = (None, False)
        light, curve = self._read(settings, "light", read_light, unlit)
        return Scene(
            experiment=experiment,
            iterations=iterations,
            position=position,
            cursor=cursor,
            pinned=pinned,
            light=light,
            curve=curve,
            compare=self._compared(settings.get("compare"), experiment),
            expects=tuple(self._expectations(draft, experiment)),
            **self._of_every_kind(draft, experiment),
        )

    def _compared(self, setting: Located | None, experiment: Experiment) -> Experiment | None:
        """Return the experiment to compare with: `seed 3, alpha 10`, or none."""
        if setting is None or setting.text == "none":
            return None
        changes: dict[str, Located] = {}
        known = [field.setting for field in FIELDS]
        for part in re.split(r",\s+", setting.text):
            name, _, value = part.partition(" ")
            if name not in known or not value.strip():
                hint = "write what is otherwise there, such as seed 3, or none"
                self._mistake((setting,), f"compare: {quoted(part, 40)}: {hint}")
                return None
            changes[name] = Located(setting.line, value.strip(), "compare")
        known_mistakes = len(self._mistakes)
        other = self._experiment(changes, experiment, {})
        if other == experiment and len(self._mistakes) == known_mistakes:
            self._mistake((setting,), "compare: this is the scene's own run")
        return other

    def _expectations(self, draft: Draft, experiment: Experiment) -> Iterator[Expectation]:
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
            "view": self._read(settings, "view", setting_values.view, NUMBERS),
            "play": self._read(settings, "play", setting_values.speed, ""),
            "predict": self._read(settings, "predict", setting_values.switch, False),
            "minutes": self._read(settings, "minutes", setting_values.minutes, 0.0),
        }

    def _run(
        self, settings: Mapping[str, Located], experiment: Experiment, iterations: int
    ) -> tuple[Preset | None, Experiment, int]:
        """Return the preset if there is one, the experiment, and where playing stops."""
        preset, for_all = self._read(settings, "preset", setting_values.preset, None), self._for_all
        if preset is not None:
            experiment, iterations, for_all = preset.experiment, preset.iterations, {}
        experiment = self._experiment(settings, experiment, for_all)
        iterations = self._read(settings, "iterations", setting_values.iterations, iterations)
        return preset, experiment, iterations

    def _position(
        self,
        settings: Mapping[str, Located],
        preset: Preset | None,
        experiment: Experiment,
        iterations: int,
    ) -> Position:
        usual = preset.position if preset else Position()
        if "until" not in settings:
            read = partial(setting_values.position, experiment=experiment, iterations=iterations)
            return self._read(settings, "at", read, usual)
        if "at" in settings:
            line = settings["at"].line
            self._mistake(
                (settings["until"],), f"until: the position is already set in line {line}"
            )
        find = partial(until.first, experiment=experiment, iterations=iterations)
        return self._read(settings, "until", find, usual)

    def _script_scene(self, draft: Draft, experiment: Experiment, iterations: int) -> Scene:
        """Return a scene with a script of one's own."""
        settings = draft.settings
        wrong = [settings[name] for name in settings.keys() - {*WITH_SCRIPT}]
        for setting in sorted([*wrong, *draft.repeated]):
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
        at, cell = settings.get("at", none), settings.get("cell", none)
        light = settings.get("light", none)
        lit, curve = spotlights.apart(light.text)
        return Scene(
            experiment=experiment,
            iterations=iterations,
            position=Position(),
            cursor=Cursor(),
            pinned=cell.text or None,
            light=None if light is none else spotlights.in_script(lit),
            curve=curve,
            script=script.text,
            light_line=light.line,
            script_line=script.line,
            at=at.text,
            at_line=at.line,
            cell_line=cell.line,
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

    def _experiment(
        self,
        settings: Mapping[str, Located],
        experiment: Experiment,
        for_all: Mapping[str, Located],
    ) -> Experiment:
        """Return the experiment with the settings applied to it.

        What is set `for_all` scenes stays when a setting that it follows is changed.
        """
        before = experiment
        usual = {field.name: field.default(before) for field in FIELDS if field.bound}
        experiment = replace(before, **usual)
        for field in FIELDS:
            if field.setting in settings:
                change = partial(
                    setting_values.change, field=field, experiment=experiment, folder=self._folder
                )
                experiment = self._read(settings, field.setting, change, experiment)
            else:
                moved = not settings.keys().isdisjoint(field.follows)
                anew = moved and (field.bound or field.setting not in for_all)
                value = field.default(experiment) if anew else getattr(before, field.name)
                experiment = replace(experiment, **{field.name: value})
        return experiment

    def _cursor(
        self, settings: Mapping[str, Located], experiment: Experiment
    ) -> tuple[Cursor, str | None]:
        """Return the cursor, and the variable to explain if it is not the step's own."""
        dimensions = experiment.dimensions
        read_cursor = partial(setting_values.cursor, experiment=experiment)
        given = self._read(settings, "cursor", read_cursor, None)
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
                if line.name == CODE:
                    found += ["\n", line.text] if line is not paragraph[0] else [line.text]
                    continue
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
    return message if len(message) <= MOST_IN_MISTAKE else f"{message[: MOST_IN_MISTAKE - 1]}…"


def _length(lines: Lines) -> int:
    return sum(len(line.text) for paragraph in lines for line in paragraph)
