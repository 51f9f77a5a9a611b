"""Adding a scene to a lecture file: the rest of it stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tinynet_tui.data.built_in import parse
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.fields import FIELDS, RUN_LENGTH, Field
from tinynet_tui.experiment.position import Position
from tinynet_tui.support.files import FileError, replace

from . import files
from .check import Checked, check
from .scene import Lecture, Scene


@dataclass(frozen=True)
class Screen:
    """What there is to see, and to be seen again."""

    experiment: Experiment
    iterations: int
    position: Position
    cursor: Cursor
    pinned: str | None
    """The variable explained, if it is not the step's."""
    light: str | None


def insert(path: Path, after: Scene, screen: Screen) -> tuple[Lecture, int]:
    """Write a screen into a file as a new scene behind another one.

    Returns the lecture as it is in the file now, where others may have been at work, and the new
    scene's index. FileError says why not, and then nothing was written.
    """
    source = files.read(path)
    before = check(source.text)
    files.without_mistake(before, source.name)
    index = _find(before.lecture, after)
    data = _with_scene(source.data, before, index, screen)
    if len(data) > files.MOST_BYTES:
        raise FileError(f"{source.name}: would be longer than {files.MOST_BYTES:,} bytes")
    lecture = files.without_mistake(check(data.decode()), source.name)
    replace(source, data)
    return lecture, index + 1


def _find(lecture: Lecture, scene: Scene) -> int:
    """Return where a scene is by now: the nearest of its title, else what stands in its place."""
    same = [at for at, other in enumerate(lecture.scenes) if other.title == scene.title]
    if same:
        return min(same, key=lambda at: abs(lecture.scenes[at].line - scene.line))
    before = [at for at, other in enumerate(lecture.scenes) if other.line <= scene.line]
    return before[-1] if before else 0


def _with_scene(data: bytes, checked: Checked, index: int, screen: Screen) -> bytes:
    """Return a file's contents with a scene put behind one of its scenes."""
    lines = _split(data)
    end = checked.outline.drafts[index].end
    newline = b"\r\n" if lines[0].endswith(b"\r\n") else b"\n"
    new = [b"", *(line.encode() for line in written(screen, checked.lecture))]
    if end < len(lines) and lines[end].strip():
        new.append(b"")
    head = b"".join(lines[:end])
    if not head.endswith(b"\n"):
        head += newline
    return head + b"".join(line + newline for line in new) + b"".join(lines[end:])


def _split(data: bytes) -> list[bytes]:
    """Split where the parser does, the line ends kept: a carriage return alone is none."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines


def written(screen: Screen, lecture: Lecture) -> Iterator[str]:
    """Yield the lines of a scene: what it needs to be found again, and a text to begin with."""
    script = screen.experiment.script
    step = script.names[screen.position.step - 1]
    yield f"# Iteration {screen.position.iteration:,}, {step}"
    yield f"at: {screen.position.text(script)}"
    there = {axis for name in script.names for axis in screen.experiment.dimensions.axes(name)}
    indices = [
        f"{axis} {index}"
        for axis, index in screen.cursor._asdict().items()
        if index and axis in there
    ]
    if indices:
        yield f"thread: {', '.join(indices)}"
    if screen.pinned:
        row, column = screen.cursor.cell(screen.pinned, screen.experiment.dimensions)
        yield f"cell: {screen.pinned}[{row},{column}]"
    if screen.light:
        yield f"light: {screen.light}"
    yield from _differences(screen, lecture)
    yield ""
    name = screen.pinned or step
    row, column = screen.cursor.cell(name, screen.experiment.dimensions)
    yield f"{name}[{row},{column}] is {{{name}[{row},{column}]}}."


def _differences(screen: Screen, lecture: Lecture) -> Iterator[str]:
    here, there = screen.experiment, lecture.experiment
    if here.dataset != there.dataset and not _is_built_in(here.dataset):
        raise FileError(f"the data {here.dataset.name!r} have no name in a lecture")
    for field in FIELDS:
        if not _goes_without_saying(field, here, there):
            yield f"{field.setting}: {field.text(here)}"
    if screen.iterations != lecture.iterations:
        yield f"{RUN_LENGTH.setting}: {screen.iterations}"


def _goes_without_saying(field: Field, here: Experiment, there: Experiment) -> bool:
    """Return whether a scene has this value if it says nothing, in a lecture that runs `there`."""
    value = getattr(here, field.name)
    if not field.is_moved(here, there):
        return bool(value == getattr(there, field.name))
    # What is not bound the head of the file may have set.
    return value == field.default(here) and (field.bound or value == getattr(there, field.name))


def _is_built_in(dataset: Dataset) -> bool:
    try:
        return parse(dataset.spec) == dataset
    except ValueError:
        return False
