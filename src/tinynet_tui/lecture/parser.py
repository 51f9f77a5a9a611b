"""Reading a lecture file: which line is what.

A lecture is plain text that reads like Markdown:

    The lecture's title, and what is run in all scenes
    seed: 3

    # Title of a scene
    at: 254:l1_error
    cell: l1_error[2,0]
    light: l1_error

    A paragraph, with a live value: {l1_error[2,0]}, or in so many
    decimals: {l2[3,0]:.4f}.

    ? A question.
    = Its answer.

    Notes:
    For the presenter only.

    # Title of the next scene

- `# ` and a title begin a scene. What stands before the first one is the lecture's title, one
  line, and settings for all scenes.
- Directly below a title stand its settings, `name: value`, one a line, in any order: `at` (a
  position; 0:l0 if it is left out), `cell` (the cell that is explained; the step's own if it is
  left out), `thread` (`example 2, hidden 0`: where the cursor stands; 0 for what is left out),
  `light` (the pane that is lit, by its caption or a variable in it, `graph`, `source` or
  `explanation`), and the experiment: `dataset` (what is built in: `xor`,
  `circle:points=200`), `hidden`, `alpha` (if it is set nowhere, what suits the data), `seed`,
  `set` (what is changed by hand: `syn0[0,1]=0.5@100:l0 l1[:,2]=off@20`, or `none`), `iterations`.
  A scene stands by itself: what it does not set is as the head of the file says,
  not as in the scene before.
- Then the text, its paragraphs apart by blank lines. A line that begins with `- `, `* `, `1. ` or
  four blanks is a paragraph of its own. `{name[row,column]}`, `{error}`, `{iteration}`,
  `{step}`, `{seed}` and `{alpha}` are live; `:.4f` behind the name asks for four decimals, `{{`
  and `}}` are braces.
- `? ` begins the scene's question, `= ` its answer.
- `Notes:` begins the presenter's notes, which go on to the next scene.
- `<!-- -->` encloses a comment. A backslash before `#`, `?` or `=` at the beginning of a line
  makes it text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tinynet_tui.experiment.fields import FIELDS, RUN_LENGTH
from tinynet_tui.support.suggest import did_you_mean

from .lines import Line, without_comments
from .scene import Mistake

EXPERIMENT = tuple(field.setting for field in (*FIELDS, RUN_LENGTH))
SETTINGS = ("at", "cell", "thread", "light", *EXPERIMENT)

_SETTING = re.compile(r"([A-Za-z]+)[ ]*:(.*)")
_NOTES = re.compile(r"notes[ ]*:[ ]*(.*)", re.IGNORECASE)
_OWN_LINE = re.compile(r"[ ]{4}|[ ]{0,3}(?:[-*]|\d{1,3}[.)])[ ]")

Section = Literal["settings", "text", "question", "answer", "notes"]


class Located(NamedTuple):
    """A piece of the file and its line, from 1."""

    line: int
    text: str


Lines = tuple[tuple[Located, ...], ...]
"""Paragraphs, each of the lines that it is written in."""


@dataclass(frozen=True)
class Draft:
    """A scene as it is written, its settings and values not yet looked at."""

    title: Located
    settings: Mapping[str, Located]
    text: Lines
    question: Lines
    answer: Lines
    notes: tuple[str, ...]
    end: int
    """The line behind which another scene can be put."""


@dataclass(frozen=True)
class Outline:
    """A lecture as it is written."""

    title: str
    settings: Mapping[str, Located]
    """For all scenes."""
    drafts: tuple[Draft, ...]


def parse(text: str) -> tuple[Outline, list[Mistake]]:
    """Read a lecture; return as much of it as can be read, and every mistake in its form."""
    reader = _Reader()
    for line in without_comments(text, reader.mistakes):
        reader.read(line)
    return reader.outline(), reader.mistakes


@dataclass
class _Scene:
    """A scene while it is being read."""

    title: Located
    end: int
    settings: dict[str, Located] = field(default_factory=dict)
    parts: dict[str, list[list[Located]]] = field(
        default_factory=lambda: {"text": [], "question": [], "answer": []}
    )
    notes: list[str] = field(default_factory=list)
    section: Section = "settings"
    directly: bool = True
    """Nothing but settings has come since the title, not even a blank line."""
    between: bool = True
    """The next line begins a paragraph."""

    def draft(self) -> Draft:
        parts = {
            name: tuple(tuple(lines) for lines in paragraphs)
            for name, paragraphs in self.parts.items()
        }
        notes = "\n".join(self.notes).strip("\n")
        return Draft(
            self.title,
            self.settings,
            parts["text"],
            parts["question"],
            parts["answer"],
            tuple(notes.split("\n")) if notes else (),
            self.end,
        )


class _Reader:
    """Takes one line after the other."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._title = ""
        self._settings: dict[str, Located] = {}
        self._scenes: list[_Scene] = []
        self._unfinished = False
        """A comment goes on behind the line before."""

    def outline(self) -> Outline:
        return Outline(self._title, self._settings, tuple(scene.draft() for scene in self._scenes))

    def read(self, line: Line) -> None:
        """Take a line."""
        if not line.only_comment:
            self._read(Located(line.number, line.text))
        if self._scenes and (self._unfinished or (line.text and not line.only_comment)):
            self._scenes[-1].end = line.number
        self._unfinished = line.open

    def _read(self, line: Located) -> None:
        if line.text.startswith("#"):
            self._begin_scene(line)
        elif not self._scenes:
            self._read_head(line)
        elif self._scenes[-1].section == "notes":
            self._scenes[-1].notes.append(line.text)
        elif not line.text.strip():
            self._scenes[-1].directly = False
            self._scenes[-1].between = True
        else:
            self._read_in_scene(line, self._scenes[-1])

    def _begin_scene(self, line: Located) -> None:
        title = line.text.lstrip("#").strip()
        if not title:
            self._mistake(line, "the scene has no title: write it behind the #")
        elif not line.text.startswith("# "):
            self._mistake(line, "a scene begins with one # and a blank; for text, write \\#")
        self._scenes.append(_Scene(Located(line.line, title), line.line))

    def _read_head(self, line: Located) -> None:
        setting = _SETTING.fullmatch(line.text)
        name = setting[1].lower() if setting else ""
        if setting and name in EXPERIMENT:
            self._set(self._settings, name, Located(line.line, setting[2].strip()))
        elif setting and name in SETTINGS:
            self._mistake(line, f"{name}: belongs to a scene, below its title")
        elif line.text.strip() and self._title:
            self._mistake(line, "before the first scene stand only a title and settings")
        elif line.text.strip():
            self._title = line.text.strip()

    def _read_in_scene(self, line: Located, scene: _Scene) -> None:
        notes = _NOTES.fullmatch(line.text)
        if notes:
            scene.section = "notes"
            scene.notes += [notes[1]] if notes[1] else []
        elif not self._read_setting(line, scene):
            scene.section = "text" if scene.section == "settings" else scene.section
            self._read_text(line, scene)

    def _read_setting(self, line: Located, scene: _Scene) -> bool:
        """Take a line if it is a setting, or was meant to be one."""
        setting = _SETTING.fullmatch(line.text)
        if not setting:
            return False
        name, value = setting[1].lower(), Located(line.line, setting[2].strip())
        if name in SETTINGS and scene.section == "settings":
            self._set(scene.settings, name, value)
        elif name in SETTINGS and scene.between:
            self._mistake(line, f"{name}: belongs directly below the scene's title")
        elif scene.section == "settings" and scene.directly and _is_meant(setting):
            hint = did_you_mean(name, SETTINGS) or f"there are {', '.join(SETTINGS)}"
            self._mistake(line, f"no setting {name[:40]!r}: {hint} (text comes after a blank line)")
        else:
            return False
        return True

    def _set(self, settings: dict[str, Located], name: str, value: Located) -> None:
        if name in settings:
            self._mistake(value, f"{name}: is set in line {settings[name].line} already")
        elif not value.text:
            self._mistake(value, f"{name}: has no value")
        else:
            settings[name] = value

    def _read_text(self, line: Located, scene: _Scene) -> None:
        text = line.text
        for sign, name in (("?", "question"), ("=", "answer")):
            if text == sign or text.startswith(f"{sign} "):
                self._begin_part(line, scene, "question" if name == "question" else "answer")
                text = text[1:]
        escaped = text[:2] in ("\\#", "\\?", "\\=")
        text = text[1:] if escaped else text
        paragraphs = scene.parts[scene.section]
        own = _OWN_LINE.match(text)
        if scene.between or own or not paragraphs:
            paragraphs.append([])
        if text.strip():
            kept = text if own else text.strip()
            paragraphs[-1].append(Located(line.line, kept))
        scene.between = False

    def _begin_part(
        self, line: Located, scene: _Scene, part: Literal["question", "answer"]
    ) -> None:
        if scene.parts[part]:
            self._mistake(line, f"the scene has a{'n' * (part == 'answer')} {part} already")
        elif part == "answer" and not scene.parts["question"]:
            self._mistake(line, "an answer without a question: a line that begins with '? '")
        elif part == "question" and scene.section == "answer":
            self._mistake(line, "the question comes before its answer")
        if not line.text[1:].strip():
            self._mistake(line, f"the {part} is empty")
        scene.section, scene.between = part, True

    def _mistake(self, where: Located, message: str) -> None:
        self.mistakes.append(Mistake(where.line, message))


def _is_meant(setting: re.Match[str]) -> bool:
    """Whether a line looks like a setting of a name that does not exist."""
    return setting[1].islower() and setting[2][:1] in ("", " ")
