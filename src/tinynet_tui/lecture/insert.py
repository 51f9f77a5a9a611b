"""Adds the present screen to a lecture file as a scene; all other bytes stay the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.support.files import FileError, replace

from . import files, own_data
from .check import Checked, check
from .scene import NUMBERS, Lecture, Scene
from .screen_settings import Head, ScreenState, lines, looks


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
    before = _split(data)
    end = checked.outline.drafts[index].end
    newline = b"\r\n" if before[0].endswith(b"\r\n") else b"\n"
    if isinstance(screen, ScriptState):
        scene = of_script(screen)
    else:
        scene = written(screen, checked.lecture, folder)
    new = [b"", *(line.encode() for line in scene)]
    if end < len(before) and before[end].strip():
        new.append(b"")
    head = b"".join(before[:end])
    if not head.endswith(b"\n"):
        head += newline
    return head + b"".join(line + newline for line in new) + b"".join(before[end:])


def _split(data: bytes) -> list[bytes]:
    """Split into lines, as the parser does, at newlines only; keep the line ends."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines


def written(screen: ScreenState, lecture: Lecture, folder: Path | None = None) -> Iterator[str]:
    """Yield the lines of a scene: its settings and a first sentence of text; raises FileError.

    The lecture's file is in the folder; without one only built-in data can be written.
    """

    def of_file(dataset: Dataset) -> str:
        if not dataset.is_file:
            raise ValueError(f"a lecture takes no data such as {dataset.name!r}")
        return own_data.written(dataset, os.path.relpath(dataset.spec, folder))

    script, dimensions = screen.experiment.script, screen.experiment.dimensions
    step = script.names[screen.position.step - 1]
    name = screen.pinned or step
    row, column = screen.cursor.cell(name, dimensions)
    yield f"# Iteration {screen.position.iteration:,}, {step}"
    try:
        head = Head(lecture.experiment, lecture.iterations)
        yield from lines(screen, head, of_file if folder else None)
    except ValueError as error:
        raise FileError(str(error)) from None
    yield ""
    yield f"{name}[{row},{column}] is {{{name}[{row},{column}]}}."


def of_script(screen: ScriptState) -> Iterator[str]:
    """Yield the lines of a scene with a script."""
    iteration = int(screen.at.partition(":")[0])
    yield f"# Iteration {iteration:,}, {screen.step}"
    yield f"script: {screen.script}"
    yield f"at: {screen.at}"
    if screen.cell:
        yield f"cell: {screen.cell}"
    yield from looks(screen.light, screen.view, curve=screen.curve)
    yield ""
    yield f"{screen.cell} is {{{screen.cell}}}." if screen.cell else "This is {step}."
