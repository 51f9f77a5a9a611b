"""Parses lecture files: finds out what each line is.

A lecture is plain text that reads like Markdown:

    The lecture's title, then settings for all scenes
    seed: 3

    # Title of a scene
    at: 254:l1_error
    cell: l1_error[2,0]
    light: l1_error

    A paragraph, with a live value: {l1_error[2,0]}, or with four
    decimals: {l2[3,0]:.4f}.

    ? A question.
    = Its answer.

    Notes:
    For the presenter only.

    # Title of the next scene

- `# ` and a title begin a scene. Before the first scene come the lecture's title, in one line, and
  settings for all scenes.
- Directly below a scene's title come its settings, `name: value`, one in each line, in any order;
  settings.py lists them, and the manual's page of lectures explains them.
- The experiment is `preset`, `dataset` (built-in, `circle:points=200`, or a file beside the
  lecture's with options, `own.csv --bias`), `hidden`, `alpha` (the default depends on the data),
  `seed`, `set` (edits: `syn0[0,1]=0.5@100:l0 l1[:,2]=off@20`, or `none`), `test` and `iterations`.
  What a scene does not set is as before the first scene, not as in the previous scene.
- `choices: 0.12 | 0.48 | 0.95 of l2[2,0]` or `answer: sign of l1_error[2,0]` lets the scene's
  question be answered; see asking.py.
- `script: mine.py` shows a script of one's own in that scene, a file beside the lecture's; `at` and
  `cell` are then a position and a number of it, `12:w` and `w[0,1]`, and so are the live values;
  `light` is a variable of it, `graph`, `step`, `explanation` or `curve`.
- Then comes the text, with blank lines between paragraphs. A line that begins with `- `, `* `,
  `1. ` or four spaces is a paragraph of its own. `{name[row,column]}`, `{error}`,
  `{squares}` (half the sum of all squared errors), `{iteration}`, `{step}` (`{phase}` in older
  files), `{seed}`, `{alpha}`, `{hidden}` and the difference of two of them are live values, with
  four decimals if `:.4f` follows; `{{` and `}}` are braces.
- A line `...` stops there: pagedown reveals what follows. Lines between two lines ` ``` ` are code:
  each stays a line of its own, and nothing in it is a setting, a title or a value.
- `? ` begins the scene's question, `= ` its answer.
- `Notes:` begins the presenter's notes. They end at the next scene.
- `<!-- -->` is a comment. After a backslash, `#`, `?`, `=` or the name of a setting at the
  beginning of a line is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tinynet_tui.support.suggest import did_you_mean

from .begun_scene import BegunScene, Part
from .lines import Line, without_comments
from .outline import CODE, Located, Outline, Pause
from .scene import Mistake
from .setting_lines import NOT_SETTINGS, WITHOUT_COLON, Setting, is_kept
from .settings import IN_HEAD, REPEATED, SETTINGS

_BOLD = re.compile(
    r"(?<![\w*])\*\*(?=\S)([^*]+)(?<=\S)\*\*(?![\w*])|(?<!\w)__(?=\S)([^_]+)__(?!\w)"
)
_NOTES = re.compile(r"notes[ ]*:[ ]*(.*)", re.IGNORECASE)
_FENCE = re.compile(r"[ ]{0,3}```[ ]*\w*[ ]*")
_PAUSE = ("...", "…")
OR_TEXT = "(text needs a blank line before it)"
_OWN_LINE = re.compile(r"[ ]{4}|[ ]{0,3}(?:[-*]|\d{1,3}[.)])[ ]")


def begins_notes(line: str) -> bool:
    """True when the presenter's notes begin in a line of a scene."""
    return _NOTES.fullmatch(line) is not None


_SIGNS: Mapping[str, Part] = {"?": "question", "=": "answer"}


def parse(text: str) -> tuple[Outline, list[Mistake]]:
    """Parse a lecture; return what could be read, and the mistakes in its form."""
    reader = _Reader()
    for line in without_comments(text, reader.mistakes):
        reader.read(line)
    return reader.outline(), reader.mistakes


class _Reader:
    """Reads the file line by line."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._title = ""
        self._settings: dict[str, Located] = {}
        self._scenes: list[BegunScene] = []
        self._unfinished = False
        """True inside a comment that began in an earlier line."""
        self._code: Located | None = None
        """The line in which the code began that is being read."""

    def outline(self) -> Outline:
        if self._code is not None:
            self._mistake(self._code, f"this code has no end: close it with {CODE}")
        return Outline(self._title, self._settings, tuple(scene.draft() for scene in self._scenes))

    def read(self, line: Line) -> None:
        if not line.only_comment:
            self._read(Located(line.number, line.text))
        if self._scenes and (self._unfinished or (line.text and not line.only_comment)):
            self._scenes[-1].end = line.number
        self._unfinished = line.open

    def _read(self, line: Located) -> None:
        if self._scenes and (self._code is not None or _FENCE.fullmatch(line.text)):
            self._read_code(line, self._scenes[-1])
        elif line.text.startswith("#"):
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

    def _read_code(self, line: Located, scene: BegunScene) -> None:
        """Read a line of code, or the one that begins or ends it: all lines stay as they are."""
        is_fence = bool(_FENCE.fullmatch(line.text))
        if scene.section == "notes":
            scene.notes.append(line.text)
        elif self._code is None:
            scene.section = "text" if scene.section == "settings" else scene.section
            scene.parts[scene.section].append([])
        elif is_fence:
            scene.between = True
        else:
            scene.parts[scene.section][-1].append(Located(line.line, line.text, CODE))
        if is_fence:
            self._code = line if self._code is None else None

    def _begin_scene(self, line: Located) -> None:
        title = line.text.lstrip("#").strip()
        if not title:
            self._mistake(line, "the scene has no title: write it after the #")
        elif not line.text.startswith("# "):
            self._mistake(line, "a scene begins with one # and a space; in a text, write \\#")
        self._scenes.append(BegunScene(Located(line.line, title), line.line))

    def _read_head(self, line: Located) -> None:
        setting = Setting.read(line)
        if setting and setting.name in IN_HEAD:
            self._set(self._settings, setting)
        elif setting and setting.name in SETTINGS:
            self._mistake(line, f"{setting.written}: belongs in a scene, directly below its title")
        elif setting and setting.name in NOT_SETTINGS and setting.is_meant:
            self._no_setting(setting)
        elif line.text.strip() and self._title:
            self._mistake(line, "before the first scene, only a title and settings are allowed")
        elif line.text.strip():
            self._title = line.text.strip()

    def _read_in_scene(self, line: Located, scene: BegunScene) -> None:
        notes = _NOTES.fullmatch(line.text)
        if notes:
            scene.section = "notes"
            scene.notes += [notes[1]] if notes[1] else []
        elif not self._read_setting(line, scene):
            if scene.section == "settings" and line.text.strip() in _PAUSE:
                self._mistake(line, "there is no text before ...")
                return
            scene.section = "text" if scene.section == "settings" else scene.section
            self._read_text(line, scene)

    def _read_setting(self, line: Located, scene: BegunScene) -> bool:
        """Read a line that is a setting or was meant as one; False if it is neither."""
        setting, is_below = Setting.read(line), scene.section == "settings"
        if setting is None:
            bare = WITHOUT_COLON.fullmatch(line.text) if scene.directly else None
            if bare is not None and bare[1] in SETTINGS:
                self._mistake(line, f"write `{bare[1]}: {bare[2]}`, with a colon {OR_TEXT}")
                return True
            return False
        if setting.name in SETTINGS and is_below and not scene.has_settings_above:
            if setting.name in REPEATED and setting.value.text:
                scene.repeated.append(setting.value)
            else:
                self._set(scene.settings, setting)
            scene.between = False
        elif setting.name in SETTINGS and scene.between:
            where = "directly below the scene's title"
            if is_below:
                where = "to the settings above, without a blank line between them"
            text = line.text.partition(":")[0]
            self._mistake(line, f"{setting.written}: belongs {where}; in a text, write \\{text}:")
        elif is_below and (scene.directly or setting.name in NOT_SETTINGS) and setting.is_meant:
            self._no_setting(setting)
        else:
            return False
        return True

    def _no_setting(self, setting: Setting) -> None:
        name = setting.name
        hint = NOT_SETTINGS.get(name) or did_you_mean(name, SETTINGS)
        hint = hint or f"the settings are {', '.join(SETTINGS)}"
        if name not in NOT_SETTINGS:
            hint += f" {OR_TEXT}"
        self._mistake(setting.value, f"there is no setting {name[:40]!r}: {hint}")

    def _set(self, settings: dict[str, Located], setting: Setting) -> None:
        name, value = setting.name, setting.value
        if name in settings:
            before = settings[name]
            other = "" if before.name == value.name else f" as {before.name}, which counts"
            self._mistake(value, f"{value.name}: is already set in line {before.line}{other}")
        elif not value.text:
            self._mistake(value, f"{value.name}: has no value")
        else:
            settings[name] = value

    def _read_pause(self, line: Located, scene: BegunScene) -> None:
        if scene.section != "text":
            self._mistake(line, "... belongs in the scene's text, before its question")
        elif scene.pauses and scene.pauses[-1].after == len(scene.parts["text"]):
            self._mistake(line, f"... is already in line {scene.pauses[-1].line}")
        else:
            scene.pauses.append(Pause(line.line, len(scene.parts["text"])))
        scene.between = True

    def _read_text(self, line: Located, scene: BegunScene) -> None:
        text = line.text
        if text.strip() in _PAUSE:
            self._read_pause(line, scene)
            return
        if text[:1] in _SIGNS and text[1:2] in ("", " "):
            self._begin_part(line, scene, _SIGNS[text[0]])
            text = text[1:]
        if text[:2] in ("\\#", "\\?", "\\=") or is_kept(text):
            text = text[1:]
        if bold := _BOLD.search(text):
            words = bold[1] or bold[2]
            self._mistake(line, f"there is no bold type: write {words[:40]!r} without the marks")
        paragraphs = scene.parts[scene.section]
        own = _OWN_LINE.match(text)
        if scene.between or own or not paragraphs:
            paragraphs.append([])
        if text.strip():
            kept = text if own else text.strip()
            paragraphs[-1].append(Located(line.line, kept))
        scene.between = False

    def _begin_part(self, line: Located, scene: BegunScene, part: Part) -> None:
        if scene.parts[part]:
            self._mistake(line, f"the scene already has a{'n' * (part == 'answer')} {part}")
        elif part == "answer" and not scene.parts["question"]:
            self._mistake(line, "the answer has no question: begin one with '? '")
        elif part == "question" and scene.section == "answer":
            self._mistake(line, "the question must come before the answer")
        if not line.text[1:].strip():
            self._mistake(line, f"the {part} is empty")
        scene.section, scene.between = part, True

    def _mistake(self, where: Located, message: str) -> None:
        self.mistakes.append(Mistake(where.line, message))
