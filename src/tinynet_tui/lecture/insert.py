"""Adds the present screen to a lecture file as a scene; all other bytes stay the same."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tinynet_tui.data.built_in import parse
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.field import Field
from tinynet_tui.experiment.fields import DATASET, FIELDS, RUN_LENGTH
from tinynet_tui.experiment.position import Position
from tinynet_tui.support.files import FileError, replace

from . import files
from .check import Checked, check
from .scene import NUMBERS, Lecture, Scene
from .spotlights import CURVE


@dataclass(frozen=True)
class ScreenState:
    """The present screen: everything that a scene needs to show it again."""

    experiment: Experiment
    iterations: int
    position: Position
    cursor: Cursor
    pinned: str | None
    """The variable to explain instead of the step's own."""
    light: str | None
    view: str = NUMBERS
    curve: bool = False
    predict: bool = False
    """True in quiz mode."""


@dataclass(frozen=True)
class ScriptState:
    """The present screen of a script."""

    script: str
    """The file, as the lecture names it."""
    at: str
    step: str
    """What the step has written."""
    cell: str
    """The number to explain."""
    light: str | None
    view: str = NUMBERS
    curve: bool = False


def insert(path: Path, after: Scene, screen: ScreenState | ScriptState) -> tuple[Lecture, int]:
    """Write a screen into a file as a new scene after another one; raises FileError.

    Returns the lecture that the file holds now, and the new scene's index. Someone else may have
    changed the file since it was opened.
    """
    source = files.read(path)
    before = check(source.text, path.parent)
    files.without_mistake(before, source.name)
    index = nearest(before.lecture, after)
    data = _with_scene(source.data, before, index, screen, path.parent)
    if len(data) > files.MOST_BYTES:
        raise FileError(f"{source.name}: the file would be longer than {files.MOST_BYTES:,} bytes")
    lecture = files.without_mistake(check(data.decode(), path.parent), source.name)
    replace(source, data)
    return lecture, index + 1


def nearest(lecture: Lecture, scene: Scene) -> int:
    """Return a scene's index now: the nearest scene with its title, else the one at its line."""
    same = [at for at, other in enumerate(lecture.scenes) if other.title == scene.title]
    if same:
        return min(same, key=lambda at: abs(lecture.scenes[at].line - scene.line))
    before = [at for at, other in enumerate(lecture.scenes) if other.line <= scene.line]
    return before[-1] if before else 0


def _with_scene(
    data: bytes, checked: Checked, index: int, screen: ScreenState | ScriptState, folder: Path
) -> bytes:
    """Return the contents of a file with the screen added after one of its scenes."""
    lines = _split(data)
    end = checked.outline.drafts[index].end
    newline = b"\r\n" if lines[0].endswith(b"\r\n") else b"\n"
    if isinstance(screen, ScriptState):
        scene = of_script(screen)
    else:
        scene = written(screen, checked.lecture, folder)
    new = [b"", *(line.encode() for line in scene)]
    if end < len(lines) and lines[end].strip():
        new.append(b"")
    head = b"".join(lines[:end])
    if not head.endswith(b"\n"):
        head += newline
    return head + b"".join(line + newline for line in new) + b"".join(lines[end:])


def _split(data: bytes) -> list[bytes]:
    """Split into lines, as the parser does, at newlines only; keep the line ends."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines


def written(screen: ScreenState, lecture: Lecture, folder: Path | None = None) -> Iterator[str]:
    """Yield the lines of a scene: its settings and a first sentence of text.

    The lecture's file is in the folder; without one only built-in data can be written.
    """
    script, dimensions = screen.experiment.script, screen.experiment.dimensions
    step = script.names[screen.position.step - 1]
    name = screen.pinned or step
    row, column = screen.cursor.cell(name, dimensions)
    yield f"# Iteration {screen.position.iteration:,}, {step}"
    yield f"at: {screen.position.text(script)}"
    axes = {axis for name in script.names for axis in dimensions.axes(name)}
    indices = [
        f"{axis} {at}" for axis, at in screen.cursor._asdict().items() if at and axis in axes
    ]
    if indices:
        yield f"cursor: {', '.join(indices)}"
    if screen.pinned:
        yield f"cell: {name}[{row},{column}]"
    yield from _light(screen)
    if screen.view != NUMBERS:
        yield f"view: {screen.view}"
    if screen.predict:
        yield "predict: on"
    yield from _differences(screen, lecture, folder)
    yield ""
    yield f"{name}[{row},{column}] is {{{name}[{row},{column}]}}."


def _light(screen: ScreenState | ScriptState) -> Iterator[str]:
    lit = [screen.light] if screen.light else []
    lit += [CURVE] if screen.curve else []
    if lit:
        yield f"light: {', '.join(lit)}"


def of_script(screen: ScriptState) -> Iterator[str]:
    """Yield the lines of a scene with a script."""
    iteration = int(screen.at.partition(":")[0])
    yield f"# Iteration {iteration:,}, {screen.step}"
    yield f"script: {screen.script}"
    yield f"at: {screen.at}"
    if screen.cell:
        yield f"cell: {screen.cell}"
    yield from _light(screen)
    if screen.view != NUMBERS:
        yield f"view: {screen.view}"
    yield ""
    yield f"{screen.cell} is {{{screen.cell}}}." if screen.cell else "This is {step}."


def _differences(screen: ScreenState, lecture: Lecture, folder: Path | None) -> Iterator[str]:
    """Yield the settings that differ from those before the lecture's first scene."""
    here, there = screen.experiment, lecture.experiment
    for field in FIELDS:
        if not _is_default(field, here, there):
            text = _data(here.dataset, folder) if field is DATASET else field.text(here)
            yield f"{field.setting}: {text}"
    if screen.iterations != lecture.iterations:
        yield f"{RUN_LENGTH.setting}: {screen.iterations}"


def _data(dataset: Dataset, folder: Path | None) -> str:
    """Return the text that a lecture in a folder has for data."""
    if dataset.is_file and folder is not None:
        there = os.path.relpath(dataset.spec, folder)
        return shlex.join([there, *dataset.options])
    if not _is_built_in(dataset):
        raise FileError(f"a lecture takes built-in data only, not {dataset.name!r}")
    return dataset.spec


def _is_default(field: Field, here: Experiment, there: Experiment) -> bool:
    """True when a scene of the lecture has this value without setting it.

    `there` is the experiment that the lecture sets before its first scene.
    """
    value, of_head = getattr(here, field.name), getattr(there, field.name)
    if not field.is_moved(here, there):
        return bool(value == of_head)
    # A field that is not bound may have been set before the first scene.
    return value == field.default(here) and (field.bound or value == of_head)


def _is_built_in(dataset: Dataset) -> bool:
    try:
        return parse(dataset.spec) == dataset
    except ValueError:
        return False
